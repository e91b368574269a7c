"""Many hands at one ballot in the same moment, on SQLite and on PostgreSQL."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from eventlab.boards.models import Ballot, Dot, Voter
from eventlab.boards.services import ballots, votes
from eventlab.errors import Refusal
from eventlab.extensions import reading, transaction
from eventlab.live.idempotency import Once
from tests.conftest import STORES
from tests.factories import Factory, Vote
from tests.live.test_both_stores import at_once
from tests.stores import Store

TAPS = 16
LINES = tuple(f"Thème {n}" for n in range(TAPS))


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    """Each store in turn, whatever the run is made on."""
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def vote(make: Factory, app: object) -> Vote:
    return make.ballot(make.event(), *LINES)


def spent_and_given(vote: Vote) -> tuple[int, int]:
    with reading() as session:
        spent = session.scalar(select(func.sum(Voter.spent)).where(Voter.ballot_id == vote.id))
        given = session.scalar(select(func.sum(Dot.dots)).where(Dot.ballot_id == vote.id))
    return spent or 0, given or 0


def tapping(vote: Vote, voter: str):
    def tap(number: int) -> str:
        try:
            votes.give_dot(vote.event.id, voter, vote.id, vote.lines[number], 1)
        except Refusal as refusal:
            return refusal.code
        return "given"

    return tap


def test_sixteen_taps_at_once_store_exactly_the_budget(make: Factory, vote: Vote):
    ada = make.person(vote.event)
    answers = at_once(tapping(vote, ada.id), TAPS)
    assert sorted(answers) == ["budget_spent"] * (TAPS - 3) + ["given"] * 3  # type: ignore[type-var]
    assert spent_and_given(vote) == (3, 3)


def test_sixteen_taps_on_one_line_give_it_its_share_and_no_more(make: Factory, app: object):
    vote = make.ballot(make.event(), *LINES, dots=12, per_theme=5)
    ada = make.person(vote.event)
    answers = at_once(lambda _: tapping(vote, ada.id)(0), TAPS)
    assert sorted(answers) == ["given"] * 5 + ["line_full"] * (TAPS - 5)  # type: ignore[type-var]
    assert spent_and_given(vote) == (5, 5)


def test_one_tap_sent_by_sixteen_hands_is_one_dot(make: Factory, vote: Vote):
    ada, once = make.person(vote.event), Once("d" * 24, "one-and-the-same")
    here = (vote.event.id, ada.id, vote.id, vote.lines[0], 1)
    answers = at_once(lambda _: votes.give_dot(*here, once=once), TAPS)
    assert answers == [{"ballot": vote.id, "left": 2}] * TAPS
    assert spent_and_given(vote) == (1, 1)


def test_the_table_itself_keeps_the_budget(make: Factory, vote: Vote):
    ada = make.person(vote.event)
    make.dots(vote, ada, 0, 1, 2)
    for spent in (4, -1):
        with pytest.raises(IntegrityError), transaction() as session:
            session.execute(update(Voter).values(spent=spent))


def test_two_ballots_cannot_be_open_at_one_event(make: Factory, vote: Vote):
    again = {"event_id": vote.event.id, "on": "themes", "dots": 3, "per_line": 1, "lines": []}
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(insert(Ballot).values(again))


def test_of_eight_who_open_or_close_at_once_one_does(make: Factory, vote: Vote):
    def close(_: int) -> str:
        try:
            ballots.close_ballot(vote.event.id, vote.id, "s")
        except Refusal as refusal:
            return refusal.code
        return "closed"

    def reopen(_: int) -> str:
        try:
            ballots.open_ballot(vote.event.id, vote.step, "s")
        except Refusal as refusal:
            return refusal.code
        return "opened"

    assert sorted(at_once(close)) == ["ballot_closed"] * 7 + ["closed"]  # type: ignore[type-var]
    assert sorted(at_once(reopen)) == ["ballot_open"] * 7 + ["opened"]  # type: ignore[type-var]


def test_what_was_answered_before_the_closing_is_counted_and_nothing_else(
    make: Factory, vote: Vote
):
    people = [make.person(vote.event).id for _ in range(8)]
    chance = random.Random(5)
    places = [chance.sample(range(TAPS), 3) for _ in people]

    def work(number: int) -> int:
        if number == len(people):
            ballots.close_ballot(vote.event.id, vote.id, "s")
            return 0
        taps = [tapping(vote, people[number])(place) for place in places[number]]
        assert set(taps) <= {"given", "ballot_closed"}
        return taps.count("given")

    acknowledged = sum(at_once(work, len(people) + 1))  # type: ignore[arg-type]
    with reading() as session:
        lines = session.get_one(Ballot, vote.id).totals["lines"].values()
    assert sum(line["room"] for line in lines) == acknowledged


def test_the_votes_of_a_closed_ballot_leave_the_store(make: Factory, vote: Vote):
    make.dots(vote, make.person(vote.event), 0)
    ballots.close_ballot(vote.event.id, vote.id, "s")
    assert spent_and_given(vote) == (0, 0)
