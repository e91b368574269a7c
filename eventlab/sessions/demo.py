"""Example life for the demonstration: invented people and what they might write."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class DemoProblem:
    """A problem somebody might write, in French. ``perspective``: resident | professional."""

    perspective: str
    tile: str
    text: str


@cache
def demo_names() -> tuple[str, ...]:
    """Give sixty first names and nicknames, of all origins."""
    return tuple(_demo()["names"])


@cache
def demo_problems() -> tuple[DemoProblem, ...]:
    """Give some ninety problems of both perspectives, tile after tile: shuffle before use."""
    return tuple(DemoProblem(**problem) for problem in _demo()["problems"])


def _demo() -> dict[str, Any]:
    return tomllib.loads(files("eventlab.sessions").joinpath("data/demo.toml").read_text("utf-8"))
