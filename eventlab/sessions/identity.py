"""The cookie: the only reader and writer of ``flask.session``.

It is signed, HttpOnly and SameSite, and holds: which device this browser is at each event,
the office's device, a random visitor mark (so that a form sent twice is known before anybody
has joined), the language chosen, and the CSRF token (written by Flask-WTF).
"""

from __future__ import annotations

import secrets

from flask import g, session

OFFICE = "office"
_EVENTS_KEPT = 12


def device_mark(place: str) -> tuple[str, int] | None:
    """The (device id, epoch) this browser claims at an event's code, or at ``OFFICE``."""
    mark = session.get("devices", {}).get(place)
    if isinstance(mark, list) and len(mark) == 2:
        return str(mark[0]), int(mark[1])
    return None


def places() -> list[str]:
    """Where this browser claims to be somebody: event codes, and ``OFFICE``."""
    return [str(place) for place in session.get("devices", {})]


def remember_device(place: str, device_id: str, epoch: int) -> None:
    """From now on this browser is that device there."""
    devices = {k: v for k, v in session.get("devices", {}).items() if k != place}
    devices[place] = [device_id, epoch]
    session["devices"] = dict(list(devices.items())[-_EVENTS_KEPT:])
    session.permanent = True


def forget_device(place: str) -> None:
    """This browser is nobody there any more."""
    session["devices"] = {k: v for k, v in session.get("devices", {}).items() if k != place}


def renew() -> None:
    """A new session for a new role: the form tokens given out before are worth nothing."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)


def leave_note(words: str) -> None:
    """Words for the next page this browser opens."""
    session["note"] = words


def take_note() -> str:
    """The words left for this page, once; "" if there are none."""
    return str(session.pop("note", ""))


def known_at_office() -> str:
    """The mark of a browser that has been let into the office before; "" for any other."""
    return str(session.get("office_known", ""))


def know_at_office() -> None:
    """Remember, after it has left too, that this browser was let into the office."""
    if not known_at_office():
        session["office_known"] = secrets.token_hex(12)


def visitor() -> str:
    """A random mark of this browser, made when first asked for."""
    if "visitor" not in session:
        session["visitor"] = secrets.token_hex(12)
    return str(session["visitor"])


def visitor_mark() -> str | None:
    """The mark of this browser, if it was ever made."""
    mark = session.get("visitor")
    return str(mark) if mark else None


def chosen_language() -> str | None:
    """The language this person chose, if they did."""
    language = session.get("language")
    return str(language) if language else None


def choose_language(language: str) -> None:
    """Speak ``language`` to this person from now on."""
    session["language"] = language
    g.pop("language", None)
    session.permanent = True
