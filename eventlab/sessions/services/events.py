"""Making an event from a format, changing its particulars, closing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import randbelow
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading, transaction
from eventlab.live.idempotency import Once, claim, keep, mix
from eventlab.live.journal import Change, begin, change
from eventlab.live.models import Head, JournalLine, PresenceCount
from eventlab.sessions.formats import Format, format_by_key
from eventlab.sessions.models import Device, Event, Step
from eventlab.sessions.rules.codes import make_join_code
from eventlab.sessions.services.formats import step_rows

PURGE_AFTER = timedelta(days=180)
LABELS = {
    "resident": {"fr": "Usagers", "en": "Residents"},
    "professional": {"fr": "Professionnels", "en": "Professionals"},
}


PARTICULARS = (
    "title",
    "place",
    "starts_on",
    "starts_at",
    "language",
    "expected",
    "purge_on",
    "moderation",
    "wifi_name",
    "wifi_password",
)


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
    moderation: str = "after"
    wifi_name: str = ""
    wifi_password: str = ""


def create_event(plan: EventPlan, once: Once | None = None, form: Format | None = None) -> Event:
    """A new event with the programme of its format, its first step current.

    ``form`` is the organiser's own format, if it is not one of ours.
    Asked again with the same key, it gives the event made the first time. Raises
    ``Refusal("unknown_format")``.
    """
    form = form or format_by_key(plan.format_key)
    if form is None:
        raise Refusal("unknown_format")
    with transaction() as session:
        made = claim(session, once) if once else None
        if made:
            return session.get_one(Event, made["event"])
        event = _write_event(session, plan, form)
        if once:
            keep(session, once, {"event": event.id})
    return event


def _write_event(session: Session, plan: EventPlan, form: Format) -> Event:
    event = _new_event(session, plan, form)
    session.add(event)
    session.flush()
    steps = [
        Step(event_id=event.id, position=position, **row)
        for position, row in enumerate(step_rows(form))
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
        labels={**LABELS, **form.labels, **(plan.labels or {})},
        moderation=plan.moderation,
        screen={},
        purge_on=purge_on,
        wifi_name=plan.wifi_name,
        wifi_password=plan.wifi_password,
    )


def _free_code(session: Session) -> str:
    while True:
        code = make_join_code(randbelow)
        if session.scalar(select(Event.id).where(Event.code == code)) is None:
            return code


def change_particulars(event_id: int, plan: EventPlan, once: Once | None = None) -> None:
    """Replace what the organiser said of the event; its programme stays."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        event = this.session.get_one(Event, event_id)
        event.labels = {**event.labels, **(plan.labels or {})}
        for name in PARTICULARS:
            setattr(event, name, getattr(plan, name))
        this.touch("event", event_id)


def rotate_join_code(event_id: int) -> str:
    """Give the event another join code; people already in keep their place."""
    with change(event_id) as this:
        event = this.session.get_one(Event, event_id)
        event.code = _free_code(this.session)
        this.touch("event", event_id)
    return event.code


def note_guessing(event_id: int) -> None:
    """Tell the desk that somebody tries personal codes one after the other."""
    with change(event_id) as this:
        this.session.get_one(Event, event_id).guessed_at = now_ms()
        this.touch("event", event_id)


#: What else ends with the event, within the change that closes it.
on_close: list[Callable[[Change], None]] = []


def close_event(event_id: int) -> None:
    """End the event: nothing more is written in it."""
    with change(event_id) as this:
        for ended in on_close:
            ended(this)
        mix(this.session, _devices(this))
        _set_state(this, "closed")


def open_event(event_id: int) -> None:
    """Take the event up again after a closing by mistake."""
    with change(event_id) as this:
        _set_state(this, "open")


def _set_state(this: Change, state: str) -> None:
    this.session.get_one(Event, this.event_id).state = state
    this.touch("event", this.event_id)


def _devices(this: Change) -> list[str]:
    return list(this.session.scalars(select(Device.id).where(Device.event_id == this.event_id)))


def delete_event(event_id: int) -> None:
    """Erase the event and all that belongs to it; the browsers of its day are cut."""
    with change(event_id) as this:
        devices = _devices(this)
        this.session.execute(delete(Event).where(Event.id == event_id))
        this.touch("device", *devices)


def purge(today: str) -> int:
    """Erase the events whose date of erasure has come; gives how many. ``today`` is ISO."""
    with reading() as session:
        due = session.scalars(select(Event.id).where(Event.purge_on <= today)).all()
    for event_id in due:
        delete_event(event_id)
    return len(due)


def sweep() -> None:
    """Drop the journals of events erased before.

    They hold no more than numbers, and outlive the event so that its browsers hear of the end.
    """
    gone = Head.event_id.not_in(select(Event.id))
    with transaction() as session:
        erased = session.scalars(select(Head.event_id).where(gone)).all()
        for table in (JournalLine, PresenceCount, Head):
            session.execute(delete(table).where(table.event_id.in_(erased)))
