"""Changing an arrangement by hand: pure functions from one arrangement to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from eventlab.matchmaking.engine import model
from eventlab.matchmaking.engine.difference import Difference, difference
from eventlab.matchmaking.engine.editor import FREE, STRICT, WARN, Board, move
from eventlab.matchmaking.engine.model import InputError
from eventlab.matchmaking.engine.rules import Breach, step_free_teams
from eventlab.matchmaking.rules.arrangement import (
    Hold,
    Situation,
    TeamSpec,
    instance_of,
    places_for,
    seat_tables,
)

MODES = (STRICT, WARN, FREE)


class HandRefused(Exception):
    """Not this change; ``code`` is the name of a refusal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Chair:
    """Somebody in an arrangement: their team's number, and what they are locked to."""

    team: int | None = None
    lock: str = ""
    lock_theme: int | None = None
    reason: str = ""

    @property
    def hold(self) -> Hold:
        """The same as the engine is told it."""
        if self.lock == "team":
            return Hold(team=self.team, reason=self.reason)
        return Hold(theme=self.lock_theme, reason=self.reason) if self.lock else Hold()


@dataclass(frozen=True)
class Arrangement:
    """Teams, and who sits in them: what a version holds."""

    teams: tuple[TeamSpec, ...] = ()
    chairs: Mapping[str, Chair] = field(default_factory=dict)

    def team(self, number: int) -> TeamSpec:
        """The team of that number. Raises ``HandRefused("no_such_team")``."""
        for team in self.teams:
            if team.number == number:
                return team
        raise HandRefused("no_such_team")

    def with_team(self, changed: TeamSpec) -> Arrangement:
        """A copy where the team of that number is replaced."""
        teams = (changed if team.number == changed.number else team for team in self.teams)
        return replace(self, teams=tuple(teams))

    def with_chairs(self, changed: Mapping[str, Chair]) -> Arrangement:
        """A copy where these chairs are replaced."""
        return replace(self, chairs={**self.chairs, **changed})

    def chair(self, person: str) -> Chair:
        """The chair of somebody; an empty one for who has none."""
        return self.chairs.get(person, Chair())

    @property
    def seats(self) -> dict[str, int]:
        """{person: team} of those who have one."""
        return {p: chair.team for p, chair in self.chairs.items() if chair.team is not None}

    @property
    def placement(self) -> model.Placement:
        """The same as the engine speaks of it."""
        return dict(self.seats)  # type: ignore[return-value]


def situated(day: Situation, arrangement: Arrangement) -> Situation:
    """The same day with this arrangement in hand."""
    guests = tuple(replace(guest, hold=arrangement.chair(guest.id).hold) for guest in day.guests)
    return replace(day, guests=guests, teams=arrangement.teams, seats=arrangement.seats)


def moved(
    day: Situation, before: Arrangement, moves: Iterable[tuple[str, int | None]]
) -> Arrangement:
    """These people go to these teams (None: to no team); who is linked to them does not follow.

    A lock to a team goes with the person: the facilitator moved them on purpose, and ``weigh``
    told what that breaks. Raises ``HandRefused``: ``no_such_team``, ``unknown_code``.
    """
    known = {guest.id for guest in day.guests}
    changed = {}
    for person, to in moves:
        if person not in known:
            raise HandRefused("unknown_code")
        if to is not None:
            before.team(to)
        chair = before.chair(person)
        changed[person] = replace(chair, team=to)
        if to is None and chair.lock == "team":
            changed[person] = Chair()
    return with_tables(day, before.with_chairs(changed))


def with_links(day: Situation, arrangement: Arrangement, person: str) -> tuple[str, ...]:
    """The person and everybody linked together with them, directly or not."""
    here = situated(day, arrangement)
    if not arrangement.teams:
        return (person,)
    board = Board(instance_of(here), arrangement.placement)
    try:
        found = move(board, person, arrangement.teams[0].number, FREE, with_links=True)
    except InputError as unknown:
        raise HandRefused("unknown_code") from unknown
    return tuple(str(one) for one in found.people)


def person_locked(before: Arrangement, person: str, reason: str) -> Arrangement:
    """Keep somebody in the team where they sit. Raises ``HandRefused("not_seated")``."""
    chair = before.chair(person)
    if chair.team is None:
        raise HandRefused("not_seated")
    return before.with_chairs({person: replace(chair, lock="team", lock_theme=None, reason=reason)})


