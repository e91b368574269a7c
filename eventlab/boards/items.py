"""How the walls look to each audience: problems, mine, what is counted, what is read aloud."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem
from eventlab.boards.queries import closed_steps
from eventlab.live.board import Item, Kind, register
from eventlab.sessions.items import PERSPECTIVES
from eventlab.sessions.models import Event


@dataclass(frozen=True)
class OnTheWall:
    """A problem, and whether the step it was written in lets the room see it yet."""

    problem: Problem
    open: bool

    @property
    def visible(self) -> bool:
        """Whether the room may read it."""
        return self.open and self.problem.state == "shown"


def _load_problems(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, OnTheWall]:
    query = select(Problem).where(Problem.event_id == event_id)
    if ids is not None:
        query = query.where(Problem.id.in_([int(i) for i in ids]))
    closed = closed_steps(session, event_id)
    return {
        str(problem.id): OnTheWall(problem, problem.step_id not in closed)
        for problem in session.scalars(query)
    }


def _public(row: OnTheWall) -> Item | None:
    if not row.visible:
        return None
    problem = row.problem
    return {
        "number": problem.number,
        "text": problem.text,
        "tile": problem.tile,
        "perspective": problem.perspective,
    }


def _desk(row: OnTheWall) -> Item | None:
    problem = row.problem
    if problem.state == "withdrawn":
        return None
    return {
        "number": problem.number,
        "text": problem.text,
        "tile": problem.tile,
        "perspective": problem.perspective,
        "state": problem.state,
        "visible": row.visible,
        "reason": problem.reason,
        "channel": problem.channel,
        "helper": problem.helper_id,
        "aloud": problem.aloud,
        "step": problem.step_id,
        "at": problem.created_at,
    }


register(Kind("problem", _load_problems, {"phone": _public, "screen": _public, "desk": _desk}))


def _mine(row: OnTheWall) -> Item:
    problem = row.problem
    return {
        "number": problem.number,
        "text": problem.text,
        "tile": problem.tile,
        "state": problem.state,
        "visible": row.visible,
        "reason": problem.reason,
    }


def _own_problems(session: Session, event_id: int, person_id: str) -> list[str]:
    query = select(Problem.id).where(Problem.author_id == person_id)
    return [str(problem_id) for problem_id in session.scalars(query)]


register(
    Kind(
        "mine",
        _load_problems,
        private=_mine,
        owner=lambda row: row.problem.author_id,
        own_ids=_own_problems,
    )
)


def _load_written(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, dict[str, Any]]:
    rows = session.execute(
        select(
            Problem.perspective,
            Problem.state,
            Problem.channel,
            func.count(),
            func.count(Problem.author_id.distinct()),
        )
        .where(Problem.event_id == event_id)
        .group_by(Problem.perspective, Problem.state, Problem.channel)
    ).all()
    written = dict.fromkeys((*PERSPECTIVES, "prepared"), 0)
    states = dict.fromkeys(("waiting", "shown", "hidden", "withdrawn"), 0)
    helped = 0
    for perspective, state, channel, number, _ in rows:
        states[state] += number
        if state != "withdrawn":
            written[perspective or "prepared"] += number
            helped += number if channel in ("kiosk", "paper") else 0
    writers = dict(
        session.execute(
            select(Problem.perspective, func.count(Problem.author_id.distinct()))
            .where(Problem.event_id == event_id, Problem.state != "withdrawn")
            .group_by(Problem.perspective)
        ).all()
    )
    return {
        "room": {
            "written": written,
            "states": states,
            "helped": helped,
            "writers": {name: writers.get(name, 0) for name in PERSPECTIVES},
        }
    }


register(
    Kind(
        "written",
        _load_written,
        {
            "phone": lambda row: row["written"],
            "screen": lambda row: row["written"],
            "desk": lambda row: row,
        },
    )
)


def _load_aloud(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, OnTheWall | None]:
    event = session.get(Event, event_id)
    chosen = event.screen.get("spotlight") if event else None
    row = _load_problems(session, event_id, [str(chosen)]).get(str(chosen)) if chosen else None
    return {"room": row if row is not None and row.visible else None}


def _spotlight(row: OnTheWall | None) -> Item | None:
    return {"problem": row.problem.id, **(_public(row) or {})} if row else None


register(Kind("spotlight", _load_aloud, {"screen": _spotlight, "desk": _spotlight}))
