"""The order of the day and its time: nothing here looks at a clock."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlab.sessions.rules import programme as day
from eventlab.sessions.rules.programme import Clock, PlannedStep, Programme, ProgrammeRefused

MINUTE = 60_000
NINE = 1_700_000_000_000  # some morning


def a_day(*minutes: int, current: int | None = None) -> Programme:
    steps = tuple(PlannedStep(n, "message", Clock(m * MINUTE)) for n, m in enumerate(minutes, 1))
    return Programme(steps, current)


def running(programme: Programme, step_id: int, at: int) -> Programme:
    return day.go_to(programme, step_id, at)


def ids(programme: Programme) -> list[int]:
    return [step.id for step in programme.steps]


# --- one step's timer


def test_a_timer_that_has_not_started_has_all_its_time() -> None:
    clock = Clock(5 * MINUTE)
    assert day.remaining_ms(clock, NINE) == 5 * MINUTE
    assert day.elapsed_ms(clock, NINE) == day.overtime_ms(clock, NINE) == 0


def test_time_runs_out_visibly_and_never_below_zero() -> None:
    clock = day.start(Clock(5 * MINUTE), NINE)
    assert day.remaining_ms(clock, NINE + 2 * MINUTE) == 3 * MINUTE
    assert day.remaining_ms(clock, NINE + 7 * MINUTE) == 0
    assert day.overtime_ms(clock, NINE + 7 * MINUTE) == 2 * MINUTE


def test_a_pause_stops_the_hand_and_going_on_forgets_it() -> None:
    clock = day.pause(day.start(Clock(5 * MINUTE), NINE), NINE + MINUTE)
    assert day.remaining_ms(clock, NINE + 60 * MINUTE) == 4 * MINUTE
    clock = day.start(clock, NINE + 60 * MINUTE)
    assert clock.paused_total_ms == 59 * MINUTE
    assert day.remaining_ms(clock, NINE + 61 * MINUTE) == 3 * MINUTE


def test_a_minute_more_is_a_minute_more_even_in_overtime() -> None:
    clock = day.add(day.start(Clock(5 * MINUTE), NINE), MINUTE)
    assert day.remaining_ms(clock, NINE + 5 * MINUTE) == MINUTE
    assert day.overtime_ms(clock, NINE + 7 * MINUTE) == MINUTE


def test_less_time_stops_at_none() -> None:
    assert day.allotted_ms(day.add(Clock(5 * MINUTE), -60 * MINUTE)) == 0


def test_a_step_without_a_duration_never_runs_over() -> None:
    assert day.overtime_ms(day.start(Clock(0), NINE), NINE + 60 * MINUTE) == 0


def test_an_ended_step_keeps_the_time_it_took() -> None:
    clock = day.stop(day.start(Clock(5 * MINUTE), NINE), NINE + 3 * MINUTE)
    assert day.elapsed_ms(clock, NINE + 500 * MINUTE) == 3 * MINUTE
    assert not day.is_running(clock)


def test_a_step_left_before_its_timer_ran_is_over_and_took_no_time() -> None:
    clock = day.stop(Clock(5 * MINUTE), NINE)
    assert clock.ended_ms == NINE
    assert day.elapsed_ms(clock, NINE + MINUTE) == 0


def test_a_step_ended_during_a_pause_took_no_time_of_the_pause() -> None:
    clock = day.pause(day.start(Clock(5 * MINUTE), NINE), NINE + MINUTE)
    assert day.elapsed_ms(day.stop(clock, NINE + 9 * MINUTE), NINE + 10 * MINUTE) == MINUTE


presses = st.lists(
    st.tuples(st.sampled_from(["start", "pause", "more", "less"]), st.integers(0, 10 * MINUTE)),
    max_size=30,
)


@given(presses, st.integers(0, 60))
def test_whatever_is_pressed_spent_and_left_add_up(
    pressed: list[tuple[str, int]], minutes: int
) -> None:
    clock, now, ran = Clock(minutes * MINUTE), NINE, 0
    for what, later in pressed:
        ran += later if day.is_running(clock) else 0
        now += later
        if what in ("start", "pause"):
            clock = {"start": day.start, "pause": day.pause}[what](clock, now)
        else:
            clock = day.add(clock, MINUTE if what == "more" else -MINUTE)
    assert day.elapsed_ms(clock, now) == ran
    left = day.remaining_ms(clock, now) - max(0, ran - day.allotted_ms(clock))
    assert left == day.allotted_ms(clock) - ran
    assert day.remaining_ms(clock, now) >= 0


@given(presses)
def test_pressing_twice_is_pressing_once(pressed: list[tuple[str, int]]) -> None:
    clock, now = Clock(5 * MINUTE), NINE
    for what, later in pressed:
        now += later
        press = day.start if what in ("start", "more") else day.pause
        clock = press(clock, now)
        assert press(clock, now) == clock


# --- the order


def test_next_and_back_pass_over_what_is_left_out() -> None:
    programme = day.skip(a_day(1, 1, 1, current=1), 2)
    assert day.advance(programme, NINE).current_id == 3
    assert day.go_back(day.advance(programme, NINE), NINE).current_id == 1


def test_before_the_day_the_next_step_is_the_first() -> None:
    assert day.advance(a_day(1, 1), NINE).current_id == 1
    assert day.previous_step(a_day(1, 1)) is None


@pytest.mark.parametrize(("current", "press", "code"), [
    (2, day.advance, "no_next_step"),
    (1, day.go_back, "no_previous_step"),
])  # fmt: skip
def test_beyond_the_ends_is_refused_by_name(current: int, press, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ProgrammeRefused) as refused:
        press(a_day(1, 1, current=current), NINE)
    assert refused.value.code == code


def test_the_current_step_can_be_neither_left_out_nor_removed() -> None:
    for press in (day.skip, day.remove):
        with pytest.raises(ProgrammeRefused) as refused:
            press(a_day(1, 1, current=1), 1)
        assert refused.value.code == "step_in_use"


def test_an_unknown_step_is_refused_everywhere() -> None:
    programme = a_day(1, 1, current=1)
    for press in (
        lambda: day.go_to(programme, 9, NINE),
        lambda: day.skip(programme, 9),
        lambda: day.move(programme, 9, 0),
        lambda: day.insert(programme, programme.steps[0], after_id=9),
        lambda: day.remove(programme, 9),
    ):
        with pytest.raises(ProgrammeRefused) as refused:
            press()
        assert refused.value.code == "no_such_step"


def test_going_on_ends_one_clock_and_starts_the_other_afresh() -> None:
    programme = day.advance(running(a_day(5, 7), 1, NINE), NINE + 6 * MINUTE)
    first, second = programme.steps
    assert day.elapsed_ms(first.clock, NINE + 99 * MINUTE) == 6 * MINUTE
    assert second.clock == Clock(7 * MINUTE, started_ms=NINE + 6 * MINUTE)


def test_jumping_to_a_step_left_out_takes_it_back_in() -> None:
    programme = day.go_to(day.skip(a_day(1, 1, current=1), 2), 2, NINE)
    assert not programme.steps[1].skipped


def test_a_step_is_added_after_another_or_at_the_end() -> None:
    new = PlannedStep(9, "message", Clock(0))
    assert ids(day.insert(a_day(1, 1), new, after_id=1)) == [1, 9, 2]
    assert ids(day.insert(a_day(1, 1), new)) == [1, 2, 9]


@given(st.integers(1, 8), st.integers(0, 1000), st.integers(-3, 12))
def test_moving_changes_the_order_and_nothing_else(count: int, pick: int, position: int) -> None:
    programme = a_day(*range(count), current=1)
    step_id = ids(programme)[pick % count]
    moved = day.move(programme, step_id, position)
    assert sorted(ids(moved)) == ids(programme)
    assert ids(moved).index(step_id) == max(0, min(position, count - 1))
    assert moved.current_id == 1


@given(st.randoms(), st.integers(1, 6))
def test_any_walk_leaves_exactly_one_step_running(walk: random.Random, count: int) -> None:
    programme, now = a_day(*[5] * count), NINE
    for _ in range(12):
        now += walk.randrange(MINUTE)
        target = walk.choice(ids(programme))
        programme = day.go_to(programme, target, now)
        on = [step.id for step in programme.steps if day.is_running(step.clock)]
        assert on == [target] == [programme.current_id]


# --- what may follow what


@pytest.mark.parametrize(("earlier", "kind", "code"), [
    ([], "welcome", None),
    (["welcome"], "post", None),
    (["welcome", "post"], "group", None),
    (["welcome"], "group", "nothing_to_group"),
    (["welcome"], "vote", "nothing_to_vote_on"),
    (["welcome", "message"], "fair", "nothing_to_show"),
    (["welcome", "work"], "fair", None),
    (["welcome", "message"], "welcome", "welcome_late"),
    (["welcome", "close"], "welcome", None),
    (["welcome", "close"], "message", "after_close"),
    (["welcome"], "rounds", None),
])  # fmt: skip
def test_a_step_makes_sense_only_after_what_it_needs(
    earlier: list[str], kind: str, code: str | None
) -> None:
    assert day.may_follow(earlier, kind) == code


def test_each_misplaced_step_is_named_with_its_place() -> None:
    assert day.misplaced(["vote", "welcome", "post", "vote", "close", "message"]) == (
        (0, "nothing_to_vote_on"),
        (1, "welcome_late"),
        (5, "after_close"),
    )


# --- the day's time


def test_a_day_on_time_ends_as_planned() -> None:
    programme = running(a_day(30, 20, 45), 1, NINE)
    end = day.planned_end_ms(programme, NINE)
    assert end == NINE + 95 * MINUTE
    assert day.drift_ms(programme, end, NINE + 10 * MINUTE) == 0


def test_overtime_makes_the_day_late_and_skipping_makes_it_early() -> None:
    programme = running(a_day(30, 20, 45), 1, NINE)
    end = day.planned_end_ms(programme, NINE)
    assert day.drift_ms(programme, end, NINE + 40 * MINUTE) == 10 * MINUTE
    assert day.drift_ms(day.skip(programme, 2), end, NINE + 40 * MINUTE) == -10 * MINUTE


def test_a_late_start_is_seen_before_the_day_begins() -> None:
    programme = a_day(30, 20)
    end = day.planned_end_ms(programme, NINE)
    assert day.drift_ms(programme, end, NINE - 60 * MINUTE, starts_ms=NINE) == 0
    assert day.drift_ms(programme, end, NINE + 5 * MINUTE, starts_ms=NINE) == 5 * MINUTE


def test_a_standing_timer_pushes_the_end_along() -> None:
    programme = running(a_day(30, 20), 1, NINE)
    first = replace(programme.steps[0], clock=day.pause(programme.steps[0].clock, NINE))
    programme = replace(programme, steps=(first, programme.steps[1]))
    assert day.projected_end_ms(programme, NINE + 15 * MINUTE) == NINE + 65 * MINUTE


def test_the_steps_to_come_are_given_their_hours() -> None:
    programme = day.skip(running(a_day(30, 20, 45, 5), 1, NINE), 3)
    assert day.projected_starts(programme, NINE + 10 * MINUTE) == (
        (2, NINE + 30 * MINUTE),
        (4, NINE + 50 * MINUTE),
    )


def test_planned_and_actual_are_told_for_what_has_begun() -> None:
    programme = day.advance(running(a_day(30, 20, 45), 1, NINE), NINE + 33 * MINUTE)
    assert day.planned_against_actual(programme, NINE + 40 * MINUTE) == (
        day.StepTime(1, 30 * MINUTE, 33 * MINUTE),
        day.StepTime(2, 20 * MINUTE, 7 * MINUTE),
    )


@given(st.lists(st.integers(0, 90), min_size=1, max_size=12), st.lists(st.integers(0, 100)))
def test_a_day_led_without_jumping_is_as_late_as_its_steps(
    minutes: list[int], spent: list[int]
) -> None:
    programme, now = running(a_day(*minutes), 1, NINE), NINE
    end = day.planned_end_ms(programme, NINE)
    for took in spent[: len(minutes) - 1]:
        now += took * MINUTE
        programme = day.advance(programme, now)
    late = sum(took - planned for took, planned in zip(spent, minutes[:-1], strict=False))
    assert day.drift_ms(programme, end, now) == late * MINUTE


@given(st.lists(st.integers(0, 90), min_size=1, max_size=12), st.integers(0, 10**7))
def test_the_projected_end_never_comes_before_now_and_never_goes_back(
    minutes: list[int], later: int
) -> None:
    programme = running(a_day(*minutes), 1, NINE)
    soon = day.projected_end_ms(programme, NINE + later)
    assert soon >= NINE + later
    assert day.projected_end_ms(programme, NINE + later + 1) >= soon
