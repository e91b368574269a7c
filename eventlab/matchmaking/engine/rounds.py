"""Tables over several rounds: who sits where, so that people meet as many others as possible.

Hosts keep their table, people linked together travel together, people who must sit apart never
share a table. The value is the number of different pairs that meet, a resident with a
professional counting double. A design gives the bound at once when the numbers allow; annealed
swaps do the rest.

Sources: Bose, "On the application of the properties of Galois fields to the construction of
hyper-Graeco-Latin squares", Sankhya 3 (1938), for affine planes; Bose, Shrikhande, Parker on
orthogonal Latin squares, Canadian Journal of Mathematics 12 (1960); difference matrices as in
Colbourn and Dinitz, "Handbook of Combinatorial Designs" (2007), VI.17; for ten rounds of eight
tables of four: Aguado, "A 10 days solution to the social golfer problem" (2004).
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from .model import RESIDENT, Id, InputError

DESIGN, ANNEALED = "design", "annealed"

NEARLY = 0.99
"""A hundredth of the value is little: beside the bound, and against meeting again early."""

STEPS_A_ROUND = 50_000
"""Swaps tried for each round when a design does not meet the bound by itself."""


@dataclass(frozen=True)
class Tables:
    """What the rounds are made for.

    ``sizes``: seats of each table (see ``even_sizes``); they must sum to the number of people.
    ``perspective``: person -> ``resident`` or ``professional`` (missing: pairs count once).
    ``hosts``: person -> number of the table they keep, or one for each round. ``together``,
    ``apart``: pairs (who would find no room beside a host is parted from them). ``met``: pairs who
    have met before and gain nothing by meeting again.
    """

    people: tuple[Id, ...]
    sizes: tuple[int, ...]
    rounds: int
    perspective: Mapping[Id, str] = field(default_factory=dict)
    hosts: Mapping[Id, int | tuple[int, ...]] = field(default_factory=dict)
    together: tuple[tuple[Id, Id], ...] = ()
    apart: tuple[tuple[Id, Id], ...] = ()
    met: frozenset[frozenset[Id]] = frozenset()

    def home(self, person: Id, r: int) -> int | None:
        """The table at which somebody has to sit in round r (from 0), if any."""
        table = self.hosts.get(person)
        return table[r] if isinstance(table, tuple) else table


@dataclass(frozen=True)
class Seating:
    """``rounds[r][t]``: the people at table t in round r.

    ``pairs``: different pairs that meet for the first time. ``value``: the same with resident and
    professional pairs double. ``bound``: no seating is worth more. ``clashes``: times that two
    people who must sit apart share a table (0 unless it cannot be helped). ``method``: ``design``
    or ``annealed``.
    """

    rounds: tuple[tuple[tuple[Id, ...], ...], ...]
    pairs: int
    value: int
    bound: int
    clashes: int
    method: str

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.value >= self.bound and not self.clashes


def even_sizes(people: int, tables: int) -> tuple[int, ...]:
    """Seats of each table when people are shared out evenly, the larger tables first."""
    if tables < 1:
        raise InputError("no_table", tables=tables)
    low, rest = divmod(people, tables)
    return tuple(low + (t < rest) for t in range(tables))


def pair_bound(sizes: Sequence[int], rounds: int, people: int) -> int:
    """The most different pairs that so many rounds could make: 100 people at 15 tables, 5 rounds:
    1,425."""
    return min(math.comb(people, 2), rounds * sum(math.comb(size, 2) for size in sizes))


def seat(
    tables: Tables,
    seed: int = 0,
    steps: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Seating:
    """Seat everybody for every round.

    Where people must meet again, they do so in the last rounds, which may fall away, unless that
    costs more than a hundredth of the value. Deterministic for the same seed and steps (``stop``
    ends the swaps early). Raises ``InputError``: ``rounds`` (negative), ``duplicate_person``,
    ``sizes`` (they do not sum to the people), ``no_table``, ``host_table``, ``too_many_hosts``,
    ``together_hosts`` (linked people host different tables), ``together_too_many`` (more linked
    people than the largest table seats).
    """
    _check(tables)
    whole = _seat(tables, seed, steps, stop)
    if whole.value >= NEARLY * whole.bound:
        return whole
    early = _one_by_one(tables, seed, steps, stop)
    fair = early.value >= NEARLY * whole.value and early.clashes <= whole.clashes
    return replace(early, bound=whole.bound) if fair else whole


def _one_by_one(tables: Tables, seed: int, steps: int | None, stop: Callable[[], bool]) -> Seating:
    """Each round as good as those before it let it be."""
    dealt: list[Seating] = []
    met, share = tables.met, None if steps is None else steps // tables.rounds
    for r in range(tables.rounds):
        one = _seat(_round_of(tables, r, met), seed + r, share, stop)
        dealt.append(one)
        met |= _who_meet(one.rounds)
    return Seating(
        tuple(round_ for one in dealt for round_ in one.rounds),
        sum(one.pairs for one in dealt),
        sum(one.value for one in dealt),
        sum(one.bound for one in dealt),
        sum(one.clashes for one in dealt),
        ANNEALED,
    )


def _round_of(tables: Tables, r: int, met: frozenset[frozenset[Id]]) -> Tables:
    """One round (from 0) by itself, after those in which ``met`` met."""
    hosts = {
        person: table[r] if isinstance(table, tuple) else table
        for person, table in tables.hosts.items()
    }
    return replace(tables, rounds=1, hosts=hosts, met=met)


def _who_meet(rounds: Sequence[Sequence[Sequence[Id]]]) -> frozenset[frozenset[Id]]:
    return frozenset(
        frozenset(pair) for round_ in rounds for table in round_ for pair in combinations(table, 2)
    )


def _seat(tables: Tables, seed: int, steps: int | None, stop: Callable[[], bool]) -> Seating:
    room = _Room(tables, random.Random(f"rounds/{seed}"))
    if tables.rounds < 1 or not tables.people:
        return room.seating(DESIGN)
    method = DESIGN if room.deal() else ANNEALED
    if room.worth() < room.bound() or room.clashes():
        before = room.worth()
        room.anneal(STEPS_A_ROUND * tables.rounds if steps is None else steps, stop)
        if room.worth() > before:
            method = ANNEALED
    return room.seating(method)


def go_on(tables: Tables, so_far: Seating, done: int, seed: int = 0) -> Seating:
    """The rounds after the first ``done`` ones, when people have left or come.

    ``tables`` is the new situation with the number of rounds still to come; whom people have met
    already is remembered. Returns the remaining rounds only.
    """
    return seat(replace(tables, met=tables.met | _who_meet(so_far.rounds[:done])), seed)


def _check(tables: Tables) -> None:
    people = tables.people
    if tables.rounds < 0:
        raise InputError("rounds", given=tables.rounds)
    if len(set(people)) < len(people):
        raise InputError("duplicate_person", ids=tuple(p for p in people if people.count(p) > 1))
    if not tables.sizes and people:
        raise InputError("no_table", tables=0)
    if sum(tables.sizes) != len(people) or any(size < 0 for size in tables.sizes):
        raise InputError("sizes", seats=sum(tables.sizes), people=len(people))
    for person, given in tables.hosts.items():
        if isinstance(given, tuple) and len(given) != tables.rounds:
            raise InputError("host_table", person=person, table=given)
    every = range(tables.rounds)
    for r in every:
        _check_hosts(tables, r)
    for group in _groups(tables):
        homes = {tuple(tables.home(p, r) for r in every) for p in group if p in tables.hosts}
        if len(homes) > 1:
            raise InputError("together_hosts", people=tuple(group))
        if len(group) > max(tables.sizes):
            raise InputError("together_too_many", people=tuple(group), seats=max(tables.sizes))


def _check_hosts(tables: Tables, r: int) -> None:
    seated = [0] * len(tables.sizes)
    for person in tables.hosts:
        table = tables.home(person, r)
        if table is None or not 0 <= table < len(seated):
            raise InputError("host_table", person=person, table=table)
        seated[table] += 1
        if seated[table] > tables.sizes[table]:
            raise InputError("too_many_hosts", table=table)


def _groups(tables: Tables) -> list[list[Id]]:
    """People linked together, as groups; singles are groups of one. In the order of people."""
    here = set(tables.people)
    group_of = {person: [person] for person in tables.people}
    for one, other in tables.together:
        if one in here and other in here and group_of[one] is not group_of[other]:
            merged = group_of[one] + group_of[other]
            for person in merged:
                group_of[person] = merged
    return list({id(group): group for group in group_of.values()}.values())


APART_PRICE = 1000
"""What two people who must sit apart cost each time they share a table, in value."""


class _Room:
    """The seating being worked on, people as numbers."""

    def __init__(self, tables: Tables, rng: random.Random) -> None:
        self.tables = tables
        self.rng = rng
        self.n = len(tables.people)
        self.number = {person: i for i, person in enumerate(tables.people)}
        sides = [tables.perspective.get(person) for person in tables.people]
        self.weight = [[1 + (a != b and None not in (a, b)) for b in sides] for a in sides]
        self.times = [[0] * self.n for _ in range(self.n)]
        self.clash = [[False] * self.n for _ in range(self.n)]
        for pair in tables.met:
            known = [self.number[p] for p in pair if p in self.number]
            if len(known) == 2:
                self.times[known[0]][known[1]] = self.times[known[1]][known[0]] = 1
        for one, other in tables.apart:
            if one in self.number and other in self.number:
                a, b = self.number[one], self.number[other]
                self.clash[a][b] = self.clash[b][a] = True
                self.weight[a][b] = self.weight[b][a] = 0
        self.kept_apart = frozenset(p for p in range(self.n) if any(self.clash[p]))
        self.groups = [[self.number[p] for p in group] for group in _groups(tables)]
        self.at: list[list[list[int]]] = []
        self.residents = sum(side == RESIDENT for side in sides)

    # -- making a first seating -------------------------------------------------------------------

    def deal(self) -> bool:
        """Fill all rounds; True when a design was used."""
        if self._deal_eight_fours():
            return True
        columns = max(self.tables.sizes)
        count, rounds = len(self.tables.sizes), self.tables.rounds
        seats = self._columns(columns)
        plain = not self.tables.hosts and (count == columns or self.n == count * columns)
        shifts = design(count, columns, rounds - _extra(count, columns, rounds, plain), self.rng)
        designed = shifts is not None and self._even()
        for r in range(rounds):
            if not designed or shifts is None:
                shift = [0 if c == 0 else self.rng.randrange(count) for c in range(columns)]
            elif r < len(shifts):
                shift = shifts[r]
            else:
                self.at.append(_within(seats, columns))
                continue
            self.at.append(self._shifted(seats, shift, count))
        for r in range(rounds):
            self._settle(r)
        self._count()
        return designed

    def _deal_eight_fours(self) -> bool:
        """Fill the ten rounds of eight tables of four, where no design in columns is enough."""
        tables = self.tables
        if tables.sizes != (4,) * 8 or tables.rounds != len(EIGHT_FOURS) or tables.hosts:
            return False
        self.at = [[list(people) for people in round_] for round_ in EIGHT_FOURS]
        for r in range(tables.rounds):
            self._settle(r)
        self._count()
        return True

    def _even(self) -> bool:
        return tuple(sorted(self.tables.sizes, reverse=True)) == even_sizes(
            self.n, len(self.tables.sizes)
        )

    def _columns(self, columns: int) -> list[list[int | None]]:
        """Hosts in the first column, each at their table; then residents, then professionals."""
        count = len(self.tables.sizes)
        grid: list[list[int | None]] = [[None] * count for _ in range(columns)]
        for person, table in self.tables.hosts.items():
            if isinstance(table, tuple):
                continue
            if person in self.number and grid[0][table] is None:
                grid[0][table] = self.number[person]
        placed = {p for p in grid[0] if p is not None}
        sides = self.tables.perspective
        rest = [p for p in range(self.n) if p not in placed]
        rest.sort(key=lambda p: sides.get(self.tables.people[p]) != RESIDENT)
        waiting = iter(rest)
        for column in range(columns):
            for table in range(count):
                if grid[column][table] is None and column < self.tables.sizes[table]:
                    grid[column][table] = next(waiting, None)
        return grid

    def _shifted(
        self, grid: list[list[int | None]], shift: Sequence[int], count: int
    ) -> list[list[int]]:
        at: list[list[int]] = [[] for _ in range(count)]
        for column, by in zip(grid, shift, strict=True):
            for row, person in enumerate(column):
                if person is not None:
                    at[moved(row, by, count)].append(person)
        return at

    def _settle(self, r: int) -> None:
        """Hosts home, linked people to one table if it has room, every table its size."""
        at, sizes = self.at[r], self.tables.sizes
        home: dict[int, int] = {}
        for person in self.tables.hosts:
            table = self.tables.home(person, r)
            if person in self.number and table is not None:
                home[self.number[person]] = table
        pinned: set[int] = set()
        for person, table in home.items():
            self._gather(at, [person], table, pinned)
            pinned.add(person)
        for group in sorted(self.groups, key=lambda g: (not any(p in home for p in g), -len(g))):
            moving = [p for p in group if p not in home]
            if len(group) == 1 or not moving:
                continue
            hosts = [home[p] for p in group if p in home]
            here = next(t for t, people in enumerate(at) if moving[0] in people)
            room = [sizes[t] - sum(p in pinned for p in at[t]) for t in range(len(at))]
            fits = [t for t in hosts or range(len(at)) if room[t] >= len(moving)]
            if fits:
                self._gather(at, moving, here if here in fits else fits[0], pinned)
                pinned |= set(moving)
        self._level(at, sizes, pinned)

    def _gather(self, at: list[list[int]], group: list[int], t: int, pinned: set[int]) -> None:
        for person in group:
            here = next(u for u, people in enumerate(at) if person in people)
            if here == t:
                continue
            at[here].remove(person)
            at[t].append(person)
            spare = [p for p in at[t] if p not in pinned and p not in group]
            if spare and len(at[t]) > self.tables.sizes[t]:
                at[t].remove(spare[0])
                at[here].append(spare[0])

    def _level(self, at: list[list[int]], sizes: Sequence[int], pinned: set[int]) -> None:
        for t in range(len(at)):
            while len(at[t]) > sizes[t]:
                spare = next((p for p in at[t] if p not in pinned), at[t][-1])
                to = next(u for u in range(len(at)) if len(at[u]) < sizes[u])
                at[t].remove(spare)
                at[to].append(spare)

    # -- counting ---------------------------------------------------------------------------------

    def _count(self) -> None:
        self.past = [list(row) for row in self.times]
        for round_ in self.at:
            for people in round_:
                for a, b in combinations(people, 2):
                    self.times[a][b] += 1
                    self.times[b][a] += 1

    def _new(self) -> Iterator[tuple[int, int]]:
        for a, b in combinations(range(self.n), 2):
            if self.times[a][b] and not self.past[a][b]:
                yield a, b

    def worth(self) -> int:
        """Value of all pairs that meet for the first time."""
        return sum(self.weight[a][b] for a, b in self._new() if not self.clash[a][b])

    def clashes(self) -> int:
        """Times that people who must sit apart share a table."""
        pairs = combinations(range(self.n), 2)
        return sum(self.times[a][b] - self.past[a][b] for a, b in pairs if self.clash[a][b])

    def bound(self) -> int:
        """No seating is worth more: what the tables hold each round, and what pairs there are."""
        tables, everybody = self.tables, combinations(range(self.n), 2)
        exist = sum(
            self.weight[a][b] for a, b in everybody if not self.clash[a][b] and not self.past[a][b]
        )
        known = all(person in tables.perspective for person in tables.people)
        mixed = _most_mixed(tables.sizes, self.residents) if known else 0
        plain = sum(math.comb(size, 2) for size in tables.sizes)
        if not known and tables.perspective:
            mixed = plain
        return min(exist, tables.rounds * (plain + mixed))

    # -- annealed swaps ---------------------------------------------------------------------------

    def anneal(self, steps: int, stop: Callable[[], bool]) -> None:
        """Groups of one size change places within a round; the best seating is kept."""
        units, where = self._units()
        if not units:
            return
        bound, value = self.bound(), self.worth() - APART_PRICE * self.clashes()
        best, kept = value, [[list(t) for t in round_] for round_ in self.at]
        hot, cold = 1.2, 0.12
        cooling = (cold / hot) ** (1.0 / max(1, steps))
        temperature, random_ = hot, self.rng.random
        for step in range(steps):
            temperature *= cooling
            if best >= bound or (step % 1024 == 0 and stop()):
                break
            r = int(random_() * len(self.at))
            same = units[int(random_() * len(units))]
            one, other = same[int(random_() * len(same))], same[int(random_() * len(same))]
            a, b = where[r][one], where[r][other]
            if a == b:
                continue
            gain = self._gain(r, self.groups[one], a, self.groups[other], b)
            if gain < 0 and random_() >= math.exp(gain / temperature):
                continue
            self._swap(r, self.groups[one], a, self.groups[other], b)
            where[r][one], where[r][other] = b, a
            value += gain
            if value > best:
                best, kept = value, [[list(t) for t in round_] for round_ in self.at]
        self.at = kept
        self.times = [list(row) for row in self.past]
        self._count()

    def _units(self) -> tuple[list[list[int]], list[list[int]]]:
        """Groups that may move, by size and weighted by how many they are; and where each sits."""
        home = {self.number[p] for p in self.tables.hosts if p in self.number}
        where, split = [], set()
        for round_ in self.at:
            table_of = {p: t for t, people in enumerate(round_) for p in people}
            where.append([table_of[group[0]] for group in self.groups])
            # Where no table had room for all of a group, it does not sit together: it stays put.
            split |= {
                g for g, group in enumerate(self.groups) if len({table_of[p] for p in group}) > 1
            }
        by_size: dict[int, list[int]] = {}
        for g, group in enumerate(self.groups):
            if g not in split and not home & set(group):
                by_size.setdefault(len(group), []).append(g)
        units = [groups for groups in by_size.values() if len(groups) > 1 for _ in groups]
        return units, where

    def _gain(self, r: int, one: list[int], a: int, other: list[int], b: int) -> int:
        """What the value gains if these two change places (apart-pairs priced in)."""
        stay_a = [q for q in self.at[r][a] if q not in one]
        stay_b = [q for q in self.at[r][b] if q not in other]
        gain = 0
        for group, joined, left in ((one, stay_b, stay_a), (other, stay_a, stay_b)):
            for p in group:
                times, weight = self.times[p], self.weight[p]
                for q in joined:
                    if not times[q]:
                        gain += weight[q]
                for q in left:
                    if times[q] == 1:
                        gain -= weight[q]
                if p in self.kept_apart:
                    gain += self._apart(p, left) - self._apart(p, joined)
        return gain

    def _apart(self, p: int, people: list[int]) -> int:
        clash = self.clash[p]
        return APART_PRICE * sum(clash[q] for q in people)

    def _swap(self, r: int, one: list[int], a: int, other: list[int], b: int) -> None:
        """Change places."""
        at_a, at_b = self.at[r][a], self.at[r][b]
        for p in one:
            at_a.remove(p)
        for p in other:
            at_b.remove(p)
        for group, joined, left in ((one, at_b, at_a), (other, at_a, at_b)):
            self._meet(group, joined, 1)
            self._meet(group, left, -1)
        at_a += other
        at_b += one

    def _meet(self, group: list[int], people: list[int], by: int) -> None:
        for p in group:
            times = self.times[p]
            for q in people:
                times[q] = self.times[q][p] = times[q] + by

    def seating(self, method: str) -> Seating:
        """The result, in the caller's ids."""
        if not self.at:
            empty: tuple[tuple[Id, ...], ...] = tuple(() for _ in self.tables.sizes)
            return Seating((empty,) * self.tables.rounds, 0, 0, 0, 0, method)
        people = self.tables.people
        rounds = tuple(
            tuple(tuple(people[p] for p in sorted(table)) for table in round_) for round_ in self.at
        )
        pairs = sum(not self.clash[a][b] for a, b in self._new())
        return Seating(rounds, pairs, self.worth(), self.bound(), self.clashes(), method)


