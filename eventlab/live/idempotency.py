"""A request sent twice is done once: its answer is kept with the change it made."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.live.models import AnsweredRequest

KEEP_MS = 48 * 3600 * 1000
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True)
class Once:
    """The name of one request: the device that sends it and the key it chose."""

    device_id: str
    key: str

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise Refusal("bad_request")


_ANSWERED = cast("Table", AnsweredRequest.__table__)
_CLAIM: dict[str, Any] = {
    name: dialect.insert(_ANSWERED).on_conflict_do_nothing().returning(_ANSWERED.c.key)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
_KEEP = (
    update(_ANSWERED)
    .where(_ANSWERED.c.device_id == bindparam("device"), _ANSWERED.c.key == bindparam("sent"))
    .values(answer=bindparam("answered"))
)


def claim(session: Session, once: Once) -> dict[str, Any] | None:
    """Take the key for this transaction: ``None``, or the answer already given to it.

    A second transaction with the same key waits here for the first to end (PostgreSQL), or
    has waited at BEGIN (SQLite).
    """
    row = {"device_id": once.device_id, "key": once.key, "answer": "", "at": now_ms()}
    statement = _CLAIM[session.get_bind().dialect.name]
    if session.connection().execute(statement, row).scalar() is not None:
        return None
    known = session.get_one(AnsweredRequest, (once.device_id, once.key), populate_existing=True)
    answer: dict[str, Any] = json.loads(known.answer or "{}")
    return answer


def keep(session: Session, once: Once, answer: dict[str, Any]) -> None:
    """Store the answer beside the change, in the same transaction."""
    kept = {"device": once.device_id, "sent": once.key, "answered": json.dumps(answer)}
    session.connection().execute(_KEEP, kept)


def mix(session: Session, device_ids: Collection[str]) -> None:
    """Keep what these devices were answered, and no trace of when or in which order.

    The hour of an answer, or its place among others, would tell what was stored with it.
    """
    query = select(AnsweredRequest.device_id, AnsweredRequest.key, AnsweredRequest.answer)
    theirs = AnsweredRequest.device_id.in_(device_ids)
    rows = session.execute(query.where(theirs).order_by(AnsweredRequest.key)).mappings().all()
    session.execute(delete(AnsweredRequest).where(theirs))
    if rows:
        now = now_ms()
        session.execute(insert(AnsweredRequest), [{**row, "at": now} for row in rows])


def forget_old(session: Session) -> None:
    """Drop the answers nobody will ask for again."""
    session.execute(delete(AnsweredRequest).where(AnsweredRequest.at < now_ms() - KEEP_MS))
