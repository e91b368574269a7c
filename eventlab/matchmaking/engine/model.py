"""What the engine is told: people, links, themes, teams, and what matters most.

Plain frozen data, no Flask and no database. Ids are whatever the caller uses (``int`` or ``str``),
as long as they are unique; results speak in the same ids. Order counts only as a tie-break: the
same instance with the same seed always gives the same teams.

Units: people, teams, tables, minutes after midnight. Nothing here is a float.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

Id = int | str
Placement = dict[Id, Id]
"""Person id -> team id. People who are not in it have no team."""

RESIDENT = "resident"
PROFESSIONAL = "professional"
PERSPECTIVES = (RESIDENT, PROFESSIONAL)

EXPECTED, PRESENT, GONE = "expected", "present", "gone"
TOGETHER, APART = "together", "apart"
OPEN, LOCKED, STARTED = "open", "locked", "started"

WISHES = 3
"""How many wishes count."""


class InputError(ValueError):
    """The instance contradicts itself in form, so that nothing can be computed.

    ``code`` is stable (``duplicate_person``, ``unknown_theme_of_team``...); ``facts`` holds the
    ids. Rules that cannot be met are no input error: they come back as certificates.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Person:
    """One participant.

    ``wishes``: theme ids, best first; themes that no longer exist are skipped and the rest closes
    up. ``speaks``: languages this person can interpret. ``needs``: the person must sit with
    somebody who speaks one of these (and who needs no interpreter). ``until``: leaves at that
    minute of the day. ``lock_team`` / ``lock_theme``: placed there by hand, survives every solve.
    ``status``: people who are ``gone`` get no team.
    """

    id: Id
    perspective: str = RESIDENT
    facilitator: bool = False
    trade: str | None = None
    organisation: str | None = None
    wishes: tuple[Id, ...] = ()
    speaks: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    step_free: bool = False
    until: int | None = None
    lock_team: Id | None = None
    lock_theme: Id | None = None
    lock_reason: str = ""
    status: str = PRESENT


