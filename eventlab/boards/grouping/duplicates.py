"""The same said twice: texts whose words, rare ones above all, are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .likeness import by_words
from .model import Alike
from .words import Word

LEAST_LIKENESS = 0.7
"""Chosen on the hand-checked pairs: below it, most pairs share a place rather than a wish."""


def near_duplicates(ids: Sequence[int], texts: Sequence[Sequence[Word]]) -> tuple[Alike, ...]:
    """Sets of texts, every two of them alike; the most alike first, each text at most once."""
    found: list[tuple[float, list[int]]] = []
    placed: dict[int, int] = {}
    pairs = alike_pairs(texts)
    likeness = {(one, other): value for value, one, other in pairs}
    for value, one, other in pairs:
        if one in placed and other in placed:
            continue
        if one not in placed and other not in placed:
            placed[one] = placed[other] = len(found)
            found.append((value, [one, other]))
            continue
        known, new = (one, other) if one in placed else (other, one)
        least, together = found[placed[known]]
        values = [likeness.get((min(new, each), max(new, each))) for each in together]
        if None not in values:
            placed[new] = placed[known]
            found[placed[known]] = (min([least, *(v for v in values if v)]), [*together, new])
    return tuple(
        Alike(tuple(ids[each] for each in sorted(together)), round(least, 2))
        for least, together in found
    )


def alike_pairs(
    texts: Sequence[Sequence[Word]], least: float = LEAST_LIKENESS
) -> list[tuple[float, int, int]]:
    """(likeness, place, place) of every two texts that say almost the same, most alike first."""
    rows = by_words(texts)
    likeness = np.triu(rows @ rows.T, 1)
    numbers = [{word.stem for word in text if word.stem.isdigit()} for text in texts]
    pairs = [
        (round(float(likeness[one, other]), 6), int(one), int(other))
        for one, other in zip(*np.nonzero(likeness >= least), strict=True)
        if not _told_apart(numbers[one], numbers[other])
    ]
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))


def _told_apart(one: set[str], other: set[str]) -> bool:
    """Two texts with different numbers speak of two buildings, two streets, two floors."""
    return bool(one and other and not one & other)
