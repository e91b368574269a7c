"""The afternoon in a real Chromium: two phones in one field, the fair, an opinion, the desk."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from eventlab.ideas.services import fair, sheets
from eventlab.ideas.services.sheets import Pen, Writ
from eventlab.sessions.models import Event
from eventlab.synthesis.queries.day import day_of
from tests.conftest import Server
from tests.e2e.conftest import OpenPage, scrolls_sideways, violations
from tests.factories import Factory
from tests.ideas.rooms import seen, team_of


def come_back(page: Page, server: Server, event: Event, code: str) -> Page:
    """Come in with a personal code; the page of the step is open."""
    page.goto(f"{server.url}/e/{event.code}/return")
    page.get_by_role("textbox").fill(code)
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("button", name="C'est noté").click()
    return page


@pytest.fixture
def event(live: Factory) -> Event:
    return live.event("work", title="Bien habiter le 19e")


@pytest.fixture
def phones(live: Factory, server: Server, event: Event, open_page: OpenPage) -> list[Page]:
    """Two people of one team, each with a phone at the sheet."""
    people = [live.person(event, name=name) for name in ("Awa", "Denis")]
    team_of(event, *people)
    return [come_back(open_page(), server, event, one.code) for one in people]


def faults(page: Page) -> list[str]:
    """What axe finds on the whole page: where the bar at the bottom covers nothing."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": 4000})
    found = violations(page)
    page.set_viewport_size(size)
    return found


def story(page: Page):
    return page.get_by_label("L'histoire d'un cas réel", exact=True)


def test_what_one_writes_the_other_reads_and_two_at_once_choose(phones: list[Page]):
    awa, denis = phones
    story(awa).fill("Un hiver sans chauffage.")
    expect(story(denis)).to_have_value("Un hiver sans chauffage.")
    expect(denis.get_by_text("Awa écrit ici")).to_be_visible()

    denis.context.set_offline(True)
    story(denis).fill("Un hiver sans chauffage, au septième étage.")
    story(awa).fill("Un hiver sans chauffage, rue de Crimée.")
    expect(awa.get_by_text("Enregistré").first).to_be_visible()
    denis.context.set_offline(False)
    choice = denis.get_by_role("region", name="Deux textes pour : L'histoire d'un cas réel")
    expect(choice).to_contain_text("rue de Crimée")
    expect(denis.get_by_role("status")).to_contain_text("Deux textes pour")
    expect(choice).to_contain_text("au septième étage")
    choice.get_by_role("button", name="Garder les deux").click()
    expect(story(denis)).to_be_focused()
    expect(choice).to_have_count(0)
    expect(story(awa)).to_have_value(re.compile("rue de Crimée.*septième étage", re.DOTALL))
    assert faults(denis) == []
    assert not scrolls_sideways(denis)


def test_a_text_typed_in_a_tunnel_survives_a_reload(phones: list[Page]):
    awa, denis = phones
    awa.route("**/idea/fields", lambda route: route.abort())
    story(awa).fill("Écrit sans réseau.")
    expect(awa.get_by_text("Gardé sur ce téléphone").first).to_be_visible()
    awa.unroute("**/idea/fields")
    awa.reload()
    expect(story(awa)).to_have_value("Écrit sans réseau.")
    expect(story(denis)).to_have_value("Écrit sans réseau.")


def test_a_photo_taken_in_a_tunnel_waits_across_a_reload_and_is_stored_once(phones: list[Page]):
    awa, denis = phones
    # It reaches the server, and the answer is lost on the way back.
    awa.route("**/idea/drawings", lambda route: (route.fetch(), route.abort()))
    photo = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(photo, "JPEG")
    awa.get_by_label("Photographier un dessin").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    )
    waiting = awa.locator(".drawings__one", has_text="Gardé sur ce téléphone")
    expect(waiting.get_by_alt_text("Photo d'un dessin")).to_be_visible()
    awa.reload()
    expect(waiting.get_by_alt_text("Photo d'un dessin")).to_be_visible()
    assert faults(awa) == []
    awa.get_by_role("link", name="Ma page").click()
    expect(waiting.get_by_alt_text("Photo d'un dessin")).to_be_visible()
    awa.get_by_role("link", name="Maintenant").click()
    awa.unroute("**/idea/drawings")
    awa.reload()
    for page in (awa, denis):
        expect(page.locator(".drawings__one")).to_contain_text(["L'animation le regarde"])
    expect(waiting).to_have_count(0)
    awa.get_by_role("button", name="Retirer ce dessin").click()
    expect(denis.locator(".drawings__one")).to_have_count(1)
    awa.get_by_role("button", name="Oui, retirer pour toute l'équipe").click()
    for page in (awa, denis):
        expect(page.locator(".drawings__one")).to_have_count(0)


