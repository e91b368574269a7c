"""From what the day knows to what the engine is told, and back to tables. Pure.

The engine knows nothing of settings, interpreters who also need one, or tables with numbers; here
each fact of the day becomes one fact of its model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eventlab.matchmaking.engine import model
from eventlab.matchmaking.engine.codec import instance_to_json
from eventlab.matchmaking.engine.model import Id, Instance, Link, Person, Placement, Theme, Weights

NO_THEME = 0
"""The theme of teams that have none: teams by profile, or when no theme goes on."""

ROLES = ("residents", "professionals", "facilitators")
"""Of whom a team may ask for so many."""

SIZE = 5.5
"""People in a team, when nothing says otherwise: two may leave and it still works."""


@dataclass(frozen=True)
class TeamSpec:
    """One team of a version: what it works on and where. ``state`` as in the engine."""

    number: int
    theme: int
    table: str = ""
    state: str = model.OPEN
    reason: str = ""

    @property
    def held(self) -> bool:
        """Whether its people may not be moved."""
        return self.state != model.OPEN


@dataclass(frozen=True)
class Terms:
    """What the step asks of every team.

    ``without``: in how many teams nobody of a role is due: ``{role: teams}`` in all, those of the
    themes with fewest votes first; ``{"role:theme": teams}`` of one theme.
    """

    by: str = "themes"
    wishes: int = 3
    smallest: int = 4
    largest: int = 7
    residents: int = 2
    professionals: int = 1
    facilitators: int = 0
    profiles: tuple[str, ...] = ()
    without: Mapping[str, int] = field(default_factory=dict)


def terms_of(settings: Mapping[str, Any], without: Mapping[str, int] = {}) -> Terms:
    """The terms in a step's settings; what is not said has its default."""
    plain = Terms()
    return Terms(
        by=settings.get("by", plain.by),
        wishes=settings.get("wishes", plain.wishes),
        smallest=settings.get("smallest", plain.smallest),
        largest=settings.get("largest", plain.largest),
        residents=settings.get("k_resident", plain.residents),
        professionals=settings.get("k_professional", plain.professionals),
        facilitators=settings.get("k_facilitator", plain.facilitators),
        profiles=tuple(one["key"] for one in settings.get("profiles") or ()),
        without=dict(without),
    )


@dataclass(frozen=True)
class Hold:
    """What somebody is locked to by hand: a team's number, or a theme."""

    team: int | None = None
    theme: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Guest:
    """One participant as the day knows them. ``status`` as they stand: only who is present sits."""

    id: str
    perspective: str
    status: str = "present"
    speaks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    trade: str = ""
    organisation: str = ""
    profile: str = ""
    facilitates: bool = False
    wishes: tuple[int, ...] = ()
    hold: Hold = Hold()
    until: int | None = None


def person_of(guest: Guest, terms: Terms, room_language: str) -> Person:
    """What the engine is told of a participant.

    Who needs an interpreter needs somebody who speaks one of their other languages; who needs
    none may interpret in each of theirs. An interpreter without a language said cannot be found,
    so that it makes no rule (the desk says so).
    """
    others = frozenset(guest.speaks) - {room_language}
    asks = "interpreter" in guest.needs
    return Person(
        id=guest.id,
        perspective=guest.perspective,
        facilitator=guest.facilitates,
        trade=(guest.profile if terms.by == "profiles" else guest.trade) or None,
        organisation=guest.organisation or None,
        wishes=guest.wishes[: terms.wishes],
        speaks=frozenset() if asks else others,
        needs=others if asks else frozenset(),
        step_free="step_free" in guest.needs,
        until=guest.until,
        lock_team=guest.hold.team,
        lock_theme=guest.hold.theme,
        lock_reason=guest.hold.reason,
        status=model.PRESENT if guest.status == "present" else model.GONE,
    )


def lay_out(before: Iterable[TeamSpec], counts: Mapping[int, int]) -> list[TeamSpec]:
    """The teams there are to be: so many of each theme, those there already kept if possible.

    Started and locked teams always stay. A new team takes the smallest free number.
    """
    waiting = sorted(before, key=lambda team: (not team.held, team.number))
    kept: list[TeamSpec] = []
    left = dict(counts)
    for team in waiting:
        if team.held or left.get(team.theme, 0) > 0:
            kept.append(team)
            left[team.theme] = left.get(team.theme, 0) - 1
    taken = {team.number for team in kept}
    for theme, more in left.items():
        for _ in range(more):
            number = next(n for n in range(1, len(taken) + 2) if n not in taken)
            taken.add(number)
            kept.append(TeamSpec(number, theme))
    return sorted(kept, key=lambda team: team.number)


def seat_tables(
    teams: Sequence[TeamSpec], step_free_for: Collection[int], places: Mapping[int, bool]
) -> list[TeamSpec]:
    """Give each team a table, the fewest changing theirs.

    ``step_free_for``: the numbers of the teams that need a table without a step. ``places``:
    {table: whether it has none}. A team for which no table is left has none.
    """
    tables = _tables_kept(teams, places)
    for team in teams:
        if team.number in step_free_for and not team.held:
            _find_step_free(team, teams, tables, places, step_free_for)
    for team in teams:
        free = set(places) - set(tables.values())
        if team.number not in tables and free:
            tables[team.number] = team.number if team.number in free else min(free)
    return [replace(team, table=str(tables.get(team.number, ""))) for team in teams]


def _tables_kept(teams: Sequence[TeamSpec], places: Mapping[int, bool]) -> dict[int, int]:
    """{team: table} of those that have one of the room's; of two at one table, the held one."""
    tables: dict[int, int] = {}
    for team in sorted(teams, key=lambda team: (not team.held, team.number)):
        table = _table_number(team.table)
        if table is not None and table in places and table not in tables.values():
            tables[team.number] = table
    return tables


