"""Joining an event, coming back to it with a personal code, changing what one said of oneself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from secrets import randbelow

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, transaction
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Device, Event, Participant
from eventlab.sessions.rules.codes import make_personal_code, normalise_personal_code

#: Called within a change in which somebody comes, or goes.
on_status: list[Callable[[Change, Participant], None]] = []


@dataclass(frozen=True)
class Profile:
    """What a person says when joining; only the perspective is required."""

    perspective: str
    name: str = ""
    language: str = ""
    speaks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    trade: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Admission:
    """A device let in: what its cookie will hold."""

    device_id: str
    epoch: int


def join(
    event_id: int,
    profile: Profile,
    *,
    channel: str = "phone",
    helper_id: str | None = None,
    device_id: str | None = None,
    once: Once | None = None,
) -> tuple[str, Admission | None]:
    """A new participant, present; gives its id, and the device let in when ``channel`` is a phone.

    ``device_id`` is the device this browser already is here (a facilitator who also takes
    part); it then holds both. Raises ``Refusal("event_closed")``.
    """
    with change(event_id, once) as this:
        if not this.repeated:
            event = this.session.get_one(Event, event_id)
            if event.state != "open":
                raise Refusal("event_closed")
            person = add_participant(this, profile, channel=channel, helper_id=helper_id)
            this.answer["participant"] = person.id
            if channel == "phone":
                device = _device_for(this.session, event_id, device_id, person.id)
                this.answer |= {"device": device.id, "epoch": device.epoch}
    answer = this.answer
    admitted = Admission(answer["device"], answer["epoch"]) if "device" in answer else None
    return answer["participant"], admitted


def add_participant(
    this: Change,
    profile: Profile,
    *,
    channel: str,
    status: str = "present",
    helper_id: str | None = None,
) -> Participant:
    """Write one more participant within a change under way, with a fresh personal code."""
    person = Participant(
        event_id=this.event_id,
        code=free_personal_code(this.session, this.event_id),
        perspective=profile.perspective,
        name=profile.name,
        language=profile.language,
        speaks=list(profile.speaks),
        needs=list(profile.needs),
        trade=profile.trade,
        organisation=profile.organisation,
        channel=channel,
        helper_id=helper_id,
        status=status,
        joined_at=now_ms() if status == "present" else None,
    )
    this.session.add(person)
    this.session.flush()
    this.touch("participant", person.id)
    this.touch("me", person.id)
    this.touch("counts", "room")
    return person


def free_personal_code(session: Session, event_id: int) -> str:
    """A personal code that nobody of this event has."""
    while True:
        code = make_personal_code(randbelow, ())
        taken = session.scalar(
            select(Participant.id).where(Participant.event_id == event_id, Participant.code == code)
        )
        if taken is None:
            return code


def _device_for(
    session: Session, event_id: int, device_id: str | None, participant_id: str
) -> Device:
    device = session.get(Device, device_id) if device_id else None
    if device is None or device.event_id != event_id:
        device = Device(event_id=event_id, participant_id=participant_id)
        session.add(device)
    else:
        device.participant_id = participant_id
        device.epoch += 1
    session.flush()
    return device


def find_by_code(session: Session, event_id: int, typed: str) -> Participant:
    """The participant whose personal code was typed, however it was spelt.

    Raises ``Refusal("unknown_code")``.
    """
    code = normalise_personal_code(typed)
    person = code and session.scalar(
        select(Participant).where(Participant.event_id == event_id, Participant.code == code)
    )
    if not person:
        raise Refusal("unknown_code")
    return person


def come_back(event_id: int, typed: str, *, device_id: str | None = None) -> Admission:
    """Let this browser be the participant whose code was typed; their other phones stay in.

    Raises ``Refusal("unknown_code")``.
    """
    with change(event_id) as this:
        person = find_by_code(this.session, event_id, typed)
        mark_present(this, person)
        device = _device_for(this.session, event_id, device_id, person.id)
    return Admission(device.id, device.epoch)


def mark_present(this: Change, person: Participant) -> None:
    """Count an expected or departed person as present, within a change under way."""
    if person.status == "present":
        return
    person.status = "present"
    person.joined_at = person.joined_at or now_ms()
    _tell_status(this, person)


def _tell_status(this: Change, person: Participant) -> None:
    for note in on_status:
        note(this, person)
    this.touch("participant", person.id)
    this.touch("counts", "room")


def set_status(event_id: int, participant_id: str, status: str, once: Once | None = None) -> None:
    """Mark somebody ``expected``, ``present`` or ``gone``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        person = person_of(this.session, event_id, participant_id)
        person.status = status
        if status == "present":
            person.joined_at = person.joined_at or now_ms()
        _tell_status(this, person)


def person_of(session: Session, event_id: int, participant_id: str) -> Participant:
    """The participant of that event. Raises ``Refusal("unknown_code")`` if there is none."""
    person = session.get(Participant, participant_id)
    if person is None or person.event_id != event_id:
        raise Refusal("unknown_code")
    return person


def change_profile(event_id: int, participant_id: str, profile: Profile) -> None:
    """Replace what a person said of themselves; the perspective of past texts stays."""
    with change(event_id) as this:
        person = person_of(this.session, event_id, participant_id)
        person.perspective = profile.perspective
        person.name = profile.name
        person.speaks = list(profile.speaks)
        person.needs = list(profile.needs)
        person.trade = profile.trade
        person.organisation = profile.organisation
        this.touch("participant", person.id)
        this.touch("me", person.id)
        this.touch("counts", "room")


def accept_notice(event_id: int, participant_id: str) -> None:
    """Remember that this person has read what becomes of their data."""
    with change(event_id) as this:
        person_of(this.session, event_id, participant_id).notice_seen = True
        this.touch("me", participant_id)


def replace_code(event_id: int, participant_id: str, once: Once | None = None) -> str:
    """A new personal code; the old one opens nothing, and every phone it opened is shut out.

    Asked again with the same key, it gives the code the person has.
    """
    with change(event_id, once) as this:
        person = person_of(this.session, event_id, participant_id)
        if this.repeated:
            return person.code
        person.code = free_personal_code(this.session, event_id)
        this.touch("me", person.id)
        this.touch("participant", person.id)
        revoke_devices(this, Device.participant_id == person.id)
    return person.code


def revoke_devices(this: Change, which: object) -> None:
    """End the access of the devices that match, within a change under way."""
    ids = this.session.scalars(
        update(Device)
        .where(which, Device.revoked_at.is_(None))  # type: ignore[arg-type]
        .values(revoked_at=now_ms())
        .returning(Device.id)
    ).all()
    this.touch("device", *ids)


def leave(device_id: str) -> None:
    """This browser is nobody at the event any more; the person keeps everything."""
    with transaction() as session:
        device = session.get(Device, device_id)
        if device is not None:
            device.participant_id = None
            device.epoch += 1
            if device.staff_id is None:
                device.revoked_at = now_ms()
