"""Grouping in a real browser: by keyboard alone, by hand, and what the room sees of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from eventlab.boards.services.themes import move_problems
from eventlab.sessions.models import Event
from tests.conftest import Server
from tests.e2e.conftest import (
    OpenPage,
    open_desk_at,
    phone_violations,
    scrolls_sideways,
    violations,
)
from tests.e2e.test_desk import tab_to
from tests.factories import Factory

OpenDesk = Callable[..., Page]
TEXTS = ("Il fait froid chez moi.", "Le chauffage ne marche pas.", "Le hall est sombre.")


@pytest.fixture
def event(live: Factory) -> Event:
    """Three problems to be placed and a theme, at the step of grouping."""
    event = live.at_step(live.event("post"), "post", hidden=False, perspective="all")
    for text in TEXTS:
        live.problem(event, live.person(event), text)
    live.theme(event, "Parties communes")
    return live.at_step(event, "group")


@pytest.fixture
def open_desk(server: Server, live: Factory, event: Event, open_page: OpenPage) -> OpenDesk:
    def open_one(width: int = 1280, height: int = 900) -> Page:
        page = open_page(width=width, height=height)
        return open_desk_at(page, server, event.code, live.staff_token(event))

    return open_one


def card(page: Page, text: str) -> Locator:
    return page.locator(".group-card", has_text=text)


def column(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def test_problems_are_grouped_by_keyboard_alone(open_desk: OpenDesk, live: Factory, event: Event):
    desk = open_desk()
    for text in TEXTS[:2]:
        tab_to(desk, card(desk, text).get_by_role("checkbox"))
        desk.keyboard.press("Space")
    tab_to(desk, card(desk, TEXTS[1]).get_by_role("button", name=re.compile("Déplacer")))
    desk.keyboard.press("Enter")
    tab_to(desk, card(desk, TEXTS[1]).get_by_role("button", name="Ils disent la même chose"))
    desk.keyboard.press("Enter")
    expect(card(desk, TEXTS[0])).to_contain_text("2 personnes ont dit cela")

    move = card(desk, TEXTS[0]).get_by_role("button", name=re.compile("Déplacer"))
    tab_to(desk, move)
    desk.keyboard.press("Enter")
    tab_to(desk, card(desk, TEXTS[0]).get_by_label("En faire un thème"))
    desk.keyboard.type("Froid")
    desk.keyboard.press("Enter")
    expect(column(desk, "Froid").locator(".group-card")).to_have_count(1)

    tab_to(desk, card(desk, TEXTS[2]).get_by_role("button", name=re.compile("Déplacer")))
    desk.keyboard.press("Enter")
    tab_to(desk, card(desk, TEXTS[2]).get_by_label("Aller dans"))
    desk.keyboard.type("Parties")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(column(desk, "Parties communes").locator(".group-card")).to_have_count(1)

    tab_to(desk, desk.get_by_role("button", name=re.compile("Actions du thème « Froid »")))
    desk.keyboard.press("Enter")
    tab_to(desk, column(desk, "Froid").get_by_role("button", name="Dire en question"))
    desk.keyboard.press("Enter")
    desk.keyboard.press("Backspace")
    tab_to(desk, desk.get_by_role("button", name="Enregistrer"))
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Complétez la question.")).to_be_visible()
    desk.keyboard.press("End")
    desk.keyboard.type("avoir chaud ?")
    tab_to(desk, desk.get_by_role("button", name="Enregistrer"))
    desk.keyboard.press("Enter")
    expect(column(desk, "Froid")).to_contain_text("avoir chaud ?")

    undo = desk.get_by_role("button", name=re.compile("Annuler la question"))
    tab_to(desk, undo)
    desk.keyboard.press("Enter")
    expect(column(desk, "Froid")).not_to_contain_text("avoir chaud ?")
    shared, cold = live.themes(event)
    assert (shared.title, cold.title, cold.question) == ("Parties communes", "Froid", "")
    assert [problem.theme_id for problem in live.problems(event)] == [cold.id, cold.id, shared.id]


def test_a_card_goes_by_hand_and_nothing_is_amiss_for_axe(
    open_desk: OpenDesk, live: Factory, event: Event
):
    desk = open_desk()
    placed = column(desk, "Parties communes").locator(".group-card")
    target = column(desk, "Parties communes").locator(".group-column__cards")
    card(desk, TEXTS[2]).hover(position={"x": 40, "y": 14})
    desk.mouse.down()
    target.hover()
    target.hover()  # a drag begins with one move and goes on with others
    expect(placed).to_have_count(1)
    with desk.expect_response("**/desk/themes/move"):
        desk.mouse.up()
    expect(placed).to_have_count(1)
    expect(column(desk, "À placer").locator(".group-card")).to_have_count(2)
    theme = live.themes(event)[0].id
    expect(desk.get_by_role("button", name="Annuler le passage dans")).to_be_visible()
    assert live.problems(event)[2].theme_id == theme
    card(desk, TEXTS[0]).get_by_role("button", name=re.compile("Déplacer")).click()
    desk.get_by_role("button", name=re.compile("Actions du thème")).click()
    assert violations(desk) == []
    desk.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(desk) == []
    desk.set_viewport_size({"width": 360, "height": 740})
    assert not scrolls_sideways(desk)


def test_a_drop_is_kept_when_another_moves_a_card_meanwhile(
    open_desk: OpenDesk, live: Factory, event: Event
):
    desk = open_desk()
    theirs, shared = (
        live.problems(event)[0],
        column(desk, "Parties communes").locator(".group-card"),
    )
    theme = live.themes(event)[0].id
    card(desk, TEXTS[2]).hover(position={"x": 40, "y": 14})
    desk.mouse.down()
    held = column(desk, "Parties communes").locator(".group-column__cards").bounding_box()
    assert held
    desk.mouse.move(held["x"] + 60, held["y"] + 20, steps=8)
    move_problems(event.id, [theirs.id], theme)
    expect(shared.filter(has_text=TEXTS[0])).to_have_count(1)
    desk.mouse.move(held["x"] + 62, held["y"] + 24, steps=3)
    with desk.expect_response("**/desk/themes/move"):
        desk.mouse.up()
    expect(shared).to_have_count(2)
    expect(column(desk, "À placer").locator(".group-card")).to_have_count(1)
    assert [problem.theme_id for problem in live.problems(event)] == [theme, None, theme]


def test_the_room_sees_the_themes_and_an_author_proposes(
    server: Server, open_desk: OpenDesk, open_page: OpenPage, live: Factory, event: Event
):
    theme, author = live.themes(event)[0].id, live.people(event)[0]
    problems = live.problems(event)
    move_problems(event.id, [problems[2].id], theme)
    desk = open_desk()
    screen = open_page(width=1920, height=1080)
    screen.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, 'screen')}")
    screen.get_by_role("button").last.click()
    screen.wait_for_url("**/screen")
    counts = screen.locator(".theme-counts").first  # whatever page is shown
    expect(counts).to_contain_text("1 problème")
    assert violations(screen) == []

    phone = open_page()
    phone.goto(f"{server.url}/e/{event.code}/return")
    phone.locator("input[name=personal_code]").fill(author.code)
    phone.get_by_role("button").last.click()
    phone.get_by_role("button", name="C'est noté").click()
    mine = phone.locator("article.card--mine", has_text=TEXTS[0]).first
    mine.get_by_role("button", name=re.compile("Le mien va")).click()
    mine.get_by_label("Il va plutôt dans").select_option("Parties communes")
    mine.get_by_role("button", name="Proposer").click()
    expect(mine).to_contain_text("L'animation répondra")
    assert phone_violations(phone) == []
    assert not scrolls_sideways(phone)

    desk.get_by_role("button", name=re.compile("Accepter")).click()
    expect(mine).to_contain_text("Proposition acceptée")
    expect(mine).to_contain_text("Parties communes")
    expect(counts).to_contain_text("2 problèmes")
