"""Texts that attack the page, on the phone, the screen and the desk of a real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from eventlab.boards.services import problems
from eventlab.sessions.models import Event
from eventlab.sessions.services import programme
from tests.conftest import Server
from tests.e2e.conftest import OpenPage, scrolls_sideways
from tests.factories import Factory

RUN = "window.owned = 1"
MARKUP = f"<img src=x onerror='{RUN}'><script>{RUN}</script>"
CLOSING = f'</script><script type="module">{RUN}</script>'
DRAWING = f"<svg onload='{RUN}'><a href='javascript:{RUN}'>"
ZALGO = "".join(letter + "\u0351\u0316\u0347\u0324" * 3 for letter in "problème")
UNBROKEN = "W" * 120
EMOJI = "\U0001f3da\ufe0f" * 140
WALL = [MARKUP, CLOSING, DRAWING, "{{ 7 * 7 }} ${7 * 7}", ZALGO, UNBROKEN, EMOJI, "=1+1"]


@pytest.fixture
def event(live: Factory) -> Event:
    """An event all of whose texts attack."""
    event = live.event("post", title=MARKUP + CLOSING, place=DRAWING)
    event = live.at_step(event, "post", hidden=False, perspective="all")
    step = live.step(event, "post")
    spoilt = {"title": {"fr": (MARKUP + UNBROKEN)[:80]}, "instruction": {"fr": CLOSING + UNBROKEN}}
    programme.edit_step(event.id, step.id, spoilt, "s")
    author = live.person(event, "professional", name=MARKUP[:40], trade=DRAWING[:60])
    ids = [live.problem(event, author, text) for text in WALL]
    problems.hide_problem(event.id, ids[-1], MARKUP)
    return event


def check(page: Page) -> None:
    """The page stands, shows the text as text, and ran nothing of it."""
    expect(page.get_by_text("<img src=x").first).to_be_visible()
    assert page.evaluate("() => window.owned") is None
    assert page.locator("img[src=x], svg[onload], a[href^='javascript']").count() == 0
    assert not scrolls_sideways(page)


def test_on_a_phone(server: Server, event: Event, open_page: OpenPage):
    page = open_page()
    page.goto(f"{server.url}/e/{event.code}/join")
    check(page)
    page.locator("input[name=perspective]").first.check(force=True)
    page.locator("input[name=name]").fill(CLOSING[:40])
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url(f"**/e/{event.code}")
    page.get_by_role("button", name="C'est noté").click()
    check(page)


@pytest.mark.parametrize(("role", "width"), [("screen", 1920), ("facilitator", 1280)])
def test_on_the_screen_and_at_the_desk(
    server: Server, live: Factory, event: Event, open_page: OpenPage, role: str, width: int
):
    page = open_page(width=width, height=900)
    page.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, role)}")
    page.get_by_role("button").last.click()
    page.wait_for_url("**/screen" if role == "screen" else "**/desk")
    check(page)
