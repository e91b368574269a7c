"""How a vote looks to each audience. Of an open ballot nobody is told a dot but its voter.

``ballot`` has the id of its step, so that a vote opened anew takes the place of the one before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from eventlab.boards.models import Ballot, BallotNote, Dot, PaperCount, Voter
from eventlab.boards.queries.ballots import last_closed, lines_now, open_ballot_of
from eventlab.boards.rules.ballots import PRINTED
from eventlab.boards.rules.results import SIDES, compare, propose, result_of, teams_wanted
from eventlab.boards.rules.turnout import lagging, surplus
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import Finder, follows, follows_each
from eventlab.sessions.models import Participant, Step
from eventlab.sessions.rules.step_kinds import defaults

MOST_LATE = 40
MOST_NOTES = 40


@dataclass(frozen=True)
class OnTheDesk:
    """A ballot, its lines as they may be read now, and what the desk wrote down about it."""

    ballot: Ballot
    lines: list[dict[str, Any]]
    papers: list[PaperCount] = field(default_factory=list)
    notes: list[BallotNote] = field(default_factory=list)


def _load_ballots(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, OnTheDesk]:
    newest = select(func.max(Ballot.id)).where(Ballot.event_id == event_id)
    newest = newest.where(Ballot.step_id.is_not(None)).group_by(Ballot.step_id)
    if ids is not None:
        newest = newest.where(Ballot.step_id.in_([int(i) for i in ids]))
    ballots = session.scalars(select(Ballot).where(Ballot.id.in_(newest))).all()
    lines = lines_now(session, ballots)
    rows = {ballot.id: OnTheDesk(ballot, lines[ballot.id]) for ballot in ballots}
    papers = select(PaperCount).where(PaperCount.ballot_id.in_(rows)).order_by(PaperCount.id)
    for paper in session.scalars(papers):
        rows[paper.ballot_id].papers.append(paper)
    notes = select(BallotNote).where(BallotNote.ballot_id.in_(rows)).order_by(BallotNote.id)
    for one in session.scalars(notes):
        rows[one.ballot_id].notes.append(one)
    return {str(row.ballot.step_id): row for row in rows.values()}


def _ballot(row: OnTheDesk) -> Item:
    ballot = row.ballot
    item = {
        "id": ballot.id,
        "on": ballot.on,
        "state": ballot.state,
        "dots": ballot.dots,
        "per_line": ballot.per_line,
        "channels": sorted(PRINTED) if ballot.strict else [],
        "lines": row.lines,
        "stage": ballot.stage,
    }
    return item | (_shown(ballot) if ballot.state == "closed" and ballot.stage else {})


def _shown(ballot: Ballot) -> Item:
    """What the room was shown: its own bars first, both perspectives later, if they were kept."""
    voters, lines = ballot.totals["voters"], ballot.totals["lines"]
    if ballot.stage == 1:
        lines = {line: {"room": dots["room"]} for line, dots in lines.items()}
        return {"totals": {"voters": {"room": sum(voters.values())}, "lines": lines}}
    return {"totals": {"voters": voters, "lines": lines}}


def _desk_ballot(row: OnTheDesk) -> Item:
    ballot = row.ballot
    item = _ballot(row) | {
        "people": ballot.people,
        "opened_at": ballot.opened_at,
        "closed_at": ballot.closed_at,
        "papers": [
            {"id": paper.id, "place": paper.place, "side": paper.perspective, "of": paper.voters}
            for paper in row.papers
        ],
        "notes": [
            {"what": one.what, "staff": one.staff_id, "number": one.number, "at": one.at}
            for one in row.notes[-MOST_NOTES:]
        ],
    }
    if ballot.state == "closed":
        item["totals"] = ballot.totals
    return item


register(Kind("ballot", _load_ballots, {"phone": _ballot, "screen": _ballot, "desk": _desk_ballot}))


def _ballots_with(on: str) -> Finder:
    """What finds the steps whose ballots have lines taken from these texts."""

    def find(session: Session, event_id: int, ids: Collection[str]) -> Iterable[object]:
        ballots = select(Ballot.step_id, Ballot.lines).where(
            Ballot.event_id == event_id, Ballot.on == on, Ballot.step_id.is_not(None)
        )
        rows = session.execute(ballots)
        return [step for step, lines in rows if any(str(line["id"]) in ids for line in lines)]

    return find


follows_each("ballot", "problem", _ballots_with("problems"))
follows_each("ballot", "sheet", _ballots_with("ideas"))


@dataclass(frozen=True)
class Own:
    """Somebody's own vote in the open ballot, if there is one and they have begun."""

    person: str
    voter: Voter | None = None
    dots: dict[str, int] = field(default_factory=dict)


def _load_own(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Own]:
    people = ids or ()
    ballot = open_ballot_of(session, event_id)
    if ballot is None:
        return {person: Own(person) for person in people}
    voters = session.scalars(
        select(Voter).where(Voter.ballot_id == ballot.id, Voter.participant_id.in_(people))
    )
    begun = {voter.participant_id: voter for voter in voters}
    given: dict[str, dict[str, int]] = {}
    for dot in session.scalars(
        select(Dot).where(Dot.ballot_id == ballot.id, Dot.participant_id.in_(people), Dot.dots > 0)
    ):
        given.setdefault(dot.participant_id, {})[str(dot.line_id)] = dot.dots
    return {person: Own(person, begun.get(person), given.get(person, {})) for person in people}


def _own(own: Own) -> Item | None:
    voter = own.voter
    if voter is None:
        return None
    return {
        "ballot": voter.ballot_id,
        "dots": own.dots,
        "left": voter.budget - voter.spent,
        "done": voter.done,
        "voided": voter.voided,
    }


