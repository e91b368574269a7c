"""Whole frames, fast: one message to a room is encoded once and written straight to each socket.

The libraries below us put every message of every client in a queue of its own, wake a greenlet
for it and frame it again; they write with ``send``, which may take half a frame and forget the
rest; they compress for each client; and their queues have no end. This file takes their place
on a websocket's way out, and only there:

- every byte to a websocket, ours or the libraries', goes through its ``Gate``, which keeps
  order, finishes a frame before it begins another, and never blocks its caller;
- ``broadcast`` hands one ready frame to the gates of a room; clients on polling, clients in the
  middle of an upgrade, and clients for whom the library still has something waiting get it
  through the library's queue, behind what is there;
- what waits for one client is bounded (``Limits``). Beyond, its waiting news are dropped and it
  is told ``resync {}`` once it has read the rest; when it reads nothing at all, it is cut;
- permessage-deflate is not accepted.

It leans on names inside python-engineio, python-socketio, simple-websocket and gevent. When they
are not what it expects, ``install`` says so in the log and ``broadcast`` is the libraries' own.
Everything here runs on gevent's loop and belongs to one thread.
"""

from __future__ import annotations

import json
import logging
import resource
import socket as sockets
import struct
from collections import deque
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

import engineio
import gevent
import orjson
import simple_websocket
from engineio.packet import MESSAGE, Packet
from flask_socketio import SocketIO
from gevent.event import Event
from socketio.manager import Manager
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

logger = logging.getLogger(__name__)

#: Versions whose insides were read; a newer minor must be read again before it is trusted.
KNOWN_VERSIONS = {
    "python-engineio": "4.15",
    "python-socketio": "5.18",
    "simple-websocket": "1.1",
    "wsproto": "1.3",
}
LINGER_S = 2.0


@dataclass(frozen=True)
class Limits:
    """How much may wait for one client.

    News wait up to ``messages`` and ``bytes``; what the libraries themselves send (answers,
    pings) up to ``kept_bytes``, since it cannot be dropped. A client that takes not one byte
    for ``patience_s`` seconds while something waits is cut. ``kernel_bytes`` is asked of the
    system for each websocket, so that it does not hide megabytes that nobody reads.
    """

    messages: int = 64
    bytes: int = 256 * 1024
    kept_bytes: int = 4 * 1024 * 1024
    patience_s: float = 20.0
    kernel_bytes: int = 128 * 1024


#: Called with the Socket.IO id of a client whose waiting news were just dropped.
OnOverflow = Callable[[str], None]

_fanouts: WeakKeyDictionary[SocketIO, Fanout] = WeakKeyDictionary()


def install(
    socketio: SocketIO,
    *,
    enabled: bool = True,
    limits: Limits | None = None,
    on_overflow: OnOverflow | None = None,
) -> bool:
    """Take over the websockets of ``socketio``, after its ``init_app`` and before it serves.

    True when ``broadcast`` will be fast; False when it will be the libraries' own, because it
    is switched off, or (said in the log) because something is not as this file expects.
    """
    _fanouts.pop(socketio, None)
    if not enabled or socketio.async_mode != "gevent":
        return False
    if reason := _reason_to_stay_out(socketio):
        logger.error("transport: slow path only, because %s", reason)
        return False
    _fanouts[socketio] = Fanout(socketio, limits or Limits(), on_overflow)
    _raise_descriptor_limit()
    return True


def broadcast(
    socketio: SocketIO,
    room: str,
    event: str,
    payload: Any,
    namespace: str = "/",
    skip: Collection[str] = (),
) -> None:
    """Send ``event`` to every client of ``room`` in this process but those in ``skip`` (sids).

    ``payload`` is any JSON value, or the ``bytes`` of one already encoded (valid UTF-8).
    Never blocks. One client's messages stay in the order in which they were sent, whether by
    this function or by ``socketio.emit``. May be dropped for a client that lags (``Limits``),
    which is then told ``resync``; what must not be dropped goes by ``socketio.emit``.
    """
    fanout = _fanouts.get(socketio)
    if fanout is not None:
        fanout.broadcast(room, News(event, payload, namespace), skip)
        return
    plain = orjson.loads(payload) if isinstance(payload, bytes) else payload
    socketio.emit(event, plain, to=room, namespace=namespace, skip_sid=list(skip))


