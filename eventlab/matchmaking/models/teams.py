"""The tables of the teams: who is with whom, around which theme, at which table."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms


class Team(Base):
    """People, a theme, a table, as published to the room. ``number`` is what people say."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(60), default="")  # chosen by the team, if it likes
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"))
    table: Mapped[str] = mapped_column(String(20), default="")
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Member(Base):
    """Somebody's place in a published team. One a person."""

    __tablename__ = "member"

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
