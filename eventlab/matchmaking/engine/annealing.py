"""Annealed swaps in plain Python: the second opinion, and the answer when there is no solver.

Atoms (people linked together) move to another team or change places with another atom; a worse
placement is accepted now and then, ever more rarely. Broken rules are priced, not forbidden, so
that the search can walk through them.

Source: Kirkpatrick, Gelatt, Vecchi, "Optimization by Simulated Annealing", Science 220 (1983).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .compiled import NOWHERE, USUAL_RULE_PRICE, Compiled, State

NO_RULE_BROKEN = 10**9
"""Factor that puts one broken rule above every possible score when two placements are compared."""

SEVERAL, STARTS = 150, 4
"""Events of up to so many people are annealed so many times over."""


@dataclass(frozen=True)
class Schedule:
    """``steps`` proposals, the temperature falling from ``hot`` to ``cold`` in score units; where
    prices are higher than usual it begins as many times hotter."""

    steps: int
    hot: float = 12.0
    cold: float = 0.4
    look: int = 512
    """How often (in steps) the caller's ``stop`` is asked."""


def greedy(compiled: Compiled, atoms: Sequence[int], teams: Sequence[int]) -> list[int]:
    """Seat atoms one by one, the most tied first, each in its cheapest team among ``teams``.

    Returns ``team_of`` for all people; atoms not listed stay ``NOWHERE``. An atom that is allowed
    in none of the teams goes to the cheapest one all the same: the caller sees the broken rule.
    """
    state = State(compiled, [NOWHERE] * len(compiled.people))
    allowed = set(teams)
    for a in sorted(atoms, key=lambda a: _ties(compiled, a)):
        options = [t for t in compiled.domain[a] if t in allowed] or list(teams)
        best = min(options, key=lambda t: _seating(state, a, t))
        state.move(compiled.atoms[a], best)
    return state.team_of


def _ties(compiled: Compiled, a: int) -> tuple[int, int, int]:
    """Order of seating: locked first, then facilitators and helpers, big atoms, the rest."""
    atom = compiled.atoms[a]
    needed = sum(compiled.facilitator[p] * 2 + compiled.special[p] for p in atom)
    return (len(compiled.domain[a]), -needed - 2 * len(atom), a)


def _seating(state: State, a: int, t: int) -> tuple[float, int]:
    """How much dearer team t gets by this atom; empty seats elsewhere are not yet a fault."""
    compiled, atom = state.compiled, state.compiled.atoms[a]
    members = state.members[t]
    hard, soft = state.costs[t]
    more_hard, more_soft = compiled.team_cost(t, [*members, *atom])
    wants = compiled.wants_table(t, atom) and not state.wanting[t]
    short = wants and sum(state.wanting) >= compiled.tables
    dearer = (more_hard - hard + short) * compiled.rule_price + more_soft - soft
    return dearer + len(members) * 0.01, t


