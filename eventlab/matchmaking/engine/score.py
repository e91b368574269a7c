"""The score of a placement, tier by tier, in whole numbers of people, seats and pairs.

Excess instead of pairwise distance: "3 social workers in a team" is 2 too many. It is linear, so
that it can be proven, and it can be said aloud.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import combinations

from .model import RESIDENT, Id, Instance, Person, Placement, Weights, wishes_of

UNLISTED = 0
"""Rank of a theme that the person did not list (listed ones are 1, 2, 3)."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, lower is better: people, then people too many, then seats, then pairs.

    ``moved``: people in another team than published. ``unlisted``, ``third``, ``second``: people by
    the wish they got. ``trade``, ``organisation``: people too many of one kind in a team. ``size``,
    ``perspective``: people or residents outside the even share (rounded down or up). ``met``: pairs
    who had already sat together.
    """

    moved: int = 0
    second: int = 0
    third: int = 0
    unlisted: int = 0
    trade: int = 0
    organisation: int = 0
    size: int = 0
    perspective: int = 0
    met: int = 0

    def total(self, weights: Weights) -> int:
        """The one number that solves compare: counts times prices."""
        return sum(a * b for a, b in zip(astuple(self), astuple(weights), strict=True))

    def minus(self, other: Score) -> Score:
        """This score less the other, count by count (a difference may be negative)."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Score(*(a - b for a, b in pairs))


def score(instance: Instance, placement: Placement, only: Collection[Id] | None = None) -> Score:
    """The counts of this placement. People without a team count nowhere (rules catch them).

    ``only``: count these teams and the people in them; what the others cost stays the same.
    """
    seats = [(person, placement.get(person.id)) for person in instance.placed()]
    people = [p for p, team in seats if team is not None and (only is None or team in only)]
    members = _members(people, placement)
    counted = [team for team in instance.teams if only is None or team.id in only]
    teams = [members.get(team.id, []) for team in counted]
    ranks = Counter(_ranks(instance, people, placement))
    return Score(
        moved=_moved(instance, people, placement),
        second=ranks[2],
        third=ranks[3],
        unlisted=ranks[UNLISTED],
        trade=sum(_excess(p.trade for p in team) for team in teams),
        organisation=sum(_excess(p.organisation for p in team) for team in teams),
        size=_uneven([len(team) for team in teams], even_share(instance)[0]),
        perspective=_uneven([_residents(team) for team in teams], even_share(instance)[1]),
        met=sum(_met(instance, team) for team in teams),
    )


def wish_rank(instance: Instance, person: Person, team: Id) -> int | None:
    """1, 2 or 3 for a listed theme, ``UNLISTED`` for another, None when nothing was wished."""
    return next(_ranks(instance, [person], {person.id: team}))


def _ranks(instance: Instance, people: list[Person], placement: Placement) -> Iterator[int | None]:
    """``wish_rank`` of each of these people, with the lookups made once."""
    themes = {theme.id for theme in instance.themes}
    theme_of = {team.id: team.theme for team in instance.teams}
    for person in people:
        wishes = wishes_of(person, themes)
        theme = theme_of.get(placement[person.id])
        if not wishes:
            yield None
        else:
            yield wishes.index(theme) + 1 if theme in wishes else UNLISTED


def even_share(instance: Instance) -> tuple[tuple[int, int], tuple[int, int]]:
    """``((low, high) people, (low, high) residents)`` a team has when all are shared out evenly."""
    teams = len(instance.teams) or 1
    people = instance.placed()
    return _share(len(people), teams), _share(_residents(people), teams)


def _share(count: int, teams: int) -> tuple[int, int]:
    return count // teams, -(-count // teams)


def _members(people: list[Person], placement: Placement) -> dict[Id, list[Person]]:
    members: dict[Id, list[Person]] = {}
    for person in people:
        members.setdefault(placement[person.id], []).append(person)
    return members


def _residents(people: Iterable[Person]) -> int:
    return sum(person.perspective == RESIDENT for person in people)


def _moved(instance: Instance, people: list[Person], placement: Placement) -> int:
    known = {team.id for team in instance.teams}
    before = {person: team for person, team in instance.published.items() if team in known}
    return sum(before.get(p.id, placement[p.id]) != placement[p.id] for p in people)


def _excess(values: Iterable[str | None]) -> int:
    return sum(count - 1 for value, count in Counter(values).items() if value is not None)


def _uneven(counts: list[int], share: tuple[int, int]) -> int:
    low, high = share
    return sum(max(low - count, 0) + max(count - high, 0) for count in counts)


def _met(instance: Instance, team: list[Person]) -> int:
    if not instance.met:
        return 0
    return sum(frozenset((a.id, b.id)) in instance.met for a, b in combinations(team, 2))
