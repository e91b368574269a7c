"""How alike short texts are: by their words, by words that keep company, by families of words.

A text is a row of numbers of length 1; the likeness of two is their product (cosine, 0 to 1).
Two texts of ten words rarely share one, so plain words alone group badly: see
``docs/decisions/suggested-groups.md`` for the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .words import Word, families_of

Rows = NDArray[np.float64]

FAMILIES_WEIGH = 2.0
"""A family against all the single words of a text; 1 to 2 measured alike, 0.5 worse."""


def table(texts: Sequence[Sequence[str]], fewest: int) -> tuple[Rows, list[str]]:
    """Which text has which feature (0 or 1), over the features at least ``fewest`` texts have."""
    counted = Counter(feature for features in texts for feature in set(features))
    known = sorted(feature for feature, number in counted.items() if number >= fewest)
    place = {feature: column for column, feature in enumerate(known)}
    rows = np.zeros((len(texts), len(known)))
    for row, features in zip(rows, texts, strict=True):
        row[[place[feature] for feature in set(features) if feature in place]] = 1
    return rows, known


def by_words(texts: Sequence[Sequence[Word]]) -> Rows:
    """Rows over all stems, rare ones heavier (tf-idf): for finding the same said twice."""
    rows, _ = table([[word.stem for word in text] for text in texts], 1)
    return unit(rows * _rarity(rows))


def by_subject(texts: Sequence[Sequence[Word]]) -> Rows:
    """Rows over stems and what they keep company with, beside the families of words."""
    rows, _ = table([[word.stem for word in text] for text in texts], 2)
    spread = unit(unit(rows * _rarity(rows)) @ _company(rows))
    return unit(np.hstack([spread, FAMILIES_WEIGH * unit(_families(texts))]))


def unit(rows: Rows) -> Rows:
    """Each row made of length 1; a row of nothing stays so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths == 0, 1, lengths)


def _rarity(rows: Rows) -> Rows:
    # One more text than there are: a word in every text keeps a little weight.
    return np.log((len(rows) + 1) / np.maximum(rows.sum(axis=0), 1))


def _company(rows: Rows) -> Rows:
    """How alike the company of two stems is: cosine of positive pointwise mutual information."""
    together = rows.T @ rows
    alone = np.diag(together)
    expected = np.outer(alone, alone) / max(1, len(rows))
    ratio = np.divide(together, expected, out=np.ones_like(together), where=together > 0)
    company = unit(np.log(np.maximum(ratio, 1)))
    likeness: Rows = company @ company.T
    return likeness


def _families(texts: Sequence[Sequence[Word]]) -> Rows:
    """How much of each family a text has: a word of two families is half of each."""
    stems = [{word.stem for word in text} for text in texts]
    rows, known = table(
        [[name for stem in text for name in families_of(stem)] for text in stems], 1
    )
    place = {name: column for column, name in enumerate(known)}
    rows[:] = 0
    for row, text in zip(rows, stems, strict=True):
        for names in map(families_of, sorted(text)):
            for name in names:
                row[place[name]] += 1 / len(names)
    return rows
