"""The kinds of item a board has, known here without the application: every feature's."""

from __future__ import annotations

from eventlab.boards import items as boards_items  # noqa: F401 - registers what it shows
from eventlab.ideas import items as ideas_items  # noqa: F401
from eventlab.live.board import kinds
from eventlab.matchmaking import items as matchmaking_items  # noqa: F401
from eventlab.sessions import items as sessions_items  # noqa: F401


def private_kinds() -> set[str]:
    """What only its owner sees."""
    return {kind.name for kind in kinds() if kind.private is not None}
