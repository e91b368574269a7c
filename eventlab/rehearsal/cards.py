"""The texts people write in a rehearsal: from a CSV file, or from the demonstration's."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

COLUMNS = ("titre", "text", "texte")
SEPARATORS = (";", ",", "\t")


class CardsRefused(Exception):
    """The file cannot be used; the message says what was expected."""


@dataclass(frozen=True)
class Text:
    """Something to write; ``perspective`` says who may, "" lets anybody."""

    text: str
    tile: str = ""
    perspective: str = ""


@dataclass(frozen=True)
class Demo:
    """A room that never existed: first names, and what its people have on their minds."""

    names: list[str]
    problems: list[Text]


def read_cards(path: Path) -> list[Text]:
    """The texts of a CSV file (UTF-8; ``;``, ``,`` or tabs), in order, empty lines left out.

    Each is as the server will store it: without spaces around. Raises ``CardsRefused``.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise CardsRefused(f"{path} cannot be read as UTF-8: {wrong}") from wrong
    for separator in SEPARATORS:
        rows = csv.DictReader(io.StringIO(source, newline=""), delimiter=separator)
        column = next((name for name in COLUMNS if name in (rows.fieldnames or ())), None)
        if column is not None:
            return [Text(text) for row in rows if (text := (row[column] or "").strip())]
    raise CardsRefused(f"{path} has no column named {', '.join(COLUMNS)} in its first line.")


def demo() -> Demo:
    """The names and problems that come with EventLab."""
    source = files("eventlab.sessions").joinpath("data/demo.toml").read_text("utf-8")
    data = tomllib.loads(source)
    problems = [
        Text(entry["text"], entry.get("tile", ""), entry.get("perspective", ""))
        for entry in data["problems"]
    ]
    return Demo(data["names"], problems)
