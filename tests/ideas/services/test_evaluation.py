"""Answering: once a person, counted, and nothing left that says who answered what."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import inspect, select, text

from eventlab.errors import Refusal
from eventlab.extensions import database, reading
from eventlab.ideas.models import EvaluationCount, EvaluationText
from eventlab.ideas.queries import evaluation_of
from eventlab.ideas.services import evaluation
from eventlab.sessions.services import programme
from tests.ideas.rooms import seen

SAID = {"day": "5", "heard": "4", "met": "yes", "new": "3", "free": "Merci à toutes."}


def refused(call, *arguments) -> str:
    with pytest.raises(Refusal) as error:
        call(*arguments)
    return error.value.code


@pytest.fixture
def asked(make):
    event = make.event("evaluate")
    return event, event.current_step_id


def test_an_answer_is_counted_and_only_the_person_knows_they_gave_one(make, asked):
    event, step = asked
    person = make.person(event)
    assert evaluation.answer(event.id, step, person.id, SAID) == {"state": "stored"}
    assert seen(event, "phone", person)["my_evaluation"][person.id] == {"answered": [step]}
    assert seen(event, "screen")["evaluation"][str(step)] == {"answered": 1, "of": 1}
    told = seen(event, "desk")["evaluation"][str(step)]
    assert told["answered"] == {"resident": 1, "professional": 0}
    assert (told["questions"], told["lines"]) == ([], [])


def test_nothing_in_the_tables_leads_from_an_answer_to_a_person(make, asked):
    event, step = asked
    people = [make.person(event) for _ in range(4)]
    for person in people:
        evaluation.answer(event.id, step, person.id, SAID)
    for table in (EvaluationCount, EvaluationText):
        names = {
            column["name"] for column in inspect(database.engine).get_columns(table.__tablename__)
        }
        assert not names & {"participant_id", "person_id", "at", "created_at"}
        with reading() as session:
            rows = session.execute(text(f"select * from {table.__tablename__}")).all()
        assert not [row for row in rows for person in people if person.id in repr(row)]


def test_answering_again_counts_once_from_any_phone_and_all_at_once(make, asked):
    event, step = asked
    person = make.person(event)

    def again(_: int) -> str:
        return evaluation.answer(event.id, step, person.id, SAID)["state"]

    with ThreadPoolExecutor(8) as pool:
        states = list(pool.map(again, range(8)))
    assert sorted(states) == ["known"] * 7 + ["stored"]
    with reading() as session:
        numbers = session.scalars(select(EvaluationCount.number)).all()
        lines = session.scalars(select(EvaluationText.text)).all()
    assert (set(numbers), lines) == ({1}, ["Merci à toutes."])


def test_counts_are_shown_at_the_desk_when_they_are_revealed(make, asked):
    event, step = asked
    for _number in range(5):
        for side in ("resident", "professional"):
            evaluation.answer(event.id, step, make.person(event, side).id, {"met": "yes"})
    assert seen(event, "desk")["evaluation"][str(step)]["questions"] == []
    programme.reveal_step(event.id, step, True)
    questions = seen(event, "desk")["evaluation"][str(step)]["questions"]
    met = next(one for one in questions if one["key"] == "met")
    assert met["counts"]["room"] == {"yes": 10}
    assert met["counts"]["split"]["resident"] == {"yes": 5}


def test_the_synthesis_is_told_of_no_count_below_five(make, asked):
    event, step = asked
    for _ in range(4):
        evaluation.answer(event.id, step, make.person(event).id, SAID)
    with reading() as session:
        (told,) = evaluation_of(session, event.id)
    assert [one["counts"] for one in told["questions"]] == [None] * 5
    assert told["answered"] == {"resident": 4, "professional": 0}
    assert told["questions"][4]["texts"] == ["Merci à toutes."] * 4


def test_a_line_can_be_left_out_of_what_is_told(make, asked):
    event, step = asked
    evaluation.answer(event.id, step, make.person(event).id, SAID)
    with reading() as session:
        line = session.scalar(select(EvaluationText.id))
    evaluation.hide_line(event.id, line, True)
    with reading() as session:
        assert evaluation_of(session, event.id)[0]["questions"][4]["texts"] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "empty"),
        ({"day": "", "free": "   "}, "empty"),
        ({"nothing": "5"}, "empty"),
        ({"day": "6"}, "bad_request"),
        ({"met": "DROP TABLE"}, "bad_request"),
        ({"free": "x" * 281}, "too_long"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(make, asked, said, code):
    event, step = asked
    person = make.person(event)
    assert refused(evaluation.answer, event.id, step, person.id, said) == code
    assert seen(event, "phone", person)["my_evaluation"][person.id] == {"answered": []}


def test_questions_are_open_in_their_step_and_still_while_the_day_closes(make, asked):
    event, step = asked
    person = make.person(event)
    make.at_step(event, "fair")
    assert refused(evaluation.answer, event.id, step, person.id, SAID) == "not_evaluating"
    make.at_step(event, "close")
    assert evaluation.answer(event.id, step, person.id, SAID)["state"] == "stored"
    other = make.event("evaluate")
    assert (
        refused(evaluation.answer, other.id, step, make.person(other).id, SAID) == "not_evaluating"
    )
