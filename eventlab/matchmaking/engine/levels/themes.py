"""Level 1: people to themes, by counting. Its optimum is a lower bound of the whole.

Atoms (people linked together) choose themes; every rule appears in its counting form, summed over
the teams of a theme, so that whatever any placement does is allowed here and never dearer. The
excess of a trade in a theme is at least what the pigeonhole principle forces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ..compiled import FREE, Compiled
from .mip import INFINITY, Effort, Mip, Outcome


@dataclass(frozen=True)
class ThemePlan:
    """``theme_of[a]`` for every atom, how it ended, and the proven lower bound (rounded up)."""

    theme_of: list[int]
    outcome: Outcome


class ThemesModel:
    """The programme of level 1: ``x[a, h]`` is 1 when atom a goes to theme h."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.mip = Mip()
        self.x: list[dict[int, int]] = []
        self.column: list[list[tuple[int, int]]] = [[] for _ in compiled.themes]
        self._choices()
        for h, teams in enumerate(compiled.teams_of):
            if teams:
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
            inner = _inner_excess(compiled, atom)
            for t in compiled.domain[a]:
                price = sum(compiled.price[p][t] for p in atom) + inner
                h = compiled.theme[t]
                themes[h] = min(price, themes.get(h, INFINITY))
            self.x.append({h: mip.variable(cost) for h, cost in themes.items()})
            for h, variable in self.x[a].items():
                self.column[h].append((a, variable))
            mip.row([(variable, 1.0) for variable in self.x[a].values()], 1.0, 1.0)

    def _counts(self, h: int, teams: list[int]) -> None:
        c, mip, column = self.compiled, self.mip, self.column[h]
        size = [(x, float(len(c.atoms[a]))) for a, x in column]
        residents = _weighted(column, c.atoms, c.resident)
        professionals = _weighted(column, c.atoms, [1 - r for r in c.resident])
        facilitators = _weighted(column, c.atoms, c.facilitator)
        mip.row(size, sum(c.least[t] for t in teams), sum(c.most[t] for t in teams))
        mip.row(residents, sum(c.least_residents[t] for t in teams))
        mip.row(professionals, sum(c.least_professionals[t] for t in teams))
        mip.row(facilitators, sum(c.least_facilitators[t] for t in teams))
        share = (c.size_low, c.size_high)
        self._uneven(size, len(teams), share, c.weights.size)
        self._uneven(residents, len(teams), c.resident_share, c.weights.perspective)

    def _uneven(
        self, terms: list[tuple[int, float]], teams: int, share: tuple[int, int], price: int
    ) -> None:
        if not price:
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
                if price and len(terms) > teams:
                    over = self.mip.variable(price, 0.0, INFINITY, whole=False)
                    self.mip.row([*terms, (over, -1.0)], high=teams)

    def _languages(self, h: int) -> None:
        c = self.compiled
        for a, x in self.column[h]:
            for p in c.atoms[a]:
                if not c.needs[p] or c.fixed[p] >= 0 or c.helpers[p] & set(c.atoms[a]):
                    continue
                helpers = {c.atom_of[q] for q in c.helpers[p]}
                terms = [(self.x[b][h], 1.0) for b in sorted(helpers) if h in self.x[b]]
                self.mip.row([*terms, (x, -1.0)], low=0.0)

    def _apart(self, h: int) -> None:
        c = self.compiled
        for p, others in enumerate(c.apart):
            for q in others:
                a, b = c.atom_of[p], c.atom_of[q]
                if p < q and a != b and h in self.x[a] and h in self.x[b]:
                    self.mip.row([(self.x[a][h], 1.0), (self.x[b][h], 1.0)], high=1.0)

    def _tables(self) -> None:
        """Step-free tables are handed to themes as a variable: never shared out in advance."""
        c, mip = self.compiled, self.mip
        handed = []
        for h, teams in enumerate(c.teams_of):
            holders = [(x, a) for a, x in self.column[h] if any(c.step_free[p] for p in c.atoms[a])]
            if not holders:
                continue
            free = sum(c.table[t] == FREE for t in teams)
            known = [t for t in teams if c.table[t] == 1]
            tables = mip.variable(0.0, 0.0, free)
            handed.append((tables, 1.0))
            seats = float(max((c.most[t] for t in teams if c.table[t] == FREE), default=0))
            people = [(x, float(sum(c.step_free[p] for p in c.atoms[a]))) for x, a in holders]
            mip.row([*people, (tables, -seats)], high=sum(c.most[t] for t in known))
            if not known:
                for x, _ in holders:
                    mip.row([(x, 1.0), (tables, -1.0)], high=0.0)
        if handed:
            mip.row(handed, high=c.tables)


def _inner_excess(c: Compiled, atom: tuple[int, ...]) -> float:
    """What people linked together cost wherever they sit."""
    trades = len(atom) - len({c.trade[p] for p in atom})
    organisations = len(atom) - len({c.organisation[p] for p in atom})
    return float(c.weights.trade * trades + c.weights.organisation * organisations)


def _weighted(
    column: list[tuple[int, int]], atoms: list[tuple[int, ...]], trait: list[int]
) -> list[tuple[int, float]]:
    sums = ((x, sum(trait[p] for p in atoms[a])) for a, x in column)
    return [(x, float(count)) for x, count in sums if count]


def plan_themes(
    compiled: Compiled,
    effort: Effort,
    seed: int = 0,
    cancelled: Callable[[], bool] | None = None,
) -> ThemePlan:
    """The cheapest way to share people out over themes, and the bound it proves.

    ``outcome.status`` is ``infeasible`` when no placement exists at all (then ask
    ``certificates``). ``theme_of`` is empty unless something was found.
    """
    model = ThemesModel(compiled)
    outcome = model.mip.solve(effort, seed, cancelled=cancelled)
    theme_of = (
        [max(choices, key=lambda h: outcome.values[choices[h]]) for choices in model.x]
        if outcome.values
        else []
    )
    return ThemePlan(theme_of, outcome)


def counts_by_theme(theme_of: list[int]) -> Counter[int]:
    """How many atoms each theme got."""
    return Counter(theme_of)
