"""The hand editor: every change is a proposal with its difference, accepted or refused, undoable.

Nothing here changes anything in place. A proposal holds the board before and after; accepting it
gives the board after, undoing it the board before, provided nobody has touched the same people in
between (two facilitators may edit at once).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from .difference import Difference, Move, difference, moved_placement
from .model import LOCKED, OPEN, TOGETHER, Id, InputError, Instance, Person, Placement, Team

STRICT, WARN, FREE = "strict", "warn", "free"


@dataclass(frozen=True)
class Board:
    """An instance (with its locks) and a placement: one version of the teams."""

    instance: Instance
    placement: Placement = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A change and what it does.

    ``kind``: ``move``, ``swap``, ``lock_person``, ``lock_theme``, ``lock_team``,
    ``unlock_person``, ``unlock_team`` or ``undo``. ``allowed``: the mode lets it pass (``strict``
    refuses what breaks a rule newly; ``warn`` and ``free`` never refuse). ``warn``: ask before
    accepting. ``people``: whose seat or lock it touches.
    """

    kind: str
    before: Board
    after: Board
    difference: Difference
    allowed: bool
    warn: bool
    people: tuple[Id, ...]

    def accept(self, current: Board) -> Board:
        """The current board with this change.

        Raises ``InputError('stale')`` with the people concerned when their seats or locks are no
        longer what the proposal was made from; ``InputError('refused')`` when not allowed.
        """
        if not self.allowed:
            raise InputError("refused", broken=self.difference.broken)
        stale = [id for id in self.people if _facts(current, id) != _facts(self.before, id)]
        if stale:
            raise InputError("stale", people=tuple(stale))
        moves = [Move(id, None, self.after.placement.get(id)) for id in self.people]
        instance = current.instance
        for id in self.people:
            instance = instance.with_person(self.after.instance.person(id))
        instance = replace(instance, teams=_teams(self, current))
        instance = replace(instance, published=_published(self, current))
        return Board(instance, moved_placement(current.placement, moves))

    def undo(self) -> Proposal:
        """The opposite proposal; always allowed."""
        back = difference(self.before.instance, self.after.placement, self.before.placement)
        return Proposal("undo", self.after, self.before, back, True, False, self.people)


def _facts(board: Board, id: Id) -> tuple[Person | None, Id | None]:
    person = next((p for p in board.instance.people if p.id == id), None)
    return person, board.placement.get(id)


def _teams(proposal: Proposal, current: Board) -> tuple[Team, ...]:
    """The current teams, with those the proposal changed taken from it."""
    before = {team.id: team for team in proposal.before.instance.teams}
    after = {team.id: team for team in proposal.after.instance.teams}
    return tuple(
        after[team.id] if after.get(team.id) != before.get(team.id) else team
        for team in current.instance.teams
    )


def _published(proposal: Proposal, current: Board) -> Placement:
    """What is published, with those the proposal changed: fixed in a team, or no longer."""
    before, after = proposal.before.instance.published, proposal.after.instance.published
    changed = {id for id in (*before, *after) if before.get(id) != after.get(id)}
    kept = {id: team for id, team in current.instance.published.items() if id not in changed}
    return kept | {id: team for id, team in after.items() if id in changed}


def move(
    board: Board, person: Id, to: Id, mode: str = STRICT, with_links: bool = False
) -> Proposal:
    """Seat a person in another team. ``with_links``: people linked together come along.

    Raises ``InputError`` for an unknown person or team.
    """
    board.instance.person(person)
    board.instance.team(to)
    people = _linked(board.instance, person) if with_links else (person,)
    moves = [Move(id, board.placement.get(id), to) for id in people]
    return _propose("move", board, _moved(board, moves), mode, people)


def swap(board: Board, one: Id, other: Id, mode: str = STRICT) -> Proposal:
    """Two people change places. Raises ``InputError`` when one of them has no team."""
    seats = [board.placement.get(board.instance.person(id).id) for id in (one, other)]
    if None in seats:
        raise InputError("not_seated", people=(one, other))
    moves = [Move(one, seats[0], seats[1]), Move(other, seats[1], seats[0])]
    return _propose("swap", board, _moved(board, moves), mode, (one, other))


def lock_person(board: Board, person: Id, reason: str = "", mode: str = STRICT) -> Proposal:
    """Keep a person in the team where they sit, whatever is solved later."""
    if person not in board.placement:
        raise InputError("not_seated", people=(person,))
    team = board.placement[person]
    locked = replace(board.instance.person(person), lock_team=team, lock_reason=reason)
    return _propose("lock_person", board, _with(board, locked), mode, (person,))


def lock_theme(
    board: Board, person: Id, theme: Id, reason: str = "", mode: str = STRICT
) -> Proposal:
    """Keep a person on a theme. Where they sit now does not change; a solve will see to it."""
    if all(known.id != theme for known in board.instance.themes):
        raise InputError("unknown_theme", theme=theme)
    locked = replace(board.instance.person(person), lock_theme=theme, lock_reason=reason)
    return _propose("lock_theme", board, _with(board, locked), mode, (person,))


def unlock_person(board: Board, person: Id) -> Proposal:
    """Take a person's locks away."""
    plain = replace(board.instance.person(person), lock_team=None, lock_theme=None, lock_reason="")
    return _propose("unlock_person", board, _with(board, plain), FREE, (person,))


def lock_team(board: Board, team: Id, reason: str = "", mode: str = STRICT) -> Proposal:
    """Keep a whole team exactly as it is: nobody leaves, nobody comes in."""
    people = tuple(p.id for p in board.instance.placed() if board.placement.get(p.id) == team)
    changed = board.instance.with_team(replace(board.instance.team(team), state=LOCKED))
    for id in people:
        changed = changed.with_person(replace(changed.person(id), lock_reason=reason))
    published = {**changed.published, **dict.fromkeys(people, team)}
    after = Board(replace(changed, published=published), board.placement)
    return _propose("lock_team", board, after, mode, people)


def unlock_team(board: Board, team: Id) -> Proposal:
    """Open a locked team again."""
    changed = board.instance.with_team(replace(board.instance.team(team), state=OPEN))
    return _propose("unlock_team", board, Board(changed, board.placement), FREE, ())


def _linked(instance: Instance, person: Id) -> tuple[Id, ...]:
    """The person and everybody linked together with them, directly or not."""
    here = {p.id for p in instance.placed()}
    reached = [person]
    for id in reached:
        for link in instance.links:
            if link.kind == TOGETHER and id in (link.one, link.other):
                mate = link.other if link.one == id else link.one
                if mate in here and mate not in reached:
                    reached.append(mate)
    return tuple(reached)


def _moved(board: Board, moves: Collection[Move]) -> Board:
    return Board(board.instance, moved_placement(board.placement, moves))


def _with(board: Board, person: Person) -> Board:
    return Board(board.instance.with_person(person), board.placement)


def _propose(kind: str, before: Board, after: Board, mode: str, people: tuple[Id, ...]) -> Proposal:
    if mode not in (STRICT, WARN, FREE):
        raise InputError("mode", given=mode)
    changed = difference(after.instance, before.placement, after.placement)
    breaks = bool(changed.broken)
    allowed = mode != STRICT or not breaks
    return Proposal(kind, before, after, changed, allowed, breaks and mode == WARN, people)


def reconcile(instance: Instance, placement: Placement) -> Placement:
    """The placement without people and teams that no longer exist (erased while solving)."""
    here = {person.id for person in instance.placed()}
    teams = {team.id for team in instance.teams}
    return {id: team for id, team in placement.items() if id in here and team in teams}
