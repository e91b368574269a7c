"""Letting in those who serve: one-time links to the desk, the kiosk, a screen, the office."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import update
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, transaction
from eventlab.live.journal import change
from eventlab.sessions.models import Device, Event, Organiser, Staff, StaffLink
from eventlab.sessions.services.joining import Admission, revoke_devices

LINK_LIVES_MS = 7 * 24 * 3600 * 1000


def invite_staff(event_id: int, role: str, name: str = "") -> str:
    """A new member of the staff (facilitator, helper or screen); gives their one-time token."""
    with change(event_id) as this:
        member = Staff(event_id=event_id, role=role, name=name)
        this.session.add(member)
        this.session.flush()
        this.touch("staff", member.id)
        token = _new_token()
        this.session.add(_link(token, staff_id=member.id))
    return token


def renew_link(event_id: int, staff_id: str) -> str:
    """Another one-time token for a member who lost their device or their link."""
    with transaction() as session:
        member = session.get(Staff, staff_id)
        if member is None or member.event_id != event_id or member.revoked_at is not None:
            raise Refusal("not_found")
        token = _new_token()
        session.add(_link(token, staff_id=member.id))
    return token


def invite_organiser(name: str = "") -> str:
    """A new organiser without a password yet; gives the one-time token to choose one."""
    with transaction() as session:
        organiser = Organiser(name=name)
        session.add(organiser)
        session.flush()
        token = _new_token()
        session.add(_link(token, organiser_id=organiser.id))
    return token


def enter_event(event_id: int, token: str, *, device_id: str | None = None) -> Admission:
    """Use a staff link: this browser serves the event from now on.

    Raises ``Refusal``: ``link_used`` (used, expired or unknown), ``access_ended``.
    """
    with change(event_id) as this:
        link = _use(this.session, token)
        member = this.session.get(Staff, link.staff_id) if link.staff_id else None
        if member is None or member.event_id != event_id or member.revoked_at is not None:
            raise Refusal("access_ended")
        device = this.session.get(Device, device_id) if device_id else None
        if device is None or device.event_id != event_id:
            device = Device(event_id=event_id, epoch=0)
            this.session.add(device)
        device.staff_id = member.id
        device.epoch += 1
        this.session.flush()
        this.touch("staff", member.id)
    return Admission(device.id, device.epoch)


def event_of_link(token: str) -> Event | None:
    """The event a staff link leads to, without using it; None for the office's."""
    with transaction() as session:
        link = session.get(StaffLink, _hash(token))
        if link is None or link.used_at is not None or link.expires_at < now_ms():
            raise Refusal("link_used")
        member = session.get(Staff, link.staff_id) if link.staff_id else None
        return session.get(Event, member.event_id) if member else None


def enter_office(token: str) -> Admission:
    """Use an organiser's link: this browser is at the office. Raises ``link_used``."""
    with transaction() as session:
        link = _use(session, token)
        if link.organiser_id is None:
            raise Refusal("link_used")
        return admit_organiser(session, link.organiser_id)


def admit_organiser(session: Session, organiser_id: int) -> Admission:
    """A new device at the office, within a transaction under way."""
    device = Device(organiser_id=organiser_id)
    session.add(device)
    session.flush()
    return Admission(device.id, device.epoch)


def revoke_staff(event_id: int, staff_id: str) -> None:
    """End the access of a member of the staff, on every device, at once."""
    with change(event_id) as this:
        member = this.session.get(Staff, staff_id)
        if member is None or member.event_id != event_id:
            raise Refusal("not_found")
        member.revoked_at = now_ms()
        revoke_devices(this, Device.staff_id == staff_id)
        this.touch("staff", staff_id)


def _new_token() -> str:
    return secrets.token_urlsafe(24)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _link(token: str, *, staff_id: str | None = None, organiser_id: int | None = None) -> StaffLink:
    return StaffLink(
        token_hash=_hash(token),
        staff_id=staff_id,
        organiser_id=organiser_id,
        expires_at=now_ms() + LINK_LIVES_MS,
    )


def _use(session: Session, token: str) -> StaffLink:
    # Two presses at once: the guarded UPDATE lets one through.
    link = session.scalar(
        update(StaffLink)
        .where(
            StaffLink.token_hash == _hash(token),
            StaffLink.used_at.is_(None),
            StaffLink.expires_at > now_ms(),
        )
        .values(used_at=now_ms())
        .returning(StaffLink)
    )
    if link is None:
        raise Refusal("link_used")
    return link
