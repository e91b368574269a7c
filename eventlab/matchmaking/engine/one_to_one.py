"""One to one: who meets whom in which slot, and groups of one professional with 2 to 4 residents.

Two steps, both exact without search. First the most meetings possible, by maximum b-matching with
the least cost (min-cost flow): each person at most one meeting a slot, each pair at most once.
Then slots, by Konig's theorem: a bipartite graph where nobody has more meetings than slots can
always be coloured with as many colours as slots, and each colour is a slot.

Sources: Ahuja, Magnanti, Orlin, "Network Flows" (1993), successive shortest paths with blocking
flows; Konig, "Ueber Graphen und ihre Anwendung", Mathematische Annalen 77 (1916).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .model import Id, InputError

Pair = tuple[Id, Id]

ALL: frozenset[int] = frozenset()
"""Presence of somebody who is there in every slot."""


@dataclass(frozen=True)
class Sides:
    """Two sides and what is allowed.

    ``seats[i]``: how many of the right side a person of the left side meets at once (1, or 2-4 for
    a professional with a group). ``slots``: number of slots. ``apart``: pairs that must not meet.
    ``met``: pairs that have already met. ``fixed``: people who keep one seat all along: two of them
    cannot meet. ``wishes``: pairs wished for (both ways round is a pair twice as wished).
    ``away[person]``: slots in which the person is not there.
    """

    left: tuple[Id, ...]
    right: tuple[Id, ...]
    slots: int
    seats: Mapping[Id, int] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()
    met: frozenset[Pair] = frozenset()
    fixed: frozenset[Id] = frozenset()
    wishes: frozenset[Pair] = frozenset()
    away: Mapping[Id, Collection[int]] = field(default_factory=dict)

    def may_meet(self, one: Id, other: Id) -> bool:
        """Whether a person of the left and one of the right may still meet."""
        for pairs in (self.apart, self.met):
            if (one, other) in pairs or (other, one) in pairs:
                return False
        return not (one in self.fixed and other in self.fixed)

    def wished(self, one: Id, other: Id) -> int:
        """0, 1 or 2: how many of the two wish for it."""
        return ((one, other) in self.wishes) + ((other, one) in self.wishes)

    def present(self, person: Id) -> list[int]:
        """The slots in which a person is there."""
        away = set(self.away.get(person, ALL))
        return [slot for slot in range(self.slots) if slot not in away]


@dataclass(frozen=True)
class Meetings:
    """``slots[s]``: pairs ``(left, right)`` that meet in slot s.

    ``bound``: no schedule has more meetings. ``unscheduled``: pairs of the best matching for which
    no common slot was left (only when people are away). ``alone``: ``(left, slot)`` groups with a
    single person where the left side asked for a group.
    """

    slots: tuple[tuple[Pair, ...], ...]
    bound: int
    unscheduled: tuple[Pair, ...] = ()
    alone: tuple[tuple[Id, int], ...] = ()

    @property
    def count(self) -> int:
        """How many meetings take place."""
        return sum(len(slot) for slot in self.slots)

    @property
    def proven(self) -> bool:
        """Whether no schedule could have more meetings."""
        return self.count == self.bound


def schedule(sides: Sides) -> Meetings:
    """The most meetings, then the most wished for, dealt into slots.

    Raises ``InputError``: ``slots`` (negative), ``duplicate_person`` (also across sides), ``seats``
    (less than one). Empty sides give an empty schedule.
    """
    _check(sides)
    pairs = matching(sides)
    slots, left_over = _into_slots(sides, pairs)
    slots = _no_lonely_groups(sides, slots)
    alone = tuple(
        (one, s)
        for s, slot in enumerate(slots)
        for one in dict.fromkeys(pair[0] for pair in slot)
        if sides.seats.get(one, 1) > 1 and sum(pair[0] == one for pair in slot) == 1
    )
    return Meetings(tuple(tuple(slot) for slot in slots), len(pairs), tuple(left_over), alone)


def go_on(sides: Sides, so_far: Meetings, done: int) -> Meetings:
    """The schedule after ``done`` slots, when people have left or come: what was met stays met.

    ``sides`` is the new situation with the full number of slots; people who left are simply not in
    it. The first ``done`` slots are kept as they were.
    """
    past = [pair for slot in so_far.slots[:done] for pair in slot]
    rest = Sides(
        sides.left,
        sides.right,
        max(0, sides.slots - done),
        sides.seats,
        sides.apart,
        sides.met | frozenset(past),
        sides.fixed,
        sides.wishes,
        {id: [s - done for s in away if s >= done] for id, away in sides.away.items()},
    )
    later = schedule(rest)
    alone = tuple((one, slot + done) for one, slot in later.alone)
    slots = so_far.slots[:done] + later.slots
    return Meetings(slots, len(past) + later.bound, later.unscheduled, alone)


def _check(sides: Sides) -> None:
    if sides.slots < 0:
        raise InputError("slots", given=sides.slots)
    everybody = [*sides.left, *sides.right]
    if len(set(everybody)) < len(everybody):
        twice = sorted({str(id) for id in everybody if everybody.count(id) > 1})
        raise InputError("duplicate_person", ids=tuple(twice))
    if any(seats < 1 for seats in sides.seats.values()):
        raise InputError("seats", given=dict(sides.seats))


def matching(sides: Sides) -> list[Pair]:
    """The pairs of a maximum b-matching of least cost: wished pairs first.

    Each person at most one meeting a slot they are there for (times their seats). O(phases * pairs)
    with few phases, since wishes take three values only.
    """
    left, right = sides.left, sides.right
    room_left = [sides.seats.get(id, 1) * len(sides.present(id)) for id in left]
    room_right = [len(sides.present(id)) for id in right]
    price = [[_price(sides, one, other) for other in right] for one in left]
    flow = _Flow(price, room_left, room_right)
    flow.run()
    return [(left[i], right[j]) for i, chosen in enumerate(flow.chosen) for j in sorted(chosen)]


def _price(sides: Sides, one: Id, other: Id) -> int:
    """0 for a pair both wish for, 1 for one, 2 for none; -1 when they cannot meet."""
    if not sides.may_meet(one, other):
        return -1
    if sides.away and not set(sides.present(one)) & set(sides.present(other)):
        return -1
    return 2 - sides.wished(one, other)


class _Flow:
    """Min-cost flow on left x right with unit edges, by phases of equal path cost.

    ``chosen[i]``: the right people matched with i. Each phase finds all distances by Bellman-Ford
    with a queue (prices are 0, 1 or 2, and come back negative), then augments along a maximal set
    of disjoint shortest paths.
    """

    def __init__(self, price: list[list[int]], left: list[int], right: list[int]) -> None:
        self.price = price
        self.room = [*left, *right]
        self.n = len(left)
        self.chosen: list[set[int]] = [set() for _ in left]
        self.back: list[set[int]] = [set() for _ in right]
        self.open = [{j for j, cost in enumerate(row) if cost >= 0} for row in price]

    def run(self) -> None:
        """Fill greedily by price, then improve until no path is left."""
        for cost in sorted({c for row in self.price for c in row if c >= 0})[:1]:
            self._deal(cost)
        while True:
            distance, target = self._distances()
            if target is None:
                return
            if not self._augment(distance, target):
                return

    def _deal(self, cost: int) -> None:
        """Edges of the least price go first, round and round, so that nobody is filled up early.

        Any subset of the cheapest edges is a least-cost flow of its size: nothing to undo.
        """
        m = len(self.back)
        for turn in range(m):
            for i in range(self.n):
                j = (i + turn) % m
                if self.room[i] and self.room[self.n + j] and self.price[i][j] == cost:
                    self._take(i, j)

    def _take(self, i: int, j: int) -> None:
        self.room[i] -= 1
        self.room[self.n + j] -= 1
        self._link(i, j)

    def _link(self, i: int, j: int) -> None:
        self.chosen[i].add(j)
        self.back[j].add(i)
        self.open[i].discard(j)

    def _unlink(self, i: int, j: int) -> None:
        self.chosen[i].discard(j)
        self.back[j].discard(i)
        self.open[i].add(j)

    def _distances(self) -> tuple[list[float], float | None]:
        """Cheapest ways from left people with room: to everybody, and to a right one with room."""
        far = float("inf")
        n, m = self.n, len(self.back)
        distance = [0.0 if i < n and self.room[i] else far for i in range(n + m)]
        queue = [i for i in range(n) if self.room[i]]
        waiting = set(queue)
        for node in queue:
            waiting.discard(node)
            for other, cost in self._edges(node):
                if distance[node] + cost < distance[other]:
                    distance[other] = distance[node] + cost
                    if other not in waiting:
                        waiting.add(other)
                        queue.append(other)
        targets = [distance[n + j] for j in range(m) if self.room[n + j]]
        best = min(targets, default=far)
        return distance, None if best == far else best

    def _edges(self, node: int) -> Iterable[tuple[int, int]]:
        if node < self.n:
            row = self.price[node]
            return [(self.n + j, row[j]) for j in self.open[node]]
        j = node - self.n
        return [(i, -self.price[i][j]) for i in self.back[j]]

    def _augment(self, distance: list[float], target: float) -> bool:
        """Push along disjoint paths of exactly the shortest cost; True when any was found."""
        done = False
        visited: set[int] = set()
        for start in range(self.n):
            while self.room[start] and (path := self._path(start, distance, target, visited)):
                done = True
                for one, other in pairwise(path):
                    if one < self.n:
                        self._link(one, other - self.n)
                    else:
                        self._unlink(other, one - self.n)
                self.room[path[0]] -= 1
                self.room[path[-1]] -= 1
                visited -= set(path)
        return done

    def _path(
        self, start: int, distance: list[float], target: float, visited: set[int]
    ) -> list[int] | None:
        """A path of tight edges to a right person with room, by depth-first search."""
        if distance[start] != 0:
            return None
        path, walks = [start], [iter(self._edges(start))]
        visited.add(start)
        while path:
            for other, cost in walks[-1]:
                tight = distance[path[-1]] + cost == distance[other]
                if tight and other not in visited:
                    visited.add(other)
                    path.append(other)
                    if other >= self.n and self.room[other] and distance[other] == target:
                        return path
                    walks.append(iter(self._edges(other)))
                    break
            else:
                path.pop()
                walks.pop()
        return None


def _into_slots(sides: Sides, pairs: Sequence[Pair]) -> tuple[list[list[Pair]], list[Pair]]:
    """Konig's edge colouring: each pair a slot, nobody twice in one, absences respected."""
    colouring = _Colouring(sides)
    # Who is away most goes first, while there is choice.
    ordered = sorted(pairs, key=lambda pair: len(colouring.common(pair)))
    left_over = [pair for pair in ordered if not colouring.place(pair)]
    return colouring.slots(), left_over


