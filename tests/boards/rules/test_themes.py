"""The rules of themes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlab.boards.rules.text import TextRefused
from eventlab.boards.rules.themes import (
    QUESTION_LIMIT,
    STEP,
    check_question,
    check_title,
    places_for,
    who_stands,
)


def refused(check, text: str) -> str:
    with pytest.raises(TextRefused) as caught:
        check(text)
    return caught.value.code


@pytest.mark.parametrize(
    "text", ["", "  ", "Comment pourrions-nous", "Comment pourrions-nous... ?"]
)
def test_a_question_that_asks_nothing_is_empty(text: str):
    assert refused(check_question, text) == "empty"


@pytest.mark.parametrize("text", ["how might we ...?", "COMMENT POURRIONS-NOUS ?", "How could we"])
def test_the_first_words_alone_ask_nothing_in_any_language(text: str):
    assert refused(check_question, text) == "empty"


def test_a_question_is_kept_as_it_was_asked():
    asked = "Comment pourrions-nous chauffer sans nous ruiner ?"
    assert check_question(asked) == asked
    assert check_question("Qui ouvre la fenêtre ?") == "Qui ouvre la fenêtre ?"


def test_a_question_has_two_hundred_characters_at_most_as_a_reader_counts_them():
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}"
    assert check_question(family * 10 + "x" * (QUESTION_LIMIT - 10))
    assert refused(check_question, "x" * (QUESTION_LIMIT + 1)) == "too_long"


def test_a_title_stands_on_one_line():
    assert check_title(" Humidité\net  moisissures ") == "Humidité et moisissures"
    assert refused(check_title, "x" * 81) == "too_long"
    assert refused(check_title, "\u200b\u200d") == "unreadable"


def test_cards_put_last_come_after_all_others():
    assert places_for(2, [], 0) == [STEP, 2 * STEP]
    assert places_for(1, [STEP, 5000], 2) == [5000 + STEP]


def test_without_room_between_two_cards_the_column_is_numbered_again():
    assert places_for(1, [10, 11], 1) is None
    assert places_for(1, [10, 12], 1) == [11]


@given(
    gaps=st.lists(st.integers(0, 3000), min_size=1, max_size=12),
    count=st.integers(1, 8),
    data=st.data(),
)
def test_places_are_in_order_and_between_their_neighbours(gaps, count, data):
    taken = [sum(gaps[: n + 1]) for n in range(len(gaps))]
    index = data.draw(st.integers(0, len(taken)))
    places = places_for(count, taken, index)
    if places is None:
        assert 0 < index < len(taken)
        assert taken[index] - taken[index - 1] <= count
        return
    around = taken[:index] + places + taken[index:]
    assert places == sorted(set(places))
    assert around == sorted(around)
    assert not set(places) & set(taken)


def test_who_was_chosen_stands_for_the_others_while_they_can_be_seen():
    assert who_stands(7, [(1, 4), (2, 7)]) == 7
    assert who_stands(7, [(3, 5), (1, 4)]) == 4
    assert who_stands(None, [(3, 5)]) == 5
