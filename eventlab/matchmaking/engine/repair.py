"""Through the day: somebody has just arrived, somebody has gone, somebody will leave early.

Nothing is solved again. A newcomer gets options side by side with what each costs; a departure
moves people only when a hard rule breaks, and then provably as few as possible. People of started
and locked teams never move.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .compiled import NOWHERE, Compiled, State
from .difference import Difference, Move, difference, moved_placement
from .model import GONE, Id, Instance, Placement
from .rules import Breach, breaches

JOIN, JOIN_AND_MOVE, JOIN_AND_SWAP = "join", "join_and_move", "join_and_swap"

LOOKED_AT = 8
"""How many ways of freeing a seat are followed up, and how many seats are tried by swapping."""

MOST_MOVES = 3
"""Departures that need more moves than this are left to a new solve."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to seat a newcomer: ``kind``, the moves, and what they cost.

    ``broken``: hard rules more than before, in people and tables (below zero: some are mended).
    ``cost``: change of the weighted score. ``difference`` (below) tells the rest.
    """

    kind: str
    moves: tuple[Move, ...]
    broken: int
    cost: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What to do after a departure.

    ``moves``: empty when nothing needs doing. ``legal``: every hard rule holds afterwards.
    ``fewest``: proven that no fewer people could move. ``cost``: change of the weighted score.
    """

    moves: tuple[Move, ...]
    legal: bool
    fewest: bool
    cost: int


Groups = list[tuple[Sequence[int], int]]
"""People and the team they go to, as positions."""


@dataclass(frozen=True, slots=True)
class _Priced:
    hard: int
    soft: int
    groups: Groups

    def order(self) -> tuple[int, int, int]:
        return max(0, self.hard), sum(len(people) for people, _ in self.groups), self.soft


