"""Level 3: repair across themes. A few teams at a time are dealt again exactly.

A theme that costs more than its counting bound (or breaks a rule) gives some of its teams; teams
elsewhere whose people would as gladly be there give the rest. When tries fail the neighbourhood
grows. It ends when the score meets the bound, or after so many tries.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from ..compiled import Compiled, State
from .mip import Effort
from .neighbourhood import solve_teams

SMALLEST, LARGEST = 7, 10
"""Teams in a neighbourhood: at first, and after many failures."""


def repair_across(
    compiled: Compiled,
    team_of: Sequence[int],
    bound: int,
    planned: Sequence[int],
    rounds: int,
    seed: int = 0,
    stop: Callable[[], bool] = lambda: False,
    found: Callable[[State], None] = lambda _: None,
) -> list[int]:
    """A placement at least as good, after at most ``rounds`` exact neighbourhoods.

    ``bound``: the proven least score; meeting it ends the search. ``planned``: what level 1 meant
    each theme to cost, so that what costs more is looked at first. ``stop`` ends it early;
    ``found`` hears of every improvement.
    """
    rng = random.Random(f"across/{seed}")
    state, failures = State(compiled, team_of), 0
    for number in range(rounds):
        if stop() or (state.hard() == 0 and state.soft() <= bound):
            break
        teams = _neighbourhood(state, planned, rng, min(LARGEST, SMALLEST + failures // 2))
        dealt = _deal_again(state, teams, bound, seed + number)
        failures += 1
        if dealt is not None:
            state, failures = dealt, max(0, failures - 2)
            found(state)
    return state.team_of


def _deal_again(state: State, teams: list[int], bound: int, seed: int) -> State | None:
    """The state with these teams solved exactly, if that is better in rules or in score."""
    compiled = state.compiled
    tables = compiled.tables - sum(state.wanting) + sum(state.wanting[t] for t in teams)
    hard = sum(state.costs[t][0] for t in teams) + (sum(state.wanting) > compiled.tables)
    enough = sum(state.costs[t][1] for t in teams) - (state.soft() - bound)
    effort = Effort(seconds=5.0, nodes=60, enough=float(enough))
    dealt, _ = solve_teams(
        compiled, state.team_of, teams, max(0, tables), effort, seed, legal=hard == 0
    )
    if dealt is None:
        return None
    after = State(compiled, dealt)
    better = (after.hard(), after.soft()) < (state.hard(), state.soft())
    return after if better else None


def _neighbourhood(
    state: State, planned: Sequence[int], rng: random.Random, size: int
) -> list[int]:
    """Teams to deal again: some of a troubled theme, and some whose people could go there."""
    compiled = state.compiled
    theme = _troubled(state, planned, rng)
    own = list(compiled.teams_of[theme])
    rng.shuffle(own)
    own.sort(key=lambda t: (-state.costs[t][0], -_avoidable(compiled, t, state.members[t])))
    chosen = own[: max(2, size * 2 // 3)]
    people = [p for t in chosen for p in state.members[t]]
    drawn = [_pull(compiled, people, theme, h) for h in range(len(compiled.themes))]
    others = [t for t in range(len(compiled.teams)) if t not in chosen]
    weights = [drawn[compiled.theme[t]] + _affinity(state, t, theme) for t in others]
    while others and len(chosen) < size:
        pick = rng.choices(range(len(others)), weights)[0]
        chosen.append(others.pop(pick))
        weights.pop(pick)
    return sorted(chosen)


def _troubled(state: State, planned: Sequence[int], rng: random.Random) -> int:
    """A theme that breaks a rule or costs more than level 1 planned; any other now and then."""
    compiled = state.compiled
    trouble = []
    over = max(0, sum(state.wanting) - compiled.tables)
    for h, teams in enumerate(compiled.teams_of):
        spent = sum(state.costs[t][1] for t in teams)
        broken = sum(state.costs[t][0] for t in teams)
        broken += over * sum(state.wanting[t] for t in teams)
        excess = max(0, spent - planned[h]) if teams else 0
        trouble.append(100.0 * broken + excess + (0.2 if teams else 0.0))
    return rng.choices(range(len(trouble)), trouble)[0]


def _avoidable(compiled: Compiled, t: int, members: Sequence[int]) -> int:
    """What this team costs beyond the first wishes of its people."""
    trades = len(members) - len({compiled.trade[p] for p in members})
    organisations = len(members) - len({compiled.organisation[p] for p in members})
    wishes = sum(compiled.price[p][t] - min(compiled.price[p]) for p in members)
    return compiled.weights.trade * trades + compiled.weights.organisation * organisations + wishes


def _pull(compiled: Compiled, people: Sequence[int], theme: int, other: int) -> float:
    """How much these people would gain, all told, by sitting in that other theme."""
    price = compiled.wish_price
    return 0.1 * sum(max(0, price[p][theme] - price[p][other]) for p in people)


def _affinity(state: State, t: int, theme: int) -> float:
    """How many people of team t would be as well served by that theme, plus a little for chance."""
    compiled = state.compiled
    own = compiled.theme[t]
    glad = sum(
        compiled.wish_price[p][theme] <= compiled.wish_price[p][own] for p in state.members[t]
    )
    return 0.3 + glad
