"""Who voted what leaves the files when a vote closes: the database, its log, every kept copy."""

from __future__ import annotations

import dataclasses
import os
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventlab import backup, server
from eventlab.backup import back_up, check_file, restore
from eventlab.boards.models import Ballot
from eventlab.boards.services import ballots, counting, votes
from eventlab.boards.services.copies import forget_votes, held_in
from eventlab.cli import main
from eventlab.extensions import database, reading

PEOPLE, CHOICES = 40, 3


pytestmark = pytest.mark.usefixtures("sqlite_file")


@pytest.fixture(autouse=True)
def usual_sqlite(monkeypatch):
    """SQLite as most build it; Debian's overwrites what is deleted without being asked."""
    connect = sqlite3.connect

    def connect_as_usual(*arguments, **options):
        connection = connect(*arguments, **options)
        connection.execute("PRAGMA secure_delete=OFF")
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_as_usual)


@pytest.fixture
def vote(usual_sqlite, make, app):
    """A vote under way: everybody has changed their mind, a table has counted."""
    vote = make.ballot(make.event(), *[f"Thème {n}" for n in range(8)])
    people = [make.person(vote.event).id for _ in range(PEOPLE)]
    for turn in range(CHOICES):
        for place, person in enumerate(people):
            chosen = {vote.lines[(place + turn + n) % 8]: 1 for n in range(3)}
            votes.fill_ballot(vote.event.id, person, vote.id, chosen)
    sheet = counting.PaperSheet("table 3", "resident", 2, {vote.lines[1]: 2})
    counting.count_paper(vote.event.id, vote.id, sheet, "s")
    return vote


#: The end of a row's head as SQLite writes it (a text of 24 letters, a small number, another one),
#: the voter, the line. The beginning of a row is overwritten when it is freed, the rest is not.
ROW = rb"\x3d\x01[\x01\x08\x09](?:%s)[%s]"


def links_in(path: Path, vote) -> int:
    """How often the bytes of a file tie somebody to a line."""
    parts = [path, *[path.with_name(path.name + end) for end in ("-wal", "-journal")]]
    content = b"".join(part.read_bytes() for part in parts if part.exists())
    with closing(sqlite3.connect(path)) as file:
        people = [row[0].encode() for row in file.execute("SELECT id FROM participant")]
    lines = b"".join(re.escape(bytes([line])) for line in vote.lines[1:])
    return len(re.findall(ROW % (b"|".join(people), lines), content))


def files(settings) -> list[Path]:
    return [backup.database_file(settings), *backup.kept_copies(settings)]


def close(vote) -> None:
    ballots.close_ballot(vote.event.id, vote.id, "s")


def test_closing_at_the_desk_leaves_no_vote_in_any_file(make, vote, settings, browser):
    for _ in range(2):
        back_up(settings)
    assert min(links_in(path, vote) for path in files(settings)) > PEOPLE
    desk = browser()
    desk.enter(vote.event.code, make.staff_token(vote.event))
    closed = desk.post(f"/e/{vote.event.code}/desk/ballots/{vote.id}/close", {}, key="close-it")
    assert closed.status_code == 200
    assert [links_in(path, vote) for path in files(settings)] == [0, 0, 0]
    for copy in backup.kept_copies(settings):
        check_file(copy)
        assert copy.stat().st_mode & 0o077 == 0
        with closing(sqlite3.connect(copy)) as file:
            assert file.execute("SELECT max(dots) FROM ballot_paper").fetchone() == ("{}",)


def test_a_copy_made_before_the_closing_brings_back_the_result(vote, settings):
    copy = back_up(settings)
    close(vote)
    forget_votes(settings)
    with reading() as session:
        totals = session.get_one(Ballot, vote.id).totals
    assert sum(line["room"] for line in totals["lines"].values()) == 3 * PEOPLE + 2
    database.dispose()
    restore(settings, copy)
    database.connect(settings.database_url)
    with reading() as session:
        kept = session.get_one(Ballot, vote.id)
    assert (kept.state, kept.totals) == ("closed", totals)


