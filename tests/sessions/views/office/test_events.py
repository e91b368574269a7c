"""Preparing an event at the office, and ending it."""

from __future__ import annotations

from typing import Any

import pytest

from eventlab.extensions import reading
from eventlab.live.models import Head, JournalLine
from eventlab.sessions.formats import all_formats
from eventlab.sessions.models import Event, Participant
from eventlab.sessions.services import events
from tests.browser import Browser
from tests.factories import Factory

SAID = {
    "title": "Bien habiter",
    "place": "Salle des fêtes",
    "starts_on": "2026-03-14",
    "starts_at": "09:30",
    "expected": "60",
    "language": "fr",
    "moderation": "before",
    "resident_fr": "Habitante, habitant",
    "resident_en": "",
    "professional_fr": "Bailleur",
    "professional_en": "Landlord",
    "wifi_name": "Salle",
    "wifi_password": "mot;de:passe",
    "purge_on": "2026-09-10",
}


def all_events() -> list[Event]:
    with reading() as session:
        return list(session.query(Event))


@pytest.mark.parametrize("key", [each.key for each in all_formats()])
def test_an_event_is_made_from_each_format(organiser: Browser, make: Factory, key):
    assert organiser.get(f"/office/new/{key}").status_code == 200
    answer = organiser.post(f"/office/new/{key}", SAID, script=False)
    assert answer.status_code == 303
    event = all_events()[0]
    assert answer.location.endswith(event.code)
    kinds = [step.kind for step in make.steps(event)]
    chosen = next(each for each in all_formats() if each.key == key)
    assert kinds == [step.kind for step in chosen.steps]


def test_what_was_said_is_kept(organiser: Browser):
    organiser.post("/office/new/mairie", SAID)
    event = all_events()[0]
    kept = {name: getattr(event, name) for name in events.PARTICULARS}
    assert kept == {name: SAID[name] for name in kept} | {"expected": 60}
    assert event.labels["resident"] == {"fr": "Habitante, habitant", "en": "Habitante, habitant"}
    assert event.labels["professional"] == {"fr": "Bailleur", "en": "Landlord"}


def test_the_form_sent_twice_makes_one_event(organiser: Browser):
    first = organiser.post("/office/new/mairie", SAID, key="once-only-1", script=False)
    again = organiser.post("/office/new/mairie", SAID, key="once-only-1", script=False)
    assert first.location == again.location
    assert len(all_events()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "   "},
        {"title": "x" * 121},
        {"starts_on": "14 mars"},
        {"starts_at": "midi"},
        {"expected": "-1"},
        {"expected": "beaucoup"},
        {"language": "klingon"},
        {"moderation": "never"},
        {"purge_on": "2026-03-14"},
        {"purge_on": ""},
        {"wifi_name": "x" * 33},
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_made(organiser, wrong: Any):
    answer = organiser.post("/office/new/mairie", {**SAID, **wrong}, script=False)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert all_events() == []


def test_an_unknown_format_is_refused(organiser: Browser):
    assert organiser.get("/office/new/nothing").status_code == 422
    assert organiser.post("/office/new/nothing", SAID).status_code == 422


def test_html_in_the_title_stays_text(organiser: Browser):
    organiser.post("/office/new/mairie", {**SAID, "title": "<img src=x onerror=alert(1)>"})
    code = all_events()[0].code
    for page in ("/office/", f"/office/e/{code}", f"/office/e/{code}/particulars"):
        assert "<img src=x" not in organiser.get(page).get_data(as_text=True)


def test_particulars_can_be_changed(organiser: Browser, make: Factory):
    event = make.event()
    shown = organiser.get(f"/office/e/{event.code}/particulars").get_data(as_text=True)
    assert event.title in shown
    answer = organiser.post(f"/office/e/{event.code}/particulars", SAID, script=False)
    assert answer.status_code == 303
    assert make.fresh(event).place == "Salle des fêtes"
    assert len(make.steps(event)) == len(make.steps(event))


def test_an_event_is_closed_and_taken_up_again(organiser: Browser, make: Factory):
    event = make.event()
    organiser.post(f"/office/e/{event.code}/close")
    assert make.fresh(event).state == "closed"
    organiser.post(f"/office/e/{event.code}/open")
    assert make.fresh(event).state == "open"


@pytest.mark.parametrize("typed", ["", "oui", "234567"])
def test_an_event_is_not_erased_by_mistake(organiser: Browser, make: Factory, typed):
    event = make.event()
    answer = organiser.post(f"/office/e/{event.code}/delete", {"code_typed": typed})
    assert answer.status_code == 409
    assert len(all_events()) == 1


def test_an_erased_event_leaves_nothing(organiser: Browser, make: Factory, browser):
    event, other = make.event("post"), make.event()
    phone = browser()
    phone.join(event.code)
    make.problem(event, make.person(event))
    organiser.post(f"/office/e/{event.code}/delete", {"code_typed": event.code.lower()})
    assert [each.id for each in all_events()] == [other.id]
    assert phone.get(f"/e/{event.code}").status_code == 404
    with reading() as session:
        assert session.query(Participant).filter_by(event_id=event.id).count() == 0


def test_the_number_of_an_erased_event_is_never_given_again(organiser: Browser, make: Factory):
    event = make.event()
    events.delete_event(event.id)
    assert make.event().id > event.id


def test_the_journal_of_an_erased_event_is_swept_and_the_others_stay(make: Factory):
    event, other = make.event(), make.event()
    make.person(other)
    events.delete_event(event.id)
    events.sweep()
    with reading() as session:
        assert {head.event_id for head in session.query(Head)} == {other.id}
        assert {line.event_id for line in session.query(JournalLine)} == {other.id}


def test_events_are_erased_on_their_date_and_not_before(make: Factory):
    kept = make.event(starts_on="2026-03-14", purge_on="2026-09-11")
    make.event(starts_on="2026-03-14", purge_on="2026-09-10")
    assert events.purge("2026-09-10") == 1
    assert [event.id for event in all_events()] == [kept.id]


def test_a_script_in_the_name_of_a_note_cannot_be_planted(organiser: Browser):
    page = organiser.get("/office/?note=<script>alert(1)</script>").get_data(as_text=True)
    assert "alert(1)" not in page
