"""The tables of the ideas: sheets and their history, the fair, commitments, the evaluation."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms
from eventlab.sessions.models import random_id

TEXT_MOST = 32_000  # of a field: 4,000 characters as a reader counts, each of several code points


class Idea(Base):
    """What a team proposes: a sheet.

    It belongs to the team of ``team_number`` (0: to the whole room, where there are no teams), or
    to one person. The number outlives the row of a team that is published again.
    """

    __tablename__ = "idea"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        UniqueConstraint("event_id", "team_number"),
        UniqueConstraint("person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    team_number: Mapped[int | None]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    hidden: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(120), default="")  # why it is hidden
    place: Mapped[int] = mapped_column(default=0)  # in the order of the fair
    created_at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class IdeaEntry(Base):
    """The text of one field now. ``version`` counts the texts it has had."""

    __tablename__ = "idea_entry"

    idea_id: Mapped[int] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str] = mapped_column(String(TEXT_MOST))
    version: Mapped[int]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class IdeaWording(Base):
    """Every text a field was ever sent, so that no word is lost.

    ``state``: ``line`` (it was or is the text of its ``version``), ``beside`` (it was written from
    an older text, and somebody still has to choose), ``settled`` (somebody chose).
    """

    __tablename__ = "idea_wording"
    __table_args__ = (Index("ix_idea_wording_idea_id", "idea_id", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default="line")
    text: Mapped[str] = mapped_column(String(TEXT_MOST))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    hand: Mapped[str] = mapped_column(String(24), default="")  # the device it was written on
    channel: Mapped[str] = mapped_column(String(8), default="phone")  # phone | kiosk | paper | desk
    helper_id: Mapped[str | None] = mapped_column(String(24))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class IdeaWriting(Base):
    """In which field somebody was seen writing, and when. It means nothing after a few seconds."""

    __tablename__ = "idea_writing"

    person_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class IdeaDrawing(Base):
    """A drawing on paper, photographed. No screen shows it before the desk has approved it."""

    __tablename__ = "idea_drawing"

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(8), default="waiting")  # waiting | shown | hidden
    jpeg: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class HelpCall(Base):
    """A team's call for the facilitator or for a resource person. ``open`` is empty once answered.

    A team has one open call of each sort: empty values are all different to the constraint.
    """

    __tablename__ = "help_call"
    __table_args__ = (UniqueConstraint("idea_id", "what", "open"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(12))  # facilitator | resource
    words: Mapped[str] = mapped_column(String(800), default="")
    open: Mapped[bool | None] = mapped_column(default=True)
    sent_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    ended_at: Mapped[int | None] = mapped_column(BigInt)


class TableMessage(Base):
    """A message from the desk to one table."""

    __tablename__ = "table_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(2000))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Fair(Base):
    """The gallery of an event: open to the room from ``opened_at`` on.

    ``idea_id`` is the one shown large; its speaking time is a clock like a step's.
    ``counted_at``: when the event closed; since then no slip names who gave it.
    """

    __tablename__ = "fair"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    opened_at: Mapped[int] = mapped_column(BigInt, default=now_ms)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"))
    planned_ms: Mapped[int] = mapped_column(BigInt, default=0)
    started_ms: Mapped[int | None] = mapped_column(BigInt)
    paused_ms: Mapped[int | None] = mapped_column(BigInt)
    paused_total_ms: Mapped[int] = mapped_column(BigInt, default=0)
    extra_ms: Mapped[int] = mapped_column(BigInt, default=0)
    counted_at: Mapped[int | None] = mapped_column(BigInt)


class Support(Base):
    """A slip: I support it, I can help, or it would not work for me. One of each a person.

    Once the fair is counted it has no giver; nor a perspective (``""``), where that may not be
    told.
    """

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("idea_id", "person_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    person_id: Mapped[str | None] = mapped_column(
        ForeignKey("participant.id", ondelete="SET NULL"), index=True
    )
    perspective: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(8))  # support | help | concern
    text: Mapped[str] = mapped_column(String(2000), default="")
    state: Mapped[str] = mapped_column(String(8), default="shown")  # of its text: waiting | hidden
    channel: Mapped[str] = mapped_column(String(8), default="phone")
    helper_id: Mapped[str | None] = mapped_column(String(24))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Commitment(Base):
    """Who does what, by when, and who answers for it; about an idea or about none."""

    __tablename__ = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"))
    author_id: Mapped[str | None] = mapped_column(
        ForeignKey("participant.id", ondelete="SET NULL"), index=True
    )
    who: Mapped[str] = mapped_column(String(560))
    what: Mapped[str] = mapped_column(String(2000))
    by_when: Mapped[str] = mapped_column(String(560))
    answers: Mapped[str] = mapped_column(String(560), default="")  # who answers for it
    state: Mapped[str] = mapped_column(String(10), default="shown")  # waiting | hidden | withdrawn
    reason: Mapped[str] = mapped_column(String(120), default="")
    channel: Mapped[str] = mapped_column(String(8), default="phone")
    helper_id: Mapped[str | None] = mapped_column(String(24))
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)


class Evaluated(Base):
    """That somebody has answered an evaluation; what they answered is not written here."""

    __tablename__ = "evaluated"

    step_id: Mapped[int] = mapped_column(
        ForeignKey("step.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )


class EvaluationCount(Base):
    """How often a question was answered so by a perspective.

    One number and no line a person: there is nothing to put a name beside. The question ``""``
    counts how many people answered at all.
    """

    __tablename__ = "evaluation_count"

    step_id: Mapped[int] = mapped_column(
        ForeignKey("step.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    perspective: Mapped[str] = mapped_column(String(12), primary_key=True)
    value: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class EvaluationText(Base):
    """A free line of an evaluation: without author, perspective, time or order."""

    __tablename__ = "evaluation_text"
    # Without a row number of its own, SQLite keeps the lines by their random id.
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=random_id)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(2000))
    hidden: Mapped[bool] = mapped_column(default=False)
