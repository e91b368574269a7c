"""In what form to answer a request."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, request, url_for


def wants_json() -> bool:
    """Whether a script asks (it then says so), rather than a page or a plain form."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def done(endpoint: str, code: str, **stored: Any) -> Any:
    """What was stored, to a script; the page it was asked from, to a plain form."""
    if wants_json():
        return jsonify(stored)
    return redirect(url_for(endpoint, code=code), 303)
