"""Each pair a slot, nobody twice in one: Konig's edge colouring, evened out.

A bipartite graph where nobody has more pairs than slots can always be coloured with as many colours
as slots, and each colour is a slot. Somebody who meets several at once is cut into nodes of as many
pairs as there are slots: every full node then has one pair in each slot, so that the groups of one
person differ by one at most. Absences may leave a pair over.

Sources: Konig, "Ueber Graphen und ihre Anwendung", Mathematische Annalen 77 (1916); de Werra,
"Equitable colorations of graphs", RIRO 5 (1971).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .model import Id
from .sides import Pair, Sides

Node = tuple[Id, int]
Step = tuple[int, tuple[Node, Node]]


def into_slots(sides: Sides, pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs by slot; those for which no slot was left are missing."""
    colouring = _Colouring(sides, pairs)
    # Who is away most goes first, while there is choice.
    for pair in sorted(pairs, key=lambda pair: len(colouring.common(pair))):
        colouring.place(pair)
    colouring.level()
    return colouring.slots()


def slots_needed(sides: Sides, pairs: Sequence[Pair]) -> int:
    """How many slots the pairs fill: fewer than there are when everybody has met everybody."""
    if sides.away:
        return sides.slots
    left, right = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    groups = (-(-number // sides.group(one)) for one, number in left.items())
    return max([0, *right.values(), *groups])


class _Colouring:
    """Slots being filled. A left person with several seats is several nodes, one a seat."""

    def __init__(self, sides: Sides, pairs: Sequence[Pair]) -> None:
        self.sides = sides
        self.at: dict[Node, dict[int, tuple[Node, Node]]] = {}
        self.degree: dict[Id, int] = {}
        needed = slots_needed(sides, pairs)
        self.there = {
            id: {slot for slot in sides.present(id) if slot < needed}
            for id in (*sides.left, *sides.right)
        }

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
        seats = self.sides.group(one)
        each = max(1, len(self.there[one]))
        nodes = [(one, (number // each + k) % seats) for k in range(seats)]
        for node in nodes:
            if self._join(node, (other, 0)):
                self.degree[one] = number + 1
                return True
        return False

    def level(self) -> None:
        """Bring pairs from full slots to emptier ones, until they differ by one at most."""
        while self._lighten():
            pass

    def _lighten(self) -> bool:
        every = sorted(set().union(*self.there.values())) if self.there else []
        load = Counter(s for node, row in self.at.items() if node[0] in self.degree for s in row)
        for full in sorted(every, key=lambda slot: -load[slot]):
            for low in sorted(every, key=lambda slot: load[slot]):
                if load[full] > load[low] + 1 and self._trade(full, low):
                    return True
        return False

    def _trade(self, full: int, low: int) -> bool:
        for node, row in list(self.at.items()):
            if full in row and low not in row:
                path = self._path(node, full, low)
                if path and len(path) % 2:
                    self._exchange(path, full, low)
                    return True
        return False

    def _join(self, a: Node, b: Node) -> bool:
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

    def _free(self, node: Node) -> set[int]:
        return self.there[node[0]] - self.at.setdefault(node, {}).keys()

    def _set(self, slot: int, a: Node, b: Node) -> None:
        self.at.setdefault(a, {})[slot] = (a, b)
        self.at.setdefault(b, {})[slot] = (a, b)

    def _flip(self, start: Node, slot: int, swap: int, avoid: Node) -> bool:
        """Exchange two slots along the path from ``start``, so that ``slot`` gets free there.

        In a bipartite graph the path never reaches ``avoid``.
        """
        path = self._path(start, slot, swap) if slot in self.there[start[0]] else None
        if path is None or any(avoid in edge for _, edge in path):
            return False
        self._exchange(path, slot, swap)
        return True

    def _path(self, start: Node, slot: int, swap: int) -> list[Step] | None:
        """The edges of the two slots from ``start`` on; None when somebody on the way is away in
        the slot they would be given."""
        path, node, colour = [], start, slot
        while colour in self.at.get(node, {}):
            edge = self.at[node][colour]
            other = swap if colour == slot else slot
            if any(other not in self.there[end[0]] for end in edge):
                return None
            path.append((colour, edge))
            node = edge[1] if edge[0] == node else edge[0]
            colour = other
        return path

    def _exchange(self, path: Sequence[Step], slot: int, swap: int) -> None:
        for colour, edge in path:
            for end in edge:
                if self.at[end].get(colour) == edge:
                    del self.at[end][colour]
        for colour, edge in path:
            self._set(swap if colour == slot else slot, *edge)
