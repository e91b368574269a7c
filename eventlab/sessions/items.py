"""How the day looks to each audience: event, steps, participants, counts, me."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from eventlab.live.board import Item, Kind, register
from eventlab.sessions.models import Event, Participant, Staff, StaffLink, Step
from eventlab.sessions.queries import is_blank_slip, not_blank_slip
from eventlab.sessions.services.programme import last_change

#: Settings of a step that concern the desk alone.
DESK_SETTINGS = {"moderation", "notes"}


def _load_event(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, tuple[Event, Any]]:
    event = session.get(Event, event_id)
    return {str(event_id): (event, last_change(session, event_id))} if event else {}


def _public_event(row: tuple[Event, Any]) -> Item:
    event, _ = row
    return {
        "code": event.code,
        "title": event.title,
        "place": event.place,
        "starts_on": event.starts_on,
        "starts_at": event.starts_at,
        "language": event.language,
        "labels": event.labels,
        "state": event.state,
        "current": event.current_step_id,
        "locked": event.entries_locked,
        "moderation": event.moderation,
        "slow_mode_s": event.slow_mode_s,
        "purge_on": event.purge_on,
        "screen": {k: v for k, v in event.screen.items() if k != "spotlight"},
    }


def _screen_event(row: tuple[Event, Any]) -> Item:
    event, _ = row
    return {**_public_event(row), "wifi": event.wifi_name}


def _desk_event(row: tuple[Event, Any]) -> Item:
    event, last = row
    undo = (
        {"id": last.id, "what": last.what, "title": last.before["title"], "staff": last.staff_id}
        if last
        else None
    )
    told = {"expected": event.expected, "guessed_at": event.guessed_at}
    return {**_screen_event(row), **told, "undo": undo}


register(
    Kind(
        "event",
        _load_event,
        {"phone": _public_event, "screen": _screen_event, "desk": _desk_event},
    )
)


def _load_steps(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Step]:
    query = select(Step).where(Step.event_id == event_id)
    if ids is not None:
        query = query.where(Step.id.in_([int(i) for i in ids]))
    return {str(step.id): step for step in session.scalars(query)}


def _step(step: Step) -> Item:
    return {
        "id": step.id,
        "position": step.position,
        "kind": step.kind,
        "title": step.title,
        "instruction": step.instruction,
        "minutes": step.minutes,
        "settings": {k: v for k, v in step.settings.items() if k not in DESK_SETTINGS},
        "revealed": step.revealed,
        "skipped": step.skipped,
        "clock": {
            "planned_ms": step.minutes * 60_000,
            "started_ms": step.started_ms,
            "ended_ms": step.ended_ms,
            "paused_ms": step.paused_ms,
            "paused_total_ms": step.paused_total_ms,
            "extra_ms": step.extra_ms,
        },
    }


def _desk_step(step: Step) -> Item:
    return {**_step(step), "settings": step.settings}


register(Kind("step", _load_steps, {"phone": _step, "screen": _step, "desk": _desk_step}))


def _load_participants(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, Participant]:
    query = select(Participant).where(Participant.event_id == event_id)
    if ids is not None:
        query = query.where(Participant.id.in_(ids))
    return {person.id: person for person in session.scalars(query)}


def _desk_participant(person: Participant) -> Item | None:
    if is_blank_slip(person):
        return None
    return {
        "name": person.name,
        "perspective": person.perspective,
        "status": person.status,
        "channel": person.channel,
        "helper": person.helper_id,
        "speaks": person.speaks,
        "needs": person.needs,
        "trade": person.trade,
        "organisation": person.organisation,
        "resource": person.is_resource,
        "joined_at": person.joined_at,
    }


register(Kind("participant", _load_participants, {"desk": _desk_participant}))


def _me(person: Participant) -> Item:
    return {
        "code": person.code,
        "channel": person.channel,
        "name": person.name,
        "perspective": person.perspective,
        "speaks": person.speaks,
        "needs": person.needs,
        "trade": person.trade,
        "organisation": person.organisation,
        "notice_seen": person.notice_seen,
    }


register(
    Kind(
        "me",
        _load_participants,
        private=_me,
        owner=lambda person: person.id,
        own_ids=lambda _session, _event_id, person_id: [person_id],
    )
)


def _load_staff(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, tuple[Staff, bool]]:
    used = exists().where(StaffLink.staff_id == Staff.id, StaffLink.used_at.is_not(None))
    query = select(Staff, used).where(Staff.event_id == event_id)
    if ids is not None:
        query = query.where(Staff.id.in_(ids))
    return {member.id: (member, entered) for member, entered in session.execute(query)}


def _desk_staff(row: tuple[Staff, bool]) -> Item:
    member, entered = row
    return {
        "role": member.role,
        "name": member.name,
        "entered": entered,
        "revoked": member.revoked_at is not None,
    }


register(Kind("staff", _load_staff, {"desk": _desk_staff}))

PERSPECTIVES = ("resident", "professional")


def _load_people_counts(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, dict[str, dict[str, int]]]:
    rows = session.execute(
        select(Participant.status, Participant.perspective, func.count())
        .where(Participant.event_id == event_id, not_blank_slip)
        .group_by(Participant.status, Participant.perspective)
    ).all()
    counts = {status: dict.fromkeys(PERSPECTIVES, 0) for status in ("expected", "present", "gone")}
    for status, perspective, number in rows:
        counts[status][perspective] = number
    return {"room": counts}


register(
    Kind(
        "counts",
        _load_people_counts,
        {
            "phone": lambda counts: counts["present"],
            "screen": lambda counts: counts["present"],
            "desk": lambda counts: counts,
        },
    )
)
