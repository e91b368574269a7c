"""One to one: who meets whom in which slot, and groups of one professional with 2 to 4 residents.

First the most meetings possible, by maximum b-matching with the least cost (``pairing``): each
person at most one meeting a slot, each pair at most once. Then slots by Konig's theorem
(``colouring``). Both are exact without search, but for absences. Groups are then brought together
(``company``).

    schedule(Sides(("ana", "ben"), ("cem", "dia"), slots=2)).slots
"""

from __future__ import annotations

from dataclasses import dataclass

from .colouring import into_slots
from .company import in_company
from .model import Id
from .pairing import matching
from .sides import Pair, Sides

__all__ = ["Meetings", "Pair", "Sides", "go_on", "matching", "schedule"]


@dataclass(frozen=True)
class Meetings:
    """``slots[s]``: pairs ``(left, right)`` that meet in slot s.

    ``bound``: no schedule has more meetings. ``alone``: ``(left, slot)`` groups with a single
    person where the left side asked for a group.
    """

    slots: tuple[tuple[Pair, ...], ...]
    bound: int
    alone: tuple[tuple[Id, int], ...] = ()

    @property
    def count(self) -> int:
        """How many meetings take place."""
        return sum(len(slot) for slot in self.slots)

    @property
    def proven(self) -> bool:
        """Whether no schedule could have more meetings."""
        return self.count == self.bound


def schedule(sides: Sides) -> Meetings:
    """The most meetings, then the most wished for, dealt into slots.

    Raises ``InputError``: ``slots`` (negative), ``duplicate_person`` (also across sides), ``seats``
    (less than one). Empty sides give an empty schedule.
    """
    sides.check()
    pairs = matching(sides)
    slots = into_slots(sides, pairs)
    if any(seats > 1 for seats in sides.seats.values()):
        slots = in_company(sides, slots, len(pairs))
    alone = tuple(
        (one, s)
        for s, slot in enumerate(slots)
        for one in dict.fromkeys(pair[0] for pair in slot)
        if sides.seats.get(one, 1) > 1 and sum(pair[0] == one for pair in slot) == 1
    )
    return Meetings(tuple(tuple(slot) for slot in slots), len(pairs), alone)


def go_on(sides: Sides, so_far: Meetings, done: int) -> Meetings:
    """The schedule after ``done`` slots, when people have left or come: what was met stays met.

    ``sides`` is the new situation with the full number of slots; people who left are simply not in
    it. The first ``done`` slots are kept as they were.
    """
    past = [pair for slot in so_far.slots[:done] for pair in slot]
    rest = Sides(
        sides.left,
        sides.right,
        max(0, sides.slots - done),
        sides.seats,
        sides.apart,
        sides.met | frozenset(past),
        sides.fixed,
        sides.wishes,
        {id: [s - done for s in away if s >= done] for id, away in sides.away.items()},
    )
    later = schedule(rest)
    alone = tuple((one, slot + done) for one, slot in later.alone)
    slots = so_far.slots[:done] + later.slots
    return Meetings(slots, len(past) + later.bound, alone)
