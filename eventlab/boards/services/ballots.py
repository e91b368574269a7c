"""Leading a vote: open it, close it, show what it gave, choose what goes on.

While a ballot is open its votes name their voters, so that people can change their mind on any
phone. Closing adds them up and destroys them in the same transaction: afterwards nothing ties a
person to a line, here or in the journal, which only ever names ballots and voters.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from eventlab.boards.models import Ballot, BallotNote, Dot, PaperCount, Problem, Theme, Voter
from eventlab.boards.queries.ballots import open_ballot_of
from eventlab.boards.queries.walls import closed_steps, early_themes
from eventlab.boards.rules.results import SIDES, totals_of
from eventlab.boards.services.grouping import regroup
from eventlab.errors import Refusal
from eventlab.extensions import database, now_ms
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Step
from eventlab.sessions.rules.step_kinds import defaults
from eventlab.sessions.services import programme

logger = logging.getLogger(__name__)

STAGES = (0, 1, 2)
FEWEST_LINES = 2

Lines = list[dict[str, Any]]


def theme_lines(session: Session, event_id: int) -> Lines:
    """The themes the room can read, in the order of the desk."""
    early = early_themes(session, event_id)
    themes = session.scalars(
        select(Theme).where(Theme.event_id == event_id).order_by(Theme.position, Theme.id)
    )
    return [
        {"id": one.id, "title": one.title, "text": one.question}
        for one in themes
        if one.id not in early
    ]


def problem_lines(session: Session, event_id: int) -> Lines:
    """The problems the room can read, one for those that say the same."""
    closed = closed_steps(session, event_id)
    problems = session.scalars(
        select(Problem)
        .where(Problem.event_id == event_id, Problem.state == "shown", Problem.leader_id.is_(None))
        .order_by(Problem.number)
    )
    return [
        {"id": one.id, "title": one.text, "text": ""}
        for one in problems
        if one.step_id not in closed
    ]


#: What can be voted on: {name of the list: what gives its lines, ``[{"id", "title", "text"}]``}.
sources: dict[str, Callable[[Session, int], Lines]] = {
    "themes": theme_lines,
    "problems": problem_lines,
}


def open_ballot(event_id: int, step_id: int, staff: str, once: Once | None = None) -> int:
    """Open the vote of the current step on its list as it is now; gives the ballot's number.

    After a closed ballot of the same step this is a new one, from nought.
    Raises ``Refusal``: ``already_moved``, ``not_voting``, ``ballot_open``, ``nothing_to_vote``,
    ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return int(this.answer["ballot"])
        step = _voting_step(this, step_id)
        if open_ballot_of(this.session, event_id):
            raise Refusal("ballot_open")
        settings = defaults("vote") | step.settings
        load = sources.get(settings["on"])
        lines = load(this.session, event_id) if load else []
        if len(lines) < FEWEST_LINES:
            raise Refusal("nothing_to_vote")
        ballot = Ballot(
            event_id=event_id,
            step_id=step.id,
            on=settings["on"],
            dots=settings["dots"],
            per_line=settings["per_theme"],
            strict=settings["mode"] == "strict",
            lines=lines,
        )
        this.session.add(ballot)
        this.session.flush()
        note(this, ballot, "open", staff, len(lines))
        touch_ballot(this, ballot)
        this.answer["ballot"] = ballot.id
    return ballot.id


def _voting_step(this: Change, step_id: int) -> Step:
    event = this.session.get_one(Event, this.event_id)
    if event.state != "open":
        raise Refusal("event_closed")
    if event.current_step_id != step_id:
        raise Refusal("already_moved")
    step = programme.step_of(this.session, this.event_id, step_id)
    if step.kind != "vote":
        raise Refusal("not_voting")
    return step


