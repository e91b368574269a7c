"""The print kit: each thing to print says what it must, as a page and as a PDF."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable

import pikepdf
import pytest

from eventlab.boards.models import Theme
from eventlab.extensions import transaction
from eventlab.ideas.services import sheets
from eventlab.matchmaking.models import Member, Team
from eventlab.matchmaking.services import round_guests
from eventlab.sessions.formats import all_formats
from eventlab.sessions.models import Event
from eventlab.sessions.services import roster
from eventlab.synthesis.views import kit
from tests.browser import Browser
from tests.factories import Factory
from tests.ideas.rooms import team_of


@pytest.fixture
def event(make: Factory) -> Event:
    return make.event(title="Bien habiter", wifi_name="Salle", wifi_password="secret", expected=20)


def page(organiser: Browser, event: Event, what: str) -> str:
    answer = organiser.get(f"/office/e/{event.code}/paper/{what}")
    assert answer.status_code == 200
    # As it was written, before it was set as French is.
    return re.sub("[\u00a0\u202f]", " ", answer.get_data(as_text=True))


def publish_team(make: Factory, event: Event, *people: str) -> None:
    with transaction() as session:
        theme = Theme(event_id=event.id, position=1, title="Froid", question="Se chauffer ?")
        session.add(theme)
        session.flush()
        team = Team(event_id=event.id, number=3, table="7", theme_id=theme.id)
        session.add(team)
        session.flush()
        session.add_all(Member(participant_id=one, team_id=team.id) for one in people)


@pytest.mark.parametrize("what", [*kit.SHEETS, "all"])
def test_each_thing_is_a_page_even_when_nothing_is_ready(organiser: Browser, event: Event, what):
    assert "paper-page" in page(organiser, event, what)


def test_what_has_nothing_yet_says_why_beside_no_button(organiser: Browser, event: Event):
    shown = organiser.get(f"/office/e/{event.code}/paper").get_data(as_text=True)
    assert "Les équipes ne sont pas encore publiées." in shown
    assert f"/office/e/{event.code}/paper/lists" not in shown
    assert f"/office/e/{event.code}/paper/run-sheet" in shown


def test_the_poster_has_both_codes(organiser: Browser, event: Event):
    assert page(organiser, event, "poster").count('src="data:image/svg+xml') == 2


def test_slips_are_for_those_who_have_not_come(organiser: Browser, make: Factory, event: Event):
    roster.make_blank_slips(event.id, {"resident": 1, "professional": 0})
    here = make.person(event)
    slip = next(one for one in make.people(event) if one.status == "expected")
    shown = page(organiser, event, "slips")
    assert slip.code in shown
    assert here.code not in shown
    assert here.code in page(organiser, event, f"slips?who={here.id}")


def test_a_list_for_the_wall_holds_names_and_tables_and_no_code(
    organiser: Browser, make: Factory, event: Event
):
    awa, nameless = make.person(event, name="Awa"), make.person(event, "professional")
    publish_team(make, event, awa.id, nameless.id)
    shown = page(organiser, event, "lists")
    assert "Awa" in shown
    assert "Table 7" in shown
    assert awa.code not in shown
    assert nameless.code not in shown
    assert "Se chauffer" in page(organiser, event, "tables")


def test_the_run_sheet_tells_the_hours_and_the_notes(organiser: Browser, event: Event):
    shown = page(organiser, event, "run-sheet")
    assert "9 h 30" in shown
    assert "Regardez l'équilibre des deux regards." in shown.replace("&#39;", "'")


def test_paper_forms_ask_what_the_screens_ask(organiser: Browser, make: Factory, event: Event):
    publish_team(make, event)
    everything = page(organiser, event, "all").replace("&#39;", "'")
    for step in make.steps(event):
        for asked in [*step.settings.get("sheet", []), *step.settings.get("questions", [])]:
            assert asked["fr"].split(" ?")[0] in everything
    assert "Se chauffer" in page(organiser, event, "vote-form")


def test_wishes_are_asked_on_paper_among_the_themes_that_go_on(
    organiser: Browser, make: Factory, event: Event
):
    make.theme_on(event, "Se chauffer")
    make.theme(event, "Abandonné")
    shown = page(organiser, event, "wish-form")
    assert "Numérotez vos thèmes préférés, de 1 à 3." in shown
    assert "Se chauffer" in shown
    assert "Abandonné" not in shown


def test_a_thing_that_is_not_in_the_kit_is_refused(organiser: Browser, event: Event):
    assert organiser.get(f"/office/e/{event.code}/paper/money").status_code == 404
    assert organiser.get(f"/office/e/{event.code}/paper/money.pdf").status_code == 404


def test_all_of_it_is_one_pdf_without_a_page_too_many(organiser: Browser, event: Event):
    answer = organiser.get(f"/office/e/{event.code}/paper/all.pdf")
    assert answer.status_code == 200
    before = {"poster": 1, "badges": 1, "table cards": 4, "run-sheet": 1}
    forms = {"problem": 1, "rounds": 1, "ideas": 3, "slip": 1, "promise": 1, "opinion": 1}
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) == sum(before.values()) + sum(forms.values())


def offered(organiser: Browser, event: Event) -> set[str]:
    """What the page of things to print speaks of, ready or not."""
    shown = organiser.get(f"/office/e/{event.code}/paper").get_data(as_text=True)
    return {key for key in kit.SHEETS if f'id="{key}-title"' in shown}


ANY_DAY = {"poster", "slips", "badges", "run-sheet"}


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("mairie", set(kit.SHEETS) - ANY_DAY),
        ("hackathon", set(kit.SHEETS) - ANY_DAY - {"round-form"}),
        ("museomix", set(kit.SHEETS) - ANY_DAY - {"round-form", "vote-form", "promise-form"}),
        (
            "bazar",
            {"tables", "post-form", "vote-form", "round-form", "idea-form", "evaluation-form"},
        ),
        ("speed_meeting", {"tables", "post-form", "round-form", "evaluation-form"}),
        ("referral_clinic", {"idea-form"}),
    ],
)
def test_a_kit_holds_what_its_format_asks_for_and_nothing_else(
    organiser: Browser, make: Factory, key: str, forms: set[str]
):
    event = make.event(format_key=key)
    assert offered(organiser, event) == ANY_DAY | forms
    everything = page(organiser, event, "all")
    ready = forms - {"lists", "vote-form", "wish-form"}
    ready |= {"wish-form"} if key == "museomix" else set()  # its profiles are known from the start
    assert {one for one in kit.SHEETS if f'class="kit kit--{one}"' in everything} == (
        ready | ANY_DAY - {"slips"}
    )


@pytest.mark.parametrize("key", [one.key for one in all_formats()])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_form_asks_what_the_steps_of_its_format_ask(
    organiser: Browser, make: Factory, key: str, language: str
):
    event = make.event(format_key=key, language=language)
    asked = [
        one[language]
        for step in make.steps(event)
        for one in (
            *step.settings.get("sheet", ()),
            *(
                option
                for field in step.settings.get("sheet", ())
                for option in field.get("options", ())
            ),
            *step.settings.get("questions", ()),
            *step.settings.get("profiles", ()),
            step.settings.get("prompt"),
        )
        if one
    ]
    everything = letters(html.unescape(page(organiser, event, "all")))
    assert not [words for words in asked if letters(words) not in everything]


def letters(text: str) -> str:
    # The page is set as its language is: spaces and quotation marks differ.
    return re.sub(r"[\W_]", "", text)


def test_a_table_card_stands_on_every_table_of_the_rounds(organiser: Browser, make: Factory):
    pairs = make.event(format_key="speed_meeting", expected=30)
    assert page(organiser, pairs, "tables").count('class="table-card"') == 15
    alone = make.event(format_key="referral_clinic", expected=8)
    assert page(organiser, alone, "tables").count('class="table-card"') == 0
    mixed = make.event(expected=40)
    publish_team(make, mixed)  # at table 7: the rounds need seven in all
    assert page(organiser, mixed, "tables").count('class="table-card"') == 7


@pytest.mark.parametrize(
    ("key", "title", "fact"),
    [("mairie", "Nos problèmes, entre pairs", True), ("speed_meeting", "Ma carte", False)],
)
def test_what_is_written_is_asked_for_in_the_words_of_its_step(
    organiser: Browser,
    browser: Callable[[], Browser],
    make: Factory,
    key: str,
    title: str,
    fact: bool,
):
    event = make.event("post", format_key=key)
    shown = page(organiser, event, "post-form")
    assert title in shown
    assert "Votre problème" not in shown
    # The phone without a script says the same.
    make.at_step(event, "post")
    for told in (shown, plain_phone(browser, make, event)):
        assert ("Un fait, un lieu, un moment." in told) is fact
        assert "ans nom ni adresse." in told


def plain_phone(browser: Callable[[], Browser], make: Factory, event: Event) -> str:
    person, phone = make.person(event), browser()
    phone.post(f"/e/{event.code}/return", {"personal_code": person.code})
    phone.post(f"/e/{event.code}/notice")
    shown = phone.get(f"/e/{event.code}").get_data(as_text=True)
    return re.sub("[\u00a0\u202f]", " ", shown)


def test_a_card_of_ones_own_asks_for_a_code_and_no_team(organiser: Browser, make: Factory):
    bazaar = page(organiser, make.event(format_key="bazar"), "idea-form")
    assert "Votre code personnel" in bazaar
    assert "Votre équipe" not in bazaar
    clinic = page(organiser, make.event(format_key="referral_clinic"), "idea-form")
    assert "Votre équipe" not in clinic
    assert "Votre équipe" in page(organiser, make.event(format_key="hackathon"), "idea-form")


def test_topics_to_hear_are_on_paper_once_they_are_known(organiser: Browser, make: Factory):
    event = make.event("rounds", format_key="bazar")
    assert "sujets à écouter" not in page(organiser, event, "round-form")
    awa, shy = make.person(event, name="Awa"), make.person(event)
    round_guests.offer_topic(event.id, awa.id, "Lire une facture")
    round_guests.offer_topic(event.id, shy.id, "Recoudre un bouton")
    round_guests.withdraw_topic(event.id, shy.id)
    shown = page(organiser, event, "round-form")
    assert "Choisissez 5 sujets à écouter au plus." in shown
    assert "Lire une facture" in shown
    assert "Awa" in shown
    assert "Recoudre" not in shown


def test_a_vote_on_ideas_has_its_paper(organiser: Browser, make: Factory):
    event = make.event("work")
    awa = make.person(event, name="Awa")
    team_of(event, awa)
    sheets.save_field(event.id, sheets.Pen(awa.id, "x"), sheets.Writ("idea", "Un guichet"))
    make.at_step(event, "vote", on="ideas")
    shown = page(organiser, event, "vote-form")
    assert "Un guichet" in shown
    assert "Cochez 3 cases au plus." in shown  # a phone may finish with dots left


def test_a_paper_sheet_shares_its_page_out_among_what_there_is_to_write():
    short, long = {"key": "who", "limit": 300}, {"key": "story", "limit": 1200}
    ticked = {"key": "kind", "options": [{"key": "service"}]}
    assert kit.lines_for([long], long) == 20
    assert [kit.lines_for([short, long, ticked], one) for one in (short, long)] == [6, 12]
    crowded = [{"key": str(number)} for number in range(12)]
    assert kit.lines_for(crowded, crowded[0]) == 4


def test_without_its_library_the_page_says_so_and_the_pdf_is_refused(
    organiser: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("eventlab.machine.PDF_LIBRARIES", {"libnone.so": "libnone0"})
    assert "libnone0" in organiser.get(f"/office/e/{event.code}/paper").get_data(as_text=True)
    assert organiser.get(f"/office/e/{event.code}/paper/poster.pdf").status_code == 503
    assert "PDF</a>" not in page(organiser, event, "poster")
