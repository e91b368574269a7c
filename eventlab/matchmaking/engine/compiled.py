"""An instance as whole numbers: the form in which solves, repairs and prices are fast.

People, teams and themes become positions 0..n-1. ``Compiled`` never changes; ``State`` is one
placement on it. Costs are pairs ``(hard, soft)``: how many people or tables break a rule, and the
weighted score. ``hard == 0`` exactly when ``rules.breaches`` is empty, and then ``soft`` equals
``score(...).total(weights)``; the tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple

from .model import (
    LOCKED,
    OPEN,
    RESIDENT,
    STARTED,
    TOGETHER,
    Instance,
    Placement,
    fixed_members,
    interprets,
    wishes_of,
)
from .score import even_share

NOWHERE = -1
FREE = -1
"""Table of a team: 1 step-free, 0 not, ``FREE`` still to be chosen."""

USUAL_RULE_PRICE = 130.0
"""``Compiled.rule_price`` at the prices the searches' temperatures are made for."""


class Compiled:
    """The instance in arrays. ``people``, ``teams``, ``themes`` keep the ids by position.

    ``price[p][t]``: wishes and moves, if person p sits in team t. ``domain[a]``: the teams atom a
    may sit in (locks, fixed members, tables known not to be step-free). An atom is a group of
    people linked together or locked to one team: ``atoms[a]`` lists them, ``atom_of[p]`` finds it.
    ``rule_price``: what a search takes for one broken rule, in score units: more than anything else
    that is counted once, still worth walking through.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.weights = instance.weights
        self.rule_price = 1.5 * max(astuple(self.weights)) + 10.0
        self._index(instance)
        self._teams(instance)
        self._traits()
        self._link(instance)
        self._prices(instance)
        self._atoms()

    def _index(self, instance: Instance) -> None:
        self.persons = instance.placed()
        self.people = [person.id for person in self.persons]
        self.teams = [team.id for team in instance.teams]
        self.themes = [theme.id for theme in instance.themes]
        self.person_at = {id: i for i, id in enumerate(self.people)}
        self.team_at = {id: i for i, id in enumerate(self.teams)}
        self.theme_at = {id: i for i, id in enumerate(self.themes)}

    def _traits(self) -> None:
        persons = self.persons
        self.resident = [int(person.perspective == RESIDENT) for person in persons]
        self.facilitator = [int(person.facilitator) for person in persons]
        # Who has no trade gets a number of their own, so that they are never one too many.
        self.trade = _numbers([person.trade for person in persons])
        self.organisation = _numbers([person.organisation for person in persons])
        # Who is held at a table behind a step stays there, and asks for no other.
        held = [t != NOWHERE and self.table[t] == 0 for t in self.fixed]
        self.step_free = [int(p.step_free and not h) for p, h in zip(persons, held, strict=True)]
        self.needs = [bool(person.needs) for person in persons]
        helpers = [i for i, person in enumerate(persons) if person.speaks and not person.needs]
        self.helpers: list[frozenset[int]] = [
            frozenset(i for i in helpers if interprets(persons[i], person))
            if person.needs
            else frozenset()
            for person in persons
        ]

    def _link(self, instance: Instance) -> None:
        n = len(self.people)
        self.mates: list[set[int]] = [set() for _ in range(n)]
        self.apart: list[set[int]] = [set() for _ in range(n)]
        self.met: list[set[int]] = [set() for _ in range(n)]
        for link in instance.links:
            pair = [self.person_at[id] for id in (link.one, link.other) if id in self.person_at]
            if self._binds(pair):
                _join(self.mates if link.kind == TOGETHER else self.apart, pair)
        if self.weights.met:
            for both in instance.met:
                known = [self.person_at[id] for id in both if id in self.person_at]
                if len(known) == 2:
                    _join(self.met, known)

    def _binds(self, pair: Sequence[int]) -> bool:
        """Whether a link binds: both are here, and not both fixed where they are."""
        return len(set(pair)) == 2 and any(self.fixed[p] == NOWHERE for p in pair)

    def _teams(self, instance: Instance) -> None:
        teams = instance.teams
        self.theme = [self.theme_at[team.theme] for team in teams]
        self.table = [FREE if team.step_free is None else int(team.step_free) for team in teams]
        self.open = [team.state == OPEN for team in teams]
        # More tables than teams to put at them are no help.
        self.tables = min(instance.step_free_tables, self.table.count(FREE))
        fixed = fixed_members(instance)
        self.fixed = [self.team_at[fixed[id]] if id in fixed else NOWHERE for id in self.people]
        seated = [self.fixed.count(t) for t in range(len(teams))]
        self.least = [team.min_size if team.state == OPEN else 0 for team in teams]
        self.most = [max(team.max_size, seated[t]) for t, team in enumerate(teams)]
        self.least_residents = [t.residents if t.state == OPEN else 0 for t in teams]
        self.least_professionals = [t.professionals if t.state == OPEN else 0 for t in teams]
        self.least_facilitators = [t.facilitators if t.state == OPEN else 0 for t in teams]
        (self.size_low, self.size_high), self.resident_share = even_share(instance)
        self.teams_of: list[list[int]] = [[] for _ in self.themes]
        for t, theme in enumerate(self.theme):
            self.teams_of[theme].append(t)

    def _prices(self, instance: Instance) -> None:
        themes = set(self.themes)
        by_rank = (0, self.weights.second, self.weights.third)
        self.wish_price: list[list[int]] = []
        self.price: list[list[int]] = []
        self.before = [
            self.team_at.get(instance.published.get(id, None), NOWHERE)  # type: ignore[arg-type]
            for id in self.people
        ]
        for person, before in zip(self.persons, self.before, strict=True):
            wishes = wishes_of(person, themes)
            of_theme = [self.weights.unlisted if wishes else 0] * len(self.themes)
            for rank, theme in enumerate(wishes):
                of_theme[self.theme_at[theme]] = by_rank[rank]
            self.wish_price.append(of_theme)
            self.price.append(
                [
                    of_theme[theme] + (self.weights.moved if before not in (NOWHERE, t) else 0)
                    for t, theme in enumerate(self.theme)
                ]
            )

    def _atoms(self) -> None:
        self.person_domain = [self._domain(p) for p in range(len(self.people))]
        # People who can only sit in one same team sit together, whether linked or not.
        self.tied = [set(mates) for mates in self.mates]
        first: dict[int, int] = {}
        for p, domain in enumerate(self.person_domain):
            if len(domain) == 1:
                _join(self.tied, (p, first.setdefault(next(iter(domain)), p)))
        self.atom_of = [NOWHERE] * len(self.people)
        self.atoms: list[tuple[int, ...]] = []
        for person in range(len(self.people)):
            if self.atom_of[person] == NOWHERE:
                atom = tuple(sorted(self._reach(person)))
                for member in atom:
                    self.atom_of[member] = len(self.atoms)
                self.atoms.append(atom)
        self.domain = [
            sorted(set.intersection(*(self.person_domain[p] for p in atom))) for atom in self.atoms
        ]
        self.special = [
            bool(self.needs[p] or self.apart[p] or self.mates[p] or self.met[p])
            or bool(self.step_free[p])
            for p in range(len(self.people))
        ]
        everybody = range(len(self.people))
        self.special_people = frozenset(p for p in everybody if self.special[p])
        self.step_free_people = frozenset(p for p in everybody if self.step_free[p])

    def _reach(self, person: int) -> set[int]:
        """Everybody tied to this person, directly or not."""
        reached, frontier = {person}, [person]
        while frontier:
            for mate in self.tied[frontier.pop()]:
                if mate not in reached:
                    reached.add(mate)
                    frontier.append(mate)
        return reached

    def _domain(self, p: int) -> set[int]:
        """The teams this person may sit in, by what is known of the person alone."""
        if self.fixed[p] != NOWHERE:
            return {self.fixed[p]}
        person, teams = self.persons[p], self.instance.teams
        newcomer = self.before[p] == NOWHERE
        return {
            t
            for t, team in enumerate(teams)
            if team.state != LOCKED
            and (team.state != STARTED or newcomer)
            and (person.lock_team is None or person.lock_team == team.id)
            and (person.lock_theme is None or person.lock_theme == team.theme)
            and not (person.step_free and team.step_free is False)
        }

    def team_cost(self, t: int, members: Iterable[int]) -> tuple[int, int]:
        """``(hard, soft)`` of team t holding these people, tables to hand out left aside."""
        size = len(members)  # type: ignore[arg-type]
        residents = facilitators = soft = hard = 0
        price, resident, facilitator = self.price, self.resident, self.facilitator
        for p in members:
            residents += resident[p]
            facilitators += facilitator[p]
            soft += price[p][t]
        weights = self.weights
        trade, organisation = self.trade, self.organisation
        soft += weights.trade * (size - len({trade[p] for p in members}))
        soft += weights.organisation * (size - len({organisation[p] for p in members}))
        if size < self.size_low:
            soft += weights.size * (self.size_low - size)
        elif size > self.size_high:
            soft += weights.size * (size - self.size_high)
        low, high = self.resident_share
        if residents < low:
            soft += weights.perspective * (low - residents)
        elif residents > high:
            soft += weights.perspective * (residents - high)
        if size < self.least[t]:
            hard += self.least[t] - size
        elif size > self.most[t]:
            hard += size - self.most[t]
        if residents < self.least_residents[t]:
            hard += self.least_residents[t] - residents
        if size - residents < self.least_professionals[t]:
            hard += self.least_professionals[t] - size + residents
        if facilitators < self.least_facilitators[t]:
            hard += self.least_facilitators[t] - facilitators
        if not self.special_people.isdisjoint(members):
            more_hard, more_soft = self._special_cost(t, members)
            return hard + more_hard, soft + more_soft
        return hard, soft

    def _special_cost(self, t: int, members: Iterable[int]) -> tuple[int, int]:
        """What links, languages, tables and earlier meetings add."""
        inside = set(members)
        hard = meetings = 0
        for p in self.special_people & inside:
            if self.apart[p]:
                hard += len(self.apart[p] & inside)
            if self.mates[p]:
                hard += len(self.mates[p] - inside)
            if self.needs[p] and self.fixed[p] != t and self.helpers[p].isdisjoint(inside):
                hard += 1
            if self.met[p]:
                meetings += len(self.met[p] & inside)
        return hard, self.weights.met * (meetings // 2)

    def inner_excess(self, atom: Sequence[int]) -> int:
        """What people tied together cost by their trades and organisations, wherever they sit."""
        trades = len(atom) - len({self.trade[p] for p in atom})
        organisations = len(atom) - len({self.organisation[p] for p in atom})
        return self.weights.trade * trades + self.weights.organisation * organisations

    def wants_table(self, t: int, members: Iterable[int]) -> bool:
        """Whether team t, with these people, must be handed a step-free table."""
        return self.table[t] == FREE and not self.step_free_people.isdisjoint(members)

    def placement(self, team_of: Sequence[int]) -> Placement:
        """Positions back to ids; who is ``NOWHERE`` is left out."""
        return {self.people[p]: self.teams[t] for p, t in enumerate(team_of) if t != NOWHERE}

    def team_of(self, placement: Placement) -> list[int]:
        """Ids to positions; unknown teams count as ``NOWHERE``."""
        return [
            self.team_at.get(placement.get(id, None), NOWHERE)  # type: ignore[arg-type]
            for id in self.people
        ]


def _numbers(values: Sequence[str | None]) -> list[int]:
    known: dict[str, int] = {}
    return [
        -1 - i if value is None else known.setdefault(value, len(known))
        for i, value in enumerate(values)
    ]


def _join(table: list[set[int]], pair: Sequence[int]) -> None:
    one, other = pair
    table[one].add(other)
    table[other].add(one)


class State:
    """One placement being worked on: who sits where, and what each team costs."""

    def __init__(self, compiled: Compiled, team_of: Sequence[int]) -> None:
        self.compiled = compiled
        self.team_of = list(team_of)
        self.members: list[list[int]] = [[] for _ in compiled.teams]
        for p, t in enumerate(self.team_of):
            if t != NOWHERE:
                self.members[t].append(p)
        self.costs = [compiled.team_cost(t, m) for t, m in enumerate(self.members)]
        self.wanting = [compiled.wants_table(t, m) for t, m in enumerate(self.members)]

    def hard(self) -> int:
        """How many people and tables break a rule, locks and unplaced people included."""
        compiled = self.compiled
        outside = sum(t not in compiled.person_domain[p] for p, t in enumerate(self.team_of))
        over = max(0, sum(self.wanting) - compiled.tables)
        return outside + over + sum(cost[0] for cost in self.costs)

    def soft(self) -> int:
        """The weighted score."""
        return sum(cost[1] for cost in self.costs)

    def move(self, people: Iterable[int], to: int) -> None:
        """Seat these people in team ``to`` (``NOWHERE`` to leave), and count again."""
        touched = {to}
        for p in people:
            touched.add(self.team_of[p])
            if self.team_of[p] != NOWHERE:
                self.members[self.team_of[p]].remove(p)
            if to != NOWHERE:
                self.members[to].append(p)
            self.team_of[p] = to
        for t in touched - {NOWHERE}:
            self.costs[t] = self.compiled.team_cost(t, self.members[t])
            self.wanting[t] = self.compiled.wants_table(t, self.members[t])
