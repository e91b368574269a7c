"""The programme of a day as plain values: what comes next, what may follow what, and its time.

Every moment is UTC in milliseconds and is given by the caller; every duration is in milliseconds.
Nothing here changes in place: each move gives a new `Programme`, each press a new `Clock`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


class ProgrammeRefused(Exception):
    """A move that cannot be made. ``code``: ``no_such_step``, ``step_in_use``, ``no_next_step``,
    ``no_previous_step``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# --- One step's timer


@dataclass(frozen=True)
class Clock:
    """The timer of one step. ``paused_ms`` is since when it stands still, if it does;
    ``paused_total_ms`` is how long it stood still before that."""

    planned_ms: int
    started_ms: int | None = None
    ended_ms: int | None = None
    paused_ms: int | None = None
    paused_total_ms: int = 0
    extra_ms: int = 0


def start(clock: Clock, now_ms: int) -> Clock:
    """Start the timer, or let it go on after a pause; a running one is left alone."""
    if clock.started_ms is None:
        return replace(clock, started_ms=now_ms)
    if clock.paused_ms is None:
        return clock
    stood_still = max(0, now_ms - clock.paused_ms)
    return replace(clock, paused_ms=None, paused_total_ms=clock.paused_total_ms + stood_still)


def pause(clock: Clock, now_ms: int) -> Clock:
    """Make a running timer stand still; any other is left alone."""
    return replace(clock, paused_ms=now_ms) if is_running(clock) else clock


def add(clock: Clock, extra_ms: int) -> Clock:
    """Give more time, or less with a negative number; a step never has less than none."""
    return replace(clock, extra_ms=max(clock.extra_ms + extra_ms, -clock.planned_ms))


def stop(clock: Clock, now_ms: int) -> Clock:
    """End the step; one that has ended is left alone, one whose timer never ran took no time."""
    if clock.ended_ms is not None:
        return clock
    started_ms = now_ms if clock.started_ms is None else clock.started_ms
    return replace(clock, started_ms=started_ms, ended_ms=now_ms)


def is_running(clock: Clock) -> bool:
    """Tell whether the timer's hand moves."""
    return clock.started_ms is not None and clock.paused_ms is None and clock.ended_ms is None


def allotted_ms(clock: Clock) -> int:
    """Give the time this step may take: planned, and what was added."""
    return max(0, clock.planned_ms + clock.extra_ms)


def elapsed_ms(clock: Clock, now_ms: int) -> int:
    """Give the time spent in the step so far, pauses left out."""
    if clock.started_ms is None:
        return 0
    until = min(at for at in (now_ms, clock.ended_ms, clock.paused_ms) if at is not None)
    return max(0, until - clock.started_ms - clock.paused_total_ms)


def remaining_ms(clock: Clock, now_ms: int) -> int:
    """Give the time left, never below 0: the end is shown, nobody is cut off."""
    return max(0, allotted_ms(clock) - elapsed_ms(clock, now_ms))


def overtime_ms(clock: Clock, now_ms: int) -> int:
    """Give the time spent beyond what was allotted; a step without a duration has none."""
    if clock.planned_ms == 0 and clock.extra_ms == 0:
        return 0
    return max(0, elapsed_ms(clock, now_ms) - allotted_ms(clock))


# --- The steps in their order


@dataclass(frozen=True)
class PlannedStep:
    """One part of the programme, as far as order and time go."""

    id: int
    kind: str
    clock: Clock
    skipped: bool = False


@dataclass(frozen=True)
class Programme:
    """The steps in order, and which one is current (None before the day)."""

    steps: tuple[PlannedStep, ...]
    current_id: int | None = None


def current_step(programme: Programme) -> PlannedStep | None:
    """Give the current step, if there is one."""
    return next((step for step in programme.steps if step.id == programme.current_id), None)


def next_step(programme: Programme) -> PlannedStep | None:
    """Give the step after the current one, past those left out; before the day, the first."""
    return next((step for step in _after(programme) if not step.skipped), None)


