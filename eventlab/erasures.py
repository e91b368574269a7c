"""The list of what was erased, kept beside the backups: a restore must not bring anybody back.

It holds random ids and dates, no name, no code of a person, no text.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

FILE = "erased.jsonl"


@dataclass
class Erased:
    """Participants by id; events by (join code, moment of creation)."""

    people: set[str] = field(default_factory=set)
    events: set[tuple[str, int]] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.people or self.events)

    @property
    def moments(self) -> set[int]:
        """When the erased events were made: a join code may have been changed since a copy."""
        return {made for code, made in self.events}


def note_person(folder: Path, participant_id: str) -> None:
    """Write a person down. Raises ``OSError`` when that is impossible: nothing is then erased."""
    _note(folder, {"person": participant_id})


def note_event(folder: Path, code: str, created_at: int) -> None:
    """Write an event down. Raises ``OSError``."""
    _note(folder, {"event": [code, created_at]})


def _note(folder: Path, what: dict[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = json.dumps({**what, "on": date.today().isoformat()}) + "\n"  # noqa: DTZ011
    handle = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def read_erased(folder: Path) -> Erased:
    """What is on the list; a line cut short by a crash is left out."""
    erased = Erased()
    path = folder / FILE
    for line in path.read_text(encoding="ascii").splitlines() if path.exists() else ():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if "person" in told:
            erased.people.add(str(told["person"]))
        elif "event" in told:
            erased.events.add((str(told["event"][0]), int(told["event"][1])))
    return erased
