"""The doors of the ideas: what a phone, a kiosk and a desk send, and what they get back."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from eventlab.extensions import reading
from eventlab.ideas.models import Commitment, Support
from eventlab.ideas.services import commitments, fair, sheets, slips
from eventlab.ideas.services.commitments import Promise
from eventlab.ideas.services.sheets import Pen, Writ
from eventlab.sessions.services import room
from tests.ideas.rooms import seen, team_of

ROOT = Path(__file__).resolve().parents[3]


def photo(size=(60, 40)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "white").save(written, "JPEG")
    return written.getvalue()


@pytest.fixture
def table(make, browser):
    """An event at work, a phone in its only team, the desk, and the kiosk of a helper."""
    event = make.event("work")
    phone, desk, helper = browser(), browser(), browser()
    phone.join(event.code, name="Awa")
    person = make.people(event)[0]
    team_of(event, person)
    desk.enter(event.code, make.staff_token(event))
    helper.enter(event.code, make.staff_token(event, "helper"))
    return event, person, phone, desk, helper, f"/e/{event.code}"


def sheet(event, person) -> dict:
    return seen(event, "phone", person)["my_idea"][person.id]["sheets"]["team"]


def test_a_phone_writes_a_field_and_is_told_its_version(table):
    event, person, phone, _, _, here = table
    got = phone.post(f"{here}/idea/fields", {"field": "story", "text": "Un hiver.", "base": 0})
    assert (got.status_code, got.get_json()["version"]) == (200, 1)
    assert sheet(event, person)["texts"]["story"]["text"] == "Un hiver."


def test_a_phone_without_scripts_saves_what_it_changed_and_only_that(table):
    event, person, phone, _, _, here = table
    page = phone.get(here).text
    assert 'name="text-story"' in page
    form = {"text-story": "Un hiver.", "base-story": "0", "text-blocks": "", "base-blocks": "0"}
    assert (
        phone.post(f"{here}/idea/sheet", {**form, "key": "plain-1234"}, script=False).status_code
        == 303
    )
    assert list(sheet(event, person)["texts"]) == ["story"]
    form |= {"base-story": "1", "text-blocks": "La règle."}
    phone.post(f"{here}/idea/sheet", {**form, "key": "plain-1235"}, script=False)
    texts = sheet(event, person)["texts"]
    assert (texts["story"]["version"], texts["blocks"]["text"]) == (1, "La règle.")
    assert "La règle." in phone.get(here).text


def test_a_plain_form_that_is_refused_comes_back_with_its_text(table):
    _, _, phone, _, _, here = table
    got = phone.post(
        f"{here}/idea/sheet", {"text-story": "x" * 1201, "base-story": "0"}, script=False
    )
    assert got.status_code == 422
    assert "x" * 1201 in got.text


def test_a_phone_without_scripts_reads_in_its_language_why_something_is_hidden(table):
    event, person, phone, desk, _, here = table
    phone.post(f"{here}/idea/fields", {"field": "story", "text": "Un hiver."})
    number = sheet(event, person)["id"]
    desk.post(f"{here}/desk/ideas/{number}/hide", {"reason": "off_topic"})
    phone.post("/language", {"language": "en", "back": here}, script=False)
    assert "Off topic" in phone.get(here).text
    desk.post(f"{here}/desk/ideas/{number}/hide", {"reason": "Déjà pris par Denis"})
    assert "Déjà pris par Denis" in phone.get(here).text


def test_the_desk_shows_what_waits_by_its_numbers(table, make):
    event, person, phone, desk, _, here = table
    room.set_room(event.id, "moderation", "before")
    phone.post(f"{here}/idea/fields", {"field": "story", "text": "Un hiver."})
    idea, guest = sheet(event, person)["id"], make.person(event)
    fair.open_fair(event.id)
    for pen in (Pen(guest.id), Pen(make.person(event).id)):
        slips.put_slip(event.id, idea, pen, "concern", "Trop cher pour moi.")
        commitments.commit(event.id, pen, Promise("Awa", "Appeler le syndic", "lundi"))
    with reading() as session:
        waiting = {
            "slips": session.scalars(select(Support.id)).all(),
            "commitments": session.scalars(select(Commitment.id)).all(),
        }
    for what, numbers in waiting.items():
        door = f"{here}/desk/{what}/show"
        assert desk.post(door, {what: "1,x"}).status_code == 422
        assert desk.post(door, {what: "999999"}).status_code == 404
        assert desk.post(door, {what: ",".join(map(str, numbers))}).status_code == 200
    screen = seen(event, "screen")
    assert len(screen["commitment"]) == 2
    assert len(screen["slips"][str(idea)]["texts"]["concern"]) == 2


def test_the_pages_without_a_script_know_every_ready_reason():
    scripts = (ROOT / "static/js/boards/hide_reasons.js").read_text("utf-8")
    plain = (ROOT / "templates/plain/_why.html").read_text("utf-8")
    assert re.findall(r'\["(\w+)", (_\(".*?"\))\]', scripts) == re.findall(
        r'"(\w+)": (_\(".*?"\))', plain
    )


def test_every_text_a_field_has_had_can_be_taken_again(table):
    event, person, phone, _, _, here = table
    for base, text in enumerate(("Un hiver.", "Un été.")):
        phone.post(f"{here}/idea/fields", {"field": "story", "text": text, "base": base})
    page = phone.get(f"{here}/idea/{sheet(event, person)['id']}/history/story").text
    assert "Un hiver." in page
    back = {"field": "story", "text": "Un hiver.", "base": 2}
    assert phone.post(f"{here}/idea/fields", back, script=False).status_code == 303
    assert sheet(event, person)["texts"]["story"]["text"] == "Un hiver."


def test_the_history_of_another_team_is_not_mine(table, browser):
    event, person, phone, _, _, here = table
    phone.post(f"{here}/idea/fields", {"field": "story", "text": "Un hiver."})
    stranger = browser()
    stranger.join(event.code)
    assert (
        stranger.get(f"{here}/idea/{sheet(event, person)['id']}/history/story").status_code == 403
    )


def test_a_scribe_writes_at_the_kiosk_for_somebody_of_the_team(table):
    event, person, _, _, helper, here = table
    helper.post(f"{here}/kiosk/known", {"personal_code": person.code})
    assert 'name="text-story"' in helper.get(f"{here}/kiosk").text
    fields = {"field": "story", "text": "Dit à voix haute.", "channel": "kiosk"}
    assert helper.post(f"{here}/kiosk/idea/fields", fields).status_code == 200
    assert sheet(event, person)["texts"]["story"]["by"] == "Awa"


def test_a_drawing_is_for_its_team_and_the_desk_until_it_is_approved(table, browser, make):
    event, _, phone, desk, _, here = table
    got = phone.post(f"{here}/idea/drawings", {"file": (BytesIO(photo()), "dessin.jpg")})
    number = got.get_json()["id"]
    picture = f"{here}/ideas/drawings/{number}.jpg"
    stranger, screen = browser(), browser()
    stranger.join(event.code)
    screen.enter(event.code, make.staff_token(event, "screen"))
    assert phone.get(picture).mimetype == desk.get(picture).mimetype == "image/jpeg"
    assert stranger.get(picture).status_code == screen.get(picture).status_code == 404
    desk.post(f"{here}/desk/drawings/{number}/show")
    assert screen.get(picture).status_code == 404  # the fair is not open
    fair.open_fair(event.id)
    assert screen.get(picture).status_code == stranger.get(picture).status_code == 200
    make.at_step(event, "fair")
    assert picture in stranger.get(here).text  # without a script too
    desk.post(f"{here}/desk/drawings/{number}/hide")
    assert screen.get(picture).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "status", "refused"),
    [
        (b"<html><script>alert(1)</script>", "photo.jpg", 422, "not_a_drawing"),
        (b"<svg onload='alert(1)'/>", "photo.svg", 422, "not_a_drawing"),
        (b"\xff\xd8\xff" + b"0" * (2 * 1024 * 1024), "photo.jpg", 413, "too_big"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_by_name(table, content, name, status, refused):
    _, _, phone, _, _, here = table
    got = phone.post(f"{here}/idea/drawings", {"file": (BytesIO(content), name)})
    assert (got.status_code, got.get_json()["refused"]) == (status, refused)


def test_the_afternoon_on_a_phone_without_scripts(make, table, browser):
    event, person, phone, desk, _, here = table
    phone.post(f"{here}/idea/fields", {"field": "idea", "text": "Un prêt d'outils"})
    desk.post(f"{here}/desk/steps", {})
    here_step, step = make.fresh(event).current_step_id, make.step(event, "fair")
    desk.post(f"{here}/desk/go", {"from_step": here_step, "to_step": step.id})
    other = browser()
    other.join(event.code, "professional")
    assert "Un prêt" in other.get(here).text
    idea = sheet(event, person)["id"]
    slip = {"kind": "concern", "text": "Au 06 12 34 56 78"}
    asked = other.post(f"{here}/ideas/{idea}/slips", slip, script=False)
    assert asked.status_code == 409
    assert 'name="anyway"' in asked.text
    for kind, text in (("support", ""), ("concern", "Trop cher pour nous")):
        given = other.post(f"{here}/ideas/{idea}/slips", {"kind": kind, "text": text}, script=False)
        assert given.status_code == 303
    assert "Trop cher pour nous" in phone.get(here).text
    back = {"kind": "concern"}
    other.post(f"{here}/ideas/{idea}/slips/withdraw", back, script=False)
    assert "Trop cher pour nous" not in other.get(here).text
    evaluate = make.step(event, "evaluate")
    desk.post(f"{here}/desk/go", {"from_step": step.id, "to_step": evaluate.id})
    assert 'name="answer-day"' in other.get(here).text
    door = f"{here}/evaluations/{evaluate.id}"
    assert other.post(door, {"answer-day": "4"}, script=False).status_code == 303
    assert 'name="answer-day"' not in other.get(here).text
    promise = {"who": "Awa", "what": "Appeler", "by_when": "lundi"}
    assert other.post(f"{here}/commitments", promise, script=False).status_code == 303
    make.at_step(event, "close")
    assert "adresse" in other.get(here).text
    assert "Un prêt d&#39;outils" in phone.get(here).text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("ideas/{idea}/hide", {"reason": "non"}),
        ("ideas/{idea}/show", {}),
        ("tables/1/message", {"text": "Dix minutes."}),
        ("fair/{idea}", {}),
        ("fair/{idea}/start", {}),
        ("fair/{idea}/minutes", {"minutes": 1}),
        ("fair/{idea}/pause", {}),
        ("fair/{idea}/place", {"place": 0}),
        ("fair/all", {}),
        ("commitments", {"who": "Awa", "what": "Appeler", "by_when": "lundi"}),
    ],
)
def test_the_desk_presses(table, path, fields):
    event, person, phone, desk, _, here = table
    phone.post(f"{here}/idea/fields", {"field": "idea", "text": "Un prêt d'outils"})
    idea = sheet(event, person)["id"]
    if path.split("/")[-1] in ("start", "pause", "minutes"):
        desk.post(f"{here}/desk/fair/{idea}")
    door = f"{here}/desk/{path.format(idea=idea)}"
    assert desk.post(door, fields).status_code == 200
    assert phone.post(door, fields).status_code == 403


def test_a_call_goes_to_the_desk_and_a_resource_person_is_sent(table, browser, make):
    event, _, phone, desk, _, here = table
    call = phone.post(f"{here}/idea/calls", {"what": "resource"}).get_json()["id"]
    lawyer = make.person(event, "professional", name="Léa")
    assert desk.post(f"{here}/desk/resources/{lawyer.id}", {"wanted": "true"}).status_code == 200
    sent = desk.post(f"{here}/desk/calls/{call}/send", {"person": lawyer.id})
    assert sent.status_code == 200
    assert desk.post(f"{here}/desk/calls/{call}/end").status_code == 200
    assert desk.post(f"{here}/desk/calls/999/end").get_json()["refused"] == "no_such_call"


def test_a_call_made_again_says_what_it_is_about_and_stays_one_call(table):
    event, person, phone, desk, _, here = table
    first = phone.post(f"{here}/idea/calls", {"what": "resource"}).get_json()["id"]
    told = phone.post(f"{here}/idea/calls", {"what": "resource", "words": "Le chauffage"})
    assert told.get_json()["id"] == first
    (call,) = sheet(event, person)["calls"]
    assert call["words"] == "Le chauffage"
    assert desk.post(f"{here}/desk/calls/{first}/end").status_code == 200


def test_what_one_gives_of_oneself_is_answered_with_what_one_then_sees(make, table):
    """The page need not wait for its news: a second tap starts from what the first one stored."""
    event, person, phone, _, _, here = table
    writer = make.person(event)
    team_of(event, writer)
    make.at_step(event, "evaluate")
    promise = {"who": "Awa", "what": "Appeler", "by_when": "lundi"}
    promised = phone.post(f"{here}/commitments", promise).get_json()["items"]
    assert promised == {"my_commitments": seen(event, "phone", person)["my_commitments"]}
    assert promised["my_commitments"][person.id]["made"][0]["what"] == "Appeler"
    step = make.step(event, "evaluate").id
    said = phone.post(f"{here}/evaluations/{step}", {"answer-day": "4"}).get_json()["items"]
    assert said["my_evaluation"][person.id]["answered"] == [step]


def test_a_slip_is_answered_with_the_slips_one_has_given(make, table):
    event, person, phone, _, _, here = table
    writer = make.person(event)
    team_of(event, writer)
    sheets.save_field(event.id, Pen(writer.id, "phone"), Writ("idea", "Un prêt d'outils"))
    fair.open_fair(event.id)
    make.at_step(event, "fair")
    (idea,) = seen(event, "phone", person)["idea"]
    door = f"{here}/ideas/{idea}/slips"
    given = phone.post(door, {"kind": "support"}).get_json()["items"]["my_slips"][person.id]
    assert list(given["ideas"][idea]) == ["support"]
    left = phone.post(f"{door}/withdraw", {"kind": "support"}).get_json()["items"]["my_slips"]
    assert not left[person.id]["ideas"].get(idea)
