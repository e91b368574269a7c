"""The two stores: SQLite files copied from an empty one, PostgreSQL databases made from a template.

The PostgreSQL is a throwaway cluster of our own, reached by a socket in a folder of our own; it
begins when the first test asks for it and ends with the run.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import Engine, create_engine, make_url

from eventlab.config import Settings
from eventlab.extensions import SQLITE
from eventlab.server import migrate

SECRET = "a secret for the tests, long enough to be taken"
START_S = 60
PREFIX = "eventlab-pg-"
#: Nothing of a test outlives it, so nothing has to reach the disk (a server's own file still does).
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SQLITE["synchronous"] = "OFF"


def settings_on(folder: Path, url: str) -> Settings:
    """Settings for the tests on the database at ``url``; a test may knock as often as it likes."""
    return Settings(data_dir=folder, database_url=url, secret_key=SECRET, slow_down=False)


class Store(Protocol):
    """Where tests keep things."""

    def fresh(self, folder: Path) -> str:
        """The URL of a migrated, empty database of one's own; ``folder`` may hold it."""

    def drop(self, url: str) -> None:
        """Take such a database away, whoever still uses it."""


class SqliteStore:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._empty = folder / "eventlab.db"
        migrate(settings_on(folder, f"sqlite:///{self._empty}"))

    def fresh(self, folder: Path) -> str:
        path = folder / "eventlab.db"
        shutil.copy(self._empty, path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """The file goes with its folder."""


class PostgresqlStore:
    """Databases of one cluster, made from one migrated template."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._numbers = itertools.count()
        cluster.execute("CREATE DATABASE empty")
        migrate(settings_on(cluster.folder, cluster.url("empty")))

    def fresh(self, folder: Path) -> str:
        name = f"test{next(self._numbers)}"
        self._cluster.execute(f"CREATE DATABASE {name} TEMPLATE empty")
        return self._cluster.url(name)

    def drop(self, url: str) -> None:
        name = url.partition("?")[0].rpartition("/")[2]
        self._cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Cluster:
    """A PostgreSQL server for one run of the tests."""

    def __init__(self) -> None:
        """Raises ``LookupError`` when PostgreSQL is not on this machine."""
        self._programs = find_programs()
        # Not in pytest's folder: root's is closed to the user the server must run as.
        self._sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._user = owner()
        if self._user:
            shutil.chown(self.folder, self._user)
        make = ["--pgdata=data", "--username=eventlab", "--auth=trust", "--no-sync"]
        self._run("initdb", *make, "--encoding=UTF8", "--locale=C")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        options = [f"-c {name}={value}" for name, value in FAST.items()]
        options += [f"-k {self.folder}", "-c listen_addresses=", "-c max_connections=200"]
        start = ["-w", f"-t{START_S}", "-Ddata", "-llog", "-o", " ".join(options)]
        self._run("pg_ctl", "start", *start)

    def stop(self) -> None:
        """Stop the server at once, whatever it does."""
        self._run("pg_ctl", "stop", "-w", "-Ddata", "-mimmediate")

    def remove(self) -> None:
        """Stop the server and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _sweep() -> None:
        # A run that was killed could not stop its server; the next one does it in its place.
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
            run = folder.name.removeprefix(PREFIX).partition("-")[0]
            if not run.isdecimal() or is_running(int(run)):
                continue
            with suppress(OSError, ValueError, IndexError):
                server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
                if str(folder) in Path(f"/proc/{server}/cmdline").read_text():
                    os.kill(server, signal.SIGQUIT)
            shutil.rmtree(folder, ignore_errors=True)

    def url(self, name: str) -> str:
        """The address of a database of this cluster."""
        return f"postgresql+psycopg://eventlab@/{name}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """One statement for the cluster, outside any transaction."""
        place: dict[str, Any] = {"host": str(self.folder), "user": "eventlab"}
        with psycopg.connect(dbname="postgres", autocommit=True, **place) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self._programs / program, *words],
            cwd=self.folder,
            user=self._user,
            extra_groups=[] if self._user else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            # The server keeps what it is given: a pipe here would never end.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=2 * START_S,
        )


def is_running(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def find_programs() -> Path:
    """The folder of PostgreSQL's programs, the newest. Raises ``LookupError``."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda path: float(path.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    found = [path.parent for path in newest] + ([Path(on_path).parent] if on_path else [])
    if not found:
        raise LookupError("PostgreSQL is missing: apt-get install postgresql")
    return found[0]


def owner() -> str | None:
    """The user the server runs as: ourselves, unless we are root, whom it refuses."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class OneEngine:
    """SQLAlchemy's ``create_engine``, giving one engine for all SQLite files, one after the other.

    What it has learnt of the statements (their SQL, how their rows are read) serves the next test.
    """

    def __init__(self) -> None:
        self._path = ""
        self._engine: Engine | None = None

    def __call__(self, url: str, **options: Any) -> Engine:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite" or "file:" in url:
            return create_engine(url, **options)
        self._path = str(parsed.database)
        if self._engine is None:
            arguments = options.pop("connect_args")
            self._engine = create_engine(
                "sqlite:///shared",
                creator=lambda: sqlite3.connect(self._path, **arguments),
                **options,
            )
        self._engine.dispose()
        return self._engine
