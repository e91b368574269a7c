"""The live kernel, measured: a thousand phones, one server, the day's worst minutes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from benchmarks import storms
from benchmarks.day import Day
from benchmarks.fanout import fanout

Figure = dict[str, Any]
Part = Callable[[Day], Any]

#: In the order in which one day goes through them: each finds the phones of those before.
DAY = (storms.joins, storms.taps, storms.posts, storms.memory, storms.restart)


def play(*parts: Part) -> Iterable[Figure]:
    """What these parts of a day measure, on one server."""

    async def measure() -> list[Figure]:
        async with Day() as day:
            return [figure for part in parts for figure in await part(day)]

    return asyncio.run(measure())


FIGURES: dict[str, Callable[[], Iterable[Figure]]] = {
    "fanout_cpu_vs_node": fanout,
    "join_storm_p95_ms": partial(play, storms.joins),
    "tap_to_wall_p95_ms": partial(play, storms.taps),
    "posts_storm": partial(play, storms.posts),
    "server_rss_mb_1000": partial(play, storms.memory),
    "restart_level_s": partial(play, storms.restart),
}


def run() -> Iterable[Figure]:
    """Everything about the live kernel: the cost of a message, then one day on one server."""
    yield from fanout()
    yield from play(*DAY)
