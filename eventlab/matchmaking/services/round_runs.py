"""Running the rounds of the current step: their clock, in the facilitator's hands.

Two facilitators may press at once: whoever moves the rounds on says which phase they saw.
"""

from __future__ import annotations

from collections.abc import Callable

from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.live.idempotency import Once
from eventlab.live.journal import change
from eventlab.matchmaking.models.rounds import RoundPlan
from eventlab.matchmaking.queries.rounds import CLOCK, MINUTE_MS, clock_of
from eventlab.matchmaking.rules import round_clock as rules
from eventlab.matchmaking.rules.round_clock import RoundClock
from eventlab.matchmaking.services.round_guests import current_rounds, open_event

Rule = Callable[[RoundClock, int], RoundClock]


def start_rounds(event_id: int, step_id: int, once: Once | None = None) -> None:
    """Begin, or go on after a pause or a stop.

    Raises ``Refusal``: ``no_rounds_yet``, ``not_rounds``, ``event_closed``.
    """
    _run(event_id, step_id, None, rules.start, once)


def pause_rounds(event_id: int, step_id: int, once: Once | None = None) -> None:
    """Stand still until ``start_rounds``. Raises as it does."""
    _run(event_id, step_id, None, rules.pause, once)


def stop_rounds(event_id: int, step_id: int, once: Once | None = None) -> None:
    """End the rounds here. Raises as ``start_rounds``."""
    _run(event_id, step_id, None, rules.stop, once)


def skip_phase(event_id: int, step_id: int, phase: int, once: Once | None = None) -> None:
    """Go on from ``phase`` to the talk, or to the next round.

    Raises ``Refusal``: ``round_moved`` when it is another phase by now; as ``start_rounds``.
    """
    _run(event_id, step_id, phase, rules.skip, once)


def back_phase(event_id: int, step_id: int, phase: int, once: Once | None = None) -> None:
    """Go back from ``phase`` to the one before. Raises as ``skip_phase``."""
    _run(event_id, step_id, phase, rules.back, once)


def add_minute(event_id: int, step_id: int, phase: int, once: Once | None = None) -> None:
    """Give ``phase`` a minute more. Raises as ``skip_phase``."""
    _run(event_id, step_id, phase, lambda clock, now: rules.add(clock, now, MINUTE_MS), once)


def _run(event_id: int, step_id: int, phase: int | None, rule: Rule, once: Once | None) -> None:
    with change(event_id, once) as this:
        if this.repeated:
            return
        step = current_rounds(this, open_event(this))
        if step.id != step_id:
            raise Refusal("not_rounds")
        plan = this.session.get(RoundPlan, step_id)
        if plan is None or not plan.count:
            raise Refusal("no_rounds_yet")
        now, clock = now_ms(), clock_of(plan)
        if phase is not None and rules.read(clock, now).phase != phase:
            raise Refusal("round_moved")
        after = rule(clock, now)
        for name in CLOCK:
            setattr(plan, name, getattr(after, name))
        if step.started_ms is None:
            step.started_ms = now  # the rounds end with their step: it has begun, too
            this.touch("step", step_id)
        this.touch("rounds", step_id)
