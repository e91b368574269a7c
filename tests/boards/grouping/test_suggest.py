"""Suggested groups: what is proposed, and that it is the same each time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventlab.boards.grouping.model import TooFewTexts, fewest_texts
from eventlab.boards.grouping.suggest import suggest

DAMP = [
    "De la moisissure dans la chambre des enfants.",
    "L'humidité revient chaque hiver sur le mur.",
    "Le mur de la salle de bains moisit.",
    "There is mould behind the wardrobe.",
    "The bathroom is damp and the paint comes off.",
]
NOISE = [
    "Le bruit des voisins la nuit.",
    "J'entends la musique du bar jusqu'à deux heures.",
    "Noise from the landing wakes the baby.",
    "On entend tout, même les voisins qui dorment.",
    "The neighbours play loud music.",
]
MONEY = [
    "Le loyer augmente et ma paie non.",
    "Les charges ont doublé, personne n'explique la facture.",
    "The rent takes half of my wage.",
    "Je ne peux plus payer la facture de charges.",
    "My bill is more than my rent.",
]
ROOM = [*enumerate([*DAMP, *NOISE, *MONEY], 1)]


def subject(text_id: int) -> str:
    return "damp" if text_id <= 5 else "noise" if text_id <= 10 else "money"


def test_texts_on_one_subject_come_together_across_both_languages():
    found = suggest(ROOM, most=3, least=3)
    assert len(found.groups) == 3
    for group in found.groups:
        subjects = [subject(text_id) for text_id in group.ids]
        assert subjects.count(max(subjects, key=subjects.count)) >= len(subjects) - 1
        assert group.words


def test_each_text_is_in_one_group_or_left():
    found = suggest(ROOM, most=4, least=2)
    placed = [text_id for group in found.groups for text_id in group.ids]
    assert sorted([*placed, *found.left]) == [text_id for text_id, _ in ROOM]
    assert all(len(group.ids) > 1 for group in found.groups)


def test_the_same_texts_give_the_same_proposal():
    assert suggest(ROOM, 4, 2) == suggest(list(ROOM), 4, 2)


def test_the_words_of_a_group_are_words_people_wrote():
    written = " ".join(text.casefold() for _, text in ROOM)
    for group in suggest(ROOM, 3, 3).groups:
        assert all(word in written for word in group.words)


def test_a_text_that_tells_nothing_is_left():
    found = suggest([*ROOM, (99, "???"), (100, "et pour les"), (101, "🙂" * 50)], 3, 3)
    assert {99, 100, 101} <= set(found.left)


def test_fewer_texts_than_two_a_group_are_refused():
    with pytest.raises(TooFewTexts) as refused:
        suggest(ROOM[:11], most=12, least=6)
    assert refused.value.needed == fewest_texts(6) == 12


@pytest.mark.parametrize(("most", "least"), [(3, 4), (0, 0), (5, 0)])
def test_senseless_bounds_are_refused(most, least):
    with pytest.raises(ValueError, match="least and most"):
        suggest(ROOM, most, least)


def test_an_id_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        suggest([*ROOM, ROOM[0]])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(max_size=60), min_size=8, max_size=40),
    st.integers(1, 4),
    st.integers(0, 8),
)
def test_any_texts_give_a_whole_proposal_within_the_bounds(texts, least, more):
    rows = list(enumerate(texts))
    found = suggest(rows, most=least + more, least=least)
    assert len(found.groups) <= least + more
    placed = [text_id for group in found.groups for text_id in group.ids]
    assert sorted([*placed, *found.left]) == list(range(len(texts)))
    twice = [text_id for alike in found.near_duplicates for text_id in alike.ids]
    assert len(twice) == len(set(twice))
