"""The participant's phone in a real Chromium: joining, writing, losing the network, coming back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error, Page, expect

from eventlab.boards.services import problems
from eventlab.sessions.models import Event
from eventlab.sessions.services import joining, programme, room
from tests.conftest import Server
from tests.e2e.conftest import COLOURS, LAYOUT, OpenPage, phone_violations, scrolls_sideways
from tests.factories import Factory

TEXT = "L'ascenseur est en panne une semaine sur deux."


@pytest.fixture
def event(live: Factory) -> Event:
    event = live.event("post", title="Bien habiter le 19e")
    return live.at_step(event, "post", hidden=False, perspective="all")


def enter(page: Page, server: Server, event: Event, perspective: str = "resident") -> Page:
    """Join and put the code aside: the page of the step is open."""
    page.goto(f"{server.url}/e/{event.code}")
    page.locator(f".tile--{perspective}").click()
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("button", name="C'est noté").click()
    return page


@pytest.fixture
def phone(server: Server, event: Event, open_page: OpenPage) -> Page:
    """A phone that has joined and read the notice: the next thing is to write."""
    page = enter(open_page(), server, event)
    page.get_by_role("button", name="J'ai compris").click()
    expect(page.get_by_role("textbox")).to_be_visible()
    return page


def send(page: Page, text: str) -> None:
    page.get_by_role("textbox").first.fill(text)
    page.get_by_role("button", name="Envoyer", exact=True).click()


def status(page: Page):
    return page.get_by_role("status")


def texts(live: Factory, event: Event) -> list[str]:
    return [problem.text for problem in live.problems(event)]


def test_from_the_qr_code_to_the_wall(phone: Page, live: Factory, event: Event):
    send(phone, TEXT)
    expect(status(phone)).to_contain_text("Envoyé")
    expect(phone.locator(".card").first).to_contain_text(TEXT)
    expect(phone.get_by_role("textbox")).to_have_value("")
    assert texts(live, event) == [TEXT]


def test_three_taps_from_the_address_to_the_code(server: Server, event: Event, open_page: OpenPage):
    page = open_page()
    page.goto(f"{server.url}/e/{event.code}")
    page.locator(".tile--professional").click()
    page.get_by_role("button", name="Entrer").click()
    expect(page.locator(".own-code__value")).to_have_text(re.compile(r"^[^-\s]+-[^-\s]+-\d\d$"))
    expect(page.locator(".own-code__value")).to_have_attribute("translate", "no")
    expect(page.get_by_text("Notez ce code ou prenez-le en photo.")).to_be_visible()


def test_a_text_written_without_network_survives_a_reload_and_is_stored_once(
    phone: Page, live: Factory, event: Event
):
    address = phone.url
    phone.context.set_offline(True)
    send(phone, TEXT)
    expect(status(phone)).to_contain_text("Pas de réseau")
    expect(phone.locator(".card--waiting")).to_contain_text("Gardé sur ce téléphone")
    assert texts(live, event) == []
    with pytest.raises(Error):
        phone.reload()
    phone.context.set_offline(False)
    phone.goto(address)
    expect(phone.locator(".card--mine")).to_contain_text(TEXT)
    expect(phone.locator(".card--waiting")).to_have_count(0)
    assert texts(live, event) == [TEXT]


def test_a_draft_survives_a_reload_and_a_change_of_step(phone: Page, live: Factory, event: Event):
    phone.get_by_role("textbox").fill("Un début de")
    phone.reload()
    expect(phone.get_by_role("textbox")).to_have_value("Un début de")
    vote, post = live.step(event, "vote"), live.step(event, "post")
    programme.go_to_step(event.id, post.id, vote.id, "test")
    expect(phone.get_by_text("Votre brouillon est gardé")).to_be_visible()
    programme.go_to_step(event.id, vote.id, post.id, "test")
    expect(phone.get_by_role("textbox")).to_have_value("Un début de")


def test_the_code_brings_everything_back_on_another_phone(
    phone: Page, server: Server, event: Event, open_page: OpenPage
):
    send(phone, TEXT)
    phone.get_by_role("link", name="Ma page").click()
    code = phone.locator(".own-code__value").inner_text()
    other = open_page()
    other.goto(f"{server.url}/e/{event.code}/return")
    other.get_by_label("Votre code personnel").fill(code.upper().replace("-", " "))
    other.get_by_role("button", name="Entrer").click()
    other.get_by_role("button", name="C'est noté").click()
    expect(other.locator(".card--mine")).to_contain_text(TEXT)


def test_personal_data_is_shown_before_it_is_sent(phone: Page, live: Factory, event: Event):
    send(phone, "Appelez le 06 12 34 56 78 le soir.")
    expect(phone.locator("mark")).to_have_text("06 12 34 56 78")
    assert texts(live, event) == []
    phone.get_by_role("button", name="Corriger").click()
    expect(phone.get_by_role("textbox")).to_be_focused()
    phone.get_by_role("button", name="Envoyer quand même").click()
    expect(phone.locator(".card--mine")).to_contain_text("06 12 34 56 78")
    assert len(texts(live, event)) == 1


def test_a_refused_text_stays_beside_its_reason_and_can_be_sent_again(
    phone: Page, live: Factory, event: Event
):
    phone.context.set_offline(True)
    send(phone, TEXT)
    room.set_room(event.id, "entries_locked", True)
    phone.context.set_offline(False)
    expect(phone.get_by_text("Ce texte n'est pas envoyé.")).to_be_visible()
    expect(phone.get_by_role("textbox")).to_have_value(TEXT)
    expect(phone.get_by_text("L'envoi est en pause")).to_be_visible()
    room.set_room(event.id, "entries_locked", False)
    phone.get_by_role("button", name="Envoyer à nouveau").click()
    expect(phone.locator(".card--mine")).to_contain_text(TEXT)
    assert texts(live, event) == [TEXT]


def test_281_characters_are_refused_before_they_are_sent(phone: Page, live: Factory, event: Event):
    send(phone, "x" * 281)
    expect(phone.get_by_text("C'est trop long")).to_be_visible()
    expect(phone.locator(".field__counter")).to_have_attribute("data-state", "over")
    phone.get_by_role("textbox").fill("👨‍👩‍👧" * 280)
    expect(phone.locator(".field__counter")).to_contain_text("280")
    phone.get_by_role("button", name="Envoyer", exact=True).click()
    expect(status(phone)).to_contain_text("Envoyé")
    assert len(texts(live, event)) == 1


def test_ones_problem_is_mended_and_withdrawn(phone: Page, live: Factory, event: Event):
    send(phone, TEXT)
    card = phone.locator(".card--mine")
    card.get_by_role("button", name="Modifier").click()
    mend = phone.get_by_role("region", name=re.compile("Modifier"))
    mend.get_by_role("textbox").fill("Réparé, puis cassé.")
    mend.get_by_role("button", name="Enregistrer").click()
    expect(card).to_contain_text("Réparé, puis cassé.")
    card.get_by_role("button", name="Retirer").click()
    card.get_by_role("button", name="Oui, retirer").click()
    expect(card).to_have_count(0)
    expect(status(phone)).to_contain_text("Retiré")


def test_the_other_perspectives_turn_is_said_and_the_text_can_be_prepared(
    phone: Page, live: Factory, event: Event
):
    settings = {**live.step(event, "post").settings, "perspective": "professional"}
    programme.edit_step(event.id, live.step(event, "post").id, {"settings": settings}, "test")
    expect(phone.get_by_text("C'est le tour de l'autre groupe")).to_be_visible()
    expect(phone.get_by_role("button", name="Envoyer", exact=True)).to_have_count(0)
    phone.get_by_role("textbox").fill("Pour tout à l'heure")


def test_what_the_room_writes_does_not_move_what_one_reads(
    phone: Page, live: Factory, event: Event
):
    author = live.person(event, "professional")
    for number in range(12):
        live.problem(event, author, f"Un texte de la salle, {number}.")
    phone.get_by_text("Ce que la salle a écrit (12)").click()
    card = phone.get_by_text("Un texte de la salle, 5.")
    card.scroll_into_view_if_needed()
    before = card.bounding_box()
    live.problem(event, author, "Un texte de plus.")
    expect(phone.get_by_text("Ce que la salle a écrit (13)")).to_be_attached()
    newcomer = phone.get_by_role("button", name="Voir 1 nouveau problème")
    expect(newcomer).to_be_attached()
    expect(phone.get_by_text("Un texte de plus.")).to_have_count(0)
    assert abs(card.bounding_box()["y"] - before["y"]) < 1
    newcomer.click()
    expect(phone.get_by_text("Un texte de plus.")).to_be_visible()


def test_a_hidden_card_leaves_the_open_list_at_once(phone: Page, live: Factory, event: Event):
    author = live.person(event)
    hidden = live.problem(event, author, "À cacher.")
    live.problem(event, author, "À garder.")
    phone.get_by_text("Ce que la salle a écrit (2)").click()
    expect(phone.get_by_text("À cacher.")).to_be_visible()
    problems.hide_problem(event.id, hidden, "Hors sujet")
    expect(phone.get_by_text("À cacher.")).to_have_count(0)
    expect(phone.get_by_text("À garder.")).to_be_visible()


def test_without_a_socket_texts_go_and_the_page_follows(
    server: Server, live: Factory, event: Event, open_page: OpenPage
):
    page = open_page(own_clock=True)
    page.route("**/socket.io/**", lambda route: route.abort())
    enter(page, server, event)
    page.get_by_role("button", name="J'ai compris").click()
    send(page, TEXT)
    expect(page.locator(".card--mine")).to_contain_text("Envoyé, au mur")
    post, vote = live.step(event, "post"), live.step(event, "vote")
    programme.go_to_step(event.id, post.id, vote.id, "test")
    page.clock.fast_forward("00:30")
    expect(page.get_by_role("heading", level=1)).to_have_text(vote.title["fr"])
    expect(status(page)).not_to_contain_text("Connecté")


def test_a_replaced_code_closes_the_phone_and_says_why(phone: Page, live: Factory, event: Event):
    person = live.people(event)[0]
    joining.replace_code(event.id, person.id)
    expect(phone.get_by_role("heading", name="Cet accès est fermé")).to_be_visible()
    phone.get_by_role("link", name="Revenir avec mon code").click()
    expect(phone).to_have_url(re.compile("/return$"))


def test_a_lent_phone_forgets(phone: Page, event: Event):
    phone.get_by_role("textbox").fill("Un secret")
    phone.get_by_role("link", name="Ma page").click()
    phone.get_by_text("Ce téléphone est prêté").click()
    phone.get_by_role("button", name="Oublier ce téléphone").click()
    expect(phone).to_have_url(re.compile("/join$"))
    kept = phone.evaluate("() => JSON.stringify(localStorage)")
    assert "secret" not in kept


def test_the_whole_way_by_keyboard_only(
    server: Server, live: Factory, event: Event, open_page: OpenPage
):
    page = open_page(width=1024, height=768)
    page.goto(f"{server.url}/e/{event.code}")
    tab_to(page, lambda: focused(page).get_attribute("value") == "resident")
    page.keyboard.press("Space")
    tab_to(page, lambda: "Entrer" in focused_text(page))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="C'est noté")).to_be_visible()
    for name in ("C'est noté", "J'ai compris"):
        tab_to(page, lambda name=name: name in focused_text(page))
        page.keyboard.press("Enter")
    tab_to(page, lambda: focused(page).evaluate("node => node.tagName") == "TEXTAREA")
    page.keyboard.type(TEXT)
    tab_to(page, lambda: "Envoyer" in focused_text(page))
    page.keyboard.press("Enter")
    expect(page.locator(".card--mine")).to_contain_text(TEXT)
    assert texts(live, event) == [TEXT]


def focused(page: Page):
    return page.locator("*:focus")


def focused_text(page: Page) -> str:
    return focused(page).inner_text() if focused(page).count() else ""


def tab_to(page: Page, found) -> None:
    """Press Tab until the focus is where it should be."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page).count() and found():
            return
    raise AssertionError("the keyboard does not reach it")


