"""An organiser's own copy of a format: reading it, and writing an event's programme as one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from typing import Any

from eventlab.errors import N_
from eventlab.sessions.formats import Format, check_format, format_by_key, read_format
from eventlab.sessions.models import Event, Step
from eventlab.sessions.rules.step_kinds import defaults
from eventlab.sessions.rules.toml_writing import write_toml

MOST_BYTES = 200_000
MOST_STEPS = 60


def read_upload(content: bytes, translate: Callable[[str], str]) -> tuple[Format | None, list[str]]:
    """The format in an uploaded file, or all that is wrong with it, a sentence each."""
    if len(content) > MOST_BYTES:
        return None, [translate(N_("Le fichier est trop gros : 200 ko au plus."))]
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [
            translate(N_("Le fichier n'est pas du texte en UTF-8. Enregistrez-le ainsi."))
        ]
    try:
        data = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        where = translate(N_("Le fichier n'est pas du TOML lisible : %(reason)s."))
        return None, [where % {"reason": str(wrong) or type(wrong).__name__}]
    complaints = check_format(data, translate)
    if not complaints and len(data["steps"]) > MOST_STEPS:
        complaints = [translate(N_("Il y a trop d'étapes : 60 au plus."))]
    return (None, complaints) if complaints else (read_format(source), [])


def as_toml(event: Event, steps: Iterable[Step]) -> str:
    """An event's programme as the TOML text of a format; settings left as usual are left out."""
    known = format_by_key(event.format_key)
    lowest, highest = known.people if known else (1, max(1, event.expected))
    return write_toml(
        {
            "key": event.format_key,
            "title": dict(known.title) if known else {event.language: event.title},
            "summary": dict(known.summary) if known else {event.language: event.title},
            "starts_at": event.starts_at,
            "people": [lowest, highest],
            "labels": event.labels,
            "steps": [_step_table(step) for step in steps],
        }
    )


def _step_table(step: Step) -> dict[str, Any]:
    usual = defaults(step.kind)
    unusual = {name: value for name, value in step.settings.items() if value != usual.get(name)}
    return {
        "kind": step.kind,
        "minutes": step.minutes,
        "title": step.title,
        "instruction": step.instruction,
        **({"settings": unusual} if unusual else {}),
    }


def step_rows(form: Format) -> list[dict[str, Any]]:
    """The steps of a format as the columns of the programme."""
    return [
        {
            "kind": step.kind,
            "title": dict(step.title),
            "instruction": dict(step.instruction),
            "minutes": step.minutes,
            "settings": dict(step.settings),
        }
        for step in form.steps
    ]
