"""What the facilitator does with problems, and what is left of them everywhere."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventlab.boards.models import Problem, ProblemWording
from eventlab.boards.services import problems
from eventlab.boards.services.problems import Draft
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.live import board
from eventlab.live.board import Viewer
from eventlab.sessions.models import Event
from eventlab.sessions.services import room
from tests.factories import Factory

LABELS = {"phone": "[téléphone masqué]", "words": "[mots masqués]"}


@pytest.fixture
def event(make: Factory) -> Event:
    return make.at_step(make.event("post"), "post", hidden=False, perspective="all")


def wall(event: Event, surface: str = "screen") -> dict[str, dict]:
    with reading() as session:
        return board.snapshot(session, event.id, Viewer(surface))["items"]


def texts(event: Event) -> list[str]:
    with reading() as session:
        now = session.scalars(select(Problem.text).where(Problem.event_id == event.id)).all()
        return [*now, *session.scalars(select(ProblemWording.text))]


def test_masking_reaches_the_text_and_every_former_wording(make, event):
    author = make.person(event)
    number = make.problem(event, author, "Rappelez le 06 12 34 56 78.")
    edited = Draft("C'est Paul, 06 12 34 56 78, qui gère.", anyway=True)
    problems.edit_problem(event.id, author.id, number, edited)
    problems.mask_problem(event.id, number, LABELS, "paul")
    assert texts(event) == [
        "C'est [mots masqués], [téléphone masqué], qui gère.",
        "Rappelez le [téléphone masqué].",
    ]


def test_the_words_to_mask_are_taken_as_they_are_not_as_a_pattern(make, event):
    number = make.problem(event, make.person(event), "Le bureau (B.2) est fermé. Bx2 aussi.")
    problems.mask_problem(event.id, number, LABELS, "B.2")
    assert texts(event) == ["Le bureau ([mots masqués]) est fermé. Bx2 aussi."]


def test_masking_what_is_not_there_is_said(make, event):
    number = make.problem(event, make.person(event), "Il fait froid.")
    with pytest.raises(Refusal, match="nothing_to_mask"):
        problems.mask_problem(event.id, number, LABELS, "Paul")


def test_the_desk_sees_where_personal_data_stands(make, event):
    number = make.problem(event, make.person(event), "🥶 Appelez le 06 12 34 56 78.")
    assert wall(event, "desk")["problem"][str(number)]["personal"] == [["phone", 13, 27]]
    assert "personal" not in wall(event)["problem"][str(number)]


def test_a_hidden_problem_leaves_the_wall_the_spotlight_and_the_queue(make, event):
    number = make.problem(event, make.person(event))
    problems.put_in_spotlight(event.id, number)
    problems.queue_aloud(event.id, number, True)
    problems.hide_problem(event.id, number, "Hors sujet")
    shown = wall(event)
    assert "problem" not in shown
    assert "spotlight" not in shown
    assert problems.read_next_aloud(event.id) is None


def test_the_queue_is_read_in_the_order_it_was_made(make, event):
    author = make.person(event)
    first, second, third = (make.problem(event, author, f"Texte {n} ici.") for n in "abc")
    for number in (second, third, first, second):
        problems.queue_aloud(event.id, number, True)
    problems.queue_aloud(event.id, third, False)
    read = [problems.read_next_aloud(event.id) for _ in range(3)]
    assert read == [second, first, None]
    assert "spotlight" not in wall(event)


def test_what_the_room_may_not_read_yet_waits_in_the_queue(make, event):
    make.at_step(event, "post", hidden=True)
    number = make.problem(event, make.person(event))
    problems.queue_aloud(event.id, number, True)
    assert problems.read_next_aloud(event.id) is None
    make.at_step(event, "post", hidden=False)
    assert problems.read_next_aloud(event.id) == number


def test_several_waiting_problems_are_shown_at_once_or_none(make, event):
    room.set_room(event.id, "moderation", "before")
    author = make.person(event)
    numbers = [make.problem(event, author, f"Texte {n} ici.") for n in "abc"]
    assert "problem" not in wall(event)
    with pytest.raises(Refusal, match="no_such_problem"):
        problems.show_problems(event.id, [numbers[0], 999_999])
    assert "problem" not in wall(event)
    problems.show_problems(event.id, numbers[:2])
    assert set(wall(event)["problem"]) == {str(number) for number in numbers[:2]}
