"""The doorbell: it tells every worker that an event changed. It carries no news itself.

A bell that is lost costs a second, never a vote: each worker also looks at the versions on
its own (``eventlab.live.broadcaster``).
"""

from __future__ import annotations

import logging
import queue
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

    It rings its own process directly as well, and publishes from a thread of its own, so that
    a stopped Redis delays no write and only slows the other workers (they look by themselves).
    """

    def __init__(self, url: str) -> None:
        import redis

        self._error = redis.RedisError
        self._redis: Any = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2)
        self._local = LocalDoorbell()
        self._closed = threading.Event()
        self._to_publish: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=work, name=f"doorbell {work.__name__}", daemon=True)
            for work in (self._publish, self._hear)
        ]
        self.subscribed = threading.Event()
        for thread in self._threads:
            thread.start()

    def ring(self, event_id: int) -> None:
        self._local.ring(event_id)
        self._to_publish.put(event_id)

    def listen(self, listener: Listener) -> None:
        self._local.listen(listener)

    def close(self) -> None:
        self._closed.set()
        self._to_publish.put(None)
        for thread in self._threads:
            thread.join(timeout=5)
        self._local.close()
        self._redis.close()

    def _publish(self) -> None:
        while (event_id := self._to_publish.get()) is not None:
            try:
                self._redis.publish(CHANNEL, str(event_id))
            except self._error as error:
                logger.warning("doorbell: publishing failed (%s)", type(error).__name__)

    def _hear(self) -> None:
        while not self._closed.is_set():
            try:
                self._subscribe()
            except self._error as error:
                logger.warning("doorbell: listening failed (%s)", type(error).__name__)
                self._closed.wait(0.5)
            self.subscribed.clear()

    def _subscribe(self) -> None:
        with self._redis.pubsub() as pubsub:
            pubsub.subscribe(CHANNEL)
            while not self._closed.is_set():
                message = pubsub.get_message(timeout=0.5)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    self.subscribed.set()
                elif message["type"] == "message":
                    self._local.ring(int(message["data"]))


def make_doorbell(redis_url: str) -> Doorbell:
    """The doorbell these settings ask for: Redis when it has a URL, else in-process."""
    return RedisDoorbell(redis_url) if redis_url else LocalDoorbell()
