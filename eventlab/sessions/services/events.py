"""Making an event from a format, changing its particulars, closing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from secrets import randbelow
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import transaction
from eventlab.live.journal import begin, change
from eventlab.sessions.formats import Format, format_by_key
from eventlab.sessions.models import Event, Step
from eventlab.sessions.rules.codes import make_join_code

PURGE_AFTER = timedelta(days=180)
LABELS = {
    "resident": {"fr": "Usagers", "en": "Residents"},
    "professional": {"fr": "Professionnels", "en": "Professionals"},
}


@dataclass(frozen=True)
class EventPlan:
    """What an organiser says of an event before the day. Dates are ISO, times ``HH:MM``."""

    title: str
    format_key: str
    place: str = ""
    starts_on: str = ""
    starts_at: str = ""
    language: str = "fr"
    expected: int = 0
    purge_on: str = ""
    labels: dict[str, Any] | None = None


def create_event(plan: EventPlan) -> Event:
    """A new event with the programme of its format, its first step current.

    Raises ``Refusal("unknown_format")``.
    """
    form = format_by_key(plan.format_key)
    if form is None:
        raise Refusal("unknown_format")
    with transaction() as session:
        event = _new_event(session, plan, form)
        session.add(event)
        session.flush()
        steps = [
            Step(
                event_id=event.id,
                position=position,
                kind=step.kind,
                title=dict(step.title),
                instruction=dict(step.instruction),
                minutes=step.minutes,
                settings=dict(step.settings),
            )
            for position, step in enumerate(form.steps)
        ]
        session.add_all(steps)
        session.flush()
        event.current_step_id = steps[0].id
        begin(session, event.id)
    return event


def _new_event(session: Session, plan: EventPlan, form: Format) -> Event:
    starts_on = plan.starts_on or date.today().isoformat()  # noqa: DTZ011 - the room's own day
    purge_on = plan.purge_on or (date.fromisoformat(starts_on) + PURGE_AFTER).isoformat()
    return Event(
        code=_free_code(session),
        title=plan.title,
        place=plan.place,
        starts_on=starts_on,
        starts_at=plan.starts_at or form.starts_at,
        format_key=form.key,
        language=plan.language,
        expected=plan.expected,
        labels=plan.labels or dict(form.labels) or LABELS,
        screen={},
        purge_on=purge_on,
    )


def _free_code(session: Session) -> str:
    while True:
        code = make_join_code(randbelow)
        if session.scalar(select(Event.id).where(Event.code == code)) is None:
            return code


def rotate_join_code(event_id: int) -> str:
    """Give the event another join code; people already in keep their place."""
    with change(event_id) as this:
        event = this.session.get_one(Event, event_id)
        event.code = _free_code(this.session)
        this.touch("event", event_id)
    return event.code


def close_event(event_id: int) -> None:
    """End the event: nothing more is written in it."""
    _set_state(event_id, "closed")


def open_event(event_id: int) -> None:
    """Take the event up again after a closing by mistake."""
    _set_state(event_id, "open")


def _set_state(event_id: int, state: str) -> None:
    with change(event_id) as this:
        this.session.get_one(Event, event_id).state = state
        this.touch("event", event_id)
