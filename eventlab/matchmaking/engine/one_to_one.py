"""One to one: who meets whom in which slot, and groups of one professional with 2 to 4 residents.

First the most meetings possible, by maximum b-matching with the least cost (``pairing``): each
person at most one meeting a slot, each pair at most once. Then slots by Konig's theorem
(``colouring``). Both are exact without search, but for absences: then the slots are filled up
(``absences``). Groups are brought together, and what absences spoilt is evened out (``company``).

    schedule(Sides(("ana", "ben"), ("cem", "dia"), slots=2)).slots
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from .absences import filled, slot_by_slot, timetable
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
    person where the left side asked for a group. ``fewer``: who has how many meetings fewer than
    they would if absences left every pair a slot.
    """

    slots: tuple[tuple[Pair, ...], ...]
    bound: int
    alone: tuple[tuple[Id, int], ...] = ()
    fewer: tuple[tuple[Id, int], ...] = ()

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
    slots, bound = into_slots(sides, pairs), len(pairs)
    if sides.away:
        slots = filled(sides, slots)
        bound = min(bound, slot_by_slot(sides))
    if sides.away or any(seats > 1 for seats in sides.seats.values()):
        slots = in_company(sides, slots, bound)
    if _count(slots) < bound:
        more, limit = timetable(sides)
        bound = int(min(bound, limit))
        if _count(more) > _count(slots):
            slots = in_company(sides, more, bound)
    alone = tuple(
        (one, s)
        for s, slot in enumerate(slots)
        for one in dict.fromkeys(pair[0] for pair in slot)
        if sides.seats.get(one, 1) > 1 and sum(pair[0] == one for pair in slot) == 1
    )
    return Meetings(tuple(tuple(slot) for slot in slots), bound, alone, _fewer(pairs, slots))


def _count(slots: Sequence[Sequence[Pair]]) -> int:
    return sum(map(len, slots))


def _fewer(pairs: Sequence[Pair], slots: Sequence[Sequence[Pair]]) -> tuple[tuple[Id, int], ...]:
    """Who has fewer meetings than in the matching, where not all of it found slots."""
    if _count(slots) == len(pairs):
        return ()
    matched, had = _meetings_of(pairs), _meetings_of(pair for slot in slots for pair in slot)
    return tuple((matched - had).items())


def _meetings_of(pairs: Iterable[Pair]) -> Counter[Id]:
    return Counter(person for pair in pairs for person in pair)


def go_on(sides: Sides, so_far: Meetings, done: int) -> Meetings:
    """The schedule after ``done`` slots, when people have left or come: what was met stays met.

    ``sides`` is the new situation with the full number of slots; people who left are simply not in
    it. The first ``done`` slots are kept as they were; who had few meetings in them has more later.
    """
    past = [pair for slot in so_far.slots[:done] for pair in slot]
    beside = {
        (a[1], b[1])
        for slot in so_far.slots[:done]
        for a, b in combinations(slot, 2)
        if a[0] == b[0]
    }
    rest = replace(
        sides,
        slots=max(0, sides.slots - done),
        met=sides.met | frozenset(past) | beside,
        away={id: [s - done for s in away if s >= done] for id, away in sides.away.items()},
        had=Counter(sides.had) + _meetings_of(past),
    )
    later = schedule(rest)
    alone = tuple((one, slot + done) for one, slot in later.alone)
    slots = so_far.slots[:done] + later.slots
    return Meetings(slots, len(past) + later.bound, alone, later.fewer)
