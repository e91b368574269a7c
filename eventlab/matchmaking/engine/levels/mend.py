"""Between levels 2 and 3: a few broken rules mended at once, by the cheapest exchange.

Level 1 shares people out by counting, so a theme may hold its two facilitators in one atom, or the
only interpreter beside the person they must not meet. One move or one exchange with another team
usually mends that; it is looked for among all of them, which takes a tenth of a second at 300
people, where a neighbourhood solved exactly takes as long and may have been chosen badly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..compiled import NOWHERE, Compiled, State

Way = tuple[int, int, int, int]
"""Atom, its new team, the atom that takes its place (``NOWHERE``: none), the team left."""


def mend(
    compiled: Compiled,
    team_of: Sequence[int],
    most: int = 12,
    stop: Callable[[], bool] = lambda: False,
) -> list[int]:
    """A placement with fewer broken rules, after at most ``most`` moves or exchanges."""
    state = State(compiled, team_of)
    for _ in range(most):
        way = None if stop() or not state.hard() else _best(state)
        if way is None:
            break
        _carry_out(state, way)
    return state.team_of


def _best(state: State) -> Way | None:
    """The way that leaves fewest rules broken, then the cheapest score; None when none helps."""
    found = min(((_change(state, way), way) for way in _ways(state)), default=None)
    return found[1] if found is not None and found[0][0] < 0 else None


def _ways(state: State) -> Iterator[Way]:
    """Every move into or out of a team that breaks a rule, alone or in exchange for somebody."""
    for t in _broken(state):
        for u in range(len(state.members)):
            if u != t:
                yield from _between(state, t, u)


def _broken(state: State) -> list[int]:
    over = sum(state.wanting) > state.compiled.tables
    return [t for t, cost in enumerate(state.costs) if cost[0] or (over and state.wanting[t])]


def _between(state: State, t: int, u: int) -> Iterator[Way]:
    compiled = state.compiled
    here = [a for a in _atoms(state, t) if u in compiled.domain[a]]
    there = [b for b in _atoms(state, u) if t in compiled.domain[b]]
    yield from ((a, u, NOWHERE, t) for a in here)
    yield from ((b, t, NOWHERE, u) for b in there)
    yield from ((a, u, b, t) for a in here for b in there)


def _atoms(state: State, t: int) -> list[int]:
    compiled = state.compiled
    return list(dict.fromkeys(compiled.atom_of[p] for p in state.members[t]))


def _change(state: State, way: Way) -> tuple[int, int]:
    """``(rules, score)`` more or less."""
    a, to, b, home = way
    compiled = state.compiled
    mine, theirs = compiled.atoms[a], compiled.atoms[b] if b != NOWHERE else ()
    left = [p for p in state.members[home] if p not in mine] + list(theirs)
    taken = [p for p in state.members[to] if p not in theirs] + list(mine)
    hard = soft = 0
    wanting = used = sum(state.wanting)
    for t, people in ((home, left), (to, taken)):
        after = compiled.team_cost(t, people)
        hard += after[0] - state.costs[t][0]
        soft += after[1] - state.costs[t][1]
        used += compiled.wants_table(t, people) - state.wanting[t]
    over = max(0, used - compiled.tables) - max(0, wanting - compiled.tables)
    return hard + over, soft


def _carry_out(state: State, way: Way) -> None:
    a, to, b, home = way
    state.move(state.compiled.atoms[a], to)
    if b != NOWHERE:
        state.move(state.compiled.atoms[b], home)
