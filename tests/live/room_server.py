"""A server with one room and nothing else, told by HTTP what to send: for the transport's tests.

Environment: PORT, FAST ("0" for the libraries' own way), LIMITS (JSON of ``Limits``),
PING_S. ``POST /do`` takes a JSON list of instructions, played without a pause between them:
``["news", payload]`` (broadcast), ``["emit", payload]`` (the library's emit, event "plain"),
``["turn"]`` (let the others run once), ``["hang up"]`` (the server ends every connection).
``GET /state`` answers what is open in this process.
"""

from __future__ import annotations

import gc
import json
import os
import signal
from typing import Any

import gevent
from flask import Flask, request
from flask_socketio import SocketIO, join_room

from eventlab.live import transport

app = Flask(__name__)
socketio = SocketIO(
    app,
    async_mode="gevent",
    async_handlers=False,
    cors_allowed_origins=[],
    manage_session=False,
    ping_interval=float(os.environ.get("PING_S", "25")),
    max_http_buffer_size=4096,
)
overflowed: list[str] = []
fast = transport.install(
    socketio,
    enabled=os.environ.get("FAST", "1") == "1",
    limits=transport.Limits(**json.loads(os.environ.get("LIMITS", "{}"))),
    on_overflow=overflowed.append,
)


@socketio.on("connect")
def connect() -> None:
    join_room("room")


@socketio.on("echo")
def echo(value: Any) -> Any:
    return value


@app.post("/do")
def do() -> dict[str, Any]:
    for name, *arguments in request.get_json():
        if name == "news":
            transport.broadcast(socketio, "room", "news", *arguments)
        elif name == "encoded news":
            encoded = json.dumps(*arguments, ensure_ascii=False).encode()
            transport.broadcast(socketio, "room", "news", encoded)
        elif name == "emit":
            socketio.emit("plain", *arguments, to="room")
        elif name == "turn":
            gevent.sleep(0)
        elif name == "hang up":
            for client in list(socketio.server.eio.sockets.values()):
                client.close(wait=False)
    return {}


@app.get("/state")
def state() -> dict[str, Any]:
    gc.collect()
    websockets, waiting = transport.backlog(socketio)
    return {
        "fast": fast,
        "clients": len(list(socketio.server.manager.get_participants("/", "room"))),
        "websockets": websockets,
        "waiting": waiting,
        "overflowed": overflowed,
        "descriptors": len(os.listdir("/proc/self/fd")),
        "writers": sum(_writes(thing) for thing in gc.get_objects()),
    }


def _writes(thing: Any) -> bool:
    return (
        isinstance(thing, gevent.Greenlet)
        and not thing.dead
        and "Gate" in repr(getattr(thing, "_run", ""))
    )


if __name__ == "__main__":
    gevent.signal_handler(signal.SIGTERM, socketio.stop)
    socketio.run(app, host="127.0.0.1", port=int(os.environ["PORT"]))
