"""Forgetting and moving at the office."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from eventlab.extensions import reading
from eventlab.sessions.models import Event
from eventlab.synthesis.services import erasing, review
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


def in_days(number: int) -> str:
    return (datetime.now().astimezone() + timedelta(days=number)).date().isoformat()


def read(organiser: Browser, path: str) -> str:
    # As it was written, before it was set as French is.
    shown = organiser.get(path).get_data(as_text=True).replace("&#39;", "'")
    return re.sub("[\u00a0\u202f]", " ", shown)


@pytest.mark.parametrize(("days", "told"), [(60, False), (29, True), (1, True)])
def test_the_month_before_its_date_each_page_of_an_event_says_it_will_be_erased(
    organiser: Browser, make: Factory, days: int, told: bool
):
    event = make.event(starts_on=in_days(-90), purge_on=in_days(days))
    here = f"/office/e/{event.code}"
    for page in ("", "/paper", "/synthesis", "/people"):
        shown = read(organiser, here + page)
        assert ("Emportez d'abord la synthèse et les données." in shown) is told
        assert ("La synthèse n'est pas validée." in shown) is told
    assert ("Tout sera effacé le" in read(organiser, "/office/")) is told


def test_a_released_synthesis_is_no_longer_asked_for(organiser: Browser, make: Factory):
    event = make.event(starts_on=in_days(-90), purge_on=in_days(3))
    review.release(event.id, "Nadia", in_days(0), "0" * 64)
    shown = read(organiser, f"/office/e/{event.code}")
    assert "Emportez d'abord" in shown
    assert "n'est pas validée" not in shown


def test_an_event_erased_on_its_date_is_told_where_it_stood(
    organiser: Browser, make: Factory, tmp_path: Path
):
    event = make.event(title="Bien habiter", starts_on="2026-03-14", purge_on="2026-09-10")
    erasing.purge_due("2026-09-10", tmp_path)
    shown = read(organiser, "/office/")
    assert "« Bien habiter » a été effacé, à la date choisie." in shown
    certificate = re.search(r"/office/certificates/\w+", shown)
    assert certificate
    told = read(organiser, certificate[0])
    assert "La date d'effacement choisie à la création était venue." in told
    assert organiser.get(f"/office/e/{event.code}").status_code == 404


def test_the_certificates_are_found_once_the_last_event_is_gone(organiser: Browser):
    assert 'href="/office/certificates"' in organiser.get("/office/").get_data(as_text=True)


def test_an_event_brought_back_says_when_it_will_be_erased(organiser: Browser, event: Event):
    content = organiser.get(f"/office/e/{event.code}/data.json").data
    organiser.post(f"/office/e/{event.code}/delete", {"code_typed": event.code})
    answer = organiser.send_file("/office/import", content)
    assert "Il sera effacé le" in organiser.get(answer.location).get_data(as_text=True)
