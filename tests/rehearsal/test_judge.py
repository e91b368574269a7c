"""The judgement: what was noted in, what went wrong out."""

from typing import Any

import pytest

from eventlab.rehearsal.judge import differences, in_order, judge, most_in_a_second
from eventlab.rehearsal.record import Card, Difference, StepRecord

TEXT = "Il fait froid l'hiver."


def card(key: str = "one", ids: tuple[int, ...] = (7,), **fields: Any) -> Card:
    return Card(key, "p001", fields.pop("text", TEXT), ids=set(ids), **fields)


def items(**texts: str) -> dict[str, dict[str, str]]:
    """Items by id: ``items(_7="...")``."""
    return {name.strip("_"): {"text": text} for name, text in texts.items()}


ON_BOTH = {"stored": items(_7=TEXT), "wall": items(_7=TEXT)}


def test_a_text_that_is_stored_once_and_shown_is_good():
    assert judge([card()], **ON_BOTH).good


@pytest.mark.parametrize(
    ("written", "stored", "wall"),
    [
        (card(ids=()), {}, {}),
        (card(ids=(), refusals=["broken"]), {}, {}),
        (card(ids=(), refusals=["empty", "broken"], expected="empty"), {}, {}),
        (card(), {}, items(_7=TEXT)),
        (card(), items(_7=TEXT), {}),
    ],
    ids=[
        "never answered",
        "refused",
        "refused otherwise than meant",
        "not stored at the end",
        "never shown",
    ],
)
def test_a_lost_text_is_named(written: Card, stored: Any, wall: Any):
    verdict = judge([written], stored, wall)
    assert len(verdict.lost) == 1
    assert written.key in verdict.lost[0]
    assert not verdict.good


@pytest.mark.parametrize(
    ("written", "stored", "wall"),
    [
        (card(ids=(), refusals=["empty"], expected="empty"), {}, {}),
        (card(fate="withdrawn"), {}, {}),
        (card(fate="hidden"), items(_7=TEXT), {}),
        (card(refusals=["personal_data"]), items(_7=TEXT), items(_7=TEXT)),
        (card(fate="masked"), items(_7="Au [téléphone]"), items(_7="Au [téléphone]")),
    ],
    ids=["refused as meant", "withdrawn", "hidden", "sent after a warning", "masked"],
)
def test_a_text_that_ends_as_it_was_meant_to_is_not_lost(written: Card, stored: Any, wall: Any):
    assert judge([written], stored, wall).good


@pytest.mark.parametrize(
    ("cards", "stored"),
    [
        ([card(ids=(7, 8))], items(_7=TEXT, _8=TEXT)),
        ([card("one"), card("two")], items(_7=TEXT)),
        ([card()], items(_7=TEXT, _8=TEXT)),
    ],
    ids=["one text stored twice", "two texts stored as one", "a text of nobody"],
)
def test_a_double_is_named(cards: list[Card], stored: Any):
    verdict = judge(cards, stored, stored)
    assert len(verdict.double) == 1
    assert not verdict.good


@pytest.mark.parametrize("harmed", [TEXT + " ", TEXT.upper(), TEXT.replace("'", "’"), ""])
@pytest.mark.parametrize("where", ["stored", "wall"])
def test_a_changed_character_is_harm(harmed: str, where: str):
    verdict = judge([card()], **{**ON_BOTH, where: items(_7=harmed)})
    assert len(verdict.harmed) == 1
    assert not verdict.good


def test_a_text_taken_though_it_had_to_be_refused_is_a_fault():
    assert judge([card(expected="too_long")], **ON_BOTH).faults


def test_a_client_that_differs_makes_the_day_bad():
    step = StepRecord(3, "post", "Écrire", different=[Difference("p001", "phone", {"mine": ["7"]})])
    verdict = judge([card()], **ON_BOTH, steps=[step])
    assert "p001 (mine)" in verdict.different[0]
    assert not verdict.good


def test_any_fault_makes_the_day_bad():
    assert not judge([card()], **ON_BOTH, faults=["two facilitators won"]).good


@pytest.mark.parametrize(
    ("have", "fresh", "found"),
    [
        ({}, {}, {}),
        ({"step": {"1": {"a": 1}}}, {"step": {"1": {"a": 1}}}, {}),
        ({"step": {"1": {"a": 1}}}, {"step": {"1": {"a": 2}}}, {"step": ["1"]}),
        ({"step": {"1": {}}}, {}, {"step": ["1"]}),
        ({}, {"mine": {"2": {}, "1": {}}}, {"mine": ["1", "2"]}),
        ({"step": {}}, {}, {}),
    ],
)
def test_differences_names_the_items_that_differ(have: Any, fresh: Any, found: Any):
    assert differences(have, fresh) == found


@pytest.mark.parametrize(
    ("arrivals", "most"),
    [([], 0), ([5.0], 1), ([0, 0.3, 0.6, 0.9], 4), ([0, 0.3, 0.6, 0.9, 1.0], 4), ([0, 0.1, 3], 2)],
)
def test_most_in_a_second_slides_over_the_arrivals(arrivals: list[float], most: int):
    assert most_in_a_second(arrivals) == most


def step(step_id: int, position: int, skipped: bool = False) -> dict[str, Any]:
    return {"id": step_id, "position": position, "skipped": skipped}


def test_a_walk_step_by_step_is_in_order_past_the_skipped_ones():
    programme = [step(9, 0), step(5, 2), step(7, 1, skipped=True), step(3, 3)]
    assert in_order(programme, [9, 5, 3]) == []


@pytest.mark.parametrize("walked", [[9, 3], [9, 5, 5], [5, 9]])
def test_a_step_passed_over_or_repeated_is_named(walked: list[int]):
    assert in_order([step(9, 0), step(5, 1), step(3, 2)], walked)
