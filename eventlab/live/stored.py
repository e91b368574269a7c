"""Which tables hold anything of an event: in the morning most are empty, and need not be read.

A whole room joins within a minute, hours before there are teams or ideas. One statement asks for
all of these tables at once, so that what follows from an empty one costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

#: A column that holds the event's number, such as ``Team.event_id``.
Column = Any


def filled(session: Session, event_id: int, columns: Iterable[Column]) -> set[Column]:
    """Those of ``columns`` whose table has a row of this event, as this session sees it.

    A table that was seen with rows once is taken to have some from then on: the answer only
    ever saves work.
    """
    wanted = tuple(dict.fromkeys(columns))
    known = _known.setdefault(event_id, set())
    asked = tuple(column for column in wanted if column.table.name not in known)
    if asked:
        session.flush()
        found = session.connection().execute(_statement(asked), {"event": event_id}).one()
        known.update(column.table.name for column, there in zip(asked, found, strict=True) if there)
    return {column for column in wanted if column.table.name in known}


def forget() -> None:
    """Drop what is known: another database is used from now on."""
    _known.clear()


_known: dict[int, set[str]] = {}


@cache
def _statement(columns: tuple[Column, ...]) -> Any:
    return select(*(exists().where(column == bindparam("event")) for column in columns))
