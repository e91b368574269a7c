"""What tests share: a real database, the application on it, and a real server with sockets."""

from __future__ import annotations

import contextlib
import os
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

from eventlab import extensions
from eventlab.app import create_app, stand_on
from eventlab.config import Settings
from eventlab.extensions import database
from eventlab.rehearsal.client import Client
from tests.browser import Browser
from tests.factories import Factory
from tests.stores import (
    SECRET,
    Cluster,
    OneEngine,
    PostgresqlStore,
    SqliteStore,
    Store,
    settings_on,
)

ROOT = Path(__file__).resolve().parent.parent
extensions.create_engine = OneEngine()  # type: ignore[assignment]
STORES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """SQLite as a store."""
    return SqliteStore(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of the tests' own."""
    try:
        cluster = Cluster()
    except LookupError as missing:
        pytest.skip(str(missing))  # `make test` ends in red when a program is missing
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session")
def postgresql(cluster: Cluster) -> Store:
    """PostgreSQL as a store."""
    return PostgresqlStore(cluster)


@pytest.fixture(scope="session")
def usual_store(request: pytest.FixtureRequest) -> Store:
    """The store this run is made on: EVENTLAB_TEST_STORE=sqlite (the default) or postgresql."""
    name = os.environ.get("EVENTLAB_TEST_STORE", "sqlite")
    assert name in STORES, f"EVENTLAB_TEST_STORE is one of {STORES}"
    found: Store = request.getfixturevalue(name)
    return found


@pytest.fixture
def store(usual_store: Store) -> Store:
    """The store of this test; a module that is run on both gives its own fixture."""
    return usual_store


@pytest.fixture
def settings(tmp_path: Path, store: Store) -> Iterator[Settings]:
    """Settings on a database of this test's own."""
    url = store.fresh(tmp_path)
    yield settings_on(tmp_path, url)
    store.drop(url)


@pytest.fixture
def sqlite_file(settings: Settings) -> Path:
    """The file of this test's database; what looks into it has no say on PostgreSQL."""
    kind, _, path = settings.database_url.partition(":///")
    if kind != "sqlite":
        pytest.skip("PostgreSQL is no file of ours; its copies are made by pg_dump")
    return Path(path)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, usual_store: Store) -> Iterator[Flask]:
    """The application, built once: its routes and templates cost more than most tests."""
    folder = tmp_path_factory.mktemp("house")
    app = create_app(settings_on(folder, usual_store.fresh(folder)))
    database.dispose()
    yield app
    app.extensions["eventlab"]["stop"]()


@pytest.fixture
def app(house: Flask, settings: Settings) -> Iterator[Flask]:
    """The application on a database of this test's own; its broadcaster does not run."""
    stand_on(house, settings)
    yield house
    database.dispose()


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


@pytest.fixture
def organiser(make: Factory, browser: Callable[[], Browser]) -> Browser:
    """A browser that is let into the office."""
    somebody = browser()
    somebody.open_office(make.office_token())
    return somebody


@dataclass
class Server:
    """A server running in a process of its own."""

    url: str
    folder: Path
    database_url: str
    process: subprocess.Popen[bytes]
    log_path: Path

    def log(self) -> str:
        """What the server wrote so far."""
        return self.log_path.read_text(errors="replace")

    def client(self) -> Client:
        """A new browser at this server."""
        return Client(self.url)


def start_server(
    folder: Path, port: int | None = None, database_url: str = "", **environment: str
) -> Server:
    """Start ``eventlab serve`` on loopback and wait until it answers."""
    port = port or free_port()
    database_url = database_url or f"sqlite:///{folder / 'eventlab.db'}"
    log = folder / f"server-{port}.log"
    with log.open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "eventlab", "serve"],
            cwd=ROOT,
            env={
                **os.environ,
                "EVENTLAB_DATA": str(folder),
                "DATABASE_URL": database_url,
                "HOST": "127.0.0.1",
                "PORT": str(port),
                "SECRET_KEY": SECRET,
                **environment,
            },
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", folder, database_url, process, log)
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
def server(tmp_path_factory: pytest.TempPathFactory, usual_store: Store) -> Iterator[Server]:
    """One server for all tests that need real sockets; each makes its own event."""
    folder = tmp_path_factory.mktemp("server")
    server = start_server(folder, database_url=usual_store.fresh(folder))
    yield server
    stop_server(server)


@pytest.fixture
def live(server: Server) -> Iterator[Factory]:
    """Makes events on the running server's database, from this process."""
    database.connect(server.database_url)
    yield Factory()
    database.dispose()
