"""The same said twice."""

from __future__ import annotations

from eventlab.boards.grouping.duplicates import alike_pairs, near_duplicates
from eventlab.boards.grouping.words import words


def found(*texts: str) -> list[tuple[int, ...]]:
    alike = near_duplicates(range(len(texts)), [words(text) for text in texts])
    return [one.ids for one in alike]


OTHERS = ("Le bus 60 ne passe plus", "Une rampe à la mairie", "Des bancs sur la place")


def test_the_same_with_other_little_words_is_found():
    assert found("L'ascenseur est en panne", *OTHERS, "Ascenseur encore en panne !") == [(0, 4)]


def test_three_people_who_say_the_same_are_one_set():
    texts = ("Ascenseur en panne", "L'ascenseur est en panne", "Des ascenseurs en panne")
    assert found(*texts, *OTHERS) == [(0, 1, 2)]


def test_another_number_is_another_place():
    assert found("Fuite au 3e étage", "Fuite au 5e étage", *OTHERS) == []
    assert found("Fuite au 3e étage", "Une fuite au 3ème étage", *OTHERS) == [(0, 1)]


def test_what_only_shares_a_place_is_not_the_same():
    assert found("Un arbre rue Curial", "Du bruit rue Curial", *OTHERS) == []


def test_texts_without_a_telling_word_are_not_alike():
    assert found("???", "!!!", "et de la", *OTHERS) == []


def test_pairs_come_the_most_alike_first():
    texts = [words(one) for one in ("Ascenseur en panne", "Panne d'ascenseur", "Ascenseur cassé")]
    values = [value for value, _, _ in alike_pairs(texts, least=0.1)]
    assert values == sorted(values, reverse=True)
