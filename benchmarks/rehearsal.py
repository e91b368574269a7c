"""A whole day of 60 people, played by real clients through every step, on a server of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from eventlab.rehearsal.cards import Text, demo
from eventlab.rehearsal.day import Plan
from eventlab.rehearsal.run import own_place, rehearse

PEOPLE = 60
CARDS = 789  # as many as the real titles that must pass unharmed
TOLD = ("join", "ack", "tap to wall", "step to all")


def run() -> Iterator[dict[str, Any]]:
    """Play the day once; yields ``rehearsal_s``."""
    with tempfile.TemporaryDirectory(prefix="eventlab-bench-") as folder:
        out = Path(folder)
        with own_place(out, "Mesure", "mairie") as place:
            report = rehearse(Plan(PEOPLE, 1, cards()), place, out, lambda _: None, pictures=False)
    yield {
        "name": "rehearsal_s",
        "value": report["seconds"],
        "unit": "s",
        "context": {
            "people": PEOPLE,
            "cards": CARDS,
            "steps": len(report["steps"]),
            "good": report["good"],
            "processor_s": report["cpu_s"],
            "latencies_ms": {kind: report["latencies_ms"][kind] for kind in TOLD},
        },
    }


def cards() -> list[Text]:
    """The demonstration's problems again and again, none like another."""
    problems = islice(cycle(demo().problems), CARDS)
    return [
        Text(f"{one.text} ({number})", one.tile, one.perspective)
        for number, one in enumerate(problems)
    ]
