"""What a sheet asks, read from the programme."""

from __future__ import annotations

import pytest

from eventlab.ideas.rules.sheet import headline_of, may_write, sheet_of
from eventlab.sessions.formats import all_formats
from eventlab.sessions.models import Step


def steps_of(key: str) -> list[Step]:
    form = next(one for one in all_formats() if one.key == key)
    return [
        Step(id=n, position=n, kind=plan.kind, settings=plan.settings, skipped=False)
        for n, plan in enumerate(form.steps)
    ]


def test_the_town_halls_sheet_asks_all_that_was_promised_in_the_order_of_the_day():
    assert list(sheet_of(steps_of("mairie"))) == [
        "story", "blocks", "question", "idea", "for_whom", "brings", "how", "kind", "test",
        "agree", "general", "heard",
    ]  # fmt: skip


def test_museomix_asks_six_short_answers():
    fields = list(sheet_of(steps_of("museomix")).values())
    assert [field.key for field in fields[:6]] == [
        "brings", "what", "for_whom", "with_what", "where", "tells",
    ]  # fmt: skip
    assert {field.limit for field in fields[:6]} == {280}


def test_what_kind_of_idea_it_is_is_chosen_and_not_written():
    kind = sheet_of(steps_of("mairie"))["kind"]
    assert (kind.type, list(kind.options)) == ("choice", ["solution", "service", "advice"])


def test_the_story_of_a_real_case_is_not_for_the_room():
    shown = {key: field.shown for key, field in sheet_of(steps_of("mairie")).items()}
    assert [key for key, one in shown.items() if not one] == ["story", "heard"]


def test_an_idea_is_called_by_its_headline_else_by_the_first_thing_the_room_may_read():
    fields = sheet_of(steps_of("mairie"))
    assert (
        headline_of(fields, {"story": "Un hiver", "blocks": "Rien", "idea": "Un prêt"}) == "Un prêt"
    )
    assert headline_of(fields, {"story": "Un hiver", "blocks": "La règle"}) == "La règle"
    assert headline_of(fields, {"story": "Un hiver"}) == ""


@pytest.mark.parametrize(
    ("before", "current", "open_now"),
    [
        (["teams"], "work", True),
        (["teams", "work"], "message", True),  # a break does not tear the pen away
        (["work", "message"], "message", True),
        (["teams"], "message", False),
        (["work"], "fair", False),
        (["work", "fair"], "message", False),
        ([], "", False),
    ],
)
def test_sheets_are_open_in_work_and_in_a_break_of_it(before, current, open_now):
    assert may_write(before, current) is open_now
