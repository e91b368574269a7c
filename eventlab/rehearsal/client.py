"""A browser without a window: it keeps cookies, posts forms, and follows a board by socket."""

from __future__ import annotations

import contextlib
import functools
import secrets
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests
import socketio

from eventlab.live.board import apply_news, digest

REQUEST_TIMEOUT_S = 30
PATIENCE_S = 120
MESSAGES = ("news", "resync", "bye", "presence")
#: Long enough to send a request, too short to hear its answer.
HANG_UP_S = 0.0001

#: (message name, payload, time of arrival as ``time.perf_counter`` tells it)
Listener = Callable[[str, Any, float], None]


class Client:
    """One browser at one server. Not safe for use by several threads at once.

    ``board`` is ``None`` until ``watch``; then it is kept level by the socket. ``messages``
    keeps every (name, payload) received, for those who want to look through them, and
    ``news_at`` when each news came, by whom it concerned (``room``, or its ``person`` alone).
    ``listener`` is told of each message, in the socket's thread.
    """

    def __init__(self, base_url: str, listener: Listener | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self.http = requests.Session()
        self.http.headers["Accept"] = "application/json"
        self.http.trust_env = False  # no proxy stands between a room and its server
        self.board: dict[str, Any] | None = None
        self.messages: list[tuple[str, Any]] = []
        self.news_at: dict[str, list[float]] = {"room": [], "person": []}
        self.said_bye: str | None = None
        self._listener = listener
        self._token = ""
        self._socket: socketio.Client | None = None
        self._changed = threading.Condition()
        self._watched: tuple[str, str] | None = None

    def get(self, path: str, **options: Any) -> requests.Response:
        """GET a path of the server."""
        return self.http.get(self.base_url + path, timeout=REQUEST_TIMEOUT_S, **options)

    def post(
        self, path: str, fields: dict[str, Any] | None = None, key: str | None = None
    ) -> requests.Response:
        """POST a form with its CSRF token and an idempotency key (a fresh one by default).

        Told to be slower, it waits and sends again, as the outbox of a phone does.
        """
        key = key or secrets.token_hex(12)
        while True:
            answer = self._post(path, fields, key, REQUEST_TIMEOUT_S)
            if "Retry-After" not in answer.headers:
                return answer
            time.sleep(int(answer.headers["Retry-After"]))

    def post_and_hang_up(
        self, path: str, fields: dict[str, Any] | None = None, key: str | None = None
    ) -> None:
        """POST as ``post`` does, and lose the network before the answer comes."""
        # In the middle of an answer the library calls running out of time a lost connection.
        with contextlib.suppress(requests.Timeout, requests.ConnectionError):
            self._post(path, fields, key, HANG_UP_S)

    def _post(
        self, path: str, fields: dict[str, Any] | None, key: str | None, seconds: float
    ) -> requests.Response:
        if not self._token:
            self._token = self.get("/csrf.json").json()["token"]
        headers = {
            "X-CSRFToken": self._token,
            "Idempotency-Key": key or secrets.token_hex(12),
            "Referer": self.base_url + path,
        }
        return self.http.post(
            self.base_url + path,
            data=fields or {},
            headers=headers,
            timeout=(REQUEST_TIMEOUT_S, seconds),
            allow_redirects=False,
        )

    def join(self, code: str, perspective: str = "resident", **fields: Any) -> requests.Response:
        """Join an event as a participant."""
        answer = self.post(f"/e/{code}/join", {"perspective": perspective, **fields})
        answer.raise_for_status()
        return answer

    def enter(self, link: str) -> requests.Response:
        """Use a staff link (absolute or a path)."""
        answer = self.post(urlsplit(link).path)
        answer.raise_for_status()
        self.forget_token()
        return answer

    def forget_token(self) -> None:
        """Ask for a new CSRF token next time: a new role begins a new session."""
        self._token = ""

    def tab(self, listener: Listener | None = None) -> Client:
        """Another page of the same browser: the same cookies."""
        other = Client(self.base_url, listener)
        other.http.cookies.update(self.http.cookies)
        return other

    def snapshot(self, code: str, surface: str = "phone") -> dict[str, Any]:
        """A fresh snapshot by HTTP: ``{"version", "items"}``."""
        answer = self.get(f"/e/{code}/board.json?surface={surface}")
        answer.raise_for_status()
        seen = answer.json()
        return {"version": seen["version"], "items": seen["items"]}

    def watch(self, code: str, surface: str = "phone", transport: str = "websocket") -> None:
        """Follow a board: snapshot first (unless one is known), then the socket from there on."""
        self._watched = (code, surface)
        if self.board is None:
            self.board = self.snapshot(code, surface)
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.http.cookies)
        self._socket = socketio.Client(
            reconnection=False,
            handle_sigint=False,
            request_timeout=REQUEST_TIMEOUT_S,
            websocket_extra_options={"suppress_origin": True},
        )
        for name in MESSAGES:
            self._socket.on(name, self._on(name))
        self._socket.connect(
            self.base_url,
            headers={"Origin": self.base_url, "Cookie": cookies},
            transports=[transport],
            wait_timeout=REQUEST_TIMEOUT_S,
        )
        # A browser waits for a late ping as long as for a missing one; the library would not.
        self._socket.eio.ping_timeout = PATIENCE_S
        self._ask()

    @property
    def connected(self) -> bool:
        """Whether news can reach this client."""
        return self._socket is not None and self._socket.connected

    def come_back(self) -> None:
        """Have the network again: follow the same board from the version that is known."""
        if self._watched is None:
            raise RuntimeError("this client never watched anything")
        self.drop()
        self.watch(*self._watched)

    def drop(self) -> None:
        """Close the page: the socket says goodbye; the board and the cookies stay."""
        if self._socket is None:
            return
        line = getattr(self._socket.eio, "ws", None)
        if line is not None:
            # The library would wait three seconds for the server's goodbye.
            line.close = functools.partial(line.close, timeout=0)
        self._socket.disconnect()
        self._socket = None

    def vanish(self) -> None:
        """Lose the network: the line is cut without a word; the board and the cookies stay."""
        line = getattr(self._socket.eio, "ws", None) if self._socket else None
        if line is not None and line.sock is not None:
            with contextlib.suppress(OSError):
                line.sock.shutdown(socket.SHUT_RDWR)
        self._socket = None

    def close(self) -> None:
        """Go away for good."""
        self.drop()
        self.http.close()

    def items(self, kind: str) -> dict[str, Any]:
        """The items of a kind this client knows."""
        return (self.board or {"items": {}})["items"].get(kind, {})

    def digest(self) -> str:
        """The hash of what this client knows."""
        return digest(self.board or {"items": {}})

    def wait_until(self, true: Callable[[Client], bool], seconds: float = 10) -> None:
        """Wait for a message that makes ``true(self)``; raises ``TimeoutError``."""
        end = time.monotonic() + seconds
        with self._changed:
            while not true(self):
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError("what was waited for did not come")
                self._changed.wait(left)

    def say(self, name: str, message: Any) -> None:
        """Send any event by the socket, as no page of ours would."""
        if self._socket is not None:
            self._socket.emit(name, message)

    def ask(self, code: str, surface: str, since: int) -> None:
        """Say what is watched."""
        self.say("watch", {"event": code, "surface": surface, "since": since})

    def _ask(self) -> None:
        if self._watched is not None and self.board is not None:
            self.ask(*self._watched, self.board["version"])

    def _on(self, name: str) -> Callable[[Any], None]:
        def receive(payload: Any) -> None:
            at = time.perf_counter()
            with self._changed:
                self.messages.append((name, payload))
                if name == "news":
                    self.news_at["room" if "since" in payload else "person"].append(at)
                self._take(name, payload)
                self._changed.notify_all()
            if self._listener is not None:
                self._listener(name, payload, at)

        return receive

    def _take(self, name: str, payload: Any) -> None:
        if name == "bye":
            self.said_bye = payload["reason"]
        elif name == "resync" and self._watched:
            fresh = self.snapshot(*self._watched)
            if self.board is None or fresh["version"] >= self.board["version"]:
                self.board = fresh
            self._ask()
        elif name == "news" and self.board is not None:
            if payload.get("since", 0) > self.board["version"]:
                self._ask()
            elif "since" not in payload:
                self.board = apply_news(self.board, {"items": payload["items"]})
            elif payload["version"] > self.board["version"]:
                self.board = apply_news(self.board, payload)
