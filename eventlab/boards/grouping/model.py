"""What is asked, and what is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Text = tuple[int, str]
"""(id, text)"""


class TooFewTexts(Exception):
    """There is nothing to group: fewer texts than ``needed``."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


@dataclass(frozen=True)
class Alike:
    """Texts that say almost the same; ``likeness`` of the least alike, 0 to 1 (same words)."""

    ids: tuple[int, ...]
    likeness: float


@dataclass(frozen=True)
class Group:
    """Texts that belong together, the most typical first, and the words that made it."""

    words: tuple[str, ...]
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Suggestion:
    """A proposal over all texts: each is in one group or left; near-duplicates come beside."""

    near_duplicates: tuple[Alike, ...]
    groups: tuple[Group, ...]
    left: tuple[int, ...]


def fewest_texts(least: int) -> int:
    """With fewer texts than two a group, a person is faster."""
    return max(4, 2 * least)


def check(texts: Sequence[Text], least: int, most: int) -> None:
    """Raise ``TooFewTexts``, or ``ValueError`` for bounds or ids that make no sense."""
    if not 1 <= least <= most:
        raise ValueError("least and most groups")
    if len({text_id for text_id, _ in texts}) < len(texts):
        raise ValueError("an id stands twice")
    if len(texts) < fewest_texts(least):
        raise TooFewTexts(fewest_texts(least))
