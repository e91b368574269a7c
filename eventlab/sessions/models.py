"""The tables of the day: events, steps, participants, staff, devices, the organisers' office."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms


def random_id() -> str:
    """A random identifier: 24 hexadecimal characters."""
    return secrets.token_hex(12)


class Organiser(Base):
    """Somebody of the office. The first is let in by the link printed at the first start."""

    __tablename__ = "organiser"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Event(Base):
    """One experimentation day. ``screen`` is what the projector is told beside the step."""

    __tablename__ = "event"
    # A number is never given twice: a browser may still watch an event that was erased.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[str] = mapped_column(String(10))  # ISO date
    starts_at: Mapped[str] = mapped_column(String(5), default="09:00")  # local time of the room
    format_key: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(5), default="fr")
    labels: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default="open")  # open | closed
    current_step_id: Mapped[int | None] = mapped_column()
    entries_locked: Mapped[bool] = mapped_column(default=False)
    moderation: Mapped[str] = mapped_column(String(8), default="after")  # before | after
    slow_mode_s: Mapped[int] = mapped_column(default=0)
    expected: Mapped[int] = mapped_column(default=0)
    screen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    purge_on: Mapped[str] = mapped_column(String(10))  # ISO date
    wifi_name: Mapped[str] = mapped_column(String(64), default="")
    wifi_password: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    guessed_at: Mapped[int | None] = mapped_column(BigInt)  # when codes were last tried in a row
    next_number: Mapped[int] = mapped_column(default=1)  # of the next problem


class Step(Base):
    """One part of the programme. Titles and instructions are {language: text}."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[dict[str, Any]] = mapped_column(default=dict)
    instruction: Mapped[dict[str, Any]] = mapped_column(default=dict)
    minutes: Mapped[int] = mapped_column(default=0)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revealed: Mapped[bool] = mapped_column(default=False)
    skipped: Mapped[bool] = mapped_column(default=False)
    # The timer, in UTC milliseconds and milliseconds.
    started_ms: Mapped[int | None] = mapped_column(BigInt)
    ended_ms: Mapped[int | None] = mapped_column(BigInt)
    paused_ms: Mapped[int | None] = mapped_column(BigInt)
    paused_total_ms: Mapped[int] = mapped_column(BigInt, default=0)
    extra_ms: Mapped[int] = mapped_column(BigInt, default=0)


class ProgrammeChange(Base):
    """A change of the programme, with what was before it, so that it can be undone."""

    __tablename__ = "programme_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[str] = mapped_column(String(24))
    what: Mapped[str] = mapped_column(String(24))
    before: Mapped[dict[str, Any]]
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    undone: Mapped[bool] = mapped_column(default=False)


class Participant(Base):
    """A person at the event: a perspective, a personal code, and nothing else required."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("event_id", "code"), Index("ix_participant_ev", "event_id"))

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=random_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(40))
    perspective: Mapped[str] = mapped_column(String(12))  # resident | professional
    name: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str] = mapped_column(String(5), default="")  # of the screen
    speaks: Mapped[list[str]] = mapped_column(default=list)  # ISO 639-1
    needs: Mapped[list[str]] = mapped_column(default=list)  # step_free, interpreter, scribe
    trade: Mapped[str] = mapped_column(String(80), default="")
    organisation: Mapped[str] = mapped_column(String(120), default="")
    is_resource: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(8), default="present")  # expected | present | gone
    channel: Mapped[str] = mapped_column(
        String(8), default="phone"
    )  # phone|kiosk|paper|roster|slip
    helper_id: Mapped[str | None] = mapped_column(String(24))  # who entered them, if anybody
    notice_seen: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[int | None] = mapped_column(BigInt)


class PendingImport(Base):
    """A file an organiser has sent and not yet brought in. Forgotten within the hour."""

    __tablename__ = "pending_import"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=random_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))  # roster | problems
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Staff(Base):
    """Somebody who serves the event: facilitator, helper, or a screen."""

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=random_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(12))  # facilitator | helper | screen
    name: Mapped[str] = mapped_column(String(60), default="")
    revoked_at: Mapped[int | None] = mapped_column(BigInt)
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class StaffLink(Base):
    """A one-time way in, kept as a hash: to an event's staff, or to the office (no staff)."""

    __tablename__ = "staff_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("organiser.id"))
    expires_at: Mapped[int] = mapped_column(BigInt)
    used_at: Mapped[int | None] = mapped_column(BigInt)


class Device(Base):
    """One browser at one event (or at the office), known by its signed cookie.

    The cookie names the device and its ``epoch``; a change of role or of person raises the
    epoch, so that an older cookie opens nothing. It may hold a participant and a staff member
    at once: a facilitator who also takes part. ``acting_for_id`` is the person a helper's kiosk
    acts for at this moment.
    """

    __tablename__ = "device"
    __table_args__ = (Index("ix_device_event_id", "event_id"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=random_id)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    epoch: Mapped[int] = mapped_column(default=1)
    participant_id: Mapped[str | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE")
    )
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("organiser.id"))
    acting_for_id: Mapped[str | None] = mapped_column(String(24))
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    revoked_at: Mapped[int | None] = mapped_column(BigInt)