def _most_mixed(sizes: Sequence[int], residents: int) -> int:
    """The most resident-professional pairs one round can make: residents shared out evenly."""
    total = 0
    # The k-th resident of a table of s adds s - 1 - 2(k - 1) such pairs: always take the largest.
    heap = [(1 - size, t, 0) for t, size in enumerate(sizes) if size]
    heapq.heapify(heap)
    for _ in range(residents):
        if not heap:
            break
        gain, t, seated = heapq.heappop(heap)
        total -= gain
        if seated + 1 < sizes[t]:
            heapq.heappush(heap, (gain + 2, t, seated + 1))
    return total


# -- designs --------------------------------------------------------------------------------------


def _extra(tables: int, columns: int, rounds: int, plain: bool) -> int:
    """1 when one more round may be made within the columns, whose people never met."""
    return int(plain and tables % columns == 0 and rounds == tables + 1)


def _within(columns: Sequence[Sequence[int | None]], seats: int) -> list[list[int]]:
    """The tables of that round: each column cut into tables of so many seats."""
    people = [[p for p in column if p is not None] for column in columns]
    return [column[at : at + seats] for column in people for at in range(0, len(column), seats)]


def moved(row: int, by: int, count: int) -> int:
    """The table of a row after a shift: addition in the field of that many elements, if any."""
    field_ = _field(count)
    return field_.add[row][by] if field_ else (row + by) % count


