"""Rules and score, held against the independent checker and against the fast form."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventlab.matchmaking.engine.compiled import Compiled, State
from eventlab.matchmaking.engine.model import (
    TIERS,
    InputError,
    Instance,
    Link,
    Person,
    Team,
    Theme,
    Weights,
    check,
    plan_teams,
)
from eventlab.matchmaking.engine.rules import breaches, step_free_teams
from eventlab.matchmaking.engine.score import score, wish_rank
from tests.matchmaking import checker
from tests.matchmaking.rosters import instances

TEAM = Team("t", "a", min_size=0, residents=0, professionals=0)


def small(people, team=TEAM, **more):
    return Instance(tuple(people), (team,), (Theme("a"),), **more)


@st.composite
def placed(draw):
    instance = draw(instances(people=(0, 7), held=True))
    teams = [team.id for team in instance.teams]
    seats = {p.id: draw(st.sampled_from([*teams, None])) for p in instance.people}
    return instance, {person: team for person, team in seats.items() if team}


@settings(max_examples=80, deadline=None)
@given(placed())
def test_rules_and_score_agree_with_the_checker(case):
    instance, placement = case
    found = {breach.rule for breach in breaches(instance, placement)}
    assert found == checker.broken_rules(instance, placement)
    assert asdict(score(instance, placement)) == checker.counts(instance, placement)


@settings(max_examples=80, deadline=None)
@given(placed())
def test_the_fast_form_agrees_with_the_plain_one(case):
    instance, placement = case
    compiled = Compiled(instance)
    state = State(compiled, compiled.team_of(placement))
    everybody = all(person.id in placement for person in instance.placed())
    if everybody:
        assert (state.hard() == 0) == (not breaches(instance, placement))
    assert state.soft() == score(instance, placement).total(instance.weights)


@settings(max_examples=40, deadline=None)
@given(placed(), st.randoms(use_true_random=False))
def test_moving_keeps_the_running_costs_true(case, rng):
    instance, placement = case
    compiled = Compiled(instance)
    state = State(compiled, compiled.team_of(placement))
    for _ in range(6 if compiled.people else 0):
        state.move([rng.randrange(len(compiled.people))], rng.randrange(len(compiled.teams)))
    fresh = State(compiled, state.team_of)
    assert (state.hard(), state.soft()) == (fresh.hard(), fresh.soft())


def test_three_of_a_trade_are_two_too_many():
    instance = small([Person(i, trade="social worker") for i in range(3)])
    assert score(instance, {0: "t", 1: "t", 2: "t"}).trade == 2


def test_people_without_a_trade_are_never_too_many():
    instance = small([Person(i) for i in range(3)])
    assert score(instance, {0: "t", 1: "t", 2: "t"}).trade == 0


def test_a_dropped_theme_closes_the_wishes_up():
    person = Person(1, wishes=("dropped", "a"))
    assert wish_rank(small([person]), person, "t") == 1


def test_nobody_interprets_who_needs_an_interpreter():
    people = [
        Person(1, needs=frozenset("x"), speaks=frozenset("x")),
        Person(2, needs=frozenset("x")),
    ]
    rules = [breach.rule for breach in breaches(small(people), {1: "t", 2: "t"})]
    assert rules == ["language", "language"]


def test_a_started_team_does_not_answer_for_who_left():
    team = replace(TEAM, min_size=3, residents=2, state="started")
    instance = small([Person(1)], team, published={1: "t"})
    assert breaches(instance, {1: "t"}) == []


def test_a_newcomer_may_join_a_started_team_and_not_a_locked_one():
    people, seats = [Person(1), Person(2)], {1: "t", 2: "t"}
    started = small(people, replace(TEAM, state="started"), published={1: "t"})
    locked = small(people, replace(TEAM, state="locked"), published={1: "t"})
    assert breaches(started, seats) == []
    assert [b.rule for b in breaches(locked, seats)] == ["held"]


def test_links_to_an_erased_person_are_not_used():
    instance = small([Person(1)], links=(Link("together", 1, 99), Link("apart", 99, 1)))
    assert breaches(instance, {1: "t"}) == []
    assert State(Compiled(instance), [0]).hard() == 0


def test_a_team_with_a_step_free_person_asks_for_one_table():
    instance = small([Person(1, step_free=True), Person(2, step_free=True)], step_free_tables=1)
    assert step_free_teams(instance, {1: "t", 2: "t"}) == ["t"]
    assert breaches(instance, {1: "t", 2: "t"}) == []


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("duplicate_person", {"people": (Person(1), Person(1))}),
        ("duplicate_team", {"teams": (TEAM, TEAM)}),
        ("duplicate_theme", {"themes": (Theme("a"), Theme("a"))}),
        ("unknown_theme_of_team", {"themes": ()}),
        ("size_range", {"teams": (replace(TEAM, min_size=5, max_size=4),)}),
        ("negative", {"teams": (replace(TEAM, residents=-1),)}),
        ("negative", {"step_free_tables": -1}),
        ("perspective", {"people": (Person(1, perspective="other"),)}),
        ("status", {"people": (Person(1, status="lost"),)}),
        ("one_text", {"people": (Person(1, wishes="heat"),)}),
        ("one_text", {"people": (Person(1, needs="arabe"),)}),
        ("link_kind", {"links": (Link("near", 1, 2),)}),
        ("team_state", {"teams": (replace(TEAM, state="closed"),)}),
        ("weights", {"weights": Weights(trade=-1)}),
        ("weights", {"weights": Weights(unlisted=10**5)}),
    ],
)
def test_malformed_input_is_named(code, change):
    with pytest.raises(InputError) as refused:
        check(replace(small([]), **change))
    assert refused.value.code == code


def test_reordering_the_cards_changes_what_comes_first():
    wishes_first = Weights.in_order(("wishes", "excess", "moved", "evenness", "met"))
    excess_first = Weights.in_order(("excess", "wishes", "moved", "evenness", "met"))
    assert wishes_first.unlisted > wishes_first.trade
    assert excess_first.trade > excess_first.third
    with pytest.raises(InputError, match="tiers"):
        Weights.in_order(("wishes", "wishes"))


@pytest.mark.parametrize("first", TIERS)
def test_no_order_of_the_cards_makes_a_search_break_a_rule_for_a_gain(first):
    weights = Weights.in_order((first, *(card for card in TIERS if card != first)))
    compiled = Compiled(small([Person(1)], weights=weights))
    assert compiled.rule_price > max(asdict(weights).values())


def test_teams_are_planned_by_votes_within_fewest_and_most():
    themes = [Theme("a", votes=60), Theme("b", votes=30, most=2), Theme("c", votes=0, fewest=1)]
    assert plan_teams(themes, people=50) == {"a": 7, "b": 2, "c": 1}
    assert plan_teams([], people=50) == {}
    assert plan_teams([Theme("a")], people=0) == {"a": 0}
    with pytest.raises(InputError, match="size"):
        plan_teams([Theme("a")], people=5, size=0)
