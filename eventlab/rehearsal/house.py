"""A server of one's own for a rehearsal or a demonstration: started, asked for links, stopped."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from sqlalchemy import select

from eventlab.boards import items as boards_items  # noqa: F401 - registers what boards show
from eventlab.extensions import database, reading
from eventlab.ideas import items as ideas_items  # noqa: F401 - likewise
from eventlab.live import board
from eventlab.matchmaking import items as matchmaking_items  # noqa: F401 - likewise
from eventlab.sessions import items as sessions_items  # noqa: F401 - likewise
from eventlab.sessions.models import Event
from eventlab.sessions.services.office import new_office_link
from eventlab.sessions.services.staff import invite_staff

START_S = 30
STOP_S = 15
_LOOK_S = 0.05


class HouseFailed(Exception):
    """The server did not start; the message is what it said."""


@dataclass(frozen=True)
class House:
    """A server that runs. ``url`` is where clients of this machine find it."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def cpu_s(self) -> float:
        """The processor seconds the server has used; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def create_event(self, title: str, format_key: str) -> dict[str, Any]:
        """A new event: its code and links, as ``eventlab event create --json`` gives them."""
        words = ("event", "create", "--format", format_key, "--title", title, "--json")
        done = subprocess.run(
            [sys.executable, "-m", "eventlab", *words],
            env=self.environment,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise HouseFailed(done.stderr.decode(errors="replace"))
        made: dict[str, Any] = json.loads(done.stdout.decode().strip().splitlines()[-1])
        return made

    def staff_link(self, code: str, role: str, name: str) -> str:
        """The path of one more one-time link of an event of this server."""
        with self._opened():
            return f"/e/{code}/staff/{invite_staff(_event_id(code), role, name)}"

    def office_link(self) -> str:
        """The path of a one-time link into the office of this server."""
        with self._opened():
            return f"/office/welcome/{new_office_link()}"

    def stored_board(self, code: str, surface: str) -> dict[str, Any]:
        """A board rendered from the database itself, whatever the server remembers.

        It is as a client would have it: what is a tuple here is a list there.
        """
        with self._opened():
            event_id = _event_id(code)
            with reading() as session:
                seen = board.snapshot(session, event_id, board.Viewer(surface))
        as_sent: dict[str, Any] = orjson.loads(orjson.dumps(seen))
        return as_sent

    @contextmanager
    def _opened(self) -> Iterator[None]:
        database.connect(f"sqlite:///{self.folder / 'eventlab.db'}")
        try:
            yield
        finally:
            database.dispose()


def _event_id(code: str) -> int:
    with reading() as session:
        return session.scalars(select(Event.id).where(Event.code == code)).one()


@contextmanager
def house(
    folder: Path, port: int | None = None, host: str = "127.0.0.1", log: Path | None = None
) -> Iterator[House]:
    """Serve from ``folder`` until the block ends; what the server says goes to ``log``.

    Raises ``HouseFailed`` when it does not answer.
    """
    port = port or free_port()
    log = log or folder / "server.log"
    environment = {
        **os.environ,
        "EVENTLAB_DATA": str(folder),
        "HOST": host,
        "PORT": str(port),
    }
    environment.pop("DATABASE_URL", None)  # never somebody's real database
    environment.pop("REDIS_URL", None)
    with log.open("wb") as said:
        process = _start(environment, said)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for_answer(url, process, log)
            yield House(url, folder, process, environment)
        finally:
            _stop(process)


def _start(environment: dict[str, str], said: BinaryIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "eventlab", "serve"],
        env=environment,
        stdout=said,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C reaches us; we stop it ourselves, after the clients
    )


def _wait_for_answer(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(int(START_S / _LOOK_S)):
        if answers(url):
            return
        try:
            process.wait(_LOOK_S)  # its end is also an answer
        except subprocess.TimeoutExpired:
            continue
        break
    raise HouseFailed(f"the server did not start:\n{log.read_text(errors='replace')}")


def answers(url: str) -> bool:
    """Whether somebody answers HTTP there."""
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except BaseException as impatience:  # too slow, or Ctrl-C again: it must not outlive us
        process.kill()
        process.wait()
        if not isinstance(impatience, subprocess.TimeoutExpired):
            raise


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
