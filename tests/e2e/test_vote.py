"""A vote through three browsers (desk by keyboard alone, screen, phone), in two languages."""

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

WORDS = {
    "fr": {
        "open": "Ouvrir le vote",
        "close": "Fermer le vote",
        "show": "Montrer les résultats",
        "sides": "Ouvrir les deux regards",
        "proposal": "Cocher la proposition",
        "choose": "Retenir",
        "left": "Il vous reste 1 voix.",
        "first": "En tête",
        "both": "Usagers d'abord",
        "finished": "sur",
    },
    "en": {
        "open": "Open the vote",
        "close": "Close the vote",
        "show": "Show the results",
        "sides": "Open both perspectives",
        "proposal": "Tick the proposal",
        "choose": "Send",
        "left": "You have 1 dot left.",
        "first": "First",
        "both": "Residents first",
        "finished": "of",
    },
}


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


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_vote_from_opening_to_the_themes_that_go_on(
    server: Server, live: Factory, event: Event, open_page: OpenPage, language: str
):
    words = WORDS[language]
    locale = {"fr": "fr-FR", "en": "en-GB"}[language]
    desk = enter(
        server, event, open_page(locale, 1280, 800), live.staff_token(event, "facilitator")
    )
    screen = enter(server, event, open_page(locale, 1920, 1080), live.staff_token(event, "screen"))
    phone = open_page(locale)
    phone.goto(f"{server.url}/e/{event.code}/join")
    phone.locator(".tile--resident").click()
    phone.locator("form .button--primary").click()
    phone.locator(".own-code + .button--primary").click()

    press(desk, desk.get_by_role("button", name=words["open"]))
    expect(phone.locator(".ballot__pick")).to_have_count(4)
    assert phone_violations(phone) == []
    phone.locator(".ballot__pick").nth(0).click()
    phone.locator(".ballot__pick").nth(1).click()
    expect(phone.locator(".ballot__left")).to_contain_text(words["left"])
    phone.reload()
    expect(phone.locator('.ballot__pick[aria-pressed="true"]')).to_have_count(2)
    assert not scrolls_sideways(phone)
    expect(screen.locator(".screen-vote__count")).to_contain_text(words["finished"])
    assert violations(desk) == []

    for side in ("resident", "professional"):
        for n in range(5):
            person = live.person(event, side)
            vote = ballot_of(event)
            live.dots(vote, person, 0 if side == "resident" else 2, 1 if n % 2 else 3)
    press(desk, desk.get_by_role("button", name=words["close"]))
    desk.keyboard.press("Enter")
    expect(phone.locator(".ballot__pick")).to_have_count(0)
    press(desk, desk.get_by_role("button", name=words["show"]).first)
    expect(screen.locator(".ballot-chart__bar--room")).to_have_count(4)
    expect(screen.locator(".ballot-chart__words").first).to_contain_text(words["first"])
    press(desk, desk.get_by_role("button", name=words["sides"]).first)
    expect(screen.locator(".ballot-chart__bar--resident")).to_have_count(4)
    expect(screen.locator(".ballot-chart__words").first).to_contain_text(words["both"])
    expect(phone.locator(".ballot-chart__bar--professional")).to_have_count(4)
    assert phone_violations(phone) == []
    assert violations(screen) == []

    press(desk, desk.get_by_role("button", name=words["proposal"]))
    press(desk, desk.get_by_role("button", name=words["choose"]).last)
    expect(desk.locator(".desk-vote__choice input:checked")).not_to_have_count(0)
    expect(desk.get_by_role("button", name=words["choose"]).last).to_have_attribute(
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
