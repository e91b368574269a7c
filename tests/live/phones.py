"""A phone that speaks Socket.IO over a raw websocket: it sees every frame as it came."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import socket
import struct
from typing import Any

TIMEOUT_S = 20


class Gone(Exception):
    """The server ended the connection."""


class Phone:
    """One websocket, read only when asked to; it offers compression as browsers do.

    With ``polling_session`` ("&sid=...") the websocket is one that a client on polling is about
    to move to.
    """

    def __init__(
        self,
        port: int,
        receive_buffer: int | None = None,
        offer: bool = True,
        polling_session: str = "",
    ) -> None:
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(TIMEOUT_S)
        self.socket.connect(("127.0.0.1", port))
        self._unread = b""
        self.answer = self._shake_hands(port, offer, polling_session)
        if polling_session:
            return
        self.packet()  # Engine.IO: open
        self.send("40")
        self.packet()  # Socket.IO: connected

    def _shake_hands(self, port: int, offer: bool, session: str) -> str:
        extension = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            (
                f"GET /socket.io/?EIO=4&transport=websocket{session} HTTP/1.1\r\n"
                f"Host: 127.0.0.1:{port}\r\n"
                "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                f"{extension if offer else ''}\r\n"
            ).encode()
        )
        while b"\r\n\r\n" not in self._unread:
            self._receive()
        head, self._unread = self._unread.split(b"\r\n\r\n", 1)
        return head.decode()

    def _receive(self) -> None:
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        if not data:
            raise Gone
        self._unread += data

    def _take(self, size: int) -> bytes:
        while len(self._unread) < size:
            self._receive()
        taken, self._unread = self._unread[:size], self._unread[size:]
        return taken

    def frame(self) -> tuple[int, bytes]:
        """The next frame: (first byte, payload). Fails on anything a server may not send."""
        first, second = self._take(2)
        assert not second & 0x80, "a server's frame is not masked"
        size = second & 0x7F
        if size == 126:
            (size,) = struct.unpack("!H", self._take(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._take(8))
        return first, self._take(size)

    def packet(self) -> str:
        """The next Engine.IO packet; pings are answered and passed over."""
        while True:
            first, payload = self.frame()
            if first == 0x88:
                raise Gone
            assert first == 0x81, f"not a whole text frame: {first:#x}"
            if payload != b"2":
                return payload.decode()
            self.send("3")

    def message(self) -> tuple[str, Any]:
        """The next event: (name, value)."""
        packet = self.packet()
        if packet == "6":  # "nothing", left over from a move to this websocket
            packet = self.packet()
        assert packet.startswith("42"), packet
        name, value = json.loads(packet[2:])
        return name, value

    def send(self, text: str) -> None:
        """Send one masked text frame."""
        data = text.encode()
        assert len(data) < 126
        self.send_frame(0x81, data)

    def send_frame(self, first: int, data: bytes) -> None:
        """Send one masked frame, whatever it is."""
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
        self.socket.sendall(bytes((first, 0x80 | len(data))) + mask + masked)

    def ask(self, event: str, value: Any) -> None:
        """Send an event that asks for an answer (id 7)."""
        self.send("427" + json.dumps([event, value]))

    def read_to_the_end(self) -> None:
        """Read on until the server ends the connection."""
        with contextlib.suppress(Gone):
            while True:
                self.frame()

    def vanish(self) -> None:
        """Go without a word, throwing away what was not read."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()
