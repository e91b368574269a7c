"""The tables of the synthesis: its review, the PDF files being made, what was erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms
from eventlab.sessions.models import random_id


class ReviewText(Base):
    """One text of the review. ``revision`` counts its changes, so that none is written over.

    ``name``: ``closing``, ``next``, or what was not kept and why (``theme:12``, ``idea:5``).
    """

    __tablename__ = "review_text"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(4000), default="")
    revision: Mapped[int] = mapped_column(default=1)


class ReviewMark(Base):
    """Something a reviewer marked: words to mask everywhere, or a text to quote.

    ``kind``: ``mask`` (``value`` is the words) or ``quote`` (``value`` says which text).
    """

    __tablename__ = "review_mark"
    __table_args__ = (UniqueConstraint("event_id", "kind", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    value: Mapped[str] = mapped_column(String(120))


class Release(Base):
    """The synthesis was read and let go: by whom, when, and what it then said (``digest``).

    When what it says has changed since, it is a draft again.
    """

    __tablename__ = "release"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    signature: Mapped[str] = mapped_column(String(120))
    released_on: Mapped[str] = mapped_column(String(10))  # ISO date
    digest: Mapped[str] = mapped_column(String(64))


class PrintJob(Base):
    """A PDF being made, and then the PDF, for an hour.

    ``state``: ``running``, ``done``, ``failed`` or ``stopped``. A running one that said nothing
    for a while died with its server.
    """

    __tablename__ = "print_job"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=random_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))  # of the file
    state: Mapped[str] = mapped_column(String(8), default="running")
    stage: Mapped[str] = mapped_column(String(8), default="waiting")
    page: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class Certificate(Base):
    """What was erased, when, and how much: all that stays of an event, or of a person in one.

    It names nobody. ``what``: ``event`` or ``person``.
    """

    __tablename__ = "certificate"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=random_id)
    what: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(120))  # of the event
    starts_on: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(String(8))  # date | hand
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {table: rows}
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)
