"""Reading the day: what the office shows of events, people and staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from eventlab.extensions import now_ms, reading
from eventlab.sessions.models import Event, Participant, Staff, StaffLink, Step


@dataclass(frozen=True)
class EventLine:
    """One event in the office's list: how many people are expected by name, and came."""

    event: Event
    listed: int
    present: int


def event_lines() -> list[EventLine]:
    """Every event, the newest day first."""
    count = func.count(Participant.id)
    present = func.count(case((Participant.status == "present", Participant.id)))
    with reading() as session:
        rows = session.execute(
            select(Event, count, present)
            .outerjoin(Participant, Participant.event_id == Event.id)
            .group_by(Event.id)
            .order_by(Event.starts_on.desc(), Event.id.desc())
        )
        return [EventLine(event, listed, came) for event, listed, came in rows]


def programme_of(event_id: int) -> list[Step]:
    """The steps of an event, in order."""
    with reading() as session:
        return list(
            session.scalars(
                select(Step).where(Step.event_id == event_id).order_by(Step.position, Step.id)
            )
        )


@dataclass(frozen=True)
class StaffLine:
    """One member of the staff. ``state``: ``invited``, ``expired`` (the link), ``in``, ``out``."""

    member: Staff
    state: str


def staff_lines(event_id: int) -> list[StaffLine]:
    """Everybody who serves an event, in the order they were invited."""
    with reading() as session:
        members = session.scalars(
            select(Staff).where(Staff.event_id == event_id).order_by(Staff.created_at, Staff.id)
        ).all()
        links = _links(session, [member.id for member in members])
    return [StaffLine(member, _state(member, links.get(member.id, []))) for member in members]


def _links(session: Session, staff_ids: list[str]) -> dict[str, list[StaffLink]]:
    links: dict[str, list[StaffLink]] = {}
    for link in session.scalars(select(StaffLink).where(StaffLink.staff_id.in_(staff_ids))):
        links.setdefault(str(link.staff_id), []).append(link)
    return links


def _state(member: Staff, links: list[StaffLink]) -> str:
    if member.revoked_at is not None:
        return "out"
    if any(link.used_at is not None for link in links):
        return "in"
    return "invited" if any(link.expires_at > now_ms() for link in links) else "expired"


def people_counts(event_id: int) -> dict[str, dict[str, int]]:
    """How many people, by status then perspective: ``{"expected": {"resident": 12, ...}, ...}``."""
    with reading() as session:
        rows = session.execute(
            select(Participant.status, Participant.perspective, func.count())
            .where(Participant.event_id == event_id)
            .group_by(Participant.status, Participant.perspective)
        )
        counts: dict[str, dict[str, Any]] = {}
        for status, perspective, number in rows:
            counts.setdefault(status, {})[perspective] = number
    return counts
