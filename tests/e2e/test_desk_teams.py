"""Teams at the desk in a real browser: formed, moved by pointer and by keyboard, published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from eventlab.boards.services.themes import choose_themes
from eventlab.extensions import reading
from eventlab.matchmaking.queries import members_of
from eventlab.matchmaking.queries.forming import forming
from eventlab.matchmaking.services import links, solving, team_plan, versions
from eventlab.sessions.models import Event, Participant
from tests.conftest import Server
from tests.e2e.conftest import (
    OpenPage,
    open_desk_at,
    phone_violations,
    scrolls_sideways,
    violations,
)
from tests.factories import Factory


@pytest.fixture
def event(live: Factory) -> Event:
    """Twelve people, two themes, the step where teams form."""
    event = live.event("welcome")
    for title in ("Le chauffage", "Le bruit"):
        live.theme_on(event, title)
    event = live.at_step(event, "teams", smallest=3, largest=5, k_resident=1)
    for number in range(12):
        side = "professional" if number % 3 == 2 else "resident"
        live.person(event, side, name=f"Prénom {number:02}")
    return event


def open_desk(open_page: OpenPage, server: Server, live: Factory, event: Event) -> Page:
    page = open_page(width=1280, height=800)
    return open_desk_at(page, server, event.code, live.staff_token(event))


def open_phone(
    open_page: OpenPage, server: Server, event: Event, person: Participant, **options: object
) -> Page:
    page = open_page(**options)
    page.goto(f"{server.url}/e/{event.code}/return")
    page.locator("input[name=personal_code]").fill(person.code)
    page.get_by_role("button").last.click()
    page.wait_for_url(re.compile(r"/e/[^/]+(#.*)?$"))
    return page


class News:
    """What the server tells a page by its socket, which may be made late."""

    def __init__(self, page: Page) -> None:
        self._late: list[tuple[WebSocketRoute, str | bytes]] | None = None
        page.route_web_socket(re.compile("/socket.io/"), self._pass_on)

    def _pass_on(self, socket: WebSocketRoute) -> None:
        def told(message: str | bytes) -> None:
            if self._late is None:
                socket.send(message)
            else:
                self._late.append((socket, message))

        socket.connect_to_server().on_message(told)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing arrives within; all of it after."""
        self._late = []
        yield
        late, self._late = self._late, None
        for socket, message in late:
            socket.send(message)


def column(desk: Page, number: int) -> Locator:
    return desk.locator(f'ul[data-team="{number}"]')


def press(page: Page, target: Locator) -> None:
    """By keyboard alone: the focus goes there, then Enter."""
    target.focus()
    page.keyboard.press("Enter")


