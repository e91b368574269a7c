"""Many people at once, a bounded number of requests under way."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

Act = Callable[[], object]


class Hands:
    """Plays several queues of acts at once: each queue in its order, ``number`` acts at a time."""

    def __init__(self, number: int, fault: Callable[[str], None]) -> None:
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="hand")
        self._fault = fault

    def __enter__(self) -> Hands:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def play(self, queues: Iterable[list[Act]]) -> None:
        """Play every queue to its end; an act that raises is a fault, and the next one follows."""
        waiting = [iter(queue) for queue in queues]
        left = threading.Semaphore(0)
        for queue in waiting:
            self._pool.submit(self._one, queue, left)
        for _ in waiting:
            left.acquire()

    def each(self, acts: Iterable[Act]) -> None:
        """Play acts that have no order among them."""
        self.play([act] for act in acts)

    def _one(self, queue: Iterable[Act], left: threading.Semaphore) -> None:
        act = next(iter(queue), None)
        if act is None:
            left.release()
            return
        try:
            act()
        except Exception as error:
            self._fault(describe(error))
        self._pool.submit(self._one, queue, left)


def describe(error: Exception) -> str:
    """An exception in one line: what it is and where it was raised."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {where.name}:{where.lineno}: {error}"
