"""A Redis of the tests' own on loopback, without a disk; it can be stopped and started again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


class RedisServer:
    """A Redis or a Valkey on one port."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"redis://127.0.0.1:{port}/0"
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        assert program, "redis-server is missing: apt-get install redis-server"
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            [program, "--port", str(self._port), *options],
            cwd=self._folder,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        for line in self._process.stdout:
            if "eady to accept connections" in line:
                return
        raise RuntimeError("redis did not start")

    def stop(self) -> None:
        """Stop it; what it held is gone."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None
