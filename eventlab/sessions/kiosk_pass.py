"""The pass of a kiosk: for whom a text was written, sealed so that it may arrive late.

A text written at a kiosk without network is sent later, perhaps when the next person already
stands there. It carries this pass, so that it is stored under the right author.
"""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from eventlab.errors import Refusal


def write_pass(event_id: int, device_id: str, participant_id: str) -> str:
    """A sealed text that says: this device writes for this participant of this event."""
    return str(_seal().dumps([event_id, device_id, participant_id]))


def read_pass(text: str, event_id: int, device_id: str) -> str:
    """The participant a pass names. Raises ``Refusal("nobody_chosen")`` for any other's."""
    try:
        named_event, named_device, participant_id = _seal().loads(text)
    except (BadSignature, TypeError, ValueError):
        raise Refusal("nobody_chosen") from None
    if (named_event, named_device) != (event_id, device_id):
        raise Refusal("nobody_chosen")
    return str(participant_id)


def _seal() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="kiosk")
