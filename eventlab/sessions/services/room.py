"""What the facilitator sets for the room: locked entries, moderation, what the screen shows."""

from __future__ import annotations

from typing import Any

from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import change
from eventlab.sessions.models import Event

#: What may be told to the screen, and the values each takes.
SCREEN_SWITCHES: dict[str, tuple[Any, ...]] = {
    "black": (True, False),
    "join": (True, False),
    "theme": ("light", "dark"),
    "hide": (True, False),
}
ROOM_SETTINGS: dict[str, tuple[Any, ...]] = {
    "entries_locked": (True, False),
    "moderation": ("before", "after"),
    "slow_mode_s": (0, 15, 30, 60),
}


def set_room(event_id: int, name: str, value: Any, once: Once | None = None) -> None:
    """Change one of ``ROOM_SETTINGS``. Raises ``Refusal("bad_request")`` for any other."""
    _check(ROOM_SETTINGS, name, value)
    with change(event_id, once) as this:
        if this.repeated:
            return
        setattr(this.session.get_one(Event, event_id), name, value)
        this.touch("event", event_id)


def set_screen(event_id: int, name: str, value: Any, once: Once | None = None) -> None:
    """Change one of ``SCREEN_SWITCHES``. Raises ``Refusal("bad_request")`` for any other."""
    _check(SCREEN_SWITCHES, name, value)
    with change(event_id, once) as this:
        if this.repeated:
            return
        event = this.session.get_one(Event, event_id)
        event.screen = {**event.screen, name: value}
        this.touch("event", event_id)


def _check(allowed: dict[str, tuple[Any, ...]], name: str, value: Any) -> None:
    # True == 1 in Python: the type counts too.
    if (type(value), value) not in [(type(choice), choice) for choice in allowed.get(name, ())]:
        raise Refusal("bad_request")
