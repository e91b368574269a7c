"""The words of a text that tell something."""

from __future__ import annotations

import pytest

from eventlab.boards.grouping.words import families, families_of, language_of, words


def stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]


def test_little_words_are_left_out_in_both_languages():
    assert [word.written for word in words("Il y a de la moisissure dans le salon")] == [
        "moisissure",
        "salon",
    ]
    assert [word.written for word in words("There is mould in the kitchen")] == ["mould", "kitchen"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("C'est trop cher", "cher"),
        ("We have no room at home", "room"),
        ("Il manque une pièce", "piec"),
        ("The old lift", "old"),
    ],
)
def test_a_common_word_of_a_family_is_kept(text, kept):
    assert kept in stems(text)


def test_accents_ligatures_and_apostrophes_make_no_difference():
    assert stems("L’œuvre de l'école") == stems("l'oeuvre de l’Ecole")


def test_an_ordinal_is_its_number():
    assert stems("une halle pour le 15e") == stems("une halle pour le 15ème")
    assert "15" in stems("une halle pour le 15e")


def test_a_language_is_told_by_its_little_words():
    assert language_of(["the", "lift", "is", "broken", "again"]) == "en"
    assert language_of(["ascenseur"]) == "fr"


def test_families_bridge_the_languages():
    assert families_of(stems("moisissure")[0]) == families_of(stems("The mould")[0]) == ("damp",)


def test_every_family_has_words_in_both_languages():
    french, english = (
        {name for names in families(code).values() for name in names} for code in ("fr", "en")
    )
    assert french == english
