"""The table of exchanges says what each one changes, and a walk never ends worse."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.instances import roster
from eventlab.matchmaking.engine.annealing import greedy
from eventlab.matchmaking.engine.compiled import NOWHERE, Compiled, State
from eventlab.matchmaking.engine.levels.swaps import NEVER, Exchanges, improve
from eventlab.matchmaking.engine.model import Weights
from eventlab.matchmaking.engine.solve import solve
from tests.matchmaking.rosters import instances


def cost(compiled, team_of):
    state = State(compiled, team_of)
    return state.hard(), state.soft()


def begun(compiled):
    return greedy(compiled, range(len(compiled.atoms)), range(len(compiled.teams)))


@pytest.mark.parametrize("seed", range(4))
def test_a_walk_breaks_fewer_rules_and_keeps_everybody_seated(seed):
    compiled = Compiled(roster(60, seed))
    before = begun(compiled)
    after = improve(compiled, before, 0, 100)
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
    assert cost(compiled, improve(compiled, spoilt, 0, 50))[0] == 0


def test_a_placement_that_meets_the_bound_is_left_alone():
    compiled = Compiled(roster(60, 1))
    placement = compiled.team_of(solve(roster(60, 1)).placement)
    assert improve(compiled, placement, cost(compiled, placement)[1], 50) == placement


def test_teams_outside_the_walk_keep_their_people():
    compiled = Compiled(roster(60, 2))
    before = begun(compiled)
    after = improve(compiled, before, 0, 50, teams=[0, 1, 2])
    assert all(t == u for t, u in zip(before, after, strict=True) if t > 2)
    assert {t for t, u in zip(before, after, strict=True) if u <= 2} <= {0, 1, 2}


@pytest.mark.parametrize("seed", range(3))
def test_the_table_stays_true_however_many_exchanges_are_made(seed):
    """People without ties: every line counted step by step is what counting everything says."""
    plain = replace(roster(60, seed, Weights()), links=())
    people = tuple(replace(p, needs=frozenset(), step_free=False) for p in plain.people)
    compiled = Compiled(replace(plain, people=people))
    teams = range(len(compiled.teams))
    walk = Exchanges(compiled, begun(compiled), teams, compiled.tables)
    chance = random.Random(seed)
    for _ in range(40):
        a, b, _ = walk.best(chance)
        walk.carry_out(a, b, ())
        one, other = chance.randrange(len(compiled.atoms)), chance.randrange(len(walk.team))
        if walk.change[one, other] < NEVER / 2:
            hard, soft = walk.exact(one, other)
            assert walk.change[one, other] == walk.hard * hard + soft
    again = Exchanges(compiled, walk.state.team_of, teams, compiled.tables)
    assert (walk.change == again.change).all()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(instances(people=(2, 7), teams=(2, 3), held=True))
def test_a_walk_never_ends_worse_on_any_roster(instance):
    compiled = Compiled(instance)
    before = begun(compiled)
    assert NOWHERE not in before
    after = improve(compiled, before, 0, 30)
    assert cost(compiled, after) <= cost(compiled, before)