@dataclass(frozen=True, slots=True)
class Link:
    """Two people who must sit ``together`` or ``apart``. The reason is for the facilitator only."""

    kind: str
    one: Id
    other: Id
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that goes on, with its votes and how many teams it may have."""

    id: Id
    votes: int = 0
    fewest: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """A team to fill.

    ``step_free``: True or False when its table is known, None when the table is still to be chosen
    (then ``Instance.step_free_tables`` says how many step-free ones are left to hand out).
    ``state``: ``open``; ``locked`` (exactly its published members, by hand); ``started`` (nobody
    leaves, nobody is moved in, but a newcomer may join). What fixed members lack among themselves
    is not counted against a locked or started team: nothing may be done about it.
    """

    id: Id
    theme: Id
    min_size: int = 4
    max_size: int = 7
    residents: int = 2
    professionals: int = 1
    facilitators: int = 0
    step_free: bool | None = None
    state: str = OPEN


TIERS = ("moved", "wishes", "excess", "evenness", "met")
"""The cards a facilitator reorders, in their default order."""

_FACTORS = (100, 10, 2, 1, 1)

DEAREST = 1000
"""The highest price that a count may have."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Price of one unit of each count in the score (see ``Score``): whole numbers from 0 to
    ``DEAREST``."""

    moved: int = 100
    second: int = 10
    third: int = 30
    unlisted: int = 80
    trade: int = 6
    organisation: int = 4
    size: int = 1
    perspective: int = 1
    met: int = 1

    @classmethod
    def in_order(cls, order: Iterable[str] = TIERS) -> Weights:
        """Prices for the cards in this order: each card is worth clearly more than the next.

        A card's own proportions never change (an unlisted theme is 8 second wishes, a trade too
        many is 1.5 of an organisation). Raises ``InputError('tiers')`` unless every tier is named
        once.
        """
        cards = tuple(order)
        if sorted(cards) != sorted(TIERS):
            raise InputError("tiers", given=cards, expected=TIERS)
        of = dict(zip(cards, _FACTORS, strict=True))
        wish, excess, even = of["wishes"], of["excess"], of["evenness"]
        return cls(
            moved=of["moved"],
            second=wish,
            third=3 * wish,
            unlisted=8 * wish,
            trade=3 * excess,
            organisation=2 * excess,
            size=even,
            perspective=even,
            met=of["met"],
        )


@dataclass(frozen=True)
class Instance:
    """Everything one solve needs.

    ``published``: person -> team of the version in force (moves are counted against it; fixed
    members of locked and started teams are read from it). ``met``: pairs who already sat together,
    as frozensets of two person ids. ``step_free_tables``: how many step-free tables are free for
    teams whose table is not chosen.
    """

    people: tuple[Person, ...]
    teams: tuple[Team, ...]
    themes: tuple[Theme, ...]
    links: tuple[Link, ...] = ()
    step_free_tables: int = 0
    published: Mapping[Id, Id] = field(default_factory=dict)
    met: frozenset[frozenset[Id]] = frozenset()
    weights: Weights = Weights()

    def placed(self) -> list[Person]:
        """The people who need a team: all but those who are gone."""
        return [person for person in self.people if person.status != GONE]

    def person(self, id: Id) -> Person:
        """The person of that id; raises ``InputError('unknown_person')``."""
        for person in self.people:
            if person.id == id:
                return person
        raise InputError("unknown_person", person=id)

    def team(self, id: Id) -> Team:
        """The team of that id; raises ``InputError('unknown_team')``."""
        for team in self.teams:
            if team.id == id:
                return team
        raise InputError("unknown_team", team=id)

    def with_person(self, changed: Person) -> Instance:
        """A copy where that person (same id) is replaced, or added at the end."""
        if all(person.id != changed.id for person in self.people):
            return replace(self, people=(*self.people, changed))
        people = tuple(changed if person.id == changed.id else person for person in self.people)
        return replace(self, people=people)

    def with_team(self, changed: Team) -> Instance:
        """A copy where the team of the same id is replaced."""
        teams = tuple(changed if team.id == changed.id else team for team in self.teams)
        return replace(self, teams=teams)


def check(instance: Instance) -> None:
    """Raise ``InputError`` when the instance is malformed; say nothing otherwise.

    Codes: ``duplicate_person``, ``duplicate_team``, ``duplicate_theme``, ``unknown_theme_of_team``,
    ``size_range``, ``negative``, ``perspective``, ``status``, ``link_kind``, ``team_state``,
    ``weights``, ``one_text`` (a string where several words or ids belong).
    Links and ``published`` entries about people who are no longer there are simply not used: a
    participant may be erased at any moment.
    """
    _check_unique(instance)
    for person in instance.people:
        _one_of("perspective", person.perspective, PERSPECTIVES, person=person.id)
        _one_of("status", person.status, (EXPECTED, PRESENT, GONE), person=person.id)
        for several in ("wishes", "speaks", "needs"):
            if isinstance(getattr(person, several), str):
                raise InputError("one_text", person=person.id, field=several)
    for link in instance.links:
        _one_of("link_kind", link.kind, (TOGETHER, APART), one=link.one, other=link.other)
    themes = {theme.id for theme in instance.themes}
    for team in instance.teams:
        _check_team(team, themes)
    if instance.step_free_tables < 0:
        raise InputError("negative", step_free_tables=instance.step_free_tables)
    prices = asdict(instance.weights)
    if not all(price in range(DEAREST + 1) for price in prices.values()):
        raise InputError("weights", given=prices, most=DEAREST)


def _check_unique(instance: Instance) -> None:
    for what in ("person", "team", "theme"):
        items = {"person": instance.people, "team": instance.teams, "theme": instance.themes}[what]
        seen: set[Id] = set()
        twice = [item.id for item in items if item.id in seen or seen.add(item.id)]  # type: ignore[attr-defined,func-returns-value]
        if twice:
            raise InputError(f"duplicate_{what}", ids=tuple(twice))


def _one_of(code: str, value: str, allowed: tuple[str, ...], **facts: object) -> None:
    if value not in allowed:
        raise InputError(code, value=value, allowed=allowed, **facts)


def _check_team(team: Team, themes: set[Id]) -> None:
    if team.theme not in themes:
        raise InputError("unknown_theme_of_team", team=team.id, theme=team.theme)
    _one_of("team_state", team.state, (OPEN, LOCKED, STARTED), team=team.id)
    if min(team.min_size, team.residents, team.professionals, team.facilitators) < 0:
        raise InputError("negative", team=team.id)
    if team.max_size < max(1, team.min_size):
        raise InputError("size_range", team=team.id, min=team.min_size, max=team.max_size)


def wishes_of(person: Person, themes: set[Id]) -> list[Id]:
    """The wishes that count: existing themes, each once, at most ``WISHES``, best first."""
    kept: list[Id] = []
    for theme in person.wishes:
        if theme in themes and theme not in kept:
            kept.append(theme)
    return kept[:WISHES]


def interprets(helper: Person, person: Person) -> bool:
    """Whether ``helper`` can interpret for ``person`` (nobody interprets who needs it too)."""
    return helper.id != person.id and not helper.needs and bool(helper.speaks & person.needs)


def fixed_members(instance: Instance) -> Placement:
    """Who may not move at all: people of locked and started teams, where they are published."""
    held = {team.id for team in instance.teams if team.state != OPEN}
    return {
        person.id: instance.published[person.id]
        for person in instance.placed()
        if instance.published.get(person.id) in held
    }


def plan_teams(themes: Iterable[Theme], people: int, size: int = 5) -> dict[Id, int]:
    """How many teams each theme gets, by largest remainder of votes within fewest and most.

    ``people`` shared by ``size`` gives the number of teams in all (at least one when there is
    anybody and any theme). Ties go to the earlier theme. Returns theme id -> number of teams; the
    sum may fall short when every theme is at its most. Raises ``InputError('size')`` unless there
    is somebody in a team.
    """
    if size < 1:
        raise InputError("size", given=size)
    listed = list(themes)
    total = max(1, round(people / size)) if people and listed else 0
    given = {theme.id: theme.fewest for theme in listed}
    votes = sum(theme.votes for theme in listed) or len(listed)
    while sum(given.values()) < total:
        room = [theme for theme in listed if theme.most is None or given[theme.id] < theme.most]
        if not room:
            break
        # The theme furthest below its exact share of the teams takes the next one.
        short = max(room, key=lambda theme: theme.votes * total / votes - given[theme.id])
        given[short.id] += 1
    return given
