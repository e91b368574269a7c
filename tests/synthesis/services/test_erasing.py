"""Forgetting is whole: history, exports, files made before, and copies put back later."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from eventlab import erasures, server
from eventlab.backup import back_up, restore
from eventlab.boards.services import ballots
from eventlab.boards.services.problems import Draft, edit_problem
from eventlab.config import Settings
from eventlab.errors import Refusal
from eventlab.extensions import Base, database, reading
from eventlab.ideas.models import IdeaDrawing
from eventlab.ideas.services import drawings, fair, sheets
from eventlab.ideas.services.sheets import Pen, Writ
from eventlab.sessions.models import Event, Participant
from eventlab.synthesis.models import Certificate
from eventlab.synthesis.queries.day import day_of
from eventlab.synthesis.queries.whole import whole_event
from eventlab.synthesis.services import erasing
from eventlab.synthesis.services.importing import bring_in, import_event
from tests.factories import Factory
from tests.ideas.rooms import seen, team_of
from tests.ideas.rules.test_drawing import photo

WORDS = "Mon mur moisit."


@pytest.fixture
def event(make: Factory) -> Event:
    return make.at_step(make.event("post"), "post", hidden=False)


@pytest.fixture
def awa(make: Factory, event: Event) -> Participant:
    """Somebody who wrote, and wrote again."""
    awa = make.person(event, name="Awa")
    number = make.problem(event, awa, f"{WORDS} Vraiment.")
    edit_problem(event.id, awa.id, number, Draft(f"{WORDS} Oui.", anyway=True))
    make.problem(event, make.person(event, "professional"), "Je relance le bailleur.")
    return awa


def stored(event: Event) -> str:
    return json.dumps(whole_event(event.id), ensure_ascii=False)


def test_nothing_somebody_wrote_is_left_and_the_counts_stay(
    app: object, event: Event, awa: Participant, tmp_path: Path
):
    erasing.erase_person(event.id, awa.code.upper(), tmp_path)
    assert not [trace for trace in (WORDS, "Awa", awa.id, awa.code) if trace in stored(event)]
    day = day_of(event.id)
    assert [p["text"] for p in day["problems"]] == ["Je relance le bailleur."]
    assert day["withdrawn"] == 1


@pytest.fixture
def table(make: Factory) -> tuple[Event, Participant, Participant]:
    """Awa and Denis at one sheet: a field of hers, one of both, one he went on writing."""
    event = make.event("work")
    awa, denis = make.person(event, name="Awa"), make.person(event, name="Denis")
    team_of(event, awa, denis)

    def write(one: Participant, field: str, text: str, base: int = 0) -> None:
        pen = Pen(one.id, f"phone-{one.name}")
        assert sheets.save_field(event.id, pen, Writ(field, text, base))["state"] == "stored"

    write(awa, "idea", "Le prêt d'Awa")
    write(denis, "story", "Un hiver froid.")
    write(awa, "story", "Un hiver froid, rue de Crimée.", 1)
    write(awa, "how", "Prêter des outils.")
    write(denis, "how", "Prêter des outils, le samedi.", 1)
    drawings.add_drawing(event.id, awa.id, photo())
    return event, awa, denis


def test_their_words_leave_the_sheet_and_what_others_wrote_on_stays_the_teams(
    app: object, make: Factory, table: tuple[Event, Participant, Participant], tmp_path: Path
):
    event, awa, denis = table
    other = make.person(event)
    team_of(event, other)
    sheets.save_field(event.id, Pen(other.id, "x"), Writ("idea", "Un guichet"))
    fair.open_fair(event.id)
    event = make.at_step(event, "vote", on="ideas")
    ballots.open_ballot(event.id, event.current_step_id or 0, "s")
    export = whole_event(event.id)

    erasing.erase_person(event.id, awa.code, tmp_path)
    texts = seen(event, "phone", denis)["my_idea"][denis.id]["sheets"]["team"]["texts"]
    assert {key: told["text"] for key, told in texts.items() if told["text"]} == {
        "story": "Un hiver froid.",
        "how": "Prêter des outils, le samedi.",
    }
    assert not [one for one in ("Awa", "Crimée", awa.id) if one in stored(event)]
    with reading() as session:
        assert session.query(IdeaDrawing).count() == 0
    (ballot,) = seen(event, "phone", denis)["ballot"].values()
    assert [line["title"] for line in ballot["lines"]] == [erasing.GONE, "Un guichet"]
    # The next word of Denis finds the field where the erasing left it.
    make.at_step(event, "work")
    version = texts["story"]["version"]
    told = sheets.save_field(event.id, Pen(denis.id, "y"), Writ("story", "Un été.", version))
    assert (told["state"], told["text"]) == ("stored", "Un été.")

    # Beside the event itself, where everybody gets another id.
    again = bring_in(json.dumps(export).encode(), tmp_path)
    assert not [one for one in ("Awa", "Crimée") if one in stored(again)]
    assert "Denis" in stored(again)


def test_the_certificate_counts_and_names_nobody(
    app: object, event: Event, awa: Participant, tmp_path: Path
):
    erasing.erase_person(event.id, awa.code, tmp_path)
    one = erasing.certificates()[0]
    assert (one.what, one.cause) == ("person", "hand")
    assert one.counts == {"problem_wording": 1, "problem": 1, "participant": 1}
    assert awa.id not in json.dumps([one.counts, one.title])


def test_an_unknown_code_erases_nothing(app: object, event: Event, awa, tmp_path: Path):
    with pytest.raises(Refusal, match="unknown_code"):
        erasing.erase_person(event.id, "loutre-tambour-11", tmp_path)
    assert WORDS in stored(event)
    assert not (tmp_path / erasures.FILE).exists()


def test_when_the_list_cannot_be_written_nothing_is_erased(
    app: object, event: Event, awa: Participant, tmp_path: Path
):
    (tmp_path / "full").write_text("a file where a folder is wanted")
    with pytest.raises(OSError, match="full"):
        erasing.erase_person(event.id, awa.code, tmp_path / "full")
    assert WORDS in stored(event)


@pytest.mark.usefixtures("sqlite_file")
def test_a_copy_put_back_later_brings_nobody_back(
    make: Factory, settings: Settings, event: Event, awa: Participant
):
    gone = make.event(title="Un autre jour")
    copy = back_up(settings)
    erasing.erase_person(event.id, awa.code, settings.backup_folder)
    erasing.erase_event(gone.id, settings.backup_folder)
    database.dispose()
    restore(settings, copy)
    with closing(sqlite3.connect(settings.data_dir / "eventlab.db")) as brought_back:
        assert brought_back.execute("SELECT count(*) FROM event").fetchone() == (2,)
    assert server.keep_erased(settings) == 2
    assert WORDS not in stored(event)
    with reading() as session:
        assert session.get(Event, gone.id) is None


def test_an_old_export_brings_nobody_back(
    app: object, event: Event, awa: Participant, tmp_path: Path
):
    export = whole_event(event.id)
    erasing.erase_person(event.id, awa.code, tmp_path)
    erasing.erase_event(event.id, tmp_path)
    again = import_event(json.loads(json.dumps(export)))
    assert erasing.erase_again(tmp_path, people_only=True) == 1
    assert WORDS not in stored(again)


def test_an_event_goes_on_its_date_with_a_certificate(app: object, make: Factory, tmp_path: Path):
    kept = make.event(starts_on="2026-03-14", purge_on="2026-09-11")
    make.event(starts_on="2026-03-14", purge_on="2026-09-10")
    assert erasing.purge_due("2026-09-10", tmp_path) == 1
    with reading() as session:
        assert [event.id for event in session.query(Event)] == [kept.id]
        one = session.query(Certificate).one()
    assert (one.what, one.cause, one.counts["event"]) == ("event", "date", 1)
    assert one.counts["step"] > 5


def test_the_server_forgets_by_itself_and_survives_a_full_disk(
    make: Factory, settings: Settings, caplog: pytest.LogCaptureFixture
):
    make.event(starts_on="2026-03-14", purge_on="2026-09-10")
    settings.backup_folder.parent.mkdir(exist_ok=True, parents=True)
    settings.backup_folder.write_text("no folder")
    server.Forgetting(settings).forget("2026-09-10")
    assert "forgetting" in caplog.text
    settings.backup_folder.unlink()
    server.Forgetting(settings).forget("2026-09-10")
    with reading() as session:
        assert session.query(Event).count() == 0


def test_a_list_cut_short_is_read_as_far_as_it_goes(tmp_path: Path):
    erasures.note_person(tmp_path, "a" * 24)
    erasures.note_event(tmp_path, "K7QP2M", 12)
    with (tmp_path / erasures.FILE).open("a") as file:
        file.write('{"person": "b')
    found = erasures.read_erased(tmp_path)
    assert (found.people, found.events) == ({"a" * 24}, {("K7QP2M", 12)})
    assert (tmp_path / erasures.FILE).stat().st_mode & 0o077 == 0


def test_every_text_that_outlives_its_author_is_known_to_the_eraser():
    outliving = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "participant" and key.ondelete == "SET NULL"
    }
    assert outliving <= set(erasing.AUTHORED)