def backlog(socketio: SocketIO) -> tuple[int, int]:
    """How many websockets are open, and how many bytes wait here for all of them together."""
    fanout = _fanouts.get(socketio)
    return fanout.backlog() if fanout is not None else (0, 0)


def _reason_to_stay_out(socketio: SocketIO) -> str | None:
    for package, known in KNOWN_VERSIONS.items():
        try:
            found = version(package)
        except PackageNotFoundError:
            return f"{package} is not installed"
        if found.split(".")[:2] != known.split("."):
            return f"{package} is {found}, not {known}"
    if find_spec("geventwebsocket"):
        return "gevent-websocket is installed and takes the websockets"
    return _missing_name(socketio)


def _missing_name(socketio: SocketIO) -> str | None:
    server = socketio.server
    expected = (
        (server, "eio", "manager"),
        (server.manager, "get_participants"),
        (server.eio, "_async", "sockets", "send_packet", "max_http_buffer_size"),
        (engineio.socket.Socket, "_websocket_handler", "poll"),
        (simple_websocket.Server, "handshake", "receive", "close", "_handle_events"),
    )
    for owner, *names in expected:
        for name in names:
            if not hasattr(owner, name):
                return f"{owner!r} has no {name}"
    if not isinstance(server.manager, Manager) or "websocket" not in server.eio._async:
        return "python-socketio is not set up as expected"
    return None


def _raise_descriptor_limit() -> None:
    # A phone takes two descriptors, and a Debian login is given 1,024.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def text_frame(payload: bytes) -> bytes:
    """A whole unmasked websocket text frame (RFC 6455, 5.2) around ``payload`` (UTF-8)."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload


class News:
    """One event on its way to a room: encoded once for websockets, once for the others."""

    def __init__(self, event: str, payload: Any, namespace: str) -> None:
        self.namespace = namespace
        prefix = b"2" if namespace == "/" else b"2" + namespace.encode() + b","
        self._text = prefix + b"[" + _json(event) + b"," + _json(payload) + b"]"

    @cached_property
    def frame(self) -> bytes:
        """The websocket frame."""
        return text_frame(b"4" + self._text)

    @cached_property
    def packet(self) -> Packet:
        """The Engine.IO packet."""
        return Packet(MESSAGE, self._text.decode())

    @cached_property
    def resync(self) -> News:
        """What replaces dropped news."""
        return News("resync", b"{}", self.namespace)


def _json(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    try:
        return orjson.dumps(value)
    except TypeError:  # half a surrogate pair, or a number beyond 64 bits
        return json.dumps(value, separators=(",", ":")).encode()


class Fanout:
    """The gates of one process's websockets, and the way round them for everybody else."""

    def __init__(
        self, socketio: SocketIO, limits: Limits, on_overflow: OnOverflow | None = None
    ) -> None:
        self.limits = limits
        self._on_overflow = on_overflow or (lambda _sid: None)
        self._manager = socketio.server.manager
        self._eio = eio = socketio.server.eio
        self._gates: dict[str, Gate] = {}  # by Engine.IO id
        self._behind: WeakSet[Any] = WeakSet()  # clients told resync through the library's queue
        # The dictionary belongs to the driver's module; ours must not reach other servers.
        eio._async = {**eio._async, "websocket": partial(GatedWebSocket, self)}

    def broadcast(self, room: str, news: News, skip: Collection[str] = ()) -> None:
        """Hand ``news`` to every client of ``room`` but those in ``skip``."""
        gates = self._gates
        for sid, eio_sid in self._manager.get_participants(news.namespace, room):
            if sid in skip:
                continue
            gate = gates.get(eio_sid)
            if gate is not None and gate.client.upgraded and gate.client.queue.empty():
                if gate.offer(news):
                    self._on_overflow(sid)
            else:
                self._put(sid, eio_sid, news)

    def _put(self, sid: str, eio_sid: str, news: News) -> None:
        client = self._eio.sockets.get(eio_sid)
        if client is None:
            return
        if client.queue.qsize() < self.limits.messages:
            self._behind.discard(client)
            self._eio.send_packet(eio_sid, news.packet)
        elif client not in self._behind:
            # What waits stays: the client takes it all at once, with the resync at its end.
            self._behind.add(client)
            self._eio.send_packet(eio_sid, news.resync.packet)
            self._on_overflow(sid)

    def backlog(self) -> tuple[int, int]:
        """Open websockets, bytes waiting."""
        return len(self._gates), sum(gate.held for gate in self._gates.values())

    def adopt(self, gate: Gate) -> None:
        """From now on ``gate`` is the way out for its client."""
        self._gates[gate.client.sid] = gate

    def forget(self, gate: Gate) -> None:
        """The websocket behind ``gate`` is gone."""
        if self._gates.get(gate.client.sid) is gate:
            del self._gates[gate.client.sid]


