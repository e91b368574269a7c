"""Two reviewers at once: marks add up, and no text is written over unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from eventlab.errors import Refusal
from eventlab.sessions.models import Event
from eventlab.synthesis.queries.review import review_of
from eventlab.synthesis.services import review
from tests.factories import Factory


@pytest.fixture
def event(make: Factory) -> Event:
    return make.event()


def test_a_text_is_stored_with_its_revision(event: Event):
    review.write_text(event.id, "closing", "Merci.", 0)
    review.write_text(event.id, "closing", "Merci à tous.", 1)
    assert review_of(event.id).texts == {"closing": ("Merci à tous.", 2)}


@pytest.mark.parametrize("revision", [0, 1, 7])
def test_a_text_from_an_older_one_is_refused_and_both_are_there(event: Event, revision: int):
    review.write_text(event.id, "closing", "A", 0)
    review.write_text(event.id, "closing", "B", 1)
    with pytest.raises(Refusal, match="review_changed"):
        review.write_text(event.id, "closing", "C", revision)
    assert review_of(event.id).text("closing") == "B"


def test_the_same_text_sent_again_is_no_clash(event: Event):
    review.write_text(event.id, "closing", "A", 0)
    review.write_text(event.id, "closing", "A", 0)
    assert review_of(event.id).revision("closing") == 1


def test_of_many_who_write_at_once_one_wins(event: Event):
    def write(number: int) -> bool:
        try:
            review.write_text(event.id, "next", f"Texte {number}", 0)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(write, range(6))).count(True) == 1


def test_marks_of_two_reviewers_add_up(event: Event):
    review.mark(event.id, "mask", "Denis")
    review.mark(event.id, "mask", "Awa")
    review.mark(event.id, "mask", "Denis")
    review.mark(event.id, "quote", "problem:1")
    assert review_of(event.id).masked == ("Awa", "Denis")
    review.unmark(event.id, "mask", "Denis")
    review.unmark(event.id, "mask", "Denis")
    assert review_of(event.id).masked == ("Awa",)
    assert review_of(event.id).quotes == {"problem:1"}


def test_marks_are_bounded(event: Event, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(review, "MARKS_MOST", 1)
    review.mark(event.id, "mask", "Denis")
    with pytest.raises(Refusal, match="too_many_marks"):
        review.mark(event.id, "mask", "Awa")


def test_a_text_that_is_too_long_is_refused(event: Event):
    with pytest.raises(Refusal, match="too_long"):
        review.write_text(event.id, "closing", "x" * 4001, 0)
