"""The hours of a programme, on paper and before the day: no clock runs here."""

from __future__ import annotations

from collections.abc import Iterable

_DAY = 24 * 60


def hours_of(minutes: Iterable[int], starts_at: str) -> list[str]:
    """When each part begins, ``HH:MM``, if the first begins at ``starts_at`` and none is late."""
    hour, minute = starts_at.split(":")
    at = int(hour) * 60 + int(minute)
    begins = []
    for length in minutes:
        begins.append(f"{at // 60 % 24:02}:{at % 60:02}")
        at = (at + length) % _DAY
    return begins
