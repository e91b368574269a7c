"""What the teams' page without a script needs beside the board."""

from __future__ import annotations

from typing import Any

from eventlab.matchmaking.rules.wishes import order_for


def wish_order(person: str | None, themes: dict[str, dict[str, Any]]) -> list[int]:
    """The themes that go on, in this person's own order."""
    return order_for(person or "", [int(i) for i, theme in themes.items() if theme["goes_on"]])
