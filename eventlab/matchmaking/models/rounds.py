"""The tables of the rounds: who brings what, who sits where in which round, who met whom again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms


class RoundGuest(Base):
    """What somebody brings to the rounds of the day. No line: nothing was said.

    ``topic``: what they can tell in five minutes; empty when they only listen. ``waiting``: the
    team has not read the topic yet, nobody else sees it. ``fixed``: keeps one place. ``contact``:
    how to reach them, shared on a mutual yes alone.
    """

    __tablename__ = "round_guest"

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(String(120), default="")
    waiting: Mapped[bool] = mapped_column(default=False)
    fixed: Mapped[bool] = mapped_column(default=False)
    contact: Mapped[str] = mapped_column(String(120), default="")
    channel: Mapped[str] = mapped_column(String(8), default="phone")  # phone | kiosk | paper | desk
    helper_id: Mapped[str | None] = mapped_column(String(40))


class RoundWish(Base):
    """Somebody would like to hear somebody's topic."""

    __tablename__ = "round_wish"
    __table_args__ = (Index("ix_round_wish_wanted_id", "wanted_id"),)

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    wanted_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )


class RoundPlan(Base):
    """The rounds of one step: their lengths, their clock, and what is proposed.

    ``count``, ``talk_ms``, ``change_ms`` are those of the published rounds (0 rounds: none yet);
    the rest of the clock as in ``rules.round_clock``. ``draft_from``: the first round of the
    proposal that waits (0: there is none); ``draft`` and ``quality``: the facts of the proposal and
    of what was published.
    """

    __tablename__ = "round_plan"

    step_id: Mapped[int] = mapped_column(
        ForeignKey("step.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    count: Mapped[int] = mapped_column(default=0)
    talk_ms: Mapped[int] = mapped_column(BigInt, default=0)
    change_ms: Mapped[int] = mapped_column(BigInt, default=0)
    phase: Mapped[int] = mapped_column(default=0)
    anchor_ms: Mapped[int | None] = mapped_column(BigInt)
    extra_ms: Mapped[int] = mapped_column(BigInt, default=0)
    paused_ms: Mapped[int | None] = mapped_column(BigInt)
    ended_ms: Mapped[int | None] = mapped_column(BigInt)
    draft_from: Mapped[int] = mapped_column(default=0)
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    quality: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class RoundSeat(Base):
    """Somebody's place in one round, published or proposed (``draft``).

    The primary key holds that nobody sits in two places. ``keeps``: the place is theirs and others
    come to it. ``absent``: they had left before the round was talked in, so they met nobody there.
    """

    __tablename__ = "round_seat"
    __table_args__ = (Index("ix_round_seat_participant_id", "participant_id"),)

    step_id: Mapped[int] = mapped_column(
        ForeignKey("round_plan.step_id", ondelete="CASCADE"), primary_key=True
    )
    draft: Mapped[bool] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    table: Mapped[int]
    keeps: Mapped[bool] = mapped_column(default=False)
    absent: Mapped[bool] = mapped_column(default=False)


class RoundAbsence(Base):
    """Somebody who takes part will not be there in one round of a step."""

    __tablename__ = "round_absence"
    __table_args__ = (Index("ix_round_absence_participant_id", "participant_id"),)

    step_id: Mapped[int] = mapped_column(
        ForeignKey("step.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    round: Mapped[int] = mapped_column(primary_key=True)


class SeeAgain(Base):
    """Somebody ticked "meet again" for somebody they met. Nobody is told before both did."""

    __tablename__ = "see_again"
    __table_args__ = (Index("ix_see_again_other_id", "other_id"),)

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
