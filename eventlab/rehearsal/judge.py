"""The judgement of a rehearsal: from what was noted and what is stored, what went wrong.

Pure: records and boards in, a verdict out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from eventlab.rehearsal.record import Card, StepRecord

Items = Mapping[str, Mapping[str, Any]]


@dataclass
class Verdict:
    """What went wrong, as sentences; nothing when the day was good."""

    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    harmed: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing was lost, doubled, harmed, different, and nothing else failed."""
        return not (self.lost or self.double or self.harmed or self.different or self.faults)


def judge(
    cards: Collection[Card],
    stored: Items,
    wall: Items,
    steps: Iterable[StepRecord] = (),
    faults: Iterable[str] = (),
) -> Verdict:
    """The verdict on a day.

    ``stored``: the problems of a fresh snapshot of the desk at the end, {id: item}. ``wall``:
    those that the screen was shown by its socket.
    """
    return Verdict(
        lost=[why for card in cards if (why := why_lost(card, stored, wall))],
        double=why_double(cards, stored),
        harmed=[
            why for card in cards for seen in (stored, wall) if (why := why_harmed(card, seen))
        ],
        different=[_different(step) for step in steps if step.different],
        faults=[*faults, *(why for card in cards if (why := why_taken(card)))],
    )


def why_lost(card: Card, stored: Items, wall: Items) -> str:
    """How a card was lost, empty if it was not."""
    if not card.ids:
        if card.expected and card.refusals and card.refusals[-1] == card.expected:
            return ""
        return f"{card.key}: never acknowledged ({', '.join(card.refusals) or 'no answer'})"
    if card.fate == "withdrawn":
        return ""
    for number in sorted(card.ids):
        if str(number) not in stored:
            return f"{card.key}: acknowledged as {number}, and not there at the end"
        if card.fate == "shown" and str(number) not in wall:
            return f"{card.key}: {number} never came to the screen"
    return ""


def why_taken(card: Card) -> str:
    """How a card was stored that had to be refused, empty if it was not."""
    return f"{card.key}: stored, and {card.expected} was due" if card.expected and card.ids else ""


def why_double(cards: Iterable[Card], stored: Items) -> list[str]:
    """The cards stored several times, and the stored problems that nobody sent."""
    cards = list(cards)
    owners: dict[int, list[str]] = {}
    for card in cards:
        for number in card.ids:
            owners.setdefault(number, []).append(card.key)
    several = [
        f"{card.key}: sent {card.attempts} times, stored as {sorted(card.ids)}"
        for card in cards
        if len(card.ids) > 1
    ]
    shared = [
        f"{number}: the same answer to {', '.join(sorted(keys))}"
        for number, keys in owners.items()
        if len(keys) > 1
    ]
    orphans = [
        f"{number}: stored, and acknowledged to nobody"
        for number in stored
        if int(number) not in owners
    ]
    return several + shared + orphans


def why_harmed(card: Card, seen: Items) -> str:
    """How the text of a card differs from what was written, empty if it does not."""
    if card.fate in ("withdrawn", "masked"):
        return ""
    for number in card.ids:
        item = seen.get(str(number))
        if item is not None and item["text"] != card.text:
            return f"{card.key}: {card.text!r} became {item['text']!r}"
    return ""


def differences(have: Items, fresh: Items) -> dict[str, list[str]]:
    """The items that differ between two boards: {kind: [ids]}."""
    different = {}
    for kind in sorted(have.keys() | fresh.keys()):
        mine, theirs = have.get(kind, {}), fresh.get(kind, {})
        ids = [i for i in sorted(mine.keys() | theirs.keys()) if mine.get(i) != theirs.get(i)]
        if ids:
            different[kind] = ids
    return different


def _different(step: StepRecord) -> str:
    names = ", ".join(f"{one.client} ({'/'.join(one.items)})" for one in step.different[:5])
    more = f" and {len(step.different) - 5} more" if len(step.different) > 5 else ""
    return f"step {step.number} {step.kind}: {names}{more} differ from a fresh snapshot"


def most_in_a_second(arrivals: Sequence[float]) -> int:
    """The greatest number of ``arrivals`` (seconds, rising) within any one second."""
    most, first = 0, 0
    for last, at in enumerate(arrivals):
        while arrivals[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def in_order(steps: Sequence[Mapping[str, Any]], walked: Sequence[int]) -> list[str]:
    """What is wrong with a walk (step ids) through a programme: steps passed over or repeated."""
    programme = [s["id"] for s in sorted(steps, key=lambda s: s["position"]) if not s["skipped"]]
    place = {step_id: n for n, step_id in enumerate(programme)}
    return [
        f"from step {place[one] + 1} the day went to step {place[other] + 1}"
        for one, other in pairwise(walked)
        if place[other] != place[one] + 1
    ]
