"""Ready-made programmes: plain TOML files that an organiser can copy and edit.

The schema is told in docs/formats.md; `check_format` says in words what a copy gets wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from eventlab.sessions.formats.check import check_format
from eventlab.sessions.rules.step_kinds import LANGUAGES, defaults

__all__ = [
    "Format",
    "FormatRefused",
    "StepPlan",
    "all_formats",
    "check_format",
    "format_by_key",
    "format_source",
    "read_format",
]

Words = dict[str, str]  # {language: text}, always "fr" and "en"

#: In the order they are offered; the first is the default.
KEYS = ("mairie", "hackathon", "museomix", "bazar", "speed_meeting", "referral_clinic")


class FormatRefused(Exception):
    """A format that cannot be used. ``complaints`` says why, one sentence each, in French."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = complaints


@dataclass(frozen=True)
class StepPlan:
    """One step as a format plans it; ``settings`` is complete, defaults included."""

    kind: str
    title: Words
    instruction: Words
    minutes: int
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Format:
    """A programme ready to use.

    ``people`` is the range it suits; ``starts_at`` the hour proposed, ``HH:MM``; ``labels`` renames
    the two perspectives when the format needs it: {perspective: {language: text}}.
    """

    key: str
    title: Words
    summary: Words
    starts_at: str
    people: tuple[int, int]
    steps: tuple[StepPlan, ...]
    labels: dict[str, Words] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """How long the whole programme takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def ends_at(self) -> str:
        """When it ends if it starts at ``starts_at``, ``HH:MM``."""
        hours, minutes = self.starts_at.split(":")
        end = int(hours) * 60 + int(minutes) + self.minutes
        return f"{end // 60 % 24:02}:{end % 60:02}"


@cache
def all_formats() -> tuple[Format, ...]:
    """Give the formats that come with EventLab. They are shared: read them, do not change them."""
    return tuple(read_format(format_source(key)) for key in KEYS)


def format_by_key(key: str) -> Format | None:
    """Give the format of this key, or None."""
    return next((each for each in all_formats() if each.key == key), None)


def format_source(key: str) -> str:
    """Give the TOML text of a format that comes with EventLab, for an organiser to edit.

    Raises ``KeyError`` for an unknown key.
    """
    if key not in KEYS:
        raise KeyError(key)
    return files(__package__).joinpath(f"{key}.toml").read_text("utf-8")


def read_format(source: str) -> Format:
    """Read a format from TOML text. Raises ``FormatRefused`` with every complaint at once."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as wrong:
        raise FormatRefused([str(wrong)]) from wrong
    complaints = check_format(data)
    if complaints:
        raise FormatRefused(complaints)
    return _format(_in_every_language(data))


def _in_every_language(value: Any) -> Any:
    """Give the same data, each text present in each language: what is missing is borrowed."""
    if isinstance(value, list):
        return [_in_every_language(each) for each in value]
    if not isinstance(value, dict):
        return value
    full = {name: _in_every_language(each) for name, each in value.items()}
    said = next((full[each] for each in LANGUAGES if full.get(each)), None)
    return full if said is None else full | {each: full.get(each) or said for each in LANGUAGES}


def _format(data: Mapping[str, Any]) -> Format:
    lowest, highest = data["people"]
    return Format(
        key=data["key"],
        title=data["title"],
        summary=data["summary"],
        starts_at=data["starts_at"],
        people=(lowest, highest),
        steps=tuple(_step(step) for step in data["steps"]),
        labels=data.get("labels", {}),
    )


def _step(data: Mapping[str, Any]) -> StepPlan:
    return StepPlan(
        kind=data["kind"],
        title=data["title"],
        instruction=data["instruction"],
        minutes=data["minutes"],
        settings=defaults(data["kind"]) | data.get("settings", {}),
    )
