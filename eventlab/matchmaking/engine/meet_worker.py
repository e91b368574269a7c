"""Rounds dealt in a process of their own, so that a hundred people never stall the server.

The child is ``python -m eventlab.matchmaking.engine.meet_worker``: one JSON order in on standard
input, the tables out. If it dies or overstays, a first dealing without any search is the answer.

    dealt = deal_apart(Order(...), seconds=4)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Any

from .child import ONE_THREAD, own_output
from .meet import Dealt, Guest, Order, Table, deal
from .model import InputError

HANDFUL, HANDFUL_STEPS = 8, 2000
"""So few people are dealt sooner than a process starts."""

COMMAND = (sys.executable, "-m", "eventlab.matchmaking.engine.meet_worker")
SECONDS = 4.0
"""How long the search for better tables may take."""

GRACE = 6.0
"""Seconds a child may take beyond that before it is given up."""


def deal_apart(order: Order, seconds: float = SECONDS, command: tuple[str, ...] = COMMAND) -> Dealt:
    """What ``deal`` gives, worked out by another process. Raises ``InputError`` as it does."""
    if len(order.guests) <= HANDFUL:
        return deal(order, steps=HANDFUL_STEPS)
    asked = json.dumps({"order": order_to_json(order), "seconds": seconds})
    try:
        child = subprocess.run(
            command,
            input=asked.encode(),
            capture_output=True,
            timeout=seconds + GRACE,
            check=True,
            env=os.environ | ONE_THREAD,
        )
        answer = json.loads(child.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return deal(order, steps=0)
    if "error" in answer:
        raise InputError(answer["error"], **answer["facts"])
    return dealt_from_json(answer)


def order_to_json(order: Order) -> dict[str, Any]:
    """An order as JSON can hold it."""
    return {
        **asdict(order),
        "guests": [{**asdict(guest), "away": sorted(guest.away)} for guest in order.guests],
        "wishes": sorted(order.wishes),
        "met": sorted(sorted(pair) for pair in order.met),
        "homes": dict(order.homes),
    }


def order_from_json(data: dict[str, Any]) -> Order:
    """The order that ``order_to_json`` wrote."""
    return Order(
        **{
            **data,
            "rounds": tuple(data["rounds"]),
            "guests": tuple(Guest(**{**g, "away": frozenset(g["away"])}) for g in data["guests"]),
            "wishes": frozenset((who, whom) for who, whom in data["wishes"]),
            "met": frozenset(frozenset(pair) for pair in data["met"]),
            "together": tuple((one, other) for one, other in data["together"]),
            "apart": tuple((one, other) for one, other in data["apart"]),
            "places": tuple(data["places"]),
        }
    )


def dealt_to_json(dealt: Dealt) -> dict[str, Any]:
    """A dealing as JSON can hold it."""
    rounds = {str(n): [asdict(table) for table in tables] for n, tables in dealt.rounds.items()}
    return {"rounds": rounds, "facts": dict(dealt.facts)}


def dealt_from_json(data: dict[str, Any]) -> Dealt:
    """The dealing that ``dealt_to_json`` wrote."""
    rounds = {
        int(n): tuple(Table(t["number"], tuple(t["people"]), tuple(t["keep"])) for t in tables)
        for n, tables in data["rounds"].items()
    }
    return Dealt(rounds, data["facts"])


def main() -> None:
    """The child."""
    out = own_output()
    asked = json.load(sys.stdin)
    until = time.monotonic() + float(asked["seconds"])
    try:
        dealt = deal(order_from_json(asked["order"]), stop=lambda: time.monotonic() > until)
    except InputError as wrong:
        answer: dict[str, Any] = {"error": wrong.code, "facts": wrong.facts}
    else:
        answer = dealt_to_json(dealt)
    with out:
        json.dump(answer, out)


if __name__ == "__main__":
    main()