def test_a_vote_that_goes_on_stays_in_the_copies(vote, settings):
    copy = back_up(settings)
    before = copy.read_bytes()
    forget_votes(settings)
    assert copy.read_bytes() == before


def test_another_ballot_of_the_same_number_is_left_alone(vote, settings):
    copy = back_up(settings)
    with closing(sqlite3.connect(copy)) as file, file:
        file.execute("UPDATE ballot SET opened_at = opened_at - 1")
    close(vote)
    forget_votes(settings)
    assert [number for number, _ in held_in(copy)] == [vote.id]


def test_a_server_killed_after_the_closing_ends_it_at_the_next_start(vote, settings):
    copy = back_up(settings)
    close(vote)
    assert links_in(copy, vote) > PEOPLE
    server.Forgetting(settings).forget("2026-01-01")
    assert links_in(copy, vote) == 0


def test_what_a_restore_put_aside_is_cleaned_too(vote, settings):
    copy = back_up(settings)
    database.dispose()
    aside = restore(settings, copy)
    database.connect(settings.database_url)
    close(vote)
    assert links_in(aside, vote) > PEOPLE
    forget_votes(settings)
    assert links_in(aside, vote) == 0


def test_a_bad_copy_is_named_and_the_others_are_cleaned(vote, settings, caplog):
    bad = backup.backup_folder(settings) / "eventlab-20260101-000000-000000.db"
    copy = back_up(settings)
    bad.write_bytes(b"not a database, but of a certain length")
    close(vote)
    forget_votes(settings)
    assert links_in(copy, vote) == 0
    assert bad.name in caplog.text


def test_a_full_disk_leaves_the_copy_as_it_was(vote, settings, monkeypatch, caplog):
    copy = back_up(settings)
    before = copy.read_bytes()
    close(vote)
    with monkeypatch.context() as full:
        full.setattr(backup, "check_file", _full)
        forget_votes(settings)
    assert copy.read_bytes() == before
    assert "No space left" in caplog.text
    assert sorted(path.name for path in copy.parent.iterdir()) == [copy.name]


def _full(_: Path) -> None:
    raise OSError(28, "No space left on device")


def test_the_half_copy_of_a_killed_process_goes(vote, settings):
    folder = backup.backup_folder(settings)
    folder.mkdir()
    old, new = folder / "eventlab-1.db.part", folder / "eventlab-2.db.part"
    old.write_bytes(b"votes")
    os.utime(old, (time.time() - 3600,) * 2)
    new.write_bytes(b"being written")
    forget_votes(settings)
    assert list(folder.iterdir()) == [new]


def test_a_copy_made_while_the_vote_closed_is_cleaned_after_it_was_made(vote, settings):
    made = []

    def afterwards():
        made.extend(backup.kept_copies(settings))
        forget_votes(settings)
        copies.stop()

    copies = backup.Regularly(dataclasses.replace(settings, backup_minutes=0.001), afterwards)
    copy = back_up(settings)
    close(vote)
    copies.start()
    copies.join()
    assert copy in made
    assert len(made) == 2
    assert [links_in(path, vote) for path in made] == [0, 0]


def test_a_reader_of_the_past_is_not_waited_for(vote, settings, caplog):
    with reading() as session:
        session.get_one(Ballot, vote.id)
        close(vote)
    assert "stay in the store a while" in caplog.text
    forget_votes(settings)
    assert links_in(backup.database_file(settings), vote) == 0


def test_a_copy_carried_away_says_what_it_holds(vote, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("EVENTLAB_DATA", str(settings.data_dir))
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")

    def told(*words: str) -> str:
        return CliRunner().invoke(main, ["backup", *words]).stderr

    assert "qui vote quoi" in told("--to", str(tmp_path / "stick.db"))
    assert told() == ""  # it is cleaned when the vote closes
    close(vote)
    assert told("--to", str(tmp_path / "later.db")) == ""
