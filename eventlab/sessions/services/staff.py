"""Letting in those who serve: one-time links to the desk, the kiosk, a screen, the office."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading, transaction
from eventlab.live.idempotency import Once
from eventlab.live.journal import change
from eventlab.sessions.models import Device, Staff, StaffLink
from eventlab.sessions.services.joining import Admission, revoke_devices

LINK_LIVES_MS = 7 * 24 * 3600 * 1000


def invite_staff(event_id: int, role: str, name: str = "", once: Once | None = None) -> str:
    """A new member of the staff (facilitator, helper or screen); gives their one-time token.

    Asked again with the same key, the member is not doubled: they get another token.
    """
    with change(event_id, once) as this:
        if not this.repeated:
            member = Staff(event_id=event_id, role=role, name=name)
            this.session.add(member)
            this.session.flush()
            this.touch("staff", member.id)
            this.answer["staff"] = member.id
        return _fresh_link(this.session, this.answer["staff"])


def renew_link(event_id: int, staff_id: str) -> str:
    """Another one-time token for a member who lost their device or their link.

    The link they had and did not use stops working. Raises ``Refusal("not_found")``.
    """
    with transaction() as session:
        member = session.get(Staff, staff_id)
        if member is None or member.event_id != event_id or member.revoked_at is not None:
            raise Refusal("not_found")
        return _fresh_link(session, staff_id)


def _fresh_link(session: Session, staff_id: str) -> str:
    session.execute(
        delete(StaffLink).where(StaffLink.staff_id == staff_id, StaffLink.used_at.is_(None))
    )
    return new_link(session, staff_id=staff_id)


def enter_event(event_id: int, token: str, *, device_id: str | None = None) -> Admission:
    """Use a staff link: this browser serves the event from now on.

    Raises ``Refusal``: ``link_used`` (used, expired or unknown), ``access_ended``.
    """
    with change(event_id) as this:
        link = use_link(this.session, token)
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


def member_of_link(event_id: int, token: str) -> Staff:
    """Whom a link lets in at this event, without using it. Raises ``link_used``."""
    with reading() as session:
        link = find_link(session, token)
        member = session.get(Staff, link.staff_id) if link.staff_id else None
        if member is None or member.event_id != event_id or member.revoked_at is not None:
            raise Refusal("link_used")
        return member


def revoke_staff(event_id: int, staff_id: str) -> None:
    """End the access of a member of the staff, on every device, at once."""
    with change(event_id) as this:
        member = this.session.get(Staff, staff_id)
        if member is None or member.event_id != event_id:
            raise Refusal("not_found")
        if member.revoked_at is not None:
            return
        member.revoked_at = now_ms()
        revoke_devices(this, Device.staff_id == staff_id)
        this.touch("staff", staff_id)


def new_link(
    session: Session, *, staff_id: str | None = None, organiser_id: int | None = None
) -> str:
    """A one-time token, kept as a hash; good for a week."""
    token = secrets.token_urlsafe(24)
    session.add(
        StaffLink(
            token_hash=_hash(token),
            staff_id=staff_id,
            organiser_id=organiser_id,
            expires_at=now_ms() + LINK_LIVES_MS,
        )
    )
    return token


def find_link(session: Session, token: str) -> StaffLink:
    """The link of this token, still good. Raises ``link_used`` (used, expired or unknown)."""
    link = session.get(StaffLink, _hash(token))
    if link is None or link.used_at is not None or link.expires_at < now_ms():
        raise Refusal("link_used")
    return link


def use_link(session: Session, token: str) -> StaffLink:
    """Use the link of this token up. Raises ``link_used``."""
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


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
