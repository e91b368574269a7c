"""The rounds of an event dealt: tables, experts' tables, or two sides, from one order.

Everything is dealt by ``rounds`` (tables) and ``one_to_one`` (experts and sides); here people with
a place of their own, absences, links and whom one has met already are brought into their terms, and
what comes back is made into numbered tables and counted again.

    dealt = deal(Order(TABLES, rounds=(1, 2, 3), size=5, guests=(Guest("ana"), ...)))
    dealt.rounds[1][0].people  # who sits at the first table in round 1

Units: people, rounds (numbered from 1), tables (numbered from 1). Same order and seed: same tables.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby

from .model import PROFESSIONAL, RESIDENT, Id, InputError
from .one_to_one import Meetings, Sides, schedule
from .rounds import Tables, even_sizes, seat

MOST_TOGETHER = 4
"""People who stay together at experts' tables and of two sides, at most."""

TABLES, EXPERTS, SIDES = "tables", "experts", "sides"

Pair = frozenset[str]
Hearings = list[list[tuple[str, str]]]
"""Who is heard by whom, slot by slot: ``(host, listener)``."""
Stop = Callable[[], bool]


@dataclass(frozen=True)
class Guest:
    """Somebody to be seated.

    ``fixed``: keeps one place; ``away``: rounds they are not there; ``step_free``: sits only at
    tables that one comes to without a step, in every round.
    """

    id: str
    perspective: str = ""
    fixed: bool = False
    expert: bool = False
    away: frozenset[int] = frozenset()
    step_free: bool = False


@dataclass(frozen=True)
class Order:
    """What is to be dealt.

    ``rounds``: the numbers of the rounds, rising. ``size``: people at a table (in ``sides`` one
    with ``size`` - 1). ``wishes``: who would like to hear whom. ``met``: pairs who met before.
    ``homes``: the table people with a place of their own have had so far. ``places``: the tables
    of the room from number 1, and whether one comes to each without a step; none said: to all.
    ``had``: of two sides, whom each has met in the rounds before, in number.
    """

    meet: str
    rounds: tuple[int, ...]
    size: int
    guests: tuple[Guest, ...]
    wishes: frozenset[tuple[str, str]] = frozenset()
    met: frozenset[Pair] = frozenset()
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    homes: Mapping[str, int] = field(default_factory=dict)
    seed: int = 0
    places: tuple[bool, ...] = ()
    had: Mapping[str, int] = field(default_factory=dict)

    def without_step(self, number: int) -> bool:
        """Whether one comes to that table without a step."""
        return not self.places or (number <= len(self.places) and self.places[number - 1])

    @property
    def bound(self) -> set[str]:
        """Who may not sit everywhere: those who need a table without a step."""
        return {guest.id for guest in self.guests if guest.step_free} if self.places else set()

    def here(self, number: int) -> tuple[Guest, ...]:
        """Who is there in a round."""
        return tuple(guest for guest in self.guests if number not in guest.away)


@dataclass(frozen=True)
class Table:
    """People at a numbered table in one round; ``keep``: those whose place it is."""

    number: int
    people: tuple[str, ...]
    keep: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dealt:
    """The tables of each round, and how good they are, counted from the tables alone.

    ``facts``: ``pairs`` that meet for the first time out of ``possible``, ``mixed`` of them a
    resident with a professional, ``repeats`` (meetings of people who had met and did not ask to
    stay together; of two sides, of people who face each other), ``sharing`` (of people who had met
    and both need a table without a step, where there are fewer such tables than people),
    ``waiting`` (pauses, over all rounds; ``waiting()`` says whose), ``pauses`` (the most one person
    has), ``empty`` (last rounds in which nobody is left to meet), ``alone`` (people by themselves
    at a table), ``faced`` (two face to face where groups were asked for),
    ``clashes`` (apart, and at one table), ``steps`` (seats behind a step of people who may not sit
    there), ``wishes`` that come true of ``wished``, ``tables``, ``smallest``, ``largest``. At
    experts' tables and of two sides, the meetings of who goes along with somebody are not counted
    beside theirs.
    """

    rounds: Mapping[int, tuple[Table, ...]]
    facts: Mapping[str, int]


