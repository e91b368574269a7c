"""One to one when people are away: slots filled up, and what no schedule can exceed.

Where somebody is away, a pair may have some slots only. That is list colouring of edges, for which
Konig's theorem no longer holds: the largest matching may find no slots, and to know how many it
finds is NP-complete. So each slot is filled up by augmenting paths with pairs that have not met,
whether they were matched or not, and the bound is tightened: no more meetings than each slot by
itself could hold. Where the two still differ, a programme over pairs and slots settles it.

Source: Even, Itai, Shamir, "On the complexity of timetable and multicommodity flow problems", SIAM
Journal on Computing 5 (1976).
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterable, Sequence

from .model import Id
from .sides import Pair, Sides

CELLS, SECONDS, NODES = 20_000, 2.0, 50
"""Pairs times slots beyond which the programme is not asked; how long it may take."""


def filled(sides: Sides, slots: Sequence[Sequence[Pair]]) -> list[list[Pair]]:
    """These meetings and, slot by slot, as many more as fit beside the other slots."""
    full = [list(slot) for slot in slots]
    met = {pair for slot in full for pair in slot}
    had = Counter(sides.had)
    had.update(person for pair in met for person in pair)
    for s, slot in enumerate(full):
        filling = _Filling(sides, s, slot, met - set(slot), had)
        filling.fill()
        met -= set(slot)
        full[s] = filling.pairs()
        met |= set(full[s])
    return full


def slot_by_slot(sides: Sides) -> int:
    """How many meetings the slots could hold, each by itself: no schedule has more."""
    alone = (_Filling(sides, s, (), set(), Counter()) for s in range(sides.slots))
    return sum(filling.fill() for filling in alone)


class _Filling:
    """One slot: ``at[r]`` is whom r of the right side meets. Augmenting paths as in Kuhn's method;
    who has had least comes first, on both sides."""

    def __init__(
        self,
        sides: Sides,
        slot: int,
        begun: Iterable[Pair],
        met: set[Pair],
        had: Counter[Id],
    ) -> None:
        self.sides = sides
        self.met = met
        self.had = had
        self.left = [one for one in sides.left if slot in sides.present(one)]
        self.right = [other for other in sides.right if slot in sides.present(other)]
        self.at = {other: one for one, other in begun}
        self.group: dict[Id, list[Id]] = {one: [] for one in self.left}
        for other, one in self.at.items():
            self.group[one].append(other)

    def fill(self) -> int:
        """Bring in everybody who can be; how many meetings there are then."""
        for other in sorted(self.right, key=lambda other: self.had[other]):
            if other not in self.at and self._seat(other):
                self.had[other] += 1
        return len(self.at)

    def pairs(self) -> list[Pair]:
        """The meetings, in the order of the left side."""
        return [(one, other) for one in self.left for other in self.group[one]]

    def _seat(self, other: Id) -> bool:
        """Find a place by the shortest chain of people who change theirs; False if there is none.

        ``wants[one]``: who on the right side takes a place at ``one``.
        """
        wants: dict[Id, Id] = {}
        queue = deque([other])
        while queue:
            guest = queue.popleft()
            for one in self._hosts(guest):
                if one in wants:
                    continue
                wants[one] = guest
                if len(self.group[one]) < self.sides.group(one):
                    self.had[one] += 1
                    self._shift(one, wants)
                    return True
                queue.extend(self.group[one])
        return False

    def _hosts(self, guest: Id) -> list[Id]:
        """Whom somebody of the right side may still meet: those wished for, then who had least."""
        sides = self.sides
        hosts = [
            one for one in self.left if (one, guest) not in self.met and sides.may_meet(one, guest)
        ]
        return sorted(hosts, key=lambda one: (-sides.wished(one, guest), self.had[one]))

    def _shift(self, free: Id, wants: dict[Id, Id]) -> None:
        """Fill a free place, then the one that this frees, to the end of the chain."""
        at: Id | None = free
        while at is not None:
            guest = wants[at]
            before = self.at.get(guest)
            self._put(guest, at)
            at = before

    def _put(self, other: Id, one: Id) -> None:
        before = self.at.get(other)
        if before is not None:
            self.group[before].remove(other)
        self.at[other] = one
        self.group[one].append(other)


def timetable(sides: Sides) -> tuple[list[list[Pair]], float]:
    """The meetings of the programme over pairs and slots, as many as can be and the most wished for
    of those; and how many no schedule exceeds.

    For rooms where the filled slots leave a doubt. No meetings when none were found in time, and an
    infinite bound when the programme is too large or there is no solver.
    """
    from .levels.mip import Effort, Mip, SolverMissing

    mip, meeting = Mip(), 1 + 2 * len(sides.wishes)
    cells: list[tuple[Id, Id, int]] = []
    rows: dict[tuple[object, ...], list[tuple[int, float]]] = {}
    there = {person: set(sides.present(person)) for person in (*sides.left, *sides.right)}
    for one in sides.left:
        for other in sides.right:
            for s in there[one] & there[other] if sides.may_meet(one, other) else ():
                cells.append((one, other, s))
                term = (mip.variable(-meeting - sides.wished(one, other)), 1.0)
                for row in ((one, other), (one, s), (s, other)):
                    rows.setdefault(row, []).append(term)
    if len(cells) > CELLS:
        return [], math.inf
    seats: dict[tuple[object, ...], int] = {(a, s): sides.group(a) for a, _, s in cells}
    for key, terms in rows.items():
        mip.row(terms, high=seats.get(key, 1))
    try:
        outcome = mip.solve(Effort(SECONDS, NODES))
    except SolverMissing:
        return [], math.inf
    slots: list[list[Pair]] = [[] for _ in range(sides.slots)]
    for (one, other, s), met in zip(cells, outcome.values, strict=False):
        if met > 0.5:
            slots[s].append((one, other))
    return slots, -outcome.least() // meeting
