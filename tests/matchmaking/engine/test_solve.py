"""Whole solves: always a legal placement or a certificate that is true, and proven means proven."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.instances import roster
from eventlab.matchmaking.engine import solve as solving
from eventlab.matchmaking.engine.compiled import Compiled
from eventlab.matchmaking.engine.levels import SolverMissing
from eventlab.matchmaking.engine.levels.themes import relax_themes
from eventlab.matchmaking.engine.model import Instance, Link, Person, Team, Theme
from eventlab.matchmaking.engine.quality import NOT_PROVEN, PROVEN_BEST, WITHIN
from eventlab.matchmaking.engine.result import Settings, Watch, appraise
from eventlab.matchmaking.engine.solve import solve
from tests.matchmaking import checker
from tests.matchmaking.rosters import instances

slow = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)


def check_answer(instance, result):
    """A legal placement as good as it says, or a certificate that trying everything confirms."""
    least = checker.best(instance)
    broken = checker.broken_rules(instance, result.placement)
    assert result.legal == (not broken)
    assert result.quality.score == checker.total(instance, result.placement)
    if least is None:
        assert not result.legal
        assert result.certificates
        return
    assert result.legal
    assert not result.certificates
    assert result.quality.bound is None or result.quality.bound <= least
    if result.quality.statement == PROVEN_BEST:
        assert result.quality.score == least


@slow
@given(instances(people=(0, 6), teams=(1, 3)))
def test_any_roster_gets_a_legal_placement_or_a_true_certificate(instance):
    check_answer(instance, solve(instance))


@slow
@given(instances(people=(0, 6), teams=(1, 3), held=True))
def test_held_teams_get_a_legal_placement_or_a_true_certificate(instance):
    check_answer(instance, solve(instance))


@slow
@given(instances(people=(3, 6), teams=(2, 3)))
def test_counting_certificates_are_true_without_a_solver(instance):
    result = solve(instance, Settings(solver=False))
    if result.certificates:
        assert checker.best(instance) is None
    assert result.quality.statement != PROVEN_BEST or not instance.placed()


@slow
@given(instances(people=(1, 5), teams=(2, 3)))
def test_no_placement_undercuts_what_a_choice_is_said_to_cost(instance):
    compiled = Compiled(instance)
    for a, themes in enumerate(relax_themes(compiled, 10.0).least):
        person = instance.person(compiled.people[compiled.atoms[a][0]])
        for h, least in themes.items():
            there = replace(person, lock_theme=compiled.themes[h])
            best = checker.best(instance.with_person(there))
            assert best is None or best >= least - 1e-3


def plain(id, theme="a", **more):
    return Team(id, theme, **{"min_size": 1, "residents": 0, "professionals": 0, **more})


def test_themes_handed_too_few_step_free_tables_give_people_away():
    """Counting sees one table in theme a; only team by team it shows that two would be needed."""
    people = (Person(1, step_free=True), Person(2, wishes=("a",), step_free=True), Person(3))
    teams = (plain("t1"), plain("t2"), plain("t3", "b", min_size=0))
    instance = Instance(people, teams, (Theme("a"), Theme("b")), step_free_tables=1)
    check_answer(instance, solve(instance))
    assert solve(instance).quality.statement == PROVEN_BEST


def test_who_is_held_at_a_table_behind_a_step_takes_nobodys_seat():
    people = (Person(1, step_free=True), Person(2, step_free=True), Person(3, wishes=("a",)))
    teams = (plain("t1", step_free=False, state="started"), plain("t2", max_size=2, step_free=True))
    instance = Instance(people, teams, (Theme("a"),), published={1: "t1"})
    check_answer(instance, solve(instance))
    assert solve(instance).quality.statement == PROVEN_BEST


def test_more_tables_than_anybody_could_use_take_no_longer():
    people = tuple(Person(i, step_free=True) for i in range(4))
    instance = Instance(people, (plain("t1"), plain("t2")), (Theme("a"),), step_free_tables=10**9)
    assert solve(instance).quality.statement == PROVEN_BEST


def test_nobody_in_no_need_of_anybody_is_best():
    empty = Instance((), (plain("t", min_size=0),), (Theme("a"),))
    assert solve(empty).quality.statement == PROVEN_BEST


@pytest.mark.parametrize("people", [30, 60])
def test_events_of_ordinary_size_are_proven_best(people):
    instance = roster(people, seed=1)
    result = solve(instance)
    assert checker.broken_rules(instance, result.placement) == set()
    assert result.quality.statement == PROVEN_BEST
    assert result.quality.score == checker.total(instance, result.placement)


def test_a_large_event_is_legal_and_close_to_its_bound():
    instance = roster(160, seed=2)
    result = solve(instance, Settings(rounds=2))
    assert checker.broken_rules(instance, result.placement) == set()
    assert result.quality.statement in (PROVEN_BEST, WITHIN)
    assert result.quality.gap < 0.05
    assert result.quality.bound <= result.quality.score


def test_same_seed_same_teams():
    instance = roster(40, seed=5)
    once, again = (solve(instance, Settings(seed=3)).placement for _ in range(2))
    assert once == again


def test_annealing_answers_without_a_solver_and_says_so():
    instance = roster(40, seed=2)
    result = solve(instance, Settings(solver=False))
    assert result.legal
    assert (result.quality.statement, result.quality.reason) == (NOT_PROVEN, "no_solver")
    assert result.quality.method == "annealing"


def test_a_missing_solver_is_no_error(monkeypatch):
    def missing(self):
        raise SolverMissing("highspy")

    monkeypatch.setattr(solving.Levels, "run", missing)
    result = solve(roster(30, seed=2))
    assert result.legal
    assert (result.quality.statement, result.quality.reason) == (NOT_PROVEN, "no_solver")


def test_a_crashing_solver_still_gives_teams(monkeypatch):
    def crash(self):
        raise RuntimeError("the solver went wrong")

    monkeypatch.setattr(solving.Levels, "run", crash)
    result = solve(roster(30, seed=2))
    assert result.legal
    assert (result.quality.statement, result.quality.reason) == (NOT_PROVEN, "solver_failed")


def test_a_cancelled_solve_keeps_the_best_so_far():
    seen = []
    watch = Watch(progress=seen.append, cancelled=lambda: bool(seen))
    result = solve(roster(120, seed=0), watch=watch)
    assert result.quality.reason == "cancelled"
    assert set(result.placement) == {f"p{i}" for i in range(120)}


@pytest.mark.parametrize("people", [30, 120])
def test_no_time_at_all_still_answers_and_says_so(people):
    instance = roster(people, seed=0)
    result = solve(instance, Settings(seconds=0.0))
    assert set(result.placement) == {person.id for person in instance.people}
    assert result.quality.reason == "time"


def test_a_solve_cancelled_before_it_begins_still_gives_legal_teams():
    instance = roster(60, seed=1)
    result = solve(instance, watch=Watch(cancelled=lambda: True))
    assert checker.broken_rules(instance, result.placement) == set()
    assert result.quality.reason == "cancelled"


def test_progress_tells_stages_and_placements():
    stages, placements = [], []
    solve(roster(60, seed=1), watch=Watch(lambda p: stages.append(p.stage), placements.append))
    assert stages[0] == "teams"
    assert placements


def test_locks_survive_and_few_move_in_a_second_solve():
    instance = roster(60, seed=3)
    first = solve(instance)
    late = Person("late", wishes=("theme0",), trade="trade0")
    locked = next(iter(first.placement))
    people = tuple(
        replace(p, lock_team=first.placement[locked]) if p.id == locked else p
        for p in instance.people
    )
    weights = replace(instance.weights, moved=100)
    again = replace(instance, people=(*people, late), published=first.placement, weights=weights)
    second = solve(again)
    assert second.legal
    assert second.placement[locked] == first.placement[locked]
    assert second.score.moved <= 2


def test_a_placement_by_hand_keeps_the_proven_bound():
    instance = roster(30, seed=1)
    result = solve(instance)
    by_hand = appraise(instance, result.placement, result.quality.bound, reason="by_hand")
    assert by_hand.quality.statement == PROVEN_BEST


def test_people_erased_while_solving_are_simply_not_there():
    instance = roster(30, seed=1)
    fewer = replace(instance, people=instance.people[1:])
    result = solve(instance)
    assert appraise(fewer, result.placement).score.moved == 0
    assert solve(fewer).legal


def test_importing_the_engine_does_not_load_the_solver():
    code = (
        "import sys, eventlab.matchmaking.engine.solve as s; "
        "bad = {'highspy', 'numpy', 'flask', 'sqlalchemy'} & set(sys.modules); "
        "sys.exit(str(bad) if bad else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_documented_example_runs_as_it_stands():
    text = Path("docs/matchmaking.md").read_text(encoding="utf-8")
    told: dict[str, object] = {}
    exec(text.split("```python\n")[1].split("```")[0], told)
    assert told["result"].quality.statement == PROVEN_BEST


TEAM = Team("t0", "a", min_size=2, max_size=4, residents=1, professionals=1)
RESIDENTS = tuple(Person(f"r{i}") for i in range(4))
OTHERS = tuple(Person(f"q{i}", "professional") for i in range(4))


def event(people=RESIDENTS + OTHERS, teams=2, **more):
    listed = tuple(replace(TEAM, id=f"t{i}", theme="ab"[i % 2]) for i in range(teams))
    given = {"themes": (Theme("a"), Theme("b")), "teams": listed, **more}
    return Instance(people=people, **given)


def changed(index, **change):
    people = list(RESIDENTS + OTHERS)
    people[index] = replace(people[index], **change)
    return tuple(people)


BROKEN = {
    "too_few_people": event(RESIDENTS[:2] + OTHERS[:1]),
    "too_many_people": event(RESIDENTS + OTHERS + (Person("one more"),)),
    "too_few_residents": event(RESIDENTS[:1] + OTHERS),
    "too_few_professionals": event(RESIDENTS + OTHERS[:1]),
    "too_few_facilitators": replace(
        event(), teams=tuple(replace(team, facilitators=1) for team in event().teams)
    ),
    "language_unspoken": event(changed(0, needs=frozenset(("tamoul",)))),
    "too_few_step_free_tables": event(changed(0, step_free=True)),
    "together_and_apart": event(
        links=(
            Link("together", "r0", "r1"),
            Link("together", "r1", "q0"),
            Link("apart", "r0", "q0"),
        )
    ),
    "together_in_two_places": event(
        tuple(replace(p, lock_team={"r0": "t0", "q0": "t1"}.get(p.id)) for p in RESIDENTS + OTHERS),
        links=(Link("together", "r0", "q0"),),
    ),
    "together_too_many": event(
        links=tuple(Link("together", "r0", p.id) for p in (*RESIDENTS[1:], *OTHERS[:1]))
    ),
    "lock_to_dropped_theme": event(changed(0, lock_theme="gone")),
    "lock_to_missing_team": event(changed(0, lock_team="gone")),
    "locks_contradict": event(changed(0, lock_team="t0", lock_theme="b")),
    "team_too_full": event(
        tuple(replace(p, lock_team="t0") for p in RESIDENTS + OTHERS[:1]) + OTHERS[1:]
    ),
    "theme_too_full": event(
        tuple(replace(p, lock_theme="a") for p in RESIDENTS + OTHERS[:1]) + OTHERS[1:]
    ),
    "apart_in_one_team": event(
        tuple(replace(p, lock_team="t0") for p in RESIDENTS[:2]) + RESIDENTS[2:] + OTHERS,
        links=(Link("apart", "r0", "r1"),),
    ),
    "apart_too_many": event(
        links=(Link("apart", "r0", "r1"), Link("apart", "r1", "r2"), Link("apart", "r0", "r2"))
    ),
    "one_team_and_apart": event(
        RESIDENTS[:2] + OTHERS[:2], teams=1, links=(Link("apart", "r0", "r1"),)
    ),
    "no_theme": replace(event(), themes=(), teams=()),
    "no_team": replace(event(), teams=()),
}


def locked_to(team, *people, links):
    held = tuple(replace(p, lock_team=team if p.id in people else None) for p in RESIDENTS + OTHERS)
    return event(held, links=tuple(Link(*link) for link in links))


def told(instance):
    return [
        (one.kind, one.people, [(way.kind, way.facts) for way in one.ways])
        for one in solve(instance).certificates
    ]


def test_people_held_in_one_team_who_ask_to_be_apart_are_told_once_with_both_ways_out():
    one = locked_to("t0", "r0", "r1", "r2", links=[("apart", "r1", "r2")])
    assert told(one) == [
        (
            "apart_in_one_team",
            ("r1", "r2"),
            [
                ("drop_link", {"link": "apart", "people": ("r1", "r2")}),
                ("unlock", {"people": ("r1", "r2")}),
            ],
        )
    ]
    assert solve(locked_to("t0", "r0", "r1", "r2", links=[])).legal
    assert solve(locked_to("t0", "r0", links=[("apart", "r1", "r2")])).legal


def test_a_chain_through_locks_and_links_names_those_alone_who_make_it():
    """r0 is locked too, and has nothing to do with it."""
    links = [("together", "r1", "q1"), ("apart", "q1", "r2")]
    instance = locked_to("t0", "r0", "r1", "r2", links=links)
    ((kind, people, ways),) = told(instance)
    assert (kind, people) == ("apart_in_one_team", ("r2", "r1", "q1"))
    assert ways[1:] == [("unlock", {"people": ("r2", "r1")})]
    assert solve(locked_to("t0", "r0", links=links)).legal


def test_people_who_avoid_one_another_and_are_locked_to_too_few_teams_can_be_unlocked():
    avoid = tuple(Link("apart", *pair) for pair in (("r0", "r1"), ("r1", "r2"), ("r0", "r2")))
    held = tuple(replace(p, lock_theme="a") for p in RESIDENTS[:3]) + RESIDENTS[3:] + OTHERS
    teams = tuple(replace(TEAM, id=f"t{i}", theme="aabb"[i], min_size=2) for i in range(4))
    instance = event(held, links=avoid)
    instance = replace(instance, teams=teams)
    ((kind, _, ways),) = told(instance)
    assert kind == "apart_too_many"
    assert [name for name, _ in ways] == ["drop_link", "unlock"]
    assert solve(replace(instance, people=RESIDENTS + OTHERS)).legal


@pytest.mark.parametrize("kind", BROKEN)
def test_each_broken_instance_is_named(kind):
    result = solve(BROKEN[kind])
    assert kind in [certificate.kind for certificate in result.certificates]
    assert not result.legal


def test_every_broken_instance_but_for_its_fault_can_be_solved():
    assert solve(event()).legal


def test_missing_professionals_are_told_in_people_and_teams():
    teams = tuple(Team(f"t{i}", "a", 4, 7, residents=2, professionals=1) for i in range(8))
    people = tuple(Person(f"r{i}") for i in range(29)) + tuple(
        Person(f"q{i}", "professional") for i in range(5)
    )
    (certificate,) = solve(Instance(people, teams, (Theme("a"),))).certificates
    assert (certificate.kind, certificate.have, certificate.need) == ("too_few_professionals", 5, 8)
    assert certificate.facts == {"teams": 8, "each": 1, "at_most_teams": 5}
    assert [(way.kind, way.facts) for way in certificate.ways] == [
        ("fewer_teams", {"teams": 5, "low": 6, "high": 7}),
        ("more_people", {"role": "professionals", "count": 3}),
        ("none_in", {"role": "professionals", "teams": 3}),
    ]


def test_a_way_out_leads_out():
    """No teams larger than teams may be, and those that ask for nobody already are counted."""
    teams = tuple(Team(f"t{i}", "a", 4, 7, residents=2, professionals=i > 0) for i in range(5))
    people = (*tuple(Person(f"r{i}") for i in range(29)), Person("q", "professional"))
    (certificate,) = solve(Instance(people, teams, (Theme("a"),))).certificates
    assert [(way.kind, way.facts) for way in certificate.ways] == [
        ("more_people", {"role": "professionals", "count": 3}),
        ("none_in", {"role": "professionals", "teams": 4}),
    ]
    quiet = tuple(replace(team, professionals=0) for team in teams[:4]) + teams[4:]
    assert solve(Instance(people, quiet, (Theme("a"),))).legal


def test_a_theme_that_is_too_full_asks_for_as_many_teams_as_seat_everybody():
    locked = tuple(Person(f"r{i}", lock_theme="a") for i in range(24))
    teams = tuple(Team(f"t{i}", "a", 4, 6, professionals=0) for i in range(2))
    told = solve(Instance(locked, teams, (Theme("a"),))).certificates
    full = next(one for one in told if one.kind == "theme_too_full")
    more = next(way.facts["teams"] for way in full.ways if way.kind == "add_team")
    assert more == 2
    wider = teams + tuple(Team(f"more{i}", "a", 4, 6, professionals=0) for i in range(more))
    assert solve(Instance(locked, wider, (Theme("a"),))).legal


def test_what_counting_cannot_see_the_relaxation_names():
    """Both professionals are locked to one theme, and the other theme's team needs one too."""
    people = tuple(replace(p, lock_theme="a") for p in OTHERS[:2])
    result = solve(event(RESIDENTS + people))
    assert [(c.kind, c.proof, c.theme) for c in result.certificates] == [
        ("professionals", "relaxation", "b")
    ]
    assert [way.kind for way in result.certificates[0].ways] == ["unlock", "more_people", "none_in"]


def test_a_conflict_inside_one_theme_is_reduced_to_its_rules():
    """Two teams of one theme, each needs a facilitator, and both facilitators' languages bind."""
    people = (
        Person("f1", "professional", facilitator=True, speaks=frozenset(("ar",))),
        Person("f2", "professional", facilitator=True),
        Person("n1", needs=frozenset(("ar",))),
        Person("r2"),
        Person("q", "professional"),
    )
    teams = tuple(
        Team(f"t{i}", "a", 2, 3, residents=1, professionals=1, facilitators=1) for i in range(2)
    )
    links = (Link("together", "n1", "f2"), Link("apart", "f1", "q"))
    result = solve(Instance(people, teams, (Theme("a"),), links))
    (certificate,) = result.certificates
    assert certificate.kind == "conflict"
    assert set(certificate.facts["rules"]) == {"facilitators", "language"}
    assert checker.best(Instance(people, teams, (Theme("a"),), links)) is None
