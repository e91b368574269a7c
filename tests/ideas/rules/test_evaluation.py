"""What is told of an evaluation: counts, and no split while somebody could be guessed."""

from __future__ import annotations

import pytest

from eventlab.ideas.rules.evaluation import readable, told

QUESTIONS = [
    {"key": "day", "type": "faces"},
    {"key": "met", "type": "yes_no"},
    {"key": "new", "type": "scale"},
    {"key": "free", "type": "text"},
]


def test_what_answers_no_question_is_left_out():
    said = {"day": "5", "met": "", "free": "Merci", "other": "x"}
    assert readable(QUESTIONS, said) == {"day": "5", "free": "Merci"}


@pytest.mark.parametrize("said", [{"day": "6"}, {"day": "0"}, {"met": "maybe"}, {"new": "1.0"}])
def test_a_value_that_was_not_offered_is_refused(said):
    with pytest.raises(ValueError, match=r"day|met|new"):
        readable(QUESTIONS, said)


def counted(resident: int, professional: int) -> dict:
    return {"met": {"resident": {"yes": resident}, "professional": {"no": professional}}}


def test_nothing_is_told_of_fewer_than_five_answers():
    assert told(counted(2, 2), "met") is None
    assert told({}, "met") is None


def test_the_room_is_told_before_the_split():
    assert told(counted(9, 4), "met") == {"room": {"yes": 9, "no": 4}, "split": None}


def test_both_sides_are_told_once_five_of_each_have_answered():
    split = {"resident": {"yes": 5}, "professional": {"no": 5}}
    assert told(counted(5, 5), "met") == {"room": {"yes": 5, "no": 5}, "split": split}
