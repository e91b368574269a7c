"""Suggesting in a process of its own: bounded in time, stopped at will, without stalling a server.

    job = Job([(1, "Il fait froid."), ...], most=12, least=6).start()
    job.result(), job.cancel()

The child is ``python -m eventlab.boards.grouping.worker``: one JSON object in, one out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from .model import Alike, Group, Suggestion, Text, check

LONGEST_S = 30.0
"""Seconds after which the child is ended. It takes one or two, on a slow laptop five."""

COMMAND = (sys.executable, "-m", "eventlab.boards.grouping.worker")


class SuggestionFailed(Exception):
    """No answer. ``code``: ``cancelled``, ``time``, ``failed`` (a library is missing, a crash)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Job:
    """One suggestion in a child process. ``result`` may wait in another thread than ``cancel``."""

    def __init__(
        self,
        texts: Sequence[Text],
        most: int = 12,
        least: int = 6,
        command: tuple[str, ...] = COMMAND,
        seconds: float = LONGEST_S,
    ) -> None:
        """Raises as ``suggest.suggest`` does, before any child is started."""
        check(texts, least, most)
        self._order: str | None = json.dumps({"texts": texts, "most": most, "least": least})
        self._command = command
        self._seconds = seconds
        self._until = 0.0
        self._process: subprocess.Popen[str] | None = None
        self._stop = threading.Event()

    def start(self) -> Job:
        """Start the child; returns at once. Raises ``SuggestionFailed`` when it cannot."""
        self._until = time.monotonic() + self._seconds
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                # Small tables: a second thread only waits for the first, and for the room.
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            )
        except OSError as wrong:
            raise SuggestionFailed("failed") from wrong
        return self

    @property
    def process_id(self) -> int | None:
        """The child's process id."""
        return self._process.pid if self._process else None

    def cancel(self) -> None:
        """End the child now: ``result`` then raises ``cancelled``."""
        self._stop.set()
        self._end()

    def result(self) -> Suggestion:
        """Wait for the answer. Raises ``SuggestionFailed``."""
        while (found := self.wait(self._seconds)) is None:
            pass
        return found

    def wait(self, seconds: float) -> Suggestion | None:
        """Wait so long for the answer; None when it is not there yet. Raises ``SuggestionFailed``.

        A child that stays too long is ended here.
        """
        if self._process is None:
            raise SuggestionFailed("failed")
        order, self._order = self._order, None  # said once
        try:
            said, _ = self._process.communicate(order, timeout=seconds)
        except subprocess.TimeoutExpired:
            if time.monotonic() > self._until:
                self._end()
                self._process.communicate()
                raise SuggestionFailed("time") from None
            return None
        if self._stop.is_set():
            raise SuggestionFailed("cancelled")
        if self._process.returncode:
            raise SuggestionFailed("failed")
        return suggestion_from_json(json.loads(said))

    def _end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()


def suggestion_to_json(suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion as plain lists and dicts."""
    return asdict(suggestion)


def suggestion_from_json(told: dict[str, Any]) -> Suggestion:
    """What ``suggestion_to_json`` gave, made a suggestion again."""
    return Suggestion(
        near_duplicates=tuple(
            Alike(tuple(one["ids"]), one["likeness"]) for one in told["near_duplicates"]
        ),
        groups=tuple(Group(tuple(one["words"]), tuple(one["ids"])) for one in told["groups"]),
        left=tuple(told["left"]),
    )


def main() -> int:
    """The child: read the texts, say the groups."""
    from .suggest import suggest

    order = json.load(sys.stdin)
    texts = [(int(text_id), str(text)) for text_id, text in order["texts"]]
    json.dump(suggestion_to_json(suggest(texts, order["most"], order["least"])), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