def _find_step_free(
    team: TeamSpec,
    teams: Sequence[TeamSpec],
    tables: dict[int, int],
    places: Mapping[int, bool],
    step_free_for: Collection[int],
) -> None:
    """Put the team at a table without a step: a free one, else one of a team that needs none."""
    mine = tables.get(team.number)
    if mine is not None and places[mine]:
        return
    free = sorted(table for table, good in places.items() if good and table not in tables.values())
    if free:
        tables[team.number] = team.number if team.number in free else free[0]
        return
    for other in teams:
        theirs = tables.get(other.number)
        spares = not other.held and other.number not in step_free_for
        if spares and theirs is not None and places[theirs]:
            tables[team.number] = theirs
            del tables[other.number]
            if mine is not None:
                tables[other.number] = mine
            return


def _table_number(table: str) -> int | None:
    return int(table) if table.isascii() and table.isdecimal() else None


def places_for(given: Mapping[int, bool], teams: int) -> dict[int, bool]:
    """The tables of the room: those described, else one a team, none of them with a step."""
    return dict(given) or dict.fromkeys(range(1, teams + 1), True)


@dataclass(frozen=True)
class Situation:
    """All the engine is told about, as the day knows it.

    ``themes``: those that go on, with their votes. ``seats``: who sits where in the version at
    hand. ``published``: who sits where by what the room was told. ``places``: see ``places_for``.
    """

    guests: tuple[Guest, ...]
    teams: tuple[TeamSpec, ...] = ()
    themes: tuple[Theme, ...] = ()
    links: tuple[Link, ...] = ()
    terms: Terms = Terms()
    places: Mapping[int, bool] = field(default_factory=dict)
    seats: Mapping[str, int] = field(default_factory=dict)
    published: Mapping[str, int] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    language: str = "fr"

    @property
    def placement(self) -> Placement:
        """The seats as the engine speaks of them."""
        return dict(self.seats)  # type: ignore[return-value]


def instance_of(day: Situation) -> Instance:
    """The engine's instance for a situation."""
    places = places_for(day.places, len(day.teams))
    excused = teams_without(day)
    held = {team.number: team for team in day.teams if team.held}
    taken = {_table_number(team.table) for team in held.values()}
    published: dict[Id, Id] = dict(day.published)  # type: ignore[assignment]
    published |= {person: team for person, team in day.seats.items() if team in held}
    return Instance(
        people=tuple(person_of(guest, day.terms, day.language) for guest in day.guests),
        teams=tuple(_team(team, day, places, excused) for team in day.teams),
        themes=_themes(day),
        links=day.links,
        step_free_tables=sum(free and table not in taken for table, free in places.items()),
        published=published,
        weights=Weights.in_order(day.order) if day.order else Weights(),
    )


def _themes(day: Situation) -> tuple[Theme, ...]:
    """Those that go on, and those that a team there already works on."""
    known = {theme.id for theme in day.themes}
    others = dict.fromkeys(team.theme for team in day.teams if team.theme not in known)
    return (*day.themes, *(Theme(theme) for theme in others))


def _team(
    team: TeamSpec, day: Situation, places: Mapping[int, bool], excused: Mapping[str, set[int]]
) -> model.Team:
    terms = day.terms
    least = {role: 0 if team.number in excused[role] else getattr(terms, role) for role in ROLES}
    return model.Team(
        id=team.number,
        theme=team.theme,
        min_size=min(terms.smallest, terms.largest),
        max_size=terms.largest,
        step_free=places.get(_table_number(team.table) or 0) if team.held else None,
        state=team.state,
        **least,
    )


def teams_without(day: Situation) -> dict[str, set[int]]:
    """For each role, the numbers of the teams in which nobody of it is due.

    Where people are held already nothing is asked for, so that these teams do not count.
    """
    votes = {theme.id: theme.votes for theme in day.themes}
    free = [team for team in day.teams if not team.held]
    last = sorted(free, key=lambda team: (votes.get(team.theme, 0), -team.number))
    return {role: _excused(last, role, day.terms.without) for role in ROLES}


def _excused(last: Sequence[TeamSpec], role: str, without: Mapping[str, int]) -> set[int]:
    """``last``: the teams, those to be excused first. Each number is kept, whatever the other."""
    found = {team.number for team in last[: without.get(without_key(role), 0)]}
    for theme in {team.theme for team in last}:
        of_theme = [team.number for team in last if team.theme == theme]
        found |= set(of_theme[: without.get(without_key(role, theme), 0)])
    return found


def without_key(role: str, theme: int | None = None) -> str:
    """The name of a number of teams in ``Terms.without``."""
    return role if theme is None else f"{role}:{theme}"


def count_of_teams(people: int, terms: Terms) -> int:
    """How many teams so many people make: near ``SIZE`` each, within the sizes allowed."""
    if not people:
        return 0
    size = min(max(SIZE, terms.smallest), terms.largest)
    fewest = -(-people // terms.largest)
    most = people // max(1, terms.smallest)
    return max(1, min(max(round(people / size), fewest), max(most, fewest)))


def counts_by_votes(themes: Sequence[Theme], total: int) -> dict[int, int]:
    """So many teams shared out among the themes by their votes."""
    if not themes or not total:
        return {}
    plan = model.plan_teams(themes, people=total, size=1)
    return {int(theme): number for theme, number in plan.items()}


def basis_of(instance: Instance) -> str:
    """The mark of the people, rules and prices of an instance. Nobody's going home is a rule."""
    people = tuple(replace(person, until=None) for person in instance.people)
    rules = instance_to_json(replace(instance, people=people))
    return hashlib.sha256(json.dumps(rules).encode()).hexdigest()
