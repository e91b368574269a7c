"""Rounds in real browsers: dealt at the desk, shown to the room, followed and ticked on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from eventlab.extensions import reading
from eventlab.matchmaking.models import RoundPlan
from eventlab.matchmaking.services import round_guests, round_plans
from eventlab.sessions.models import Event
from eventlab.sessions.services import joining, room
from tests.conftest import Server
from tests.e2e.conftest import OpenPage, phone_violations, scrolls_sideways, violations
from tests.factories import Factory

AN_HOUR_LATE = "{ const now = Date.now; Date.now = () => now() - 3600000; }"


@pytest.fixture
def event(live: Factory) -> Event:
    """Eleven people at two sides, with three rounds to come."""
    event = live.at_step(
        live.event("rounds", format_key="speed_meeting"), "rounds", count=3, people=2
    )
    for n in range(11):
        live.person(event, ("resident", "professional")[n % 2], name=f"Prénom{n}")
    return event


def staff(server: Server, live: Factory, event: Event, role: str, page: Page) -> Page:
    page.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, role)}")
    page.get_by_role("button").last.click()
    page.wait_for_url("**/screen" if role == "screen" else "**/desk")
    return page


def phone_of(server: Server, event: Event, code: str, page: Page) -> Page:
    page.goto(f"{server.url}/e/{event.code}/return")
    page.locator("input[name=personal_code]").fill(code)
    page.locator("button.button--primary").click()
    page.locator("button.button--primary").click()  # the code is noted
    return page


def test_rounds_from_the_desk_to_the_pocket(
    server: Server, live: Factory, event: Event, open_page: OpenPage
):
    desk = staff(server, live, event, "facilitator", open_page(width=1280, height=800))
    screen = staff(server, live, event, "screen", open_page(width=1920, height=1080))
    late = open_page(width=320)
    late.add_init_script(AN_HOUR_LATE)
    one = live.people(event)[0]
    phone = phone_of(server, event, one.code, late)
    expect(phone.get_by_text("Les places se préparent")).to_be_visible()

    desk.get_by_text("Les tables sans marche").click()
    desk.get_by_role("button", name="Table 1 sans marche").press("Enter")
    first = desk.get_by_role("button", name="Table 1 sans marche")
    expect(first).to_have_attribute("aria-pressed", "false")

    desk.get_by_role("button", name="Calculer les places").press("Enter")
    expect(desk.get_by_text("Proposition, pas encore publiée")).to_be_visible()
    expect(phone.get_by_text("Les places se préparent")).to_be_visible()
    desk.get_by_role("button", name="Publier les places").press("Enter")
    expect(phone.get_by_text(re.compile("Attendez le signal"))).to_be_visible()

    expect(desk.get_by_role("button", name="Lancer les tours")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(screen.get_by_role("heading", name="Allez à votre table")).to_be_visible()
    expect(phone.get_by_text("pour changer de place")).to_be_visible()
    expect(phone.locator(".round-now__time b")).to_have_text(re.compile("^0:[3-5]"))
    desk.get_by_role("button", name="Commencer le tour 1").press("Enter")
    expect(screen.get_by_role("heading", name="On parle")).to_be_visible()
    expect(screen.locator(".screen-tables")).to_have_attribute("data-names", "great")
    expect(phone.locator(".round-now__time b")).to_have_text(re.compile("^5:[45]"))

    phone.get_by_role("button", name=re.compile("^Se revoir")).first.click()
    expect(phone.get_by_role("button", name=re.compile("Oui, se revoir"))).to_be_visible()
    assert not scrolls_sideways(phone)
    joining.set_status(event.id, live.people(event)[3].id, "gone")
    expect(desk.get_by_text("Partis")).to_contain_text("Prénom3")
    desk.get_by_role("button", name="Calculer les tours à venir").press("Enter")
    desk.get_by_role("button", name="Publier les places").press("Enter")
    expect(desk.get_by_text("Partis")).to_have_count(0)
    desk.get_by_role("button", name="Changer de table maintenant").press("Enter")
    expect(screen.get_by_role("heading", name="Changez de table")).to_be_visible()
    assert [violations(desk), phone_violations(phone), violations(screen)] == [[], [], []]
    phone.get_by_role("link", name="Ma page").click()
    expect(phone.get_by_text("Ma carte à emporter")).to_be_visible()
    assert phone_violations(phone) == []
    phone.emulate_media(media="print")
    expect(phone.locator(".phone__places")).to_be_hidden()
    expect(phone.get_by_text("Se revoir ?")).to_be_hidden()
    expect(phone.get_by_text("Tour 1 : table")).to_be_visible()


@pytest.mark.parametrize(
    ("width", "height", "names"), [(1280, 720, "plain"), (1920, 1080, "great")]
)
def test_fifty_people_find_their_table_on_two_pages_of_names_as_great_as_can_be(
    server: Server,
    live: Factory,
    event: Event,
    open_page: OpenPage,
    width: int,
    height: int,
    names: str,
):
    for n in range(39):
        live.person(event, ("professional", "resident")[n % 2], name=f"Nom{n}")
    step = live.step(event, "rounds").id
    round_plans.propose_rounds(event.id, step)
    with reading() as session:
        made_at = session.get_one(RoundPlan, step).made_at
    round_plans.publish_rounds(event.id, step, made_at)
    screen = staff(server, live, event, "screen", open_page(width=width, height=height))
    expect(screen.get_by_text("Page 1 sur 2")).to_be_visible()
    expect(screen.locator(".screen-tables")).to_have_attribute("data-names", names)
    assert not scrolls_sideways(screen)


def test_the_desk_names_who_meets_fewer_people_than_the_others(
    server: Server, live: Factory, event: Event, open_page: OpenPage
):
    desk = staff(server, live, event, "facilitator", open_page(width=1280, height=800))
    step, everybody = live.step(event, "rounds").id, live.people(event)
    round_plans.set_absences(event.id, step, everybody[1].id, [2])
    desk.get_by_role("button", name="Calculer les places").press("Enter")
    proposal = desk.get_by_role("region", name="Proposition, pas encore publiée")
    fewer = "1 rencontre de moins que les autres de son côté : Prénom1 (absent·e au tour 2)."
    expect(proposal.get_by_text(f"1 personne a {fewer}")).to_be_visible()
    desk.get_by_role("button", name="Publier les places").press("Enter")
    desk.get_by_role("button", name="Lancer les tours").press("Enter")

    joining.set_status(event.id, everybody[3].id, "gone")
    round_plans.set_absences(event.id, step, everybody[5].id, [3])
    live.person(event, "resident", name="Tardive")
    round_guests.keep_place(event.id, everybody[2].id, True)
    moves = desk.locator(".banner--waiting")
    expect(moves.get_by_text("Sans place à venir : Tardive.")).to_be_visible()
    expect(moves.get_by_text("Attendus à un tour où ils s'absentent : Prénom5.")).to_be_visible()
    expect(moves.get_by_text("Demandent à garder leur place : Prénom2.")).to_be_visible()
    desk.get_by_role("button", name="Calculer les tours à venir").press("Enter")
    desk.get_by_role("button", name="Publier les places").press("Enter")
    expect(moves).to_have_count(0)
    assert violations(desk) == []


def test_in_english_in_the_dark_a_topic_is_offered_and_wished_for(
    server: Server, live: Factory, open_page: OpenPage
):
    event = live.event("rounds", format_key="bazar")
    one, other = live.person(event, name="Ann"), live.person(event, name="Bob")
    dark = {"locale": "en-GB", "color_scheme": "dark", "width": 320}
    ann = phone_of(server, event, one.code, open_page(**dark))
    bob = phone_of(server, event, other.code, open_page(**dark))
    ann.get_by_role("button", name="I move little").click()
    expect(ann.get_by_text("Offer a topic too: the others will come to you.")).to_be_visible()
    ann.get_by_label("What I can tell in five minutes").fill("Mend a tap")
    ann.get_by_label("What I can tell in five minutes").press("Enter")
    expect(ann.get_by_text("Offered to the room")).to_be_visible()
    bob.get_by_role("button", name="Choose : Mend a tap").click()
    expect(bob.get_by_text("1 of 5")).to_be_visible()
    room.set_screen(event.id, "theme", "dark")
    screen = staff(server, live, event, "screen", open_page(width=1920, height=1080))
    expect(screen.get_by_text("Mend a tap").first).to_be_visible()
    assert [phone_violations(ann), phone_violations(bob), violations(screen)] == [[], [], []]
    assert not scrolls_sideways(bob)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_helper_chooses_topics_in_english_by_keyboard(
    server: Server, live: Factory, open_page: OpenPage, script: bool
):
    event = live.event("rounds", format_key="bazar")
    teller, listener = live.person(event, name="Ann"), live.person(event, name="Bob")
    round_guests.offer_topic(event.id, teller.id, "Mend a tap")
    kiosk = open_page(width=768, height=1024, locale="en-GB", java_script_enabled=script)
    kiosk.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, 'helper')}")
    kiosk.get_by_role("button").last.press("Enter")
    kiosk.get_by_role("link", name="They have a code already").press("Enter")
    kiosk.get_by_label("Your personal code").fill(listener.code)
    kiosk.keyboard.press("Enter")
    expect(kiosk.get_by_text("Choose 5 topics to hear at most.")).to_be_visible()
    kiosk.get_by_role("button", name="Choose : Mend a tap").press("Enter")
    expect(kiosk.get_by_text("1 of 5")).to_be_visible()
    expect(kiosk.get_by_role("button", name="Chosen : Mend a tap")).to_be_visible()
    kiosk.get_by_label("What I can tell in five minutes").fill("Grow beans")
    kiosk.keyboard.press("Enter")
    expect(kiosk.get_by_role("button", name="I would rather listen")).to_be_visible()
