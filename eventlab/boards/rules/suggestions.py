"""How many groups to suggest, and what stays refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

FEWEST_GROUPS = 2
MUCH_THE_SAME = 0.6
"""A group that shares so much (intersection over union) with a refused one is that one again."""


def bounds(least: int, most: int, themes: int, texts: int) -> tuple[int, int]:
    """How many groups at least and at most, beside the themes there are and for so many texts.

    A group has two texts or more, and there are two groups or more.
    """
    highest = max(FEWEST_GROUPS, min(most - themes, texts // 2))
    lowest = max(FEWEST_GROUPS, min(least - themes, texts // 3))
    return min(lowest, highest), highest


def group_stays_refused(ids: Collection[int], refused: Iterable[Sequence[int]]) -> bool:
    """Whether a group is much the same as one that was refused."""
    return any(_shared(set(ids), set(other)) >= MUCH_THE_SAME for other in refused)


def alike_stays_refused(ids: Collection[int], refused: Iterable[Sequence[int]]) -> bool:
    """Whether two of these texts were said not to be the same."""
    return any(len(set(ids) & set(other)) > 1 for other in refused)


def _shared(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(1, len(one | other))
