"""A solve in a process of its own, with progress, cancel and a time limit.

The solver is foreign native code: in another process it can neither stall the server nor take it
down. If that process dies or overstays, its best placement so far is the answer (with the distance
to the bound proven by then), else annealing's, marked ``not_proven``. The child is
``python -m eventlab.matchmaking.engine.worker``: one JSON object in on standard input, one a line
out; no forking, so it is safe beside gevent and threads.

    task = Task(instance, Settings(seed=1)).start()
    task.progress(), task.cancel(), task.result(timeout=30)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import IO, Any

from .child import ONE_THREAD, own_output
from .codec import (
    instance_from_json,
    instance_to_json,
    result_from_json,
    result_to_json,
    settings_from_json,
    settings_to_json,
)
from .model import InputError, Instance, Placement, check
from .quality import ANNEALING, LEVELS
from .result import Progress, Result, Settings, Watch, appraise
from .solve import solve

GRACE = 5.0
"""Seconds a child may take beyond its own limit before it is ended."""

LAST_RESORT = 2.0
"""Seconds of annealing in the calling process when no child gives any answer."""

COMMAND = (sys.executable, "-m", "eventlab.matchmaking.engine.worker")


class Task:
    """One solve in a child process.

    ``on_progress`` is called from a reading thread. Everything else is called from the caller's.
    """

    def __init__(
        self,
        instance: Instance,
        settings: Settings | None = None,
        on_progress: Callable[[Progress], None] = lambda _: None,
        command: tuple[str, ...] = COMMAND,
    ) -> None:
        check(instance)
        self.instance = instance
        self.settings = settings or Settings()
        self.on_progress = on_progress
        self.command = command
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._latest: Progress | None = None
        self._best: Placement | None = None
        self._answer: Result | None = None
        self._cancelled = False
        self._late = False
        self._deadline = 0.0

    def start(self) -> Task:
        """Start the child; returns at once."""
        self._deadline = time.monotonic() + self.settings.seconds + GRACE
        order = {
            "instance": instance_to_json(self.instance),
            "settings": settings_to_json(self.settings),
        }
        try:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=os.environ | ONE_THREAD,
            )
        except OSError:
            return self
        self._reader = threading.Thread(target=self._read, args=(order,), daemon=True)
        self._reader.start()
        return self

    def progress(self) -> Progress | None:
        """The latest word from the child, None before the first."""
        return self._latest

    @property
    def process_id(self) -> int | None:
        """The child's process id."""
        return self._process.pid if self._process else None

    def running(self) -> bool:
        """Whether the child is still at work (a child that overstays is ended here)."""
        if self._reader is None or not self._reader.is_alive():
            return False
        if time.monotonic() > self._deadline:
            self._late = True
            self._end()
        return True

    def cancel(self) -> None:
        """Stop now: ``result`` gives the best found so far, or annealing's answer."""
        self._cancelled = True
        self._end()

    def result(self, timeout: float | None = None) -> Result:
        """Wait for the answer. Never empty-handed: after ``timeout`` seconds, or when the child
        died, what it had found so far is the answer, else annealing's, ``not_proven``."""
        until = self._deadline if timeout is None else time.monotonic() + timeout
        if self._reader is not None:
            self._reader.join(max(0.0, min(until, self._deadline) - time.monotonic()))
            if self._reader.is_alive():
                self._late = True
                self._end()
                self._reader.join(GRACE)
        return self._answer or self._fallback()

    def _end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _read(self, order: dict[str, Any]) -> None:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with process.stdin as given:
                json.dump(order, given)
            for line in process.stdout:
                self._hear(json.loads(line))
        except (OSError, ValueError):
            pass
        finally:
            process.stdout.close()
            process.wait()

    def _hear(self, word: dict[str, Any]) -> None:
        if "progress" in word:
            self._latest = Progress(**word["progress"])
            self.on_progress(self._latest)
        elif "found" in word:
            self._best = dict(word["found"])
        elif "result" in word:
            self._answer = result_from_json(word["result"])

    def _fallback(self) -> Result:
        reason = self._reason()
        if self._best is not None:
            bound = self._latest.bound if self._latest else None
            found = appraise(self.instance, self._best, bound, LEVELS, reason)
        else:
            short = replace(self.settings, solver=False, seconds=LAST_RESORT)
            found = solve(self.instance, short)
            if not found.legal:
                return replace(found, quality=replace(found.quality, reason=reason))
            return appraise(self.instance, found.placement, None, ANNEALING, reason)
        return found

    def _reason(self) -> str:
        if self._cancelled:
            return "cancelled"
        return "time" if self._late else "solver_failed"


def _say(out: IO[str], **word: object) -> None:
    out.write(json.dumps(word) + "\n")
    out.flush()


def main() -> int:
    """The child: read the order, solve, write what is found. Its own output goes nowhere else."""
    out = own_output()
    order = json.load(sys.stdin)
    try:
        instance = instance_from_json(order["instance"])
        watch = Watch(
            progress=lambda word: _say(out, progress=asdict(word)),
            found=lambda placement: _say(out, found=list(placement.items())),
        )
        result = solve(instance, settings_from_json(order["settings"]), watch)
    except InputError as wrong:
        _say(out, error=wrong.code)
        return 2
    _say(out, result=result_to_json(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
