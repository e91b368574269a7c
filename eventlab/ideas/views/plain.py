"""Plain forms of phones without scripts: a whole sheet at once, and what was refused again."""

from __future__ import annotations

from collections.abc import Iterator

from flask import render_template, request

from eventlab.errors import Refusal
from eventlab.ideas import queries
from eventlab.ideas.services.sheets import Writ
from eventlab.live.idempotency import Once
from eventlab.sessions.access import current_actor
from eventlab.sessions.forms import once

TEXT, BASE = "text-", "base-"
_OURS = {"csrf_token", "key", "anyway"}


def writs_of(event_id: int, person_id: str) -> Iterator[tuple[Writ, Once | None]]:
    """The texts of a sheet's form that differ from what the form was shown with."""
    whole = once()
    for name, text in request.form.items():
        if not name.startswith(TEXT):
            continue
        field = name.removeprefix(TEXT)
        base = _version(request.form.get(BASE + field, "0"))
        if queries.text_at(event_id, person_id, field, base) == text.replace("\r\n", "\n"):
            continue
        key = Once(whole.device_id, f"{whole.key[:22]}-{field}") if whole else None
        yield Writ(field, text, base), key


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def again(refusal: Refusal, back: str) -> tuple[str, int]:
    """The form that was refused, what was written still in it."""
    given = [(name, text) for name, text in request.form.items() if name not in _OURS]
    page = render_template(
        "ideas/again.html",
        event=current_actor().event,
        refusal=refusal,
        given=given,
        key=request.form.get("key", ""),
        back=back,
    )
    return page, refusal.status
