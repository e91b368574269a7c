"""The tables of the walls: problems with all their wordings, and the themes they are put under."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms


class Problem(Base):
    """A short text about a real case or difficulty.

    ``perspective`` is the author's, kept here so that counts outlive an erased author; it is
    empty for a problem prepared by the organisers.
    """

    __tablename__ = "problem"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        Index("ix_problem_author_id", "author_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    step_id: Mapped[int | None] = mapped_column(ForeignKey("step.id", ondelete="SET NULL"))
    number: Mapped[int]
    author_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    perspective: Mapped[str] = mapped_column(String(12), default="")
    text: Mapped[str] = mapped_column(String(2000))
    tile: Mapped[str] = mapped_column(String(24), default="")
    state: Mapped[str] = mapped_column(String(10))  # waiting | shown | hidden | withdrawn
    reason: Mapped[str] = mapped_column(String(120), default="")  # why it is hidden
    channel: Mapped[str] = mapped_column(String(8))  # phone | kiosk | paper | prepared
    helper_id: Mapped[str | None] = mapped_column(String(24))
    aloud: Mapped[int | None] = mapped_column()  # place in the read-aloud queue
    theme_id: Mapped[int | None] = mapped_column(
        ForeignKey("theme.id", ondelete="SET NULL"), index=True
    )
    place: Mapped[int] = mapped_column(default=0)  # in the column of its theme
    # The problem that stands for this one on the wall, when several people said the same.
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id", ondelete="SET NULL"))
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class ProblemWording(Base):
    """A wording a problem had before an edit; masking and erasing reach these too."""

    __tablename__ = "problem_wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    problem_id: Mapped[int] = mapped_column(
        ForeignKey("problem.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(String(2000))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Theme(Base):
    """A group of problems, reformulated as a question (*Comment pourrions-nous... ?*).

    ``goes_on``: the facilitator chose it for the teams of the afternoon.
    """

    __tablename__ = "theme"
    # A number is never given twice: a phone in a tunnel may still propose one that was removed.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(560))
    question: Mapped[str] = mapped_column(String(1400), default="")
    goes_on: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class ThemeProposal(Base):
    """Where an author says that their problem belongs: one proposal a problem, the last one."""

    __tablename__ = "theme_proposal"

    problem_id: Mapped[int] = mapped_column(
        ForeignKey("problem.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(10))  # waiting | accepted | refused | withdrawn
    channel: Mapped[str] = mapped_column(String(8))  # phone | kiosk | paper
    helper_id: Mapped[str | None] = mapped_column(String(24))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class ThemeChange(Base):
    """A change of the themes, with what was before it, so that it can be undone."""

    __tablename__ = "theme_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[str] = mapped_column(String(24))
    what: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(560))
    before: Mapped[dict[str, Any]]
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    undone: Mapped[bool] = mapped_column(default=False)
