"""The day's worst minutes on a real server: everybody joins, everybody writes, the server dies.

Each part takes a ``Day`` and gives its figures. Latencies are those of the whole machine: load
generator and server share it, each on a core of its own.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.day import Day, Follower, busiest_second, percentile
from benchmarks.phones import until
from benchmarks.servers import machine

ROOM = 600
JOIN_S = 60
TAPS = 100
POSTS = 200
POST_S = 10
MANY = 1000
AFTERWARDS_S = 10

Figure = dict[str, Any]


def figure(name: str, value: float, unit: str, **context: Any) -> Figure:
    """One line of the report."""
    surroundings = {"machine": machine(), "load_1min": round(os.getloadavg()[0], 1)}
    return {"name": name, "value": round(value, 2), "unit": unit, "context": context | surroundings}


async def joins(day: Day) -> list[Figure]:
    """600 people join within 60 seconds, at moments of their own."""
    dice = random.Random(1)
    moments = sorted(dice.uniform(0, JOIN_S) for _ in range(ROOM))
    cpu, began = day.server.cpu_s(), perf_counter()

    async def one(number: int, moment: float) -> dict[str, float]:
        await asyncio.sleep(began + moment - perf_counter())
        _, took = await day.join(number)
        return took

    took = await asyncio.gather(*[one(n, moment) for n, moment in enumerate(moments)])
    seconds = perf_counter() - began
    await day.settle()
    whole = [sum(parts.values()) for parts in took]
    context = {
        "p50_ms": round(median(whole), 1),
        "p99_ms": round(percentile(whole, 99), 1),
        "parts_p95_ms": {p: round(percentile([t[p] for t in took], 95), 1) for p in took[0]},
        "joined": len(took),
        "seconds": round(seconds, 1),
        "server_core_used": round((day.server.cpu_s() - cpu) / seconds, 2),
    }
    return [figure("join_storm_p95_ms", percentile(whole, 95), "ms", **context)]


async def taps(day: Day) -> list[Figure]:
    """With 600 phones there, one posts; until the screen's socket has it."""
    await day.fill(ROOM)
    await day.settle()
    dice = random.Random(2)
    seen: dict[str, float] = {}

    def on_news(news: dict[str, Any], at: float) -> None:
        for number in news["items"].get("problem", {}):
            seen.setdefault(number, at)

    day.screen.on_news = on_news
    waits, acks = [], []
    for phone in dice.sample(day.phones, TAPS):
        await asyncio.sleep(dice.uniform(0.2, 0.6))
        began = perf_counter()
        number, ack_ms = await day.post(phone)
        await until(lambda n=str(number): n in seen, 20, "the screen")  # type: ignore[misc]
        waits.append((seen[str(number)] - began) * 1000)
        acks.append(ack_ms)
    day.screen.on_news = None
    context = {
        "p50_ms": round(median(waits), 1),
        "max_ms": round(max(waits), 1),
        "ack_p95_ms": round(percentile(acks, 95), 1),
        "phones": len(day.phones),
        "taps": TAPS,
    }
    return [figure("tap_to_wall_p95_ms", percentile(waits, 95), "ms", **context)]


async def posts(day: Day) -> list[Figure]:
    """R2: 200 posts in 10 seconds to 600 phones."""
    await day.fill(ROOM)
    await day.settle()
    dice = random.Random(3)
    moments = sorted(dice.uniform(0, POST_S) for _ in range(POSTS))
    for phone in day.phones:
        phone.arrivals.clear()
    cpu, began = day.server.cpu_s(), perf_counter()

    async def one(phone: Follower, moment: float) -> float:
        await asyncio.sleep(began + moment - perf_counter())
        return (await day.post(phone))[1]

    authors = dice.sample(day.phones, POSTS)
    acks = await asyncio.gather(*[one(*pair) for pair in zip(authors, moments, strict=True)])
    seconds = perf_counter() - began
    level_s = await day.settle()
    used = (day.server.cpu_s() - cpu) / seconds
    busiest = max(busiest_second(phone.arrivals) for phone in day.phones)
    unseen = sum(not phone.own.get("mine") for phone in authors)
    context = {
        "posts": POSTS,
        "phones": len(day.phones),
        "seconds": round(seconds, 1),
        "ack_p95_ms": round(percentile(acks, 95), 1),
        "ack_p99_ms": round(percentile(acks, 99), 1),
        "authors_without_their_text": unseen,
        "messages_per_phone": round(median(len(phone.arrivals) for phone in day.phones)),
        "server_core_used": round(used, 2),
    }
    return [
        figure("posts_storm_messages_per_phone_second", busiest, "messages", **context),
        figure("posts_storm_level_s", level_s, "s", **context),
    ]


async def memory(day: Day) -> list[Figure]:
    """What the server weighs with a thousand phones."""
    empty = day.server.rss_mb()
    before = len(day.phones)
    await day.fill(MANY)
    await day.settle()
    weight = day.server.rss_mb()
    context = {
        "phones": len(day.phones),
        "before_mb": round(empty, 1),
        "phones_before": before,
        "problems": day.posted,
        "kb_per_phone": round((weight - empty) * 1024 / max(1, MANY - before), 1),
    }
    return [figure("server_rss_mb_1000", weight, "MB", **context)]


async def restart(day: Day) -> list[Figure]:
    """R4: kill -9 with 600 phones, start again; until all show what the server would show."""
    await day.fill(ROOM)
    await day.settle()
    for phone in day.phones[ROOM:]:
        phone.close()
    del day.phones[ROOM:]
    for phone in day.phones:
        phone.connections = phone.snapshots = 0
    stay = [asyncio.ensure_future(p.stay(random.Random(n))) for n, p in enumerate(day.phones)]
    number, _ = await day.post(day.phones[0])
    for phone in day.phones:
        phone.browser.close()
    day.server.stop(signal.SIGKILL)
    began = perf_counter()
    start_s = await asyncio.to_thread(day.server.start)
    await day.post(day.phones[0])
    await until(lambda: all(p.connections for p in day.phones), 120, "the phones to come back")
    await day.settle()
    level_s = perf_counter() - began
    await asyncio.sleep(AFTERWARDS_S)
    for task in stay:
        task.cancel()
    kept = all(str(number) in phone.board["problem"] for phone in day.phones)
    context = {
        "phones": len(day.phones),
        "server_start_s": round(start_s, 1),
        "connections": sum(phone.connections for phone in day.phones),
        "snapshots": sum(phone.snapshots for phone in day.phones),
        "last_acknowledged_problem_kept": kept,
    }
    return [figure("restart_level_s", level_s, "s", **context)]
