"""The pairs of two sides: as many as can be, the cheapest of those, and evenly spread.

Sources: Ahuja, Magnanti, Orlin, "Network Flows" (1993): successive shortest paths with blocking
flows; convex costs by cancelling cycles that cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise, product

from .model import Id
from .sides import Pair, Sides


def matching(sides: Sides) -> list[Pair]:
    """The pairs of a maximum b-matching of least cost, wished pairs first, evenly spread.

    Each person at most one meeting a slot they are there for (times their seats). O(phases * pairs)
    with few phases, since wishes take three values only.
    """
    left, right = sides.left, sides.right
    room_left = [sides.group(id) * len(sides.present(id)) for id in left]
    room_right = [len(sides.present(id)) for id in right]
    price = _prices(sides)
    had = [[sides.had.get(id, 0) for id in side] for side in (left, right)]
    flow = Flow(price, room_left, room_right, (had[0], had[1]))
    flow.run()
    flow.spread()
    return [(left[i], right[j]) for i, chosen in enumerate(flow.chosen) for j in sorted(chosen)]


def _prices(sides: Sides) -> list[list[int]]:
    """0 for a pair both wish for, 1 for one, 2 for none; -1 when they cannot meet."""
    price = [[2] * len(sides.right) for _ in sides.left]
    row = {one: i for i, one in enumerate(sides.left)}
    column = {other: j for j, other in enumerate(sides.right)}
    for i, j in _cells(sides.wishes, row, column):
        price[i][j] -= 1
    keeping = product(sides.fixed & row.keys(), sides.fixed & column.keys())
    for i, j in _cells(chain(sides.met, sides.apart, keeping), row, column):
        price[i][j] = -1
    for one, other in product(sides.left, sides.right) if sides.away else ():
        if not set(sides.present(one)) & set(sides.present(other)):
            price[row[one]][column[other]] = -1
    return price


def _cells(
    pairs: Iterable[Pair], row: Mapping[Id, int], column: Mapping[Id, int]
) -> Iterator[tuple[int, int]]:
    """Where pairs said either way round stand, but for those of one side or of nobody here."""
    for one, other in pairs:
        if one in row and other in column:
            yield row[one], column[other]
        elif other in row and one in column:
            yield row[other], column[one]


class Flow:
    """Min-cost flow on left x right with unit edges, by phases of equal path cost.

    ``chosen[i]``: the right people matched with i. ``had``: what both sides had before, for
    ``spread``. Each phase finds all distances by Bellman-Ford
    with a queue (prices are 0, 1 or 2, and come back negative), then augments along a maximal set
    of disjoint shortest paths.
    """

    def __init__(
        self,
        price: list[list[int]],
        left: list[int],
        right: list[int],
        had: tuple[list[int], list[int]] | None = None,
    ) -> None:
        self.price = price
        self.had = had or ([0] * len(left), [0] * len(right))
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
        """Edges of the least price go first: the side with less room asks in turn, and is given
        whoever of the other side was asked longest ago.

        Any subset of the cheapest edges is a least-cost flow of its size: nothing to undo.
        """
        n, m = self.n, len(self.back)
        room_left = sum(min(room, m) for room in self.room[:n])
        by_left = room_left < sum(min(room, n) for room in self.room[n:])
        asking, asked = (n, m) if by_left else (m, n)
        place, more = 0, True
        while more:
            more = False
            for one in range(asking):
                for step in range(asked):
                    other = (place + step) % asked
                    i, j = (one, other) if by_left else (other, one)
                    if self._can_take(i, j, cost):
                        self._take(i, j)
                        place, more = other + 1, True
                        break

    def _can_take(self, i: int, j: int, cost: int) -> bool:
        return bool(
            self.room[i]
            and self.room[self.n + j]
            and self.price[i][j] == cost
            and j not in self.chosen[i]
        )

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
                self._follow(path)
                visited -= set(path)
        return done

    def _follow(self, path: list[int]) -> None:
        """Link and unlink along a path: whoever it begins with on the left and ends with on the
        right has one more, whoever it begins with on the right and ends with on the left less."""
        for one, other in pairwise(path):
            if one < self.n:
                self._link(one, other - self.n)
            else:
                self._unlink(other, one - self.n)
        for end, more in ((path[0], path[0] < self.n), (path[-1], path[-1] >= self.n)):
            self.room[end] -= 1 if more else -1

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

    # -- spreading --------------------------------------------------------------------------------

    def spread(self) -> None:
        """Share the pairs out: nobody has two more than somebody who could have one of theirs,
        with those they had before.

        Pairs are exchanged along paths that cost nothing, so the number of pairs and their price
        stay. What costs nothing is what costs nothing at the prices of the nodes (potentials),
        and such exchanges leave those prices right.
        """
        if any(self._uneven(side) for side in (False, True)):
            worth = self._worth()
            for right in (False, True):
                self._level(right, worth)

    def _degrees(self, right: bool) -> list[int]:
        pairs = self.back if right else self.chosen
        return [len(one) + had for one, had in zip(pairs, self.had[right], strict=True)]

    def _uneven(self, right: bool) -> bool:
        degrees = self._degrees(right)
        return bool(degrees) and max(degrees) > min(degrees) + 1

    def _worth(self) -> list[float]:
        """The price of each node, so that no exchange still possible has a negative one.

        Distances over the exchanges possible, from everywhere at once; the last two nodes stand
        for the room that the people of each side have left.
        """
        n, m = self.n, len(self.back)
        source, sink = n + m, n + m + 1
        worth = [0.0] * (n + m + 2)
        queue = list(range(n + m + 2))
        waiting = set(queue)
        for node in queue:
            waiting.discard(node)
            if node == source:
                edges: Iterable[tuple[int, int]] = [(i, 0) for i in range(n) if self.room[i]]
            elif node == sink:
                edges = [(n + j, 0) for j in range(m) if self.back[j]]
            elif node < n:
                back = [(source, 0)] if self.chosen[node] else []
                edges = [*self._edges(node), *back]
            else:
                on = [(sink, 0)] if self.room[node] else []
                edges = [*self._edges(node), *on]
            for other, cost in edges:
                if worth[node] + cost < worth[other]:
                    worth[other] = worth[node] + cost
                    if other not in waiting:
                        waiting.add(other)
                        queue.append(other)
        return worth

    def _level(self, right: bool, worth: list[float]) -> None:
        """Take a pair from those with the most, as long as somebody with two less can have it."""
        most = max(self._degrees(right), default=0)
        while most > 1:
            while path := self._exchange(right, most, worth):
                self._follow(path)
            most -= 1

    def _exchange(self, right: bool, most: int, worth: list[float]) -> list[int]:
        """A way to take a pair from somebody with ``most`` for somebody with two less at least."""
        shift = self.n if right else 0
        degrees = self._degrees(right)
        end = worth[self.n + len(self.back) + right]
        at_end = [shift + k for k in range(len(degrees)) if worth[shift + k] == end]
        many = [node for node in at_end if degrees[node - shift] == most]
        few = [node for node in at_end if degrees[node - shift] < most - 1 and self.room[node]]
        # On the left the way goes from who has few to who has many, on the right the other way.
        starts, goals = (many, set(few)) if right else (few, set(many))
        before: dict[int, int] = {}
        seen, queue = set(starts), list(starts) if goals else []
        for node in queue:
            for other, cost in self._edges(node):
                if other not in seen and worth[node] + cost == worth[other]:
                    seen.add(other)
                    before[other] = node
                    if other in goals:
                        return _way(before, other)
                    queue.append(other)
        return []


def _way(before: Mapping[int, int], end: int) -> list[int]:
    """The way that led to ``end``, from its start."""
    way = [end]
    while way[-1] in before:
        way.append(before[way[-1]])
    return way[::-1]
