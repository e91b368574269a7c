"""The tables of the teams: what people wish, who may sit with whom, every version, what is out.

A version is a whole arrangement: its teams, and a seat a person. Seats are rows, not words in a
column, so that who is erased is gone from every version.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms


class Team(Base):
    """People, a theme, a table, as published to the room. ``number`` is what people say.

    ``state``: ``open``, or ``started``: work has begun, nobody is moved out or in by a solve.
    """

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(60), default="")  # chosen by the team, if it likes
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"))
    table: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(8), default="open")
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Member(Base):
    """Somebody's place in a published team. One a person.

    ``since``: the publication that put them there. ``came_from``: the table they sat at before.
    ``why``: their own facts (the wish obtained, what speaks for this seat), nobody else's.
    """

    __tablename__ = "member"

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    since: Mapped[int] = mapped_column(default=1)
    came_from: Mapped[str] = mapped_column(String(20), default="")
    why: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Wish(Base):
    """A theme somebody would like to work on; ``rank`` 1 is the dearest."""

    __tablename__ = "wish"
    __table_args__ = (UniqueConstraint("participant_id", "theme_id"),)

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    rank: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), index=True)
    helper_id: Mapped[str | None] = mapped_column(String(24))


class TeamTrait(Base):
    """What counts of somebody for teams alone: their profile, whether they lead a team.

    ``until``: leaves at that minute of the day, by the clock of the room; None stays to the end.
    """

    __tablename__ = "team_trait"

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    profile: Mapped[str] = mapped_column(String(40), default="")
    facilitates: Mapped[bool] = mapped_column(default=False)
    until: Mapped[int | None]


class Link(Base):
    """Two people who sit ``together`` or ``apart``.

    Together is asked by one and confirmed by the other. Apart is asked in private; ``words`` say
    of whom when no personal code was given, until the facilitator names them (``other_id``).
    ``state``: ``asked``, ``agreed`` or ``declined``; only what is agreed counts.
    """

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))  # together | apart
    one_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    other_id: Mapped[str | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(8))
    by_staff: Mapped[bool] = mapped_column(default=False)
    helper_id: Mapped[str | None] = mapped_column(String(24))
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Place(Base):
    """A table of the room, and whether one comes to it without a step."""

    __tablename__ = "place"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    step_free: Mapped[bool] = mapped_column(default=True)


class TeamPlan(Base):
    """How the teams of an event are to be, and which versions count now.

    ``counts``: {theme id: teams} as the facilitator set them, theme "0" for teams without a theme.
    ``without``: as in ``Terms``. ``redo``: versions that were undone, the last first. ``solve``:
    the word of the running or last solve; ``heard_at``: when its process last gave a sign of life.
    """

    __tablename__ = "team_plan"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    mode: Mapped[str] = mapped_column(String(6), default="warn")  # strict | warn | free
    tiers: Mapped[list[str]] = mapped_column(default=list)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    without: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version_id: Mapped[int | None]
    published_id: Mapped[int | None]
    publication: Mapped[int] = mapped_column(default=0)
    redo: Mapped[list[Any]] = mapped_column(default=list)
    solve: Mapped[dict[str, Any]] = mapped_column(default=dict)
    heard_at: Mapped[int] = mapped_column(BigInt, default=0)


class TeamVersion(Base):
    """One arrangement of the teams: solved, or changed by hand.

    ``teams``: [{number, theme, table, state, reason}]. ``facts``: what was done, in ids and
    numbers. ``basis``: the mark of the people and rules it was solved for; a bound proven for
    them holds as long as they are the same.
    """

    __tablename__ = "team_version"
    # A number is never given twice: a facilitator's page names the version it shows.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None]
    what: Mapped[str] = mapped_column(String(16))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    staff_id: Mapped[str] = mapped_column(String(40), default="")
    teams: Mapped[list[Any]] = mapped_column(default=list)
    quality: Mapped[dict[str, Any]] = mapped_column(default=dict)
    certificates: Mapped[list[Any]] = mapped_column(default=list)
    basis: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    published_at: Mapped[int | None] = mapped_column(BigInt)


class Seat(Base):
    """Somebody in one version: the team they sit in, and what they are locked to by hand.

    ``lock``: empty, ``team`` (the team they sit in) or ``theme`` (``lock_theme``).
    """

    __tablename__ = "seat"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("team_version.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    team: Mapped[int | None]
    lock: Mapped[str] = mapped_column(String(5), default="")
    lock_theme: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(120), default="")
