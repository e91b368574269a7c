"""What the templates of the office may ask for: places, roles, hours, the note left behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from eventlab.sessions import identity
from eventlab.sessions.access import current_actor
from eventlab.sessions.answers import sentence_of
from eventlab.sessions.rules.hours import hours_of


def register(app: Flask) -> None:
    """Make them known to the templates."""
    app.jinja_env.globals.update(
        at_office=at_office,
        take_note=identity.take_note,
        office_places=office_places,
        role_words=role_words,
        hours_of=steps_and_hours,
        sentence_of=sentence_of,
    )


def at_office() -> bool:
    """Whether this browser is let into the office."""
    return current_actor().organiser_id is not None


def office_places() -> list[tuple[str, str]]:
    """The few places of an event's pages: (endpoint, words)."""
    return [
        ("office.event", _("Aperçu")),
        ("office.particulars_page", _("Réglages")),
        ("office_programme.programme", _("Programme")),
    ]


def role_words(role: str) -> str:
    """A role of the staff, in words."""
    return {
        "facilitator": _("Animation"),
        "helper": _("Accueil et aide"),
        "screen": _("Écran"),
    }[role]


def steps_and_hours(steps: Sequence[Any], starts_at: str) -> Iterable[tuple[str, Any]]:
    """Each step with the hour it begins."""
    return zip(hours_of([step.minutes for step in steps], starts_at), steps, strict=True)
