"""A solve in a child process: progress, cancel, a killed child, a missing one."""

import json
import os
import signal
import sys
import threading

import pytest
from hypothesis import given, settings

from benchmarks.instances import roster
from eventlab.matchmaking.engine.codec import (
    instance_from_json,
    instance_to_json,
    result_from_json,
    result_to_json,
)
from eventlab.matchmaking.engine.model import InputError, Instance, Person, Team, Theme
from eventlab.matchmaking.engine.quality import NOT_PROVEN, PROVEN_BEST, WITHIN
from eventlab.matchmaking.engine.result import Settings
from eventlab.matchmaking.engine.solve import solve
from eventlab.matchmaking.engine.worker import Task
from tests.matchmaking import checker
from tests.matchmaking.rosters import instances

FORGETFUL = "import sys, time; sys.stdin.read(); time.sleep({seconds})"


@settings(max_examples=40, deadline=None)
@given(instances(people=(0, 4), held=True))
def test_instances_and_results_survive_json(instance):
    assert instance_from_json(json.loads(json.dumps(instance_to_json(instance)))) == instance
    result = solve(instance, Settings(solver=False))
    assert result_from_json(json.loads(json.dumps(result_to_json(result)))) == result


def test_a_certificate_that_names_themes_survives_json():
    """Nobody may sit at the only team that asks for a resident."""
    team = Team("t", "a", 0, 9, residents=1, professionals=0, step_free=False)
    other = Team("u", "b", 0, 9, residents=0, professionals=0, step_free=True)
    result = solve(Instance((Person(1, step_free=True),), (team, other), (Theme("a"), Theme("b"))))
    assert any("themes" in way.facts for one in result.certificates for way in one.ways)
    assert result_from_json(json.loads(json.dumps(result_to_json(result)))) == result


def test_data_of_another_shape_is_refused():
    with pytest.raises(InputError, match="format"):
        instance_from_json({"people": [{"id": 1, "colour": "red"}]})


def test_the_child_gives_the_same_answer_as_a_direct_solve():
    instance = roster(40, seed=3)
    heard = []
    result = Task(instance, Settings(seed=2), heard.append).start().result()
    assert result == solve(instance, Settings(seed=2))
    assert result.quality.statement == PROVEN_BEST
    assert heard


def test_a_killed_child_still_leaves_teams():
    instance = roster(40, seed=3)
    quiet = (sys.executable, "-c", FORGETFUL.format(seconds=60))
    task = Task(instance, command=quiet).start()
    os.kill(task.process_id, signal.SIGKILL)
    result = task.result()
    assert checker.broken_rules(instance, result.placement) == set()
    assert (result.quality.statement, result.quality.reason) == (NOT_PROVEN, "solver_failed")


def test_a_child_killed_midway_leaves_its_best_so_far():
    instance = roster(120, seed=0)
    first = threading.Event()
    task = Task(instance, on_progress=lambda _: first.set()).start()
    assert first.wait(60)
    os.kill(task.process_id, signal.SIGKILL)
    result = task.result()
    assert set(result.placement) == {person.id for person in instance.people}
    assert result.quality.statement in (WITHIN, PROVEN_BEST, NOT_PROVEN, "broken")


def test_a_cancelled_child_answers_at_once():
    instance = roster(40, seed=3)
    quiet = (sys.executable, "-c", FORGETFUL.format(seconds=60))
    task = Task(instance, command=quiet).start()
    task.cancel()
    result = task.result()
    assert result.quality.reason == "cancelled"
    assert result.legal
    assert not task.running()


def test_a_child_that_overstays_is_ended():
    quiet = (sys.executable, "-c", FORGETFUL.format(seconds=60))
    task = Task(roster(30, seed=3), command=quiet).start()
    result = task.result(timeout=0.2)
    assert (result.quality.statement, result.quality.reason) == (NOT_PROVEN, "time")
    assert not task.running()


def test_a_child_that_cannot_start_is_no_error():
    result = Task(roster(30, seed=3), command=("/nowhere/at/all",)).start().result()
    assert result.legal
    assert result.quality.statement == NOT_PROVEN


def test_malformed_input_is_refused_before_a_child_starts():
    with pytest.raises(InputError, match="duplicate_person"):
        Task(Instance((Person(1), Person(1)), (), ()))
