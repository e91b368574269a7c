"""Acting for people without a phone: a helper's device holds one person at a time."""

from __future__ import annotations

from eventlab.errors import Refusal
from eventlab.extensions import transaction
from eventlab.live.journal import change
from eventlab.sessions.models import Device
from eventlab.sessions.services.joining import Admission, find_by_code, mark_present


def open_kiosk(event_id: int) -> Admission:
    """A device for somebody of the office who has none at this event yet."""
    with transaction() as session:
        device = Device(event_id=event_id)
        session.add(device)
        session.flush()
    return Admission(device.id, device.epoch)


def act_for(event_id: int, device_id: str, typed: str) -> str:
    """Take the person whose code was typed; gives their id. Raises ``unknown_code``."""
    with change(event_id) as this:
        person = find_by_code(this.session, event_id, typed)
        mark_present(this, person)
        _device(this.session.get(Device, device_id)).acting_for_id = person.id
    return person.id


def take(device_id: str, participant_id: str) -> None:
    """Take the person who has just joined at this kiosk."""
    with transaction() as session:
        _device(session.get(Device, device_id)).acting_for_id = participant_id


def next_person(device_id: str) -> None:
    """Wipe who this kiosk acts for."""
    with transaction() as session:
        _device(session.get(Device, device_id)).acting_for_id = None


def _device(device: Device | None) -> Device:
    if device is None:
        raise Refusal("not_allowed")
    return device