class Day:
    """The placement in force, ready to be asked quickly and often.

    Making one costs a few milliseconds at 300 people; asking costs less. Nothing is changed by
    asking: apply moves with ``difference.moved_placement`` and make a new Day.
    """

    def __init__(self, instance: Instance, placement: Placement) -> None:
        self.instance = instance
        self.placement = placement
        self.compiled = Compiled(instance)
        self.state = State(self.compiled, self.compiled.team_of(placement))
        self.wanting = sum(self.state.wanting)

    def just_arrived(self, person: Id, most: int = 3) -> list[Option]:
        """Ways to seat somebody who has no team yet, best first, at most ``most`` of each kind.

        Best is: fewest rules broken, then fewest people moved, then cheapest. One seated person may
        move to make room when that is better than every plain seat; swaps are looked for when
        nothing else is legal. People linked together with the newcomer and unplaced too come
        along. Empty when the person has a team, or is not there.
        """
        p = self.compiled.person_at.get(person, NOWHERE)
        if p == NOWHERE or self.state.team_of[p] != NOWHERE or not self.compiled.teams:
            return []
        party = [q for q in self._atom(p) if self.state.team_of[q] == NOWHERE]
        plain = self._best(JOIN, self._joins(party), most)
        one_moves = self._best(JOIN_AND_MOVE, self._one_moves(party), most)
        moved = [option for option in one_moves if _better(option, plain)]
        options = plain + moved
        if not any(option.broken <= 0 for option in options):
            options += self._best(JOIN_AND_SWAP, self._swaps(party), most)
        return sorted(options, key=_order)

    def show(self, option: Option) -> Difference:
        """The full difference of an option."""
        after = moved_placement(self.placement, option.moves)
        return difference(self.instance, self.placement, after)

    def _atom(self, p: int) -> tuple[int, ...]:
        return self.compiled.atoms[self.compiled.atom_of[p]]

    def _best(self, kind: str, priced: Iterator[_Priced], most: int) -> list[Option]:
        """The cheapest ways, spelled out."""
        ranked = heapq.nsmallest(most, priced, key=lambda way: way.order())
        return [Option(kind, self._moves(way.groups), way.hard, way.soft) for way in ranked]

    def _targets(self, party: Sequence[int]) -> list[int]:
        """Teams these people may sit in; all teams when no team suits them all.

        Whom they are linked to may sit already: then it is there, and nowhere else.
        """
        seated = {self.state.team_of[q] for q in self._atom(party[0])} - {NOWHERE}
        if seated:
            return sorted(seated)
        domains = [self.compiled.person_domain[p] for p in party]
        return sorted(set.intersection(*domains)) or list(range(len(self.compiled.teams)))

    def _joins(self, party: list[int]) -> Iterator[_Priced]:
        for t in self._targets(party):
            after = {t: [*self.state.members[t], *party]}
            yield self._priced(after, [(party, t)])

    def _one_moves(self, party: list[int]) -> Iterator[_Priced]:
        """Somebody leaves the team the newcomer joins."""
        for t, atom in self._seats(party)[:LOOKED_AT]:
            stay = [p for p in self.state.members[t] if p not in atom] + party
            here = self._change(t, stay)
            for u in self.compiled.domain[self.compiled.atom_of[atom[0]]]:
                if u != t:
                    there = self._change(u, [*self.state.members[u], *atom])
                    yield self._sum((here, there), [(party, t), (atom, u)])

    def _seats(self, party: list[int]) -> list[tuple[int, tuple[int, ...]]]:
        """``(team, atom)`` where the atom's leaving best suits the party's joining."""
        found = []
        for t in self._targets(party):
            before = self.state.costs[t]
            for atom in self._movable(t):
                stay = [p for p in self.state.members[t] if p not in atom] + party
                hard, soft = self.compiled.team_cost(t, stay)
                found.append(((hard - before[0], soft - before[1], len(atom)), t, atom))
        return [(t, atom) for _, t, atom in sorted(found)]

    def _movable(self, t: int) -> Iterator[tuple[int, ...]]:
        """Atoms wholly in team t that could sit elsewhere."""
        compiled, seen = self.compiled, set()
        for p in self.state.members[t]:
            a = compiled.atom_of[p]
            whole = all(self.state.team_of[q] == t for q in compiled.atoms[a])
            if a not in seen and whole and len(compiled.domain[a]) > 1:
                seen.add(a)
                yield compiled.atoms[a]

    def _swaps(self, party: list[int]) -> Iterator[_Priced]:
        """The newcomer joins, and two people change places to make it fit."""
        joins = heapq.nsmallest(3, self._joins(party), key=lambda way: way.order())
        for t in [way.groups[0][1] for way in joins]:
            for out in self._movable(t):
                stay = [p for p in self.state.members[t] if p not in out] + party
                yield from self._exchanges(party, t, out, stay)

    def _exchanges(
        self, party: list[int], t: int, out: tuple[int, ...], stay: list[int]
    ) -> Iterator[_Priced]:
        for u in self.compiled.domain[self.compiled.atom_of[out[0]]]:
            for back in self._movable(u) if u != t else ():
                if t not in self.compiled.domain[self.compiled.atom_of[back[0]]]:
                    continue
                rest = [p for p in self.state.members[u] if p not in back]
                after = {t: [*stay, *back], u: [*rest, *out]}
                yield self._priced(after, [(party, t), (out, u), (back, t)])

    def _moves(self, groups: Groups) -> tuple[Move, ...]:
        compiled, team_of = self.compiled, self.state.team_of
        return tuple(
            Move(
                compiled.people[p],
                None if team_of[p] == NOWHERE else compiled.teams[team_of[p]],
                compiled.teams[t],
            )
            for people, t in groups
            for p in people
        )

    def _priced(self, after: dict[int, list[int]], groups: Groups) -> _Priced:
        return self._sum([self._change(t, members) for t, members in after.items()], groups)

    def _change(self, t: int, members: list[int]) -> tuple[int, int, int]:
        """Rules, score and tables more or less when team t holds these people."""
        hard, soft = self.compiled.team_cost(t, members)
        before = self.state.costs[t]
        wants = self.compiled.wants_table(t, members) - self.state.wanting[t]
        return hard - before[0], soft - before[1], wants

    def _sum(self, changes: Sequence[tuple[int, int, int]], groups: Groups) -> _Priced:
        hard = soft = 0
        used = self.wanting
        for change in changes:
            hard, soft, used = hard + change[0], soft + change[1], used + change[2]
        if used != self.wanting:
            tables = self.compiled.tables
            hard += max(0, used - tables) - max(0, self.wanting - tables)
        for people, t in groups:
            for p in people:
                hard += t not in self.compiled.person_domain[p]
                if self.state.team_of[p] == NOWHERE:
                    # Not yet seated, they were missed by each one linked to them: no rule mended.
                    mates = self.compiled.mates[p]
                    hard += sum(self.state.team_of[mate] != NOWHERE for mate in mates)
        return _Priced(hard, soft, groups)

    def gone(self, most_moves: int = MOST_MOVES) -> Repair:
        """What to do once people are marked ``gone``: nothing, unless a hard rule breaks.

        Then the fewest people that must move, found by trying every way with one person, then two
        and so on; among those the cheapest. Beyond ``most_moves`` it gives up (``legal`` False):
        solve again, with moves as the first card.
        """
        search = _Fewest(self.state)
        for moves in range(most_moves + 1):
            best = search.within(moves)
            if best is not None:
                cost, changes = best
                groups: Groups
                groups = [(self.compiled.atoms[a], t) for a, t in changes]
                return Repair(self._moves(groups), True, True, cost - search.before)
        return Repair((), False, False, 0)


def _order(option: Option) -> tuple[int, int, int]:
    return max(0, option.broken), len(option.moves), option.cost


def _better(option: Option, plain: list[Option]) -> bool:
    """Whether moving somebody buys anything over simply taking a seat."""
    return all((option.broken, option.cost) < (o.broken, o.cost) for o in plain[:1])