def previous_step(programme: Programme) -> PlannedStep | None:
    """Give the step before the current one, past those left out."""
    if programme.current_id is None:
        return None
    earlier = programme.steps[: _place(programme, programme.current_id)]
    return next((step for step in reversed(earlier) if not step.skipped), None)


def advance(programme: Programme, now_ms: int) -> Programme:
    """Go on to the next step. Raises ``ProgrammeRefused("no_next_step")``."""
    return _make_current(programme, next_step(programme), "no_next_step", now_ms)


def go_back(programme: Programme, now_ms: int) -> Programme:
    """Go back to the previous step. Raises ``ProgrammeRefused("no_previous_step")``."""
    return _make_current(programme, previous_step(programme), "no_previous_step", now_ms)


def go_to(programme: Programme, step_id: int, now_ms: int) -> Programme:
    """Jump to any step, even one left out. Raises ``ProgrammeRefused("no_such_step")``."""
    target = programme.steps[_place(programme, step_id)]
    return _make_current(programme, target, "no_such_step", now_ms)


def skip(programme: Programme, step_id: int, skipped: bool = True) -> Programme:
    """Leave a step out of the day, or put it back.

    Raises ``ProgrammeRefused``: ``no_such_step``, ``step_in_use`` for the current one.
    """
    place = _place(programme, step_id)
    if skipped and step_id == programme.current_id:
        raise ProgrammeRefused("step_in_use")
    return _with(programme, {step_id: replace(programme.steps[place], skipped=skipped)})


def move(programme: Programme, step_id: int, position: int) -> Programme:
    """Put a step at ``position`` (0 is first; beyond the ends is at the end).

    Raises ``ProgrammeRefused("no_such_step")``.
    """
    steps = list(programme.steps)
    step = steps.pop(_place(programme, step_id))
    steps.insert(max(0, min(position, len(steps))), step)
    return replace(programme, steps=tuple(steps))


def insert(programme: Programme, step: PlannedStep, after_id: int | None = None) -> Programme:
    """Add a step after another, or at the end. Raises ``ProgrammeRefused("no_such_step")``."""
    place = len(programme.steps) if after_id is None else _place(programme, after_id) + 1
    steps = (*programme.steps[:place], step, *programme.steps[place:])
    return replace(programme, steps=steps)


def remove(programme: Programme, step_id: int) -> Programme:
    """Take a step out of the programme.

    Raises ``ProgrammeRefused``: ``no_such_step``, ``step_in_use`` for the current one.
    """
    place = _place(programme, step_id)
    if step_id == programme.current_id:
        raise ProgrammeRefused("step_in_use")
    return replace(programme, steps=programme.steps[:place] + programme.steps[place + 1 :])


def _place(programme: Programme, step_id: int) -> int:
    for place, step in enumerate(programme.steps):
        if step.id == step_id:
            return place
    raise ProgrammeRefused("no_such_step")


def _after(programme: Programme) -> tuple[PlannedStep, ...]:
    if programme.current_id is None:
        return programme.steps
    return programme.steps[_place(programme, programme.current_id) + 1 :]


def _make_current(
    programme: Programme, target: PlannedStep | None, refusal: str, now_ms: int
) -> Programme:
    if target is None:
        raise ProgrammeRefused(refusal)
    changed = {
        step.id: replace(step, clock=stop(step.clock, now_ms))
        for step in programme.steps
        if step.id == programme.current_id
    }
    fresh = Clock(target.clock.planned_ms, started_ms=now_ms)
    changed[target.id] = replace(target, clock=fresh, skipped=False)
    return replace(_with(programme, changed), current_id=target.id)


def _with(programme: Programme, changed: dict[int, PlannedStep]) -> Programme:
    return replace(programme, steps=tuple(changed.get(step.id, step) for step in programme.steps))


# --- What may follow what