class Gate:
    """The only way out to one websocket: in order, whole frames, bounded, never blocking.

    To simple-websocket it is the socket (``send``, ``recv``, ``close``).
    """

    __slots__ = (
        "_closed",
        "_held",
        "_limits",
        "_missed",
        "_push",
        "_rest",
        "_sock",
        "_waiting",
        "_writer",
        "client",
        "recv",
    )

    def __init__(self, sock: Any, client: Any, limits: Limits) -> None:
        self.client = client  # the Engine.IO socket
        self.recv = sock.recv
        self._sock = sock
        self._push = sock._sock.send  # gevent's own would wait when the socket is full
        self._limits = limits
        self._rest: memoryview | None = None  # of the frame that went out in part
        self._waiting: deque[tuple[bytes, bool]] = deque()  # (frame, may be dropped)
        self._held = 0  # bytes in _waiting
        self._missed: News | None = None  # to be told when the rest is out
        self._writer: gevent.Greenlet | None = None
        self._closed = False
        sock.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, limits.kernel_bytes)
        # Or else a second message waits until the phone has acknowledged the first.
        sock.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)

    def send(self, frames: bytes) -> int:
        """Write what the library made, now or in its turn.

        Raises ``BrokenPipeError`` when the client is gone, or cut for not reading.
        """
        if self._busy:
            self._hold(frames, False)
            if self._held > self._limits.kept_bytes:
                self.cut()
        else:
            self._write(frames)
        if self._closed:
            raise BrokenPipeError("the websocket is closed")
        return len(frames)

    def offer(self, news: News) -> bool:
        """Write ``news`` now or in their turn; True when this made the waiting ones drop."""
        if not self._busy:
            self._write(news.frame)
            return False
        if self._missed or self._closed:
            return False
        full = self._held + len(news.frame) > self._limits.bytes
        if self._waiting and (full or len(self._waiting) >= self._limits.messages):
            self._drop_news(news)
            return True
        self._hold(news.frame, True)
        return False

    @property
    def held(self) -> int:
        """Bytes that wait here."""
        return self._held + len(self._rest or b"")

    @property
    def _busy(self) -> bool:
        return self._writer is not None or self._closed

    def _write(self, frame: bytes) -> None:
        try:
            sent = self._push(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.cut()
            return
        if sent < len(frame):
            self._rest = memoryview(frame)[sent:]
            self._writer = gevent.spawn(self._finish)

    def _hold(self, frame: bytes, droppable: bool) -> None:
        if not self._closed:
            self._waiting.append((frame, droppable))
            self._held += len(frame)

    def _drop_news(self, news: News) -> None:
        kept = [entry for entry in self._waiting if not entry[1]]
        self._waiting = deque(kept)
        self._held = sum(len(frame) for frame, _ in kept)
        self._missed = news

    def _finish(self) -> None:
        """Greenlet: write what waits, as fast as the client reads."""
        try:
            while self._rest or self._take_next():
                with gevent.Timeout(self._limits.patience_s):
                    sent = self._sock.send(self._rest)
                self._rest = self._rest[sent:] if self._rest else None
            self._writer = None
        except (OSError, gevent.Timeout):
            self.cut()

    def _take_next(self) -> bool:
        if not self._waiting and self._missed:
            self._hold(self._missed.resync.frame, False)
            self._missed = None
        if not self._waiting:
            return False
        frame, _ = self._waiting.popleft()
        self._held -= len(frame)
        self._rest = memoryview(frame)
        return True

    def finish(self, timeout_s: float) -> None:
        """Let what waits go out, hear the client's goodbye, and close; cut when that takes long.

        To close with bytes unread would make the system throw away what was just written.
        """
        with suppress(OSError), gevent.Timeout(timeout_s, False):
            if self._writer is not None:
                self._writer.join()
            self._shut(sockets.SHUT_WR)
            while self.recv(4096):
                pass
            self.close()
        self.cut()

    def cut(self) -> None:
        """End it now: what waits, here and in the kernel, is thrown away."""
        if not self._closed:
            self._give_up()
            self._sock.setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, struct.pack("ii", 1, 0))
            self._shut(sockets.SHUT_RDWR)  # wakes the greenlet that reads, which cleans up

    def close(self) -> None:
        """Give the descriptor back; the server in front has one of its own."""
        self._give_up()
        self._sock.close()

    def _give_up(self) -> None:
        self._closed = True
        self._rest = self._missed = None
        self._waiting.clear()
        self._held = 0
        if self._writer is not None and self._writer is not gevent.getcurrent():
            self._writer.kill(block=False)

    def _shut(self, how: int) -> None:
        with suppress(OSError):  # the other side was quicker
            self._sock.shutdown(how)


