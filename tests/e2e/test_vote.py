"""A vote through three browsers: desk by keyboard alone, screen and phone in another language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from eventlab.boards.models import Ballot
from eventlab.extensions import reading
from eventlab.sessions.models import Event
from tests.conftest import Server
from tests.e2e.conftest import OpenPage, phone_violations, scrolls_sideways, violations
from tests.factories import Factory, Vote


@pytest.fixture
def event(live: Factory) -> Event:
    event = live.event()
    for title in ("Humidité", "Factures d'énergie", "Bruit", "Charges"):
        live.theme(event, title)
    return live.at_step(event, "vote")


def enter(server: Server, event: Event, page: Page, token: str) -> Page:
    page.goto(f"{server.url}/e/{event.code}/staff/{token}")
    page.get_by_role("button").last.click()
    return page


def press(page: Page, button: Locator) -> None:
    """Reach a button with the Tab key alone, and press it."""
    expect(button).to_be_visible()
    for _ in range(150):
        if button.evaluate("node => node === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not reach the button")


def test_a_vote_from_opening_to_the_themes_that_go_on(
    server: Server, live: Factory, event: Event, open_page: OpenPage
):
    """Led in French, for a room that reads English."""
    desk = enter(server, event, open_page("fr-FR", 1280, 800), live.staff_token(event))
    screen = enter(server, event, open_page("en-GB", 1920, 1080), live.staff_token(event, "screen"))
    phone = open_page("en-GB")
    phone.goto(f"{server.url}/e/{event.code}/join")
    phone.locator(".tile--resident").click()
    phone.locator("form .button--primary").click()
    phone.locator(".own-code + .button--primary").click()

    press(desk, desk.get_by_role("button", name="Ouvrir le vote"))
    expect(phone.locator(".ballot__pick")).to_have_count(4)
    assert phone_violations(phone) == []
    phone.locator(".ballot__pick").nth(0).click()
    phone.locator(".ballot__pick").nth(1).click()
    expect(phone.locator(".ballot__left")).to_contain_text("You have 1 dot left.")
    phone.reload()
    expect(phone.locator('.ballot__pick[aria-pressed="true"]')).to_have_count(2)
    assert not scrolls_sideways(phone)
    expect(screen.locator(".screen-vote__count")).to_contain_text("of")
    assert violations(desk) == []

    for side in ("resident", "professional"):
        for n in range(5):
            person = live.person(event, side)
            vote = ballot_of(event)
            live.dots(vote, person, 0 if side == "resident" else 2, 1 if n % 2 else 3)
    press(desk, desk.get_by_role("button", name="Fermer le vote"))
    desk.keyboard.press("Enter")
    expect(phone.locator(".ballot__pick")).to_have_count(0)
    press(desk, desk.get_by_role("button", name="Montrer les résultats").first)
    expect(screen.locator(".ballot-chart__bar--room")).to_have_count(4)
    expect(screen.locator(".ballot-chart__words").first).to_contain_text("First")
    press(desk, desk.get_by_role("button", name="Ouvrir les deux regards").first)
    expect(screen.locator(".ballot-chart__bar--resident")).to_have_count(4)
    expect(screen.locator(".ballot-chart__words").first).to_contain_text("Residents first")
    expect(phone.locator(".ballot-chart__bar--professional")).to_have_count(4)
    assert phone_violations(phone) == []
    assert violations(screen) == []

    press(desk, desk.get_by_role("button", name="Cocher la proposition"))
    press(desk, desk.get_by_role("button", name="Retenir").last)
    expect(desk.locator(".desk-vote__choice input:checked")).not_to_have_count(0)
    expect(desk.get_by_role("button", name="Retenir").last).to_have_attribute(
        "aria-disabled", "true"
    )
    expect(screen.locator(".ballot-chart__key")).to_have_count(1)
    expect(phone.locator(".ballot-chart__sign--going")).not_to_have_count(0)
    assert violations(screen) == []
    assert any(theme.goes_on for theme in live.themes(event))
    assert violations(desk) == []


def ballot_of(event: Event) -> Vote:
    """The vote that is open."""
    with reading() as session:
        found = session.scalars(select(Ballot).where(Ballot.event_id == event.id)).one()
    return Vote(event, found.id, found.step_id or 0, [line["id"] for line in found.lines])
