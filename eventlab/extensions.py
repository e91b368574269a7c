"""The shared tools of the process: database, sockets, CSRF, languages.

Each is made once here, empty, and given its settings by ``eventlab.app.create_app``.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask_babel import Babel
from flask_compress import Compress
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    Engine,
    Integer,
    MetaData,
    create_engine,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Session

Result = TypeVar("Result")

# 64 bits everywhere; SQLite only counts by itself in a column called INTEGER.
BigInt = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """The parent of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON}  # noqa: RUF012


#: How SQLite is set on each connection: what is acknowledged is on the disk, what is deleted is
#: overwritten there.
SQLITE = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    "cache_size": "-16000",
}


SQLITE_WAIT_S = 15


class Database:
    """One engine, seen twice: to write (locks at once on SQLite) and to read (never locks)."""

    def __init__(self) -> None:
        self._writing: Engine | None = None
        self._reading: Engine | None = None

    def connect(self, url: str) -> None:
        """Use the database at ``url`` (an SQLAlchemy URL) from now on."""
        self.dispose()
        if url.startswith("sqlite"):
            engine = create_engine(
                url,
                connect_args={"timeout": SQLITE_WAIT_S, "check_same_thread": False},
                hide_parameters=True,  # errors are logged, what people wrote is not
            )
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            self._reading = engine.execution_options(eventlab_reading=True)
        else:
            engine = create_engine(
                url, pool_size=10, max_overflow=20, pool_pre_ping=True, hide_parameters=True
            )
            self._reading = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._writing = engine

    def dispose(self) -> None:
        """Close every connection; ``connect`` may be called again."""
        if self._writing is not None:
            self._writing.dispose()
        self._writing = self._reading = None

    def forget_deleted(self, *tables: str) -> None:
        """Make the store let go of rows deleted from these tables.

        Raises ``StillRead`` when somebody reads the past of an SQLite file just now.
        """
        with self.engine.execution_options(eventlab_own_begin=True).connect() as connection:
            if connection.dialect.name == "sqlite":
                _fold_in(connection)
                return
            outside = connection.execution_options(isolation_level="AUTOCOMMIT")
            outside.exec_driver_sql("VACUUM " + ", ".join(tables))

    @property
    def engine(self) -> Engine:
        """The engine that writes. Raises ``RuntimeError`` before ``connect``."""
        if self._writing is None:
            raise RuntimeError("the database is not connected")
        return self._writing

    @property
    def reading_engine(self) -> Engine:
        """The engine that only reads. Raises ``RuntimeError`` before ``connect``."""
        if self._reading is None:
            raise RuntimeError("the database is not connected")
        return self._reading


class StillRead(Exception):
    """The log of an SQLite file cannot be folded in: a reader still needs what it holds."""


def _fold_in(connection: Connection) -> None:
    # Waiting for a reader would hold up every request, and the reader's too.
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={SQLITE_WAIT_S * 1000}")
    if busy:
        raise StillRead


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    cursor = connection.cursor()
    for name, value in SQLITE.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A write that begins as a read can fail half-way when another writer comes first.
    options = connection.get_execution_options()
    if options.get("eventlab_own_begin"):
        return
    reading = options.get("eventlab_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class CalmMemory(MemoryStorage):
    """Counts in memory, swept every few seconds instead of after every single count.

    The library goes through all keys 10 ms after each count, and keeps the key of a device that
    is gone: with 2,000 phones that was 9 ms of work for every request.
    """

    STORAGE_SCHEME = ["calm-memory"]  # noqa: RUF012
    SWEEP_S = 5.0

    def __init__(self, uri: str | None = None, **options: Any) -> None:
        super().__init__(uri, **options)
        self.timer.cancel()
        self._swept_at = 0.0
        self._counting = threading.Lock()  # a key that is swept is not being counted

    def acquire_entry(self, *counted: Any, **options: Any) -> bool:
        """Count one more, as the library does, one after the other."""
        with self._counting:
            return super().acquire_entry(*counted, **options)

    def _MemoryStorage__schedule_expiry(self) -> None:
        # Not by a timer: while its thread starts others run, and each of them would start one.
        if time.monotonic() - self._swept_at >= self.SWEEP_S:
            self._swept_at = time.monotonic()
            self._sweep()

    def _sweep(self) -> None:
        self._MemoryStorage__expire_events()  # type: ignore[attr-defined]
        for key in [key for key, counted in self.events.items() if not counted]:
            del self.events[key]


class RateLimits:
    """Counts of what happened lately, per key; never per network address (a room shares one).

    Several workers count together in Redis. While Redis does not answer each counts alone: a
    limit that fails must not shut anybody out.
    """

    _ALONE_S = 5.0

    def __init__(self) -> None:
        self.connect("")

    def connect(self, redis_url: str) -> None:
        """Count in Redis when there are several workers, in memory otherwise."""
        self._here = MovingWindowRateLimiter(CalmMemory())
        self._shared = self._here
        self._alone_until = 0.0
        if redis_url:
            waits = {"socket_timeout": 1, "socket_connect_timeout": 1}
            storage = storage_from_string(redis_url, wrap_exceptions=True, **waits)
            self._shared = MovingWindowRateLimiter(storage)

    def hit(self, limit: str, *keys: str) -> bool:
        """Count one more for these keys; False when ``limit`` ("5/minute") is passed."""
        return self._ask(lambda counted: counted.hit(parse(limit), *keys))

    def reached(self, limit: str, *keys: str) -> bool:
        """Whether these keys have used up ``limit``, without counting."""
        return not self._ask(lambda counted: counted.test(parse(limit), *keys))

    def hit_here(self, limit: str, *keys: str) -> int:
        """Count one more in this process alone; gives the seconds to wait, 0 if there are none."""
        counted = parse(limit)
        if self._here.hit(counted, *keys):
            return 0
        free_at = self._here.get_window_stats(counted, *keys).reset_time
        return max(1, math.ceil(free_at - time.time()))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], bool]) -> bool:
        if time.monotonic() >= self._alone_until:
            try:
                return question(self._shared)
            except StorageError:
                self._alone_until = time.monotonic() + self._ALONE_S
        return question(self._here)


database = Database()
rate_limits = RateLimits()
socketio = SocketIO()
csrf = CSRFProtect()
compress = Compress()
babel = Babel()


@contextmanager
def transaction() -> Iterator[Session]:
    """A session whose writes are all stored when the block ends, or none if it raises."""
    with Session(database.engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A session that sees one moment of the database and writes nothing."""
    with Session(database.reading_engine, expire_on_commit=False, autoflush=False) as session:
        yield session


def now_ms() -> int:
    """The server's clock: UTC, milliseconds since 1970."""
    return int(datetime.now(UTC).timestamp() * 1000)


def aside(work: Callable[..., Result], *arguments: Any) -> Result:
    """Do something slow in a thread of the machine, and wait for it: other requests go on.

    Where gevent runs every request in one thread, a hash or a copy would hold up all of them.
    """
    from gevent import get_hub
    from gevent.monkey import is_module_patched

    if not is_module_patched("threading"):
        return work(*arguments)
    result, refused = get_hub().threadpool.apply(_outcome, (work, arguments))
    if refused is not None:
        raise refused
    return result


def _outcome(work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    # What is raised in gevent's pool is printed with its traceback, though somebody handles it.
    try:
        return work(*arguments), None
    except Exception as refused:
        return None, refused
