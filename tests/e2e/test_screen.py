"""The projector, as the room sees it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from eventlab.boards.services import problems
from eventlab.sessions.models import Event
from eventlab.sessions.services import programme, room
from tests.conftest import Server
from tests.e2e.conftest import OpenPage, violations
from tests.factories import Factory

SENTENCE = "Rien ne sèche chez nous, même en plein mois de juillet."


@pytest.fixture
def event(live: Factory) -> Event:
    event = live.event("post", title="Bien habiter")
    return live.at_step(event, "post", hidden=False, perspective="all")


@pytest.fixture
def screen(server: Server, live: Factory, event: Event, open_page: OpenPage) -> Page:
    page = open_page(width=1920, height=1080)
    page.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, 'screen')}")
    page.get_by_role("button").last.click()
    page.wait_for_url("**/screen")
    return page


def test_a_problem_appears_on_the_wall_while_it_is_watched(
    screen: Page, live: Factory, event: Event
):
    author = live.person(event)
    expect(screen.locator(".counter--resident .counter__value")).to_have_text("0")
    tell(live, event, author, SENTENCE)
    expect(screen.get_by_text(SENTENCE)).to_be_visible()
    expect(screen.locator(".counter--resident .counter__value")).to_have_text("1")


def tell(live: Factory, event: Event, author: object, text: str) -> int:
    """Post from this process: the server's bell does not hear it, its own look finds it."""
    return live.problem(event, author, text)


def test_the_join_code_is_always_in_the_corner(screen: Page, live: Factory, event: Event):
    for step in live.steps(event)[:6]:
        current = live.fresh(event).current_step_id
        programme.go_to_step(event.id, current, step.id, "s")
        expect(screen.locator(".screen__step")).to_have_text(step.title["fr"], use_inner_text=False)
        expect(screen.locator(".screen__bottom")).to_contain_text(event.code)


def test_a_hidden_card_leaves_the_wall(screen: Page, live: Factory, event: Event):
    problem = live.problem(event, live.person(event), SENTENCE)
    expect(screen.get_by_text(SENTENCE)).to_be_visible()
    problems.hide_problem(event.id, problem, "hors sujet")
    expect(screen.get_by_text(SENTENCE)).to_have_count(0)


def test_before_the_reveal_the_wall_says_how_many_and_not_what(
    screen: Page, live: Factory, event: Event
):
    live.at_step(event, "post", hidden=True)
    live.problem(event, live.person(event), SENTENCE)
    screen.reload()
    expect(screen.get_by_role("main")).to_contain_text("Ils apparaîtront tous ensemble")
    assert SENTENCE not in screen.content()
    programme.reveal_step(event.id, live.step(event, "post").id, True)
    expect(screen.get_by_text(SENTENCE)).to_be_visible()


def test_black_hides_everything_and_comes_back(screen: Page, event: Event):
    room.set_screen(event.id, "black", True)
    expect(screen.locator(".screen")).to_have_attribute("data-layout", "black")
    room.set_screen(event.id, "black", False)
    expect(screen.locator(".screen")).to_have_attribute("data-layout", "wall")


def test_a_full_wall_turns_its_pages_and_shows_every_card(
    screen: Page, live: Factory, event: Event
):
    author = live.person(event)
    for number in range(30):
        live.problem(event, author, f"{number}. {SENTENCE}")
    expect(screen.locator(".pager__words")).to_contain_text("sur")
    cut = screen.evaluate(
        """() => {
          const bottom = document.querySelector('.screen__main').getBoundingClientRect().bottom;
          return [...document.querySelectorAll('.screen__main .card')]
            .filter((card) => card.getBoundingClientRect().bottom > bottom + 1).length;
        }"""
    )
    assert cut == 0


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_the_line_below_holds_a_long_address_the_page_and_the_counters(
    server: Server, live: Factory, event: Event, open_page: OpenPage, locale: str
):
    author = live.person(event)
    for number in range(30):
        live.problem(event, author, f"{number}. {SENTENCE}")
    page = open_page(width=1280, height=720, locale=locale)
    page.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, 'screen')}")
    page.get_by_role("button").last.click()
    expect(page.locator(".pager__words")).to_be_visible()
    outside: dict[int, list[str]] = {}
    for width in (1920, 1500, 1280, 1024):
        page.set_viewport_size({"width": width, "height": 720})
        outside[width] = page.evaluate(
            """() => {
              const address = document.querySelector('.screen__bottom .join__address');
              address.textContent = '192.168.100.100:8000';
              return [...document.querySelectorAll('.screen__bottom *')]
                .filter((node) => node.getBoundingClientRect().right > innerWidth - 8)
                .map((node) => node.className);
            }"""
        )
    assert not any(outside.values()), outside


def test_letters_are_large_enough_for_the_back_of_the_room(
    screen: Page, live: Factory, event: Event
):
    live.problem(event, live.person(event), SENTENCE)
    card = screen.get_by_text(SENTENCE)
    assert card.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") >= 32


def test_axe_finds_nothing_on_the_screen_in_either_theme(screen: Page, live: Factory, event: Event):
    live.problem(event, live.person(event), SENTENCE)
    expect(screen.get_by_text(SENTENCE)).to_be_visible()
    screen.locator(".card--new").first.wait_for(state="detached")
    for theme in ("light", "dark"):
        room.set_screen(event.id, "theme", theme)
        expect(screen.locator("html")).to_have_attribute("data-theme", theme)
        assert violations(screen) == []


def test_long_themes_and_names_of_teams_are_whole_in_columns_that_stay_on_the_screen(
    server: Server, live: Factory, open_page: OpenPage
):
    event = live.event("teams", title="Bien habiter")
    title = "Comment baisser la facture de chauffage sans attendre la rénovation complète ?"
    theme = live.theme_on(event, title)
    name = "Marie-Antoinette de La Rochefoucauld"
    for _ in range(4):
        live.team(event, live.person(event, name=name), live.person(event, name="Bo"), theme=theme)
    page = open_page(width=1280, height=720)
    page.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, 'screen')}")
    page.get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="Table 4")).to_be_visible()
    expect(page.locator(".pager__words")).to_have_count(0)
    assert page.evaluate(CUT) == []
    assert violations(page) == []


CUT = """() => {
  const frame = document.querySelector('.screen-tables').getBoundingClientRect();
  const out = box => box.bottom > frame.bottom + 1 || box.right > frame.right + 1;
  const parts = document.querySelectorAll('.screen-table, .screen-team__theme, .screen-team__name');
  return Array.from(parts)
    .filter(one => !one.closest('.screen-tables__measured'))
    .filter(one => out(one.getBoundingClientRect()) || one.scrollWidth > one.clientWidth + 1)
    .map(one => one.textContent);
}"""
