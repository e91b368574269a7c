"""Copies of the database while it is in use, and the way back from one.

SQLite's online backup copies page by page and starts again when somebody writes; it never
holds the writers up for long. PostgreSQL has its own tool, which is named.
Source: sqlite.org, "Using the SQLite Online Backup API".
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from eventlab.config import Settings

logger = logging.getLogger(__name__)

KEPT = 24
_PREFIX = "eventlab-"
_ASIDE = ".before-"
_PART = ".part"
#: A part nobody has written to for so long was left by a process that was killed.
_LEFT_S = 600


class BackupFailed(Exception):
    """No copy was made, or it cannot be used; the message says why and what to do."""


def database_file(settings: Settings) -> Path:
    """The SQLite file. Raises ``BackupFailed``, with the line to type, on PostgreSQL."""
    if not settings.database_url.startswith("sqlite:///"):
        raise BackupFailed(
            'PostgreSQL: pg_dump --format=custom --file=eventlab.dump "$DATABASE_URL"'
            " (a dump made while a vote is open says who votes what: delete it afterwards)"
        )
    return Path(settings.database_url.removeprefix("sqlite:///"))


def backup_folder(settings: Settings) -> Path:
    """Where the copies go: ``EVENTLAB_BACKUP_DIR`` (another disk, better), else beside the data."""
    return settings.backup_folder


def back_up(settings: Settings, to: Path | None = None) -> Path:
    """Copy the database to ``to`` (a file that does not exist yet), or to a dated name.

    The copy is checked before it takes its name, so that no half copy is ever taken for one.
    Raises ``BackupFailed``.
    """
    source = database_file(settings)
    if not source.exists():
        raise BackupFailed(f"{source} does not exist")
    target = to or backup_folder(settings) / f"{_PREFIX}{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.db"
    if target.exists():
        raise BackupFailed(f"{target} exists already")
    half = target.with_name(target.name + _PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half.unlink(missing_ok=True)
        os.close(os.open(half, os.O_CREAT | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(half)) as copy:
            live.backup(copy, pages=256)
            copy.execute("PRAGMA journal_mode=DELETE")
        check_file(half)
        half.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            half.unlink()
        raise BackupFailed(f"{target}: {error}") from error
    return target


def check_file(path: Path) -> None:
    """Raise ``BackupFailed`` unless ``path`` is a whole database of ours."""
    if not path.is_file():
        raise BackupFailed(f"{path} does not exist")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT count(*) FROM event").fetchone()
    except sqlite3.Error as error:
        raise BackupFailed(f"{path} cannot be read as a database ({error})") from error
    if verdict != "ok":
        raise BackupFailed(f"{path} is damaged ({verdict})")


def restore(settings: Settings, source: Path) -> Path | None:
    """Put a copy in the place of the database; gives where the former one went, if there was one.

    The server must be stopped. Raises ``BackupFailed`` and changes nothing when the copy is bad.
    """
    check_file(source)
    target = database_file(settings)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = target.with_name(target.name + ".restored")
    shutil.copyfile(source, fresh)
    aside = None
    if target.exists():
        aside = target.with_name(f"{target.name}{_ASIDE}{datetime.now(UTC):%Y%m%d-%H%M%S-%f}")
        with closing(sqlite3.connect(target)) as former:
            former.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        target.replace(aside)
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    fresh.replace(target)
    return aside


def forget_old(folder: Path, kept: int = KEPT) -> None:
    """Remove all but the newest ``kept`` dated copies."""
    copies = sorted(folder.glob(f"{_PREFIX}*.db"))
    for path in copies[:-kept]:
        path.unlink(missing_ok=True)


def kept_copies(settings: Settings) -> list[Path]:
    """The copies this machine keeps: the dated ones, and what restores put aside."""
    database = database_file(settings)
    folder = backup_folder(settings)
    return [
        *sorted(folder.glob(f"{_PREFIX}*.db")),
        *sorted(database.parent.glob(f"{database.name}{_ASIDE}*")),
    ]


def rewrite(path: Path, work: Callable[[sqlite3.Connection], None]) -> None:
    """Let ``work`` change a kept copy; no byte of what it deletes stays in the file.

    It is done beside, checked, and takes the copy's place at once: whoever is killed half-way
    leaves the copy as it was. Raises ``OSError``, ``sqlite3.Error``, ``BackupFailed``.
    """
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_PART}")
    try:
        os.close(os.open(half, os.O_CREAT | os.O_WRONLY, 0o600))
        shutil.copyfile(path, half)
        with closing(sqlite3.connect(half)) as copy:
            for pragma in ("journal_mode=MEMORY", "temp_store=MEMORY", "secure_delete=ON"):
                copy.execute(f"PRAGMA {pragma}")
            with copy:
                work(copy)
            copy.execute("VACUUM")
        check_file(half)
        half.replace(path)
    finally:
        with suppress(OSError):
            half.unlink()


def drop_parts(settings: Settings) -> None:
    """Remove what a killed process left of a copy it was making."""
    long_ago = time.time() - _LEFT_S
    for folder in {backup_folder(settings), database_file(settings).parent}:
        for part in folder.glob(f"*{_PART}"):
            with suppress(OSError):
                if part.stat().st_mtime < long_ago:
                    part.unlink()


class Regularly:
    """Backs up every few minutes, beside the server; a failure is logged and tried again.

    ``afterwards`` is done after each copy.
    """

    def __init__(self, settings: Settings, afterwards: Callable[[], object]) -> None:
        self._settings = settings
        self._afterwards = afterwards
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)

    def start(self) -> None:
        """Begin, if there is something that can be copied and it is wanted."""
        if self._settings.backup_minutes > 0 and self._settings.database_url.startswith("sqlite"):
            self._thread.start()

    def stop(self) -> None:
        """No more copies."""
        self._stopped.set()

    def join(self) -> None:
        """Wait until it has stopped."""
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(self._settings.backup_minutes * 60):
            try:
                _off_the_loop(self._settings)
                forget_old(backup_folder(self._settings))
                self._afterwards()
            except BackupFailed as failure:
                logger.error("backup: %s", failure)


def _off_the_loop(settings: Settings) -> None:
    # SQLite's calls block: in a real thread they do not stop everybody's phones.
    import gevent

    gevent.get_hub().threadpool.apply(back_up, (settings,))
