"""The fair: every idea is shown in turn, everybody gives slips, some twice, some take them back."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.hands import Act
from eventlab.rehearsal.players import Player, refusal

_LOCK = threading.Lock()
SLIPS = ("support", "help", "concern")


def play(day: Day, step: Step) -> None:
    """Slips are given at once; the screen's counts are compared with what was acknowledged."""
    ideas = list(day.screen.snapshot(day.code, "screen")["items"].get("idea", {}))
    if not ideas:
        day.record.note("no idea was written: nothing to show")
        return
    _show(day, ideas[0])
    counted: Counter[tuple[str, str]] = Counter()
    givers = [player for player in day.players if player.joined and not player.gone]
    began = time.perf_counter()
    day.hands.play([list(_giving(day, player, ideas, counted)) for player in givers])
    day.record.took("slips given", began)
    day.wait(
        day.screen,
        lambda c: _slips(c.items("slips")) == {k: n for k, n in counted.items() if n},
        "the screen counts the slips that were acknowledged",
    )
    day.record.note(f"{sum(counted.values())} slips for {len(ideas)} ideas")


def _show(day: Day, idea: str) -> None:
    day.desk.must(f"fair/{idea}")
    day.desk.must(f"fair/{idea}/start")
    day.wait(
        day.screen,
        lambda c: str(c.items("fair").get("room", {}).get("idea")) == idea,
        "an idea is large on the screen",
    )
    day.desk.must("fair/all")


def _giving(
    day: Day, player: Player, ideas: list[str], counted: Counter[tuple[str, str]]
) -> Iterator[Act]:
    random = day.random(f"fair {player.person.key}")
    for idea in random.sample(ideas, min(3, len(ideas))):
        yield partial(_give, day, player, idea, random.choice(SLIPS), counted)


def _give(
    day: Day, player: Player, idea: str, kind: str, counted: Counter[tuple[str, str]]
) -> None:
    door = f"/e/{day.code}/ideas/{idea}/slips"
    fields = {"kind": kind, "text": "Parce que je travaille le soir." if kind != "support" else ""}
    began = time.perf_counter()
    answer = player.client.post(door, fields, day.record.next_key(player.person.key))
    day.record.took("slip ack", began)
    if not answer.ok:
        day.record.refuse(refusal(answer))
        if refusal(answer) != "own_idea":
            day.record.fault(f"{player.person.key}: a slip refused: {refusal(answer)}")
        return
    with _LOCK:
        counted[idea, kind] += 1
    if player.person.habit == "repeats":
        player.client.post(door, fields)  # the same slip once more is the same slip
    if player.person.habit == "returns":
        player.client.post(f"{door}/withdraw", {"kind": kind}).raise_for_status()
        with _LOCK:
            counted[idea, kind] -= 1


def _slips(items: dict[str, Any]) -> dict[tuple[str, str], int]:
    return {
        (idea, kind): number
        for idea, slips in items.items()
        for kind, number in slips["room"].items()
        if number
    }
