"""The doorbell: it tells every worker that an event changed. It carries no news itself.

A bell that is lost costs a second, never a vote: each worker also looks at the versions on
its own (``eventlab.live.broadcaster``).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol

logger = logging.getLogger(__name__)

Listener = Callable[[int], None]
CHANNEL = "eventlab:changed"


class Doorbell(Protocol):
    """What rings when an event changed, in this process or between several."""

    def ring(self, event_id: int) -> None:
        """Tell every listener, soon. Never raises, never blocks for long."""

    def listen(self, listener: Listener) -> None:
        """Call ``listener(event_id)`` at each ring from now on."""

    def close(self) -> None:
        """Stop listening and free what it holds."""


class LocalDoorbell:
    """The bell of a single process."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def ring(self, event_id: int) -> None:
        for listener in self._listeners:
            listener(event_id)

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def close(self) -> None:
        self._listeners.clear()


class RedisDoorbell:
    """The bell between workers: Redis (or Valkey) publish and subscribe.

    It rings its own process directly as well, so that a stopped Redis only slows the others.
    """

    def __init__(self, url: str, pause: Callable[[float], object] | None = None) -> None:
        import redis

        self._error = redis.RedisError
        self._redis: Any = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2)
        self._local = LocalDoorbell()
        self._closed = threading.Event()
        self._pause = pause or self._closed.wait
        self._thread: threading.Thread | None = None
        self.subscribed = threading.Event()

    def ring(self, event_id: int) -> None:
        self._local.ring(event_id)
        try:
            self._redis.publish(CHANNEL, str(event_id))
        except self._error as error:
            logger.warning("doorbell: publish failed (%s)", type(error).__name__)

    def listen(self, listener: Listener) -> None:
        self._local.listen(listener)
        if self._thread is None:
            self._thread = threading.Thread(target=self._hear, name="doorbell", daemon=True)
            self._thread.start()

    def close(self) -> None:
        self._closed.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
        self._local.close()
        self._redis.close()

    def _hear(self) -> None:
        while not self._closed.is_set():
            try:
                self._subscribe()
            except self._error as error:
                self.subscribed.clear()
                logger.warning("doorbell: listening failed (%s)", type(error).__name__)
                self._pause(0.5)

    def _subscribe(self) -> None:
        with self._redis.pubsub(ignore_subscribe_messages=False) as pubsub:
            pubsub.subscribe(CHANNEL)
            while not self._closed.is_set():
                message = pubsub.get_message(timeout=1)
                if message and message["type"] == "subscribe":
                    self.subscribed.set()
                elif message and message["type"] == "message":
                    self._local.ring(int(message["data"]))


def make_doorbell(redis_url: str) -> Doorbell:
    """The doorbell these settings ask for: Redis when it has a URL, else in-process."""
    return RedisDoorbell(redis_url) if redis_url else LocalDoorbell()
