"""What a sheet asks: the fields of the steps of work, in order, read from the programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Words = Mapping[str, str]
FIELD_LIMIT = 600


class StepOfWork(Protocol):
    """What is read of a step."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def skipped(self) -> bool:
        """Whether it is left out of the day."""

    @property
    def settings(self) -> dict[str, Any]:
        """Its settings."""


@dataclass(frozen=True)
class Field:
    """One field of a sheet. ``options`` are those of a ``choice``: {key: words}.

    ``headline``: the idea is called by it; ``shown``: the room reads it at the fair; ``per``: whose
    sheet it is on, a ``team``'s or a ``person``'s.
    """

    key: str
    label: Words
    limit: int = FIELD_LIMIT
    type: str = "text"
    options: Mapping[str, Words] = field(default_factory=dict)
    headline: bool = False
    shown: bool = True
    per: str = "team"
    step_id: int = 0


def sheet_of(steps: Iterable[StepOfWork]) -> dict[str, Field]:
    """The fields of all steps of work, in order; the first to name a key defines it.

    A step that is skipped counts too: what was written in it stays readable.
    """
    fields: dict[str, Field] = {}
    for step in steps:
        if step.kind == "work":
            for entry in step.settings.get("sheet", ()):
                fields.setdefault(entry["key"], _field(entry, step))
    return fields


def _field(entry: Mapping[str, Any], step: StepOfWork) -> Field:
    return Field(
        key=entry["key"],
        label=_words(entry),
        limit=entry.get("limit", FIELD_LIMIT),
        type=entry.get("type", "text"),
        options={option["key"]: _words(option) for option in entry.get("options", ())},
        headline=entry.get("headline", False),
        shown=entry.get("shown", True),
        per=step.settings.get("per", "team"),
        step_id=step.id,
    )


def _words(entry: Mapping[str, Any]) -> Words:
    return {language: entry[language] for language in ("fr", "en") if language in entry}


def headline_of(fields: Mapping[str, Field], texts: Mapping[str, str]) -> str:
    """What an idea is called: its headline, else the first thing the room may read of it."""
    called = [key for key, one in fields.items() if one.headline]
    rest = [key for key, one in fields.items() if one.shown and one.type == "text"]
    return next((texts[key] for key in (*called, *rest) if texts.get(key)), "")


def may_write(kinds: Iterable[str], current: str) -> bool:
    """Whether sheets may be written now.

    ``kinds``: the kinds of the steps before the current one, skipped ones left out. Sheets are
    open during a step of work, and in a break after one: a break does not tear the pen away.
    """
    last = next((kind for kind in reversed(list(kinds)) if kind != "message"), "")
    return current == "work" or (current == "message" and last == "work")