def kept(before: Arrangement, people: Iterable[str]) -> Arrangement:
    """Keep these people in the teams where they sit now; a reason given before goes along."""
    seated = (one for one in people if before.chair(one).team is not None)
    locks = {one: replace(before.chair(one), lock="team", lock_theme=None) for one in seated}
    return before.with_chairs(locks)


def loosened(after: Arrangement, before: Arrangement) -> Arrangement:
    """``after``, where those who were free before are free still."""
    free = (one for one, chair in after.chairs.items() if chair.lock and not before.chair(one).lock)
    return unlocked(after, list(free))


def theme_locked(before: Arrangement, person: str, theme: int, reason: str) -> Arrangement:
    """Keep somebody on a theme, in whatever team of it."""
    chair = replace(before.chair(person), lock="theme", lock_theme=theme, reason=reason)
    return before.with_chairs({person: chair})


def unlocked(before: Arrangement, people: Collection[str]) -> Arrangement:
    """Take away what these people are locked to."""
    return before.with_chairs({one: Chair(before.chair(one).team) for one in people})


def team_state(
    before: Arrangement, numbers: Collection[int], state: str, reason: str = ""
) -> Arrangement:
    """Lock, start or open teams. Raises ``HandRefused("no_such_team")``."""
    after = before
    for number in numbers:
        after = after.with_team(replace(after.team(number), state=state, reason=reason))
    return after


def with_tables(day: Situation, arrangement: Arrangement) -> Arrangement:
    """The same with a table for each team, where somebody needs one without a step too."""
    instance = instance_of(situated(day, arrangement))
    wanting = [int(team) for team in step_free_teams(instance, arrangement.placement)]
    places = places_for(day.places, len(arrangement.teams))
    return replace(arrangement, teams=tuple(seat_tables(arrangement.teams, wanting, places)))


@dataclass(frozen=True)
class Verdict:
    """What a change does, and whether the mode lets it pass. ``tables``: (team, before, after)."""

    difference: Difference
    tables: tuple[tuple[int, str, str], ...]
    allowed: bool


def weigh(day: Situation, before: Arrangement, after: Arrangement, mode: str) -> Verdict:
    """The difference between two arrangements of the same day.

    What was locked before the change is what the change can break: afterwards a lock to a team has
    gone along with its person, and a locked team keeps whoever is in it.
    """
    instance = _locked_as_before(instance_of(situated(day, after)), before)
    known = {team.number for team in after.teams}
    was: model.Placement = {p: t for p, t in before.placement.items() if t in known}
    changed = difference(instance, was, after.placement)
    tables = {team.number: team.table for team in before.teams}
    moved_tables = tuple(
        (team.number, tables[team.number], team.table)
        for team in after.teams
        if tables.get(team.number, team.table) != team.table
    )
    return Verdict(changed, moved_tables, mode != STRICT or not rules_among(changed.broken))


def rules_among(breaches: Iterable[Breach]) -> list[Breach]:
    """The broken rules. Who waits for a seat breaks none: the others need not wait with them."""
    return [one for one in breaches if one.rule != "unplaced"]


def _locked_as_before(instance: model.Instance, before: Arrangement) -> model.Instance:
    """The instance with people held where they sat before, as far as they are held still."""
    known = {team.id for team in instance.teams}
    held = {team.id for team in instance.teams if team.state != model.OPEN}
    people = tuple(
        _held_as_before(person, before.chair(str(person.id)), known)
        if person.lock_team is not None
        else person
        for person in instance.people
    )
    published = {person: team for person, team in instance.published.items() if team not in held}
    published |= {person: team for person, team in before.placement.items() if team in held}
    return replace(instance, people=people, published=published)


def _held_as_before(
    person: model.Person, chair: Chair, known: Collection[model.Id]
) -> model.Person:
    team = chair.team if chair.lock == "team" and chair.team in known else None
    return replace(person, lock_team=team, lock_theme=chair.lock_theme)


def facts_of(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain data: what the desk puts into words."""
    change = verdict.difference
    return {
        "moves": [[one.person, one.before, one.after] for one in change.moves],
        "moved": change.moved,
        "lost": [list(one) for one in change.lost],
        "gained": [list(one) for one in change.gained],
        "broken": [breach_facts(one) for one in change.broken],
        "mended": [breach_facts(one) for one in change.mended],
        "cost": change.cost,
        "score": asdict(change.score),
        "tables": [list(one) for one in verdict.tables],
        "allowed": verdict.allowed,
    }


def breach_facts(breach: Any) -> dict[str, Any]:
    """One broken rule as plain data."""
    return {
        "rule": breach.rule,
        "team": breach.team,
        "people": list(breach.people),
        "missing": breach.missing,
    }