def test_teams_are_formed_moved_by_keyboard_and_published(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    desk = open_desk(open_page, server, live, event)
    press(desk, desk.get_by_role("button", name="Former les équipes"))
    expect(desk.locator(".chip--ok", has_text="Meilleur résultat prouvé")).to_be_visible()

    mover = column(desk, 1).locator("li").first.locator(".desk-team__name span[dir]")
    name = mover.inner_text()
    press(desk, desk.get_by_role("button", name=f"Actions pour {name}"))
    desk.get_by_label("Aller dans...").focus()
    desk.keyboard.press("ArrowDown")  # every arrow chooses: nothing is asked before it is meant
    expect(desk.get_by_label("Proposition")).to_have_count(0)
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Voir ce que ça change")).to_be_focused()
    desk.keyboard.press("Enter")
    accept = desk.get_by_role("button", name="Accepter")
    expect(accept).to_be_focused()
    expect(desk.get_by_label("Proposition")).to_contain_text("1 personne bouge")
    desk.keyboard.press("Enter")
    sure = desk.get_by_role("button", name="Oui, malgré la règle")
    if sure.count():
        desk.keyboard.press("Enter")
    expect(column(desk, 2)).to_contain_text(name)
    expect(desk.get_by_role("button", name=f"Actions pour {name}")).to_be_focused()
    assert violations(desk) == []

    press(desk, desk.locator('[data-keep="teams-undo"]'))
    expect(column(desk, 1)).to_contain_text(name)
    press(desk, desk.get_by_role("button", name="Publier à la salle"))
    expect(desk.get_by_role("button", name="Publié à la salle")).to_be_visible()
    with reading() as session:
        assert sum(len(here) for here in members_of(session, event.id).values()) == 12


def test_a_proposal_made_before_another_facilitator_s_change_is_not_accepted_unseen(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    one, other = (open_desk(open_page, server, live, event) for _ in range(2))
    press(one, one.locator('[data-keep="teams-solve"]'))
    mover = column(other, 1).locator("li").first.locator(".desk-team__name span[dir]")
    name = mover.inner_text()
    press(other, other.get_by_role("button", name=f"Actions pour {name}"))
    other.get_by_label("Aller dans...").select_option("2")
    expect(other.get_by_role("button", name="Accepter")).to_be_focused()
    last = column(one, 2).locator("li").last.get_attribute("data-person")
    versions.lock_person(event.id, in_hand(event), last or "", None, "")
    offer = other.get_by_label("Proposition")
    expect(offer).to_contain_text("Les équipes ont changé entre-temps")
    expect(offer.get_by_role("button", name="Accepter")).to_have_count(0)
    expect(column(other, 1)).to_contain_text(name)


def test_somebody_dragged_to_another_team_is_asked_about_first(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    desk = open_desk(open_page, server, live, event)
    desk.get_by_role("button", name="Former les équipes").click()
    expect(column(desk, 1)).to_be_visible()
    line = column(desk, 1).locator(".desk-team__line").first
    name = line.locator(".desk-team__name span[dir]").inner_text()
    line.hover(position={"x": 60, "y": 12})
    desk.mouse.down()
    column(desk, 2).hover()
    column(desk, 2).hover()  # a drag begins with one move and goes on with others
    expect(column(desk, 2)).to_contain_text(name)
    desk.mouse.up()
    expect(desk.get_by_label("Proposition")).to_contain_text(name)
    expect(column(desk, 1)).to_contain_text(name)
    desk.get_by_role("button", name="Ne rien changer").click()
    expect(desk.get_by_label("Proposition")).to_have_count(0)


def test_a_latecomer_is_seated_and_reads_the_table(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    desk = open_desk(open_page, server, live, event)
    desk.get_by_role("button", name="Former les équipes").click()
    desk.get_by_role("button", name="Publier à la salle").click()
    expect(desk.get_by_role("button", name="Publié à la salle")).to_be_visible()
    late = live.person(event, name="Tardive")
    phone = open_phone(open_page, server, event, late)
    phone.get_by_role("button", name="C'est noté").click()
    desk.get_by_role("button", name="Vient d'arriver : où ? Tardive").click()
    desk.get_by_role("button", name="Accepter").first.click()
    expect(phone.get_by_role("status")).to_contain_text("Votre équipe est prête : table")
    expect(phone.locator(".table-plate__number")).to_be_visible()
    expect(phone.locator(".team-names")).to_contain_text("Tardive")
    expect(phone.locator(".team-names .chip")).to_have_count(0)
    expect(phone.locator(".task")).to_have_text("Votre équipe est prête. Allez à votre table.")
    assert phone_violations(phone) == []
    assert not scrolls_sideways(phone)


def test_what_cannot_be_done_is_told_with_ways_out_that_lead_out(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    choose_themes(event.id, [theme.id for theme in live.themes(event)], goes_on=False)
    live.at_step(event, "teams", smallest=3, largest=5, k_resident=1, k_professional=3)
    desk = open_desk(open_page, server, live, event)
    for said, way in (
        ("Aucun thème ne continue", "Former des équipes sans thème"),
        ("Professionnels : 4 pour 3 équipes", "Ne pas en demander dans 2 équipes"),
    ):
        press(desk, desk.locator('[data-keep="teams-solve"]'))
        why = desk.get_by_label("Impossible ainsi")
        expect(why).to_contain_text(said)
        assert violations(desk) == []
        press(desk, why.get_by_role("button", name=way))
        expect(desk.locator('[data-keep="teams-solve"]')).to_be_focused()
        expect(why).not_to_contain_text(said)
    desk.keyboard.press("Enter")
    expect(desk.locator(".chip--ok", has_text="Meilleur résultat prouvé")).to_be_visible()


@pytest.mark.parametrize("way", ["Enlever leur lien « pas ensemble »", "Enlever ces verrous"])
def test_people_held_in_one_team_who_ask_to_be_apart_are_told_once_and_either_way_leads_out(
    open_page: OpenPage, server: Server, live: Factory, event: Event, way: str
):
    page = open_page(width=1280, height=800)
    news = News(page)
    desk = open_desk_at(page, server, event.code, live.staff_token(event))
    press(desk, desk.locator('[data-keep="teams-solve"]'))
    best = desk.locator(".chip--ok", has_text="Meilleur résultat prouvé")
    expect(best).to_be_visible()
    one, other = (column(desk, 1).locator("li").nth(n).get_attribute("data-person") for n in (0, 1))
    for person in (one, other):
        versions.lock_person(event.id, in_hand(event), person or "", None, "")
    links.set_link(event.id, "apart", one or "", other or "", "")
    expect(column(desk, 1).locator(".chip--accent")).to_have_count(2)
    press(desk, desk.locator('[data-keep="teams-solve"]'))
    why = desk.get_by_label("Impossible ainsi")
    expect(why).to_contain_text("retenus dans la même équipe, et pas ensemble")
    expect(why.locator("strong")).to_have_count(1)
    with news.held():
        press(desk, why.get_by_role("button", name=way))
        expect(desk.locator('[data-keep="teams-solve"]')).to_be_focused()
        with desk.expect_response("**/desk/teams/solve") as solve:
            desk.keyboard.press("Enter")
        assert solve.value.ok
    expect(best).to_be_visible()


def test_people_of_one_name_are_told_apart_and_a_double_is_marked_by_keyboard(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    live.person(event, name="Karim", trade="peintre")
    live.person(event, name="karim", trade="juriste")
    desk = open_desk(open_page, server, live, event)
    press(desk, desk.locator('[data-keep="teams-solve"]'))
    expect(desk.get_by_role("button", name="Actions pour Karim (peintre)")).to_be_visible()
    desk.get_by_role("button", name="Personnes", exact=True).press("Enter")
    desk.get_by_role("button", name="Même prénom 2").press("Enter")
    lines = desk.get_by_role("region", name="Les personnes").locator(".desk__person")
    expect(lines).to_have_count(2)
    press(desk, lines.first.get_by_role("button", name="Est parti·e"))
    expect(desk.get_by_text("Personne ici pour le moment.")).to_be_visible()
    expect(desk.get_by_label("Chercher quelqu'un")).to_be_focused()
    desk.get_by_role("button", name="Présents").press("Enter")
    press(desk, lines.first.get_by_role("button", name="Est parti·e"))
    expect(lines.first.get_by_role("button", name="Est parti·e")).to_be_focused()
    assert violations(desk) == []


def test_tables_without_a_step_that_are_too_few_are_asked_for(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    team_plan.set_places(event.id, [False, False, False, False])
    for n in range(7):
        live.person(event, name=f"Roue {n}", needs=("step_free",))
    desk = open_desk(open_page, server, live, event)
    press(desk, desk.locator('[data-keep="teams-solve"]'))
    why = desk.get_by_label("Impossible ainsi")
    expect(why).to_contain_text("7 personnes ont besoin d'une table sans marche")
    press(desk, why.get_by_role("button", name="2 autres tables sont sans marche"))
    expect(desk.locator('[data-keep="teams-solve"]')).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".chip--ok", has_text="Meilleur résultat prouvé")).to_be_visible()


def test_languages_are_told_by_name_and_none_is_asked_for_on_the_theme_named(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    """Where all professionals are held on one theme, one press lets the other do without."""
    live.person(event, name="Alix", needs=("interpreter",), speaks=("snk",))
    held, named = live.themes(event)
    _, job = solving.start_solve(event.id, 0)
    assert job is not None
    solving.run(job)
    for person in live.people(event):
        if person.perspective == "professional":
            seen = in_hand(event)
            versions.lock_person(event.id, seen, person.id, held.id, "connaît le sujet")
    desk = open_desk(open_page, server, live, event)
    why = desk.get_by_label("Impossible ainsi")
    expect(why).to_contain_text("Alix : personne ici ne parle sa langue (soninké).")
    live.person(event, name="Sira", speaks=("fr", "snk"))
    press(desk, desk.locator('[data-keep="teams-solve"]'))
    expect(why).to_contain_text(
        f"Professionnels : il en manque 1 sur « {named.title} ».",
        use_inner_text=True,
    )
    press(desk, why.get_by_role("button", name="Ne pas en demander sur"))
    expect(desk.locator('[data-keep="teams-solve"]')).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".chip--ok", has_text="Meilleur résultat prouvé")).to_be_visible()
    expect(desk.locator(".desk-team__badges", has_text="soninké")).to_be_visible()
    desk.get_by_text("Réglages").last.click()
    press(desk, desk.get_by_role("button", name="En demander partout"))
    expect(desk.get_by_role("button", name="En demander partout")).to_have_count(0)
    assert violations(desk) == []


def in_hand(event: Event) -> int:
    with reading() as session:
        return forming(session, event.id).plan.version_id or 0


def test_two_quick_taps_are_two_wishes(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    phone = open_phone(open_page, server, event, live.people(event)[0])
    phone.get_by_role("button", name="C'est noté").click()
    expect(phone.get_by_role("button", name="Choisir : Le bruit")).to_be_visible()
    # The first is stored, and no news of it has come, when the second is tapped.
    phone.route("**/socket.io/**", lambda route: route.abort())
    phone.context.set_offline(True)
    phone.context.set_offline(False)
    with phone.expect_response("**/wishes"):
        phone.get_by_role("button", name="Choisir : Le bruit").click()
    phone.get_by_role("button", name="Choisir : Le chauffage").click()
    expect(phone.get_by_role("button", name="Plus important : Le chauffage")).to_be_visible()


def test_wishes_are_said_by_thumb_and_without_a_script(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    one, other = live.people(event)[:2]
    phone = open_phone(open_page, server, event, one, width=320)
    phone.get_by_role("button", name="C'est noté").click()
    for theme in ("Le bruit", "Le chauffage"):
        press(phone, phone.get_by_role("button", name=f"Choisir : {theme}"))
    expect(phone.get_by_role("button", name="Plus important : Le chauffage")).to_be_focused()
    expect(phone.get_by_text("Envoyé", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Plus important : Le chauffage").click()
    expect(phone.locator(".wish-list").first.locator("li").first).to_contain_text("Le chauffage")
    assert phone_violations(phone) == []
    assert not scrolls_sideways(phone)

    plain = open_phone(open_page, server, event, other, java_script_enabled=False)
    plain.get_by_label("Souhait 1").select_option(label="Le bruit")
    plain.get_by_role("button", name="Envoyer mes souhaits").click()
    expect(plain.get_by_label("Souhait 1").locator("option:checked")).to_have_text("Le bruit")


def test_two_people_change_places_by_keyboard(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    desk = open_desk(open_page, server, live, event)
    press(desk, desk.get_by_role("button", name="Former les équipes"))
    expect(column(desk, 2).locator("li").first).to_be_visible()
    one, other = (
        column(desk, n).locator("li").first.locator(".desk-team__name span[dir]").inner_text()
        for n in (1, 2)
    )
    press(desk, desk.get_by_role("button", name=f"Actions pour {one}"))
    desk.get_by_label("Échanger avec...").select_option(label=other)
    expect(desk.get_by_role("button", name="Accepter")).to_be_focused()
    expect(desk.get_by_label("Proposition")).to_contain_text("2 personnes bougent")
    desk.keyboard.press("Enter")
    sure = desk.get_by_role("button", name="Oui, malgré la règle")
    if sure.count():
        desk.keyboard.press("Enter")
    expect(column(desk, 2)).to_contain_text(one)
    expect(column(desk, 1)).to_contain_text(other)
    assert violations(desk) == []


def test_a_team_names_itself_on_a_phone_and_the_desk_mends_it(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    desk = open_desk(open_page, server, live, event)
    press(desk, desk.get_by_role("button", name="Former les équipes"))
    expect(column(desk, 1).locator("li").first).to_be_visible()
    press(desk, desk.get_by_role("button", name="Publier à la salle"))
    member = column(desk, 1).locator("li").first.get_attribute("data-person")
    one = next(person for person in live.people(event) if person.id == member)
    phone = open_phone(open_page, server, event, one)
    phone.get_by_role("button", name="C'est noté").click()
    phone.get_by_text("Donner un nom à l'équipe").click()
    phone.get_by_label("Nom de l'équipe").fill("Les Tilleuls")
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_role("heading", name="Les Tilleuls")).to_be_visible()
    assert phone_violations(phone) == []
    first = desk.locator(".desk-team", has=desk.locator('ul[data-team="1"]'))
    expect(first).to_contain_text("Les Tilleuls")
    first.get_by_text("Nommer l'équipe").click()
    first.get_by_label("Nom de l'équipe").fill("Les Marronniers")
    first.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_role("heading", name="Les Marronniers")).to_be_visible()

    plain = open_phone(open_page, server, event, one, java_script_enabled=False)
    expect(plain.locator(".task")).not_to_contain_text("Choisissez")
    plain.get_by_label("Nom de l'équipe").fill("")
    plain.locator("form", has=plain.get_by_label("Nom de l'équipe")).get_by_role("button").click()
    expect(plain.get_by_role("heading", name="Mon équipe")).to_be_visible()


def test_who_leaves_early_says_when_and_the_desk_sees_what_will_break(
    open_page: OpenPage, server: Server, live: Factory, event: Event
):
    one = next(p for p in live.people(event) if p.perspective == "professional")
    phone = open_phone(open_page, server, event, one)
    phone.get_by_role("button", name="C'est noté").click()
    phone.get_by_text("Je pars avant la fin").click()
    phone.get_by_label("À quelle heure ?").fill("16:05")
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_text("Je pars à 16:05")).to_be_visible()
    assert phone_violations(phone) == []

    desk = open_desk(open_page, server, live, event)
    press(desk, desk.get_by_role("button", name="Former les équipes"))
    expect(desk.get_by_text(f"À 16:05 part : {one.name}")).to_be_visible()
    desk.get_by_role("button", name=f"Actions pour {one.name}").click()
    desk.get_by_label("Part à").fill("17:30")
    desk.locator(".desk-team__actions").get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_text(f"À 17:30 part : {one.name}")).to_be_visible()
    assert violations(desk) == []

    plain = open_phone(open_page, server, event, one, java_script_enabled=False)
    expect(plain.get_by_label("Je pars avant la fin")).to_have_value("17:30")
    plain.get_by_label("Je pars avant la fin").fill("")
    plain.locator("form", has=plain.get_by_label("Je pars avant la fin")).get_by_role(
        "button"
    ).click()
    expect(desk.get_by_text("À 17:30 part")).to_have_count(0)


def test_not_with_is_asked_in_private_from_the_moment_of_joining(
    open_page: OpenPage, server: Server, live: Factory
):
    event = live.event("welcome")
    one, other, third = (live.person(event, name=name) for name in ("Ana", "Ben", "Cléo"))
    phone = open_phone(open_page, server, event, one)
    phone.get_by_role("button", name="C'est noté").click()
    phone.get_by_role("link", name="Avec qui ? Pas avec qui ? En privé").click()
    ask_apart(phone, "mon bailleur")
    assert phone_violations(phone) == []

    plain = open_phone(open_page, server, event, other, java_script_enabled=False)
    plain.get_by_text("Avec qui ?", exact=True).click()
    plain.get_by_label("Demander en privé : pas avec").fill("une collègue")
    plain.get_by_role("button", name="Envoyer en privé").click()
    plain.get_by_text("Avec qui ?", exact=True).click()
    expect(plain.get_by_text("Pas avec : une collègue")).to_be_visible()

    tablet = open_page(width=768, height=1024)
    tablet.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, 'helper')}")
    tablet.get_by_role("button", name="Entrer").click()
    tablet.get_by_role("link", name="Elle a déjà un code").click()
    tablet.get_by_label("Votre code personnel").fill(third.code)
    tablet.get_by_role("button", name="Continuer").click()
    ask_apart(tablet, "le syndic")
    assert violations(tablet) == []

    live.theme_on(event, "Le bruit")
    event = live.at_step(event, "teams")
    desk = open_desk(open_page, server, live, event)
    desk.get_by_text("3 demandes privées à lire").click()
    for words in ("Ana pas avec à trouver : « mon bailleur »", "une collègue", "le syndic"):
        expect(desk.locator(".desk-teams__list", has_text=words)).to_be_visible()


def ask_apart(page: Page, words: str) -> None:
    page.get_by_text("Demander en privé : pas avec").click()
    page.get_by_label("Qui ? Prénom, métier, organisme").fill(words)
    page.get_by_role("button", name="Envoyer en privé").click()
    expect(page.get_by_text(f"Pas avec : {words}")).to_be_visible()
