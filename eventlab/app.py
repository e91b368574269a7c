"""The application, put together: the only module that knows every feature."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
from flask import (
    Flask,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from eventlab import assets
from eventlab.boards import views as boards_views
from eventlab.config import Settings
from eventlab.errors import Refusal
from eventlab.extensions import compress, csrf, database, rate_limits, socketio
from eventlab.ideas import views as ideas_views
from eventlab.live import board, journal, transport
from eventlab.live.broadcaster import Broadcaster
from eventlab.live.doorbell import make_doorbell
from eventlab.live.sockets import SameOrigin, cut_nonsense, register_sockets
from eventlab.live.watchers import Watcher, Watchers
from eventlab.matchmaking import views as matchmaking_views
from eventlab.sessions import access, language
from eventlab.sessions import views as sessions_views
from eventlab.sessions.answers import sentence_of, wants_json
from eventlab.synthesis import views as synthesis_views

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
BODY_LIMIT = 256 * 1024
UPLOAD_LIMIT = 2 * 1024 * 1024
SOCKET_MESSAGE_LIMIT = 4096


def create_app(settings: Settings) -> Flask:
    """The WSGI application for these settings; connects the database, starts no server."""
    app = Flask("eventlab", root_path=str(ROOT / "eventlab"), static_folder=None)
    app.template_folder = str(ROOT / "templates")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        MAX_FORM_MEMORY_SIZE=BODY_LIMIT,
        SESSION_COOKIE_NAME="eventlab",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
        PERMANENT_SESSION_LIFETIME=timedelta(days=7),
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        TEMPLATES_AUTO_RELOAD=False,
        COMPRESS_ALGORITHM=["gzip"],  # every phone knows it, and it is in Python
        COMPRESS_LEVEL=5,
        COMPRESS_MIMETYPES=["text/html", "application/json", "image/svg+xml"],
        COMPRESS_STREAMS=False,
    )
    stand_on(app, settings)
    _bound_bodies(app)
    csrf.init_app(app)
    compress.init_app(app)
    language.start(app)
    app.jinja_env.globals["sentence_of"] = sentence_of
    app.jinja_env.policies["json.dumps_function"] = _dumps
    access.guard(app)
    for feature in (sessions_views, boards_views, matchmaking_views, ideas_views, synthesis_views):
        feature.register(app)
    _answer_errors(app)
    _harden(app)
    _start_live(app, settings)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    assets.start(app, ROOT / "static")
    return app


def _dumps(value: Any, **_: Any) -> str:
    # A lazy sentence is written in the language of the page.
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def stand_on(app: Flask, settings: Settings) -> None:
    """Let the application work on the database and the settings given, from now on."""
    app.config.update(SETTINGS=settings, PUBLIC_URL=settings.base_url)
    database.connect(settings.database_url)
    board.forget_boards()
    rate_limits.connect(settings.redis_url)


def _start_live(app: Flask, settings: Settings) -> None:
    socketio.init_app(
        app,
        async_mode=settings.async_mode,
        async_handlers=False,  # the default reorders one client's messages
        cors_allowed_origins=[],  # SameOrigin decides, and is stricter
        manage_session=False,
        max_http_buffer_size=SOCKET_MESSAGE_LIMIT,
        ping_interval=20,
        ping_timeout=20,
    )
    transport.install(socketio, enabled=settings.fast_fanout)
    app.wsgi_app = SameOrigin(app.wsgi_app)  # type: ignore[method-assign]
    watchers = Watchers()

    def emit(room: str, event: str, payload: dict[str, Any], skip: Collection[str] = ()) -> None:
        transport.broadcast(socketio, room, event, payload, skip=skip)

    def cut(watcher: Watcher, reason: str) -> None:
        socketio.emit("bye", {"reason": reason}, to=watcher.sid)
        if socketio.server is not None:
            socketio.server.disconnect(watcher.sid)

    broadcaster = Broadcaster(emit, watchers, access.Revocations(), cut)
    doorbell = make_doorbell(settings.redis_url)
    doorbell.listen(broadcaster.wake)
    stop_listening = journal.on_change(doorbell.ring)
    cut_nonsense(socketio)
    register_sockets(socketio, watchers, broadcaster, access.admit_watcher)

    def stop() -> None:
        stop_listening()
        broadcaster.close()
        doorbell.close()
        database.dispose()

    app.extensions["eventlab"] = {"start": broadcaster.start, "stop": stop}


def _bound_bodies(app: Flask) -> None:
    @app.before_request
    def bound() -> None:
        # Only files may be larger: a plain form is read whole before anybody looks at it.
        if request.mimetype != "multipart/form-data":
            request.max_content_length = BODY_LIMIT
        elif request.endpoint and (view := app.view_functions.get(request.endpoint)):
            request.max_content_length = getattr(view, "largest_body", UPLOAD_LIMIT)


def _answer_errors(app: Flask) -> None:
    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Any:
        if refusal.code == "not_organiser" and request.method == "GET" and not wants_json():
            # A bookmark of the office leads to its door, and then on.
            return redirect(url_for("entrance.login_page", next=request.path))
        return _refusal_answer(refusal)

    @app.errorhandler(CSRFError)
    def stale(_: CSRFError) -> Any:
        return _refusal_answer(Refusal("stale_form"))

    @app.errorhandler(RequestEntityTooLarge)
    def too_big(_: RequestEntityTooLarge) -> Any:
        return _refusal_answer(Refusal("too_big"))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Any:
        if error.code == 404:
            return _refusal_answer(Refusal("not_found"))
        if error.code and error.code < 400:
            return error
        return _refusal_answer(Refusal("bad_request"), error.code or 400)

    @app.errorhandler(DataError)
    @app.errorhandler(OverflowError)
    def unstorable(error: Exception) -> Any:
        # A number or a character that no column holds.
        logger.warning("unreadable: %s at %s", type(error).__name__, request.endpoint)
        return _refusal_answer(Refusal("bad_request"))

    @app.errorhandler(DBAPIError)
    def storage(error: DBAPIError) -> Any:
        logger.error("storage: %s", type(error.orig).__name__)
        return _refusal_answer(Refusal("storage_failed"))

    @app.errorhandler(Exception)
    def broken(_: Exception) -> Any:
        logger.exception("a request failed: %s", request.endpoint)
        return _refusal_answer(Refusal("broken"))


def _refusal_answer(refusal: Refusal, status: int | None = None) -> Response:
    sentence = sentence_of(refusal)
    if wants_json():
        body = {"refused": refusal.code, "sentence": sentence, **refusal.values}
        response = jsonify(body)
    else:
        response = make_response(
            render_template("refused.html", refusal=refusal, sentence=sentence)
        )
    response.status_code = status or refusal.status
    if wait := refusal.values.get("retry_after"):
        response.headers["Retry-After"] = str(wait)
    return response


def _harden(app: Flask) -> None:
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self' ws: wss:",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if not response.cache_control.max_age:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
