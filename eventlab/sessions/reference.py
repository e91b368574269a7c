"""Lists people choose from when they say who they are: trades and languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Trade:
    """A professional's trade, with its name as {language: text}."""

    key: str
    name: dict[str, str]


@dataclass(frozen=True)
class Language:
    """A language: its ISO 639 code, the name its speakers give it, and which way it is written."""

    code: str
    name: str
    rtl: bool = False


RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


@cache
def trades() -> tuple[Trade, ...]:
    """Give every trade in the order they are offered. They are shared: read them only."""
    return tuple(Trade(trade["key"], trade["name"]) for trade in _read("trades")["trades"])


@cache
def languages() -> tuple[Language, ...]:
    """Give every language in the order they are offered."""
    return tuple(
        Language(code, name, code in RIGHT_TO_LEFT)
        for code, name in _read("languages")["languages"].items()
    )


def language_by_code(code: str) -> Language | None:
    """Give the language of this code, or None."""
    return next((each for each in languages() if each.code == code), None)


def _read(name: str) -> dict[str, Any]:
    source = files("eventlab.sessions").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(source)
