"""Two people in one field: the pure rule, by the hundred."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventlab.ideas.rules.meeting import meet


def test_the_first_text_of_a_field_is_its_text():
    assert meet("Bonjour", 0, "", 0, others_since=False) == "next"


def test_a_text_written_from_the_last_one_follows_it():
    assert meet("Bonjour à tous", 3, "Bonjour", 3, others_since=False) == "next"


def test_a_text_written_from_an_older_one_waits_beside():
    assert meet("Bonsoir", 2, "Bonjour", 3, others_since=True) == "beside"


def test_a_hand_goes_on_from_its_own_text_though_the_answer_was_lost():
    assert meet("Bonjour à toutes", 2, "Bonjour à tous", 3, others_since=False) == "next"


def test_the_same_words_twice_are_one_text():
    assert meet("Bonjour", 1, "Bonjour", 3, others_since=True) == "same"


def test_nothing_in_an_empty_field_is_nothing():
    assert meet("", 0, "", 0, others_since=False) == "same"


def test_a_version_that_does_not_exist_overwrites_nothing():
    assert meet("Bonsoir", 99, "Bonjour", 3, others_since=False) == "beside"


class Field:
    """A field as the service keeps it: its text, its versions, and what waits beside."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []  # (hand, text), one a version
        self.beside: list[str] = []

    @property
    def text(self) -> str:
        return self.lines[-1][1] if self.lines else ""

    def save(self, hand: str, text: str, base: int) -> None:
        others = any(one != hand for one, _ in self.lines[base:])
        outcome = meet(text, base, self.text, len(self.lines), others)
        if outcome == "next":
            self.lines.append((hand, text))
        elif outcome == "beside":
            self.beside.append(text)


words = st.sampled_from(["", "a", "b", "ab", "ba", "c"])
saves = st.lists(st.tuples(st.sampled_from("PQR"), words, st.integers(0, 12)), max_size=40)


@given(saves)
def test_no_text_is_ever_lost(sent: list[tuple[str, str, int]]):
    field = Field()
    for hand, text, base in sent:
        field.save(hand, text, base)
        kept = [one for _, one in field.lines] + field.beside
        assert text in kept or text == field.text


@given(saves)
def test_nobody_replaces_a_text_of_another_that_they_have_not_seen(sent):
    field = Field()
    for hand, text, base in sent:
        before, lines = field.text, len(field.lines)
        field.save(hand, text, base)
        if len(field.lines) > lines and lines:
            unseen = {one for one, _ in field.lines[base:lines]}
            assert base == lines or unseen == {hand}, (before, text)
