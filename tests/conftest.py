"""What tests share: a real database, the application on it, and a real server with sockets."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from eventlab.app import create_app
from eventlab.config import Settings
from eventlab.extensions import database
from eventlab.rehearsal.client import Client
from eventlab.server import migrate
from tests.browser import Browser
from tests.factories import Factory

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a secret for the tests, long enough to be taken"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("empty")
    path = folder / "eventlab.db"
    migrate(_settings(folder, f"sqlite:///{path}"))
    return path


def _settings(folder: Path, url: str) -> Settings:
    return Settings(data_dir=folder, database_url=url, secret_key=SECRET)


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path) -> Settings:
    """Settings on a database of this test's own."""
    path = tmp_path / "eventlab.db"
    shutil.copy(empty_database, path)
    return _settings(tmp_path, f"sqlite:///{path}")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application; its broadcaster does not run."""
    app = create_app(settings)
    yield app
    app.extensions["eventlab"]["stop"]()


@pytest.fixture
def make(settings: Settings) -> Iterator[Factory]:
    """Makes events, people and problems through the services."""
    database.connect(settings.database_url)
    yield Factory()
    database.dispose()


@pytest.fixture
def browser(app: Flask) -> Callable[[], Browser]:
    """Makes browsers (each with its own cookies) at the application."""
    return lambda: Browser(app)


@dataclass
class Server:
    """A server running in a process of its own."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    def log(self) -> str:
        """What the server wrote so far."""
        return (self.folder / "server.log").read_text(errors="replace")

    def client(self) -> Client:
        """A new browser at this server."""
        return Client(self.url)


def start_server(folder: Path, port: int | None = None, **environment: str) -> Server:
    """Start ``eventlab serve`` on loopback and wait until it answers."""
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "eventlab", "serve"],
        cwd=ROOT,
        env={
            **os.environ,
            "EVENTLAB_DATA": str(folder),
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "SECRET_KEY": SECRET,
            **environment,
        },
        stdout=(folder / "server.log").open("ab"),
        stderr=subprocess.STDOUT,
    )
    server = Server(f"http://127.0.0.1:{port}", folder, process)
    wait_for_answer(server)
    return server


def wait_for_answer(server: Server) -> None:
    """Wait until the server answers; raises with its output if it stopped instead."""
    for _ in range(400):
        if server.process.poll() is not None:
            raise RuntimeError(f"the server stopped: {server.log()}")
        try:
            urllib.request.urlopen(server.url, timeout=2).close()
        except OSError:
            # Nobody listens yet: the kernel refuses at once, so this is a wait for the port.
            select_nothing(0.05)
            continue
        return
    raise TimeoutError("the server did not answer")


def select_nothing(seconds: float) -> None:
    """Wait on nothing for a moment, between two looks at a condition."""
    with contextlib.suppress(InterruptedError):
        signal.sigtimedwait([], seconds)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop_server(server: Server) -> None:
    """Stop a server and wait for its end."""
    server.process.terminate()
    try:
        server.process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that need real sockets; each makes its own event."""
    server = start_server(tmp_path_factory.mktemp("server"))
    yield server
    stop_server(server)


@pytest.fixture
def live(server: Server) -> Iterator[Factory]:
    """Makes events on the running server's database, from this process."""
    database.connect(f"sqlite:///{server.folder / 'eventlab.db'}")
    yield Factory()
    database.dispose()
