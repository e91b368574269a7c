"""A server under measurement: a process on a core of its own, and what it uses."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import perf_counter, sleep

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT_S = 30


def cores() -> tuple[int, int]:
    """(the server's core, the load's): two different ones where there are two."""
    usable = sorted(os.sched_getaffinity(0))
    return usable[0], usable[-1]


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def machine() -> str:
    """The machine a figure was taken on: cores and processor."""
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return f"{os.cpu_count()} x {names[0] if names else 'unknown processor'}"


class Server:
    """A command that serves on ``PORT``, pinned to the server's core; use with ``with``."""

    def __init__(self, command: Iterable[str], port: int | None = None, **environment: str) -> None:
        self.port = port or free_port()
        self._command = list(command)
        self._environment = {**os.environ, **environment, "PORT": str(self.port)}
        self.process: subprocess.Popen[bytes]

    @classmethod
    def python(cls, module: str, *arguments: str, **environment: str) -> Server:
        """A server that is a Python module."""
        return cls([sys.executable, "-m", module, *arguments], **environment)

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> float:
        """Start and wait for an answer; gives the seconds that took."""
        began = perf_counter()
        core, _ = cores()
        self.process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )
        while not self._answers():
            if self.process.poll() is not None or perf_counter() - began > START_TIMEOUT_S:
                self.stop()
                raise RuntimeError(f"{self._command} did not start")
            sleep(0.01)
        return perf_counter() - began

    def _answers(self) -> bool:
        with suppress(urllib.error.HTTPError, OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).close()
            return True
        return False

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Stop and wait for the end."""
        self.process.send_signal(number)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu_s(self) -> float:
        """Processor seconds used so far, user and system, by all threads."""
        spent = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            with suppress(OSError):
                spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9

    def rss_mb(self) -> float:
        """Resident memory, megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