def test_the_page_speaks_the_persons_language(server: Server, event: Event, open_page: OpenPage):
    page = open_page(locale="en-GB")
    page.goto(f"{server.url}/e/{event.code}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.locator(".tile--resident").click()
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("button", name="C'est noté").click()
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Ma page").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(f"{server.url}/e/{event.code}#now")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(title)


def test_nothing_comes_from_outside(server: Server, event: Event, open_page: OpenPage):
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enter(page, server, event)
    page.get_by_role("link", name="Ma page").click()
    assert [url for url in asked if not url.startswith(server.url)] == []


def states(page: Page, live: Factory, event: Event):
    """Every state of the phone, one after another, by name."""
    yield "post"
    send(page, TEXT)
    expect(page.locator(".card--mine")).to_be_visible()
    yield "mine"
    page.get_by_role("button", name="Modifier").click()
    yield "mend"
    page.get_by_role("button", name="Ne rien changer").click()
    page.get_by_role("button", name="Retirer").click()
    yield "withdraw"
    page.get_by_role("button", name="Non, garder").click()
    send(page, "Mon adresse : a@example.org")
    expect(page.locator("mark")).to_be_visible()
    yield "personal data"
    page.get_by_role("button", name="Supprimer ce texte").click()
    send(page, "y" * 300)
    yield "too long"
    page.get_by_text("Ce que la salle a écrit").click()
    yield "room"
    room.set_room(event.id, "entries_locked", True)
    expect(page.get_by_text("L'envoi est en pause")).to_be_visible()
    yield "locked"
    room.set_room(event.id, "entries_locked", False)
    steps = live.steps(event)
    programme.go_to_step(event.id, live.step(event, "post").id, steps[0].id, "test")
    expect(page.get_by_text("Déjà dans la salle")).to_be_visible()
    yield "welcome"
    page.get_by_role("link", name="Ma page").click()
    page.get_by_text("Ce téléphone est prêté").click()
    yield "me"


def faults(page: Page, only: list[str] | None) -> list[str]:
    page.mouse.move(0, 0)  # in a corner, so that no colour changes under it
    found = phone_violations(page, only)
    if scrolls_sideways(page):
        found.append("scrolls sideways")
    return found + [f"small target: {name}" for name in small_targets(page)]


def write_at(page: Page, percent: int) -> None:
    """Write at this size, in per cent of the usual."""
    page.evaluate("size => document.documentElement.style.fontSize = size", f"{1.125 * percent}%")


def small_targets(page: Page) -> list[str]:
    """Controls smaller than 44 px either way; links inside a sentence are exempt (WCAG 2.5.8)."""
    found: list[str] = page.evaluate(
        """() => Array.from(document.querySelectorAll(
             'button, summary, textarea, select, label.tile, label.check, .button, .phone__place'))
           .filter((node) => node.offsetParent !== null)
           .map((node) => [node.innerText || node.id, node.getBoundingClientRect()])
           .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
           .map(([name, box]) => name + ' ' + box.width + 'x' + box.height)"""
    )
    return found


#: Width in px, theme, size of the text in per cent of the usual; the rules of axe that are asked.
LOOKS = {
    (320, "light", 100): None,
    (360, "dark", 100): COLOURS,
    (320, "dark", 200): LAYOUT,
    (768, "light", 100): None,
}


def test_every_state_of_the_phone_is_for_everyone(
    server: Server, live: Factory, event: Event, open_page: OpenPage
):
    page = open_page(reduced_motion="reduce")
    window = page.viewport_size
    found: dict[tuple[str, int, str, int], list[str]] = {}

    def look(name: str) -> None:
        for (width, theme, text), rules in LOOKS.items():
            page.set_viewport_size({"width": width, "height": window["height"]})
            page.emulate_media(color_scheme=theme)
            write_at(page, text)
            found[name, width, theme, text] = faults(page, rules)
        page.set_viewport_size(window)
        write_at(page, 100)

    for name, path in (("home", "/"), ("return", "/return"), ("join", "/join")):
        page.goto(server.url + (path if name == "home" else f"/e/{event.code}{path}"))
        if name == "join":
            page.locator(".tile--professional").click()
            page.locator("summary").click()
        look(name)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("button", name="C'est noté")).to_be_visible()
    look("code")
    page.get_by_role("button", name="C'est noté").click()
    expect(page.get_by_role("button", name="J'ai compris")).to_be_visible()
    look("notice")
    page.get_by_role("button", name="J'ai compris").click()
    for name in states(page, live, event):
        look(name)
    for name in ("notice", "me"):
        page.goto(f"{server.url}/e/{event.code}/{name}")
        look(f"page {name}")
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("width", "height", "text", "stays"),
    [(320, 568, 150, True), (320, 740, 200, False), (320, 300, 100, False)],
)
def test_the_strip_below_stays_in_sight_but_where_it_would_cover_much_of_the_page(
    phone: Page, width: int, height: int, text: int, stays: bool
):
    phone.set_viewport_size({"width": width, "height": height})
    write_at(phone, text)
    strip = phone.locator(".phone__places")
    assert phone.evaluate("document.documentElement.scrollHeight > 2 * innerHeight")
    phone.evaluate("scrollTo(0, 0)")
    box = strip.bounding_box()
    assert (box["y"] < height) is stays
    assert not stays or box["height"] < height / 5
    phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(strip).to_be_in_viewport()


def test_nothing_moves_for_who_asked_for_less_motion(server: Server, open_page: OpenPage):
    page = open_page(reduced_motion="reduce")
    page.goto(server.url)
    write_at(page, 200)
    assert page.evaluate("() => document.getAnimations().length") == 0


def test_the_phone_works_without_any_script(
    server: Server, live: Factory, event: Event, open_page: OpenPage
):
    page = open_page(java_script_enabled=False)
    page.goto(f"{server.url}/e/{event.code}")
    page.locator(".tile--resident").click()
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("button", name="J'ai compris").click()
    page.get_by_label("Chez moi, ou dans mon travail, le problème c'est…").fill(TEXT)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".card")).to_contain_text(TEXT)
    assert texts(live, event) == [TEXT]
