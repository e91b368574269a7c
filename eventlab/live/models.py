"""The journal's tables: which version an event is at, what changed in it, what was answered."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt


class Head(Base):
    """The version an event is at. One row an event; the row's lock puts changes in order."""

    __tablename__ = "head"

    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(BigInt, default=0)


class JournalLine(Base):
    """One item that changed in one version of an event."""

    __tablename__ = "journal"

    event_id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInt, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(40), primary_key=True)


class AnsweredRequest(Base):
    """The answer a device was given to a request it may send again."""

    __tablename__ = "answered_request"
    __table_args__ = (Index("ix_answered_request_at", "at"),)

    device_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    answer: Mapped[str] = mapped_column(default="")
    at: Mapped[int] = mapped_column(BigInt)


class PresenceCount(Base):
    """How many phones one worker holds for one event, and when it last said so."""

    __tablename__ = "presence_count"

    worker: Mapped[str] = mapped_column(String(32), primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)
    phones: Mapped[int]
    at: Mapped[int] = mapped_column(BigInt)
