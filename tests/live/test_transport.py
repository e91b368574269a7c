"""Messages to phones: whole, in order, bounded; over real sockets, to a server of its own."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import engineio
import pytest
import requests
import socketio
from engineio.payload import Payload
from flask import Flask
from flask_socketio import SocketIO
from wsproto.frame_protocol import FrameProtocol

from eventlab.live import transport
from tests.conftest import free_port, select_nothing
from tests.live.phones import TIMEOUT_S, Phone

Payload.max_decode_packets = 10_000  # the Python client would refuse more than 16 at once
ROOT = Path(__file__).resolve().parents[2]
SMALL = 4096  # receive buffer of a phone that is soon full
LINES = {"messages": 8, "bytes": 64 * 1024, "kernel_bytes": 4096, "patience_s": 300}


class Room:
    """A running room_server and the phones at it."""

    def __init__(self, log: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.polling = f"{self.url}/socket.io/?EIO=4&transport=polling"
        self.fast = environment.get("FAST") != "0"
        self.log = log
        self.phones: list[Phone] = []
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.live.room_server"],
                cwd=ROOT,
                env={**os.environ, "PORT": str(self.port), **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.until(lambda: self.answers() or self.process.poll() is not None)
        assert self.process.poll() is None, log.read_text()

    def answers(self) -> bool:
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(f"{self.url}/state", timeout=TIMEOUT_S).ok
        return False

    def phone(self, receive_buffer: int | None = None, offer: bool = True) -> Phone:
        phone = Phone(self.port, receive_buffer, offer)
        self.phones.append(phone)
        return phone

    def do(self, *instructions: list[Any]) -> None:
        requests.post(f"{self.url}/do", json=instructions, timeout=TIMEOUT_S).raise_for_status()

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = requests.get(f"{self.url}/state", timeout=TIMEOUT_S).json()
        return state

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until the condition holds; fails when it does not within 20 seconds."""
        for _ in range(400):
            if condition():
                return
            select_nothing(0.05)
        raise TimeoutError(self.log.read_text())

    def stop(self) -> None:
        """Stop; fails unless the server ends well, having said nothing (no traceback)."""
        for phone in self.phones:
            phone.socket.close()
        self.process.terminate()
        assert self.process.wait(timeout=TIMEOUT_S) == 0
        # The libraries' own way may end with a traceback: they read a websocket's rest as HTTP.
        assert not self.fast or self.log.read_text() == ""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Starts rooms of this test's own."""
    rooms: list[Room] = []

    def start(limits: dict[str, Any] | None = None, **environment: str) -> Room:
        log = tmp_path / f"room-{len(rooms)}.log"
        rooms.append(Room(log, LIMITS=json.dumps(limits or {}), **environment))
        return rooms[-1]

    yield start
    for room in rooms:
        room.stop()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room with nothing special, for tests that leave it as it was."""
    room = Room(tmp_path_factory.mktemp("room") / "log")
    yield room
    room.stop()


def mixture(seed: int, count: int) -> tuple[list[list[Any]], list[tuple[str, Any]]]:
    """Instructions in random order, and the events a client must see, in order."""
    dice = random.Random(seed)
    instructions: list[list[Any]] = []
    events = []
    for number in range(count):
        way = dice.choice(("news", "encoded news", "emit"))
        value = {"n": number, "text": "é\u2028🏠\x00" * dice.choice((0, 1, 40, 700))}
        instructions.append([way, value])
        events.append(("plain" if way == "emit" else "news", value))
        if dice.random() < 0.3:
            instructions.append(["turn"])
    return instructions, events


class OneAtATime(engineio.Client):
    """The stock client starts a thread for each message, and threads overtake each other."""

    def _trigger_event(self, event: str, *arguments: Any, **options: Any) -> Any:
        return super()._trigger_event(event, *arguments, **{**options, "run_async": False})


class InOrder(socketio.Client):
    """The python-socketio client, handling messages in the order they came."""

    def _engineio_client_class(self) -> type[engineio.Client]:
        return OneAtATime


class Listener:
    """The python-socketio client, listening."""

    def __init__(self, url: str, *transports: str) -> None:
        self.heard: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.client = InOrder(reconnection=False)
        for name in ("news", "plain", "resync"):
            self.client.on(name, lambda value, name=name: self.heard.put((name, value)))
        self.client.connect(url, transports=list(transports) or None)

    def take(self, count: int) -> list[tuple[str, Any]]:
        return [self.heard.get(timeout=TIMEOUT_S) for _ in range(count)]


def poll_open(room: Room) -> str:
    """A new client on polling; gives "&sid=..."."""
    opened = json.loads(requests.get(room.polling, timeout=TIMEOUT_S).text[1:])
    session = f"&sid={opened['sid']}"
    requests.post(room.polling + session, data="40", timeout=TIMEOUT_S).raise_for_status()
    requests.get(room.polling + session, timeout=TIMEOUT_S).raise_for_status()
    return session


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65535, 65536, 300_000])
def test_a_text_frame_reads_back_as_what_was_put_in(size: int) -> None:
    reader = FrameProtocol(client=True, extensions=[])
    reader.receive_bytes(transport.text_frame(b"x" * size))
    frames = list(reader.received_frames())
    assert "".join(str(frame.payload) for frame in frames) == "x" * size
    assert frames[-1].message_finished


@pytest.mark.parametrize("fast", ["1", "0"])
def test_every_client_gets_the_same_in_order_however_it_was_sent(
    start: Callable[..., Room], fast: str
) -> None:
    room = start(FAST=fast, limits={"messages": 1000, "bytes": 10_000_000})
    phone, polling, upgraded = (
        room.phone(offer=fast == "1"),
        Listener(room.url, "polling"),
        Listener(room.url, "polling", "websocket"),
    )
    assert room.state()["fast"] is (fast == "1")
    instructions, events = mixture(seed=1, count=200)
    room.do(*instructions)
    assert [phone.message() for _ in events] == events
    assert polling.take(len(events)) == events
    assert upgraded.take(len(events)) == events
    polling.client.disconnect()
    upgraded.client.disconnect()


def test_order_is_kept_while_clients_upgrade(start: Callable[..., Room]) -> None:
    room = start(limits={"messages": 10_000, "bytes": 10_000_000})
    first = Listener(room.url)
    for seed in range(10):
        listener = Listener(room.url)
        instructions, events = mixture(seed, 30)
        room.do(*instructions)
        assert listener.take(30) == events
        assert first.take(30) == events
        listener.client.disconnect()
    first.client.disconnect()


def test_a_websocket_hears_nothing_before_the_client_has_moved_to_it(room: Room) -> None:
    session = poll_open(room)
    phone = Phone(room.port, polling_session=session)
    room.do(["news", 0])
    phone.send("2probe")
    assert phone.packet() == "3probe"
    room.do(["news", 1], ["turn"], ["news", 2])
    assert requests.get(room.polling + session, timeout=TIMEOUT_S).text == "6"
    phone.send("5")
    room.do(["news", 3])
    assert [phone.message()[1] for _ in range(4)] == [0, 1, 2, 3]
    phone.socket.close()


def test_pings_and_answers_keep_their_place_behind_what_waits(start: Callable[..., Room]) -> None:
    room = start(limits={"messages": 1000, "bytes": 10_000_000, "kernel_bytes": 4096}, PING_S="1")
    phone = room.phone(SMALL)
    events = [("news", "x" * 3000 + str(n)) for n in range(200)]
    room.do(*[["news", value] for _, value in events])
    phone.ask("echo", "after")
    seen = [phone.message() for _ in events]
    assert seen == events
    assert phone.packet() == '437["after"]'
    assert room.state()["waiting"] == 0


def test_compression_is_refused(room: Room) -> None:
    phone = room.phone()
    assert phone.answer.startswith("HTTP/1.1 101")
    assert "permessage-deflate" not in phone.answer.lower()
    phone.socket.close()


def test_a_burst_of_two_megabytes_comes_in_whole_frames_through_a_narrow_socket(
    start: Callable[..., Room],
) -> None:
    room = start(limits={"messages": 100, "bytes": 4_000_000, "kernel_bytes": 4096})
    phone = room.phone(SMALL)
    burst = [f"{n}:" + chr(97 + n % 26) * (2_000_000 // 64) for n in range(64)]
    room.do(*[["news" if n % 2 else "emit", value] for n, value in enumerate(burst)])
    assert room.state()["waiting"] > 1_000_000
    assert [phone.message()[1] for _ in burst] == burst
    room.until(lambda: room.state()["writers"] == 0)


def test_a_phone_that_stops_reading_is_bounded_and_resynced_and_others_get_all(
    start: Callable[..., Room],
) -> None:
    room = start(limits=LINES, PING_S="300")
    stuck, well, polling = room.phone(SMALL), room.phone(), Listener(room.url, "polling")
    events = [("news", f"{n}:" + "x" * 4000) for n in range(40)]
    for _, value in events:
        room.do(["news", value])
        assert well.message() == ("news", value)
        assert polling.take(1) == [("news", value)]
        assert room.state()["waiting"] <= LINES["bytes"] + 5000
    assert len(room.state()["overflowed"]) == 1
    seen = [stuck.message()]
    while seen[-1][0] == "news":
        seen.append(stuck.message())
    assert seen[-1] == ("resync", {})
    assert seen[:-1] == events[: len(seen) - 1]
    room.do(["news", "after"])
    assert stuck.message() == ("news", "after")
    polling.client.disconnect()


def test_a_phone_that_overflows_twice_is_resynced_twice(start: Callable[..., Room]) -> None:
    room = start(limits=LINES)
    phone = room.phone(SMALL)
    for _ in range(2):
        room.do(*[["news", "x" * 4000] for _ in range(100)])
        while phone.message() != ("resync", {}):
            pass
    room.do(["news", "after"])
    assert phone.message() == ("news", "after")
    assert len(room.state()["overflowed"]) == 2


def test_what_the_library_sends_is_never_dropped(start: Callable[..., Room]) -> None:
    room = start(limits=LINES)
    phone = room.phone(SMALL)
    for n in range(30):
        room.do(["news", "x" * 4000], ["turn"], ["emit", n], ["turn"])
    # The system may take what waits before all is sent: then there is room to overflow again.
    drops = len(room.state()["overflowed"])
    assert drops
    heard: list[tuple[str, Any]] = []
    while ("plain", 29) not in heard or heard.count(("resync", {})) < drops:
        heard.append(phone.message())
    assert [value for name, value in heard if name == "plain"] == list(range(30))


def test_a_polling_client_that_stays_away_is_bounded_and_resynced(
    start: Callable[..., Room],
) -> None:
    room = start(limits=LINES)
    session = room.polling + poll_open(room)
    room.do(*[["news", n] for n in range(50)])
    packets = requests.get(session, timeout=TIMEOUT_S).text.split("\x1e")
    assert packets == [*[f'42["news",{n}]' for n in range(8)], '42["resync",{}]']
    room.do(["news", "after"])
    assert requests.get(session, timeout=TIMEOUT_S).text == '42["news","after"]'
    assert len(room.state()["overflowed"]) == 1


def test_a_phone_that_reads_nothing_is_cut_and_leaves_nothing_behind(
    start: Callable[..., Room],
) -> None:
    room = start(limits={**LINES, "patience_s": 0.5})
    well = room.phone()
    before = room.state()
    stuck = room.phone(SMALL)
    for _ in range(100):
        room.do(["news", "x" * 4000])
        assert well.message() == ("news", "x" * 4000)
    room.until(lambda: room.state()["websockets"] == 1)
    stuck.read_to_the_end()
    room.until(lambda: room.state()["descriptors"] == before["descriptors"])
    assert room.state()["writers"] == 0


def test_what_the_library_sends_to_a_phone_that_reads_nothing_is_bounded_too(
    start: Callable[..., Room],
) -> None:
    room = start(limits={**LINES, "kept_bytes": 200_000})
    room.phone(SMALL)
    room.do(*[["emit", "x" * 4000] for _ in range(200)])
    room.until(lambda: room.state()["websockets"] == 0)
    assert room.state()["waiting"] == 0


def test_phones_that_vanish_in_the_middle_of_a_frame_leave_nothing_behind(
    start: Callable[..., Room],
) -> None:
    room = start(limits={**LINES, "bytes": 4_000_000})
    well = room.phone()
    before = room.state()
    crowd = [room.phone(SMALL) for _ in range(20)]
    room.do(["news", "x" * 1_000_000])
    assert len(well.message()[1]) == 1_000_000
    room.until(lambda: room.state()["writers"] == 20)
    for phone in crowd[:10]:
        phone.vanish()
    for phone in crowd[10:]:
        phone.socket.close()
    room.do(["news", "after"], ["emit", "after"])
    assert [well.message(), well.message()] == [("news", "after"), ("plain", "after")]
    room.until(lambda: room.state()["descriptors"] == before["descriptors"])
    assert room.state()["writers"] == 0
    assert room.state()["websockets"] == 1


def test_a_server_that_hangs_up_does_not_wait_for_a_silent_phone(
    start: Callable[..., Room],
) -> None:
    room = start()
    before = room.state()
    polite, silent = room.phone(), room.phone()
    room.do(["news", "last"], ["hang up"])
    assert polite.message() == ("news", "last")
    assert polite.packet() == "1"
    first, _ = polite.frame()
    assert first == 0x88
    polite.send_frame(0x88, b"\x03\xe8")
    room.until(lambda: room.state()["descriptors"] == before["descriptors"])
    assert room.state()["websockets"] == 0
    assert silent.message() == ("news", "last")


def test_a_server_stops_while_it_writes(start: Callable[..., Room]) -> None:
    room = start(limits={"bytes": 4_000_000, "kernel_bytes": 4096})
    room.phone(SMALL)
    room.do(["news", "x" * 1_000_000])
    assert room.state()["writers"] == 1
    room.stop()


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\xff\xff\xff\xff\xff\xff\xff\xff",  # reserved bits, unknown opcode
        b"\x81\x02hi",  # not masked
        b"\x81\xfe\x7f\xff" + b"\0" * 5000,  # bigger than the server takes
        b"\x81\x82\0\0\0\0\xc3\x28",  # not UTF-8
        b"\x01\x81\0\0\0\0a" * 5000,  # a message that never ends
        b"\xc1\x81\0\0\0\0a",  # compressed, which was refused
    ],
)
def test_a_phone_that_sends_nonsense_is_cut_and_nobody_else_notices(
    room: Room, nonsense: bytes
) -> None:
    room.until(lambda: room.state()["websockets"] == 0)
    well, bad = room.phone(), room.phone()
    bad.socket.sendall(nonsense)
    room.do(["news", 1])
    room.until(lambda: room.state()["websockets"] == 1)
    room.do(["news", 2])
    assert [well.message(), well.message()] == [("news", 1), ("news", 2)]
    bad.read_to_the_end()
    well.socket.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-WebSocket-Key": "x" * 22 + "=="},
        {"Sec-WebSocket-Version": "13"},
        {"Sec-WebSocket-Key": "x" * 22 + "==", "Sec-WebSocket-Version": "13", "Content-Length": 9},
    ],
)
def test_a_bad_handshake_is_refused_without_a_traceback(
    room: Room, headers: dict[str, Any]
) -> None:
    with socket.create_connection(("127.0.0.1", room.port), TIMEOUT_S) as line:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        line.sendall(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
            b"Connection: Upgrade\r\nUpgrade: websocket\r\n" + head.encode() + b"\r\n"
        )
        line.shutdown(socket.SHUT_WR)
        assert line.recv(100).startswith(b"HTTP/1.1 400")


NODE_CLIENT = """
import { io } from "socket.io-client";
const [url, count] = [process.argv[2], Number(process.argv[3])];
const heard = [];
const socket = io(url, { transports: JSON.parse(process.argv[4]) });
socket.onAny((name, value) => {
  heard.push([name, value]);
  if (heard.length === count) {
    process.stdout.write(JSON.stringify(heard) + "\\n", () => process.exit(0));
  }
});
socket.on("connect", () => console.log("here"));
"""


@pytest.mark.skipif(not shutil.which("node"), reason="node is missing")
@pytest.mark.skipif(
    not (ROOT / "node_modules/socket.io-client").is_dir(), reason="npm ci was not run"
)
@pytest.mark.parametrize("transports", ['["websocket"]', '["polling","websocket"]', '["polling"]'])
def test_the_official_client_hears_everything_in_order(
    start: Callable[..., Room], transports: str
) -> None:
    room = start(limits={"messages": 1000, "bytes": 10_000_000})
    instructions, events = mixture(seed=4, count=100)
    command = ["node", "--input-type=module", "-", room.url, str(len(events)), transports]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as node:
        assert node.stdin
        assert node.stdout
        node.stdin.write(NODE_CLIENT)
        node.stdin.close()
        assert node.stdout.readline() == "here\n"
        room.until(lambda: room.state()["clients"] == 1)
        room.do(*instructions)
        heard = json.loads(node.stdout.readline())
    assert [(name, value) for name, value in heard] == events


def test_without_gevent_the_libraries_own_way_is_taken() -> None:
    socketio = SocketIO(Flask("plain"), async_mode="threading")
    assert transport.install(socketio) is False
    assert transport.backlog(socketio) == (0, 0)


@pytest.mark.parametrize("change", ["version", "name"])
def test_unexpected_libraries_are_left_alone_and_said_loudly(
    change: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = SocketIO(Flask("plain"), async_mode="gevent")
    websocket = app.server.eio._async["websocket"]
    if change == "version":
        monkeypatch.setitem(transport.KNOWN_VERSIONS, "python-engineio", "4.9")
    else:
        monkeypatch.delattr("engineio.socket.Socket._websocket_handler")
    assert transport.install(app) is False
    assert "slow path" in caplog.text
    assert app.server.eio._async["websocket"] is websocket


def test_one_server_taken_over_leaves_the_others_alone() -> None:
    mine = SocketIO(Flask("mine"), async_mode="gevent")
    other = SocketIO(Flask("other"), async_mode="gevent")
    assert transport.install(mine) is True
    assert mine.server.eio._async["websocket"] is not other.server.eio._async["websocket"]
