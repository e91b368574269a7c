"""The programme as a file: downloaded, edited, sent back; a wrong one changes nothing."""

from __future__ import annotations

import tomllib

import pytest

from eventlab.sessions.formats import KEYS, format_source
from eventlab.sessions.services import programme
from tests.browser import Browser
from tests.factories import Factory


def look(steps) -> list[tuple]:
    return [(s.kind, s.minutes, s.title, s.instruction, s.settings) for s in steps]


@pytest.mark.parametrize("key", KEYS)
def test_a_downloaded_programme_sent_back_is_the_same(organiser, make: Factory, key):
    event = make.event(format_key=key)
    before = make.steps(event)
    file = organiser.get(f"/office/e/{event.code}/programme.toml").data
    answer = organiser.send_file(f"/office/e/{event.code}/programme", file)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert look(make.steps(event)) == look(before)
    assert [step.id for step in make.steps(event)] == [step.id for step in before]


def test_an_edited_programme_takes_the_place_and_can_be_undone(organiser, make: Factory):
    event = make.event()
    before = look(make.steps(event))
    organiser.send_file(f"/office/e/{event.code}/programme", format_source("hackathon").encode())
    assert [step.kind for step in make.steps(event)] == [
        step["kind"] for step in tomllib.loads(format_source("hackathon"))["steps"]
    ]
    from eventlab.extensions import reading

    with reading() as session:
        last = programme.last_change(session, event.id)
    programme.undo(event.id, last.id)
    assert look(make.steps(event)) == before


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "[[steps]]"),
        (b"key = ", "TOML"),
        (b"\xff\xfe\x00k", "UTF-8"),
        (b"x" * 300_000, "200"),
        (format_source("mairie").replace('kind = "vote"', 'kind = "pray"').encode(), "pray"),
        (format_source("mairie").replace("minutes = 30", "minutes = -1").encode(), "minutes"),
        (format_source("mairie").replace("dots = 3", "dots = 99").encode(), "dots"),
    ],
)
def test_a_wrong_file_is_explained_and_changes_nothing(organiser, make: Factory, file, said):
    event = make.event()
    before = look(make.steps(event))
    answer = organiser.send_file(f"/office/e/{event.code}/programme", file)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert look(make.steps(event)) == before


def test_a_wrong_step_is_named_by_its_place(organiser: Browser, make: Factory):
    event = make.event()
    wrong = format_source("mairie").replace("dots = 3", "dots = 99").encode()
    page = organiser.send_file(f"/office/e/{event.code}/programme", wrong).get_data(as_text=True)
    assert "Étape 6" in page


def test_no_file_is_said(organiser: Browser, make: Factory):
    event = make.event()
    answer = organiser.post(f"/office/e/{event.code}/programme", script=False)
    assert answer.status_code == 422
    assert "Choisissez un fichier" in answer.get_data(as_text=True)


def test_a_step_that_has_begun_does_not_disappear(organiser: Browser, make: Factory):
    event = make.event()
    here = event.current_step_id
    vote = make.step(event, "vote").id
    programme.go_to_step(event.id, here, vote, "s")
    without = format_source("museomix").encode()
    assert "vote" not in {s["kind"] for s in tomllib.loads(without.decode())["steps"]}
    answer = organiser.send_file(f"/office/e/{event.code}/programme", without)
    assert answer.status_code == 409
    assert vote in {step.id for step in make.steps(event)}


def test_an_event_is_made_from_an_edited_copy(organiser: Browser, make: Factory):
    own = format_source("mairie").replace('"Journée mairie"', '"Nuit des idées"')
    answer = organiser.send_file("/office/new/file", own.encode(), key="once-only-1")
    again = organiser.send_file("/office/new/file", own.encode(), key="once-only-1")
    assert answer.status_code == 303
    assert answer.location == again.location
    assert "Nuit des idées" in organiser.get(answer.location).get_data(as_text=True)


def test_a_format_can_be_taken_home(organiser: Browser):
    for key in KEYS:
        answer = organiser.get(f"/office/formats/{key}.toml")
        assert answer.get_data(as_text=True) == format_source(key)
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert organiser.get("/office/formats/nothing.toml").status_code == 422
    assert organiser.get("/office/formats/..%2F..%2Fconfig.toml").status_code == 404
