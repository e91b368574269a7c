"""Late arrivals, departures, changes by hand, and explanations."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.instances import roster
from eventlab.matchmaking.engine import editor
from eventlab.matchmaking.engine.difference import difference, moved_placement
from eventlab.matchmaking.engine.editor import Board
from eventlab.matchmaking.engine.explain import Explainer
from eventlab.matchmaking.engine.model import InputError, Instance, Link, Person, Team, Theme
from eventlab.matchmaking.engine.repair import JOIN, Day, foresee
from eventlab.matchmaking.engine.result import Settings
from eventlab.matchmaking.engine.solve import solve
from tests.matchmaking import checker
from tests.matchmaking.rosters import instances

slow = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)
QUICK = Settings(solver=False)


@pytest.fixture(scope="module")
def event():
    instance = roster(60, seed=4)
    return instance, solve(instance).placement


@slow
@given(instances(people=(1, 6), teams=(1, 3), held=True), st.data())
def test_differences_agree_with_the_checker(instance, data):
    teams = st.sampled_from([team.id for team in instance.teams])
    people = [person.id for person in instance.placed()]
    before, after = ({id: data.draw(teams) for id in people} for _ in range(2))
    found = difference(instance, before, after)
    cost, broken = checker.difference(instance, before, after)
    assert found.cost == cost
    assert broken <= {breach.rule for breach in found.broken}


@slow
@given(instances(people=(3, 6), teams=(2, 3)), st.data())
def test_a_departure_moves_the_fewest_people_that_suffice(instance, data):
    placement = solve(instance, QUICK).placement
    leaver = data.draw(st.sampled_from(instance.people))
    later = instance.with_person(replace(leaver, status="gone"))
    if checker.broken_rules(instance, placement) or not later.placed():
        return
    repair = Day(later, placement).gone()
    fewest = checker.fewest_moves(later, placement)
    after = moved_placement(placement, repair.moves)
    assert repair.legal == (fewest is not None and fewest <= 3)
    if repair.legal:
        assert not checker.broken_rules(later, after)
        assert len(repair.moves) == fewest
        assert repair.cost == checker.difference(later, placement, after)[0]


@slow
@given(instances(people=(2, 6), teams=(1, 3), held=True), st.data())
def test_arrival_options_cost_what_they_say(instance, data):
    newcomer = data.draw(st.sampled_from(instance.people))
    if newcomer.status == "gone" or newcomer.id in instance.published:
        return
    everybody = solve(instance, QUICK).placement
    before = {id: team for id, team in everybody.items() if id != newcomer.id}
    day = Day(instance, before)
    for option in day.just_arrived(newcomer.id):
        after = moved_placement(before, option.moves)
        cost, broken = checker.difference(instance, before, after)
        assert option.cost == cost
        # Seated, one fault is gone; a sum of nought hides that another took its place.
        if option.broken < 0 and not checker.broken_rules(instance, before) - {"unplaced"}:
            assert not broken


def test_a_newcomer_takes_a_seat_without_moving_anybody(event):
    instance, placement = event
    late = Person("late", wishes=("theme0",), trade="new trade", organisation="new")
    options = Day(instance.with_person(late), placement).just_arrived("late")
    assert options[0].kind == JOIN
    assert options[0].broken == 0
    assert len({option.moves for option in options}) == len(options)
    shown = Day(instance.with_person(late), placement).show(options[0])
    assert (shown.moved, shown.broken, shown.cost) == (0, (), options[0].cost)


def test_a_carer_who_arrives_joins_the_person_cared_for(event):
    instance, placement = event
    late = Person("late", "professional")
    free = next(
        p.id for p in instance.people if list(placement.values()).count(placement[p.id]) < 7
    )
    linked = replace(
        instance.with_person(late), links=(*instance.links, Link("together", free, "late"))
    )
    best = Day(linked, placement).just_arrived("late")[0]
    assert best.broken <= 0
    assert moved_placement(placement, best.moves)["late"] == placement[free]


def test_a_carer_of_two_who_finds_their_team_full_is_told_so():
    team = Team("t", "a", min_size=0, max_size=3, residents=0, professionals=0)
    links = (Link("together", "carer", 1), Link("together", "carer", 2))
    people = (Person(1), Person(2), Person(3), Person("carer"))
    day = Day(Instance(people, (team,), (Theme("a"),), links), {1: "t", 2: "t", 3: "t"})
    assert [option.broken for option in day.just_arrived("carer")] == [1]


def test_nobody_moves_when_no_rule_breaks(event):
    instance, placement = event
    for person in instance.people:
        later = instance.with_person(replace(person, status="gone"))
        if not checker.broken_rules(later, placement):
            assert Day(later, placement).gone().moves == ()
            return
    pytest.fail("every departure breaks a rule in this event")


def test_a_missing_facilitator_is_replaced_by_one_move():
    teams = tuple(Team(f"t{i}", "a", 2, 4, 0, 0, facilitators=1) for i in range(2))
    people = tuple(Person(i, facilitator=i < 3) for i in range(7))
    placement = {0: "t0", 1: "t1", 2: "t1", 3: "t0", 4: "t0", 5: "t1", 6: "t0"}
    instance = Instance(people, teams, (Theme("a"),)).with_person(Person(0, status="gone"))
    repair = Day(instance, placement).gone()
    assert [(m.person, m.before, m.after) for m in repair.moves] in (
        [(1, "t1", "t0")],
        [(2, "t1", "t0")],
    )
    assert repair.fewest


def test_started_teams_are_frozen_when_somebody_leaves(event):
    instance, placement = event
    started = tuple(replace(team, state="started") for team in instance.teams)
    begun = replace(instance, teams=started, published=placement)
    gone = begun.with_person(replace(begun.people[0], status="gone"))
    assert Day(gone, placement).gone().moves == ()


def test_who_leaves_early_is_foreseen():
    team = Team("t", "a", min_size=2, residents=1, professionals=1)
    people = (Person(1), Person(2, "professional", until=15 * 60))
    instance = Instance(people, (team,), (Theme("a"),))
    rules = {breach.rule for breach in foresee(instance, {1: "t", 2: "t"}, 16 * 60)}
    assert rules == {"size_under", "professionals"}
    assert foresee(instance, {1: "t", 2: "t"}, 14 * 60) == []


def test_a_move_by_hand_shows_its_difference_and_can_be_undone(event):
    board = Board(*event)
    person, home = next(iter(board.placement.items()))
    to = next(team.id for team in board.instance.teams if team.id != home)
    proposal = editor.move(board, person, to, mode=editor.FREE)
    moved = proposal.accept(board)
    assert moved.placement[person] == to
    assert proposal.difference.moved == 1
    assert proposal.undo().accept(moved).placement == board.placement


def test_a_team_locked_and_undone_is_as_it_was(event):
    board = Board(*event)
    locked = editor.lock_team(board, next(iter(board.placement.values())), "works well")
    assert locked.undo().accept(locked.accept(board)) == board


def test_strict_refuses_what_warn_and_free_let_pass(event):
    board = Board(*event)
    full = max(board.instance.teams, key=lambda t: list(board.placement.values()).count(t.id))
    crowd = [id for id, team in board.placement.items() if team != full.id][:8]
    for person in crowd:
        proposal = editor.move(board, person, full.id, mode=editor.STRICT)
        if not proposal.allowed:
            break
        board = proposal.accept(board)
    assert proposal.difference.broken
    with pytest.raises(InputError, match="refused"):
        proposal.accept(board)
    warned = editor.move(board, person, full.id, mode=editor.WARN)
    free = editor.move(board, person, full.id, mode=editor.FREE)
    assert (warned.allowed, warned.warn, free.allowed, free.warn) == (True, True, True, False)


def test_two_facilitators_on_the_same_person_one_is_told(event):
    board = Board(*event)
    person, home = next(iter(board.placement.items()))
    others = [team.id for team in board.instance.teams if team.id != home]
    first = editor.move(board, person, others[0], mode=editor.FREE)
    second = editor.move(board, person, others[1], mode=editor.FREE)
    with pytest.raises(InputError, match="stale"):
        second.accept(first.accept(board))


def test_two_facilitators_on_different_people_both_succeed(event):
    board = Board(*event)
    (one, home), (other, away) = list(board.placement.items())[:2]
    to = [team.id for team in board.instance.teams if team.id not in (home, away)]
    first = editor.move(board, one, to[0], mode=editor.FREE)
    second = editor.lock_person(board, other, "promised")
    both = second.accept(first.accept(board))
    assert both.placement[one] == to[0]
    assert both.instance.person(other).lock_team == away


def test_linked_people_move_along_when_asked(event):
    board = Board(*event)
    link = next(link for link in board.instance.links if link.kind == "together")
    to = next(t.id for t in board.instance.teams if t.id != board.placement[link.one])
    alone = editor.move(board, link.one, to, mode=editor.FREE)
    along = editor.move(board, link.one, to, mode=editor.FREE, with_links=True)
    assert "together" in {breach.rule for breach in alone.difference.broken}
    assert "together" not in {breach.rule for breach in along.difference.broken}


def test_locks_at_three_levels_survive_a_new_solve(event):
    board = Board(*event)
    one, other = "p5", "p20"
    theme = next(t.theme for t in board.instance.teams if t.id == board.placement[other])
    closed = next(t for t in board.placement.values() if t != board.placement[one])
    for proposal in (
        editor.lock_person(board, one, "promised"),
        editor.lock_theme(board, other, theme, "expert"),
        editor.lock_team(board, closed, "works well"),
    ):
        board = proposal.accept(board)
    again = solve(board.instance).placement
    members = {id for id, team in board.placement.items() if team == closed}
    assert again[one] == board.placement[one]
    assert {t.theme for t in board.instance.teams if t.id == again[other]} == {theme}
    assert {id for id, team in again.items() if team == closed} == members


def test_a_swap_with_somebody_without_a_team_is_refused(event):
    board = Board(event[0], {})
    with pytest.raises(InputError, match="not_seated"):
        editor.swap(board, "p1", "p2")


def test_erased_people_leave_the_placement(event):
    instance, placement = event
    fewer = replace(instance, people=instance.people[1:], teams=instance.teams[1:])
    kept = editor.reconcile(fewer, placement)
    assert instance.people[0].id not in kept
    assert instance.teams[0].id not in kept.values()


def test_every_explanation_of_an_event_is_true(event):
    instance, placement = event
    explainer = Explainer(instance, placement)
    for person in instance.people:
        told = explainer.explain(person.id)
        assert checker.explanation_faults(instance, placement, told) == []


@slow
@given(instances(people=(2, 6), teams=(1, 3), held=True))
def test_every_explanation_of_any_roster_is_true(instance):
    placement = solve(instance, QUICK).placement
    if checker.broken_rules(instance, placement):
        return
    explainer = Explainer(instance, placement)
    for person in placement:
        told = explainer.explain(person)
        assert checker.explanation_faults(instance, placement, told) == []


def test_a_person_short_of_the_first_wish_is_told_the_price(event):
    instance, placement = event
    explainer = Explainer(instance, placement)
    told = [explainer.explain(person.id) for person in instance.people]
    second = next(one for one in told if one.rank not in (1, None) and one.better)
    assert second.better[0].theme == instance.person(second.person).wishes[0]
    # The placement is proven best: a better wish for one is always paid for, or forbidden.
    assert all(a.rule or a.cost >= 0 for one in told for a in (*one.better, *one.sisters))


def test_private_links_never_reach_the_participant(event):
    instance, placement = event
    linked = next(link.one for link in instance.links if link.kind == "apart")
    told = Explainer(instance, placement).explain(linked)
    assert "apart" in {pin.kind for pin in told.pins}
    own = told.for_participant()
    assert not {"apart", "together"} & {pin.kind for pin in own.pins}
    assert not any(pin.people for pin in own.pins)
    assert own.better == own.sisters == ()