class Annealer:
    """One search over some atoms and some teams of a placement.

    ``best`` is the cheapest ``team_of`` seen, ``best_cost`` its ``(hard, soft)`` over the teams
    searched (hard includes step-free tables beyond ``tables``).
    """

    def __init__(
        self,
        compiled: Compiled,
        team_of: Sequence[int],
        teams: Sequence[int],
        tables: int | None = None,
    ) -> None:
        self.compiled = compiled
        self.teams = list(teams)
        self.tables = compiled.tables if tables is None else tables
        inside = set(teams)
        self.team_of = list(team_of)
        self.atoms = [a for a, atom in enumerate(compiled.atoms) if self.team_of[atom[0]] in inside]
        self.allowed = [
            frozenset(d for d in compiled.domain[a] if d in inside)
            for a in range(len(compiled.atoms))
        ]
        self.movable = [a for a in self.atoms if len(self.allowed[a]) > 1]
        self.choices = [tuple(sorted(allowed)) for allowed in self.allowed]
        self.gladly = [self._gladly(a) for a in range(len(compiled.atoms))]
        self.groups: dict[int, list[int]] = {t: [] for t in self.teams}
        for a in self.atoms:
            self.groups[self.team_of[compiled.atoms[a][0]]].append(a)
        self.costs = {t: compiled.team_cost(t, self._people(self.groups[t])) for t in self.teams}
        self.wanting = {t: self._wants(t, self.groups[t]) for t in self.teams}
        self.used = sum(self.wanting.values())
        self.best = list(self.team_of)
        self.best_cost = self.cost()

    def _gladly(self, a: int) -> tuple[int, ...]:
        """The teams an atom may sit in that are cheaper for it than the dearest, if any."""
        atom, price = self.compiled.atoms[a], self.compiled.price
        prices = {t: sum(price[p][t] for p in atom) for t in self.choices[a]}
        worst = max(prices.values(), default=0)
        return tuple(t for t, cost in prices.items() if cost < worst) or self.choices[a]

    def cost(self) -> tuple[int, int]:
        """``(hard, soft)`` of the placement as it stands."""
        hard = sum(cost[0] for cost in self.costs.values()) + max(0, self.used - self.tables)
        return hard, sum(cost[1] for cost in self.costs.values())

    def _people(self, atoms: Sequence[int]) -> list[int]:
        members: list[int] = []
        for a in atoms:
            members += self.compiled.atoms[a]
        return members

    def _wants(self, t: int, atoms: Sequence[int]) -> bool:
        return self.compiled.wants_table(t, self._people(atoms))

    def run(
        self,
        schedule: Schedule,
        rng: random.Random,
        enough: int = -1,
        stop: Callable[[bool], bool] = lambda _: False,
    ) -> bool:
        """Search; True when a legal placement as cheap as ``enough`` was reached.

        ``stop`` is asked now and then, and told whether a legal placement is in hand; True ends the
        search.
        """
        if self.best_cost[0] == 0 and self.best_cost[1] <= enough:
            return True
        if not self.movable or len(self.teams) < 2:
            return False
        temperature = schedule.hot * self.compiled.rule_price / USUAL_RULE_PRICE
        cooling = (schedule.cold / temperature) ** (1.0 / max(1, schedule.steps))
        best = self.best_cost[0] * NO_RULE_BROKEN + self.best_cost[1]
        hard, soft = self.cost()
        for step in range(schedule.steps):
            temperature *= cooling
            if step % schedule.look == 0 and stop(not self.best_cost[0]):
                break
            change = self._propose(rng, temperature)
            if change is None:
                continue
            hard, soft = hard + change[0], soft + change[1]
            if hard * NO_RULE_BROKEN + soft < best:
                best = hard * NO_RULE_BROKEN + soft
                self.best, self.best_cost = list(self.team_of), (hard, soft)
                if hard == 0 and soft <= enough:
                    return True
        return False

    def _propose(self, rng: random.Random, temperature: float) -> tuple[int, int] | None:
        """Try one move or swap; what it changed when it was accepted, else None."""
        compiled, random_ = self.compiled, rng.random
        a = self.movable[int(random_() * len(self.movable))]
        home = self.team_of[compiled.atoms[a][0]]
        choices = self.gladly[a] if random_() < 0.75 else self.choices[a]
        to = choices[int(random_() * len(choices))]
        if to == home:
            return None
        mine, theirs = self.groups[home], self.groups[to]
        b = NOWHERE
        if theirs and random_() < 0.85:
            b = theirs[int(random_() * len(theirs))]
            if home not in self.allowed[b]:
                return None
        left = [c for c in mine if c != a]
        taken = [c for c in theirs if c != b]
        if b != NOWHERE:
            left.append(b)
        taken.append(a)
        return self._judge(rng, temperature, (home, to), (left, taken))

    def _judge(
        self,
        rng: random.Random,
        temperature: float,
        pair: tuple[int, int],
        groups: tuple[list[int], list[int]],
    ) -> tuple[int, int] | None:
        compiled = self.compiled
        home, to = pair
        people = self._people(groups[0]), self._people(groups[1])
        one, other = compiled.team_cost(home, people[0]), compiled.team_cost(to, people[1])
        before, after = self.costs[home], self.costs[to]
        used = self.used - self.wanting[home] - self.wanting[to]
        wants = compiled.wants_table(home, people[0]), compiled.wants_table(to, people[1])
        used += sum(wants)
        over = max(0, used - self.tables) - max(0, self.used - self.tables)
        hard = one[0] + other[0] - before[0] - after[0] + over
        soft = one[1] + other[1] - before[1] - after[1]
        dearer = hard * compiled.rule_price + soft
        if dearer > 0 and rng.random() >= math.exp(-dearer / temperature):
            return None
        self.used = used
        for t, group, members, cost, want in zip(
            pair, groups, people, (one, other), wants, strict=True
        ):
            self.groups[t], self.costs[t], self.wanting[t] = group, cost, want
            for p in members:
                self.team_of[p] = t
        return hard, soft


def anneal(
    compiled: Compiled,
    seed: int = 0,
    schedule: Schedule | None = None,
    stop: Callable[[bool], bool] = lambda _: False,
    start: Sequence[int] | None = None,
) -> tuple[list[int], tuple[int, int]]:
    """A whole placement by annealing alone: ``(team_of, (hard, soft))``.

    The default schedule takes 400 proposals a person, and small events several attempts, of which
    the best counts. ``start`` continues from a placement,
    otherwise a greedy one is made first.
    """
    teams = range(len(compiled.teams))
    atoms = range(len(compiled.atoms))
    begun = list(start) if start is not None else greedy(compiled, atoms, teams)
    plan = schedule or Schedule(400 * max(1, len(compiled.people)), hot=40.0, cold=0.8)
    runs = 1 if start is not None or len(compiled.people) > SEVERAL else STARTS
    best: tuple[tuple[int, int], list[int]] | None = None
    for run in range(runs):
        annealer = Annealer(compiled, begun, teams)
        annealer.run(plan, random.Random(f"anneal/{seed}/{run}"), stop=stop)
        if best is None or annealer.best_cost < best[0]:
            best = (annealer.best_cost, annealer.best)
    assert best is not None
    return best[1], best[0]
