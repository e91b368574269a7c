"""How the walls look to each audience: problems, mine, what is counted, what is read aloud.

Themes and what is proposed for them are in ``items.themes``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem, ThemeProposal
from eventlab.boards.queries import closed_steps, said_alike
from eventlab.boards.rules.privacy import find_personal_data
from eventlab.boards.rules.themes import who_stands
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows
from eventlab.sessions.items import PERSPECTIVES
from eventlab.sessions.models import Event, Participant, Step
from eventlab.sessions.rules.balance import presence_imbalance, writing_imbalance


@dataclass(frozen=True)
class OnTheWall:
    """A problem, and whether the step it was written in lets the room see it yet.

    ``alike``: the problems merged with it, itself among them.
    """

    problem: Problem
    open: bool
    alike: list[OnTheWall] = field(default_factory=list, repr=False, compare=False)

    @property
    def visible(self) -> bool:
        """Whether the room may read it."""
        return self.open and self.problem.state == "shown"

    @property
    def at_desk(self) -> bool:
        """Whether the desk has it."""
        return self.problem.state != "withdrawn"


def _load_problems(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, OnTheWall]:
    closed = closed_steps(session, event_id)
    alike: dict[int, list[OnTheWall]] = {}
    rows: dict[str, OnTheWall] = {}
    for problem in said_alike(session, event_id, None if ids is None else [int(i) for i in ids]):
        together = alike.setdefault(problem.leader_id or problem.id, [])
        row = OnTheWall(problem, problem.step_id not in closed, together)
        together.append(row)
        rows[str(problem.id)] = row
    return rows if ids is None else {i: rows[i] for i in ids if i in rows}


def _placed(row: OnTheWall, seen: Callable[[OnTheWall], bool]) -> Item:
    """Where a problem stands among the themes, and with whom, for those who have what is ``seen``.

    ``under`` is the problem that stands for this one; the one that stands has ``same``: by how
    many people it was said, and the other problems that say it.
    """
    problem = row.problem
    place = {"theme": problem.theme_id, "place": problem.place} if problem.theme_id else {}
    alike = [one.problem for one in row.alike if seen(one)]
    if len(alike) < 2:
        return place
    stands = who_stands(problem.leader_id or problem.id, [(one.number, one.id) for one in alike])
    if stands != problem.id:
        return place | {"under": stands}
    others = [one.id for one in alike if one is not problem]
    return place | {"same": {"people": _people(alike), "problems": others}}


def _people(alike: list[Problem]) -> int:
    # Who was erased still said it; the organisers' own are nobody's.
    known = {one.author_id for one in alike if one.author_id is not None}
    erased = sum(one.author_id is None and one.channel != "prepared" for one in alike)
    return len(known) + erased


def _public(row: OnTheWall) -> Item | None:
    return _told(row) | _placed(row, lambda one: one.visible) if row.visible else None


def _told(row: OnTheWall) -> Item:
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
    } | _placed(row, lambda one: one.at_desk)


register(Kind("problem", _load_problems, {"phone": _public, "screen": _public, "desk": _desk}))


def _load_mine(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, tuple[OnTheWall, ThemeProposal | None]]:
    query = select(ThemeProposal).where(ThemeProposal.event_id == event_id)
    if ids is not None:
        query = query.where(ThemeProposal.problem_id.in_([int(i) for i in ids]))
    proposed = {str(one.problem_id): one for one in session.scalars(query)}
    rows = _load_problems(session, event_id, ids)
    return {number: (row, proposed.get(number)) for number, row in rows.items()}


def _mine(loaded: tuple[OnTheWall, ThemeProposal | None]) -> Item:
    row, proposal = loaded
    problem = row.problem
    return {
        "number": problem.number,
        "text": problem.text,
        "tile": problem.tile,
        "state": problem.state,
        "visible": row.visible,
        "reason": problem.reason,
        "theme": problem.theme_id if row.visible else None,
        "proposal": _outcome(proposal),
    }


def _outcome(proposal: ThemeProposal | None) -> Item | None:
    if proposal is None or proposal.state == "withdrawn":
        return None
    state = "refused" if proposal.theme_id is None else proposal.state
    return {"theme": proposal.theme_id, "state": state}


def _own_problems(session: Session, event_id: int, person_id: str) -> list[str]:
    query = select(Problem.id).where(Problem.author_id == person_id)
    return [str(problem_id) for problem_id in session.scalars(query)]


register(
    Kind(
        "mine",
        _load_mine,
        private=_mine,
        owner=lambda loaded: loaded[0].problem.author_id,
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
    return {"problem": row.problem.id, **_told(row)} if row else None


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
