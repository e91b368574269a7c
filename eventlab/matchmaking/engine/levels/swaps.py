"""Exchanges over the whole event: the best one of all, again and again (tabu search).

What every move and every exchange of two atoms would change is kept in one table, counted in
numpy. An exchange touches two teams, and only the lines of their people are counted again: a step
takes a fifth of a millisecond at 300 people. The best exchange is carried out even when it makes
things worse; who has just moved stays for a while, so that the search walks on. Whatever the table
cannot see exactly (languages, tables) is counted exactly before it is done.

Source: Glover, "Tabu Search, Part I", ORSA Journal on Computing 1 (1989).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from ..compiled import FREE, Compiled, State

NEVER = 1e6
"""Price of what must not be done: another team than the domain's, somebody who has just moved."""

STAY = (4, 12)
"""For how many steps who has moved stays: at least, and at most."""


class Exchanges:
    """A placement, and what every exchange of atoms would change; a move exchanges with nobody.

    ``change[a, b]``: for lines a and b, in score units, a broken rule counted as ``hard``. The
    lines of the atoms in these teams come first, then nobody, once for each team.
    """

    def __init__(
        self, compiled: Compiled, team_of: Sequence[int], teams: Sequence[int], tables: int
    ) -> None:
        import numpy as np

        self.np = np
        self.compiled = c = compiled
        self.tables = tables
        self.state = State(compiled, team_of)
        inside = set(teams)
        self.atoms = [atom for atom in c.atoms if self.state.team_of[atom[0]] in inside]
        self.domains = [c.domain[c.atom_of[atom[0]]] for atom in self.atoms]
        self.at = {p: line for line, atom in enumerate(self.atoms) for p in atom}
        lines = len(self.atoms) + len(teams)
        self.team = np.array([self.state.team_of[atom[0]] for atom in self.atoms] + list(teams))
        self.nobody = {t: len(self.atoms) + i for i, t in enumerate(teams)}
        self.hard = c.rule_price
        self._prices(lines)
        self._kinds(lines)
        self._ties(lines)
        self._classes(lines)
        self.inside = np.full((lines, len(c.teams)), NEVER, dtype=np.float32)
        self.gain = np.zeros(lines, dtype=np.float32)
        self.held = np.zeros(lines, dtype=np.float32)
        self.exchange = np.zeros((lines, self.classes), dtype=np.float32)
        self.sole = np.zeros_like(self.kind)
        self.change = np.full((lines, lines), NEVER, dtype=np.float32)
        self.count(teams)

    def _prices(self, lines: int) -> None:
        np, c = self.np, self.compiled
        self.price = np.full((lines, len(c.teams)), NEVER, dtype=np.float32)
        for a, atom in enumerate(self.atoms):
            for t in self.domains[a]:
                self.price[a, t] = sum(c.price[p][t] for p in atom)
        self.price[len(self.atoms) :] = 0.0

    def _kinds(self, lines: int) -> None:
        """Trades and organisations side by side; ``worth`` is what one too many of each costs."""
        np, c = self.np, self.compiled
        columns: dict[tuple[int, int], int] = {}
        worth: list[float] = []
        for number, (values, price) in enumerate(
            ((c.trade, c.weights.trade), (c.organisation, c.weights.organisation))
        ):
            for value in sorted(set(values)):
                if value >= 0 and price:
                    columns[number, value] = len(columns)
                    worth.append(price)
        self.kind = np.zeros((lines, max(1, len(columns))), dtype=np.float32)
        for a, atom in enumerate(self.atoms):
            for p in atom:
                for key in ((0, c.trade[p]), (1, c.organisation[p])):
                    if key in columns:
                        self.kind[a, columns[key]] += 1.0
        self.worth = np.array(worth or [0.0], dtype=np.float32)

    def _ties(self, lines: int) -> None:
        """``shun``: what two atoms cost in one team; ``helps[a, b]``: b interprets for a."""
        np, c = self.np, self.compiled
        self.shun = np.zeros((lines, lines), dtype=np.float32)
        self.helps = np.zeros((lines, lines), dtype=np.float32)
        self.needs = np.zeros(lines, dtype=bool)
        self.step_free = np.zeros(lines, dtype=bool)
        at = self.at
        for p, a in at.items():
            self.step_free[a] |= bool(c.step_free[p])
            # Both ends of an apart-link count as broken.
            for q in c.apart[p] & at.keys():
                self.shun[a, at[q]] += 2 * self.hard
            for q in c.met[p] & at.keys():
                self.shun[a, at[q]] += c.weights.met
            if c.needs[p] and c.fixed[p] < 0 and not c.helpers[p] & set(self.atoms[a]):
                self.needs[a] = True
                for q in c.helpers[p] & at.keys():
                    self.helps[a, at[q]] = 1.0
        self.needing = np.flatnonzero(self.needs)
        np.fill_diagonal(self.shun, 0.0)
        self.tied = bool(self.shun.any())

    def _classes(self, lines: int) -> None:
        """Atoms of one size, residents and facilitators are the same to a team's counts."""
        np, c = self.np, self.compiled
        known: dict[tuple[int, int, int], int] = {(0, 0, 0): 0}
        self.of_class = np.zeros(lines, dtype=np.int64)
        for a, atom in enumerate(self.atoms):
            counts = (
                len(atom),
                sum(c.resident[p] for p in atom),
                sum(c.facilitator[p] for p in atom),
            )
            self.of_class[a] = known.setdefault(counts, len(known))
        self.classes = len(known)
        self.counts = list(known)
        self.known: dict[tuple[int, ...], Any] = {}

    def _counted(self, t: int) -> Any:
        """``[out, in]``: what team t's counts cost more when one class leaves for another."""
        c, members = self.compiled, self.state.members[t]
        now = (
            len(members),
            sum(c.resident[p] for p in members),
            sum(c.facilitator[p] for p in members),
        )
        rules = (
            c.least[t],
            c.most[t],
            c.least_residents[t],
            c.least_professionals[t],
            c.least_facilitators[t],
        )
        key = (*now, *rules)
        if key not in self.known:
            before = self._cost_of_counts(now, rules)
            self.known[key] = self.np.array(
                [
                    [
                        self._cost_of_counts(
                            tuple(n - x + y for n, x, y in zip(now, out, come, strict=True)), rules
                        )
                        - before
                        for come in self.counts
                    ]
                    for out in self.counts
                ],
                dtype=self.np.float32,
            )
        return self.known[key]

    def _cost_of_counts(self, counts: tuple[int, ...], rules: tuple[int, ...]) -> float:
        c = self.compiled
        size, residents, leads = counts
        least, most, least_residents, least_professionals, least_facilitators = rules
        broken = (
            max(0, least - size)
            + max(0, size - most)
            + max(0, least_residents - residents)
            + max(0, least_professionals - size + residents)
            + max(0, least_facilitators - leads)
        )
        low, high = c.resident_share
        uneven = c.weights.size * max(0, c.size_low - size, size - c.size_high)
        uneven += c.weights.perspective * max(0, low - residents, residents - high)
        return self.hard * broken + uneven

    def count(self, teams: Sequence[int], also: Sequence[int] = ()) -> None:
        """Count again what changes with these teams, and the lines of ``also``."""
        np = self.np
        rows = [*also]
        for t in teams:
            rows += self._team(t)
        lines = np.array(sorted(set(rows)))
        team, of_class = self.team, self.of_class
        gain = self.gain - self.held
        block = self.inside[lines[:, None], team] + self.exchange[lines[:, None], of_class]
        block += (self.inside[:, team[lines]] + self.exchange[:, of_class[lines]]).T
        block -= gain[lines][:, None]
        block -= gain
        block -= self.sole[lines] @ self.kind.T
        block -= self.kind[lines] @ self.sole.T
        if self.tied:
            block -= 2 * self.shun[lines]
        block[team[lines][:, None] == team] = NEVER
        block[lines >= len(self.atoms), len(self.atoms) :] = NEVER
        self.change[lines] = block
        self.change[:, lines] = block.T

    def _team(self, t: int) -> list[int]:
        """What coming into team t costs, and what leaving it spares; returns its lines."""
        np, c = self.np, self.compiled
        here = np.flatnonzero(self.team == t)
        held = self.kind[here].sum(0)
        inside = self.price[:, t] + self.kind @ (self.worth * (held >= 1))
        gain = self.price[here, t] + self.kind[here] @ (self.worth * (held >= 2))
        self.sole[here] = self.kind[here] * (self.worth * (held == 1))
        if self.tied:
            beside = self.shun[:, here].sum(1)
            inside += beside
            gain += beside[here]
        if len(self.needing):
            self._languages(here, inside, gain)
        if c.table[t] == FREE and self.step_free.any():
            wanting, used = self.step_free[here], sum(self.state.wanting)
            if not wanting.any() and used >= self.tables:
                inside[self.step_free] += self.hard
            elif wanting.sum() == 1 and used > self.tables:
                gain[wanting] += self.hard
        self.inside[:, t] = inside
        self.gain[here] = gain
        self.gain[self.nobody[t]] = 0.0
        self.exchange[here] = self._counted(t)[self.of_class[here]]
        return list(here)

    def _languages(self, here: Any, inside: Any, gain: Any) -> None:
        """Who needs an interpreter finds none or leaves; who interprets brings it or takes it."""
        helped = self.helps[:, here].sum(1)
        alone = self.needs & (helped == 0)
        inside[alone] += self.hard
        gain[alone[here]] += self.hard
        for line in self.needing[self.team[self.needing] == self.team[here[0]]]:
            if helped[line] == 0:
                inside -= self.hard * self.helps[line]
            elif helped[line] == 1:
                gain -= self.hard * self.helps[line, here]

    def cost(self) -> tuple[int, int]:
        """``(rules, score)`` of the teams as they stand."""
        state, teams = self.state, self.nobody
        hard = sum(state.costs[t][0] for t in teams)
        hard += max(0, sum(state.wanting[t] for t in teams) - self.tables)
        hard += sum(self._outside(line, int(self.team[line])) for line in range(len(self.atoms)))
        return hard, sum(state.costs[t][1] for t in teams)

    def _outside(self, line: int, t: int) -> int:
        """How many people of that line may not sit in team t."""
        if line >= len(self.atoms) or self.price[line, t] < NEVER:
            return 0
        return sum(t not in self.compiled.person_domain[p] for p in self.atoms[line])

    def exact(self, a: int, b: int) -> tuple[int, int]:
        """``(rules, score)`` more or less when the atoms of lines a and b change places."""
        c, state = self.compiled, self.state
        home, to = int(self.team[a]), int(self.team[b])
        mine = self.atoms[a]
        theirs = self.atoms[b] if b < len(self.atoms) else ()
        hard = self._outside(a, to) + self._outside(b, home)
        hard -= self._outside(a, home) + self._outside(b, to)
        soft = 0
        wanting = used = sum(state.wanting)
        for t, out, come in ((home, mine, theirs), (to, theirs, mine)):
            people = [p for p in state.members[t] if p not in out]
            people += come
            after = c.team_cost(t, people)
            hard += after[0] - state.costs[t][0]
            soft += after[1] - state.costs[t][1]
            used += c.wants_table(t, people) - state.wanting[t]
        over = max(0, used - self.tables) - max(0, wanting - self.tables)
        return hard + over, soft

    def carry_out(self, a: int, b: int, also: Sequence[int]) -> None:
        """Let the atoms of lines a and b change places."""
        home, to = int(self.team[a]), int(self.team[b])
        self.state.move(self.atoms[a], to)
        self.team[a] = to
        if b < len(self.atoms):
            self.state.move(self.atoms[b], home)
            self.team[b] = home
        self.count((home, to), also)

    def best(self, rng: random.Random) -> tuple[int, int, tuple[int, int]]:
        """Lines a and b of the best exchange, and what it changes exactly."""
        np = self.np
        while True:
            least = self.change.min()
            ties = np.flatnonzero(self.change == least)
            at = int(ties[int(rng.random() * len(ties))])
            a, b = divmod(at, len(self.team))
            if a >= len(self.atoms):
                a, b = b, a
            if least >= NEVER / 2:
                return a, b, (0, 0)
            exact = self.exact(a, b)
            price = np.float32(self.hard * exact[0] + exact[1])
            if price <= least:
                return a, b, exact
            self.change[a, b] = self.change[b, a] = price


