"""Commitments: who does what, by when, and who answers for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from eventlab.errors import Refusal
from eventlab.ideas.models import Commitment
from eventlab.ideas.services.sheets import Pen
from eventlab.ideas.services.slips import said
from eventlab.ideas.services.telling import idea_at
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event

NAME_LIMIT = 80
WHAT_LIMIT = 280


@dataclass(frozen=True)
class Promise:
    """What somebody commits to. ``anyway``: they were warned of personal data."""

    who: str
    what: str
    by_when: str
    answers: str = ""
    idea_id: int | None = None
    anyway: bool = False


def commit(
    event_id: int, pen: Pen | None, promise: Promise, once: Once | None = None
) -> dict[str, Any]:
    """Keep a commitment; without a pen it is the desk's. Gives ``{"id", "state"}``.

    Raises ``Refusal``: ``empty``, ``too_long``, ``unreadable``, ``personal_data``,
    ``no_such_idea``, ``entries_locked``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        event = this.session.get_one(Event, event_id)
        if event.state != "open":
            raise Refusal("event_closed")
        if pen and event.entries_locked:
            raise Refusal("entries_locked")
        waits = pen and event.moderation == "before"
        made = Commitment(
            event_id=event_id,
            author_id=pen.person_id if pen else None,
            channel=pen.channel if pen else "desk",
            helper_id=pen.helper_id if pen else None,
            state="waiting" if waits else "shown",
            **_checked(this, promise),
        )
        this.session.add(made)
        this.session.flush()
        _touch(this, made)
        this.answer |= {"id": made.id, "state": made.state}
    return this.answer


def _checked(this: Change, promise: Promise) -> dict[str, Any]:
    if promise.idea_id is not None:
        idea_at(this.session, this.event_id, promise.idea_id)
    # Names are what a commitment is about; numbers and addresses are not.
    return {
        "idea_id": promise.idea_id,
        "who": said(promise.who, True, promise.anyway, NAME_LIMIT),
        "what": said(promise.what, True, promise.anyway, WHAT_LIMIT),
        "by_when": said(promise.by_when, True, promise.anyway, NAME_LIMIT),
        "answers": said(promise.answers, False, promise.anyway, NAME_LIMIT),
    }


def withdraw_commitment(
    event_id: int, person_id: str, commitment_id: int, once: Once | None = None
) -> None:
    """Take one's own commitment back. Raises ``no_such_commitment``, ``event_closed``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        made = _commitment(this, commitment_id)
        if made.author_id != person_id:
            raise Refusal("no_such_commitment")
        if this.session.get_one(Event, event_id).state != "open":
            raise Refusal("event_closed")
        made.state = "withdrawn"
        _touch(this, made)


def edit_commitment(
    event_id: int, commitment_id: int, promise: Promise, once: Once | None = None
) -> None:
    """Mend a commitment at the desk. Raises as ``commit``, and ``no_such_commitment``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        made = _commitment(this, commitment_id)
        for name, value in _checked(this, promise).items():
            setattr(made, name, value)
        _touch(this, made)


def judge_commitment(
    event_id: int, commitment_id: int, shown: bool, reason: str = "", once: Once | None = None
) -> None:
    """Let the room read a commitment, or take it off every screen.

    Raises ``Refusal("no_such_commitment")``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        made = _commitment(this, commitment_id)
        made.state, made.reason = "shown" if shown else "hidden", reason[:120]
        _touch(this, made)


def show_commitments(
    event_id: int, commitment_ids: Collection[int], once: Once | None = None
) -> None:
    """Let the room read several; all or none. Raises ``Refusal("no_such_commitment")``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        for commitment_id in commitment_ids:
            made = _commitment(this, commitment_id)
            made.state, made.reason = "shown", ""
            _touch(this, made)


def _commitment(this: Change, commitment_id: int) -> Commitment:
    made = this.session.get(Commitment, commitment_id)
    if made is None or made.event_id != this.event_id or made.state == "withdrawn":
        raise Refusal("no_such_commitment")
    return made


def _touch(this: Change, made: Commitment) -> None:
    this.touch("commitment", made.id)
    if made.author_id:
        this.touch("my_commitments", made.author_id)
