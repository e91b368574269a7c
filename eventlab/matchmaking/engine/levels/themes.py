"""Level 1: people to themes, by counting. Its optimum is a lower bound of the whole.

Atoms (people linked together) choose themes; every rule appears in its counting form, summed over
the teams of a theme, so that whatever any placement does is allowed here and never dearer. The
excess of a trade in a theme is at least what the pigeonhole principle forces.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from ..compiled import FREE, NOWHERE, Compiled
from .mip import INFINITY, Effort, Mip, Outcome
from .team_by_team import TeamsModel


@dataclass(frozen=True)
class ThemePlan:
    """``theme_of[a]`` for every atom, ``tables[h]`` step-free ones handed out, and how it ended.

    ``full[h]``: atom -> team, for the themes that were planned team by team.
    """

    theme_of: list[int]
    tables: list[int]
    outcome: Outcome
    full: dict[int, dict[int, int]] = field(default_factory=dict)


class ThemesModel:
    """The programme of level 1: ``x[a, h]`` is 1 when atom a goes to theme h."""

    def __init__(
        self,
        compiled: Compiled,
        full: Collection[int] = (),
        slack: bool = False,
        kept: Sequence[Collection[int]] | None = None,
    ) -> None:
        self.compiled = compiled
        self.kept = kept
        self.slack = slack
        self.slacks: list[tuple[str, int, tuple[int, ...], int]] = []
        self.full = frozenset(full)
        self.blocks: dict[int, TeamsModel] = {}
        self.mip = Mip()
        self.x: list[dict[int, int]] = []
        self.column: list[list[tuple[int, int]]] = [[] for _ in compiled.themes]
        self._choices()
        for h, teams in enumerate(compiled.teams_of):
            if h in self.full:
                self.blocks[h] = self._team_by_team(h, teams)
            elif teams:
                self._counts(h, teams)
                self._excess(h, len(teams))
                self._languages(h)
                if len(teams) == 1:
                    self._apart(h)
        self._tables()

    def _choices(self) -> None:
        compiled, mip = self.compiled, self.mip
        for a, atom in enumerate(compiled.atoms):
            themes: dict[int, float] = {}
            inner = compiled.inner_excess(atom)
            for t in compiled.domain[a]:
                price = sum(compiled.price[p][t] for p in atom) + inner
                h = compiled.theme[t]
                if self.kept is not None and h not in self.kept[a]:
                    continue
                themes[h] = min(price, themes.get(h, INFINITY))
            self.x.append(
                {
                    h: mip.variable(0.0 if h in self.full or self.slack else cost)
                    for h, cost in themes.items()
                }
            )
            for h, variable in self.x[a].items():
                self.column[h].append((a, variable))
            mip.row([(variable, 1.0) for variable in self.x[a].values()], 1.0, 1.0)

    def _team_by_team(self, h: int, teams: list[int]) -> TeamsModel:
        """A theme modelled in full: exact where counting alone was too hopeful."""
        chosen = dict(self.column[h])
        atoms = [a for a, _ in self.column[h]]
        tables = self.compiled.tables
        return TeamsModel(self.compiled, teams, atoms, tables, inside=self.mip, chosen=chosen)

    def _counts(self, h: int, teams: list[int]) -> None:
        c, column = self.compiled, self.column[h]
        size = [(x, float(len(c.atoms[a]))) for a, x in column]
        residents = _weighted(column, c.atoms, c.resident)
        self._rule("size_under", h, size, sum(c.least[t] for t in teams))
        self._rule("size_over", h, size, high=sum(c.most[t] for t in teams))
        for rule, trait, least in (
            ("residents", c.resident, c.least_residents),
            ("professionals", [1 - resident for resident in c.resident], c.least_professionals),
            ("facilitators", c.facilitator, c.least_facilitators),
        ):
            # Three facilitators linked together sit in one team: they count for one team only.
            wanted = [least[t] for t in teams]
            self._rule(rule, h, _weighted(column, c.atoms, trait, max(wanted)), sum(wanted))
        share = (c.size_low, c.size_high)
        self._uneven(size, len(teams), share, c.weights.size)
        self._uneven(residents, len(teams), c.resident_share, c.weights.perspective)

    def _rule(
        self,
        rule: str,
        h: int,
        terms: list[tuple[int, float]],
        low: float = -INFINITY,
        high: float = INFINITY,
        people: tuple[int, ...] = (),
    ) -> None:
        """A row for a hard rule; with ``slack`` it may be missed, at one a person or table."""
        if self.slack:
            missed = self.mip.variable(1.0, 0.0, INFINITY)
            self.slacks.append((rule, h, people, missed))
            terms = [*terms, (missed, 1.0 if low > -INFINITY else -1.0)]
        self.mip.row(terms, low, high)

    def _uneven(
        self, terms: list[tuple[int, float]], teams: int, share: tuple[int, int], price: int
    ) -> None:
        if not price or self.slack:
            return
        off = self.mip.variable(price, 0.0, INFINITY, whole=False)
        self.mip.row([*terms, (off, 1.0)], low=share[0] * teams)
        self.mip.row([*terms, (off, -1.0)], high=share[1] * teams)

    def _excess(self, h: int, teams: int) -> None:
        """Atoms with one trade, beyond one a team: that many people too many at least."""
        c, column = self.compiled, self.column[h]
        kinds = ((c.trade, c.weights.trade), (c.organisation, c.weights.organisation))
        for values, price in kinds:
            holders: dict[int, list[tuple[int, float]]] = {}
            for a, x in column:
                for value in {values[p] for p in c.atoms[a]}:
                    holders.setdefault(value, []).append((x, 1.0))
            for terms in holders.values():
                if price and not self.slack and len(terms) > teams:
                    over = self.mip.variable(price, 0.0, INFINITY, whole=False)
                    self.mip.row([*terms, (over, -1.0)], high=teams)

    def _languages(self, h: int) -> None:
        c = self.compiled
        for a, x in self.column[h]:
            for p in c.atoms[a]:
                if not c.needs[p] or c.fixed[p] >= 0 or c.helpers[p] & set(c.atoms[a]):
                    continue
                helpers = sorted({c.atom_of[q] for q in c.helpers[p]})
                terms = [(self.x[b][h], 1.0) for b in helpers if self._may_meet(a, b, h)]
                self._rule("language", h, [*terms, (x, -1.0)], 0, people=(p,))

    def _may_meet(self, a: int, b: int, h: int) -> bool:
        """Whether two atoms could share a team of theme h."""
        c = self.compiled
        if h not in self.x[b] or any(not c.apart[p].isdisjoint(c.atoms[b]) for p in c.atoms[a]):
            return False
        if len(c.teams) in (len(c.domain[a]), len(c.domain[b])):
            return True
        both = set(c.domain[a]) & set(c.domain[b])
        return any(c.theme[t] == h for t in both)

    def _apart(self, h: int) -> None:
        c = self.compiled
        for p, others in enumerate(c.apart):
            for q in others:
                a, b = c.atom_of[p], c.atom_of[q]
                if p < q and a != b and h in self.x[a] and h in self.x[b]:
                    both = [(self.x[a][h], 1.0), (self.x[b][h], 1.0)]
                    self._rule("apart", h, both, high=1, people=(p, q))

    def _tables(self) -> None:
        """Step-free tables are handed to themes as a variable: never shared out in advance."""
        c, mip = self.compiled, self.mip
        handed = []
        self.handed: dict[int, int] = {}
        for h, teams in enumerate(c.teams_of):
            holders = [(x, a) for a, x in self.column[h] if any(c.step_free[p] for p in c.atoms[a])]
            if not holders:
                continue
            free = sum(c.table[t] == FREE for t in teams)
            known = [t for t in teams if c.table[t] == 1]
            tables = mip.variable(0.0, 0.0, free)
            if h in self.blocks and self.blocks[h].handed:
                block = [(used, 1.0) for used in self.blocks[h].handed.values()]
                mip.row([*block, (tables, -1.0)], high=0.0)
            handed.append((tables, 1.0))
            self.handed[h] = tables
            seats = float(max((c.most[t] for t in teams if c.table[t] == FREE), default=0))
            people = [(x, float(sum(c.step_free[p] for p in c.atoms[a]))) for x, a in holders]
            mip.row([*people, (tables, -seats)], high=sum(c.most[t] for t in known))
            if not known:
                for x, _ in holders:
                    mip.row([(x, 1.0), (tables, -1.0)], high=0.0)
        if handed:
            wanting = tuple(p for p in range(len(c.people)) if c.step_free[p])
            self._rule("step_free_tables", NOWHERE, handed, high=c.tables, people=wanting)


def _weighted(
    column: list[tuple[int, int]],
    atoms: list[tuple[int, ...]],
    trait: list[int],
    most: int = 1_000_000,
) -> list[tuple[int, float]]:
    """How many people of each atom have the trait, counted up to ``most``."""
    sums = ((x, min(most, sum(trait[p] for p in atoms[a]))) for a, x in column)
    return [(x, float(count)) for x, count in sums if count]


@dataclass(frozen=True)
class Relaxed:
    """Level 1 with fractions allowed: ``least[a][h]`` is what every placement costs that sends
    atom a to theme h (its share of the optimum's price, and the reduced cost on top)."""

    outcome: Outcome
    least: list[dict[int, float]]

    def within(self, reach: float) -> tuple[list[set[int]], float]:
        """The themes of every atom that a placement of at most that score may choose, and the
        least score of all placements that choose otherwise."""
        kept = [{h for h, cost in row.items() if cost <= reach + 0.01} for row in self.least]
        others = (
            cost
            for row, themes in zip(self.least, kept, strict=True)
            for h, cost in row.items()
            if h not in themes
        )
        beyond = min(others, default=INFINITY)
        return kept, math.ceil(beyond - 0.01) if beyond < INFINITY else beyond


def relax_themes(compiled: Compiled, seconds: float) -> Relaxed:
    """A quick first bound, and for every choice the least it may cost in the end."""
    model = ThemesModel(compiled)
    outcome, reduced = model.mip.relax(seconds)
    value = outcome.value
    least = [{h: value + reduced[x] for h, x in row.items()} for row in model.x] if reduced else []
    return Relaxed(outcome, least)


def plan_themes(
    compiled: Compiled,
    effort: Effort,
    seed: int = 0,
    cancelled: Callable[[], bool] | None = None,
    full: Collection[int] = (),
    kept: Sequence[Collection[int]] | None = None,
) -> ThemePlan:
    """The cheapest way to share people out over themes, and the bound it proves.

    ``theme_of`` is empty unless something was found. Themes in ``full`` are planned team by team:
    dearer to solve, and exact there. ``kept``: the themes each atom may choose (None: all); what
    is proven is then true of placements that keep to them.
    """
    model = ThemesModel(compiled, full, kept=kept)
    outcome = model.mip.solve(effort, seed, cancelled=cancelled)
    theme_of = (
        [max(choices, key=lambda h: outcome.values[choices[h]]) for choices in model.x]
        if outcome.values
        else []
    )
    dealt = {}
    for h, block in model.blocks.items() if outcome.values else ():
        teams = block.read(outcome.values)
        dealt[h] = {a: t for a, t in teams.items() if theme_of[a] == h}
    return ThemePlan(theme_of, _tables_handed(model, outcome), outcome, dealt)


def _tables_handed(model: ThemesModel, outcome: Outcome) -> list[int]:
    """Step-free tables by theme; those left over go round, so that no theme is held tighter."""
    tables = [0] * len(model.compiled.themes)
    if not outcome.values or not model.handed:
        return tables
    for h, variable in model.handed.items():
        tables[h] = round(outcome.values[variable])
    left = model.compiled.tables - sum(tables)
    wanting = [h for h, variable in model.handed.items() if tables[h]]
    while left > 0 and wanting:
        for h in wanting[:left]:
            tables[h] += 1
            left -= 1
    return tables
