"""Which round it is at any moment: pauses, minutes more, a stop taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlab.matchmaking.rules import round_clock as rules
from eventlab.matchmaking.rules.round_clock import RoundClock, read

MINUTE = 60_000
NINE = 1_700_000_000_000
CLOCK = RoundClock(4, 5 * MINUTE, MINUTE)
GOING = rules.start(CLOCK, NINE)


def seen(clock: RoundClock, minutes: float) -> tuple[str, int, float]:
    """State, round and minutes left, so many minutes after nine."""
    moment = read(clock, NINE + int(minutes * MINUTE))
    return moment.state, moment.round, moment.remaining_ms / MINUTE


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0, ("change", 1, 1)),
        (0.5, ("change", 1, 0.5)),
        (1, ("talk", 1, 5)),
        (6, ("change", 2, 1)),
        (7.5, ("talk", 2, 4.5)),
        (23.9, ("talk", 4, pytest.approx(0.1))),
        (24, ("over", 4, 0)),
        (9999, ("over", 4, 0)),
    ],
)
def test_the_rounds_follow_each_other(minutes: float, shown: tuple[str, int, float]):
    assert seen(GOING, minutes) == shown


def test_before_the_start_there_is_no_round():
    assert seen(CLOCK, 3) == ("before", 0, 1)
    assert rules.talked(CLOCK, NINE) == rules.entered(CLOCK, NINE) == 0


def test_a_clock_that_is_behind_shows_the_beginning():
    assert seen(GOING, -60) == ("change", 1, 1)


def test_a_pause_stands_still_and_goes_on_where_it_was():
    paused = rules.pause(GOING, NINE + 2 * MINUTE)
    assert seen(paused, 30) == ("talk", 1, 4)
    assert read(paused, NINE + 30 * MINUTE).paused
    assert seen(rules.start(paused, NINE + 30 * MINUTE), 31) == ("talk", 1, 3)


def test_a_minute_more_is_for_this_phase_alone():
    longer = rules.add(GOING, NINE + 7 * MINUTE, MINUTE)
    assert seen(longer, 7) == ("talk", 2, 6)
    assert seen(longer, 13) == ("change", 3, 1)
    assert seen(longer, 14) == ("talk", 3, 5)
    twice = rules.add(longer, NINE + 8 * MINUTE, MINUTE)
    assert seen(twice, 8) == ("talk", 2, 6)


def test_the_next_round_begins_when_it_is_asked_for():
    moved = rules.skip(GOING, NINE + 2 * MINUTE)
    assert seen(moved, 2) == ("change", 2, 1)
    assert seen(rules.skip(moved, NINE + 2 * MINUTE), 2) == ("talk", 2, 5)
    assert seen(rules.back(moved, NINE + 2 * MINUTE), 2) == ("talk", 1, 5)


def test_while_paused_the_next_phase_waits_too():
    paused = rules.pause(GOING, NINE + 2 * MINUTE)
    moved = rules.skip(paused, NINE + 10 * MINUTE)
    assert seen(moved, 20) == ("change", 2, 1)
    assert read(moved, NINE).paused


def test_a_stop_is_the_end_and_can_be_taken_back():
    stopped = rules.stop(GOING, NINE + 8 * MINUTE)
    assert seen(stopped, 60)[:2] == ("over", 2)
    assert rules.talked(stopped, NINE + 60 * MINUTE) == 2
    assert seen(rules.start(stopped, NINE + 60 * MINUTE), 60) == ("talk", 2, 4)


def test_without_time_to_change_talks_follow_talks():
    clock = rules.start(RoundClock(3, 5 * MINUTE, 0), NINE)
    assert seen(clock, 0) == ("talk", 1, 5)
    assert seen(rules.skip(clock, NINE + MINUTE), 1) == ("talk", 2, 5)
    last = rules.skip(rules.skip(clock, NINE), NINE)
    assert seen(rules.skip(last, NINE), 0) == ("over", 3, 0)
    assert seen(rules.back(last, NINE), 0) == ("talk", 2, 5)


def test_who_walks_to_a_round_has_been_sent_and_has_not_met():
    assert (rules.talked(GOING, NINE), rules.entered(GOING, NINE)) == (0, 1)
    later = NINE + 7 * MINUTE
    assert (rules.talked(GOING, later), rules.entered(GOING, later)) == (2, 2)


def test_other_lengths_count_from_now_on():
    changed = rules.retimed(GOING, NINE + 8 * MINUTE, 6, 10 * MINUTE, 2 * MINUTE)
    assert seen(changed, 8) == ("talk", 2, 9)
    assert seen(changed, 17) == ("change", 3, 2)


presses = st.sampled_from(["start", "pause", "stop", "skip", "back", "add"])


@given(
    st.lists(st.tuples(presses, st.integers(0, 9 * MINUTE)), max_size=12),
    st.integers(1, 5),
    st.integers(0, 2),
)
def test_time_never_runs_back_between_two_presses(
    pressed: list[tuple[str, int]], count: int, change: int
):
    clock, now = RoundClock(count, 5 * MINUTE, change * MINUTE), NINE
    for what, wait in pressed:
        before = read(clock, now)
        now += wait
        after = read(clock, now)
        assert (after.phase, after.state == "over") >= (before.phase, before.state == "over")
        assert after.remaining_ms >= 0
        assert 0 <= after.round <= count
        held = rules.anchored(clock, now)
        assert read(held, now) == after
        extra = (MINUTE,) if what == "add" else ()
        clock = getattr(rules, what)(clock, now, *extra)
        assert read(clock, now).round <= count
