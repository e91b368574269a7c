"""A script that comes late: what was typed in the plain page is there when it has come."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from eventlab.sessions.models import Event, Participant
from eventlab.sessions.services import joining
from tests.conftest import Server
from tests.e2e.conftest import OpenPage
from tests.factories import Factory
from tests.ideas.rooms import team_of

PLACES = {
    "post": ("Chez moi, ou dans mon travail, le problème c'est…", "Il fait froid."),
    "work": ("L'histoire d'un cas réel", "Un hiver sans chauffage."),
    "evaluate": ("Quoi ?", "Appeler le syndic"),
    "rounds": ("Ce que je peux raconter en cinq minutes", "Purger un radiateur"),
}


def come_in(page: Page, server: Server, event: Event, who: Participant) -> None:
    """On a phone that has a code and has read the notice, as after a reload."""
    page.goto(f"{server.url}/e/{event.code}/return")
    page.get_by_role("textbox").fill(who.code)
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("button", name="C'est noté").click()


def hold_scripts(page: Page) -> list[Route]:
    """From now on no page's own script arrives; gives those that are held."""
    held: list[Route] = []
    page.route("**/js/pages/*.js*", lambda route: held.append(route))
    return held


@pytest.mark.parametrize("kind", PLACES)
def test_what_is_typed_before_the_script_comes_stays_and_goes_on(
    server: Server, live: Factory, open_page: OpenPage, kind: str
):
    event = live.event(kind, **({"format_key": "bazar"} if kind == "rounds" else {}))
    who = live.person(event, name="Awa")
    joining.accept_notice(event.id, who.id)
    team_of(event, who)
    page = open_page()
    come_in(page, server, event, who)
    held = hold_scripts(page)
    page.goto(f"{server.url}/e/{event.code}", wait_until="commit")
    label, text = PLACES[kind]
    field = page.get_by_label(label, exact=True)
    field.press_sequentially(text[:-2])
    expect(page.locator("form[method=post]").first).to_be_attached()
    for route in held:
        route.continue_()
    expect(page.locator("form[method=post]")).to_have_count(0)
    expect(field).to_have_value(text[:-2])
    expect(field).to_be_focused()
    page.keyboard.type(text[-2:])
    expect(field).to_have_value(text)
