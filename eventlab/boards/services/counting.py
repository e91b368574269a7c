"""What surrounds an open ballot: paper counts, heads in the room, votes that are not counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete

from eventlab.boards.models import Ballot, Dot, PaperCount, Voter
from eventlab.boards.rules.ballots import Terms, VoteRefused, check_paper
from eventlab.boards.services.ballots import ballot_under_way, note, touch_ballot
from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import change
from eventlab.sessions.models import Participant
from eventlab.sessions.services.joining import find_by_code, person_of

MOST_PEOPLE = 100_000


@dataclass(frozen=True)
class PaperSheet:
    """What a table counted on paper, for one perspective: ``dots`` is {line: dots}."""

    place: str
    perspective: str
    voters: int
    dots: Mapping[int, int]


def count_paper(
    event_id: int, ballot_id: int, sheet: PaperSheet, staff: str, once: Once | None = None
) -> int:
    """Add a table's paper count to an open ballot; gives its number.

    Raises ``Refusal``: ``no_such_ballot``, ``ballot_closed``, ``no_such_line``,
    ``paper_too_many``, ``bad_request``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return int(this.answer["paper"])
        ballot = ballot_under_way(this.session, event_id, ballot_id)
        try:
            check_paper(_terms(ballot), sheet.perspective, sheet.voters, sheet.dots)
        except VoteRefused as refused:
            raise Refusal(refused.code, **refused.values) from refused
        paper = PaperCount(
            ballot_id=ballot.id,
            place=sheet.place[:40],
            perspective=sheet.perspective,
            voters=sheet.voters,
            dots={str(line): dots for line, dots in sheet.dots.items() if dots},
            staff_id=staff[:24],
        )
        this.session.add(paper)
        this.session.flush()
        note(this, ballot, "paper", staff, sheet.voters)
        touch_ballot(this, ballot)
        this.answer["paper"] = paper.id
    return paper.id


def _terms(ballot: Ballot) -> Terms:
    lines = {line["id"] for line in ballot.lines}
    return Terms(ballot.state, ballot.dots, ballot.per_line, lines, ballot.strict)


def drop_paper(
    event_id: int, ballot_id: int, paper_id: int, staff: str, once: Once | None = None
) -> None:
    """Take a paper count out of an open ballot: it was typed wrong, or twice.

    Raises ``Refusal``: ``no_such_ballot``, ``ballot_closed``, ``not_found``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        ballot = ballot_under_way(this.session, event_id, ballot_id)
        paper = this.session.get(PaperCount, paper_id)
        if paper is None or paper.ballot_id != ballot.id:
            raise Refusal("not_found")
        note(this, ballot, "unpaper", staff, paper.voters)
        this.session.delete(paper)
        touch_ballot(this, ballot)


def count_people(
    event_id: int, ballot_id: int, people: int, staff: str, once: Once | None = None
) -> None:
    """Say how many people are in the room, counted by eye; more votes than that are a surplus.

    Raises ``Refusal``: ``no_such_ballot``, ``ballot_closed``, ``bad_request``.
    """
    if not 0 <= people <= MOST_PEOPLE:
        raise Refusal("bad_request")
    with change(event_id, once) as this:
        if this.repeated:
            return
        ballot = ballot_under_way(this.session, event_id, ballot_id)
        ballot.people = people
        note(this, ballot, "people", staff, people)
        touch_ballot(this, ballot)


def void_vote(
    event_id: int,
    ballot_id: int,
    staff: str,
    *,
    voter: str = "",
    code: str = "",
    once: Once | None = None,
) -> None:
    """Count a vote no more, and no other of the same person: by ``voter``, or the ``code`` typed.

    It is written down that a vote was taken out and by whom, not whose it was.
    Raises ``Refusal``: ``no_such_ballot``, ``ballot_closed``, ``unknown_code``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        ballot = ballot_under_way(this.session, event_id, ballot_id)
        person = (
            person_of(this.session, event_id, voter)
            if voter
            else find_by_code(this.session, event_id, code)
        )
        row = this.session.get(Voter, (ballot.id, person.id))
        if row is None:
            row = _blank_row(ballot, person)
            this.session.add(row)
        if not row.voided:
            note(this, ballot, "void", staff)
        row.voided, row.spent = True, 0
        this.session.flush()
        this.session.execute(
            delete(Dot).where(Dot.ballot_id == ballot.id, Dot.participant_id == person.id)
        )
        touch_ballot(this, ballot)
        this.touch("my_ballot", person.id)


def _blank_row(ballot: Ballot, person: Participant) -> Voter:
    # Not to vote later either.
    return Voter(
        ballot_id=ballot.id,
        participant_id=person.id,
        perspective=person.perspective,
        budget=ballot.dots,
    )