def improve(
    compiled: Compiled,
    team_of: Sequence[int],
    bound: int,
    steps: int,
    seed: int = 0,
    teams: Sequence[int] | None = None,
    tables: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> list[int]:
    """The best placement met on a walk of so many steps; meeting ``bound`` ends it.

    ``teams``: exchange between these only (``bound`` and ``tables`` are theirs alone).
    """
    rng = random.Random(f"swaps/{seed}")
    within = range(len(compiled.teams)) if teams is None else teams
    walk = Exchanges(compiled, team_of, within, compiled.tables if tables is None else tables)
    hard, soft = walk.cost()
    best, found = (hard, soft), walk.state.team_of[:]
    free_at: dict[int, list[int]] = {}
    for step in range(steps):
        if best <= (0, bound) or (step % 32 == 0 and stop()):
            break
        a, b, change = walk.best(rng)
        if walk.change[a, b] >= NEVER / 2:
            break
        hard, soft = hard + change[0], soft + change[1]
        freed = free_at.pop(step, [])
        walk.held[freed] = 0.0
        moved = [line for line in (a, b) if line < len(walk.atoms)]
        walk.held[moved] = NEVER
        free_at.setdefault(step + rng.randint(*STAY), []).extend(moved)
        walk.carry_out(a, b, freed)
        if (hard, soft) < best:
            best, found = (hard, soft), walk.state.team_of[:]
    return found
