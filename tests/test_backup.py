"""Copies are whole, checked, and lead back."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventlab.backup import (
    BackupFailed,
    back_up,
    backup_folder,
    check_file,
    database_file,
    forget_old,
    restore,
)
from eventlab.cli import main
from eventlab.config import Settings
from eventlab.extensions import database
from tests.factories import Factory

pytestmark = pytest.mark.usefixtures("sqlite_file")


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as copy:
        return [row[0] for row in copy.execute("SELECT title FROM event ORDER BY id")]


def test_a_copy_holds_what_was_stored_so_far(settings: Settings, make: Factory):
    make.event(title="Avant")
    copy = back_up(settings)
    make.event(title="Après")
    assert titles(copy) == ["Avant"]
    assert copy.parent == backup_folder(settings)
    assert copy.stat().st_mode & 0o077 == 0


def test_a_copy_never_replaces_a_file(settings: Settings, make: Factory, tmp_path: Path):
    there = tmp_path / "there.db"
    there.write_text("precious")
    with pytest.raises(BackupFailed, match="exists already"):
        back_up(settings, there)
    assert there.read_text() == "precious"


def test_restoring_brings_back_the_copy_and_keeps_the_former_file(
    settings: Settings, make: Factory
):
    make.event(title="Avant")
    copy = back_up(settings)
    make.event(title="Après")
    database.dispose()
    aside = restore(settings, copy)
    assert titles(database_file(settings)) == ["Avant"]
    assert aside is not None
    assert titles(aside) == ["Avant", "Après"]


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"x" * 5000])
def test_a_bad_copy_is_refused_and_nothing_changes(
    settings: Settings, make: Factory, tmp_path: Path, content: bytes
):
    make.event(title="Avant")
    bad = tmp_path / "bad.db"
    bad.write_bytes(content)
    with pytest.raises(BackupFailed):
        restore(settings, bad)
    assert titles(database_file(settings)) == ["Avant"]


def test_a_missing_copy_is_named(settings: Settings, tmp_path: Path):
    with pytest.raises(BackupFailed, match=r"nothing\.db"):
        check_file(tmp_path / "nothing.db")


def test_a_full_disk_leaves_no_half_copy(settings: Settings, make: Factory, tmp_path: Path):
    make.event()
    blocked = tmp_path / "file"
    blocked.write_text("")
    elsewhere = dataclasses.replace(settings, backup_dir=str(blocked / "below"))
    with pytest.raises(BackupFailed):
        back_up(elsewhere)
    assert blocked.read_text() == ""


def test_only_the_newest_copies_are_kept(tmp_path: Path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for minute in range(6):
        (folder / f"eventlab-20260101-00000{minute}-000000.db").touch()
    (folder / "mine.db").touch()
    forget_old(folder, kept=2)
    assert [path.name for path in sorted(folder.iterdir())] == [
        "eventlab-20260101-000004-000000.db",
        "eventlab-20260101-000005-000000.db",
        "mine.db",
    ]


def test_postgresql_is_told_its_own_command(settings: Settings):
    elsewhere = dataclasses.replace(settings, database_url="postgresql+psycopg://x/y")
    with pytest.raises(BackupFailed, match="pg_dump"):
        back_up(elsewhere)


def test_the_commands_copy_and_put_back(
    settings: Settings, make: Factory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make.event(title="Avant")
    database.dispose()
    monkeypatch.setenv("EVENTLAB_DATA", str(settings.data_dir))
    copy = tmp_path / "copy.db"
    made = CliRunner().invoke(main, ["backup", "--to", str(copy)])
    assert made.exit_code == 0, made.output
    put_back = CliRunner().invoke(main, ["restore", str(copy)])
    assert put_back.exit_code == 0, put_back.output
    refused = CliRunner().invoke(main, ["restore", str(tmp_path / "nothing.db")])
    assert refused.exit_code == 1
    assert "nothing.db" in refused.output
