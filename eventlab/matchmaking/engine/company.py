"""Groups of one and several: nobody alone with somebody who asked for a group.

Where there are two of the right side for each of the left, colouring alone makes groups of two and
more. Where there are fewer, not everybody of the left can sit in every slot. Then who sits is
settled first: as many as can have two, in turn; the right side is dealt to them slot by slot
without repeats (augmenting paths); and annealed exchanges of single meetings mend what such a
dealing cannot see ahead. The better of that and of the mended colouring is kept.

In order: nobody beside somebody to be apart from, most meetings, most wishes, fewest alone (and
fewest who keep a seat and have to leave it for another who does), most groups; then everything
spread evenly; then the fewest of the right side who share a group with the same person again.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from .model import Id
from .rounds import design, moved
from .sides import Pair, Sides

NOBODY = -1

Change = tuple[tuple[int, int, int], ...]
"""Whom a right person meets in a slot from now on: (person, slot, left person or ``NOBODY``)."""

STEPS_A_MEETING, MIXING_A_MEETING, MOST_STEPS = 400, 300, 160_000
"""Exchanges tried for each meeting, to mend and to mix, and at most at once."""

CLASH, MEETING, WISH, ALONE, STAYING = 2000.0, 1000.0, 200.0, 40.0, 60.0
PLACES, SITTINGS, MEETINGS, AGAIN = 1.0, 0.5, 0.2, 0.25
"""What the search counts: two in one group who are to be apart, a meeting, a wish that comes true,
somebody alone, two in one group who both keep a seat; then the squares of group sizes, of the
sittings of each on the left, and of the meetings of each on either side; and two who share a group
again."""


def in_company(sides: Sides, slots: Sequence[Sequence[Pair]], most: int) -> list[list[Pair]]:
    """Meetings as good as the given ones or better; ``most``: no schedule has more of them."""
    loads = [len(slot) for slot in slots]
    used = sum(map(bool, loads))
    dealt = _Dealing(sides, most, sides.slots)
    if 0 < used == len(sides.left) and dealt.in_columns():
        return dealt.slots()
    dealt.begin(_best_company(sides, slots, most, loads))
    dealt.mix()
    return dealt.slots()


def _best_company(
    sides: Sides, slots: Sequence[Sequence[Pair]], most: int, loads: Sequence[int]
) -> list[list[Pair]]:
    found = []
    for span in sorted({sides.slots if sides.away else sum(map(bool, loads)), sides.slots}):
        for in_turn in (False, True):
            dealt = _Dealing(sides, most, span)
            if in_turn:
                dealt.in_turn(loads)
            else:
                dealt.begin(slots)
            found.append((dealt.rank(), dealt.slots()))
            if not dealt.good_enough():
                dealt.anneal()
                found.append((dealt.rank(), dealt.slots()))
            if dealt.good_enough():
                return found[-1][1]
        if not max(rank for rank, _ in found)[3]:
            break
    return max(found, key=lambda one: one[0])[1]


class _Dealing:
    """Meetings being worked on: ``at[r][s]`` is whom the right person r meets in slot s."""

    def __init__(self, sides: Sides, most: int, span: int) -> None:
        self.sides, self.most = sides, most
        left, right = sides.left, sides.right
        self.p, self.r, self.s = len(left), len(right), sides.slots
        self.seats = [sides.group(one) for one in left]
        self.few = [min(2, seats) for seats in self.seats]
        self.there_left = [set(sides.present(one)) for one in left]
        self.there = [[s for s in sides.present(other) if s < span] for other in right]
        self.present = [set(there) for there in self.there]
        self.never = [[not sides.may_meet(one, other) for one in left] for other in right]
        self.uneasy = [self._uneasy(other) for other in right]
        self.before = [[sides.have_met(one, other) for one in right] for other in right]
        self.wish = [[sides.wished(one, other) for one in left] for other in right]
        self.rng = random.Random(f"company/{self.p}/{self.r}/{self.s}")
        self.mixing = False
        self._clear()

    def _uneasy(self, one: Id) -> list[tuple[int, float]]:
        """With whom of the right side somebody is not to share a group, and what it would cost."""
        sides, found = self.sides, []
        for r, other in enumerate(sides.right):
            if other != one and ((one, other) in sides.apart or (other, one) in sides.apart):
                found.append((r, CLASH))
            elif other != one and one in sides.fixed and other in sides.fixed:
                found.append((r, STAYING))
        return found

    def _clear(self) -> None:
        self.at = [[NOBODY] * self.s for _ in range(self.r)]
        self.met: list[list[bool]] = [list(row) for row in self.never]
        self.size = [[0] * self.s for _ in range(self.p)]
        self.sat = [0] * self.p
        self.degree = [self.sides.had.get(one, 0) for one in self.sides.left]
        self.had = [self.sides.had.get(other, 0) for other in self.sides.right]
        self.began = sum(self.had)
        self.group: list[list[list[int]]] = [[[] for _ in range(self.s)] for _ in range(self.p)]
        self.shared = [list(map(int, row)) for row in self.before]

    # -- first dealings ---------------------------------------------------------------------------

    def begin(self, slots: Sequence[Sequence[Pair]]) -> None:
        """Begin with these meetings, and no others."""
        self._clear()
        number = {one: i for i, one in enumerate(self.sides.left)}
        whose = {other: r for r, other in enumerate(self.sides.right)}
        for s, slot in enumerate(slots):
            for one, other in slot:
                self._put(whose[other], s, number[one])

    def in_turn(self, loads: Sequence[int]) -> None:
        """Settle who sits in each slot, so that each has two, and deal the right side to them."""
        last = [-1] * self.p
        for s, load in enumerate(loads):
            sitting = self._sitting(s, load, last)
            room = self._room(sitting, load)
            self._deal(s, room)
            for i in sitting:
                last[i] = s

    def _sitting(self, s: int, load: int, last: list[int]) -> list[int]:
        able = [i for i in range(self.p) if s in self.there_left[i]]
        able.sort(key=lambda i: (self.sat[i], last[i], self.degree[i]))
        sitting, left = [], load
        for i in able:
            if left >= self.few[i]:
                sitting.append(i)
                left -= self.few[i]
        return sitting

    def _room(self, sitting: list[int], load: int) -> dict[int, int]:
        """How many each of them has, as even as can be."""
        room = {i: self.few[i] for i in sitting}
        for _ in range(load - sum(room.values())):
            able = [i for i in sitting if room[i] < self.seats[i]]
            if not able:
                break
            room[min(able, key=lambda i: (room[i], self.degree[i] + room[i]))] += 1
        return room

    def _deal(self, s: int, room: dict[int, int]) -> None:
        """Bring the right side to those who sit, whoever waited most first."""
        at: dict[int, list[int]] = {i: [] for i in room}
        waiting = [r for r in range(self.r) if s in self.present[r]]
        for r in sorted(waiting, key=lambda r: self.had[r]):
            self._seat(r, at, room, set())
        for i, people in at.items():
            for r in people:
                self._put(r, s, i)

    def _seat(self, r: int, at: dict[int, list[int]], room: dict[int, int], seen: set[int]) -> bool:
        choice = [i for i in room if not self.met[r][i] and i not in seen]
        choice.sort(key=lambda i: (-self.wish[r][i], len(at[i]) - room[i]))
        for i in choice:
            if len(at[i]) < room[i]:
                at[i].append(r)
                return True
        for i in choice:
            if i in seen:
                continue
            seen.add(i)
            for k, other in enumerate(at[i]):
                if self._seat(other, at, room, seen):
                    at[i][k] = r
                    return True
        return False

    def in_columns(self) -> bool:
        """Everybody meets everybody: the right side in columns, each moving on by steps of its own.
        Nobody could change places later, so few shall share a group again from the start.

        False where that is no good answer.
        """
        columns = -(-self.r // self.p)
        if columns < 2 or self.p > self.s:
            return False
        place = _columns(self.p, columns, self.rng)
        for r in range(self.r):
            column, row = divmod(r, self.p)
            for s in range(self.p):
                i = place[column][s][row]
                if self.met[r][i] or s not in self.present[r] or s not in self.there_left[i]:
                    return False
                self._put(r, s, i)
        fits = all(max(sizes) <= seats for sizes, seats in zip(self.size, self.seats, strict=True))
        return fits and self.good_enough()

    # -- one meeting more or less -----------------------------------------------------------------

    def _put(self, r: int, s: int, i: int) -> None:
        self.at[r][s] = i
        self.met[r][i] = True
        self.sat[i] += not self.size[i][s]
        self.size[i][s] += 1
        self.degree[i] += 1
        self.had[r] += 1
        self._share(r, self.group[i][s], 1)
        self.group[i][s].append(r)

    def _drop(self, r: int, s: int) -> None:
        i = self.at[r][s]
        self.at[r][s] = NOBODY
        self.met[r][i] = False
        self.size[i][s] -= 1
        self.sat[i] -= not self.size[i][s]
        self.degree[i] -= 1
        self.had[r] -= 1
        self.group[i][s].remove(r)
        self._share(r, self.group[i][s], -1)

    def _share(self, r: int, group: Sequence[int], by: int) -> None:
        for other in group:
            self.shared[r][other] += by
            self.shared[other][r] += by

    def _put_worth(self, r: int, s: int, i: int) -> float:
        """What it adds to the worth that r meets i in slot s."""
        size = self.size[i][s]
        worth = MEETING + WISH * self.wish[r][i]
        worth -= MEETINGS * (2 * self.degree[i] + 1) + MEETINGS * (2 * self.had[r] + 1)
        for other, price in self.uneasy[r]:
            if self.at[other][s] == i:
                worth -= price
        if self.mixing:
            worth -= AGAIN * sum(self.shared[r][other] for other in self.group[i][s])
        if not size:
            worth -= SITTINGS * (2 * self.sat[i] + 1)
        if self.few[i] == 2:
            worth -= PLACES * (2 * size + 1)
            worth += ALONE * ((size == 1) - (size == 0))
        return worth

    # -- how good it is ---------------------------------------------------------------------------

    def rank(self) -> tuple[float, ...]:
        """What is compared, the larger the better."""
        sizes = [n for row in self.size for n in row if n]
        wishes = sum(self.wish[r][i] for r, row in enumerate(self.at) for i in row if i >= 0)
        spread = sum(n * n for n in (*self.degree, *self.sat, *self.had, *sizes))
        uneasy = self.alone() + self._together(STAYING)
        most = (-self._together(CLASH), self._meetings(), wishes, -uneasy, len(sizes), -spread)
        return (*most, -self._again())

    def _meetings(self) -> int:
        return sum(self.had) - self.began

    def _again(self) -> int:
        """How often two of the right side share a group who had done so before."""
        rows = zip(self.shared, self.before, strict=True)
        pairs = (pair for now, was in rows for pair in zip(now, was, strict=True))
        return sum(now - 1 if not was else now - was for now, was in pairs if now > was) // 2

    def _together(self, at: float) -> int:
        """How often two share a group who are not to, for that price."""
        pairs = (
            (self.at[r], self.at[other])
            for r, row in enumerate(self.uneasy)
            for other, price in row
            if price == at and other < r
        )
        return sum(i == j != NOBODY for one, two in pairs for i, j in zip(one, two, strict=True))

    def alone(self) -> int:
        """How many are alone with somebody who asked for a group."""
        rows = zip(self.few, self.size, strict=True)
        return sum(n == 1 for few, row in rows if few == 2 for n in row)

    def good_enough(self) -> bool:
        """Whether nothing is left to mend. How even it could be with absences nobody knows."""
        even = all(max(row, default=0) <= min(row, default=0) + 1 for row in self._evenness())
        even &= not self.sides.away
        granted = self.rank()[2] == sum(map(sum, self.wish))
        easy = not self.alone() and not self._together(CLASH) and not self._together(STAYING)
        return self._meetings() == self.most and easy and even and granted

    def _evenness(self) -> list[list[int]]:
        tables = [sum(row[s] > 0 for row in self.size) for s in range(self.s)]
        used = [n for n in tables if n]
        return [self.degree, self.sat, used]

    def slots(self) -> list[list[Pair]]:
        """The meetings by slot, in the order of the left side."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(self.s)]
        for r, row in enumerate(self.at):
            for s, i in enumerate(row):
                if i != NOBODY:
                    found[s].append((i, r))
        left, right = self.sides.left, self.sides.right
        return [[(left[i], right[r]) for i, r in sorted(slot)] for slot in found]

    # -- annealed exchanges -----------------------------------------------------------------------

    def anneal(self) -> None:
        """Single meetings are moved and exchanged; what a hard rule forbids is never tried."""
        moves = (self._move, self._exchange, self._reorder, self._hand_over, self._found)
        self._walk(moves, STEPS_A_MEETING, 12.0, 0.3)

    def mix(self) -> None:
        """Two change places in one slot, so that the same people do not share groups all along:
        how many sit where and how often stays as it is."""
        if any(seats > 1 for seats in self.seats) and self._again():
            self.mixing = True
            self._walk((self._exchange,), MIXING_A_MEETING, 0.6, 0.03)
            self.mixing = False

    def _walk(
        self,
        moves: Sequence[Callable[[int, int, float], Change]],
        steps_a_meeting: int,
        hot: float,
        cold: float,
    ) -> None:
        cells = [(r, s) for r in range(self.r) for s in self.there[r]]
        if not cells or not self.p:
            return
        steps = min(MOST_STEPS, steps_a_meeting * len(cells))
        cooling = (cold / hot) ** (1.0 / steps)
        temperature, rnd = hot, self.rng.random
        worth = best = 0.0
        kept = [list(row) for row in self.at]
        for _ in range(steps):
            temperature *= cooling
            r, s = cells[int(rnd() * len(cells))]
            change = moves[int(rnd() * len(moves))](r, s, rnd())
            if not change:
                continue
            before = tuple((r, s, self.at[r][s]) for r, s, _ in change)
            gain = self._set(change)
            if gain < 0 and rnd() >= math.exp(gain / temperature):
                self._set(before)
                continue
            worth += gain
            if worth > best + 1e-9:
                best, kept = worth, [list(row) for row in self.at]
        self._restore(kept)

    def _move(self, r: int, s: int, chance: float) -> Change:
        """To somebody else who is there and has room."""
        i = int(chance * self.p)
        if s not in self.there_left[i] or self.met[r][i] or self.size[i][s] >= self.seats[i]:
            return ()
        return ((r, s, i),)

    def _exchange(self, r: int, s: int, chance: float) -> Change:
        """Two of the right side change places in one slot."""
        other = int(chance * self.r)
        one, two = self.at[r][s], self.at[other][s]
        if one == two or s not in self.present[other] or (self.mixing and NOBODY in (one, two)):
            return ()
        if (two >= 0 and self.met[r][two]) or (one >= 0 and self.met[other][one]):
            return ()
        return ((r, s, two), (other, s, one))

    def _reorder(self, r: int, s: int, chance: float) -> Change:
        """One of the right side meets the same people the other way round."""
        there = self.there[r]
        t = there[int(chance * len(there))]
        one, two = self.at[r][s], self.at[r][t]
        if one == two or not (self._open(one, t) and self._open(two, s)):
            return ()
        return ((r, s, two), (r, t, one))

    def _hand_over(self, r: int, s: int, chance: float) -> Change:
        """A whole group gets somebody else, who had nobody."""
        one, two = self.at[r][s], int(chance * self.p)
        if one == NOBODY or not self._idle(two, s) or self.size[one][s] > self.seats[two]:
            return ()
        group = self.group[one][s]
        if any(self.met[other][two] for other in group):
            return ()
        return tuple((other, s, two) for other in group)

    def _found(self, r: int, s: int, chance: float) -> Change:
        """Two leave groups of three and more for somebody who had nobody."""
        two = int(chance * self.p)
        other = int(self.rng.random() * self.r)
        if r == other or not self._idle(two, s) or self.few[two] < 2:
            return ()
        left = [self.at[r][s], self.at[other][s]]
        spare = all(i >= 0 and self.size[i][s] > (left[0] == left[1]) + 2 for i in left)
        if not spare or self.met[r][two] or self.met[other][two]:
            return ()
        return ((r, s, two), (other, s, two))

    def _idle(self, i: int, s: int) -> bool:
        return not self.size[i][s] and s in self.there_left[i]

    def _open(self, i: int, s: int) -> bool:
        return i == NOBODY or (s in self.there_left[i] and self.size[i][s] < self.seats[i])

    def _set(self, change: Change) -> float:
        """Make a change; what the worth gains by it."""
        gain = 0.0
        for r, s, _ in change:
            i = self.at[r][s]
            if i != NOBODY:
                self._drop(r, s)
                gain -= self._put_worth(r, s, i)
        for r, s, i in change:
            if i != NOBODY:
                gain += self._put_worth(r, s, i)
                self._put(r, s, i)
        return gain

    def _restore(self, kept: list[list[int]]) -> None:
        self._clear()
        for r, row in enumerate(kept):
            for s, i in enumerate(row):
                if i != NOBODY:
                    self._put(r, s, i)


def _columns(count: int, columns: int, rng: random.Random) -> list[list[list[int]]]:
    """``[c][s][row]``: where the people of a column are in slot s, each in ``count`` places once.

    By a design nobody meets twice; where there is none, by the best steps among a few hundred.
    """
    steps = design(count, columns + 1, count, rng)
    if steps is not None:
        rows = range(count)
        return [
            [[moved(row, by[c + 1], count) for row in rows] for by in steps] for c in range(columns)
        ]
    chosen: list[list[int]] = []
    for _ in range(columns):
        tried = (rng.sample(range(count), count) for _ in range(300))
        chosen.append(min(tried, key=lambda steps: _meetings_again(steps, chosen)))
    return [[[(row + by) % count for row in range(count)] for by in column] for column in chosen]


def _meetings_again(steps: Sequence[int], others: Sequence[Sequence[int]]) -> int:
    """How often a column with these steps meets the others as far apart as before."""
    count = len(steps)
    return sum(
        count - len({(a - b) % count for a, b in zip(steps, other, strict=True)})
        for other in others
    )
