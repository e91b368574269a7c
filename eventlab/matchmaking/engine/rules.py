"""The hard rules: what a placement must never do, and by how much it does it.

A placement is legal when ``breaches`` finds nothing. Each breach names its rule, the team, the
people, and how many are missing or too many, so that it can be said in people and tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .model import (
    LOCKED,
    OPEN,
    RESIDENT,
    STARTED,
    TOGETHER,
    Id,
    Instance,
    Person,
    Placement,
    Team,
    fixed_members,
    interprets,
)

RULES = (
    "unplaced",
    "unknown_team",
    "size_under",
    "size_over",
    "residents",
    "professionals",
    "facilitators",
    "together",
    "apart",
    "language",
    "step_free",
    "step_free_tables",
    "lock_team",
    "lock_theme",
    "held",
)


@dataclass(frozen=True, slots=True)
class Breach:
    """One hard rule broken. ``missing``: how many people (or tables) short or over, at least 1."""

    rule: str
    team: Id | None = None
    people: tuple[Id, ...] = ()
    missing: int = 1


def breaches(
    instance: Instance, placement: Placement, only: Collection[Id] | None = None
) -> list[Breach]:
    """Every hard rule this placement breaks.

    Locked and started teams answer only for what newcomers bring (see ``Team.state``). ``only``:
    look into these teams and the people in them (unplaced people and tables are always looked at).
    """
    board = _Board(instance, placement)
    found: list[Breach] = list(_unplaced(board))
    for team in instance.teams:
        if only is None or team.id in only:
            found += _of_team(board, team)
    found += _of_links(board)
    for person in board.people:
        if only is None or board.at.get(person.id) in only:
            found += _of_person(board, person)
    found += _of_tables(board)
    return found


def units(found: list[Breach]) -> int:
    """How much is broken in all: the sum of ``missing``."""
    return sum(breach.missing for breach in found)


class _Board:
    """The placement, indexed once for all rules."""

    def __init__(self, instance: Instance, placement: Placement) -> None:
        self.instance = instance
        self.people = instance.placed()
        self.teams = {team.id: team for team in instance.teams}
        self.by_id = {person.id: person for person in self.people}
        self.at = {p.id: placement[p.id] for p in self.people if placement.get(p.id) in self.teams}
        self.given = placement
        self.fixed = fixed_members(instance)
        self.members: dict[Id, list[Person]] = {team: [] for team in self.teams}
        for person in self.people:
            if person.id in self.at:
                self.members[self.at[person.id]].append(person)

    def is_fixed(self, person: Id) -> bool:
        """Fixed by a held team and really there."""
        return person in self.fixed and self.at.get(person) == self.fixed[person]


def _unplaced(board: _Board) -> Iterator[Breach]:
    for person in board.people:
        team = board.given.get(person.id)
        if team is None:
            yield Breach("unplaced", None, (person.id,))
        elif team not in board.teams:
            yield Breach("unknown_team", team, (person.id,))


def _of_team(board: _Board, team: Team) -> Iterator[Breach]:
    members = board.members[team.id]
    size = len(members)
    room = max(team.max_size, sum(board.is_fixed(p.id) for p in members))
    if size > room:
        yield Breach("size_over", team.id, (), size - room)
    if team.state != OPEN:
        return
    residents = sum(person.perspective == RESIDENT for person in members)
    have = {
        "size_under": (size, team.min_size),
        "residents": (residents, team.residents),
        "professionals": (size - residents, team.professionals),
        "facilitators": (sum(person.facilitator for person in members), team.facilitators),
    }
    for rule, (count, wanted) in have.items():
        if count < wanted:
            yield Breach(rule, team.id, (), wanted - count)


def _of_links(board: _Board) -> Iterator[Breach]:
    for link in board.instance.links:
        one, other = board.at.get(link.one), board.at.get(link.other)
        pair = (link.one, link.other)
        if one is None or other is None or all(board.is_fixed(person) for person in pair):
            continue
        if link.kind == TOGETHER and one != other:
            yield Breach("together", one, pair)
        if link.kind != TOGETHER and one == other and link.one != link.other:
            yield Breach("apart", one, pair)


def _of_person(board: _Board, person: Person) -> Iterator[Breach]:
    if person.id not in board.at:
        return
    team = board.teams[board.at[person.id]]
    yield from _of_held(board, person, team)
    if board.is_fixed(person.id):
        return
    if person.needs and not any(interprets(mate, person) for mate in board.members[team.id]):
        yield Breach("language", team.id, (person.id,))
    if person.step_free and team.step_free is False:
        yield Breach("step_free", team.id, (person.id,))
    if person.lock_team is not None and person.lock_team != team.id:
        yield Breach("lock_team", team.id, (person.id,))
    if person.lock_theme is not None and person.lock_theme != team.theme:
        yield Breach("lock_theme", team.id, (person.id,))


def _of_held(board: _Board, person: Person, team: Team) -> Iterator[Breach]:
    """Someone left a held team, or came into one without being allowed to."""
    if person.id in board.fixed:
        if board.fixed[person.id] != team.id:
            yield Breach("held", board.fixed[person.id], (person.id,))
        return
    seated_before = board.instance.published.get(person.id) in board.teams
    if team.state == LOCKED or (team.state == STARTED and seated_before):
        yield Breach("held", team.id, (person.id,))


def _of_tables(board: _Board) -> Iterator[Breach]:
    wanting = step_free_teams(board.instance, board.at)
    tables = board.instance.step_free_tables
    if len(wanting) > tables:
        yield Breach("step_free_tables", None, (), len(wanting) - tables)


def step_free_teams(instance: Instance, placement: Placement) -> list[Id]:
    """Teams without a table yet that must be given a step-free one, in the order of the teams."""
    wanting = {placement.get(person.id) for person in instance.placed() if person.step_free}
    return [team.id for team in instance.teams if team.step_free is None and team.id in wanting]
