"""Starting: migrate, print where to go, serve until stopped."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from typing import Any

from alembic import command
from alembic.config import Config

from eventlab import config
from eventlab.app import ROOT, create_app
from eventlab.config import Settings
from eventlab.extensions import database, socketio
from eventlab.sessions.services.events import EventPlan, create_event
from eventlab.sessions.services.staff import invite_staff


def migrate(settings: Settings) -> None:
    """Bring the database to the newest shape."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    alembic = Config()
    alembic.set_main_option("script_location", str(ROOT / "migrations"))
    alembic.attributes["url"] = settings.database_url
    command.upgrade(alembic, "head")


def base_url(settings: Settings) -> str:
    """The address a phone in the room can reach."""
    return settings.base_url or f"http://{lan_address()}:{settings.port}"


def lan_address() -> str:
    """This machine's address on the local network; the loopback's if it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A datagram socket that is connected sends nothing: it only chooses a route.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def create_event_with_links(format_key: str, title: str) -> dict[str, Any]:
    """A new event and its links (relative to the server's address made absolute)."""
    settings = config.from_environment()
    migrate(settings)
    database.connect(settings.database_url)
    event = create_event(EventPlan(title=title, format_key=format_key))
    here = base_url(settings)

    def staff_link(role: str) -> str:
        return f"{here}/e/{event.code}/staff/{invite_staff(event.id, role)}"

    return {
        "code": event.code,
        "join": f"{here}/e/{event.code}",
        "facilitator": staff_link("facilitator"),
        "helper": staff_link("helper"),
        "screen": staff_link("screen"),
    }


def run() -> int:
    """Serve with gevent until SIGINT or SIGTERM; gives the exit status."""
    settings = config.from_environment()
    migrate(settings)
    app = create_app(settings)
    app.config["PUBLIC_URL"] = base_url(settings)
    app.extensions["eventlab"]["start"]()
    print(f"EventLab: {base_url(settings)}", flush=True)
    _on_signals(socketio.stop)
    try:
        socketio.run(app, host=settings.host, port=settings.port, log_output=False)
    finally:
        app.extensions["eventlab"]["stop"]()
    return 0


def _on_signals(stop: Callable[[], object]) -> None:
    import gevent

    # A client that hung up is no error of ours.
    hub = gevent.get_hub()
    hub.NOT_ERROR = (*hub.NOT_ERROR, ConnectionError)
    # In a greenlet of its own: an exception raised by a signal would hit whichever one runs,
    # and a socket's would swallow it.
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, stop)
