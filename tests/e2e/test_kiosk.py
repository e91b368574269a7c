"""The kiosk in a real Chromium: one person after another, and nothing left of the former."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from eventlab.sessions.models import Event
from tests.conftest import Server
from tests.e2e.conftest import OpenPage, scrolls_sideways, violations
from tests.factories import Factory

TEXT = "Le hall est inondé quand il pleut."


@pytest.fixture
def event(live: Factory) -> Event:
    event = live.event("post", title="Bien habiter le 19e")
    return live.at_step(event, "post", hidden=False, perspective="all")


@pytest.fixture
def tablet(server: Server, live: Factory, event: Event, open_page: OpenPage) -> Page:
    page = open_page(width=768, height=1024, reduced_motion="reduce")
    page.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, 'helper')}")
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url(re.compile("/kiosk$"))
    return page


def newcomer(page: Page) -> str:
    """Join for somebody; gives their code. The notice is read, the text can be written."""
    page.get_by_role("link", name="Nouvelle personne").click()
    page.locator(".tile--resident").click()
    page.get_by_role("button", name="Inscrire").click()
    page.get_by_role("button", name="J'ai compris").click()
    return page.locator(".own-code__value").inner_text()


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Envoyer", exact=True).click()


def test_a_helper_joins_and_writes_for_one_person_then_another(
    tablet: Page, live: Factory, event: Event
):
    first = newcomer(tablet)
    tablet.get_by_text("Depuis une fiche papier").click()
    write(tablet, TEXT)
    expect(tablet.locator(".card--mine")).to_contain_text(TEXT)
    tablet.get_by_role("button", name="Personne suivante").click()
    expect(tablet.get_by_role("heading", name="À qui le tour")).to_be_visible()
    expect(tablet.locator("body")).not_to_contain_text(first)
    second = newcomer(tablet)
    assert first != second
    expect(tablet.locator("body")).not_to_contain_text(TEXT, use_inner_text=True)
    people = {person.code: person.id for person in live.people(event)}
    (problem,) = live.problems(event)
    assert (problem.author_id, problem.channel) == (people[first], "paper")
    assert problem.helper_id


def test_a_known_person_finds_their_problems_again(tablet: Page, live: Factory, event: Event):
    person = live.person(event)
    live.problem(event, person, "Déjà écrit au téléphone.")
    tablet.get_by_role("link", name="Elle a déjà un code").click()
    tablet.get_by_label("Votre code personnel").fill(person.code.upper().replace("-", " "))
    tablet.get_by_role("button", name="Continuer").click()
    expect(tablet.locator(".card--mine")).to_contain_text("Déjà écrit au téléphone.")


def test_a_text_written_offline_leaves_later_under_its_own_author(
    tablet: Page, live: Factory, event: Event
):
    first = newcomer(tablet)
    tablet.route("**/kiosk/problems", lambda route: route.abort())
    write(tablet, TEXT)
    expect(tablet.locator(".card--waiting")).to_contain_text(TEXT)
    tablet.get_by_role("button", name="Personne suivante").click()
    expect(tablet.get_by_text("1 envoi attend le réseau")).to_be_visible()
    expect(tablet.locator("body")).not_to_contain_text(TEXT, use_inner_text=True)
    tablet.unroute("**/kiosk/problems")
    newcomer(tablet)
    tablet.wait_for_function(
        "() => Object.keys(localStorage).every((key) => localStorage[key] === '[]' "
        "|| key.indexOf('outbox') < 0)"
    )
    people = {person.code: person.id for person in live.people(event)}
    assert [problem.author_id for problem in live.problems(event)] == [people[first]]


def test_a_tablet_left_alone_counts_down_and_wipes_itself(
    server: Server, live: Factory, event: Event, open_page: OpenPage
):
    page = open_page(width=768, height=1024, own_clock=True)
    page.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, 'helper')}")
    page.get_by_role("button", name="Entrer").click()
    code = newcomer(page)
    page.get_by_role("textbox").fill("Un brouillon qui ne doit pas rester")
    page.clock.run_for("01:05")
    expect(page.get_by_text("Toujours là ?")).to_be_visible()
    page.get_by_role("button", name="Je suis là").click()
    expect(page.get_by_text("Toujours là ?")).to_have_count(0)
    page.clock.run_for("01:35")
    expect(page.get_by_role("heading", name="À qui le tour")).to_be_visible()
    assert "brouillon" not in page.evaluate("() => JSON.stringify(localStorage)")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text(code, use_inner_text=True)


def test_the_kiosk_is_for_everyone(tablet: Page, server: Server, event: Event):
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        tablet.mouse.move(0, 0)
        found[name] = violations(tablet) + (["sideways"] if scrolls_sideways(tablet) else [])

    look("start")
    for path in ("new", "known"):
        tablet.goto(f"{server.url}/e/{event.code}/kiosk/{path}")
        look(path)
    tablet.get_by_label("Votre code personnel").fill("abri-jardin-11")
    tablet.get_by_role("button", name="Continuer").click()
    look("unknown code")
    tablet.goto(f"{server.url}/e/{event.code}/kiosk")
    newcomer(tablet)
    look("write")
    write(tablet, TEXT)
    expect(tablet.locator(".card--mine")).to_be_visible()
    look("written")
    tablet.set_viewport_size({"width": 320, "height": 640})
    look("written, narrow")
    tablet.goto(f"{server.url}/e/{event.code}/kiosk/slip")
    look("slip")
    assert {name: faults for name, faults in found.items() if faults} == {}
