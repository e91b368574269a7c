"""The tables of the votes: a ballot, who voted, their dots until it closes, what paper counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms

_OPEN = text("state = 'open'")


class Ballot(Base):
    """One secret round of dots over a list, frozen when it opened.

    ``lines`` is that list: ``[{"id", "title", "text"}, ...]``. ``totals`` is all that is kept of
    a closed ballot (see ``rules.results``). ``stage``: what the room sees of it, 0 nothing yet,
    1 the room's bars, 2 both perspectives. One ballot at most is open at an event.
    """

    __tablename__ = "ballot"
    __table_args__ = (
        Index("ix_ballot_event_id", "event_id"),
        Index(
            "ix_ballot_open",
            "event_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    step_id: Mapped[int | None] = mapped_column(ForeignKey("step.id", ondelete="SET NULL"))
    on: Mapped[str] = mapped_column(String(12))  # themes | problems | ideas
    state: Mapped[str] = mapped_column(String(8), default="open")  # open | closed
    dots: Mapped[int]  # a person's budget
    per_line: Mapped[int]
    strict: Mapped[bool] = mapped_column(default=False)  # a vote needs a printed code
    lines: Mapped[list[Any]]
    people: Mapped[int | None] = mapped_column()  # heads counted in the room
    stage: Mapped[int] = mapped_column(default=0)
    totals: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    closed_at: Mapped[int | None] = mapped_column(BigInt)


class Voter(Base):
    """Somebody who votes in an open ballot; the row goes when the ballot closes.

    The table itself keeps ``spent`` within ``budget``, whoever writes to it.
    """

    __tablename__ = "ballot_voter"
    __table_args__ = (CheckConstraint("spent >= 0 AND spent <= budget", name="budget"),)

    ballot_id: Mapped[int] = mapped_column(
        ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    perspective: Mapped[str] = mapped_column(String(12))
    budget: Mapped[int]
    spent: Mapped[int] = mapped_column(default=0)
    done: Mapped[bool] = mapped_column(default=False)  # said so, with dots left perhaps
    voided: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str] = mapped_column(String(8), default="phone")  # phone | kiosk | paper
    helper_id: Mapped[str | None] = mapped_column(String(24))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Dot(Base):
    """How many dots somebody gave to one line of an open ballot. Destroyed when it closes."""

    __tablename__ = "ballot_dot"
    __table_args__ = (CheckConstraint("dots >= 0", name="dots"),)

    ballot_id: Mapped[int] = mapped_column(
        ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    line_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dots: Mapped[int]


class PaperCount(Base):
    """What a table counted on paper for one perspective. ``dots`` is emptied at the closing."""

    __tablename__ = "ballot_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), index=True)
    place: Mapped[str] = mapped_column(String(40), default="")  # "table 3"
    perspective: Mapped[str] = mapped_column(String(12))
    voters: Mapped[int]
    dots: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {line id: dots}
    staff_id: Mapped[str] = mapped_column(String(24))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class BallotNote(Base):
    """Who did what to a ballot, when. Never what anybody voted."""

    __tablename__ = "ballot_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(12))  # open close show void paper unpaper people
    staff_id: Mapped[str] = mapped_column(String(24))
    number: Mapped[int] = mapped_column(default=0)
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)
