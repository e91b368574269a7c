"""The cookie: the only reader and writer of ``flask.session``.

It is signed, HttpOnly and SameSite, and holds: which device this browser is at each event,
the office's device, a random visitor mark (so that a form sent twice is known before anybody
has joined), the language chosen, and the CSRF token (written by Flask-WTF).
"""

from __future__ import annotations

import secrets

from flask import session

OFFICE = "office"
_EVENTS_KEPT = 12


def device_mark(place: str) -> tuple[str, int] | None:
    """The (device id, epoch) this browser claims at an event's code, or at ``OFFICE``."""
    mark = session.get("devices", {}).get(place)
    if isinstance(mark, list) and len(mark) == 2:
        return str(mark[0]), int(mark[1])
    return None


def remember_device(place: str, device_id: str, epoch: int) -> None:
    """From now on this browser is that device there."""
    devices = {k: v for k, v in session.get("devices", {}).items() if k != place}
    devices[place] = [device_id, epoch]
    session["devices"] = dict(list(devices.items())[-_EVENTS_KEPT:])
    session.permanent = True


def forget_device(place: str) -> None:
    """This browser is nobody there any more."""
    session["devices"] = {k: v for k, v in session.get("devices", {}).items() if k != place}


def visitor() -> str:
    """A random mark of this browser, made when first asked for."""
    if "visitor" not in session:
        session["visitor"] = secrets.token_hex(12)
    return str(session["visitor"])


def chosen_language() -> str | None:
    """The language this person chose, if they did."""
    language = session.get("language")
    return str(language) if language else None


def choose_language(language: str) -> None:
    """Speak ``language`` to this person from now on."""
    session["language"] = language
    session.permanent = True
