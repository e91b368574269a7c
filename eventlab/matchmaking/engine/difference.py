"""What changes between two placements, in words' worth of facts: who moves, who gains and loses.

Every proposal (by hand, for a late arrival, after a departure) is shown by its difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .model import Id, Instance, Placement
from .rules import Breach, breaches
from .score import Score, score, wish_rank


@dataclass(frozen=True, slots=True)
class Move:
    """One person from one team to another (``before`` is None for a newcomer)."""

    person: Id
    before: Id | None
    after: Id | None


@dataclass(frozen=True, slots=True)
class Difference:
    """ "2 people move, 1 wish lost, 0 rules broken" as data.

    ``moves``: everybody who changes team. ``lost`` / ``gained``: people whose wish gets worse or
    better, with their rank before and after (1-3, 0 unlisted). ``broken`` / ``mended``: rules newly
    broken, and no longer broken. ``score``: change of every count; ``cost``: change of the weighted
    total (below zero is better).
    """

    moves: tuple[Move, ...]
    lost: tuple[tuple[Id, int, int], ...]
    gained: tuple[tuple[Id, int, int], ...]
    broken: tuple[Breach, ...]
    mended: tuple[Breach, ...]
    score: Score
    cost: int

    @property
    def moved(self) -> int:
        """How many people change team; newcomers and people who leave are not counted."""
        return sum(move.before is not None and move.after is not None for move in self.moves)


def moved_placement(placement: Placement, moves: Iterable[Move]) -> Placement:
    """The placement after these moves; ``after=None`` leaves without a team."""
    changed = dict(placement)
    for move in moves:
        changed.pop(move.person, None)
        if move.after is not None:
            changed[move.person] = move.after
    return changed


def difference(instance: Instance, before: Placement, after: Placement) -> Difference:
    """What the second placement changes. Only touched teams are worked out again."""
    moves = tuple(
        Move(p.id, before.get(p.id), after.get(p.id))
        for p in instance.placed()
        if before.get(p.id) != after.get(p.id)
    )
    touched = {team for move in moves for team in (move.before, move.after) if team is not None}
    counted = score(instance, after, touched).minus(score(instance, before, touched))
    lost, gained = _wishes(instance, moves)
    was, now = (Counter(breaches(instance, side, touched)) for side in (before, after))
    return Difference(
        moves=moves,
        lost=lost,
        gained=gained,
        broken=tuple((now - was).elements()),
        mended=tuple((was - now).elements()),
        score=counted,
        cost=counted.total(instance.weights),
    )


Change = tuple[Id, int, int]


def _wishes(
    instance: Instance, moves: tuple[Move, ...]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    lost: list[Change] = []
    gained: list[Change] = []
    for move in moves:
        if move.before is None or move.after is None:
            continue
        person = instance.person(move.person)
        was, now = (wish_rank(instance, person, team) for team in (move.before, move.after))
        if was is None or now is None or was == now:
            continue
        worse = (now or 9) > (was or 9)
        (lost if worse else gained).append((person.id, was, now))
    return tuple(lost), tuple(gained)