def _own_ids(session: Session, event_id: int, person_id: str) -> list[str]:
    voting = (
        select(Voter.participant_id)
        .join(Ballot)
        .where(
            Ballot.event_id == event_id,
            Ballot.state == "open",
            Voter.participant_id == person_id,
        )
    )
    return list(session.scalars(voting))


register(
    Kind(
        "my_ballot",
        _load_own,
        private=_own,
        owner=lambda own: own.person,
        own_ids=_own_ids,
        stored_in=(Ballot.event_id,),
    )
)


@dataclass
class Turnout:
    """How many have voted in the open ballot; every number by perspective."""

    ballot: Ballot
    voted: dict[str, int]
    finished: dict[str, int]
    paper: dict[str, int]
    present: dict[str, int]
    late: list[dict[str, Any]] = field(default_factory=list)

    @property
    def voters(self) -> dict[str, int]:
        """Everybody who has given a dot, on paper too."""
        return {side: self.voted[side] + self.paper[side] for side in SIDES}

    @property
    def surplus(self) -> int:
        """Votes beyond the people counted in the room."""
        return surplus(sum(self.voters.values()), self.ballot.people)


def _load_turnout(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, Turnout | None]:
    ballot = open_ballot_of(session, event_id)
    if ballot is None:
        return {"room": None}
    voted, finished, paper = _counted(session, ballot)
    turnout = Turnout(ballot, voted, finished, paper, _present(session, event_id))
    if turnout.surplus and not ballot.strict:
        turnout.late = _late_voters(session, ballot)
    return {"room": turnout}


def _counted(session: Session, ballot: Ballot) -> tuple[dict[str, int], ...]:
    """Who has given a dot, who has finished, and who voted on paper: by perspective."""
    finished = (Voter.done | (Voter.spent >= Voter.budget)) & Voter.voided.is_(False)
    rows = session.execute(
        select(
            Voter.perspective,
            func.count(case((Voter.spent > 0, 1))),
            func.count(case((finished, 1))),
        )
        .where(Voter.ballot_id == ballot.id)
        .group_by(Voter.perspective)
    ).all()
    papers = session.execute(
        select(PaperCount.perspective, func.sum(PaperCount.voters))
        .where(PaperCount.ballot_id == ballot.id)
        .group_by(PaperCount.perspective)
    )
    none = dict.fromkeys(SIDES, 0)
    return (
        none | {side: voted for side, voted, _ in rows},
        none | {side: done for side, _, done in rows},
        none | {side: int(number) for side, number in papers},
    )


def _present(session: Session, event_id: int) -> dict[str, int]:
    rows = session.execute(
        select(Participant.perspective, func.count())
        .where(Participant.event_id == event_id, Participant.status == "present")
        .group_by(Participant.perspective)
    )
    return dict.fromkeys(SIDES, 0) | dict(rows.all())


def _late_voters(session: Session, ballot: Ballot) -> list[dict[str, Any]]:
    """Votes of phones that joined after the opening: where a surplus most likely comes from."""
    rows = session.execute(
        select(Participant.id, Participant.perspective, Participant.joined_at)
        .join(Voter, Voter.participant_id == Participant.id)
        .where(
            Voter.ballot_id == ballot.id,
            Voter.spent > 0,
            Participant.channel == "phone",
            Participant.joined_at >= ballot.opened_at,
        )
        .order_by(Participant.joined_at.desc())
        .limit(MOST_LATE)
    )
    return [{"voter": person, "side": side, "joined_at": at} for person, side, at in rows]


def _room_turnout(turnout: Turnout | None) -> Item | None:
    if turnout is None:
        return None
    finished = sum(turnout.finished.values()) + sum(turnout.paper.values())
    return {
        "ballot": turnout.ballot.id,
        "finished": finished,
        "of": max(finished, sum(turnout.present.values())),
    }


def _desk_turnout(turnout: Turnout | None) -> Item | None:
    room = _room_turnout(turnout)
    if turnout is None or room is None:
        return None
    lag = lagging(turnout.voters, turnout.present)
    return room | {
        "by": {
            side: {
                "finished": turnout.finished[side] + turnout.paper[side],
                "voted": turnout.voters[side],
                "paper": turnout.paper[side],
                "of": turnout.present[side],
            }
            for side in SIDES
        },
        "lag": asdict(lag) if lag else None,
        "surplus": turnout.surplus,
        "late": turnout.late,
    }


register(Kind("turnout", _load_turnout, {"screen": _room_turnout, "desk": _desk_turnout}))
follows("turnout", "room", "counts")


@dataclass(frozen=True)
class GoingOn:
    """The last closed ballot on themes, and how many teams the room may make."""

    ballot: Ballot | None
    people: int
    largest: int


def _load_going_on(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, GoingOn]:
    steps = session.scalars(
        select(Step).where(Step.event_id == event_id, Step.kind == "teams").order_by(Step.position)
    )
    settings: Mapping[str, Any] = next((step.settings for step in steps), {})
    return {
        "room": GoingOn(
            last_closed(session, event_id, "themes"),
            sum(_present(session, event_id).values()),
            (defaults("teams") | dict(settings))["largest"],
        )
    }


def _going_on(going: GoingOn) -> Item | None:
    if going.ballot is None:
        return None
    result = result_of(going.ballot.lines, going.ballot.totals)
    wanted = teams_wanted(going.people, going.largest, len(result.lines))
    compared = compare(result)
    return {
        "ballot": going.ballot.id,
        "people": going.people,
        "largest": going.largest,
        "proposal": asdict(propose(result, wanted)),
        "apart": {side: [line.id for line in compared.apart[side]] for side in SIDES}
        if compared
        else None,
    }


register(Kind("going_on", _load_going_on, {"desk": _going_on}))
follows("going_on", "room", "ballot", "counts", "step")
