"""The facilitator's desk in a real browser: by keyboard, by touch, with two at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from eventlab.extensions import reading
from eventlab.sessions.models import Event
from eventlab.sessions.models import Participant as Person
from eventlab.sessions.services import programme, room
from tests.conftest import Server
from tests.e2e.conftest import (
    COLOURS,
    OpenPage,
    open_desk_at,
    phone_violations,
    scrolls_sideways,
    violations,
)
from tests.factories import Factory

OpenDesk = Callable[..., Page]

A_CLOCK_AN_HOUR_LATE = "{ const now = Date.now; Date.now = () => now() - 3600000; }"
TABS = ["Programme", "Textes", "Personnes", "Commandes"]


@pytest.fixture
def event(live: Factory) -> Event:
    """The posting step of a day, its texts hidden, three of them written."""
    event = live.at_step(live.event("post"), "post", hidden=True, perspective="all")
    author = live.person(event, name="Amina")
    for text in ("Il fait froid chez moi.", "Le hall est sombre.", "Appelez le 06 12 34 56 78."):
        live.problem(event, author, text)
    return event


@pytest.fixture
def open_desk(server: Server, live: Factory, event: Event, open_page: OpenPage) -> OpenDesk:
    def open_one(width: int = 1280, height: int = 800, script: str = "", **options) -> Page:
        page = open_page(width=width, height=height, **options)
        if script:
            page.add_init_script(script)
        return open_desk_at(page, server, event.code, live.staff_token(event))

    return open_one


def title(live: Factory, event: Event, away: int = 0) -> str:
    """The French title of the current step, or of the one so many places after it."""
    steps = live.steps(event)
    here = next(n for n, s in enumerate(steps) if s.id == live.fresh(event).current_step_id)
    return steps[here + away].title["fr"]


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(250):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def card(page: Page, text: str) -> Locator:
    return page.locator("article.card", has_text=text)


def button(place: Page | Locator, name: str) -> Locator:
    return place.get_by_role("button", name=re.compile(name))


def test_a_day_is_led_by_keyboard_alone(open_desk: OpenDesk, live: Factory, event: Event):
    desk = open_desk()
    coming, after = title(live, event, 1), title(live, event, 2)

    desk.keyboard.press("Space")
    expect(button(desk, "Cacher de nouveau").first).to_be_visible()
    assert live.step(event, "post").revealed

    tab_to(desk, button(card(desk, "Le hall est sombre."), "Cacher"))
    desk.keyboard.press("Enter")
    expect(card(desk, "Le hall est sombre.")).to_contain_text("Caché")

    desk.keyboard.press("ArrowRight")
    expect(desk.locator(".desk__step")).to_have_text(coming)

    line = desk.locator("ol.steps > li", has_text=after).first
    tab_to(desk, button(line, "Actions de"))
    desk.keyboard.press("Enter")
    tab_to(desk, button(line, "Monter"))
    desk.keyboard.press("Enter")
    expect(desk.locator("ol.steps > li[aria-current] ~ li").first).not_to_contain_text(after)
    expect(button(line, "Monter")).to_be_focused()

    desk.keyboard.press("z")
    expect(desk.locator("ol.steps > li[aria-current] + li")).to_contain_text(after)


def test_the_keys_are_silent_while_somebody_types_and_when_they_are_off(
    open_desk: OpenDesk, live: Factory, event: Event
):
    desk = open_desk()
    here = title(live, event)
    button(card(desk, "Il fait froid"), "Plus").click()
    desk.get_by_label("Une autre raison").fill("")
    desk.get_by_label("Une autre raison").press_sequentially("blz ?")
    desk.keyboard.press("ArrowRight")
    desk.get_by_label("Une autre raison").blur()
    desk.keyboard.press("Control+ArrowRight")

    desk.keyboard.press("Shift+?")
    desk.get_by_label("Se servir des touches").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("ArrowRight")
    desk.reload()
    expect(desk.locator(".desk__step")).to_have_text(here)
    desk.keyboard.press("ArrowRight")
    button(desk, "Noir").click()
    expect(button(desk, "Noir")).to_have_attribute("aria-pressed", "true")
    expect(desk.locator(".desk__step")).to_have_text(here)
    fresh = live.fresh(event)
    assert (fresh.entries_locked, fresh.screen) == (False, {"black": True})


def test_the_second_of_two_is_told_where_the_day_is(
    open_desk: OpenDesk, live: Factory, event: Event
):
    first, second = open_desk(), open_desk()
    second.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    second.context.route("**/socket.io/**", lambda route: route.abort())
    second.context.route("**/board.json*", lambda route: route.abort())
    second.reload()
    coming = title(live, event, 1)
    button(first, "^Suivante").click()
    expect(first.locator(".desk__step")).to_have_text(coming)
    button(second, "^Suivante").click()
    expect(second.locator(".toast")).to_contain_text("vient de changer d'étape")
    assert title(live, event) == coming


def test_what_one_facilitator_sets_the_other_sees(open_desk: OpenDesk):
    first, second = open_desk(), open_desk(width=360, height=740)
    button(first, "Bloquer les envois").click()
    expect(button(second, "Envois bloqués")).to_have_attribute("aria-pressed", "true")


def test_the_timer_is_right_on_a_device_whose_clock_is_an_hour_late(
    open_desk: OpenDesk, live: Factory, event: Event
):
    post = live.step(event, "post")
    programme.start_timer(event.id, post.id)
    desk = open_desk(script=A_CLOCK_AN_HOUR_LATE)
    clock = desk.locator(".desk__clock .timer__value")
    expect(clock).to_have_text(re.compile(rf"^({post.minutes}:00|{post.minutes - 1}:\d\d)$"))
    programme.add_minutes(event.id, post.id, -post.minutes)
    expect(desk.locator(".desk__clock .timer")).to_have_attribute("data-state", "over")
    expect(desk.locator(".desk__clock .timer__value")).to_have_text(re.compile(r"^\+0:\d\d$"))


def test_a_phone_is_a_remote(open_desk: OpenDesk, live: Factory, event: Event):
    desk = open_desk(width=360, height=740, has_touch=True)
    coming = title(live, event, 1)
    remote = desk.get_by_role("navigation", name="Télécommande")
    for press in remote.get_by_role("button").all():
        box = press.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        assert box["y"] + box["height"] <= 740
    button(remote, "Minuteur").tap()
    expect(button(remote, "Pause")).to_be_visible()
    button(remote, "Dévoiler").tap()
    expect(button(remote, "Cacher")).to_be_visible()
    button(remote, "Suiv").tap()
    expect(desk.locator(".desk__step")).to_have_text(coming)
    button(remote, "Préc").tap()
    expect(desk.locator(".desk__step")).not_to_have_text(coming)


def test_no_zone_scrolls_sideways(open_desk: OpenDesk):
    desk = open_desk(width=320, height=740)
    for width in (320, 768):
        desk.set_viewport_size({"width": width, "height": 740})
        for tab in TABS:
            desk.locator(".desk__tabs").get_by_role("button", name=re.compile(tab)).click()
            assert not scrolls_sideways(desk), (width, tab)


def test_a_list_holds_still_under_a_hand_and_a_field_keeps_its_text(
    open_desk: OpenDesk, live: Factory, event: Event
):
    desk = open_desk()
    author = live.person(event)
    card(desk, "Le hall est sombre.").hover()
    live.problem(event, author, "Un texte arrivé plus tard.")
    expect(button(desk, "1 nouveau texte")).to_be_visible()
    expect(card(desk, "plus tard")).to_have_count(0)
    button(desk, "1 nouveau texte").click()
    expect(card(desk, "plus tard")).to_be_visible()

    desk.locator(".desk__inner-tabs").get_by_role("button", name="Personnes").click()
    search = desk.get_by_placeholder("Prénom")
    search.fill("ami")
    live.person(event, name="Bruno")
    expect(desk.locator(".desk__numbers tr", has_text="Présents").locator("td").last).to_have_text(
        "3"
    )
    expect(search).to_be_focused()
    expect(search).to_have_value("ami")
    expect(desk.locator(".desk__person", has_text="Amina")).to_be_visible()


def test_personal_data_is_marked_and_masked_in_one_press(open_desk: OpenDesk):
    desk = open_desk()
    shown = desk.locator("article.card", has=desk.locator("mark"))
    expect(shown.locator("mark")).to_have_text("06 12 34 56 78")
    button(shown, "Masquer la donnée").click()
    expect(card(desk, "Appelez")).to_contain_text("[téléphone masqué]")
    expect(desk.locator("mark")).to_have_count(0)


def test_what_waits_is_read_and_shown(open_desk: OpenDesk, live: Factory, event: Event):
    room.set_room(event.id, "moderation", "before")
    for text in ("Le bail est en retard.", "Le gaz sent fort."):
        live.problem(event, live.person(event), text)
    desk = open_desk()
    desk.get_by_role("group", name="Quels textes").get_by_role(
        "button", name=re.compile("À relire")
    ).click()
    button(card(desk, "Le bail"), "^Montrer").click()
    expect(card(desk, "Le bail")).not_to_contain_text("À relire")
    button(card(desk, "Le gaz"), "^Cacher").click()
    button(card(desk, "Le gaz"), "Dire pourquoi").click()
    button(card(desk, "Le gaz"), "Propos blessants").click()
    expect(card(desk, "Le gaz")).to_contain_text("Caché : Propos blessants", use_inner_text=True)


def test_a_step_is_added_edited_dragged_and_all_is_undone(
    open_desk: OpenDesk, live: Factory, event: Event
):
    desk = open_desk()
    before = [step.title for step in live.steps(event)]
    current = desk.locator("ol.steps > li[aria-current]")
    button(current, "Actions de").click()
    button(current, "Ajouter après").click()
    form = desk.get_by_role("dialog")
    form.get_by_label("Titre").fill("Encore un tour")
    form.get_by_label("Minutes").first.fill("7")
    button(form, "^Ajouter").click()
    added = desk.locator("ol.steps > li[aria-current] + li")
    expect(added).to_contain_text("Encore un tour")

    button(added, "Actions de").click()
    button(added, "Modifier").click()
    form.get_by_label("Titre").fill("Un dernier tour")
    button(form, "Enregistrer").click()
    expect(added).to_contain_text("Un dernier tour")
    button(added, "Actions de").click()

    after = desk.locator("ol.steps > li[aria-current] + li")
    added.locator(".desk__handle").hover()
    desk.mouse.down()
    current.locator(".desk__handle").hover()
    current.locator(".desk__handle").hover()  # a drag begins with one move and goes on with others
    expect(after).not_to_contain_text("Un dernier tour")
    desk.mouse.up()
    expect(after).not_to_contain_text("Un dernier tour")
    for what in ("déplacement", "modification", "ajout"):
        undo = button(desk, f"Annuler .*{what}")
        undo.click()
        expect(undo).to_have_count(0)
    assert [step.title for step in live.steps(event)] == before


def test_a_lost_code_is_looked_up_and_printed(open_desk: OpenDesk, live: Factory, event: Event):
    desk = open_desk()
    with reading() as session:
        amina = session.query(Person).filter_by(event_id=event.id, name="Amina").one()
    assert amina.code not in desk.content()
    desk.locator(".desk__inner-tabs").get_by_role("button", name="Personnes").click()
    button(desk.locator(".desk__person", has_text="Amina"), "Son code").click()
    slip = desk.get_by_role("dialog")
    expect(slip).to_contain_text(amina.code)
    desk.emulate_media(media="print")
    expect(slip.locator(".slip__code")).to_be_visible()
    expect(desk.locator(".desk__zones")).to_be_hidden()


def test_a_staff_link_is_shown_once_with_its_code_to_scan(open_desk: OpenDesk):
    desk = open_desk()
    desk.locator(".desk__inner-tabs").get_by_role("button", name="Personnes").click()
    desk.get_by_label("Nom, pour s'y retrouver").fill("Karim")
    button(desk, "Créer un lien").click()
    shown = desk.get_by_role("dialog")
    expect(shown.get_by_role("img")).to_be_visible()
    link = shown.locator(".desk__link").inner_text()
    button(shown, "C'est fait").click()
    expect(desk.locator(".desk__person", has_text="Karim")).to_contain_text("pas encore utilisé")
    assert link not in desk.content()


def test_the_desk_says_what_the_screen_shows(open_desk: OpenDesk):
    desk = open_desk()
    shown = desk.locator(".desk__preview")
    expect(shown).to_contain_text("Le mur caché")
    desk.keyboard.press("Space")
    expect(shown).to_contain_text("3 textes")
    desk.keyboard.press("j")
    expect(shown).to_contain_text("le code par-dessus")
    desk.keyboard.press("b")
    expect(shown).to_contain_text("Écran noir")


def test_axe_finds_nothing_in_either_theme(open_desk: OpenDesk):
    desk = open_desk(reduced_motion="reduce")
    button(card(desk, "Il fait froid"), "Plus").click()
    button(desk.locator("ol.steps > li").nth(5), "Actions de").click()
    assert in_each_theme(desk) == []
    desk.locator(".desk__inner-tabs").get_by_role("button", name="Personnes").click()
    assert in_each_theme(desk) == []
    desk.keyboard.press("Shift+?")
    assert in_each_theme(desk) == []


def in_each_theme(page: Page) -> list[str]:
    """What axe-core finds in the light and in the dark, where only the colours are others."""
    page.emulate_media(color_scheme="light")
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    return found + violations(page, only=COLOURS)


def test_axe_finds_nothing_on_a_phone(open_desk: OpenDesk):
    desk = open_desk(width=360, height=740)
    for tab in TABS:
        desk.locator(".desk__tabs").get_by_role("button", name=re.compile(tab)).click()
        assert phone_violations(desk) == []
