"""Forgetting and moving at the office."""

from __future__ import annotations

import pytest

from eventlab.extensions import reading
from eventlab.sessions.models import Event
from tests.browser import Browser
from tests.factories import Factory


@pytest.fixture
def event(make: Factory) -> Event:
    return make.at_step(make.event("post"), "post", hidden=False)


def test_somebody_is_erased_by_code_and_a_certificate_says_so(
    organiser: Browser, event: Event, make: Factory
):
    awa = make.person(event, name="Awa")
    make.problem(event, awa, "Mon mur moisit.")
    here = f"/office/e/{event.code}/erase"
    assert organiser.post(here, {"personal_code": "rien-rien-11"}).status_code == 404
    answer = organiser.post(here, {"personal_code": awa.code}, script=False)
    assert answer.status_code == 303
    page = organiser.get(answer.location).get_data(as_text=True)
    assert "Certificat" in page
    assert "Awa" not in page
    assert awa.code not in organiser.get(f"/office/e/{event.code}/data.json").get_data(as_text=True)


def test_an_erased_event_leaves_a_certificate(organiser: Browser, event: Event):
    answer = organiser.post(
        f"/office/e/{event.code}/delete", {"code_typed": event.code}, script=False
    )
    page = organiser.get(answer.location).get_data(as_text=True)
    assert "Toutes les données de cet événement ont été effacées." in page
    assert event.title in organiser.get("/office/certificates").get_data(as_text=True)
    assert organiser.get("/office/certificates/x").status_code == 404


def test_an_export_makes_the_event_again(organiser: Browser, event: Event, make: Factory):
    make.problem(event, make.person(event), "Il fait froid.")
    content = organiser.get(f"/office/e/{event.code}/data.json").data
    organiser.post(f"/office/e/{event.code}/delete", {"code_typed": event.code})
    answer = organiser.send_file("/office/import", content)
    assert answer.status_code == 303
    assert answer.location.endswith(event.code)
    with reading() as session:
        again = session.query(Event).one()
    assert [p.text for p in make.problems(again)] == ["Il fait froid."]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"[" * 100_000, b"null"])
def test_what_is_no_export_is_refused_in_words(organiser: Browser, content: bytes):
    answer = organiser.send_file("/office/import", content)
    assert answer.status_code == 422
    assert "alert" in answer.get_data(as_text=True)
