"""Voting: a dot given or taken back, a whole choice, and saying that one has finished.

A vote is the write a whole room makes at once, so it takes as few statements as it can, none of
which reads more than one row. That nobody spends more than their budget is held by the guarded
statements below and by the table's own constraint, whatever happens at the same moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Integer, String, Table, bindparam, delete, select, update
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


# Written once: a whole room sends them at the same moment, and writing one costs more than
# asking the database.
_VOTER, _DOT = (cast("Table", table.__table__) for table in (Voter, Dot))
_NUMBER = bindparam("number", type_=Integer)
_ROW = (_VOTER.c.ballot_id == bindparam("ballot"), _VOTER.c.participant_id == bindparam("voter"))
_BOOTH = (
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
    .where(
        Ballot.id == bindparam("ballot"),
        Ballot.event_id == bindparam("event"),
        Participant.id == bindparam("voter"),
    )
)


def _spending(dialect: Any) -> Any:
    how = {"channel": bindparam("channel"), "helper_id": bindparam("helper", type_=String)}
    return (
        dialect.insert(_VOTER)
        .values(
            ballot_id=bindparam("ballot"),
            participant_id=bindparam("voter"),
            perspective=bindparam("perspective"),
            budget=bindparam("budget"),
            spent=_NUMBER,
            done=False,
            voided=False,
            at=bindparam("at"),
            **how,
        )
        .on_conflict_do_update(
            index_elements=["ballot_id", "participant_id"],
            set_={"spent": _VOTER.c.spent + _NUMBER, **how},
            where=(_VOTER.c.spent + _NUMBER <= _VOTER.c.budget) & _VOTER.c.voided.is_(False),
        )
        .returning(_VOTER.c.spent)
    )


def _dotting(dialect: Any) -> Any:
    return (
        dialect.insert(_DOT)
        .values(
            ballot_id=bindparam("ballot"),
            participant_id=bindparam("voter"),
            line_id=bindparam("line"),
            dots=1,
        )
        .on_conflict_do_update(
            index_elements=["ballot_id", "participant_id", "line_id"],
            set_={"dots": _DOT.c.dots + 1},
            where=_DOT.c.dots + 1 <= bindparam("most", type_=Integer),
        )
        .returning(_DOT.c.dots)
    )


def _in_both(make: Callable[[Any], Any]) -> dict[str, Any]:
    return {"sqlite": make(sqlite), "postgresql": make(postgresql)}


_SPEND = _in_both(_spending)
_PUT_DOT = _in_both(_dotting)
_SPEND_KNOWN = _in_both(
    lambda _: (
        update(_VOTER)
        .where(*_ROW, _VOTER.c.spent + _NUMBER >= 0, _VOTER.c.voided.is_(False))
        .values(
            spent=_VOTER.c.spent + _NUMBER,
            channel=bindparam("channel"),
            helper_id=bindparam("helper", type_=String),
        )
        .returning(_VOTER.c.spent)
    )
)
_TAKE_DOT = _in_both(
    lambda _: (
        update(_DOT)
        .where(
            _DOT.c.ballot_id == bindparam("ballot"),
            _DOT.c.participant_id == bindparam("voter"),
            _DOT.c.line_id == bindparam("line"),
            _DOT.c.dots >= 1,
        )
        .values(dots=_DOT.c.dots - 1)
        .returning(_DOT.c.dots)
    )
)


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
    here = {"event": this.event_id, "ballot": ballot_id, "voter": voter_id}
    row = this.session.connection().execute(_BOOTH, here).one_or_none()
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
    values = _own(booth) | {
        "perspective": booth.perspective,
        "budget": booth.terms.dots,
        "number": number,
        "at": now_ms(),
        "channel": by.name,
        "helper": by.helper_id,
    }
    return _spent_or_refused(this, booth, _said(this, _SPEND, values), "budget_spent")


def _spend_known(this: Change, booth: Booth, by: Channel, number: int) -> int:
    values = _own(booth) | {"number": number, "channel": by.name, "helper": by.helper_id}
    return _spent_or_refused(this, booth, _said(this, _SPEND_KNOWN, values), "no_dot_there")


def _spent_or_refused(this: Change, booth: Booth, spent: int | None, otherwise: str) -> int:
    if spent is not None:
        return int(spent)
    if this.session.scalar(select(Voter.voided).where(*_own_row(booth))):
        raise Refusal("vote_voided")
    raise Refusal(otherwise, limit=booth.terms.dots)


def _put_dot(this: Change, booth: Booth, line: int) -> None:
    values = _own(booth) | {"line": line, "most": booth.terms.per_line}
    if _said(this, _PUT_DOT, values) is None:
        raise Refusal("line_full", limit=booth.terms.per_line)


def _take_dot(this: Change, booth: Booth, line: int) -> None:
    if _said(this, _TAKE_DOT, _own(booth) | {"line": line}) is None:
        raise Refusal("no_dot_there", limit=booth.terms.dots)


def _said(this: Change, statements: Mapping[str, Any], values: dict[str, Any]) -> int | None:
    """What a guarded statement returns; None where its guard let nothing through."""
    statement = statements[this.session.get_bind().dialect.name]
    answered = this.session.connection().execute(statement, values).scalar_one_or_none()
    return None if answered is None else int(answered)


def _own(booth: Booth) -> dict[str, Any]:
    return {"ballot": booth.ballot_id, "voter": booth.voter_id}


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
