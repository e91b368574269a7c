"""In what form to answer a request."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Any

from flask import jsonify, redirect, request, url_for
from flask_babel import gettext

from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.live.board import kind_named, render_private
from eventlab.sessions import identity
from eventlab.sessions.access import current_actor


def fresh_key() -> str:
    """A key for the form of a page: sent twice, the form is done once."""
    identity.visitor()
    return token_urlsafe(12)


def wants_json() -> bool:
    """Whether a script asks (it then says so), rather than a page or a plain form."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def done(endpoint: str, code: str, **stored: Any) -> Any:
    """What was stored, to a script; the page it was asked from, to a plain form."""
    if wants_json():
        return jsonify(stored)
    return redirect(url_for(endpoint, code=code), 303)


def told(
    kind: str, person: str, endpoint: str, code: str, ids: Sequence[str] = (), **stored: Any
) -> Any:
    """What was stored, with ``{"items": {kind: {id: item}}}`` of this person; else as ``done``.

    ``ids``: of the items; a kind of one item a person is called by the person's.

    The item itself, before its news: a page falls back to nothing older between the two, and a
    second tap starts from what the first one stored.
    """
    if wants_json():
        with reading() as session:
            mine = render_private(
                session, current_actor().event_id, kind_named(kind), ids or [person]
            )
        stored["items"] = {kind: mine.get(person, {})}
    return done(endpoint, code, **stored)


def sentence_of(refusal: Refusal) -> str:
    """The sentence of a refusal in the person's language, its marks filled."""
    # Filled after the translation; unknown marks must not break a page.
    sentence = gettext(refusal.sentence)
    return sentence % refusal.values if refusal.values else sentence


def own_path(path: str, otherwise: str = "/") -> str:
    """The path if it leads to a page of ours, else ``otherwise``."""
    # "//elsewhere" and "/\\elsewhere" lead to other sites.
    ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if ours else otherwise
