"""Voting: a dot given or taken back, a whole choice, and saying that one has finished.

A vote is the write a whole room makes at once, so it takes as few statements as it can, none of
which reads more than one row. That nobody spends more than their budget is held by the guarded
statements below and by the table's own constraint, whatever happens at the same moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from eventlab.boards.models import Ballot, Dot, Voter
from eventlab.boards.rules.ballots import (
    Terms,
    VoteRefused,
    check_choice,
    check_dot,
    check_voter,
)
from eventlab.boards.services.problems import Channel
from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Participant

PHONE = Channel()


@dataclass(frozen=True)
class Booth:
    """Somebody in front of an open ballot: what it asks, and who they are."""

    ballot_id: int
    voter_id: str
    perspective: str
    terms: Terms


def give_dot(
    event_id: int,
    voter_id: str,
    ballot_id: int,
    line: int,
    number: int,
    by: Channel = PHONE,
    once: Once | None = None,
) -> dict[str, int]:
    """Give one dot to a line (``number`` 1) or take one back (-1); gives ``{"ballot", "left"}``.

    The answer, which is kept for whoever asks again, never says which line.
    Raises ``Refusal``: ``no_such_ballot``, ``ballot_closed``, ``event_closed``,
    ``voting_paused``, ``slip_needed``, ``vote_voided``, ``no_such_line``, ``budget_spent``,
    ``line_full``, ``no_dot_there``, ``bad_request``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        booth = _enter(this, voter_id, ballot_id)
        with _refusing():
            check_dot(booth.terms, line, number)
        spent = _spend(this, booth, by, number)
        if number == 1:
            _put_dot(this, booth, line)
        else:
            _take_dot(this, booth, line)
        _tell(this, booth)
        this.answer |= {"ballot": ballot_id, "left": booth.terms.dots - spent}
    return this.answer


def fill_ballot(
    event_id: int,
    voter_id: str,
    ballot_id: int,
    choice: Mapping[int, int],
    by: Channel = PHONE,
    once: Once | None = None,
) -> dict[str, int]:
    """Put a whole choice ``{line: dots}`` in the place of the one before, and say one has finished.

    Gives and raises what ``give_dot`` does.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        booth = _enter(this, voter_id, ballot_id)
        with _refusing():
            check_choice(booth.terms, choice)
        _spend(this, booth, by, 0)
        _set_spent(this, booth, sum(choice.values()))
        this.session.execute(delete(Dot).where(*_own_dots(booth)))
        this.session.add_all(
            Dot(ballot_id=ballot_id, participant_id=voter_id, line_id=line, dots=dots)
            for line, dots in choice.items()
        )
        _tell(this, booth)
        this.answer |= {"ballot": ballot_id, "left": booth.terms.dots - sum(choice.values())}
    return this.answer


def finish_ballot(
    event_id: int,
    voter_id: str,
    ballot_id: int,
    done: bool,
    by: Channel = PHONE,
    once: Once | None = None,
) -> dict[str, Any]:
    """Say that one has finished, or goes on; the vote can be changed until the closing anyway.

    Raises ``Refusal``: as ``give_dot``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        booth = _enter(this, voter_id, ballot_id)
        _spend(this, booth, by, 0)
        this.session.execute(update(Voter).where(*_own_row(booth)).values(done=done))
        _tell(this, booth)
        this.answer |= {"ballot": ballot_id, "done": done}
    return this.answer


def _enter(this: Change, voter_id: str, ballot_id: int) -> Booth:
    row = this.session.execute(
        select(
            Ballot.state,
            Ballot.dots,
            Ballot.per_line,
            Ballot.lines,
            Ballot.strict,
            Event.state,
            Event.entries_locked,
            Participant.perspective,
            Participant.channel,
        )
        .join_from(Ballot, Event, Event.id == Ballot.event_id)
        .join(Participant, Participant.event_id == Event.id)
        .where(Ballot.id == ballot_id, Ballot.event_id == this.event_id, Participant.id == voter_id)
    ).one_or_none()
    if row is None:
        raise Refusal("no_such_ballot")
    state, dots, per_line, lines, strict, day, locked, perspective, channel = row
    if day != "open":
        raise Refusal("event_closed")
    terms = Terms(state, dots, per_line, {line["id"] for line in lines}, strict)
    with _refusing():
        check_voter(terms, channel)
    if locked:
        raise Refusal("voting_paused")
    return Booth(ballot_id, voter_id, perspective, terms)


