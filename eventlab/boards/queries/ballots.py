"""Reading the votes: what is open, and what was counted when it closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import Ballot, Problem, Theme
from eventlab.boards.queries.walls import closed_steps, in_open_step
from eventlab.boards.rules.results import Result, result_of

#: What stands, on paper too, for the words of a line that the room may not read any more.
NO_WORDS = "–"


def readable_problems(session: Session, event_id: int) -> set[int]:
    """The problems the room may read now."""
    closed = closed_steps(session, event_id)
    query = select(Problem.id).where(
        Problem.event_id == event_id, Problem.state == "shown", in_open_step(closed)
    )
    return set(session.scalars(query))


#: The lists whose texts may be taken from the room: {name: what gives the ids it may read now}.
readable: dict[str, Callable[[Session, int], set[int]]] = {"problems": readable_problems}


def lines_now(session: Session, ballots: Iterable[Ballot]) -> dict[int, list[dict[str, Any]]]:
    """The lines of one event's ballots, by ballot, with no word of a text now taken from the room.

    Such a line is marked ``withheld``; its dots stay. Other lines say what they said when the
    vote was opened.
    """
    asked = list(ballots)
    seen = {
        on: readable[on](session, event_id)
        for on, event_id in {(one.on, one.event_id) for one in asked}
        if on in readable
    }
    return {one.id: [_line_now(line, seen.get(one.on)) for line in one.lines] for one in asked}


def _line_now(line: dict[str, Any], seen: set[int] | None) -> dict[str, Any]:
    if seen is None or line["id"] in seen:
        return line
    return {"id": line["id"], "title": NO_WORDS, "text": "", "withheld": True}


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


def going_of(session: Session, ballot: Ballot) -> set[int]:
    """The lines of a ballot on themes that go on to the teams; none before somebody chose."""
    if ballot.on != "themes":
        return set()
    chosen = select(Theme.id).where(Theme.event_id == ballot.event_id, Theme.goes_on)
    return set(session.scalars(chosen)) & {line["id"] for line in ballot.lines}


def closed_result(session: Session, event_id: int, on: str) -> Result | None:
    """The result of the ballot on a list that closed last; None before there is one."""
    ballot = last_closed(session, event_id, on)
    if ballot is None:
        return None
    return result_of(lines_now(session, [ballot])[ballot.id], ballot.totals)


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
