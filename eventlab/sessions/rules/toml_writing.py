"""Writing TOML, which the standard library only reads.

Only what a programme needs: tables, lists of tables, words, whole numbers, switches. What is
written here and read back by ``tomllib`` is equal to what was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_toml(data: Mapping[str, Any]) -> str:
    """The TOML text of a table.

    A table inside goes on one line, ``title = { fr = "..." }``; a list of tables, at the first
    storey only, gets its ``[[heading]]`` for each. Raises ``TypeError`` for what is neither text,
    whole number, switch, list nor table.
    """
    plain = {name: value for name, value in data.items() if not _is_tables(value)}
    lines = [f"{_key(name)} = {_value(value)}" for name, value in plain.items()]
    for name, tables in data.items():
        if _is_tables(tables):
            for table in tables:
                lines += ["", f"[[{_key(name)}]]", *_lines(table)]
    return "\n".join(lines) + "\n"


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        yield f"{_key(name)} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(name)} = {_value(each)}" for name, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    raise TypeError(f"TOML cannot hold {type(value).__name__} here")


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    return '"' + "".join(_char(char) for char in text) + '"'


def _char(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if ord(char) >= 32 and ord(char) != 127 else f"\\u{ord(char):04x}"