def deal(order: Order, steps: int | None = None, stop: Stop = lambda: False) -> Dealt:
    """Seat everybody for every round of the order.

    ``steps`` and ``stop`` bound the search for tables. Raises ``InputError``: ``meet`` (neither
    tables, experts nor sides), ``nobody`` (fewer than two people), ``one_side`` (with ``side``, the
    one nobody is on), ``no_expert``.
    """
    if order.meet not in (TABLES, EXPERTS, SIDES):
        raise InputError("meet", given=order.meet)
    if len(order.guests) < 2:
        raise InputError("nobody", people=len(order.guests))
    if order.meet == TABLES:
        rounds, possible = _tables(order, steps, stop)
    else:
        led, riders = _led(order)
        rounds, possible = _sides(led) if order.meet == SIDES else _experts(led)
        rounds = _beside(order, rounds, riders)
    return Dealt(rounds, count(order, rounds) | {"possible": possible})


# -- who goes along with whom ---------------------------------------------------------------------


def _led(order: Order) -> tuple[Order, dict[str, str]]:
    """The order without those who go along with somebody, and with whom each of them goes.

    Of people who stay together one is dealt for all: an expert, or of two sides a resident.
    """
    guest = {one.id: one for one in order.guests}
    riders: dict[str, str] = {}
    for group in _linked(order, MOST_TOGETHER):
        first, *rest = sorted(group, key=lambda p: (_leads(order, guest[p]), len(guest[p].away)))
        # Who is there without the other is dealt alone.
        others = [p for p in rest if guest[first].away <= guest[p].away]
        left = [p for p in guest if p not in riders and p not in others]
        if order.meet == EXPERTS or len({guest[p].perspective for p in left}) > 1:
            riders |= dict.fromkeys(others, first)
    groups = {p: [guest[q] for q in (p, *_along(riders, p))] for p in guest if p not in riders}
    guests = tuple(
        replace(
            guest[p],
            fixed=any(one.fixed for one in group),
            step_free=any(one.step_free for one in group),
        )
        for p, group in groups.items()
    )

    def dealt(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        named = {(riders.get(one, one), riders.get(other, other)) for one, other in pairs}
        return {(one, other) for one, other in named if one != other}

    wishes = frozenset(dealt(wish for wish in order.wishes if wish[0] not in riders))
    return replace(order, guests=guests, apart=tuple(dealt(order.apart)), wishes=wishes), riders


def _leads(order: Order, guest: Guest) -> bool:
    """Whether somebody is dealt after others for all who stay together."""
    return not guest.expert if order.meet == EXPERTS else guest.perspective != RESIDENT


def _along(riders: Mapping[str, str], leader: str) -> list[str]:
    return [rider for rider, with_whom in riders.items() if with_whom == leader]


def _beside(
    order: Order, rounds: Mapping[int, tuple[Table, ...]], riders: Mapping[str, str]
) -> dict[int, tuple[Table, ...]]:
    """The tables with those who go along, where they are there."""
    dealt = {}
    for number, tables in rounds.items():
        here = {guest.id for guest in order.here(number)}
        along = {p: (p, *(q for q in _along(riders, p) if q in here)) for p in here}
        dealt[number] = tuple(
            replace(table, people=tuple(q for p in table.people for q in along[p]))
            for table in tables
        )
    return dealt


# -- tables ---------------------------------------------------------------------------------------


def _tables(
    order: Order, steps: int | None, stop: Stop
) -> tuple[dict[int, tuple[Table, ...]], int]:
    """Rounds with the same people are dealt at once; who was met in one counts in the next."""
    dealt: dict[int, tuple[Table, ...]] = {}
    met, seats = set(order.met), 0
    for guests, numbers in groupby(order.rounds, key=order.here):
        block = tuple(numbers)
        if not guests:
            dealt |= dict.fromkeys(block, ())
            continue
        here = replace(order, guests=guests, rounds=block, met=frozenset(met))
        wanted, labels = _as_tables(here)
        seating = seat(wanted, order.seed + block[0], steps, stop)
        staying = {p for p, home in wanted.hosts.items() if isinstance(home, int)}
        for number, round_ in zip(block, seating.rounds, strict=True):
            dealt[number] = tuple(
                Table(labels[t], people, tuple(p for p in people if p in staying))
                for t, people in enumerate(_named(round_))
                if people
            )
            met |= _pairs(dealt[number])
        seats += len(block) * sum(math.comb(size, 2) for size in wanted.sizes)
    strangers = math.comb(len(order.guests), 2) - len(_known(order))
    return dealt, max(0, min(seats, strangers))


def _named(round_: Iterable[Iterable[object]]) -> list[tuple[str, ...]]:
    return [tuple(str(person) for person in table) for table in round_]


def _as_tables(order: Order) -> tuple[Tables, list[int]]:
    """The tables to fill, and the number of each."""
    sizes = even_sizes(len(order.guests), math.ceil(len(order.guests) / max(2, order.size)))
    groups, labels = _linked(order, max(sizes)), _labels(order, len(sizes))
    homes = _homes(order, groups, list(sizes), labels)
    hosts: dict[Id, int | tuple[int, ...]] = dict(homes.items())
    hosts.update(_in_turn(order, groups, homes, labels).items())
    tables = Tables(
        tuple(guest.id for guest in order.guests),
        sizes,
        len(order.rounds),
        {g.id: g.perspective for g in order.guests if g.perspective},
        hosts,
        tuple((group[0], other) for group in groups for other in group[1:]),
        order.apart,
        order.met,
    )
    return tables, labels


def _labels(order: Order, count: int) -> list[int]:
    """The numbers of so many tables: the first ones, but as many without a step as are needed."""
    labels, needed = list(range(1, count + 1)), min(count, len(order.bound))
    more = [n for n in range(count + 1, len(order.places) + 1) if order.without_step(n)]
    while more and sum(map(order.without_step, labels)) < needed:
        labels.remove(max(n for n in labels if not order.without_step(n)))
        labels.append(more.pop(0))
    return sorted(labels)


def _linked(order: Order, most: int) -> list[list[str]]:
    """People who stay together, as groups; a link that would make one too large for a table, or
    put two people together who are to be apart, is left out."""
    group_of = {guest.id: [guest.id] for guest in order.guests}
    apart = {frozenset(pair) for pair in order.apart}
    for one, other in order.together:
        if one not in group_of or other not in group_of or group_of[one] is group_of[other]:
            continue
        merged = group_of[one] + group_of[other]
        split = any(frozenset(pair) in apart for pair in combinations(merged, 2))
        if len(merged) <= most and not split:
            group_of |= dict.fromkeys(merged, merged)
    return list({id(group): group for group in group_of.values()}.values())


def _homes(
    order: Order, groups: list[list[str]], room: list[int], labels: list[int]
) -> dict[str, int]:
    """The table (from 0) of everybody who keeps one, with the group they travel with.

    Who needs a table without a step keeps one such, where others are behind a step; where no such
    table holds the whole group, ``groups`` loses the link. Where they sat before comes first, then
    the table with the fewest such people; whoever finds no room moves like the others.
    """
    bound = order.bound if not all(map(order.without_step, labels)) else set()
    fixed = {guest.id for guest in order.guests if guest.fixed} | bound
    hosts: dict[str, int] = {}
    staying = [group for group in groups if fixed & set(group)]
    staying.sort(
        key=lambda g: (not bound & set(g), not any(p in order.homes for p in g), -len(g)),
    )
    while staying:
        group = staying.pop(0)
        before = [order.homes[p] for p in group if p in order.homes]
        tables = sorted(range(len(room)), key=lambda t: (labels[t] not in before, -room[t], t))
        if bound & set(group):
            tables = [t for t in tables if order.without_step(labels[t])]
        table = next((t for t in tables if room[t] >= len(group)), None)
        if table is not None:
            room[table] -= len(group)
            hosts |= dict.fromkeys(group, table)
        elif bound & set(group) and len(group) > 1:
            groups.remove(group)
            alone = [[person] for person in group]
            groups += alone
            staying[:0] = [one for one in alone if one[0] in bound]
            staying += [one for one in alone if one[0] in fixed - bound]
    return hosts


def _in_turn(
    order: Order, groups: list[list[str]], homes: Mapping[str, int], labels: list[int]
) -> dict[str, tuple[int, ...]]:
    """A table for each round for those who would share one without a step and meet there again and
    again: they change places among themselves, unless they asked to keep one."""
    fixed = {guest.id for guest in order.guests if guest.fixed}
    bound = [g for g in groups if order.bound & set(g) and all(p in homes for p in g)]
    turning = [group for group in bound if not fixed & set(group)]
    first = [homes[group[0]] for group in turning]
    if len({homes[g[0]] for g in bound}) == len(bound) or all(map(order.without_step, labels)):
        return {}
    rows = _Turns(order, bound, turning, homes).found(first)
    moving = [(group, row) for group, row in zip(turning, rows, strict=True) if len(set(row)) > 1]
    return {person: row for group, row in moving for person in group}


class _Turns:
    """Groups of one size change tables from round to round, so that none meets another often."""

    TRIES = 4000

    def __init__(
        self,
        order: Order,
        bound: list[list[str]],
        turning: list[list[str]],
        homes: Mapping[str, int],
    ) -> None:
        self.rounds = len(order.rounds)
        self.staying = [g for g in bound if g not in turning]
        self.groups, self.homes, self.met = turning, homes, order.met
        self.rng = random.Random(f"turns/{order.seed}/{len(turning)}")

    def found(self, first: list[int]) -> list[tuple[int, ...]]:
        """The tables of each group, round by round, begun with the same in all."""
        rows = [[table] * self.rounds for table in first]
        cost = self._cost(rows)
        pairs = [
            (one, other)
            for one, other in combinations(range(len(rows)), 2)
            if len(self.groups[one]) == len(self.groups[other])
        ]
        for _ in range(self.TRIES if pairs else 0):
            one, other = self.rng.choice(pairs)
            r = self.rng.randrange(self.rounds)
            if rows[one][r] == rows[other][r]:
                continue
            rows[one][r], rows[other][r] = rows[other][r], rows[one][r]
            changed = self._cost(rows)
            if changed > cost:
                rows[one][r], rows[other][r] = rows[other][r], rows[one][r]
            else:
                cost = changed
        return [tuple(row) for row in rows]

    def _cost(self, rows: list[list[int]]) -> int:
        """The squares of how often each two share a table: least when all do so equally often."""
        stay = [[self.homes[g[0]]] * self.rounds for g in self.staying]
        every = list(zip((*self.groups, *self.staying), (*rows, *stay), strict=True))
        cost = 0
        for (one, at), (other, too) in combinations(every, 2):
            before = any(frozenset((p, q)) in self.met for p in one for q in other)
            cost += (before + sum(map(int.__eq__, at, too))) ** 2
        return cost


# -- experts --------------------------------------------------------------------------------------


def _experts(order: Order) -> tuple[dict[int, tuple[Table, ...]], int]:
    """As many experts as tables are needed tell in each round; the others choose whom to hear."""
    if not any(guest.expert for guest in order.guests):
        raise InputError("no_expert")
    telling = _telling(order)
    ways = [_everybody_seated(order, telling, heard) for heard in _ways_to_hear(order, telling)]
    open_wishes = [wish for wish in order.wishes if frozenset(wish) not in order.met]
    dealt = max(ways, key=lambda rounds: sum(_comes_true(wish, rounds) for wish in open_wishes))
    return dealt, sum(len(order.here(n)) - len(dealt[n]) for n in order.rounds)


def _everybody_seated(
    order: Order, telling: Mapping[int, list[str]], heard: Hearings
) -> dict[int, tuple[Table, ...]]:
    told = {pair for slot in heard for pair in slot}
    told |= {(host, guest) for pair in order.met for host in pair for guest in pair - {host}}
    numbers = dict(order.homes)
    dealt = {}
    for slot, number in enumerate(order.rounds):
        at = {
            host: [guest for one, guest in heard[slot] if one == host] for host in telling[number]
        }
        _seat_idle(order, number, at, told)
        dealt[number] = _numbered(order, at, numbers)
    return dealt


def _ways_to_hear(order: Order, telling: Mapping[int, list[str]]) -> list[Hearings]:
    """Ways to hear as many experts as there are to hear, each for the first time.

    Where there are too few to hear somebody new in every round, there is also the way in which the
    first rounds are all new, and comes first: the last rounds may fall away.
    """
    whole = _most_hearings(order, telling)
    wanted = [len(order.here(number)) - len(telling[number]) for number in order.rounds]
    if [len(slot) for slot in whole] == wanted:
        return [whole]
    for count in range(len(order.rounds) - 1, 0, -1):
        early = _most_hearings(replace(order, rounds=order.rounds[:count]), telling)
        if [len(slot) for slot in early] == wanted[:count]:
            met = order.met | {frozenset(pair) for slot in early for pair in slot}
            rest = replace(order, rounds=order.rounds[count:], met=met)
            return [early + _ways_to_hear(rest, telling)[0], whole]
    return [whole]


def _most_hearings(order: Order, telling: Mapping[int, list[str]]) -> Hearings:
    told = {number: telling[number] for number in order.rounds}
    slots = schedule(_as_hearing(order, told)).slots
    return [[(str(host)[1:], str(guest)[1:]) for host, guest in slot] for slot in slots]


def _telling(order: Order) -> dict[int, list[str]]:
    """Who tells in which round: those who move least always, then everybody in turn, those who are
    wished for more often. A quarter of the others may listen, so that their own wishes count."""
    asked = {guest.id: 0 for guest in order.guests}
    wishing = {guest.id: 0 for guest in order.guests}
    for who, expert in order.wishes:
        asked[expert] = asked.get(expert, 0) + 1
        wishing[who] = wishing.get(who, 0) + 1
    told = dict.fromkeys(asked, 0)
    telling = {}
    for number in order.rounds:
        here = order.here(number)
        ready = [guest for guest in here if guest.expert]
        resting = _resting(ready, wishing, told)
        ready = [guest for guest in ready if guest.id not in resting]
        ready.sort(
            key=lambda g: (not g.fixed, told[g.id] > 0, (told[g.id] + 1) / (asked[g.id] + 1))
        )
        chosen = [g.id for g in ready[: max(1, math.ceil(len(here) / max(2, order.size)))]]
        for expert in chosen:
            told[expert] += 1
        for expert in resting:
            wishing[expert] -= 1
        telling[number] = chosen
    return telling


def _resting(ready: list[Guest], wishing: Mapping[str, int], told: Mapping[str, int]) -> set[str]:
    """The experts who listen in a round though they could tell: those with wishes, in turn."""
    able = [guest for guest in ready if wishing[guest.id] > 0 and not guest.fixed]
    able.sort(key=lambda guest: -told[guest.id])
    return {guest.id for guest in able[: len(ready) // 4]}


def _as_hearing(order: Order, telling: Mapping[int, list[str]]) -> Sides:
    """Hosts on the left, listeners on the right; somebody who does both is there as two."""
    slots = {number: slot for slot, number in enumerate(order.rounds)}
    hosts = list(dict.fromkeys(host for there in telling.values() for host in there))
    shares = [
        math.ceil((len(order.here(n)) - len(there)) / len(there))
        for n, there in telling.items()
        if there
    ]
    away: dict[Id, list[int]] = {
        f"h{host}": [slots[n] for n, there in telling.items() if host not in there]
        for host in hosts
    }
    for guest in order.guests:
        busy = [n for n in order.rounds if n in guest.away or guest.id in telling[n]]
        away[f"g{guest.id}"] = [slots[n] for n in busy]
    known = [(f"h{h}", f"g{p}") for pair in order.met for h in pair for p in pair if h != p]
    never = [(f"h{h}", f"g{p}") for pair in order.apart for h in pair for p in pair if h != p]
    return Sides(
        tuple(f"h{host}" for host in hosts),
        tuple(f"g{guest.id}" for guest in order.guests),
        len(order.rounds),
        {f"h{host}": max([1, *shares]) for host in hosts},
        frozenset(never) | frozenset(_one_way(order, hosts)),
        frozenset(known),
        wishes=frozenset((f"g{who}", f"h{whom}") for who, whom in order.wishes),
        away=away,
    )


def _one_way(order: Order, hosts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Who does not hear whom: nobody themselves; and of two who both tell, one the other only,
    unless both wish, as long as there are plenty of others to hear."""
    plenty = len(hosts) > 2 * len(order.rounds)
    for i, one in enumerate(hosts):
        yield f"h{one}", f"g{one}"
        for j, other in enumerate(hosts[:i] if plenty else ()):
            hears, heard = (other, one) in order.wishes, (one, other) in order.wishes
            if hears != heard:
                yield (f"h{other}", f"g{one}") if hears else (f"h{one}", f"g{other}")
            elif not hears:
                yield (f"h{other}", f"g{one}") if (i + j) % 2 else (f"h{one}", f"g{other}")


def _seat_idle(
    order: Order, number: int, at: dict[str, list[str]], told: set[tuple[str, str]]
) -> None:
    """Whoever was given nobody new to hear sits at a host new to them, at one of the smallest
    tables or with one person more; else at the smallest. A host nobody comes to gets
    somebody of the largest one, else listens too."""
    fixed = {guest.id for guest in order.guests if guest.fixed}
    for guest in order.here(number):
        if guest.id not in _seated(at):
            _sit_down(order, guest.id, at, told)
    for host in [host for host, people in at.items() if not people]:
        _fetch_listener(order, host, at, told)
        if not at[host] and host not in fixed and len(at) > 1:
            del at[host]
            _sit_down(order, host, at, told)


def _seated(at: Mapping[str, list[str]]) -> set[str]:
    return set(at) | {person for people in at.values() for person in people}


def _sit_down(
    order: Order, person: str, at: dict[str, list[str]], told: set[tuple[str, str]]
) -> None:
    apart = {frozenset(pair) for pair in order.apart}

    def cost(host: str) -> tuple[bool, bool, bool, int]:
        clash = any(frozenset((person, other)) in apart for other in (host, *at[host]))
        known = bool({(host, person), (person, host)} & told)
        return clash, len(at[host]) > smallest + 1, known, len(at[host])

    if at:
        smallest = min(map(len, at.values()))
        table = min(at, key=cost)
        at[table].append(person)
        told.add((table, person))


def _fetch_listener(
    order: Order, host: str, at: dict[str, list[str]], told: set[tuple[str, str]]
) -> None:
    most = max(at, key=lambda other: len(at[other]))
    able = [
        person
        for person in at[most]
        if (host, person) not in told
        and (person, most) not in order.wishes
        and (host, person) not in order.apart
        and (person, host) not in order.apart
    ]
    if len(at[most]) > 1 and able:
        at[most].remove(able[0])
        at[host].append(able[0])
        told.add((host, able[0]))


def _numbered(
    order: Order, at: Mapping[str, list[str]], numbers: dict[str, int]
) -> tuple[Table, ...]:
    """Tables with numbers: a host finds the table they had, if it is free, and if nobody who
    listens there is kept away by a step."""
    taken: dict[int, str] = {}
    for host in at:
        if host in numbers and numbers[host] not in taken:
            taken[numbers[host]] = host
    free = (n for n in range(1, len(at) + len(taken) + 2) if n not in taken)
    placed = set(taken.values())
    for host in at:
        if host not in placed:
            taken[next(free)] = host
    _avoid_steps(order, at, taken)
    numbers |= {host: number for number, host in taken.items()}
    return tuple(Table(n, (host, *at[host]), (host,)) for n, host in sorted(taken.items()))


def _avoid_steps(order: Order, at: Mapping[str, list[str]], taken: dict[int, str]) -> None:
    """Tables of people who may not sit behind a step change numbers with others."""
    needing = {host for host in at if order.bound & {host, *at[host]}}
    for number, host in sorted(taken.items()):
        if host not in needing or order.without_step(number):
            continue
        good = [n for n in range(1, len(order.places) + 1) if order.without_step(n)]
        better = next((n for n in good if n not in taken), None)
        better = better or next((n for n in good if taken[n] not in needing), None)
        if better is None:
            return
        other = taken.pop(better, None)
        del taken[number]
        taken[better] = host
        if other is not None:
            taken[number] = other


# -- sides ----------------------------------------------------------------------------------------


def _sides(order: Order) -> tuple[dict[int, tuple[Table, ...]], int]:
    """Professionals on one side, residents on the other; each pair at the place of one of them."""
    left = tuple(g.id for g in order.guests if g.perspective == PROFESSIONAL)
    right = tuple(g.id for g in order.guests if g.perspective == RESIDENT)
    for side, people in ((PROFESSIONAL, left), (RESIDENT, right)):
        if not people:
            raise InputError("one_side", side=side)
    meetings = schedule(_as_sides(order, left, right))
    fixed = {guest.id for guest in order.guests if guest.fixed}
    bound = order.bound
    # One to one, the left side stays; where groups take turns, tables belong to nobody.
    staying = [person for person in (*left, *right) if person in fixed | bound]
    owners = [*left, *(p for p in staying if p not in set(left))] if order.size <= 2 else staying
    places = _places(order, owners)
    last, dealt = dict(order.homes), {}
    for slot, number in enumerate(order.rounds):
        groups = _groups_of(meetings, slot, places, fixed, bound)
        numbers = _shared_numbers([home for home in groups if home not in places], places, last)
        last |= numbers
        dealt[number] = _sides_tables(groups, places | numbers)
    return dealt, meetings.bound


def _as_sides(order: Order, left: tuple[str, ...], right: tuple[str, ...]) -> Sides:
    slots = {number: slot for slot, number in enumerate(order.rounds)}
    return Sides(
        left,
        right,
        len(order.rounds),
        dict.fromkeys(left, max(1, order.size - 1)),
        frozenset(order.apart),
        frozenset((one, other) for pair in order.met for one in pair for other in pair - {one}),
        frozenset(guest.id for guest in order.guests if guest.fixed),
        frozenset(order.wishes),
        {g.id: [slots[n] for n in order.rounds if n in g.away] for g in order.guests if g.away},
        dict(order.had.items()),
    )


def _places(order: Order, owners: Sequence[str]) -> dict[str, int]:
    """The number of each one's own place; who may not sit behind a step chooses first."""
    bound = order.bound
    fitting = [n for n in range(1, len(order.places) + 1) if order.without_step(n)]
    places: dict[str, int] = {}
    for group in ([p for p in owners if p in bound], [p for p in owners if p not in bound]):
        for person in group:
            home = order.homes.get(person, 0)
            good = person not in bound or order.without_step(home)
            if home and good and home not in places.values():
                places[person] = home
        taken = set(places.values())
        every = range(1, len(owners) + len(taken) + 1)
        for person in group:
            if person not in places:
                choice = (*fitting, *every) if person in bound else every
                places[person] = next(n for n in choice if n not in taken)
                taken.add(places[person])
    return places


def _groups_of(
    meetings: Meetings, slot: int, places: Mapping[str, int], fixed: set[str], bound: set[str]
) -> dict[str, tuple[str, ...]]:
    """Who meets in a slot, by the one whose place it is."""
    groups: dict[str, list[str]] = {}
    for one, other in meetings.slots[slot]:
        groups.setdefault(str(one), []).append(str(other))
    found = {}
    for one, others in groups.items():
        people = (one, *others)
        kept = [p for p in people if p in bound] or [p for p in people if p in fixed]
        found[kept[0] if kept else one] = people
    return found


def _shared_numbers(
    homes: Sequence[str], places: Mapping[str, int], last: Mapping[str, int]
) -> dict[str, int]:
    """Numbers for those without a place of their own: the one they had, if it is free."""
    numbers: dict[str, int] = {}
    taken = set(places.values())
    for home in homes:
        if home in last and last[home] not in taken:
            numbers[home] = last[home]
            taken.add(last[home])
    free = (n for n in range(1, len(homes) + len(taken) + 1) if n not in taken)
    return numbers | {home: next(free) for home in homes if home not in numbers}


def _sides_tables(
    groups: Mapping[str, tuple[str, ...]], numbers: Mapping[str, int]
) -> tuple[Table, ...]:
    tables = [Table(numbers[home], people, (home,)) for home, people in groups.items()]
    return tuple(sorted(tables, key=lambda table: table.number))


# -- counting, and somebody who comes in the middle -----------------------------------------------


def count(order: Order, rounds: Mapping[int, Sequence[Table]]) -> dict[str, int]:
    """The facts of a dealing, from its tables alone (without ``possible``)."""
    side = {guest.id: guest.perspective for guest in order.guests}
    known, new = _known(order), set[Pair]()
    repeats = sharing = clashes = alone = faced = steps = 0
    in_groups = order.meet == SIDES and order.size > 2
    pauses, empty = waiting(order, rounds), _empty(order, rounds)
    bound, crowded = order.bound, _crowded(order)
    apart = {frozenset(pair) for pair in order.apart}
    linked = _pairs_linked(order, rounds)
    riders = set[str]() if order.meet == TABLES else set(_led(order)[1])
    for tables in rounds.values():
        pairs = {pair for pair in _pairs(tables) if not pair & riders}
        again = pairs & (known | new) - linked
        if order.meet == SIDES:
            again = {pair for pair in again if len({side.get(p, "") for p in pair}) > 1}
        sharing += sum(pair <= crowded for pair in again)
        repeats += sum(not pair <= crowded for pair in again)
        new |= pairs - known
        clashes += len(_pairs(tables) & apart)
        alone += sum(len(table.people) == 1 for table in tables)
        faced += in_groups * sum(len(table.people) == 2 for table in tables)
        steps += sum(len(bound & {*t.people}) for t in tables if not order.without_step(t.number))
    sizes = [len(table.people) for tables in rounds.values() for table in tables]
    return {
        "pairs": _hearings(order, rounds) if order.meet == EXPERTS else len(new),
        "mixed": sum(len({side.get(p, "") for p in pair}) > 1 for pair in new),
        "repeats": repeats,
        "sharing": sharing,
        "clashes": clashes,
        "steps": steps,
        "alone": alone,
        "faced": faced,
        "waiting": sum(map(len, pauses.values())),
        "pauses": max(map(len, pauses.values()), default=0),
        "empty": len(empty),
        "wishes": sum(_comes_true(wish, rounds) for wish in order.wishes),
        "wished": len(order.wishes),
        "tables": max((len(tables) for tables in rounds.values()), default=0),
        "smallest": min(sizes, default=0),
        "largest": max(sizes, default=0),
    }


def waiting(order: Order, rounds: Mapping[int, Sequence[Table]]) -> dict[str, tuple[int, ...]]:
    """Who is there and has no place, in which rounds (those not counted in which nobody is left to
    meet)."""
    paused: dict[str, tuple[int, ...]] = {}
    for number in sorted(set(rounds) - _empty(order, rounds)):
        seated = {person for table in rounds[number] for person in table.people}
        for guest in order.here(number):
            if guest.id not in seated:
                paused[guest.id] = (*paused.get(guest.id, ()), number)
    return paused


def _empty(order: Order, rounds: Mapping[int, Sequence[Table]]) -> set[int]:
    """The last rounds, in which nobody is left to meet."""
    met = max((number for number, tables in rounds.items() if tables), default=0)
    return {number for number in order.rounds if number > met}


def _crowded(order: Order) -> set[str]:
    """Those who need a table without a step, where there are fewer such tables than people."""
    few = sum(order.places) < len(order.bound)
    return order.bound if few and order.meet == TABLES else set()


def _pairs_linked(order: Order, rounds: Mapping[int, Sequence[Table]]) -> set[Pair]:
    """The pairs who stay together at tables because they asked to."""
    if order.meet != TABLES:
        return set()
    most = max((len(t.people) for tables in rounds.values() for t in tables), default=0)
    return {frozenset(pair) for group in _linked(order, most) for pair in combinations(group, 2)}


def _pairs(tables: Iterable[Table]) -> set[Pair]:
    return {frozenset(pair) for table in tables for pair in combinations(table.people, 2)}


def _known(order: Order) -> set[Pair]:
    here = {guest.id for guest in order.guests}
    return {pair for pair in order.met if pair <= here}


def _hearings(order: Order, rounds: Mapping[int, Sequence[Table]]) -> int:
    """How many times somebody hears an expert they had not heard."""
    riders = _led(order)[1]
    return len(
        {
            (host, person)
            for tables in rounds.values()
            for table in tables
            for host in table.keep
            for person in table.people
            if person != host
            and person not in riders
            and frozenset((host, person)) not in order.met
        }
    )


def _comes_true(wish: tuple[str, str], rounds: Mapping[int, Sequence[Table]]) -> bool:
    who, whom = wish
    return any(
        whom in table.keep and who in table.people for tables in rounds.values() for table in tables
    )


def smallest_table(tables: Mapping[int, Sequence[str]], person: str, met: set[Pair]) -> int | None:
    """The table for somebody who comes while a round is on: few people, few they have met."""

    def cost(number: int) -> tuple[int, int, int]:
        known = sum(frozenset((person, other)) in met for other in tables[number])
        return len(tables[number]), known, number

    return min(tables, key=cost) if tables else None
