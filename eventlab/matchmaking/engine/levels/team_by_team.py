"""Teams modelled exactly: who sits in which, all rules and the whole score.

Used for the themes that level 1 plans team by team, and for the smallest conflicting set. The rows
``sum of excess in a theme >= holders - teams`` repeat level 1's pigeonhole bound; without them the
relaxation smears everybody over all teams and proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ..compiled import FREE, NOWHERE, Compiled
from .mip import INFINITY, Mip

Terms = list[tuple[int, float]]


class TeamsModel:
    """The programme of some teams: ``x[a][t]`` is 1 when atom a sits in team t.

    ``skip`` leaves whole rules out (names of ``rules.RULES``): that is how the smallest
    conflicting set is found. ``tables``: step-free tables these teams may be handed. Inside a
    larger programme (``inside``), ``chosen[a]`` is the variable that says whether atom a is here.
    """

    def __init__(
        self,
        compiled: Compiled,
        teams: Sequence[int],
        atoms: Sequence[int],
        tables: int,
        skip: Collection[str] = (),
        priced: bool = True,
        inside: Mip | None = None,
        chosen: Mapping[int, int] | None = None,
    ) -> None:
        self.compiled = compiled
        self.teams = list(teams)
        self.atoms = list(atoms)
        self.tables = tables
        self.skip = frozenset(skip)
        self.priced = priced
        self.mip = inside or Mip()
        self.chosen = chosen or {}
        self.x: dict[int, dict[int, int]] = {}
        self.column: dict[int, list[tuple[int, int]]] = {t: [] for t in self.teams}
        self.handed: dict[int, int] = {}
        self._choices()
        self._counts()
        self._links()
        self._languages()
        self._tables()
        if priced:
            self._excess()
            self._meetings()

    def _choices(self) -> None:
        c, inside = self.compiled, set(self.teams)
        for a in self.atoms:
            atom = c.atoms[a]
            inner = c.inner_excess(atom)
            row = {}
            for t in c.domain[a]:
                if t in inside:
                    cost = sum(c.price[p][t] for p in atom) + inner if self.priced else 0.0
                    row[t] = self.mip.variable(cost)
                    self.column[t].append((a, row[t]))
            self.x[a] = row
            terms = [(x, 1.0) for x in row.values()]
            if a in self.chosen:
                self.mip.row([*terms, (self.chosen[a], -1.0)], 0.0, 0.0)
            else:
                self.mip.row(terms, 1.0, 1.0)

    def _sum(self, t: int, trait: Sequence[int]) -> Terms:
        sums = ((x, sum(trait[p] for p in self.compiled.atoms[a])) for a, x in self.column[t])
        return [(x, float(count)) for x, count in sums if count]

    def _counts(self) -> None:
        c, mip = self.compiled, self.mip
        other = [1 - resident for resident in c.resident]
        everyone = [1] * len(c.people)
        for t in self.teams:
            size, residents = self._sum(t, everyone), self._sum(t, c.resident)
            least = 0 if "size_under" in self.skip else c.least[t]
            most = INFINITY if "size_over" in self.skip else c.most[t]
            mip.row(size, least, most)
            for rule, terms, wanted in (
                ("residents", residents, c.least_residents[t]),
                ("professionals", self._sum(t, other), c.least_professionals[t]),
                ("facilitators", self._sum(t, c.facilitator), c.least_facilitators[t]),
            ):
                if wanted and rule not in self.skip:
                    mip.row(terms, wanted)
            if self.priced:
                self._uneven(size, (c.size_low, c.size_high), c.weights.size)
                self._uneven(residents, c.resident_share, c.weights.perspective)

    def _uneven(self, terms: Terms, share: tuple[int, int], price: int) -> None:
        if price:
            off = self.mip.variable(price, 0.0, INFINITY, whole=False)
            self.mip.row([*terms, (off, 1.0)], low=share[0])
            self.mip.row([*terms, (off, -1.0)], high=share[1])

    def _links(self) -> None:
        c, inside = self.compiled, set(self.atoms)
        if "apart" in self.skip:
            return
        for p, others in enumerate(c.apart):
            for q in others:
                a, b = c.atom_of[p], c.atom_of[q]
                if p < q and a in inside and b in inside and a != b:
                    for t in self.x[a].keys() & self.x[b].keys():
                        self.mip.row([(self.x[a][t], 1.0), (self.x[b][t], 1.0)], high=1.0)
                elif p < q and a == b and a in inside:
                    self.mip.row([], low=1.0)

    def _languages(self) -> None:
        c = self.compiled
        if "language" in self.skip:
            return
        for a in self.atoms:
            for p in c.atoms[a]:
                if not c.needs[p] or c.fixed[p] != NOWHERE or c.helpers[p] & set(c.atoms[a]):
                    continue
                helpers = sorted({c.atom_of[q] for q in c.helpers[p]} & set(self.atoms))
                for t, x in self.x[a].items():
                    terms = [(self.x[b][t], 1.0) for b in helpers if t in self.x[b]]
                    self.mip.row([*terms, (x, -1.0)], low=0.0)

    def _tables(self) -> None:
        c = self.compiled
        if "step_free_tables" in self.skip:
            return
        for t in self.teams:
            holders = [x for a, x in self.column[t] if any(c.step_free[p] for p in c.atoms[a])]
            if c.table[t] == FREE and holders:
                self.handed[t] = self.mip.variable()
                for x in holders:
                    self.mip.row([(x, 1.0), (self.handed[t], -1.0)], high=0.0)
        if self.handed:
            self.mip.row([(x, 1.0) for x in self.handed.values()], high=self.tables)

    def _excess(self) -> None:
        c = self.compiled
        themes: dict[int, list[int]] = {}
        for t in self.teams:
            themes.setdefault(c.theme[t], []).append(t)
        kinds = ((c.trade, c.weights.trade), (c.organisation, c.weights.organisation))
        for values, price in kinds:
            holders = self._holders(values) if price else {}
            for teams in themes.values():
                for value in sorted(holders):
                    self._too_many(holders[value], teams, price)

    def _holders(self, values: Sequence[int]) -> dict[int, list[int]]:
        holders: dict[int, list[int]] = {}
        for a in self.atoms:
            for value in {values[p] for p in self.compiled.atoms[a]}:
                holders.setdefault(value, []).append(a)
        return {value: atoms for value, atoms in holders.items() if len(atoms) > 1}

    def _too_many(self, atoms: list[int], teams: list[int], price: int) -> None:
        """Excess of one trade in the teams of one theme, team by team and in all."""
        pigeonhole: Terms = []
        for t in teams:
            terms = [(self.x[a][t], 1.0) for a in atoms if t in self.x[a]]
            if len(terms) > 1:
                over = self.mip.variable(price, 0.0, INFINITY, whole=False)
                self.mip.row([*terms, (over, -1.0)], high=1.0)
                pigeonhole += [*terms, (over, -1.0)]
        if len(teams) > 1 and pigeonhole:
            self.mip.row(pigeonhole, high=len(teams))

    def _meetings(self) -> None:
        c, inside = self.compiled, set(self.atoms)
        for p, others in enumerate(c.met):
            for q in others:
                a, b = c.atom_of[p], c.atom_of[q]
                if p < q and {a, b} <= inside and a == b:
                    self.mip.constant += c.weights.met
                elif p < q and {a, b} <= inside:
                    for t in self.x[a].keys() & self.x[b].keys():
                        again = self.mip.variable(c.weights.met, 0.0, 1.0, whole=False)
                        terms = [(self.x[a][t], 1.0), (self.x[b][t], 1.0), (again, -1.0)]
                        self.mip.row(terms, high=1.0)

    def read(self, values: Sequence[float]) -> dict[int, int]:
        """Atom -> team, from the variables' values."""
        return {a: max(row, key=lambda t: values[row[t]]) for a, row in self.x.items()}
