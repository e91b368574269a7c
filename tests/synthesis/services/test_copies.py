"""What was erased is in no copy of the database that this machine keeps."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eventlab import backup, erasures, server
from eventlab.backup import back_up
from eventlab.config import Settings
from eventlab.extensions import database, reading
from eventlab.live.journal import change
from eventlab.sessions.models import Event
from eventlab.sessions.services.events import rotate_join_code
from eventlab.synthesis.queries.whole import whole_event
from eventlab.synthesis.services import copies, erasing
from eventlab.synthesis.services.importing import BACK_FOR, bring_in
from tests.conftest import select_nothing, start_server, stop_server
from tests.factories import Factory

HERS, HIS = "Mon mur moisit.", "Je relance le bailleur."


pytestmark = pytest.mark.usefixtures("sqlite_file")


@pytest.fixture
def event(make: Factory) -> Event:
    event = make.at_step(make.event("post"), "post", hidden=False)
    make.problem(event, make.person(event, name="Awa"), HERS)
    make.problem(event, make.person(event, "professional", name="Denis"), HIS)
    return event


def files_with(settings: Settings, words: str) -> list[str]:
    """The files of the data folder that hold some words, in whatever corner."""
    folder = settings.data_dir
    every = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in every if words.encode() in path.read_bytes()]


def problems_in(copy: Path) -> list[str]:
    with closing(sqlite3.connect(copy)) as file:
        return [text for (text,) in file.execute("SELECT text FROM problem ORDER BY number")]


def purge(settings: Settings, event: Event) -> None:
    server.Forgetting(settings).forget(event.purge_on)


def test_on_its_date_an_event_leaves_no_byte_of_it_anywhere(
    settings: Settings, make: Factory, event: Event
):
    copy = back_up(settings)
    other = make.event(title="Un autre jour", purge_on="2099-01-01")
    assert files_with(settings, HERS)
    purge(settings, event)
    assert files_with(settings, HERS) == []
    assert files_with(settings, "Denis") == []
    backup.check_file(copy)
    with reading() as session:
        assert [one.id for one in session.query(Event)] == [other.id]


def test_a_server_started_after_the_date_erases_before_anybody_asks(
    settings: Settings, make: Factory, event: Event
):
    with change(event.id) as this:
        this.session.get_one(Event, event.id).purge_on = "2026-03-20"
    back_up(settings)
    database.dispose()
    running = start_server(settings.data_dir, database_url=settings.database_url)
    try:
        for _ in range(400):
            if not files_with(settings, HERS):
                break
            select_nothing(0.05)
    finally:
        stop_server(running)
    database.connect(settings.database_url)
    assert files_with(settings, HERS) == []
    (one,) = erasing.certificates()
    assert (one.what, one.cause) == ("event", "date")


def test_a_copy_made_before_the_join_code_was_changed_is_cleaned_too(
    settings: Settings, event: Event
):
    back_up(settings)
    rotate_join_code(event.id)
    purge(settings, event)
    assert files_with(settings, HERS) == []


def test_the_other_events_of_a_copy_stay(settings: Settings, make: Factory, event: Event):
    other = make.at_step(make.event("post", title="Un autre", purge_on="2099-01-01"), "post")
    make.problem(other, make.person(other), "Il fait froid.")
    copy = back_up(settings)
    purge(settings, event)
    assert problems_in(copy) == ["Il fait froid."]


def test_an_erased_person_leaves_the_copies_and_the_others_stay(
    settings: Settings, make: Factory, event: Event
):
    copy = back_up(settings)
    awa = next(one for one in make.people(event) if one.name == "Awa")
    erasing.erase_person(event.id, awa.code, settings.backup_folder)
    copies.forget_erased(settings)
    assert files_with(settings, HERS) == []
    assert problems_in(copy) == [erasing.GONE, HIS]


def test_a_copy_that_holds_nothing_of_it_is_not_touched(settings: Settings, event: Event):
    erasures.note_event(settings.backup_folder, "K7QP2M", 12)
    copy = back_up(settings)
    before = copy.read_bytes()
    copies.forget_erased(settings)
    assert copy.read_bytes() == before


def test_a_bad_copy_is_named_and_the_others_are_cleaned(
    settings: Settings, event: Event, caplog: pytest.LogCaptureFixture
):
    copy = back_up(settings)
    bad = copy.with_name("eventlab-20260101-000000-000000.db")
    bad.write_bytes(b"not a database, but of a certain length")
    purge(settings, event)
    assert files_with(settings, HERS) == []
    assert bad.name in caplog.text


def test_what_a_restore_put_aside_is_cleaned_too(settings: Settings, event: Event):
    copy = back_up(settings)
    database.dispose()
    aside = backup.restore(settings, copy)
    database.connect(settings.database_url)
    purge(settings, event)
    assert aside is not None
    assert problems_in(aside) == []


def test_an_event_brought_back_on_purpose_is_not_erased_within_the_hour(
    settings: Settings, make: Factory, event: Event
):
    export = json_of(event)
    purge(settings, event)
    again = bring_in(export, settings.backup_folder)
    server.Forgetting(settings).forget("2026-01-01")
    assert [one.text for one in make.problems(again)] == [HERS, HIS]


def test_an_event_brought_back_after_its_date_stays_a_week_and_no_longer(
    settings: Settings, make: Factory
):
    event = make.event(starts_on="2026-03-14", purge_on="2026-03-20")
    export = json_of(event)
    server.Forgetting(settings).forget("2026-03-20")
    again = bring_in(export, settings.backup_folder)
    assert again.purge_on >= (datetime.now(UTC) + BACK_FOR - timedelta(days=1)).date().isoformat()
    server.Forgetting(settings).forget(again.purge_on)
    with reading() as session:
        assert session.query(Event).count() == 0


def test_one_of_two_copies_of_an_event_is_erased_alone(settings: Settings, event: Event):
    twin = bring_in(json_of(event), settings.backup_folder)
    erasing.erase_event(event.id, settings.backup_folder)
    assert erasing.erase_again(settings.backup_folder) == 0
    assert HERS in json_of(twin).decode()


def json_of(event: Event) -> bytes:
    return json.dumps(whole_event(event.id), ensure_ascii=False).encode()
