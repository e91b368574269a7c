"""Codes tried one after the other: slowed for the whole event, whoever tries, and told to the desk.

A device that drops its cookies is a new device each time, and the room shares one address; what
is left to count is the wrong codes of an event. While too many come, nobody returns by code from
a phone; whoever is in stays in, joining goes on, and the welcome desk still finds people.
"""

from __future__ import annotations

from eventlab.errors import Refusal
from eventlab.extensions import rate_limits
from eventlab.sessions.services.events import note_guessing

WRONG_CODES = "30/minute"
ALERTS = "1/minute"


def refuse_guessing(event_id: int) -> None:
    """Raises ``Refusal("too_many_tries")`` while too many wrong codes come in."""
    if rate_limits.reached(WRONG_CODES, "wrong-code", str(event_id)):
        raise Refusal("too_many_tries")


def count_wrong_code(event_id: int) -> None:
    """One more wrong code; the one that fills the measure tells the desk."""
    rate_limits.hit(WRONG_CODES, "wrong-code", str(event_id))
    full = rate_limits.reached(WRONG_CODES, "wrong-code", str(event_id))
    if full and rate_limits.hit(ALERTS, "guessing", str(event_id)):
        note_guessing(event_id)
