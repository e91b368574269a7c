"""The print kit: each thing to print says what it must, as a page and as a PDF."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from eventlab.boards.models import Theme
from eventlab.extensions import transaction
from eventlab.matchmaking.models import Member, Team
from eventlab.sessions.models import Event
from eventlab.sessions.services import roster
from eventlab.synthesis.views import kit
from tests.browser import Browser
from tests.factories import Factory


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
    poster, badges, table_cards, run_sheet, problems, ideas, opinions = 1, 1, 4, 1, 1, 3, 1
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) == (
            poster + badges + table_cards + run_sheet + problems + ideas + opinions
        )


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