def design(tables: int, columns: int, rounds: int, rng: random.Random) -> list[list[int]] | None:
    """``shifts[r][c]``: by how much column c moves on in round r, so that nobody meets twice.

    The person in row x of column c sits at table x + shift. Two columns may not be equally far
    apart in two rounds; the first column never moves (hosts). Uses a finite field (affine plane)
    when the number of tables is a prime power, else looks for a difference matrix. None when none
    was found: then swaps have to do.
    """
    if rounds <= 0 or columns > tables or rounds > tables:
        return None
    field_ = _field(tables)
    if field_ is not None:
        return [[field_.times[r][c] for c in range(columns)] for r in range(rounds)]
    return _difference_matrix(tables, columns, rounds, rng)


def _difference_matrix(
    tables: int, columns: int, rounds: int, rng: random.Random
) -> list[list[int]] | None:
    """Column after column, each different from all before in every two rounds; a few attempts."""
    attempts = (_columns_found(tables, columns, rounds, rng) for _ in range(20))
    return next((found for found in attempts if found is not None), None)


def _columns_found(
    tables: int, columns: int, rounds: int, rng: random.Random
) -> list[list[int]] | None:
    chosen = [[0] * rounds]
    for _ in range(600):
        if len(chosen) == columns:
            return [[column[r] for column in chosen] for r in range(rounds)]
        candidate = [0, *rng.sample(range(1, tables), rounds - 1)]
        if all(
            len({(a - b) % tables for a, b in zip(candidate, other, strict=True)}) == rounds
            for other in chosen
        ):
            chosen.append(candidate)
    return None