class _Fewest:
    """Every way to mend all rules with so many people moved, one more each time.

    A broken team can only be mended by somebody coming in or going out, so each step branches over
    the moves into and out of one broken team. Nothing else needs trying: that is the proof.
    """

    def __init__(self, state: State) -> None:
        self.state = State(state.compiled, state.team_of)
        self.compiled = state.compiled
        self.before = state.soft()
        self.best: tuple[int, list[tuple[int, int]]] | None = None

    def within(self, people: int) -> tuple[int, list[tuple[int, int]]] | None:
        """``(score, [(atom, team), ...])``, or None when so many moves cannot do it."""
        self.best = None
        self._try(people, [])
        return self.best

    def _try(self, left: int, done: list[tuple[int, int]]) -> None:
        broken = self._broken()
        if not broken:
            soft = self.state.soft()
            better = self.best is None or soft < self.best[0]
            if better and self.state.hard() == 0:
                self.best = (soft, list(done))
            return
        if left == 0 or (len(broken) + 1) // 2 > left:
            return
        for a, t in self._moves(broken[0], left, {a for a, _ in done}):
            atom = self.compiled.atoms[a]
            homes = [self.state.team_of[p] for p in atom]
            self.state.move(atom, t)
            self._try(left - len(atom), [*done, (a, t)])
            for p, home in zip(atom, homes, strict=True):
                self.state.move((p,), home)

    def _broken(self) -> list[int]:
        """Teams that break a rule; one of those that want a table when there are too few."""
        state = self.state
        broken = [t for t, cost in enumerate(state.costs) if cost[0]]
        if not broken and sum(state.wanting) > self.compiled.tables:
            return [state.wanting.index(True)]
        return broken

    def _moves(self, t: int, left: int, done: set[int]) -> list[tuple[int, int]]:
        """Atoms to bring into team t, or to take out of it, that could help."""
        compiled, state = self.compiled, self.state
        moves = []
        tables_only = not state.costs[t][0]
        lacks = _Lacks.of(compiled, t, state.members[t])
        wanting = [u for u, wants in enumerate(state.wanting) if wants] if tables_only else [t]
        for a, atom in enumerate(compiled.atoms):
            home = state.team_of[atom[0]]
            if a in done or len(atom) > left or home == NOWHERE or len(compiled.domain[a]) < 2:
                continue
            if home in wanting:
                if tables_only or self._leaves_well(home, atom, left):
                    moves += [
                        (a, u)
                        for u in compiled.domain[a]
                        if u != home and self._lasts(u, atom, left)
                    ]
            elif not tables_only and t in compiled.domain[a]:
                fits = len(atom) < left or lacks.met_by(compiled, atom)
                if fits and self._lasts(t, atom, left) and self._leaves_well(home, atom, left):
                    moves.append((a, t))
        return moves

    def _lasts(self, t: int, atom: Sequence[int], left: int) -> bool:
        """On the last move everything must be right where the atom comes in."""
        if len(atom) < left:
            return True
        return self.compiled.team_cost(t, [*self.state.members[t], *atom])[0] == 0

    def _leaves_well(self, t: int, atom: Sequence[int], left: int) -> bool:
        """On the last move everything must be right where the atom leaves."""
        if len(atom) < left:
            return True
        stay = [p for p in self.state.members[t] if p not in atom]
        return self.compiled.team_cost(t, stay)[0] == 0


@dataclass(frozen=True, slots=True)
class _Lacks:
    """What a team is short of: a quick test before the whole team is counted again."""

    size: int
    residents: int
    professionals: int
    facilitators: int
    room: int

    @classmethod
    def of(cls, compiled: Compiled, t: int, members: Sequence[int]) -> _Lacks:
        size, residents = len(members), sum(compiled.resident[p] for p in members)
        return cls(
            compiled.least[t] - size,
            compiled.least_residents[t] - residents,
            compiled.least_professionals[t] - size + residents,
            compiled.least_facilitators[t] - sum(compiled.facilitator[p] for p in members),
            compiled.most[t] - size,
        )

    def met_by(self, compiled: Compiled, atom: Sequence[int]) -> bool:
        """Whether these people could be enough."""
        size, residents = len(atom), sum(compiled.resident[p] for p in atom)
        return (
            self.size <= size <= self.room
            and self.residents <= residents
            and self.professionals <= size - residents
            and self.facilitators <= sum(compiled.facilitator[p] for p in atom)
        )


def foresee(instance: Instance, placement: Placement, minute: int) -> list[Breach]:
    """Rules that break when everybody who leaves by that minute of the day has left.

    For the desk, before it happens: whom to ask to stay, which team to merge.
    """
    people = tuple(
        replace(person, status=GONE)
        if person.until is not None and person.until <= minute
        else person
        for person in instance.people
    )
    later = replace(instance, people=people)
    already = set(breaches(instance, placement))
    return [breach for breach in breaches(later, placement) if breach not in already]
