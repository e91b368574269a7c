"""Why am I here: facts about one person's seat, checkable without the solver.

Every alternative is a concrete move or swap; whoever doubts it can apply it and count the rules and
the score again (the tests do). The facilitator sees all of it; ``for_participant`` keeps only what
is the person's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .compiled import NOWHERE, Compiled, State
from .difference import Move, difference, moved_placement
from .model import Id, Instance, Placement
from .score import Score, wish_rank

PUBLIC_PINS = frozenset(
    ("language", "step_free", "interprets", "facilitator", "trade", "perspective")
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A fact that speaks for this seat.

    ``lock_team``, ``lock_theme``, ``held``, ``together`` and ``apart`` (private), ``language``
    (who interprets for this person), ``interprets`` (for whom), ``step_free``, ``facilitator``
    (the only one), ``perspective`` (the team has no resident or professional to spare), ``trade``
    (nobody else here has it).
    """

    kind: str
    people: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """The best way to sit in another team: alone, or changing places with ``other``.

    ``rule``: the first hard rule it would newly break, None when it is legal. ``cost``: change of
    the weighted score, ``score`` the same by counts. ``payers``: other people who would sit on a
    worse wish, with their rank before and after (0: unlisted).
    """

    theme: Id
    team: Id
    other: Id | None
    rule: str | None
    cost: int
    score: Score
    payers: tuple[tuple[Id, int, int], ...] = ()

    def moves(self, placement: Placement, person: Id) -> list[Move]:
        """The moves it stands for."""
        home = placement[person]
        mine = [Move(person, home, self.team)]
        return mine if self.other is None else [*mine, Move(self.other, self.team, home)]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one seat.

    ``rank``: wish obtained (1-3, 0 unlisted, None: wished nothing). ``better``: for each better
    wish the cheapest way there. ``sisters``: for each other team of the same theme, likewise.
    """

    person: Id
    team: Id
    theme: Id
    rank: int | None
    pins: tuple[Pin, ...]
    better: tuple[Alternative, ...]
    sisters: tuple[Alternative, ...]

    def for_participant(self) -> Explanation:
        """What the person may see: their own facts, nobody else's, no private link, no price."""
        own = tuple(Pin(pin.kind) for pin in self.pins if pin.kind in PUBLIC_PINS)
        return replace(self, pins=own, better=(), sisters=())


