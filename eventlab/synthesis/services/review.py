"""Reviewing the synthesis before it is let go: texts, words to mask, quotes, the release.

Reviewers may work at once: a mark is put or taken whole, and a text written from an older one is
refused, so that nobody writes over what another has just said.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import change
from eventlab.synthesis.models import Release, ReviewMark, ReviewText

TEXT_LIMIT = 4000
MARKS_MOST = 500


def write_text(
    event_id: int, name: str, text: str, revision: int, once: Once | None = None
) -> None:
    """Store a text written from ``revision`` (0: there was none).

    Raises ``Refusal("review_changed")`` when somebody else wrote meanwhile.
    """
    if len(text) > TEXT_LIMIT:
        raise Refusal("too_long", limit=TEXT_LIMIT)
    with change(event_id, once) as this:
        if this.repeated:
            return
        if not _stored(this.session, event_id, name, text, revision):
            known = this.session.scalar(
                select(ReviewText.text).where(
                    ReviewText.event_id == event_id, ReviewText.name == name
                )
            )
            if known != text:
                raise Refusal("review_changed")


def _stored(session: Session, event_id: int, name: str, text: str, revision: int) -> bool:
    """Whether it was from the last revision; the statement itself holds two writers apart."""
    if revision == 0:
        row = {"event_id": event_id, "name": name, "text": text, "revision": 1}
        inserted = session.execute(
            _dialect(session)
            .insert(ReviewText)
            .values(row)
            .on_conflict_do_nothing()
            .returning(ReviewText.id)
        )
        return inserted.scalar() is not None
    updated = session.execute(
        update(ReviewText)
        .where(
            ReviewText.event_id == event_id,
            ReviewText.name == name,
            ReviewText.revision == revision,
        )
        .values(text=text, revision=revision + 1)
        .returning(ReviewText.id)
    )
    return updated.scalar() is not None


def _dialect(session: Session) -> Any:
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite


def mark(event_id: int, kind: str, value: str, once: Once | None = None) -> None:
    """Mark words to ``mask`` or a text to ``quote``; marked twice it is marked once."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        query = select(ReviewMark.value).where(ReviewMark.event_id == event_id)
        known = this.session.scalars(query.where(ReviewMark.kind == kind)).all()
        if value not in known and len(known) >= MARKS_MOST:
            raise Refusal("too_many_marks")
        row = {"event_id": event_id, "kind": kind, "value": value}
        this.session.execute(
            _dialect(this.session).insert(ReviewMark).values(row).on_conflict_do_nothing()
        )


def unmark(event_id: int, kind: str, value: str, once: Once | None = None) -> None:
    """Take a mark away."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        this.session.execute(
            delete(ReviewMark).where(
                ReviewMark.event_id == event_id,
                ReviewMark.kind == kind,
                ReviewMark.value == value,
            )
        )


def release(
    event_id: int, signature: str, today: str, digest: str, once: Once | None = None
) -> None:
    """Let the synthesis go as it now is (``digest``), signed and dated."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        this.session.merge(
            Release(event_id=event_id, signature=signature, released_on=today, digest=digest)
        )


def take_back(event_id: int, once: Once | None = None) -> None:
    """Make it a draft again."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        this.session.execute(delete(Release).where(Release.event_id == event_id))
