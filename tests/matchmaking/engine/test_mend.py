"""Broken rules mended by the cheapest exchange."""

from __future__ import annotations

import random

import pytest

from benchmarks.instances import roster
from eventlab.matchmaking.engine.annealing import greedy
from eventlab.matchmaking.engine.compiled import Compiled, State
from eventlab.matchmaking.engine.levels.mend import mend
from eventlab.matchmaking.engine.solve import solve


def cost(compiled, team_of):
    state = State(compiled, team_of)
    return state.hard(), state.soft()


@pytest.mark.parametrize("seed", range(4))
def test_mending_breaks_fewer_rules_and_keeps_everybody_seated(seed):
    compiled = Compiled(roster(60, seed))
    before = greedy(compiled, range(len(compiled.atoms)), range(len(compiled.teams)))
    after = mend(compiled, before)
    assert cost(compiled, after)[0] < cost(compiled, before)[0] or not cost(compiled, before)[0]
    assert all(t in compiled.person_domain[p] for p, t in enumerate(after))


@pytest.mark.parametrize("seed", range(3))
def test_one_exchange_that_broke_a_rule_is_put_right(seed):
    compiled = Compiled(roster(60, seed))
    placement = compiled.team_of(solve(roster(60, seed)).placement)
    chance = random.Random(seed)
    spoilt = None
    while spoilt is None:
        state = State(compiled, placement)
        a = chance.randrange(len(compiled.atoms))
        state.move(compiled.atoms[a], chance.choice(compiled.domain[a]))
        spoilt = state.team_of if state.hard() else None
    assert cost(compiled, mend(compiled, spoilt))[0] == 0


def test_a_legal_placement_is_left_alone():
    compiled = Compiled(roster(60, 1))
    placement = compiled.team_of(solve(roster(60, 1)).placement)
    assert mend(compiled, placement) == placement
