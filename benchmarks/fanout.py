"""What one message to one phone costs, beside node and beside the libraries' own way."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from statistics import median
from typing import Any

from benchmarks.phones import Browser, Phone, crowd, until
from benchmarks.servers import ROOT, Server, cores, machine

PHONES = 1000
BROADCASTS = 60
INTERVAL_MS = 100
ROUNDS = 3
YARDSTICK = ROOT / "benchmarks/node_yardstick"

Figure = dict[str, Any]


def problem_news() -> dict[str, Any]:
    """A piece of news as phones get them: one problem, about 600 bytes of JSON."""
    text = (
        "Quand le chauffage collectif tombe en panne le vendredi soir, personne ne sait qui "
        "appeler et il faut attendre le lundi ; l'an dernier, nous sommes restés cinq jours sans "
        "eau chaude avec un nourrisson et une voisine de 84 ans au septième étage sans ascenseur. "
        "Le gardien n'a plus le droit d'entrer dans la chaufferie."
    )
    item = {
        "id": 1207,
        "number": 207,
        "text": text,
        "tile": "heating",
        "perspective": "resident",
        "state": "shown",
        "at": 1_795_000_000_000,
        "theme": None,
    }
    written = {"room": {"resident": 154, "professional": 53}}
    items = {"problem": {"1207": item}, "written": written}
    return {"since": 411, "version": 412, "items": items}


def node_server(**environment: str) -> Server:
    """The yardstick, installed under build/ when it is not there yet."""
    folder = ROOT / "build/node_yardstick"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "server.js"):
        shutil.copy(YARDSTICK / name, folder / name)
    if not (folder / "node_modules/socket.io").is_dir():
        install = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
        subprocess.run([*install, "--ignore-scripts"], cwd=folder, check=True)
    return Server(["node", str(folder / "server.js")], NODE_ENV="production", **environment)


async def burst(server: Server, phones: list[Phone]) -> float:
    """Send a burst to everybody; gives the server's microseconds for each message delivered."""
    expected = sum(phone.messages for phone in phones) + BROADCASTS * len(phones)
    browser = Browser(server.port)
    before = server.cpu_s()
    await browser._request("POST", f"/burst?count={BROADCASTS}&interval_ms={INTERVAL_MS}", b"", {})
    await until(lambda: sum(p.messages for p in phones) >= expected, 120, "the whole burst")
    spent = server.cpu_s() - before
    browser.close()
    return spent * 1e6 / (BROADCASTS * len(phones))


async def fanout_rounds(servers: dict[str, Server]) -> tuple[dict[str, list[float]], Figure]:
    """Bursts of each server in turn, ``ROUNDS`` times: microseconds, and megabytes with phones."""
    phones = {
        name: await crowd([partial(Phone.open, server.port)] * PHONES)
        for name, server in servers.items()
    }
    costs: dict[str, list[float]] = {name: [] for name in servers}
    for name, server in servers.items():  # what a just-in-time compiler needs
        await burst(server, phones[name])
    for _ in range(ROUNDS):
        for name, server in servers.items():
            costs[name].append(await burst(server, phones[name]))
    weights = {name: round(server.rss_mb(), 1) for name, server in servers.items()}
    for phone in [phone for group in phones.values() for phone in group]:
        phone.close()
    return costs, weights


def fanout() -> Iterable[Figure]:
    """What one message to one phone costs, beside node and beside the libraries' own way."""
    os.sched_setaffinity(0, {cores()[1]})
    payload = json.dumps(problem_news(), ensure_ascii=False)
    module = "benchmarks.room_server"
    servers = {
        "eventlab": Server.python(module, PAYLOAD=payload),
        "stock": Server.python(module, PAYLOAD=payload, FAST="0"),
    }
    if shutil.which("node") and shutil.which("npm"):
        servers["node"] = node_server(PAYLOAD=payload)
    with ExitStack() as stack:
        for server in servers.values():
            stack.enter_context(server)
        costs, weights = asyncio.run(fanout_rounds(servers))
    yield from _fanout_figures(costs, weights, len(payload.encode()))


def _fanout_figures(
    costs: dict[str, list[float]], weights: Figure, payload_bytes: int
) -> Iterable[Figure]:
    def ratio(name: str, other: str) -> float | None:
        if other not in costs:
            return None
        return round(median(a / b for a, b in zip(costs[name], costs[other], strict=True)), 3)

    yield {
        "name": "fanout_cpu_vs_node",
        "value": ratio("eventlab", "node"),
        "unit": "ratio",
        "context": {
            "us_per_message": {name: round(median(each), 2) for name, each in costs.items()},
            "stock_vs_node": ratio("stock", "node"),
            "stock_vs_eventlab": ratio("stock", "eventlab"),
            "phones": PHONES,
            "payload_bytes": payload_bytes,
            "messages": PHONES * BROADCASTS * ROUNDS,
            "rounds_us": {name: [round(us, 2) for us in each] for name, each in costs.items()},
            "rss_mb": weights,
            "machine": machine(),
        },
    }