_NEEDS_ONE_BEFORE = {
    "group": ({"post"}, "nothing_to_group"),
    "vote": ({"post", "group", "work"}, "nothing_to_vote_on"),
    "fair": ({"work"}, "nothing_to_show"),
}


def may_follow(earlier: Sequence[str], kind: str) -> str | None:
    """Tell why a step of this kind does not make sense after those ``earlier`` kinds, or None.

    Codes: ``welcome_late`` (people join first, or at the opening of a further day),
    ``after_close``, ``nothing_to_group``, ``nothing_to_vote_on``, ``nothing_to_show``.
    """
    if kind == "welcome":
        return "welcome_late" if earlier and earlier[-1] != "close" else None
    if earlier and earlier[-1] == "close":
        return "after_close"
    needed, code = _NEEDS_ONE_BEFORE.get(kind, (set(), ""))
    return code if needed and not needed & set(earlier) else None


def misplaced(kinds: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Give the place (0 is first) of each step that makes no sense there, with the code why.

    It is advice for the desk and the office: the facilitator decides.
    """
    found = ((place, may_follow(kinds[:place], kind)) for place, kind in enumerate(kinds))
    return tuple((place, code) for place, code in found if code)


# --- The day's time


@dataclass(frozen=True)
class StepTime:
    """What one step was to take and what it took, in milliseconds."""

    step_id: int
    planned_ms: int
    actual_ms: int


def planned_against_actual(programme: Programme, now_ms: int) -> tuple[StepTime, ...]:
    """Give planned and actual time of every step that has begun, pauses left out."""
    return tuple(
        StepTime(step.id, step.clock.planned_ms, elapsed_ms(step.clock, now_ms))
        for step in programme.steps
        if step.clock.started_ms is not None
    )


def planned_end_ms(programme: Programme, starts_ms: int) -> int:
    """Give when the day was to end: its start and every planned minute, skipped steps included.

    For a day whose programme may have changed, keep the figure of its first version.
    """
    return starts_ms + sum(step.clock.planned_ms for step in programme.steps)


def projected_starts(
    programme: Programme, now_ms: int, starts_ms: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Give ``(step id, moment)`` for each step to come, if everything now goes as allotted.

    Before the day, the first step begins at ``starts_ms`` (or now, if that is past).
    """
    return tuple((step.id, at) for step, at in _to_come(programme, now_ms, starts_ms))


def projected_end_ms(programme: Programme, now_ms: int, starts_ms: int | None = None) -> int:
    """Give when the day will end, if every step to come takes what it is allotted.

    A step in overtime, or standing still, pushes the end along with ``now_ms``.
    """
    ahead = sum(_ahead_ms(step) for step in _after(programme) if not step.skipped)
    return _free_at(programme, now_ms, starts_ms) + ahead


def drift_ms(
    programme: Programme, planned_end: int, now_ms: int, starts_ms: int | None = None
) -> int:
    """Give how late the whole day runs (negative: early) against ``planned_end``."""
    return projected_end_ms(programme, now_ms, starts_ms) - planned_end


def _free_at(programme: Programme, now_ms: int, starts_ms: int | None) -> int:
    """Give when the current step will be over."""
    step = current_step(programme)
    if step is None:
        return max(now_ms, starts_ms or now_ms)
    if step.clock.started_ms is None:
        return max(now_ms, starts_ms or now_ms) + allotted_ms(step.clock)
    return now_ms + (remaining_ms(step.clock, now_ms) if step.clock.ended_ms is None else 0)


def _to_come(
    programme: Programme, now_ms: int, starts_ms: int | None
) -> Iterator[tuple[PlannedStep, int]]:
    at = _free_at(programme, now_ms, starts_ms)
    for step in _after(programme):
        if not step.skipped:
            yield step, at
            at += _ahead_ms(step)


def _ahead_ms(step: PlannedStep) -> int:
    """Give what a step to come will take: entered again, it starts afresh without its extra."""
    fresh = step.clock.started_ms is None
    return allotted_ms(step.clock) if fresh else step.clock.planned_ms
