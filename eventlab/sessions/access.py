"""Who is asking, and what they may do. Each route says whom it serves; the rest are refused.

An organiser may do what a facilitator may, a facilitator what a helper may, a helper what a
screen may. Being a participant is apart from all that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from flask import Flask, current_app, g, request
from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, rate_limits, reading
from eventlab.live.board import Viewer
from eventlab.live.sockets import Welcome
from eventlab.sessions import identity
from eventlab.sessions.models import Device, Event, Participant, Staff
from eventlab.sessions.rules.codes import normalise_join_code

ROLES = ("anyone", "participant", "screen", "helper", "facilitator", "organiser")
_INCLUDES = {
    "organiser": {"organiser", "facilitator", "helper", "screen"},
    "facilitator": {"facilitator", "helper", "screen"},
    "helper": {"helper", "screen"},
    "screen": {"screen"},
}
OFFICE_STAYS_MS = 7 * 24 * 3600 * 1000  # then the pass phrase is asked for again
#: What one device may ask of this process; never one address, which the whole room shares.
POSTS, STAFF_POSTS, LOOKS = "40/10 seconds", "120/10 seconds", "200/10 seconds"
#: How many codes of no event this process answers at once; each after those waits.
WRONG_EVENTS, HELD_S = "60/minute", 2.0
_SURFACE_ROLE = {"phone": "participant", "screen": "screen", "desk": "facilitator"}

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Actor:
    """Who makes this request, at which event. Most requests need to know no more than the ids."""

    at: int | None = None
    device_id: str | None = None
    person: str | None = None
    staff_id: str | None = None
    staff_role: str | None = None
    organiser_id: int | None = None
    office_device_id: str | None = None
    acting_for_id: str | None = None

    @property
    def roles(self) -> set[str]:
        """The roles of this actor, the included ones too."""
        roles = {"anyone"}
        if self.person is not None:
            roles.add("participant")
        if self.staff_role is not None:
            roles |= _INCLUDES[self.staff_role]
        if self.organiser_id is not None:
            roles |= _INCLUDES["organiser"]
        return roles

    @property
    def staff_mark(self) -> str:
        """The name under which what this actor does is logged."""
        return self.staff_id or f"organiser-{self.organiser_id}"

    @cached_property
    def event(self) -> Event | None:
        """The event, read when first asked for. Raises ``Refusal`` if it was erased just now."""
        if self.at is None:
            return None
        with reading() as session:
            event = session.get(Event, self.at)
        if event is None:
            raise Refusal("unknown_event")
        return event

    @cached_property
    def participant(self) -> Participant | None:
        """The participant, read when first asked for."""
        if self.person is None:
            return None
        with reading() as session:
            return session.get(Participant, self.person)

    @property
    def event_id(self) -> int:
        """The event's number. Raises ``Refusal`` outside an event."""
        if self.at is None:
            raise Refusal("unknown_event")
        return self.at

    @property
    def participant_id(self) -> str:
        """The participant's id. Raises ``Refusal`` for anybody else."""
        if self.person is None:
            raise Refusal("not_joined")
        return self.person


def allow(*roles: str) -> Callable[[View], View]:
    """Say whom a view serves: any of ``roles``. A view that says nothing serves nobody."""
    unknown = set(roles) - set(ROLES)
    if unknown or not roles:
        raise ValueError(f"unknown roles: {sorted(unknown)}")

    def mark(view: View) -> View:
        view.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def allowed_roles(app: Flask, endpoint: str) -> frozenset[str]:
    """The roles an endpoint serves; none if it does not say."""
    view = app.view_functions.get(endpoint)
    return getattr(view, "allowed_roles", frozenset())


def guard(app: Flask) -> None:
    """Before each request: find out who asks, refuse what is not theirs."""

    @app.before_request
    def check() -> None:
        if request.endpoint is None:
            return  # an unknown address: 404 or 405, which tell nothing
        if request.is_json:
            raise Refusal("bad_request")  # writes are forms: JSON would bring types nobody checks
        arguments = request.view_args or {}
        g.actor = find_actor(arguments.get("code"))
        if app.config["SETTINGS"].slow_down:
            _slow_down(g.actor)
        roles = allowed_roles(app, request.endpoint)
        if roles & g.actor.roles:
            return
        raise Refusal(_closed_door(roles))


def _closed_door(roles: frozenset[str]) -> str:
    if roles == {"organiser"}:
        return "not_organiser"
    return "not_joined" if "participant" in roles else "not_allowed"


def _slow_down(actor: Actor) -> None:
    # Without a cookie there is nothing to count by; such a request cannot write either.
    posting = request.method == "POST"
    device = actor.device_id or (identity.visitor() if posting else identity.visitor_mark())
    if device is None or request.endpoint == "static":
        return
    staff = actor.staff_id is not None or actor.organiser_id is not None
    limit = (STAFF_POSTS if staff else POSTS) if posting else LOOKS
    if wait := rate_limits.hit_here(limit, request.method, device):
        raise Refusal("too_fast", retry_after=wait)


def current_actor() -> Actor:
    """Who makes the request being served."""
    return getattr(g, "actor", None) or Actor()


