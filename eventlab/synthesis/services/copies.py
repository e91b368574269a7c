"""What was erased, in copies of the database: it goes there too.

A copy made before holds the people and events that were erased since; a server that is stopped
keeps its copies for ever. Copies that were carried elsewhere are out of reach: the list of what
was erased is applied when one of them is put back.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import StaticPool, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from eventlab import backup, erasures
from eventlab.config import Settings
from eventlab.erasures import Erased
from eventlab.extensions import Base, aside, database
from eventlab.synthesis.services.erasing import erase_within

logger = logging.getLogger(__name__)


class Held(NamedTuple):
    """What a copy holds of what was erased: events by number, people by id."""

    events: list[int]
    people: list[str]


def forget_erased(settings: Settings) -> None:
    """Destroy what the store and its kept copies still hold of erased people and events.

    What fails is logged; it is tried again after the next copy, and at each start.
    """
    try:
        database.forget_deleted(*(table.name for table in Base.metadata.sorted_tables))
    except Exception as error:
        logger.warning("what was erased stays in the store a while: %s", type(error).__name__)
    if settings.database_url.startswith("sqlite:///"):
        aside(_forget_in_copies, settings)


def _forget_in_copies(settings: Settings) -> None:
    erased = erasures.read_erased(backup.backup_folder(settings))
    for copy in backup.kept_copies(settings) if erased else ():
        try:
            forget_in(copy, erased)
        except (OSError, sqlite3.Error, SQLAlchemyError, backup.BackupFailed) as error:
            logger.error("what was erased, in %s: %s", copy, type(error).__name__)


def forget_in(copy: Path, erased: Erased) -> None:
    """Erase in one copy what is on the list, if it holds any of it.

    Raises ``OSError``, ``sqlite3.Error``, ``SQLAlchemyError``, ``BackupFailed``.
    """
    held = held_in(copy, erased)
    if held.events or held.people:
        backup.rewrite(copy, lambda connection: _destroy(connection, held))


def held_in(copy: Path, erased: Erased) -> Held:
    """What a copy holds of what is on the list. Raises ``sqlite3.Error``."""
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
        events = connection.execute("SELECT id, created_at FROM event").fetchall()
        people = connection.execute("SELECT id FROM participant").fetchall()
    return Held(
        [number for number, made in events if made in erased.moments],
        [person for (person,) in people if person in erased.people],
    )


def _destroy(connection: sqlite3.Connection, held: Held) -> None:
    connection.execute("PRAGMA foreign_keys=ON")  # what belongs to an event goes with it
    connection.executemany("DELETE FROM event WHERE id = ?", [(one,) for one in held.events])
    _destroy_people(connection, held.people)


def _destroy_people(connection: sqlite3.Connection, people: Collection[str]) -> None:
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with Session(engine) as session, session.begin():
        for person in people:
            erase_within(session, person)
