"""What the templates of the office may ask for: places, roles, hours, the note left behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from eventlab.sessions import identity
from eventlab.sessions.access import current_actor
from eventlab.sessions.answers import sentence_of
from eventlab.sessions.reference import language_by_code
from eventlab.sessions.rules.csv_reading import Complaint, CsvRefused
from eventlab.sessions.rules.hours import hours_of


def register(app: Flask) -> None:
    """Make them known to the templates."""
    app.jinja_env.globals.update(
        at_office=at_office,
        take_note=identity.take_note,
        office_places=office_places,
        role_words=role_words,
        hours_of=steps_and_hours,
        language_names=language_names,
        need_words=need_words,
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
        ("office_people.people", _("Personnes")),
        ("prepared.problems", _("Problèmes préparés")),
        ("office_paper.paper", _("À imprimer")),
        ("synthesis.after", _("Après la journée")),
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


def complaint_words(complaint: Complaint) -> dict[str, Any]:
    """What is wrong with a line of a file, in the person's language."""
    sentence = _(complaint.sentence) % complaint.values
    return {"line": complaint.line, "column": complaint.column, "words": sentence}


def file_refusal_words(refused: CsvRefused) -> str:
    """Why a file cannot be read at all, in the person's language."""
    return str(_(refused.sentence) % refused.values)


def language_names(codes: Iterable[str]) -> str:
    """Languages by the names their speakers give them."""
    found = (language_by_code(code) for code in codes)
    return ", ".join(each.name for each in found if each)


def need_words(needs: Iterable[str]) -> str:
    """What would help somebody, in words."""
    words = {
        "step_free": _("Une table sans marche"),
        "interpreter": _("Un interprète"),
        "scribe": _("Quelqu'un pour écrire"),
    }
    return ", ".join(words[need] for need in needs if need in words)
