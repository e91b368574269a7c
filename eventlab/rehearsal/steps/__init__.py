"""How each kind of step is played: one module a kind, and ``walk`` for those without one."""

from __future__ import annotations

from collections.abc import Callable

from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.steps import (
    close,
    evaluate,
    fair,
    group,
    post,
    rounds,
    teams,
    vote,
    walk,
    welcome,
    work,
)

Play = Callable[[Day, Step], None]

PLAYS: dict[str, Play] = {
    "welcome": welcome.play,
    "post": post.play,
    "group": group.play,
    "vote": vote.play,
    "teams": teams.play,
    "rounds": rounds.play,
    "work": work.play,
    "fair": fair.play,
    "evaluate": evaluate.play,
    "close": close.play,
}


def play_of(kind: str) -> Play:
    """How a kind of step is played."""
    return PLAYS.get(kind, walk.play)