def find_actor(code: str | None) -> Actor:
    """The actor this request's cookie names at the event ``code`` (None: at the office only).

    Raises ``Refusal("unknown_event")`` when no event has that code.
    """
    with reading() as session:
        actor = _actor_at_office(_office_device(session))
        if code is None:
            return actor
        called = normalise_join_code(code)
        found = _found_at_once(session, called, actor) if called else None
        if found is not None:
            return found
        event = _event_called(session, called)
        if event is not None:
            return _actor_at(session, event, actor)
    _hold_who_guesses()
    raise Refusal("unknown_event")


def _hold_who_guesses() -> None:
    # Whoever guesses drops the cookie each time: wrong codes are counted together, and past the
    # measure each waits. A right code never does, so the room is not locked out.
    if not current_app.config["SETTINGS"].slow_down:
        return
    if rate_limits.hit_here(WRONG_EVENTS, "unknown-event"):
        time.sleep(HELD_S)


#: The event of a code, with the device that shows its cookie there and who holds it.
_AT_EVENT = (
    select(
        Event.id.label("at"),
        Device.id.label("device_id"),
        Device.participant_id.label("person"),
        Staff.id.label("staff_id"),
        Staff.role.label("staff_role"),
        Device.acting_for_id,
    )
    .outerjoin(
        Device,
        and_(
            Device.id == bindparam("device"),
            Device.epoch == bindparam("epoch"),
            Device.event_id == Event.id,
            Device.revoked_at.is_(None),
        ),
    )
    .outerjoin(Staff, and_(Staff.id == Device.staff_id, Staff.revoked_at.is_(None)))
    .where(Event.code == bindparam("code"))
)


def _found_at_once(session: Session, code: str, actor: Actor) -> Actor | None:
    # Nearly every request is one of these: one statement finds all there is to know of it.
    device_id, epoch = identity.device_mark(code) or ("", 0)
    asked = {"code": code, "device": device_id, "epoch": epoch}
    row = session.connection().execute(_AT_EVENT, asked).one_or_none()
    if row is None or (row.device_id is None and identity.places()):
        return None
    return replace(actor, **row._mapping)


def _event_called(session: Session, code: str | None) -> Event | None:
    event = session.scalar(select(Event).where(Event.code == code)) if code else None
    if event is None and code and (device := _device(session, code)):
        # The code was changed since: the open pages of those who are in still say the old one.
        event = session.get(Event, device.event_id) if device.event_id else None
    return event


def _actor_at_office(device: Device | None) -> Actor:
    if device is None:
        return Actor()
    return Actor(organiser_id=device.organiser_id, office_device_id=device.id)


def _office_device(session: Session) -> Device | None:
    device = _device(session, identity.OFFICE)
    if device is None or device.created_at < now_ms() - OFFICE_STAYS_MS:
        return None
    return device


def _actor_at(session: Session, event: Event, actor: Actor) -> Actor:
    device = _device_at(session, event)
    if device is None:
        return replace(actor, at=event.id)
    staff = session.get(Staff, device.staff_id) if device.staff_id else None
    serves = staff is not None and staff.revoked_at is None
    return replace(
        actor,
        at=event.id,
        device_id=device.id,
        person=device.participant_id,
        staff_id=staff.id if staff and serves else None,
        staff_role=staff.role if staff and serves else None,
        acting_for_id=device.acting_for_id,
    )


def _device_at(session: Session, event: Event) -> Device | None:
    # Under the event's code; under a former one for those who were in before it was changed.
    for place in sorted(identity.places(), key=lambda place: place != event.code):
        device = _device(session, place)
        if device is not None and device.event_id == event.id:
            return device
    return None


def _device(session: Session, place: str) -> Device | None:
    mark = identity.device_mark(place)
    if mark is None:
        return None
    device = session.get(Device, mark[0])
    if device is None or device.epoch != mark[1] or device.revoked_at is not None:
        return None
    return device


def admit_watcher(code: str, surface: str) -> Welcome:
    """Whether this socket's cookie may watch that surface of that event.

    Raises ``Refusal``: ``unknown_event``, ``not_joined``, ``not_allowed``.
    """
    return welcome(find_actor(code), surface)


def welcome(actor: Actor, surface: str) -> Welcome:
    """What lets this actor watch that surface. Raises ``Refusal``, as ``admit_watcher`` does."""
    if _SURFACE_ROLE[surface] not in actor.roles:
        raise Refusal("not_joined" if surface == "phone" else "not_allowed")
    person = actor.person if surface == "phone" else None
    return Welcome(actor.event_id, _watching_device(actor, surface), Viewer(surface, person))


def _watching_device(actor: Actor, surface: str) -> str:
    # The device whose end ends the watching: an organiser needs none of their own at the event.
    own = surface == "phone" or actor.staff_id is not None
    return (actor.device_id if own else actor.office_device_id) or ""


class Revocations:
    """Tells the broadcaster which devices lost their access."""

    def revoked(self, session: Session, device_ids: Iterable[str]) -> set[str]:
        """Those of ``device_ids`` that were revoked, erased, or whose staff was."""
        wanted = set(device_ids)
        still_in = session.scalars(
            select(Device.id)
            .outerjoin(Staff, Staff.id == Device.staff_id)
            .where(Device.id.in_(wanted), Device.revoked_at.is_(None), Staff.revoked_at.is_(None))
        )
        return wanted - set(still_in)
