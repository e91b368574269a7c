"""Reading the day: what the office shows of events, people and staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, not_, or_, select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading
from eventlab.sessions.models import Event, Participant, Staff, StaffLink, Step
from eventlab.sessions.rules.codes import fold

#: A code printed beforehand for nobody yet is no person: it is not counted before it is used.
not_blank_slip = or_(Participant.channel != "slip", Participant.status != "expected")


def is_blank_slip(person: Participant) -> bool:
    """Whether this is a code printed beforehand that nobody has used yet."""
    return person.channel == "slip" and person.status == "expected"


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
            .outerjoin(Participant, and_(Participant.event_id == Event.id, not_blank_slip))
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
            .where(Participant.event_id == event_id, not_blank_slip)
            .group_by(Participant.status, Participant.perspective)
        )
        counts: dict[str, dict[str, Any]] = {}
        for status, perspective, number in rows:
            counts.setdefault(status, {})[perspective] = number
    return counts


def people_of(event_id: int) -> list[Participant]:
    """Everybody of an event, by name; codes printed for nobody yet are left out."""
    with reading() as session:
        people = session.scalars(
            select(Participant).where(Participant.event_id == event_id, not_blank_slip)
        )
        return sorted(people, key=lambda person: (fold(person.name) or "~", person.code))


def blank_slips(event_id: int) -> list[Participant]:
    """The codes printed beforehand that nobody has used, in the order they were made."""
    with reading() as session:
        slips = session.scalars(
            select(Participant).where(Participant.event_id == event_id, not_(not_blank_slip))
        )
        return sorted(slips, key=lambda slip: (slip.perspective, slip.code))


def person(event_id: int, participant_id: str) -> Participant:
    """One participant of the event. Raises ``Refusal("not_found")``."""
    with reading() as session:
        found = session.get(Participant, participant_id)
    if found is None or found.event_id != event_id:
        raise Refusal("not_found")
    return found
