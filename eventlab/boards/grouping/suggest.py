"""Texts in, groups out: a proposal for the facilitator, never more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from .clusters import Labels, divide, typical
from .duplicates import near_duplicates
from .likeness import by_subject
from .model import Group, Suggestion, Text, check
from .words import Word, families_of, words

LEAST_TYPICAL = 0.3
"""A text less like the middle of its group is left to a person."""

WORDS_SHOWN = 5


def suggest(texts: Sequence[Text], most: int = 12, least: int = 6) -> Suggestion:
    """Near-duplicates, groups and the texts that fit none; the same for the same texts.

    Gives at most ``most`` groups, and ``least`` unless too few texts have words in common. Takes
    about half a second for 300 texts. Raises ``TooFewTexts``; ``ValueError`` on senseless bounds.
    """
    check(texts, least, most)
    ids = [text_id for text_id, _ in texts]
    found = [words(text) for _, text in texts]
    groups = _groups(ids, found, least, most)
    placed = {text_id for group in groups for text_id in group.ids}
    return Suggestion(
        near_duplicates=near_duplicates(ids, found),
        groups=groups,
        left=tuple(text_id for text_id in ids if text_id not in placed),
    )


def _groups(
    ids: Sequence[int], texts: Sequence[Sequence[Word]], least: int, most: int
) -> tuple[Group, ...]:
    rows = by_subject(texts)
    telling = np.flatnonzero(rows.any(axis=1))
    if len(telling) < 2:
        return ()
    likeness = rows[telling] @ rows[telling].T
    labels = divide(likeness, least, most)
    fit = typical(likeness, labels)
    clusters = [_cluster(labels, fit, number) for number in range(int(labels.max()) + 1)]
    kept = [telling[members].tolist() for members in clusters if len(members) > 1]
    kept.sort(key=lambda members: (-len(members), members[0]))
    return tuple(
        Group(_words_of(members, texts), tuple(ids[place] for place in members)) for members in kept
    )


def _cluster(labels: Labels, fit: np.ndarray, number: int) -> Labels:
    """The texts of a cluster that are typical enough, the most typical first."""
    members = np.flatnonzero((labels == number) & (fit >= LEAST_TYPICAL))
    return members[np.argsort(-fit[members], kind="stable")]


def _words_of(members: Sequence[int], texts: Sequence[Sequence[Word]]) -> tuple[str, ...]:
    """The words that made a group: frequent in it, rarer elsewhere, of a family before others."""
    everywhere = Counter(stem for text in texts for stem in {word.stem for word in text})
    here = Counter(stem for place in members for stem in {word.stem for word in texts[place]})
    share = len(members) / len(texts)
    weight = {
        stem: number * math.log(number / (everywhere[stem] * share)) * (1 + bool(families_of(stem)))
        for stem, number in here.items()
        if not stem.isdigit() and number > everywhere[stem] * share
    }
    chosen = sorted(weight, key=lambda stem: (here[stem] < 2, -weight[stem], stem))[:WORDS_SHOWN]
    several = [stem for stem in chosen if here[stem] > 1]
    written = Counter(word for place in members for word in texts[place])
    return tuple(_as_written(stem, written) for stem in several or chosen)


def _as_written(stem: str, written: Counter[Word]) -> str:
    forms = {word.written: number for word, number in written.items() if word.stem == stem}
    return min(forms, key=lambda form: (-forms[form], len(form), form))