class _Colouring:
    """Slots being filled. A left person with several seats is several nodes, one a seat."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.at: dict[tuple[Id, int], dict[int, tuple[tuple[Id, int], tuple[Id, int]]]] = {}
        self.degree: dict[Id, int] = {}
        self.there = {id: set(sides.present(id)) for id in (*sides.left, *sides.right)}

    def common(self, pair: Pair) -> set[int]:
        """Slots in which both are there."""
        return self.there[pair[0]] & self.there[pair[1]]

    def slots(self) -> list[list[Pair]]:
        """The pairs by slot, in the order of the left side."""
        slots: list[list[Pair]] = [[] for _ in range(self.sides.slots)]
        rank = {id: i for i, id in enumerate(self.sides.left)}
        for node, row in self.at.items():
            if node[0] in rank:
                for slot, (one, other) in row.items():
                    slots[slot].append((one[0], other[0]))
        return [sorted(slot, key=lambda pair: rank[pair[0]]) for slot in slots]

    def place(self, pair: Pair) -> bool:
        """Give the pair a slot, moving others along an alternating path if need be."""
        one, other = pair
        number = self.degree.get(one, 0)
        seats = self.sides.seats.get(one, 1)
        each = max(1, len(self.there[one]))
        if seats > 1 and self._keep_company(pair, seats):
            return True
        nodes = [(one, (number // each + k) % seats) for k in range(seats)]
        for node in nodes:
            if self._join(node, (other, 0)):
                self.degree[one] = number + 1
                return True
        return False

    def _keep_company(self, pair: Pair, seats: int) -> bool:
        """Join a group that has somebody already, before another one is begun."""
        one, other = pair
        nodes = [(one, seat) for seat in range(seats)]
        best: tuple[tuple[bool, int], int] | None = None
        for slot in self._free((other, 0)) & self.there[one]:
            size = sum(slot in self.at.get(node, {}) for node in nodes)
            if size < seats:
                best = min(best or ((True, 99), slot), ((size != 1, -size), slot))
        if best is None or not any(best[1] in self.at.get(node, {}) for node in nodes):
            return False
        seat = next(node for node in nodes if best[1] not in self.at.get(node, {}))
        self._set(best[1], seat, (other, 0))
        return True

    def _join(self, a: tuple[Id, int], b: tuple[Id, int]) -> bool:
        free_a = self._free(a)
        free_b = self._free(b)
        both = free_a & free_b
        if both:
            self._set(min(both), a, b)
            return True
        for slot in sorted(free_a):
            for swap in sorted(free_b):
                if self._flip(b, slot, swap, a):
                    self._set(slot, a, b)
                    return True
        return False

    def _free(self, node: tuple[Id, int]) -> set[int]:
        return self.there[node[0]] - self.at.setdefault(node, {}).keys()

    def _set(self, slot: int, a: tuple[Id, int], b: tuple[Id, int]) -> None:
        self.at.setdefault(a, {})[slot] = (a, b)
        self.at.setdefault(b, {})[slot] = (a, b)

    def _flip(self, start: tuple[Id, int], slot: int, swap: int, avoid: tuple[Id, int]) -> bool:
        """Exchange two slots along the path from ``start``, so that ``slot`` gets free there.

        In a bipartite graph the path never reaches ``avoid``. It is refused when somebody on it is
        away in the slot they would be given.
        """
        if slot not in self.there[start[0]]:
            return False
        path, node, colour = [], start, slot
        while colour in self.at.get(node, {}):
            edge = self.at[node][colour]
            other = swap if colour == slot else slot
            if any(other not in self.there[end[0]] for end in edge):
                return False
            path.append((colour, edge))
            node = edge[1] if edge[0] == node else edge[0]
            colour = other
        if node == avoid:
            return False
        for colour, edge in path:
            for end in edge:
                if self.at[end].get(colour) == edge:
                    del self.at[end][colour]
        for colour, edge in path:
            self._set(swap if colour == slot else slot, *edge)
        return True


def _no_lonely_groups(sides: Sides, slots: list[list[Pair]]) -> list[list[Pair]]:
    """Bring people who would be alone with a group's professional to another slot of theirs."""
    for one in sides.left:
        if sides.seats.get(one, 1) > 1:
            _gather(sides, slots, one)
    return slots


def _gather(sides: Sides, slots: list[list[Pair]], one: Id) -> None:
    def group(s: int) -> list[Id]:
        return [other for left, other in slots[s] if left == one]

    def busy(other: Id, s: int) -> bool:
        away = s in set(sides.away.get(other, ALL))
        return away or any(right == other for _, right in slots[s])

    for s in range(len(slots)):
        if len(group(s)) != 1:
            continue
        (other,) = group(s)
        for t in sorted(range(len(slots)), key=lambda t: (len(group(t)) != 1, -len(group(t)))):
            size = len(group(t))
            if t != s and 0 < size < sides.seats[one] and not busy(other, t):
                slots[s].remove((one, other))
                slots[t].append((one, other))
                break
        else:
            _fetch(slots, one, s, group, busy)


def _fetch(
    slots: list[list[Pair]],
    one: Id,
    s: int,
    group: Callable[[int], list[Id]],
    busy: Callable[[Id, int], bool],
) -> None:
    """Take a third or fourth person of another slot's group to keep the lonely one company."""
    for t in range(len(slots)):
        for other in group(t) if t != s and len(group(t)) > 2 else ():
            if not busy(other, s):
                slots[t].remove((one, other))
                slots[s].append((one, other))
                return
