"""A thousand phones on one event loop: raw frames over raw sockets, as little work as can be.

They do what a browser does on the wire (cookies, CSRF, an offer of compression, answers to pings)
and nothing of what it does with what it got. The event loop is the caller's.
"""

from __future__ import annotations

import asyncio
import base64
import gzip
import os
import re
import struct
import zlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, TypeVar
from urllib.parse import urlencode

import orjson

T = TypeVar("T")
HOST = "127.0.0.1"
CONNECT_TIMEOUT_S = 30
MASK = b"\0\0\0\0"  # allowed, and nothing to compute

#: (phone, event payload as JSON bytes ``["name", value]``, time of arrival)
Listener = Callable[["Phone", bytes, float], None]


class Phone(asyncio.Protocol):
    """One Socket.IO connection over a websocket; ``open`` makes it."""

    def __init__(self, listener: Listener | None = None) -> None:
        self.messages = 0
        self.lost = asyncio.Event()
        self._listener = listener
        self._unread = b""
        self._inflate: Any = None
        self._transport: Any = None
        self._shaken = False
        self._waits: dict[bytes, asyncio.Future[bytes]] = {}

    @classmethod
    async def open(
        cls, port: int, headers: dict[str, str] | None = None, listener: Listener | None = None
    ) -> Phone:
        """A phone that is connected. Raises ``ConnectionError`` or ``TimeoutError``."""
        loop = asyncio.get_running_loop()
        _, phone = await loop.create_connection(lambda: cls(listener), HOST, port)
        await asyncio.wait_for(phone._connect(port, headers or {}), CONNECT_TIMEOUT_S)
        return phone

    async def _connect(self, port: int, headers: dict[str, str]) -> None:
        connected = self._wait_for(b"40")
        lines = {
            "Host": f"{HOST}:{port}",
            "Origin": f"http://{HOST}:{port}",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        path = "/socket.io/?EIO=4&transport=websocket"
        self._transport.write(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
        await connected

    async def ask(self, event: str, value: Any) -> Any:
        """Send an event and wait for its answer."""
        answer = self._wait_for(b"430")
        self._send(b"420" + orjson.dumps([event, value]))
        return orjson.loads((await asyncio.wait_for(answer, CONNECT_TIMEOUT_S))[3:])[0]

    def close(self) -> None:
        """Go away."""
        self._transport.close()

    def _wait_for(self, start: bytes) -> asyncio.Future[bytes]:
        self._waits[start] = asyncio.get_running_loop().create_future()
        return self._waits[start]

    def connection_made(self, transport: Any) -> None:
        """asyncio: the socket is there."""
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: the socket is gone."""
        self.lost.set()
        for waiting in self._waits.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError(f"the server closed: {exc}"))

    def data_received(self, data: bytes) -> None:
        """asyncio: some bytes."""
        self._unread = self._unread + data if self._unread else data
        if not self._shaken and not self._shake_hands():
            return
        start = 0
        while (end := self._frame(start)) > start:
            start = end
        self._unread = self._unread[start:]

    def _shake_hands(self) -> bool:
        head, found, rest = self._unread.partition(b"\r\n\r\n")
        if found:
            self._shaken, self._unread = True, rest
            if not head.startswith(b"HTTP/1.1 101"):
                self._transport.abort()
            elif b"permessage-deflate" in head:
                self._inflate = zlib.decompressobj(-15)
        return bool(found)

    def _frame(self, start: int) -> int:
        """Take the frame at ``start`` if it is all there; gives where the next one begins."""
        data = self._unread
        if len(data) < start + 2:
            return start
        size, body = data[start + 1], start + 2
        if size > 125:
            body += 2 if size == 126 else 8
            if len(data) < body:
                return start
            (size,) = struct.unpack_from("!H" if size == 126 else "!Q", data, start + 2)
        if len(data) < body + size:
            return start
        self._take(data[start], data[body : body + size])
        return body + size

    def _take(self, first: int, payload: bytes) -> None:
        if first & 0x40:
            payload = self._inflate.decompress(payload + b"\0\0\xff\xff")
        if first & 0x0F == 8:
            self._transport.close()
        elif payload.startswith(b"42"):
            self.messages += 1
            if self._listener:
                self._listener(self, payload[2:], perf_counter())
        elif payload == b"2":
            self._send(b"3")
        elif payload.startswith(b"0"):
            self._send(b"40")
        elif waiting := self._waits.pop(payload[:2], None) or self._waits.pop(payload[:3], None):
            waiting.set_result(payload)

    def _send(self, payload: bytes) -> None:
        size = len(payload)
        head = bytes((0x81, 0x80 | size)) if size < 126 else struct.pack("!BBH", 0x81, 0xFE, size)
        self._transport.write(head + MASK + payload)


@dataclass
class Answer:
    """What came back on a request."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body, read as JSON."""
        return orjson.loads(self.body)


@dataclass
class Browser:
    """One browser: a kept-alive connection, cookies, the CSRF token of the last page."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _streams: Any = None

    async def get(self, path: str, **headers: str) -> Answer:
        """GET a page."""
        answer = await self._request("GET", path, b"", headers)
        if found := re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', answer.body):
            self.token = found[1].decode()
        return answer

    async def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """POST a form as our scripts do. Raises ``RuntimeError`` on a refusal."""
        if not self.token:
            self.token = (await self.get("/csrf.json")).json()["token"]
        sent = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.token,
            "Idempotency-Key": os.urandom(12).hex(),
            "Referer": f"http://{HOST}:{self.port}{path}",
            **headers,
        }
        answer = await self._request("POST", path, urlencode(fields).encode(), sent)
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status} {answer.body[:300]!r}")
        return answer

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def close(self) -> None:
        """Hang up; the cookies stay."""
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _request(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self.port, limit=2**20)
        reader, writer = self._streams
        lines = {
            "Host": f"{HOST}:{self.port}",
            "Accept": "application/json" if method == "POST" else "*/*",
            "Accept-Encoding": "gzip",
            "Cookie": self.cookie,
            "Content-Length": str(len(body)),
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        answer = await asyncio.wait_for(_read_answer(reader, self.cookies), CONNECT_TIMEOUT_S)
        if answer.headers.get("connection") == "close":
            self.close()
        return answer


async def _read_answer(reader: asyncio.StreamReader, cookies: dict[str, str]) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {}
    for line in head[1:-2]:
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
        if name.lower() == "set-cookie":
            cookie, _, _ = value.partition(";")
            cookies.update([cookie.split("=", 1)])
    if headers.get("transfer-encoding") == "chunked":
        body = await _read_chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(int(head[0].split()[1]), headers, body)


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


async def crowd(makers: Iterable[Callable[[], Awaitable[T]]], at_once: int = 20) -> list[T]:
    """Do the same for many, ``at_once`` at a time; what each gave, in order."""
    gate = asyncio.Semaphore(at_once)

    async def one(make: Callable[[], Awaitable[T]]) -> T:
        async with gate:
            return await make()

    return await asyncio.gather(*[one(make) for make in makers])


async def until(condition: Callable[[], object], timeout_s: float, what: str) -> float:
    """Look every 2 ms until the condition holds; gives the seconds it took."""
    start = perf_counter()
    while not condition():
        if perf_counter() - start > timeout_s:
            raise TimeoutError(f"waited {timeout_s} s in vain for {what}")
        await asyncio.sleep(0.002)
    return perf_counter() - start