class Explainer:
    """Explains seats of one placement; made once, asked for as many people as needed."""

    def __init__(self, instance: Instance, placement: Placement) -> None:
        self.instance = instance
        self.placement = placement
        self.compiled = Compiled(instance)
        self.state = State(self.compiled, self.compiled.team_of(placement))

    def explain(self, person: Id) -> Explanation | None:
        """The explanation for that person; None for who has no team."""
        p = self.compiled.person_at.get(person, NOWHERE)
        if p == NOWHERE or self.state.team_of[p] == NOWHERE:
            return None
        compiled, t = self.compiled, self.state.team_of[p]
        theme = compiled.theme[t]
        sisters = [u for u in compiled.teams_of[theme] if u != t]
        return Explanation(
            person=person,
            team=compiled.teams[t],
            theme=compiled.themes[theme],
            rank=wish_rank(self.instance, compiled.persons[p], compiled.teams[t]),
            pins=tuple(self._pins(p, t)),
            better=tuple(self._better(p, theme)),
            sisters=tuple(self._shown(p, *self._best(p, [u])) for u in sisters),
        )

    def own(self, person: Id) -> tuple[int | None, tuple[str, ...]] | None:
        """What that person may know, without the price of any other seat: rank and public pins.

        The same as ``explain(person).for_participant()``, for whoever needs no more.
        """
        p = self.compiled.person_at.get(person, NOWHERE)
        if p == NOWHERE or self.state.team_of[p] == NOWHERE:
            return None
        t = self.state.team_of[p]
        pins = tuple(pin.kind for pin in self._pins(p, t) if pin.kind in PUBLIC_PINS)
        return wish_rank(self.instance, self.compiled.persons[p], self.compiled.teams[t]), pins

    def _pins(self, p: int, t: int) -> Iterator[Pin]:
        compiled, person = self.compiled, self.compiled.persons[p]
        inside = set(self.state.members[t]) - {p}
        if compiled.fixed[p] == t:
            yield Pin("held")
        if person.lock_team is not None:
            yield Pin("lock_team")
        if person.lock_theme is not None:
            yield Pin("lock_theme")
        if compiled.mates[p]:
            yield Pin("together", self._ids(compiled.mates[p]))
        if compiled.apart[p]:
            yield Pin("apart", self._ids(compiled.apart[p]))
        if compiled.needs[p]:
            yield Pin("language", self._ids(compiled.helpers[p] & inside))
        helped = {q for q in inside if p in compiled.helpers[q]}
        if helped:
            yield Pin("interprets", self._ids(helped))
        if person.step_free:
            yield Pin("step_free")
        yield from self._roles(p, t, inside)

    def _roles(self, p: int, t: int, inside: set[int]) -> Iterator[Pin]:
        compiled = self.compiled
        if compiled.facilitator[p] and not any(compiled.facilitator[q] for q in inside):
            yield Pin("facilitator")
        like = sum(compiled.resident[q] == compiled.resident[p] for q in inside)
        least = compiled.least_residents if compiled.resident[p] else compiled.least_professionals
        if like < least[t]:
            yield Pin("perspective")
        if compiled.trade[p] >= 0 and all(compiled.trade[q] != compiled.trade[p] for q in inside):
            yield Pin("trade")

    def _ids(self, people: set[int] | frozenset[int]) -> tuple[Id, ...]:
        return tuple(self.compiled.people[q] for q in sorted(people))

    def _better(self, p: int, theme: int) -> Iterator[Alternative]:
        """For each theme the person wished more: the cheapest seat there."""
        compiled = self.compiled
        price = compiled.wish_price[p]
        wished = sorted(h for h in range(len(price)) if price[h] < price[theme])
        for h in sorted(wished, key=lambda h: price[h]):
            if compiled.teams_of[h]:
                yield self._shown(p, *self._best(p, compiled.teams_of[h]))

    def _best(self, p: int, teams: list[int]) -> tuple[int, int]:
        """``(team, person to change places with or NOWHERE)``: fewest rules broken, cheapest."""
        options = [(t, q) for t in teams for q in (NOWHERE, *self.state.members[t])]
        return min(options, key=lambda option: (*self._change(p, *option), option))

    def _change(self, p: int, t: int, q: int) -> tuple[int, int]:
        compiled, state = self.compiled, self.state
        home = state.team_of[p]
        left = [m for m in state.members[home] if m != p] + ([q] if q != NOWHERE else [])
        taken = [m for m in state.members[t] if m != q] + [p]
        hard = soft = 0
        used = sum(state.wanting)
        over = max(0, used - compiled.tables)
        for team, members in ((home, left), (t, taken)):
            more_hard, more_soft = compiled.team_cost(team, members)
            hard += more_hard - state.costs[team][0]
            soft += more_soft - state.costs[team][1]
            used += compiled.wants_table(team, members) - state.wanting[team]
        hard += max(0, used - compiled.tables) - over
        hard += (t not in compiled.person_domain[p]) - (home not in compiled.person_domain[p])
        if q != NOWHERE:
            hard += home not in compiled.person_domain[q]
        return max(0, hard), soft

    def _shown(self, p: int, t: int, q: int) -> Alternative:
        compiled, person = self.compiled, self.compiled.people[p]
        other = None if q == NOWHERE else compiled.people[q]
        home, team = self.placement[person], compiled.teams[t]
        moves = [Move(person, home, team)]
        if other is not None:
            moves.append(Move(other, team, home))
        change = difference(self.instance, self.placement, moved_placement(self.placement, moves))
        return Alternative(
            theme=compiled.themes[compiled.theme[t]],
            team=team,
            other=other,
            rule=change.broken[0].rule if change.broken else None,
            cost=change.cost,
            score=change.score,
            payers=tuple(lost for lost in change.lost if lost[0] != person),
        )
