"""The socket: it brings news and takes no writes. A client says what it watches, and no more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_socketio import SocketIO, disconnect, emit, join_room, leave_room

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading
from eventlab.live import board
from eventlab.live.broadcaster import Broadcaster
from eventlab.live.watchers import SURFACES, Watcher, Watchers

logger = logging.getLogger(__name__)

#: What the libraries raise on packets that are not as they should be.
_NONSENSE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)

StartResponse = Callable[..., Any]
WSGIApp = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


@dataclass(frozen=True)
class Welcome:
    """A device that may watch an event on a surface."""

    event_id: int
    device_id: str
    viewer: board.Viewer


#: (event code, surface asked for) -> Welcome; raises Refusal. Reads the request's cookie.
Doorkeeper = Callable[[str, str], Welcome]


def register_sockets(
    socketio: SocketIO, watchers: Watchers, broadcaster: Broadcaster, admit: Doorkeeper
) -> None:
    """Answer ``watch`` and keep the register of who watches."""

    @socketio.on("watch")
    def watch(message: Any = None) -> dict[str, Any]:
        try:
            code, surface, since = _read_watch(message)
            welcome = admit(code, surface)
        except Refusal as refusal:
            emit("bye", {"reason": refusal.code})
            disconnect()
            return {"refused": refusal.code}
        watcher = Watcher(request.sid, welcome.event_id, welcome.device_id, welcome.viewer)  # type: ignore[attr-defined]
        _move(watchers, watcher)
        _catch_up(broadcaster, watcher, since)
        return {"now": now_ms()}

    @socketio.on("disconnect")
    def leave(_reason: Any = None) -> None:
        watchers.remove(request.sid)  # type: ignore[attr-defined]


def _read_watch(message: Any) -> tuple[str, str, int]:
    if not isinstance(message, dict):
        raise Refusal("bad_request")
    code, surface, since = message.get("event"), message.get("surface"), message.get("since", 0)
    if not isinstance(code, str) or len(code) > 16 or surface not in SURFACES:
        raise Refusal("bad_request")
    if isinstance(since, bool) or not isinstance(since, int) or not 0 <= since < 2**53:
        raise Refusal("bad_request")
    return code, surface, since


def _move(watchers: Watchers, watcher: Watcher) -> None:
    before = watchers.get(watcher.sid)
    for room in before.rooms if before else ():
        leave_room(room)
    for room in watcher.rooms:
        join_room(room)
    watchers.add(watcher)


def _catch_up(broadcaster: Broadcaster, watcher: Watcher, since: int) -> None:
    # In the room first, then the read: what is stored in between comes twice, never not at all.
    with reading() as session:
        version = board.version_of(session, watcher.event_id)
        broadcaster.follow(watcher.event_id, watcher.viewer.surface, version)
        missed = board.replay(session, watcher.event_id, watcher.viewer, since)
    if missed is None:
        emit("resync", {})
    elif missed["version"] != since:
        emit("news", missed)


def cut_nonsense(socketio: SocketIO) -> None:
    """Cut a socket whose messages cannot be read, with one line in the log and no traceback."""
    engine = socketio.server.eio
    understand = engine.handlers["message"]

    def hear(eio_sid: str, message: Any) -> None:
        try:
            understand(eio_sid, message)
        except _NONSENSE as error:
            logger.warning("a socket sent what cannot be read (%s): cut", type(error).__name__)
            engine.disconnect(eio_sid)

    engine.on("message", hear)


class SameOrigin:
    """WSGI: a socket opened by another site's page, or by none we can tell, is refused.

    A browser names the page's origin on a websocket and on a POST; on a polling GET it sends
    the referer. The handshake must name one. Forwarded headers count only if the proxy in
    front was declared, in which case they are already in ``HTTP_HOST``.
    """

    def __init__(self, app: WSGIApp, path: str = "/socket.io") -> None:
        self._app = app
        self._path = path

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(self._path) and not _same_origin(environ):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"foreign_origin\n"]
        try:
            return self._app(environ, start_response)
        except _NONSENSE as error:
            if "HTTP_UPGRADE" not in environ:
                raise
            # A frame that is no Engine.IO packet; the socket is closed by now.
            logger.warning("a socket sent no packet (%s): closed", type(error).__name__)
            return []


def _goes_on(environ: dict[str, Any]) -> bool:
    query = environ.get("QUERY_STRING", "").split("&")
    return "transport=polling" in query and any(part.startswith("sid=") for part in query)


def _same_origin(environ: dict[str, Any]) -> bool:
    page = environ.get("HTTP_ORIGIN")
    polling = environ.get("REQUEST_METHOD") == "GET" and "HTTP_UPGRADE" not in environ
    if page is None and polling:
        page = environ.get("HTTP_REFERER")
    if page is None:
        # Later polls of some clients name no page; only the handshake's reader knows its sid.
        return _goes_on(environ)
    try:
        return urlsplit(page).netloc.lower() == environ.get("HTTP_HOST", "").lower()
    except ValueError:
        return False
