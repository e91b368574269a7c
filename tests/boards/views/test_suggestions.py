"""The doors of suggested groups."""

from __future__ import annotations

import pytest

from eventlab.boards.grouping.model import Group, Suggestion
from eventlab.boards.services import suggestions


@pytest.fixture
def desk(make, browser, monkeypatch):
    """An event with texts to be placed, and a facilitator; what is to be run is kept here."""
    event = make.at_step(make.event(), "post", hidden=False, perspective="all")
    numbers = [make.problem(event, make.person(event), f"Du bruit {n}") for n in range(8)]
    make.at_step(event, "group", least=2, most=4)
    facilitator = browser()
    facilitator.enter(event.code, make.staff_token(event))
    started = []
    background = "eventlab.boards.views.suggestions.socketio.start_background_task"
    monkeypatch.setattr(background, lambda run, asked: started.append(asked))
    return facilitator, f"/e/{event.code}/desk/suggestions", started, numbers


def test_asking_starts_one_piece_of_work_however_often_it_is_sent(desk):
    facilitator, door, started, _ = desk
    answers = [facilitator.post(door, key="suggest-00001") for _ in range(3)]
    assert {answer.get_json()["suggestion"] for answer in answers} == {started[0].token}
    assert len(started) == 1


def test_a_part_is_refused_once(desk):
    facilitator, door, started, numbers = desk
    facilitator.post(door)
    found = Suggestion((), (Group(("bruit",), tuple(numbers)),), ())
    suggestions.keep_suggestion(started[0], found)
    fields = {"suggestion": started[0].token, "place": 0}
    assert facilitator.post(f"{door}/groups/refuse", fields).status_code == 200
    stale = facilitator.post(f"{door}/groups/refuse", {**fields, "suggestion": "older"})
    assert stale.get_json()["refused"] == "suggestion_gone"


@pytest.mark.parametrize("place", ["", "-1", "9999", "x", "1\0", "🙂" * 2000])
def test_a_place_that_is_none_is_refused_by_name(desk, place):
    facilitator, door, started, _ = desk
    facilitator.post(door)
    suggestions.keep_suggestion(started[0], Suggestion((), (), ()))
    answer = facilitator.post(
        f"{door}/alike/refuse", {"suggestion": started[0].token, "place": place}
    )
    assert answer.get_json()["refused"] in ("bad_form", "bad_request")


def test_work_under_way_is_stopped(desk):
    facilitator, door, _, _ = desk
    facilitator.post(door)
    assert facilitator.post(f"{door}/cancel").status_code == 200
    assert facilitator.post(f"{door}/cancel").get_json()["refused"] == "suggestion_gone"
