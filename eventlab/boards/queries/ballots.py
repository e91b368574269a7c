"""Reading the votes: what is open, and what was counted when it closed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import Ballot
from eventlab.boards.rules.results import Result, result_of


def open_ballot_of(session: Session, event_id: int) -> Ballot | None:
    """The ballot that is open at an event; there is one at most."""
    return session.scalar(select(Ballot).where(Ballot.event_id == event_id, Ballot.state == "open"))


def last_closed(session: Session, event_id: int, on: str) -> Ballot | None:
    """The ballot on a list (``themes``, ``problems``, ``ideas``) that closed last."""
    return session.scalar(
        select(Ballot)
        .where(Ballot.event_id == event_id, Ballot.on == on, Ballot.state == "closed")
        .order_by(Ballot.id.desc())
        .limit(1)
    )


def closed_result(session: Session, event_id: int, on: str) -> Result | None:
    """The result of the ballot on a list that closed last; None before there is one."""
    ballot = last_closed(session, event_id, on)
    return result_of(ballot.lines, ballot.totals) if ballot else None


def closed_totals(session: Session, event_id: int, on: str) -> dict[int, dict[str, Any]]:
    """The dots of each line of the ballot on a list that closed last; empty before there is one.

    ``{line id: {"title", "room", "resident", "professional", "voters": {"resident",
    "professional"}}}``. ``resident`` and ``professional`` are None when fewer than five people
    of one perspective voted: they were not kept.
    """
    result = closed_result(session, event_id, on)
    if result is None:
        return {}
    return {
        line.id: {
            "title": line.title,
            "room": line.room,
            "resident": line.resident,
            "professional": line.professional,
            "voters": dict(result.voters),
        }
        for line in result.lines
    }
