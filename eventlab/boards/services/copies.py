"""Votes in copies of the database: a closed ballot's are destroyed there too.

A copy made while a ballot was open holds who voted what until then. Once the ballot is closed
its row in the copy is given the totals in their place, so that a restore loses no result.
Copies that were carried elsewhere are out of reach.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from eventlab import backup
from eventlab.boards.models import Ballot
from eventlab.boards.services.ballots import leave_no_trace
from eventlab.config import Settings
from eventlab.extensions import aside, reading

logger = logging.getLogger(__name__)

_HELD = """SELECT id, opened_at FROM ballot WHERE
    id IN (SELECT ballot_id FROM ballot_voter UNION SELECT ballot_id FROM ballot_dot)
    OR id IN (SELECT ballot_id FROM ballot_paper WHERE dots <> '{}')"""


class Closed(NamedTuple):
    """A closed ballot, as the copies are to have it. It was opened at the moment ``opened_at``."""

    id: int
    opened_at: int
    closed_at: int
    totals: str


#: {(number, opened at): the ballot}
ClosedBallots = dict[tuple[int, int], Closed]


def forget_votes(settings: Settings) -> None:
    """Destroy what the store and its kept copies still hold of the votes of closed ballots.

    What fails is logged; it is tried again after the next copy, and at each start.
    """
    leave_no_trace()
    if not settings.database_url.startswith("sqlite:///"):
        return
    try:
        closed = _closed()
    except SQLAlchemyError as error:
        logger.error("votes in copies: %s", type(error).__name__)
    else:
        aside(_forget_in_copies, settings, closed)


def _forget_in_copies(settings: Settings, closed: ClosedBallots) -> None:
    backup.drop_parts(settings)
    for copy in backup.kept_copies(settings):
        try:
            forget_in(copy, closed)
        except (OSError, sqlite3.Error, backup.BackupFailed) as error:
            logger.error("votes in %s: %s", copy, error)


def _closed() -> ClosedBallots:
    query = select(Ballot.id, Ballot.opened_at, Ballot.closed_at, Ballot.totals)
    with reading() as session:
        rows = session.execute(query.where(Ballot.state == "closed")).all()
    return {
        (n, opened): Closed(n, opened, at or opened, json.dumps(t)) for n, opened, at, t in rows
    }


def forget_in(copy: Path, closed: ClosedBallots) -> None:
    """Destroy the votes of ``closed`` ballots in one copy, if it holds any.

    A number alone does not say which ballot it is: a restore may have given it twice.
    Raises ``OSError``, ``sqlite3.Error``, ``BackupFailed``.
    """
    gone = [closed[held] for held in held_in(copy) if held in closed]
    if gone:
        backup.rewrite(copy, lambda connection: _destroy(connection, gone))


def held_in(copy: Path) -> list[tuple[int, int]]:
    """The ballots whose votes a copy holds, as (number, opened at). Raises ``sqlite3.Error``."""
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
        if not connection.execute("PRAGMA table_info(ballot_dot)").fetchall():
            return []  # older than votes
        return connection.execute(_HELD).fetchall()


def _destroy(connection: sqlite3.Connection, gone: Iterable[Closed]) -> None:
    for ballot in gone:
        for table in ("ballot_dot", "ballot_voter"):
            connection.execute(f"DELETE FROM {table} WHERE ballot_id = ?", [ballot.id])
        connection.execute("UPDATE ballot_paper SET dots = '{}' WHERE ballot_id = ?", [ballot.id])
        connection.execute(
            "UPDATE ballot SET state = 'closed', closed_at = ?, totals = ? WHERE id = ?",
            [ballot.closed_at, ballot.totals, ballot.id],
        )
