"""The broadcaster: after a change, each room is told once what changed for it.

One loop a process. A ring (or the look of every second, should a ring be lost) makes an event
due; what changed within a tick becomes one message for each surface, rendered and encoded once.
Who has news of their own gets one message too, the room's with theirs among it.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any, Protocol

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventlab.extensions import now_ms, reading, transaction
from eventlab.live import board
from eventlab.live.journal import changed_since
from eventlab.live.models import Head, PresenceCount
from eventlab.live.watchers import SURFACES, Watcher, Watchers, person_room, surface_room

logger = logging.getLogger(__name__)

#: A phone is sent at most four messages a second, one of which may answer its ``watch``. The other
#: three are news; that they are 0.4 s apart, not a third, leaves room for those that come late.
TICK_S = {"screen": 0.1, "desk": 0.1, "phone": 0.4}
LOOK_S = 1.0
PRESENCE_S = 2.0
PRESENCE_STALE_MS = 15_000


class Emit(Protocol):
    """How a message leaves: to everybody in a room but the sockets to skip."""

    def __call__(
        self, room: str, event: str, payload: dict[str, Any], skip: Collection[str] = ()
    ) -> None:
        """Send it; never waits for those it is for."""


class Gate(Protocol):
    """What the broadcaster asks of the floor above: which devices lost their access."""

    def revoked(self, session: Session, device_ids: Iterable[str]) -> set[str]:
        """Those of ``device_ids`` that may no longer watch."""


class Stream:
    """What one surface of one event was last told."""

    def __init__(self, version: int) -> None:
        self.looked = version  # everything up to here was looked at
        self.told = version  # the version of the last message sent to the room
        self.sent_at = 0.0
        self.due_at: float | None = None

    def rest(self, now: float, tick_s: float) -> None:
        """Count the tick from the end of a telling, so that a slow one has its pause too."""
        self.sent_at = now
        if self.due_at is not None:
            self.due_at = max(self.due_at, now + tick_s)


class Broadcaster:
    """Tells the rooms of this process; see the module."""

    def __init__(
        self,
        emit: Emit,
        watchers: Watchers,
        gate: Gate,
        cut: Callable[[Watcher, str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._emit = emit
        self._clock = clock
        self._watchers = watchers
        self._gate = gate
        self._cut = cut
        self._streams: dict[tuple[int, str], Stream] = {}
        self._bell = threading.Event()
        self._closed = False
        self._looked_at = 0.0
        self._presence_at = 0.0
        self._presence_told: dict[int, int] = {}
        self._worker = secrets.token_hex(8)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin telling, in a thread (a greenlet when the process is patched)."""
        self._thread = threading.Thread(target=self._run, name="broadcaster", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop telling."""
        self._closed = True
        self._bell.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def follow(self, event_id: int, surface: str, version: int) -> None:
        """Make sure that ``surface`` of this event is told what comes after ``version``."""
        self._streams.setdefault((event_id, surface), Stream(version))

    def wake(self, event_id: int) -> None:
        """An event changed: its rooms are due, at once or at the end of their tick."""
        for surface in SURFACES:
            stream = self._streams.get((event_id, surface))
            if stream is not None and stream.due_at is None:
                stream.due_at = max(self._clock(), stream.sent_at + TICK_S[surface])
        self._bell.set()

    def _run(self) -> None:
        while not self._closed:
            self._bell.wait(self._pause())
            self._bell.clear()
            try:
                self.step(self._clock())
            except Exception:
                logger.exception("broadcaster: a round failed; trying again")
                time.sleep(0.2)

    def _pause(self) -> float:
        due = [stream.due_at for stream in self._streams.values() if stream.due_at is not None]
        return max(0.0, min([*due, self._looked_at + LOOK_S]) - self._clock())

    def step(self, now: float) -> None:
        """One round: look for missed rings when it is time, tell what is due."""
        if now - self._looked_at >= LOOK_S:
            self._looked_at = now
            self._look()
        for (event_id, surface), stream in list(self._streams.items()):
            if stream.due_at is not None and stream.due_at <= now:
                stream.due_at, stream.sent_at = None, now
                self._tell(event_id, surface, stream)
                stream.rest(self._clock(), TICK_S[surface])
        if now - self._presence_at >= PRESENCE_S:
            self._presence_at = now
            self._tell_presence()

    def _look(self) -> None:
        self._drop_unwatched()
        events = {event_id for event_id, _ in self._streams}
        if not events:
            return
        with reading() as session:
            heads = session.execute(
                select(Head.event_id, Head.version).where(Head.event_id.in_(events))
            ).all()
        for event_id, version in heads:
            if any(
                stream.looked < version
                for (event, _), stream in self._streams.items()
                if event == event_id
            ):
                self.wake(event_id)

    def _drop_unwatched(self) -> None:
        watched = self._watchers.streams()
        for key in [key for key in self._streams if key not in watched]:
            del self._streams[key]

    def _tell(self, event_id: int, surface: str, stream: Stream) -> None:
        with reading() as session:
            message = board.news(session, event_id, surface, stream.looked)
            private = (
                board.private_news(session, event_id, stream.looked) if surface == "phone" else {}
            )
            self._cut_revoked(session, event_id, stream.looked)
        if message is None:
            with reading() as session:
                stream.looked = stream.told = board.version_of(session, event_id)
            self._emit(surface_room(event_id, surface), "resync", {})
            return
        if message["items"]:
            message["since"] = stream.told
            told = self._tell_people(event_id, message, private)
            stream.told = message["version"]
            self._emit(surface_room(event_id, surface), "news", message, told)
        else:
            # Without "since": news for one person says nothing of what the room was told.
            del message["since"]
            self._tell_people(event_id, message, private)
        stream.looked = message["version"]

    def _tell_people(
        self, event_id: int, message: dict[str, Any], private: dict[str, board.Items]
    ) -> set[str]:
        """Tell who has news of their own all of it in one message; gives back their sockets."""
        if not private:
            return set()
        told: set[str] = set()
        for person, sockets in self._watchers.people(event_id).items():
            if person in private:
                mine = board.with_own_news(message, private[person])
                self._emit(person_room(event_id, person), "news", mine)
                told |= sockets
        return told

    def _cut_revoked(self, session: Session, event_id: int, since: int) -> None:
        changed = changed_since(session, event_id, since, board.REPLAY_LIMIT) or {}
        if devices := changed.get("device"):
            for watcher in self._watchers.of_devices(self._gate.revoked(session, devices)):
                self._cut(watcher, "access_ended")

    def _tell_presence(self) -> None:
        counts = self._watchers.phones()
        for event_id in self._presence_told.keys() - counts.keys():
            counts[event_id] = 0
        if not counts:
            return
        at = now_ms()
        with transaction() as session:
            for event_id, phones in counts.items():
                session.merge(
                    PresenceCount(worker=self._worker, event_id=event_id, phones=phones, at=at)
                )
            session.execute(delete(PresenceCount).where(PresenceCount.at < at - PRESENCE_STALE_MS))
            totals = dict(
                session.execute(
                    select(PresenceCount.event_id, func.sum(PresenceCount.phones))
                    .where(PresenceCount.event_id.in_(counts))
                    .group_by(PresenceCount.event_id)
                ).all()
            )
        for event_id, phones in totals.items():
            if self._presence_told.get(event_id) != phones:
                self._presence_told[event_id] = phones
                for surface in ("desk", "screen"):
                    self._emit(surface_room(event_id, surface), "presence", {"phones": phones})