class NoThread:
    """Takes the place of the greenlet in which simple-websocket would read."""

    name = ""

    def __init__(self, target: Any) -> None:
        pass

    def start(self) -> None:
        """Do nothing."""


class WholeFrameServer(simple_websocket.Server):
    """simple-websocket's server end, with a gate for a socket.

    It reads when it is asked for a message and not before, in the greenlet that asks: one
    greenlet less for each phone, and a phone cannot fill the memory with what nobody took yet.
    """

    sock: Any

    def __init__(self, environ: dict[str, Any], client: Any, limits: Limits, **options: Any):
        self._client = client
        self._limits = limits
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # whatever it offers, we accept none
        super().__init__(environ, thread_class=NoThread, event_class=Event, **options)

    def handshake(self) -> None:
        """Answer the upgrade, through the gate like all that follows."""
        self.sock = Gate(self.sock, self._client, self._limits)
        super().handshake()

    def receive(self, timeout: float | None = None) -> str | bytes:
        """The next message, however long it takes. Raises ``ConnectionClosed``."""
        while self.connected and not self.input_buffer:
            self._read()
        if self.input_buffer:
            message: str | bytes = self.input_buffer.pop(0)
            return message
        raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)

    def _read(self) -> None:
        try:
            data = self.sock.recv(self.receive_bytes)
            self.ws.receive_data(data)
            self.connected = bool(data) and self._handle_events()
        except (OSError, LocalProtocolError):
            self.connected = False

    def send(self, data: str | bytes) -> None:
        """Send one message; a text needs none of the library's framing, having no extension."""
        if isinstance(data, str) and self.connected:
            self.sock.send(text_frame(data.encode()))
        else:
            super().send(data)

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """Say goodbye, and do not wait long for the answer."""
        super().close(reason, message)
        gevent.spawn_later(LINGER_S, self.sock.cut)


class GatedWebSocket:
    """What Engine.IO asks of its driver: a WSGI answer that becomes a websocket."""

    ws: WholeFrameServer

    def __init__(self, fanout: Fanout, handler: Callable[[Any], Any], server: Any) -> None:
        self._fanout = fanout
        self._handler = handler
        self._client = handler.__self__  # type: ignore[attr-defined]
        self._max_message_size = server.max_http_buffer_size

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Serve one websocket from handshake to end."""
        try:
            self._shake_hands(environ)
        except (RemoteProtocolError, simple_websocket.ConnectionError):
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            return (b"bad_websocket\n",)
        # The server in front keeps a buffer, and would take what is left unread for a request.
        body = environ["wsgi.input"]
        getattr(body, "rfile", body).close()
        self._serve(self.ws.sock)
        return ()  # a list, even empty, would be answered 200 OK

    def _shake_hands(self, environ: dict[str, Any]) -> None:
        if environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ:
            raise RemoteProtocolError("a websocket begins with a request without a body")
        self.ws = WholeFrameServer(
            environ,
            self._client,
            self._fanout.limits,
            max_message_size=self._max_message_size,
        )

    def _serve(self, gate: Gate) -> None:
        self._fanout.adopt(gate)
        try:
            self._handler(self)
            gate.finish(LINGER_S)
        finally:
            self._fanout.forget(gate)
            gate.close()

    def send(self, message: str | bytes) -> None:
        """Send one message. Raises ``OSError`` when the client is gone."""
        try:
            self.ws.send(message)
        except simple_websocket.ConnectionClosed:
            raise OSError("the websocket is closed") from None

    def wait(self) -> str | bytes | None:
        """The next message; None when there will be none."""
        try:
            message: str | bytes = self.ws.receive()
            return message
        except simple_websocket.ConnectionClosed:
            return None

    def close(self) -> None:
        """Say goodbye."""
        if self.ws.connected:
            self.ws.close()
