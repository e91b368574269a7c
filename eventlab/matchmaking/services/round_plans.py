"""Dealing the rounds of a step: a proposal worked out aside, looked at, then published.

Rounds that people have been sent to are never dealt again: who leaves or comes keeps whom they met,
and only what is to come changes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.matchmaking.engine.meet import Dealt
from eventlab.matchmaking.engine.meet_worker import deal_apart
from eventlab.matchmaking.engine.model import InputError
from eventlab.matchmaking.models.rounds import RoundAbsence, RoundPlan, RoundSeat
from eventlab.matchmaking.queries.rounds import (
    CLOCK,
    Situation,
    clock_of,
    everybody_seated,
    seen_at,
    settings_of,
    situation,
)
from eventlab.matchmaking.rules import round_clock as rules
from eventlab.matchmaking.services.round_guests import open_event
from eventlab.sessions.models import Participant, Step
from eventlab.sessions.services import joining, programme
from eventlab.sessions.services.joining import person_of

_REFUSALS = {
    "nobody": "rounds_nobody",
    "one_side": "rounds_one_side",
    "no_expert": "rounds_no_expert",
}


def propose_rounds(event_id: int, step_id: int, once: Once | None = None) -> None:
    """Deal the rounds to come for those who are present; nobody but the desk sees it yet.

    Takes up to a few seconds, in another process. Raises ``Refusal``: ``rounds_nobody``,
    ``rounds_one_side``, ``rounds_no_expert``, ``rounds_over``, ``no_such_step``, ``not_rounds``,
    ``event_closed``.
    """
    with reading() as session:
        found = situation(session, rounds_step(session, event_id, step_id), now_ms())
    dealt = _deal(found)
    with change(event_id, once) as this:
        if this.repeated:
            return
        open_event(this)
        step = rounds_step(this.session, event_id, step_id)
        plan = plan_for(this, step)
        if situation(this.session, step, now_ms()).first != found.first:
            raise Refusal("proposal_late")
        _drop_draft(this.session, plan)
        here = set(
            this.session.scalars(select(Participant.id).where(Participant.event_id == event_id))
        )
        _write_draft(this.session, plan, _seats(found, dealt), here)
        plan.draft_from = found.first
        plan.draft = {**dealt.facts, "people": len(found.order.guests), "count": found.count}
        plan.made_at = max(now_ms(), plan.made_at + 1)  # names the proposal
        this.touch("round_plan", step_id)
        this.touch("seating", step_id)


def _deal(found: Situation) -> Dealt:
    if not found.order.rounds:
        raise Refusal("rounds_over")
    try:
        return deal_apart(found.order)
    except InputError as wrong:
        raise Refusal(_REFUSALS.get(wrong.code, "bad_request")) from wrong


def _drop_draft(session: Session, plan: RoundPlan) -> None:
    session.execute(
        delete(RoundSeat).where(RoundSeat.step_id == plan.step_id, RoundSeat.draft.is_(True))
    )
    plan.draft_from, plan.draft = 0, {}


def _seats(found: Situation, dealt: Dealt) -> list[dict[str, Any]]:
    """The seats of a dealing, and those of newcomers in the round that is on."""
    now = [(found.first - 1, table, who, False) for who, table in found.newcomers.items()]
    later = [
        (number, table.number, who, who in table.keep)
        for number, tables in dealt.rounds.items()
        for table in tables
        for who in table.people
    ]
    return [
        {"round": number, "table": table, "participant_id": who, "keeps": keeps}
        for number, table, who, keeps in (*now, *later)
    ]


def _write_draft(
    session: Session, plan: RoundPlan, seats: list[dict[str, Any]], here: Collection[str]
) -> None:
    always = {"step_id": plan.step_id, "draft": True, "absent": False}
    # Somebody may have been erased while it was worked out.
    rows = [always | seat for seat in seats if seat["participant_id"] in here]
    session.flush()
    if rows:
        session.execute(insert(RoundSeat), rows)


def drop_proposal(event_id: int, step_id: int, once: Once | None = None) -> None:
    """Forget the proposal; what was published stays. Raises ``Refusal("proposal_gone")``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        plan = this.session.get(RoundPlan, step_id)
        if plan is None or plan.event_id != event_id or not plan.draft_from:
            raise Refusal("proposal_gone")
        _drop_draft(this.session, plan)
        this.touch("round_plan", step_id)
        this.touch("seating", step_id)


