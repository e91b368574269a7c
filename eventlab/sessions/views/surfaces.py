"""The live pages (phone, screen, desk) and the snapshot they start from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading
from eventlab.live import board
from eventlab.live.watchers import SURFACES
from eventlab.sessions.access import allow, current_actor, welcome
from eventlab.sessions.addresses import join_url, public_url, qr_svg, wifi_text
from eventlab.sessions.forms.steps import kinds_for_scripts
from eventlab.sessions.language import LANGUAGES, current_language, script_catalogue, spoken_names
from eventlab.sessions.models import Event

blueprint = Blueprint("surfaces", __name__)

#: What other features put in every live page: {name: what gives it}.
island_parts: dict[str, Callable[[], Any]] = {}


@blueprint.get("/e/<code>")
@allow("anyone")
def phone(code: str) -> Any:
    """The participant's page; whoever has not joined is led to the form."""
    if current_actor().person is None:
        return redirect(url_for("joining.join_page", code=code))
    return _live_page("phone")


@blueprint.get("/e/<code>/screen")
@allow("screen")
def screen(code: str) -> Any:
    """What the projector shows."""
    return _live_page("screen")


@blueprint.get("/e/<code>/desk")
@allow("facilitator")
def desk(code: str) -> Any:
    """Where the day is led from."""
    return _live_page("desk", spoken=spoken_names(), kinds=kinds_for_scripts())


def _live_page(surface: str, **parts: Any) -> str:
    event = _event()
    return render_template(
        f"sessions/{surface}.html",
        event=event,
        surface=surface,
        public_url=public_url(),
        island=island(event, surface, _snapshot(surface)) | parts,
    )


def island(event: Event, surface: str, seen: dict[str, Any]) -> dict[str, Any]:
    """What the scripts of a page start from; ``seen`` is the first board."""
    return {
        "surface": surface,
        "code": event.code,
        "address": public_url(),
        "language": current_language(),
        "languages": list(LANGUAGES.items()),
        "catalogue": script_catalogue(current_language(), surface),
        "icons": url_for("static", filename="icons/sprite.svg"),
        "scripts": url_for("static", filename="js/"),
        "now": now_ms(),
        "board": seen,
        **{name: part() for name, part in island_parts.items()},
    }


def _snapshot(surface: str) -> dict[str, Any]:
    let_in = welcome(current_actor(), surface)
    with reading() as session:
        return board.level_snapshot(session, let_in.event_id, let_in.viewer)


@blueprint.get("/e/<code>/board.json")
@allow("participant", "screen")
def snapshot(code: str) -> Any:
    """A fresh snapshot for ``?surface=``; its ETag is the version."""
    surface = request.args.get("surface", "phone")
    if surface not in SURFACES:
        raise Refusal("bad_request")
    seen = _snapshot(surface) | {"now": now_ms()}
    response = Response(orjson.dumps(seen), content_type="application/json")
    # A phone that is lent keeps its cache: the next person's board is another one.
    person = current_actor().person or ""
    response.set_etag(f"{surface}-{seen['version']}-{person}")
    response.cache_control.private = True
    response.cache_control.no_cache = True
    return response.make_conditional(request)


@blueprint.get("/csrf.json")
@allow("anyone")
def csrf_json() -> Any:
    """A fresh token for a page that has aged."""
    return jsonify(token=generate_csrf())


@blueprint.get("/e/<code>/qr.svg")
@allow("anyone")
def join_qr(code: str) -> Response:
    """The QR code of the join address."""
    return _svg(qr_svg(join_url(_event())))


@blueprint.get("/e/<code>/wifi.svg")
@allow("screen")
def wifi_qr(code: str) -> Response:
    """The QR code of the room's Wi-Fi."""
    event = _event()
    if not event.wifi_name:
        raise Refusal("not_found")
    return _svg(qr_svg(wifi_text(event.wifi_name, event.wifi_password)))


def _event() -> Event:
    event = current_actor().event
    if event is None:
        raise Refusal("unknown_event")
    return event


def _svg(drawing: str) -> Response:
    return Response(drawing, content_type="image/svg+xml; charset=utf-8")
