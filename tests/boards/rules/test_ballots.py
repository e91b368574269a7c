"""Who may give which dot where, and the order in which a person reads the lines."""

from collections import Counter

import pytest

from eventlab.boards.rules.ballots import (
    Terms,
    VoteRefused,
    check_choice,
    check_dot,
    check_paper,
    check_voter,
    order_for,
)

TERMS = Terms("open", dots=3, per_line=1, lines={11, 12, 13, 14})
MANY = Terms("open", dots=5, per_line=3, lines={11, 12})


def refused(check, *what) -> str:
    with pytest.raises(VoteRefused) as found:
        check(*what)
    return found.value.code


@pytest.mark.parametrize("channel", ["phone", "slip", "roster", "kiosk", "paper"])
def test_in_open_mode_whoever_is_here_votes(channel):
    check_voter(TERMS, channel)


@pytest.mark.parametrize(
    ("channel", "may"),
    [("slip", True), ("roster", True), ("kiosk", True), ("paper", True), ("phone", False)],
)
def test_in_strict_mode_a_code_must_have_been_printed(channel, may):
    strict = Terms("open", 3, 1, {11}, strict=True)
    if may:
        check_voter(strict, channel)
    else:
        assert refused(check_voter, strict, channel) == "slip_needed"


def test_a_closed_ballot_takes_nothing():
    closed = Terms("closed", 3, 1, {11})
    assert refused(check_voter, closed, "phone") == "ballot_closed"
    assert refused(check_paper, closed, "resident", 1, {}) == "ballot_closed"


def test_a_dot_goes_to_a_line_of_this_ballot_one_at_a_time():
    check_dot(TERMS, 11, 1)
    check_dot(TERMS, 11, -1)
    assert refused(check_dot, TERMS, 99, 1) == "no_such_line"
    assert refused(check_dot, TERMS, 11, 2) == "bad_request"
    assert refused(check_dot, TERMS, 11, 0) == "bad_request"


@pytest.mark.parametrize(
    ("terms", "choice", "code"),
    [
        (TERMS, {}, ""),
        (TERMS, {11: 1, 12: 1, 13: 1}, ""),
        (TERMS, {11: 1, 12: 1, 13: 1, 14: 1}, "budget_spent"),
        (TERMS, {11: 2}, "line_full"),
        (TERMS, {99: 1}, "no_such_line"),
        (TERMS, {11: 0}, "bad_request"),
        (TERMS, {11: -1}, "bad_request"),
        (MANY, {11: 3, 12: 2}, ""),
        (MANY, {11: 3, 12: 3}, "budget_spent"),
    ],
)
def test_a_whole_choice_stays_within_the_budget(terms, choice, code):
    if code:
        assert refused(check_choice, terms, choice) == code
    else:
        check_choice(terms, choice)


@pytest.mark.parametrize(
    ("side", "voters", "dots", "code"),
    [
        ("resident", 4, {11: 4, 12: 4, 13: 4}, ""),
        ("resident", 4, {}, ""),
        ("resident", 4, {11: 5}, "paper_too_many"),
        ("resident", 4, {11: 4, 12: 4, 13: 4, 14: 1}, "paper_too_many"),
        ("resident", 4, {11: -1}, "paper_too_many"),
        ("resident", 0, {}, "bad_request"),
        ("resident", 501, {}, "bad_request"),
        ("room", 4, {}, "bad_request"),
        ("professional", 4, {99: 1}, "no_such_line"),
    ],
)
def test_paper_holds_no_more_than_its_voters_have(side, voters, dots, code):
    if code:
        assert refused(check_paper, TERMS, side, voters, dots) == code
    else:
        check_paper(TERMS, side, voters, dots)


def test_the_order_is_a_persons_own_and_stays():
    lines = list(range(1, 13))
    assert order_for(7, "a" * 24, lines) == order_for(7, "a" * 24, reversed(lines))
    assert sorted(order_for(7, "a" * 24, lines)) == lines
    assert order_for(7, "a" * 24, lines) != order_for(7, "b" * 24, lines)
    assert order_for(7, "a" * 24, lines) != order_for(8, "a" * 24, lines)


def test_no_line_is_at_the_top_more_often_than_another():
    lines = range(101, 109)
    people = [f"{n:024x}" for n in range(8000)]
    for place in (0, 7):
        held = Counter(order_for(3, person, lines)[place] for person in people)
        # 1,000 each; more than 140 off would come about once in 100,000 runs of a fair shuffle.
        assert all(abs(held[line] - 1000) < 140 for line in lines)


#: Also held by tests/js/boards/ballot_order.test.mjs.
ORDERS = [
    (7, "a" * 24, [1, 2, 3, 4, 5]),
    (12, "0123456789abcdef01234567", [11, 12, 13, 14, 15, 16, 17, 18]),
]


def test_orders_known_to_the_phone_too():
    assert [order_for(*known) for known in ORDERS] == [
        [1, 4, 3, 5, 2],
        [17, 18, 15, 14, 16, 12, 13, 11],
    ]
