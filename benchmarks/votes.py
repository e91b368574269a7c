"""A whole room votes within ten seconds: how long a tap waits, and whether every dot is there once.

Each phone gives its three dots; one tap in twelve is sent again with its key, as after a
lost answer. An answer that does not come in half a minute is asked for again with the same key,
as the phone's outbox does: its wait counts from the first time.
The result is compared with the load's own count.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.day import Day, Follower, busiest_second, percentile
from benchmarks.storms import figure

Figure = dict[str, Any]

ROOM, CROWD = 600, 2000
WITHIN_S = 10
DOTS = 3
TWICE = 12
MOST_TIMES = 5
THEMES = ("Humidité", "Chauffage", "Bruit", "Charges", "Ascenseur", "Travaux", "Loyers", "Voisins")


async def open_vote(day: Day) -> tuple[int, list[int]]:
    """The desk makes themes, goes to the vote and opens it; gives the ballot and its lines."""
    desk, path = day.desk, f"/e/{day.code}/desk"
    for title in THEMES:
        await desk.browser.post(f"{path}/themes", {"title": title})
    await desk.fetch()
    step = next(s for s in desk.board["step"].values() if s["kind"] == "vote")
    event = next(iter(desk.board["event"].values()))
    moves = {"from_step": str(event["current"]), "to_step": str(step["id"])}
    await desk.browser.post(f"{path}/go", moves)
    opened = await desk.browser.post(f"{path}/ballots", {"step": str(step["id"])})
    await desk.fetch()
    (ballot,) = desk.board["ballot"].values()
    assert ballot["id"] == opened.json()["ballot"]
    return ballot["id"], [line["id"] for line in ballot["lines"]]


async def close_vote(day: Day, ballot: int) -> tuple[Counter[int], float]:
    """Close the vote; gives the dots of each line as the desk sees them, and the milliseconds."""
    began = perf_counter()
    await day.desk.browser.post(f"/e/{day.code}/desk/ballots/{ballot}/close", {})
    took = (perf_counter() - began) * 1000
    await day.desk.fetch()
    (closed,) = day.desk.board["ballot"].values()
    lines = closed["totals"]["lines"]
    return Counter({int(line): dots["room"] for line, dots in lines.items()}), took


async def votes(day: Day, people: int = ROOM, name: str = "vote_storm") -> list[Figure]:
    """``people`` phones give three dots each, all beginning within ten seconds."""
    await day.fill(people)
    await day.settle(120)
    ballot, lines = await open_vote(day)
    await day.settle(120)
    for phone in day.phones:
        phone.arrivals.clear()
    dice = random.Random(people)
    acks: list[float] = []
    wanted: Counter[int] = Counter()
    cpu, began = day.server.cpu_s(), perf_counter()

    async def one(phone: Follower, chosen: list[int], moments: list[float]) -> None:
        for line, moment in zip(chosen, moments, strict=True):
            await asyncio.sleep(began + moment - perf_counter())
            acks.extend(await tap(day, phone, ballot, line, twice=dice.randrange(TWICE) == 0))
            wanted[line] += 1

    plans = []
    for phone in day.phones:
        first = dice.uniform(0, WITHIN_S - 2)
        moments = [first, first + dice.uniform(0.3, 1), first + dice.uniform(1, 2)]
        plans.append(one(phone, dice.sample(lines, DOTS), moments))
    await asyncio.gather(*plans)
    seconds = perf_counter() - began
    used = (day.server.cpu_s() - cpu) / seconds
    level_s = await day.settle(120)
    busiest = max(busiest_second(phone.arrivals) for phone in day.phones)
    counted, closing_ms = await close_vote(day, ballot)
    context = {
        "phones": len(day.phones),
        "taps": sum(wanted.values()),
        "requests": len(acks),
        "seconds": round(seconds, 1),
        "p50_ms": round(median(acks), 1),
        "max_ms": round(max(acks), 1),
        "server_core_used": round(used, 2),
        "level_s": round(level_s, 2),
        "closing_ms": round(closing_ms),
        "messages_per_phone_second": busiest,
        "rss_mb": round(day.server.rss_mb(), 1),
    }
    return [
        figure(f"{name}_ack_p95_ms", percentile(acks, 95), "ms", **context),
        figure(f"{name}_ack_p99_ms", percentile(acks, 99), "ms", **context),
        figure(f"{name}_lost", sum((wanted - counted).values()), "dots", **context),
        figure(f"{name}_double", sum((counted - wanted).values()), "dots", **context),
    ]


async def tap(day: Day, phone: Follower, ballot: int, line: int, twice: bool) -> list[float]:
    """One dot; gives the milliseconds of each request. Sent twice, it carries the same key."""
    key = os.urandom(12).hex()
    took = []
    for _ in range(1 + twice):
        began = perf_counter()
        await until_answered(day, phone, ballot, line, key)
        took.append((perf_counter() - began) * 1000)
    return took


async def until_answered(day: Day, phone: Follower, ballot: int, line: int, key: str) -> None:
    """Send one dot, and again with the same key while no answer comes."""
    path = f"/e/{day.code}/ballots/{ballot}/dots"
    for _ in range(MOST_TIMES):
        try:
            fields = {"line": str(line), "number": "1"}
            await phone.browser.post(path, fields, **{"Idempotency-Key": key})
        except TimeoutError:
            phone.browser.close()
        else:
            return
    raise TimeoutError(f"a vote was not answered, sent {MOST_TIMES} times")


def play(people: int, name: str) -> Iterable[Figure]:
    """One storm on a server of its own."""

    async def measure() -> list[Figure]:
        async with Day() as day:
            return await votes(day, people, name)

    return asyncio.run(measure())


FIGURES: dict[str, Callable[[], Iterable[Figure]]] = {
    "vote_storm": partial(play, ROOM, "vote_storm"),
    "vote_storm_2000": partial(play, CROWD, "vote_storm_2000"),
}


def run() -> Iterable[Figure]:
    """Both storms."""
    yield from play(ROOM, "vote_storm")
    yield from play(CROWD, "vote_storm_2000")
