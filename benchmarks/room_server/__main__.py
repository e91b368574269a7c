"""One room, and a way to ask for a burst: what ``node_yardstick/server.js`` is for node.

``POST /burst?count=60&interval_ms=100`` sends PAYLOAD (JSON, from the environment) to everybody.
FAST=0 leaves it to Flask-SocketIO.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import os  # noqa: E402

import gevent  # noqa: E402
from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

from eventlab.live import transport  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(
    app, async_mode="gevent", async_handlers=False, cors_allowed_origins=[], manage_session=False
)
transport.install(socketio, enabled=os.environ.get("FAST") != "0")
news = json.loads(os.environ["PAYLOAD"])


@socketio.on("connect")
def connect() -> None:
    join_room("room")


@app.get("/")
def home() -> str:
    return ""


@app.post("/burst")
def burst() -> str:
    gevent.spawn(send, int(request.args["count"]), int(request.args["interval_ms"]) / 1000)
    return ""


def send(count: int, interval_s: float) -> None:
    for _ in range(count):
        transport.broadcast(socketio, "room", "news", news)
        gevent.sleep(interval_s)


if __name__ == "__main__":
    socketio.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), backlog=1024)