@pytest.fixture
def gallery(live: Factory, server: Server, event: Event, open_page: OpenPage) -> Page:
    """The fair is open with one idea; somebody of another team reads it on a narrow phone."""
    writer, reader = live.person(event), live.person(event, "professional")
    team_of(event, writer)
    sheets.save_field(event.id, Pen(writer.id, "phone"), Writ("idea", "Un prêt d'outils"))
    fair.open_fair(event.id)
    live.at_step(event, "fair")
    return come_back(open_page(width=320), server, event, reader.code)


def test_a_slip_is_given_and_an_opinion_sent(gallery: Page, live: Factory, event: Event):
    gallery.get_by_text("Un prêt d'outils").click()
    gallery.get_by_role("button", name="Je soutiens").click()
    expect(gallery.get_by_role("button", name="Je soutiens")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert faults(gallery) == []
    assert not scrolls_sideways(gallery)

    # Refused: it is not lost, here and on my page, and the page does not move under who writes.
    gallery.get_by_role("button", name="Je peux aider").click()
    words = gallery.get_by_label("Comment pouvez-vous aider ?")
    expect(words).to_be_focused()
    words.fill("Au 06 12 34 56 78")
    gallery.get_by_role("button", name="Donner ce billet").click()
    gallery.get_by_role("link", name="Un envoi a été refusé.").click()
    expect(gallery.get_by_role("main")).to_contain_text("Au 06 12 34 56 78")
    assert faults(gallery) == []
    gallery.get_by_role("link", name="Maintenant").click()
    shown = int(next(iter(seen(event, "phone")["idea"])))
    fair.put_on_screen(event.id, shown)
    gallery.get_by_role("button", name="Corriger").click()
    expect(words).to_have_value("Au 06 12 34 56 78")
    words.fill("Je connais le gardien")
    fair.put_on_screen(event.id, None)
    expect(gallery.get_by_role("heading", name="Vous écrivez pour cette idée")).to_be_visible()
    expect(words).to_be_focused()
    gallery.get_by_role("button", name="Donner ce billet").click()
    expect(gallery.locator("summary", has_text="Un prêt d'outils")).to_be_focused()
    expect(gallery.get_by_text("Votre billet est donné.")).to_be_visible()

    live.at_step(event, "evaluate")
    expect(gallery.get_by_text("Comment avez-vous vécu cette journée ?")).to_be_visible()
    assert faults(gallery) == []
    assert not scrolls_sideways(gallery)
    gallery.get_by_role("button", name="Envoyer mon avis").click()
    expect(gallery.get_by_role("alert")).to_have_text("Répondez d'abord à une question.")
    gallery.locator(".opinion__choice").nth(4).click()
    gallery.get_by_role("button", name="Envoyer mon avis").click()
    thanks = gallery.locator(".banner", has_text="Votre avis est compté")
    expect(thanks).to_be_focused()


def enter(page: Page, server: Server, event: Event, token: str) -> Page:
    page.goto(f"{server.url}/e/{event.code}/staff/{token}")
    page.locator("form button").last.click()
    return page


def test_the_desk_adds_a_vote_on_the_ideas_and_the_synthesis_tells_it(
    gallery: Page, server: Server, live: Factory, event: Event, open_page: OpenPage
):
    writer = live.person(event)
    team_of(event, writer)
    live.at_step(event, "work")
    sheets.save_field(event.id, Pen(writer.id, "phone"), Writ("idea", "Un guichet unique"))
    live.at_step(event, "fair")
    desk, screen = open_page(width=1280, height=800), open_page(width=1920, height=1080)
    enter(desk, server, event, live.staff_token(event, "facilitator"))
    enter(screen, server, event, live.staff_token(event, "screen"))
    screen.goto(f"{server.url}/e/{event.code}/screen")

    desk.get_by_role("button", name="Ajouter un vote sur les idées").click()
    desk.get_by_role("button", name="Passer au vote sur les idées").click()
    desk.get_by_role("button", name="Ouvrir le vote").click()
    gallery.get_by_role("button", name="Un guichet unique").click()
    expect(gallery.get_by_role("button", name="Un guichet unique")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert faults(gallery) == []
    assert not scrolls_sideways(gallery)
    desk.get_by_role("button", name="Fermer le vote").click()
    desk.get_by_role("button", name="Fermer et compter").click()
    desk.get_by_role("button", name="Montrer les résultats").first.click()
    expect(screen.locator(".ballot-chart")).to_contain_text("Un guichet unique")
    assert violations(desk) == violations(screen) == []
    (told,) = day_of(event.id)["votes"]
    assert (told["on"], [line["title"] for line in told["lines"]]) == (
        "ideas",
        ["Un prêt d'outils", "Un guichet unique"],
    )


def test_axe_finds_nothing_at_the_desk_nor_on_the_screen(
    gallery: Page, server: Server, live: Factory, event: Event, open_page: OpenPage
):
    desk, screen = open_page(width=1280, height=800), open_page(width=1920, height=1080)
    for page, role in ((desk, "facilitator"), (screen, "screen")):
        page.goto(f"{server.url}/e/{event.code}/staff/{live.staff_token(event, role)}")
        page.locator("form button").last.click()
        page.goto(f"{server.url}/e/{event.code}/{'desk' if role == 'facilitator' else 'screen'}")
    for kind in ("work", "fair", "evaluate", "close"):
        live.at_step(event, kind)
        title = {
            "work": "Travail 1",
            "fair": "La foire",
            "evaluate": "Engagements",
            "close": "Clôture",
        }
        expect(screen.locator(".screen__step")).to_contain_text(title[kind])
        expect(desk.locator(".desk__step")).to_contain_text(title[kind])
        assert violations(desk) == [], kind
        assert violations(screen) == [], kind


def test_who_hides_an_idea_or_a_commitment_says_why_and_its_author_reads_it(
    phones: list[Page], server: Server, live: Factory, event: Event, open_page: OpenPage
):
    awa, desk = phones[0], open_page(width=1280, height=800)
    enter(desk, server, event, live.staff_token(event, "facilitator"))
    desk.goto(f"{server.url}/e/{event.code}/desk")
    awa.get_by_role("button", name="Appeler une personne ressource").press("Enter")
    expect(awa.get_by_role("button", name="Plus besoin")).to_be_focused()
    awa.get_by_label("À quel sujet ?").fill("Le bail et la caution")
    awa.get_by_role("button", name="Préciser").click()
    calls = desk.get_by_role("region", name="1 appel")
    expect(calls).to_contain_text("Le bail et la caution")
    expect(awa.get_by_text("Le bail et la caution")).to_be_visible()

    story(awa).fill("Le gardien, M. Untel, ne répond pas.")
    desk.get_by_role("button", name="Lire la fiche").click()
    sheet = desk.locator(".desk__more").first
    expect(sheet).to_contain_text("M. Untel")
    sheet.get_by_role("button", name="Plus").click()
    sheet.get_by_label("Des mots à masquer").fill("M. Untel")
    sheet.get_by_role("button", name="Masquer", exact=True).click()
    expect(story(awa)).to_have_value("Le gardien, [mots masqués], ne répond pas.")
    sheet.get_by_role("button", name="Plus").click()
    sheet.get_by_role("button", name="Hors sujet").click()
    expect(sheet).to_contain_text("Cachée : Hors sujet")
    expect(awa.get_by_text("Hors sujet")).to_be_visible()
    assert violations(desk) == faults(awa) == []

    live.at_step(event, "evaluate")
    said_aloud = desk.get_by_label("Quoi ?")
    said_aloud.fill("Dit à voix haute")
    awa.get_by_label("Quoi ?").fill("Appeler le 06 12 34 56 78")
    awa.get_by_label("Qui le fait ?").fill("Awa")
    awa.get_by_label("Pour quand ?").fill("lundi")
    awa.get_by_role("button", name="Prendre cet engagement").click()
    awa.get_by_role("button", name="Corriger").click()
    expect(awa.get_by_label("Quoi ?")).to_be_focused()
    awa.get_by_label("Quoi ?").fill("Appeler le syndic")
    expect(awa.get_by_label("Qui le fait ?")).to_have_value("Awa")
    awa.get_by_role("button", name="Envoyer à nouveau").click()
    made = desk.get_by_role("article", name="Appeler le syndic")
    expect(made).to_be_visible()
    expect(said_aloud).to_have_value("Dit à voix haute")
    made.get_by_role("button", name="Plus").click()
    made.get_by_label("Une autre raison").fill("Déjà pris par Denis")
    made.locator(".desk__ask").get_by_role("button", name="Cacher").click()
    expect(made).to_contain_text("Caché : Déjà pris par Denis")
    expect(awa.get_by_text("Retiré par l'animation : Déjà pris par Denis")).to_be_visible()
    assert violations(desk) == faults(awa) == []
