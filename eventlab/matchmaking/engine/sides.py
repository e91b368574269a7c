"""Two sides that are to meet, and what is allowed: what ``one_to_one`` is given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .model import Id, InputError

Pair = tuple[Id, Id]

ALL: frozenset[int] = frozenset()
"""Absence of somebody who is there in every slot."""


@dataclass(frozen=True)
class Sides:
    """Two sides and what is allowed.

    ``seats[i]``: how many of the right side a person of the left side meets at once (1, or 2-4 for
    a professional with a group). ``slots``: number of slots. ``apart``: pairs that must not meet,
    nor sit in one group. ``met``: pairs that have already met (of one side: they share no group
    again where it can be helped). ``fixed``: people who keep one seat
    all along: two of them cannot meet, and do not sit in one group where it can be helped.
    ``wishes``: pairs wished for (both ways round is a pair twice as wished). ``away[person]``:
    slots in which the person is not there. ``had``: the meetings people had before the first slot,
    evened out with those to come.
    """

    left: tuple[Id, ...]
    right: tuple[Id, ...]
    slots: int
    seats: Mapping[Id, int] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()
    met: frozenset[Pair] = frozenset()
    fixed: frozenset[Id] = frozenset()
    wishes: frozenset[Pair] = frozenset()
    away: Mapping[Id, Collection[int]] = field(default_factory=dict)
    had: Mapping[Id, int] = field(default_factory=dict)

    def may_meet(self, one: Id, other: Id) -> bool:
        """Whether a person of the left and one of the right may still meet."""
        if self.have_met(one, other) or (one, other) in self.apart or (other, one) in self.apart:
            return False
        return not (one in self.fixed and other in self.fixed)

    def have_met(self, one: Id, other: Id) -> bool:
        """Whether two people have met, of one side or of both."""
        return (one, other) in self.met or (other, one) in self.met

    def wished(self, one: Id, other: Id) -> int:
        """0, 1 or 2: how many of the two wish for it."""
        return ((one, other) in self.wishes) + ((other, one) in self.wishes)

    def present(self, person: Id) -> list[int]:
        """The slots in which a person is there."""
        away = set(self.away.get(person, ALL))
        return [slot for slot in range(self.slots) if slot not in away]

    def group(self, one: Id) -> int:
        """How many of the right side a person of the left meets at once, at most."""
        return self.seats.get(one, 1)

    def check(self) -> None:
        """Raises ``InputError``: ``slots``, ``duplicate_person``, ``seats``."""
        if self.slots < 0:
            raise InputError("slots", given=self.slots)
        everybody = [*self.left, *self.right]
        if len(set(everybody)) < len(everybody):
            twice = sorted({str(id) for id in everybody if everybody.count(id) > 1})
            raise InputError("duplicate_person", ids=tuple(twice))
        if any(seats < 1 for seats in self.seats.values()):
            raise InputError("seats", given=dict(self.seats))
