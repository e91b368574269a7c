"""The socket's door: whose page may open it, what it may ask, and what nonsense does to others."""

from __future__ import annotations

import random
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
import websocket

from eventlab.rehearsal.client import Client
from eventlab.sessions.models import Event
from tests.conftest import Server
from tests.factories import Factory

HANDSHAKE = "/socket.io/?EIO=4&transport=websocket"


def open_socket(server: Server, **headers: str) -> websocket.WebSocket:
    """A raw websocket to the server, with exactly these headers beside the handshake's own."""
    return websocket.create_connection(
        server.url.replace("http", "ws") + HANDSHAKE,
        header=[f"{name.replace('_', '-')}: {value}" for name, value in headers.items()],
        suppress_origin=True,
        timeout=10,
    )


@pytest.fixture
def event(live: Factory) -> Event:
    event = live.event("post")
    return live.at_step(event, "post", hidden=False, perspective="all")


@pytest.fixture
def bystander(server: Server, event: Event) -> Iterator[Client]:
    """Somebody who watches, to whom nothing should happen."""
    client = server.client()
    client.join(event.code)
    client.watch(event.code)
    yield client
    client.close()


def still_served(client: Client, event: Event, text: str) -> bool:
    stored = client.post(f"/e/{event.code}/problems", {"text": text}).json()
    client.wait_until(lambda c: str(stored["id"]) in c.items("problem"))
    return client.said_bye is None


def test_our_own_page_may_open_a_socket(server: Server):
    socket = open_socket(server, Origin=server.url)
    assert socket.recv().startswith("0{")
    socket.close()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://elsewhere.example", "X_Forwarded_Host": "elsewhere.example"},
        {"Origin": "http://[broken"},
        {"Referer": "http://elsewhere.example/page"},
    ],
)
def test_another_sites_page_may_not(server: Server, headers: dict[str, str]):
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        open_socket(server, **headers)
    assert refused.value.status_code == 403


@pytest.mark.parametrize("origin", [None, "http://elsewhere.example"])
def test_polling_is_held_to_the_same_origin(server: Server, origin: str | None):
    request = urllib.request.Request(server.url + "/socket.io/?EIO=4&transport=polling")
    if origin:
        request.add_header("Origin", origin)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 403


def test_polling_brings_the_same_news(server: Server, event: Event):
    client = server.client()
    client.join(event.code)
    client.watch(event.code, transport="polling")
    assert still_served(client, event, "Par sondage aussi.")
    client.close()


def test_watching_an_event_one_is_not_in_is_refused_by_name(
    server: Server, live: Factory, bystander: Client
):
    other = live.event()
    bystander.ask(other.code, "phone", 0)
    bystander.wait_until(lambda c: c.said_bye is not None)
    assert bystander.said_bye == "not_joined"


def test_watching_the_desk_as_a_participant_is_refused(bystander: Client, event: Event):
    bystander.ask(event.code, "desk", 0)
    bystander.wait_until(lambda c: c.said_bye is not None)
    assert bystander.said_bye == "not_allowed"


@pytest.mark.parametrize(
    "message",
    [
        None,
        7,
        "watch",
        [],
        {},
        {"event": 5, "surface": "phone", "since": 0},
        {"event": "x" * 500, "surface": "phone", "since": 0},
        {"event": "ABC234", "surface": "office", "since": 0},
        {"event": "ABC234", "surface": "phone", "since": "0"},
        {"event": "ABC234", "surface": "phone", "since": True},
        {"event": "ABC234", "surface": "phone", "since": -1},
        {"event": "ABC234", "surface": "phone", "since": 2**80},
        {"event": ["ABC234"], "surface": {"a": 1}, "since": None},
    ],
)
def test_a_watch_of_the_wrong_shape_is_refused_by_name(
    server: Server, event: Event, message: object
):
    client = server.client()
    client.join(event.code)
    client.watch(event.code)
    client.say("watch", message)
    client.wait_until(lambda c: c.said_bye is not None)
    assert client.said_bye == "bad_request"
    client.close()


def test_an_event_nobody_knows_is_ignored(bystander: Client, event: Event):
    bystander.say("erase_everything", {"event": event.code})
    bystander.say("news", {"version": 10**9, "items": {}})
    assert still_served(bystander, event, "Toujours là.")


def test_fuzzed_frames_disturb_nobody_and_leave_no_traceback(
    server: Server, event: Event, bystander: Client
):
    chance = random.Random(5)
    for _ in range(40):
        socket = open_socket(server, Origin=server.url)
        socket.recv()
        try:
            for _ in range(25):
                send_nonsense(socket, chance)
        except (OSError, websocket.WebSocketException):
            pass  # the server hung up, which is its right
        socket.close(timeout=0)
    assert still_served(bystander, event, "Après le bruit.")
    assert "Traceback" not in server.log()


def send_nonsense(socket: websocket.WebSocket, chance: random.Random) -> None:
    """One frame that no client of ours would send."""
    deep = "[" * 1500 + "]" * 1500
    frames = [
        "4" + chr(chance.randrange(32, 0x2FFF)) * chance.randrange(1, 60),
        "42" + deep,
        '42["watch",{"event":' + deep + "}]",
        "451-" + '["watch",{"_placeholder":true,"num":0}]',
        "459999999999-[]",
        "4" + "9" * 3000,
        "40/nowhere,",
        "41",
        "43" + "7" * 40 + "[]",
        "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randrange(0, 40))),
        "x" * 3900,
        "6",
        "5",
    ]
    if chance.random() < 0.2:
        socket.send_binary(chance.randbytes(chance.randrange(0, 200)))
    else:
        socket.send(chance.choice(frames))


def test_a_message_too_big_ends_that_socket_only(server: Server, event: Event, bystander: Client):
    socket = open_socket(server, Origin=server.url)
    socket.recv()
    socket.send("40")
    socket.recv()
    try:
        socket.send('42["watch","' + "x" * 100_000 + '"]')
        while socket.recv():
            pass
    except (OSError, websocket.WebSocketException):
        pass
    socket.close(timeout=0)
    assert still_served(bystander, event, "Le gros message est passé à côté.")