class _refusing:
    """Turns what a rule refuses into the refusal of that name."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, VoteRefused):
            raise Refusal(error.code, **error.values) from error


def _spend(this: Change, booth: Booth, by: Channel, number: int) -> int:
    """Count dots given or taken back against the budget; gives how many are spent then."""
    if number < 0:
        return _spend_known(this, booth, by, number)
    dialect = postgresql if this.session.get_bind().dialect.name == "postgresql" else sqlite
    how = {"channel": by.name, "helper_id": by.helper_id}
    spent = this.session.execute(
        dialect.insert(Voter)
        .values(
            ballot_id=booth.ballot_id,
            participant_id=booth.voter_id,
            perspective=booth.perspective,
            budget=booth.terms.dots,
            spent=number,
            done=False,
            voided=False,
            at=now_ms(),
            **how,
        )
        .on_conflict_do_update(
            index_elements=["ballot_id", "participant_id"],
            set_={"spent": Voter.spent + number, **how},
            where=(Voter.spent + number <= Voter.budget) & Voter.voided.is_(False),
        )
        .returning(Voter.spent)
    ).scalar_one_or_none()
    return _spent_or_refused(this, booth, spent, "budget_spent")


def _spend_known(this: Change, booth: Booth, by: Channel, number: int) -> int:
    spent = this.session.execute(
        update(Voter)
        .where(*_own_row(booth), Voter.spent + number >= 0, Voter.voided.is_(False))
        .values(spent=Voter.spent + number, channel=by.name, helper_id=by.helper_id)
        .returning(Voter.spent)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return _spent_or_refused(this, booth, spent, "no_dot_there")


def _spent_or_refused(this: Change, booth: Booth, spent: int | None, otherwise: str) -> int:
    if spent is not None:
        return int(spent)
    if this.session.scalar(select(Voter.voided).where(*_own_row(booth))):
        raise Refusal("vote_voided")
    raise Refusal(otherwise, limit=booth.terms.dots)


def _put_dot(this: Change, booth: Booth, line: int) -> None:
    dialect = postgresql if this.session.get_bind().dialect.name == "postgresql" else sqlite
    stored = this.session.execute(
        dialect.insert(Dot)
        .values(ballot_id=booth.ballot_id, participant_id=booth.voter_id, line_id=line, dots=1)
        .on_conflict_do_update(
            index_elements=["ballot_id", "participant_id", "line_id"],
            set_={"dots": Dot.dots + 1},
            where=Dot.dots + 1 <= booth.terms.per_line,
        )
        .returning(Dot.dots)
    ).scalar_one_or_none()
    if stored is None:
        raise Refusal("line_full", limit=booth.terms.per_line)


def _take_dot(this: Change, booth: Booth, line: int) -> None:
    left = this.session.execute(
        update(Dot)
        .where(*_own_dots(booth), Dot.line_id == line, Dot.dots >= 1)
        .values(dots=Dot.dots - 1)
        .returning(Dot.dots)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if left is None:
        raise Refusal("no_dot_there", limit=booth.terms.dots)


def _set_spent(this: Change, booth: Booth, spent: int) -> None:
    this.session.execute(
        update(Voter)
        .where(*_own_row(booth))
        .values(spent=spent, done=True)
        .execution_options(synchronize_session=False)
    )


def _own_row(booth: Booth) -> tuple[Any, ...]:
    return Voter.ballot_id == booth.ballot_id, Voter.participant_id == booth.voter_id


def _own_dots(booth: Booth) -> tuple[Any, ...]:
    return Dot.ballot_id == booth.ballot_id, Dot.participant_id == booth.voter_id


def _tell(this: Change, booth: Booth) -> None:
    this.touch("my_ballot", booth.voter_id)
    this.touch("turnout", "room")
