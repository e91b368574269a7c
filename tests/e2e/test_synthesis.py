"""After the day in a real Chromium: the review, the PDF with its progress, stopping it, release."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import Page, expect

from eventlab.sessions.models import Event
from eventlab.sessions.services.office import new_office_link
from tests.conftest import Server
from tests.e2e.conftest import OpenPage, scrolls_sideways, violations
from tests.factories import Factory

READY_MS = 60_000


@pytest.fixture
def event(live: Factory) -> Event:
    event = live.at_step(live.event("post", title="Bien habiter"), "post", hidden=False)
    for perspective in ("resident", "professional"):
        person = live.person(event, perspective)
        for number in range(12):
            live.problem(event, person, f"Il fait froid chez moi, fois {number}.")
    return event


@pytest.fixture
def office(server: Server, event: Event, open_page: OpenPage) -> Page:
    """An organiser at the page of what follows the day."""
    page = open_page(width=1280, height=800)
    page.goto(f"{server.url}/office/welcome/{new_office_link()}")
    page.get_by_label("Votre nom").fill(f"Nadia {event.code}")  # one office for all tests
    page.get_by_label("Votre phrase de passe").fill("beffroi-loutre-tambour")
    page.get_by_role("button", name="Ouvrir le bureau").click()
    page.goto(f"{server.url}/office/e/{event.code}/synthesis")
    return page


def pages_of(office: Page) -> list[str]:
    """The words of each page of the PDF that is ready; empty where nothing here reads PDF."""
    link = office.get_by_role("link", name="Ouvrir le fichier")
    expect(link).to_be_visible(timeout=READY_MS)
    answer = office.request.get(office.url + "/file")
    assert answer.body().startswith(b"%PDF-1.7")
    reader = shutil.which("pdftotext")
    if reader is None:
        return []
    done = subprocess.run([reader, "-", "-"], input=answer.body(), capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def test_a_draft_says_so_on_each_page_until_somebody_has_read_and_signed(
    office: Page, event: Event
):
    office.get_by_role("button", name="Faire le PDF").click()
    expect(office.get_by_role("progressbar")).to_be_visible()
    draft = pages_of(office)
    assert all("BROUILLON" in page for page in draft)
    office.get_by_role("link", name="Revenir").click()

    office.get_by_role("link", name="Relire et compléter").click()
    office.get_by_label("Le mot de la fin", exact=True).fill("Merci à chacun.")
    office.get_by_role("button", name=re.compile("^Citer")).first.click()
    closing = office.locator("form#closing")
    expect(closing).to_contain_text("Pas encore enregistré")
    office.get_by_role("button", name="Enregistrer Le mot de la fin").click()
    expect(closing.get_by_role("status")).to_be_focused()
    expect(closing).not_to_contain_text("Pas encore enregistré", use_inner_text=True)
    assert violations(office) == []
    office.get_by_role("link", name="Revenir").click()
    office.get_by_label("Votre nom et votre fonction").fill("Nadia, adjointe au maire")
    office.get_by_role("button", name="Je l'ai relue, je la valide").click()
    expect(office.locator(".chip--ok")).to_contain_text("Validée")
    assert violations(office) == []

    office.get_by_role("button", name="Faire le PDF").click()
    released = pages_of(office)
    assert len(released) == len(draft)
    assert not any("BROUILLON" in page for page in released)
    if released:
        assert "Merci à chacun." in released[0]
        assert "Nadia, adjointe au maire" in released[-1]


def test_a_pdf_can_be_stopped_and_another_begun(office: Page, event: Event):
    office.get_by_role("button", name="Faire le PDF").click()
    office.get_by_role("button", name="Arrêter").click()
    expect(office.get_by_role("status")).to_contain_text("C'est arrêté. Rien n'est perdu.")
    office.get_by_role("link", name="Revenir").click()
    office.get_by_role("button", name="Faire le PDF").click()
    expect(office.get_by_role("link", name="Ouvrir le fichier")).to_be_visible(timeout=READY_MS)


def test_what_is_printed_is_looked_at_on_a_phone_without_moving_the_page_sideways(
    office: Page, server: Server, event: Event
):
    office.set_viewport_size({"width": 360, "height": 740})
    office.goto(f"{server.url}/office/e/{event.code}/paper/all")
    expect(office.get_by_role("heading", name="Bien habiter", exact=True)).to_be_visible()
    assert not scrolls_sideways(office)
    # The sheets keep the width of paper, and are moved in their own frame.
    assert office.evaluate(
        "() => { const m = document.querySelector('main'); return m.scrollWidth > m.clientWidth }"
    )
    assert violations(office) == []
