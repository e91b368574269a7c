"""How the walls look to each audience: problems, mine, what is counted, what is read aloud."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem
from eventlab.boards.queries import closed_steps
from eventlab.boards.rules.privacy import find_personal_data
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows
from eventlab.sessions.items import PERSPECTIVES
from eventlab.sessions.models import Event, Participant, Step
from eventlab.sessions.rules.balance import presence_imbalance, writing_imbalance


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
        "personal": [[f.kind, f.start, f.end] for f in find_personal_data(problem.text)],
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
            "writers": writers,
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


def _load_balance(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, dict[str, Any]]:
    present = _by_perspective(
        session,
        select(Participant.perspective, func.count())
        .where(Participant.event_id == event_id, Participant.status == "present")
        .group_by(Participant.perspective),
    )
    written = _by_perspective(
        session,
        select(Problem.perspective, func.count())
        .where(Problem.event_id == event_id, Problem.state != "withdrawn")
        .group_by(Problem.perspective),
    )
    writing = None if _peer_time(session, event_id) else writing_imbalance(written, present)
    found = {"present": presence_imbalance(present), "written": writing}
    return {"room": {name: asdict(one) if one else None for name, one in found.items()}}


def _by_perspective(session: Session, query: Select[str, int]) -> dict[str, int]:
    counted = dict.fromkeys(PERSPECTIVES, 0)
    for side, number in session.execute(query):
        if side in counted:
            counted[side] = number
    return counted


def _peer_time(session: Session, event_id: int) -> bool:
    # One side writes while the other waits: that is no imbalance.
    step = session.scalar(
        select(Step).join(Event, Event.current_step_id == Step.id).where(Event.id == event_id)
    )
    return step is not None and step.settings.get("perspective") in PERSPECTIVES


register(Kind("balance", _load_balance, {"desk": lambda row: row}))
follows("balance", "room", "counts", "written", "event", "step")
