"""A closed vote in words: agreement and difference, ties as ties, a split that may not be shown."""

import pytest
from flask_babel import force_locale

from eventlab.boards.ballot_words import sentences, side_labels
from tests.boards.rules.test_results import result

LABELS = {"resident": "Usagers", "professional": "Professionnels"}


@pytest.fixture
def say(app):
    def say(seen, stage=2, labels=LABELS, locale="fr"):
        with app.test_request_context(), force_locale(locale):
            return [plain(one) for one in sentences(seen, stage, labels)]

    return say


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_each_side_has_its_first(say):
    assert say(result((30, 2), (20, 8), (10, 14))) == [
        "Usagers d'abord : A.",
        "Professionnels d'abord : C.",
    ]
    assert say(result((30, 2), (20, 8), (10, 14)), locale="en") == [
        "Usagers first: A.",
        "Professionnels first: C.",
    ]


def test_the_same_first_is_agreement(say):
    assert say(result((9, 6), (5, 3), (5, 3))) == [
        "Les deux regards mettent d'abord : A.",
        "Les deux regards se ressemblent.",
    ]


def test_a_tie_is_said_as_a_tie(say):
    assert say(result((9, 1), (9, 6), (2, 1))) == [
        "Les deux regards mettent d'abord : B.",
        "Usagers d'abord, à égalité : A et B.",
    ]
    assert say(result((9, 1), (8, 2), (2, 1)), 1) == ["En tête, à égalité : A et B."]


def test_a_line_one_side_cares_for_much_more_is_named(say):
    assert "Professionnels, nettement plus : C." in say(result((20, 9), (19, 8), (1, 8)))


def test_a_small_group_is_not_shown_apart_and_that_is_said(say):
    few = {"resident": 20, "professional": 4}
    said = say(result((9, 1), (5, 3), voters=few))
    assert said[1] == (
        "Moins de 5 votants d'un côté : les deux regards ne sont pas montrés à part."
    )


def test_nobody_voted(say):
    nobody = {"resident": 0, "professional": 0}
    assert say(result((0, 0), (0, 0), voters=nobody), 1) == ["Personne n'a donné de voix."]


def test_an_event_names_its_sides(app):
    with app.test_request_context(), force_locale("fr"):
        assert side_labels({"resident": {"fr": "Patients"}}) == {
            "resident": "Patients",
            "professional": "Professionnels",
        }