def publish_rounds(event_id: int, step_id: int, made_at: int, once: Once | None = None) -> None:
    """Tell everybody their places: those of the proposal named by ``made_at``.

    Raises ``Refusal``: ``proposal_gone`` when there is another one or none, ``proposal_late`` when
    a round it would change has begun, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        open_event(this)
        step = rounds_step(this.session, event_id, step_id)
        plan = this.session.get(RoundPlan, step_id)
        if plan is None or not plan.draft_from or plan.made_at != made_at:
            raise Refusal("proposal_gone")
        found = situation(this.session, step, now_ms())
        if found.first != plan.draft_from:
            raise Refusal("proposal_late")
        before = everybody_seated(this.session, event_id)
        _replace_seats(this.session, plan)
        _retime(plan, step, found)
        plan.quality = plan.draft
        plan.draft_from, plan.draft = 0, {}
        this.session.flush()
        this.touch("my_rounds", *before, *everybody_seated(this.session, event_id))
        touch_rounds(this, step_id)


def _replace_seats(session: Session, plan: RoundPlan) -> None:
    of_step = RoundSeat.step_id == plan.step_id
    session.execute(
        delete(RoundSeat).where(
            of_step, RoundSeat.draft.is_(False), RoundSeat.round >= plan.draft_from
        )
    )
    gone = select(Participant.id).where(
        Participant.event_id == plan.event_id, Participant.status != "present"
    )
    session.execute(
        update(RoundSeat)
        .where(of_step, RoundSeat.draft.is_(True), RoundSeat.participant_id.in_(gone))
        .values(absent=True)
    )
    session.execute(update(RoundSeat).where(of_step, RoundSeat.draft.is_(True)).values(draft=False))


def _retime(plan: RoundPlan, step: Step, found: Situation) -> None:
    clock = rules.retimed(
        clock_of(plan), seen_at(step, now_ms()), found.count, found.talk_ms, found.change_ms
    )
    for name in CLOCK:
        setattr(plan, name, getattr(clock, name))


def set_absences(
    event_id: int,
    step_id: int,
    participant_id: str,
    rounds: Collection[int],
    once: Once | None = None,
) -> None:
    """Say in which rounds somebody will not be there; it counts at the next dealing.

    Raises ``Refusal``: ``unknown_code``, ``no_such_step``, ``not_rounds``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        open_event(this)
        step = rounds_step(this.session, event_id, step_id)
        person_of(this.session, event_id, participant_id)
        this.session.execute(
            delete(RoundAbsence).where(
                RoundAbsence.step_id == step_id, RoundAbsence.participant_id == participant_id
            )
        )
        known = range(1, int(settings_of(step)["count"]) + 1)
        for number in sorted(set(rounds) & set(known)):
            this.session.add(
                RoundAbsence(step_id=step_id, participant_id=participant_id, round=number)
            )
        this.touch("round_guest", participant_id)


def plan_for(this: Change, step: Step) -> RoundPlan:
    """The plan of a step within a change, a first one if there is none."""
    plan = this.session.get(RoundPlan, step.id)
    if plan is None:
        plan = RoundPlan(step_id=step.id, event_id=this.event_id, made_at=0, phase=0, extra_ms=0)
        plan.count = plan.talk_ms = plan.change_ms = plan.draft_from = 0
        this.session.add(plan)
        this.session.flush()
    return plan


def rounds_step(session: Session, event_id: int, step_id: int) -> Step:
    """A step for rounds of the event. Raises ``Refusal``: ``no_such_step``, ``not_rounds``."""
    step = programme.step_of(session, event_id, step_id)
    if step.kind != "rounds":
        raise Refusal("not_rounds")
    return step


def touch_rounds(this: Change, step_id: int) -> None:
    """Say that the rounds of a step look different."""
    for kind in ("rounds", "seating", "round_plan"):
        this.touch(kind, step_id)


def note_status(this: Change, person: Participant) -> None:
    """Somebody came or went: they are absent from the rounds not yet talked in, or no longer."""
    plans = this.session.scalars(select(RoundPlan).where(RoundPlan.event_id == this.event_id))
    for plan in plans:
        step = this.session.get_one(Step, plan.step_id)
        done = rules.talked(clock_of(plan), seen_at(step, now_ms()))
        this.session.execute(
            update(RoundSeat)
            .where(
                RoundSeat.step_id == plan.step_id,
                RoundSeat.participant_id == person.id,
                RoundSeat.round > done,
            )
            .values(absent=person.status != "present")
        )
        this.touch("seating", plan.step_id)


def keep_step_with_rounds(session: Session, step_id: int) -> None:
    """Keep a step whose rounds were dealt. Raises ``Refusal("step_written")``."""
    if session.get(RoundPlan, step_id) is not None:
        raise Refusal("step_written")


joining.on_status.append(note_status)
programme.before_remove.append(keep_step_with_rounds)
