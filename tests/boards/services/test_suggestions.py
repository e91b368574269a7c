"""Suggested groups on a real database: asked for, kept, refused, and never carried out."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from eventlab.boards.grouping.model import Alike, Group, Suggestion
from eventlab.boards.services import problems, suggestions, themes
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.live.board import Viewer, snapshot
from eventlab.live.idempotency import Once

SLEEPER = (sys.executable, "-c", "import sys, time; sys.stdin.read(); time.sleep(60)")
TEXTS = [
    "De la moisissure dans la chambre.",
    "L'humidité revient chaque hiver.",
    "Le mur moisit dans la salle de bains.",
    "Encore de la moisissure dans la chambre !",
    "Le bruit des voisins la nuit.",
    "La musique du voisin réveille le bébé.",
    "On entend crier les voisins.",
    "Le loyer augmente chaque année.",
    "Les charges ont doublé, le loyer aussi.",
]


@pytest.fixture
def wall(make, app):
    """An event at the step of grouping, with nine problems to be placed."""
    event = make.at_step(make.event(), "post", hidden=False, perspective="all")
    author = make.person(event)
    numbers = [make.problem(event, author, text) for text in TEXTS]
    return make.at_step(event, "group", least=2, most=4), numbers


def shown(event, surface: str = "desk") -> dict[str, Any] | None:
    with reading() as session:
        items = snapshot(session, event.id, Viewer(surface))["items"]
    return items.get("suggestion", {}).get("room")


def refused(work, *what, **more) -> str:
    with pytest.raises(Refusal) as found:
        work(*what, **more)
    return found.value.code


def suggested(event, found: Suggestion | None = None) -> suggestions.Asked:
    _, asked = suggestions.ask_for_groups(event.id)
    assert asked is not None
    if found:
        suggestions.keep_suggestion(asked, found)
    return asked


def of(numbers: list[int]) -> Suggestion:
    return Suggestion(
        (Alike((numbers[0], numbers[3]), 0.9),),
        (Group(("moisissure", "mur"), tuple(numbers[:4])), Group(("voisin",), tuple(numbers[4:7]))),
        (numbers[7], numbers[8]),
    )


def test_a_suggestion_is_worked_out_in_a_child_and_shown_at_the_desk_alone(wall):
    event, numbers = wall
    suggestions.run(suggested(event))
    item = shown(event)
    assert item is not None
    assert item["state"] == "ready"
    assert [one["problems"] for one in item["alike"]] == [[numbers[0], numbers[3]]]
    assert 2 <= len(item["groups"]) <= 4
    assert all(group["words"] for group in item["groups"])
    assert shown(event, "screen") is None
    assert shown(event, "phone") is None


def test_a_suggestion_changes_no_problem_and_no_theme(wall, make):
    event, numbers = wall
    suggested(event, of(numbers))
    assert all(p.theme_id is None and p.leader_id is None for p in make.problems(event))


def test_what_is_in_a_theme_hidden_or_merged_is_not_asked_about(wall):
    event, numbers = wall
    themes.accept_group(event.id, "Bruit", [numbers[4]])
    problems.hide_problem(event.id, numbers[5], "")
    themes.merge_problems(event.id, numbers[0], [numbers[3]])
    asked = suggested(event)
    assert {number for number, _ in asked.texts} == set(numbers) - {
        numbers[3],
        numbers[4],
        numbers[5],
    }


def test_too_few_texts_are_refused_by_name(make, app):
    event = make.at_step(make.event(), "post", hidden=False, perspective="all")
    make.problem(event, make.person(event))
    assert refused(suggestions.ask_for_groups, event.id) == "too_few_texts"
    assert shown(event) is None


def test_asking_twice_at_once_is_refused_and_a_repeated_request_is_not(wall):
    event, _ = wall
    once = Once("device", "asked-once-1")
    answer, first = suggestions.ask_for_groups(event.id, once)
    again, second = suggestions.ask_for_groups(event.id, once)
    assert (answer, second) == (again, None)
    assert first is not None
    assert refused(suggestions.ask_for_groups, event.id) == "already_suggesting"


def test_a_suggestion_whose_process_is_lost_can_be_asked_for_again(wall, monkeypatch):
    event, _ = wall
    suggested(event)
    monkeypatch.setattr(suggestions, "LOST_MS", -1)
    assert suggested(event).token


@pytest.mark.parametrize(
    ("command", "seconds", "reason"),
    [
        (SLEEPER, 0.2, "time"),
        ((sys.executable, "-c", "raise SystemExit(9)"), 9, "failed"),
        (("/nowhere/at/all",), 9, "failed"),
    ],
)
def test_a_child_that_fails_is_said_by_name_and_one_may_ask_again(wall, command, seconds, reason):
    event, _ = wall
    suggestions.run(suggested(event), command, seconds)
    item = shown(event)
    assert item is not None
    assert (item["state"], item["reason"], item["groups"]) == ("failed", reason, [])
    assert suggested(event).token


def test_a_cancelled_suggestion_stops_its_child_and_its_answer_is_dropped(wall):
    event, numbers = wall
    asked = suggested(event)
    suggestions.cancel_suggestion(event.id)
    suggestions.run(asked, SLEEPER)
    suggestions.keep_suggestion(asked, of(numbers))
    item = shown(event)
    assert item is not None
    assert (item["state"], item["reason"]) == ("failed", "cancelled")
    assert refused(suggestions.cancel_suggestion, event.id) == "suggestion_gone"


def test_a_late_answer_does_not_replace_a_newer_question(wall, monkeypatch):
    event, numbers = wall
    late = suggested(event)
    monkeypatch.setattr(suggestions, "LOST_MS", -1)
    suggested(event)
    suggestions.keep_suggestion(late, of(numbers))
    item = shown(event)
    assert item is not None
    assert item["state"] == "working"


def test_a_refused_group_stays_refused_in_the_next_suggestion(wall):
    event, numbers = wall
    asked = suggested(event, of(numbers))
    suggestions.refuse_part(event.id, asked.token, "groups", 0)
    suggestions.refuse_part(event.id, asked.token, "alike", 0)
    again = of(numbers)
    suggested(event, again)
    item = shown(event)
    assert item is not None
    assert item["alike"] == []
    assert [group["problems"] for group in item["groups"]] == [list(numbers[4:7])]


def test_a_group_much_like_a_refused_one_is_that_one_again(wall):
    event, numbers = wall
    asked = suggested(event, of(numbers))
    suggestions.refuse_part(event.id, asked.token, "groups", 0)
    fewer = Suggestion((), (Group(("mur",), tuple(numbers[:3])),), ())
    suggested(event, fewer)
    item = shown(event)
    assert item is not None
    assert item["groups"] == []


def test_refusing_a_part_of_a_suggestion_that_changed_is_refused(wall):
    event, numbers = wall
    old = suggested(event, of(numbers))
    new = suggested(event, of(numbers))
    assert refused(suggestions.refuse_part, event.id, old.token, "groups", 0) == "suggestion_gone"
    assert refused(suggestions.refuse_part, event.id, new.token, "groups", 9) == "bad_request"
    assert refused(suggestions.refuse_part, event.id, new.token, "left", 0) == "bad_request"


def test_a_word_that_was_masked_since_is_no_longer_shown(wall):
    event, numbers = wall
    suggested(event, of(numbers))
    for number in numbers[:4]:
        try:
            problems.mask_problem(event.id, number, {"words": "[masqué]"}, "moisissure")
        except Refusal:
            continue
    item = shown(event)
    assert item is not None
    assert item["groups"][0]["words"] == ["mur"]
