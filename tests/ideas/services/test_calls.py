"""Calls for help, who is sent, messages to one table, and drawings."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.ideas.queries import drawing_jpeg
from eventlab.ideas.services import calls, desk, drawings, fair
from tests.ideas.rooms import at_work, seen


def refused(call, *arguments, **more) -> str:
    with pytest.raises(Refusal) as error:
        call(*arguments, **more)
    return error.value.code


def photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (60, 40), "white").save(written, "JPEG")
    return written.getvalue()


def own(event, person) -> dict:
    return seen(event, "phone", person)["my_idea"][person.id]["sheets"].get("team", {})


def tables(event, surface="desk") -> list[dict]:
    return seen(event, surface)["work"]["room"]["tables"]


def test_a_call_is_one_call_however_many_press_and_it_ends_once(make):
    event, ((awa, denis),) = at_work(make)
    first = calls.call_help(event.id, awa.id, "resource", "Un juriste")
    assert calls.call_help(event.id, denis.id, "resource") == first
    (table,) = tables(event)
    assert [(call["what"], call["words"]) for call in table["calls"]] == [
        ("resource", "Un juriste")
    ]
    assert tables(event, "screen")[0]["calls"] == ["resource"]
    calls.end_call(event.id, first["id"])
    calls.end_own_call(event.id, awa.id, first["id"])
    assert tables(event)[0]["calls"] == own(event, awa)["calls"] == []
    again = calls.call_help(event.id, awa.id, "resource")
    assert again != first


def test_a_resource_person_is_sent_and_told_where_to_go(make):
    event, ((awa, denis), (lawyer, _)) = at_work(make, teams=2)
    call = calls.call_help(event.id, awa.id, "resource")["id"]
    assert refused(calls.send_resource, event.id, call, lawyer.id) == "not_a_resource"
    calls.set_resource(event.id, lawyer.id, True)
    calls.send_resource(event.id, call, lawyer.id)
    (errand,) = seen(event, "phone", lawyer)["my_errand"][lawyer.id]["calls"]
    assert errand["team"]["number"] == 1
    assert own(event, denis)["calls"][0]["sent"]
    calls.end_call(event.id, call)
    assert seen(event, "phone", lawyer)["my_errand"][lawyer.id]["calls"] == []


def test_a_message_reaches_one_table_only(make):
    event, ((awa, _), (other, _)) = at_work(make, teams=2)
    calls.message_table(event.id, 1, "Il reste dix minutes.")
    assert own(event, awa)["messages"][0]["text"] == "Il reste dix minutes."
    assert "Il reste" not in repr(seen(event, "phone", other))
    assert refused(calls.message_table, event.id, 9, "Bonjour") == "no_such_team"
    assert refused(calls.message_table, event.id, 0, "Bonjour") == "no_such_team"
    assert refused(calls.message_table, event.id, 1, " ") == "empty"


def test_calls_of_others_and_of_another_event_cannot_be_ended(make):
    event, ((awa, _), (other, _)) = at_work(make, teams=2)
    call = calls.call_help(event.id, awa.id, "facilitator")["id"]
    assert refused(calls.end_own_call, event.id, other.id, call) == "not_your_idea"
    elsewhere, _ = at_work(make)
    assert refused(calls.end_call, elsewhere.id, call) == "no_such_idea"
    assert refused(calls.call_help, event.id, awa.id, "police") == "bad_request"
    make.at_step(event, "fair")
    assert refused(calls.call_help, event.id, awa.id, "facilitator") == "not_working"


def test_no_screen_shows_a_drawing_before_the_desk_has_approved_it(make):
    event, ((awa, denis),) = at_work(make)
    kept = drawings.add_drawing(event.id, awa.id, photo())
    assert kept["state"] == "waiting"
    fair.open_fair(event.id)
    assert "idea" not in seen(event, "screen")
    assert own(event, denis)["drawings"] == [kept]
    desk.judge_drawing(event.id, kept["id"], True)
    (idea,) = seen(event, "screen")["idea"].values()
    assert idea["drawings"] == [kept["id"]]
    desk.judge_drawing(event.id, kept["id"], False)
    assert "idea" not in seen(event, "phone")
    with reading() as session:
        assert drawing_jpeg(session, kept["id"]).startswith(b"\xff\xd8")


def test_drawings_have_an_end_and_only_their_team_removes_them(make):
    event, ((awa, denis), (other, _)) = at_work(make, teams=2)
    kept = [drawings.add_drawing(event.id, awa.id, photo())["id"] for _ in range(6)]
    assert refused(drawings.add_drawing, event.id, denis.id, photo()) == "enough_drawings"
    assert refused(drawings.add_drawing, event.id, awa.id, b"<svg/>") == "not_a_drawing"
    assert refused(drawings.remove_drawing, event.id, other.id, kept[0]) == "not_your_idea"
    drawings.remove_drawing(event.id, denis.id, kept[0])
    assert len(own(event, awa)["drawings"]) == 5


def test_who_has_a_sheet_of_their_own_is_seen_at_the_desk_when_they_call(make):
    event = make.event("work", format_key="bazar")
    person, lawyer = make.person(event, name="Awa"), make.person(event, "professional")
    call = calls.call_help(event.id, person.id, "resource", "Le bail")["id"]
    (alone,) = seen(event, "desk")["work"]["room"]["alone"]
    assert alone["person"] == person.id
    assert [(one["id"], one["words"]) for one in alone["calls"]] == [(call, "Le bail")]
    assert person.id not in repr(seen(event, "screen"))
    calls.set_resource(event.id, lawyer.id, True)
    calls.send_resource(event.id, call, lawyer.id)
    errand = seen(event, "phone", lawyer)["my_errand"][lawyer.id]["calls"]
    assert [(one["name"], one["team"]) for one in errand] == [("Awa", None)]
    calls.end_own_call(event.id, person.id, call)
    assert seen(event, "desk")["work"]["room"]["alone"] == []