_STARTERS: tuple[tuple[tuple[int, ...], int, tuple[tuple[int, ...], ...]], ...] = (
    ((0, 1, 2, 3, 4, 5, 6, 7), 0, ((0, 8, 16, 24),)),
    ((0, 1, 2, 3, 4, 5, 6, 7), 0, ((0, 10, 23, 29),)),
    ((0, 1, 2, 3, 4, 5, 6, 7), 0, ((0, 1, 20, 21), (8, 14, 26, 28))),
    (
        (0, 1, 2, 3, 4, 5, 6, 7),
        0,
        ((0, 2, 4, 6), (8, 9, 12, 13), (16, 19, 21, 22), (24, 25, 26, 27)),
    ),
    ((0, 2, 5, 7), 1, ((0, 9, 19, 26), (1, 15, 16, 30))),
    ((0, 2, 5, 7), 1, ((0, 13, 22, 27), (1, 4, 24, 29), (9, 11, 21, 23))),
    ((0, 3, 4, 7), 1, ((0, 11, 18, 30), (1, 2, 13, 14), (16, 20, 27, 31))),
)
"""Moves, a last move that makes the next round (0: none), and tables to begin with. The 32 people
are four eights; a move adds a number to the place within the eight, digit by binary digit."""


def _eight_fours() -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Ten rounds of eight tables of four in which nobody meets twice: no eleventh can exist."""
    rounds = []
    for moves, last, starters in _STARTERS:
        for more in {0, last}:
            tables = {tuple(sorted(p ^ move ^ more for p in t)) for t in starters for move in moves}
            rounds.append(tuple(sorted(tables)))
    return tuple(rounds)


EIGHT_FOURS = _eight_fours()


@dataclass(frozen=True)
class _Field:
    add: list[list[int]]
    times: list[list[int]]


_POLYNOMIALS = {4: 0b111, 8: 0b1011, 16: 0b10011}
"""Powers of two and the polynomial that reduces products in their field, as binary digits."""


def _field(size: int) -> _Field | None:
    """Addition and multiplication of the finite field of that size; None when not known here."""
    if size in _POLYNOMIALS:
        polynomial = _POLYNOMIALS[size]
        add = [[a ^ b for b in range(size)] for a in range(size)]
        every = range(size)
        return _Field(add, [[_product(a, b, size, polynomial) for b in every] for a in every])
    if size < 2 or any(size % d == 0 for d in range(2, math.isqrt(size) + 1)):
        return None
    add = [[(a + b) % size for b in range(size)] for a in range(size)]
    return _Field(add, [[a * b % size for b in range(size)] for a in range(size)])


def _product(a: int, b: int, size: int, polynomial: int) -> int:
    result = 0
    while b:
        if b & 1:
            result ^= a
        a <<= 1
        if a & size:
            a ^= polynomial
        b >>= 1
    return result