def close_ballot(event_id: int, ballot_id: int, staff: str, once: Once | None = None) -> None:
    """Close a ballot: its votes are added up, then destroyed.

    Raises ``Refusal``: ``no_such_ballot``, ``ballot_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        ballot = ballot_under_way(this.session, event_id, ballot_id)
        voters = _voters(this.session, ballot)
        ballot.totals = _totals(this.session, ballot, voters)
        ballot.state, ballot.closed_at = "closed", now_ms()
        note(this, ballot, "close", staff, sum(ballot.totals["voters"].values()))
        touch_ballot(this, ballot)
        this.touch("my_ballot", *[voter.participant_id for voter in voters])
        _destroy_votes(this.session, ballot.id)
    leave_no_trace()


def _voters(session: Session, ballot: Ballot) -> list[Voter]:
    return list(session.scalars(select(Voter).where(Voter.ballot_id == ballot.id)))


def _totals(session: Session, ballot: Ballot, voters: list[Voter]) -> dict[str, Any]:
    papers = session.scalars(select(PaperCount).where(PaperCount.ballot_id == ballot.id)).all()
    voting = [voter for voter in voters if voter.spent and not voter.voided]
    counted = dict.fromkeys(SIDES, 0)
    channels = dict.fromkeys(("phone", "kiosk", "paper"), 0)
    for voter in voting:
        counted[voter.perspective] += 1
        channels[voter.channel] += 1
    for paper in papers:
        counted[paper.perspective] += paper.voters
        channels["paper"] += paper.voters
    dots = _dots(session, ballot.id)
    dots += [(int(n), paper.perspective, d) for paper in papers for n, d in paper.dots.items()]
    lines = [line["id"] for line in ballot.lines]
    return totals_of(dots, counted, lines) | {"channels": channels}


def _dots(session: Session, ballot_id: int) -> list[tuple[int, str, int]]:
    rows = session.execute(
        select(Dot.line_id, Voter.perspective, func.sum(Dot.dots))
        .join_from(
            Dot,
            Voter,
            (Voter.ballot_id == Dot.ballot_id) & (Voter.participant_id == Dot.participant_id),
        )
        .where(Dot.ballot_id == ballot_id, Voter.voided.is_(False))
        .group_by(Dot.line_id, Voter.perspective)
    )
    return [(line, side, int(number)) for line, side, number in rows]


def _destroy_votes(session: Session, ballot_id: int) -> None:
    for table in (Dot, Voter):
        session.execute(
            delete(table)
            .where(table.ballot_id == ballot_id)
            .execution_options(synchronize_session=False)
        )
    # A small table's count would say what its people voted; how many they were may be known.
    session.execute(
        update(PaperCount)
        .where(PaperCount.ballot_id == ballot_id)
        .values(dots={})
        .execution_options(synchronize_session=False)
    )


def leave_no_trace() -> None:
    """Best effort, after the commit: what the store keeps of deleted rows goes too."""
    try:
        database.forget_deleted("ballot_dot", "ballot_voter", "ballot_paper")
    except Exception as error:
        logger.warning("deleted votes stay in the store a while: %s", type(error).__name__)


def show_results(
    event_id: int, ballot_id: int, stage: int, staff: str, once: Once | None = None
) -> None:
    """Let the room see a closed ballot: 1 the bars, 2 both perspectives, 0 hidden again.

    Raises ``Refusal``: ``no_such_ballot``, ``ballot_still_open``, ``bad_request``.
    """
    if stage not in STAGES:
        raise Refusal("bad_request")
    with change(event_id, once) as this:
        if this.repeated:
            return
        ballot = ballot_of(this.session, event_id, ballot_id)
        if ballot.state == "open":
            raise Refusal("ballot_still_open")
        ballot.stage = stage
        note(this, ballot, "show", staff, stage)
        touch_ballot(this, ballot)


def send_on(
    event_id: int, theme_ids: Collection[int], staff: str, once: Once | None = None
) -> None:
    """Say which themes go on to the teams: these, and no other. It can be undone like any grouping.

    Raises ``Refusal("no_such_theme")`` when one of them is no theme of this event.
    """

    def act(this: Change) -> str:
        themes = this.session.scalars(select(Theme).where(Theme.event_id == event_id)).all()
        if not set(theme_ids) <= {theme.id for theme in themes}:
            raise Refusal("no_such_theme")
        for theme in themes:
            theme.goes_on = theme.id in theme_ids
        return next((theme.title for theme in themes if theme.goes_on), "")

    regroup(event_id, "choose", staff, once, act)


def ballot_of(session: Session, event_id: int, ballot_id: int) -> Ballot:
    """One ballot of the event. Raises ``Refusal("no_such_ballot")``."""
    ballot = session.get(Ballot, ballot_id)
    if ballot is None or ballot.event_id != event_id:
        raise Refusal("no_such_ballot")
    return ballot


def ballot_under_way(session: Session, event_id: int, ballot_id: int) -> Ballot:
    """One open ballot of the event. Raises ``Refusal``: ``no_such_ballot``, ``ballot_closed``."""
    ballot = ballot_of(session, event_id, ballot_id)
    if ballot.state != "open":
        raise Refusal("ballot_closed")
    return ballot


def note(this: Change, ballot: Ballot, what: str, staff: str, number: int = 0) -> None:
    """Write down who did what to a ballot, within a change under way."""
    this.session.add(BallotNote(ballot_id=ballot.id, what=what, staff_id=staff[:24], number=number))


def touch_ballot(this: Change, ballot: Ballot) -> None:
    """Say that a ballot looks different, and how many have voted in it."""
    this.touch("ballot", ballot.step_id or 0)
    this.touch("turnout", "room")


def refuse_to_lose(session: Session, step_id: int) -> None:
    """Keep a step people voted in. Raises ``Refusal("step_written")``."""
    if session.scalar(select(Ballot.id).where(Ballot.step_id == step_id).limit(1)):
        raise Refusal("step_written")


programme.before_remove.append(refuse_to_lose)
