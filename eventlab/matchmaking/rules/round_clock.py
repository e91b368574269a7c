"""Which round it is: a run of rounds on the server's clock, worked out from when it began.

A run is a row of phases: walk to a place (*change*), then talk; phase ``2k`` is the walk to round
``k + 1`` and phase ``2k + 1`` its talk. Nothing ticks on the server: whoever knows the clock and
the time knows the phase, so that phones and screen agree and a restart loses nothing.
static/js/matchmaking/round_clock.js is the same arithmetic by the same names;
tests/matchmaking/rules/test_round_clock_in_javascript.py holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

BEFORE, CHANGE, TALK, OVER = "before", "change", "talk", "over"


@dataclass(frozen=True)
class RoundClock:
    """A run: ``count`` rounds of ``talk_ms``, ``change_ms`` to walk to each.

    ``phase`` began at ``anchor_ms`` (None: the run has not begun) and lasts ``extra_ms`` longer.
    ``paused_ms``, ``ended_ms``: when it was paused, stopped. UTC milliseconds.
    """

    count: int
    talk_ms: int
    change_ms: int
    phase: int = 0
    anchor_ms: int | None = None
    extra_ms: int = 0
    paused_ms: int | None = None
    ended_ms: int | None = None


@dataclass(frozen=True)
class Moment:
    """What a clock shows: ``state``, the ``round`` walked to or talked in (0 before the first).

    ``elapsed_ms`` and ``remaining_ms`` are those of the phase; ``remaining_ms`` is 0 when over.
    """

    state: str
    round: int
    phase: int
    elapsed_ms: int
    remaining_ms: int
    paused: bool


def read(clock: RoundClock, now_ms: int) -> Moment:
    """What the clock shows at ``now_ms``."""
    if clock.anchor_ms is None:
        return Moment(BEFORE, 0, 0, 0, _length(clock, 0), False)
    phase, spent = _place(clock, clock.anchor_ms, now_ms)
    length = _length(clock, phase)
    last = 2 * clock.count
    if phase >= last or clock.ended_ms is not None:
        return Moment(OVER, min(clock.count, (phase + 1) // 2), min(phase, last), spent, 0, False)
    state = TALK if phase % 2 else CHANGE
    paused = clock.paused_ms is not None
    return Moment(state, phase // 2 + 1, phase, spent, length - spent, paused)


def _place(clock: RoundClock, anchor_ms: int, now_ms: int) -> tuple[int, int]:
    """The phase, and the time spent in it."""
    until = min(at for at in (now_ms, clock.paused_ms, clock.ended_ms) if at is not None)
    phase, spent = clock.phase, max(0, until - anchor_ms)
    while phase < 2 * clock.count and spent >= _length(clock, phase):
        spent -= _length(clock, phase)
        phase += 1
    return phase, spent


def _length(clock: RoundClock, phase: int) -> int:
    base = clock.talk_ms if phase % 2 else clock.change_ms
    return base + (clock.extra_ms if phase == clock.phase else 0)


def talked(clock: RoundClock, now_ms: int) -> int:
    """How many rounds have been talked in, the present one too: who sat there has met."""
    seen = read(clock, now_ms)
    return 0 if seen.state == BEFORE else min(clock.count, (seen.phase + 1) // 2)


def entered(clock: RoundClock, now_ms: int) -> int:
    """How many rounds people have been sent to: those are not dealt again."""
    seen = read(clock, now_ms)
    if seen.state == BEFORE:
        return 0
    return talked(clock, now_ms) if seen.state == OVER else seen.round


def start(clock: RoundClock, now_ms: int) -> RoundClock:
    """Begin, or go on after a pause or a stop; a run that goes, or has come to its end, stays."""
    if clock.anchor_ms is None:
        return replace(clock, anchor_ms=now_ms)
    stood = [at for at in (clock.paused_ms, clock.ended_ms) if at is not None]
    if not stood:
        return clock
    anchor = clock.anchor_ms + max(0, now_ms - min(stood))
    return replace(clock, anchor_ms=anchor, paused_ms=None, ended_ms=None)


def pause(clock: RoundClock, now_ms: int) -> RoundClock:
    """Stand still until ``start``; a run that does not go is left alone."""
    return replace(clock, paused_ms=now_ms) if _goes(clock, now_ms) else clock


def stop(clock: RoundClock, now_ms: int) -> RoundClock:
    """End the run here; ``start`` takes it up again where it was."""
    running = clock.anchor_ms is not None and read(clock, now_ms).state != OVER
    return replace(clock, ended_ms=now_ms) if running else clock


def _goes(clock: RoundClock, now_ms: int) -> bool:
    seen = read(clock, now_ms)
    return seen.state in (CHANGE, TALK) and not seen.paused


def skip(clock: RoundClock, now_ms: int) -> RoundClock:
    """Go on to the next phase now: to the talk, or to the walk to the next round."""
    return _move(clock, now_ms, 1)


def back(clock: RoundClock, now_ms: int) -> RoundClock:
    """Begin the phase before again; from the first, the first."""
    return _move(clock, now_ms, -1)


def _move(clock: RoundClock, now_ms: int, way: int) -> RoundClock:
    seen = read(clock, now_ms)
    if seen.state not in (CHANGE, TALK):
        return clock
    phase = seen.phase + way
    if clock.change_ms == 0 and phase % 2 == 0 and phase < 2 * clock.count:
        phase += way  # nobody walks: from talk to talk
    phase = max(0, phase)
    paused = now_ms if seen.paused else None
    return replace(clock, phase=phase, anchor_ms=now_ms, extra_ms=0, paused_ms=paused)


def add(clock: RoundClock, now_ms: int, extra_ms: int) -> RoundClock:
    """Give the present phase more time; before and after the run there is none."""
    if read(clock, now_ms).state not in (CHANGE, TALK):
        return clock
    held = anchored(clock, now_ms)
    return replace(held, extra_ms=held.extra_ms + extra_ms)


def anchored(clock: RoundClock, now_ms: int) -> RoundClock:
    """The same clock told from its present phase on, so that lengths of others may change."""
    seen = read(clock, now_ms)
    if clock.anchor_ms is None or seen.phase == clock.phase:
        return clock
    until = min(at for at in (now_ms, clock.paused_ms, clock.ended_ms) if at is not None)
    return replace(clock, phase=seen.phase, anchor_ms=until - seen.elapsed_ms, extra_ms=0)


def retimed(clock: RoundClock, now_ms: int, count: int, talk_ms: int, change_ms: int) -> RoundClock:
    """The clock with other lengths from now on; what has passed is not told again."""
    held = anchored(clock, now_ms)
    return replace(held, count=count, talk_ms=talk_ms, change_ms=change_ms)
