"""Dividing texts into clusters: spherical k-means (Dhillon and Modha, 2001), the same each time.

It only needs the likeness of every two texts. How many clusters: the number between two bounds
with the best mean silhouette (Rousseeuw, 1987).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Likeness = NDArray[np.float64]
Labels = NDArray[np.intp]

STARTS = 6
STEPS = 40


def divide(likeness: Likeness, least: int, most: int) -> Labels:
    """The cluster of each text; between ``least`` and ``most`` clusters, fewer when texts lack."""
    most = min(most, len(likeness))
    tries = [_best_of_starts(likeness, count) for count in range(min(least, most), most + 1)]
    return max(tries, key=lambda labels: silhouette(likeness, labels))


def typical(likeness: Likeness, labels: Labels) -> NDArray[np.float64]:
    """How like the middle of its own cluster each text is, 0 to 1."""
    return _to_middles(likeness, _members(labels))[np.arange(len(labels)), labels]


def silhouette(likeness: Likeness, labels: Labels) -> float:
    """How much nearer texts are to their own cluster than to the next one: -1 to 1, mean."""
    members = _members(labels)
    if members.shape[1] < 2:
        return 0.0
    sizes = members.sum(axis=0)
    inside = members.astype(bool)
    sums = (1 - likeness) @ members
    own = sums[inside] / np.maximum(sizes[labels] - 1, 1)
    others = np.where(inside, np.inf, sums / np.maximum(sizes, 1)).min(axis=1)
    worst = np.maximum(np.maximum(own, others), 1e-9)
    return float(np.where(sizes[labels] > 1, (others - own) / worst, 0).mean())


def _best_of_starts(likeness: Likeness, count: int) -> Labels:
    chance = np.random.default_rng(count)
    found = [_settle(likeness, _first_middles(likeness, count, chance)) for _ in range(STARTS)]
    return max(found, key=lambda labels: float(typical(likeness, labels).sum()))


def _first_middles(likeness: Likeness, count: int, chance: np.random.Generator) -> list[int]:
    """Texts far from each other, drawn by k-means++ (Arthur and Vassilvitskii, 2007)."""
    chosen = [int(chance.integers(len(likeness)))]
    nearest = likeness[:, chosen[0]].copy()
    while len(chosen) < count:
        far = np.clip(1 - nearest, 0, None) + 1e-12
        far[chosen] = 0
        chosen.append(int(chance.choice(len(likeness), p=far / far.sum())))
        np.maximum(nearest, likeness[:, chosen[-1]], out=nearest)
    return chosen


def _settle(likeness: Likeness, middles: list[int]) -> Labels:
    labels = likeness[:, middles].argmax(axis=1)
    labels[middles] = np.arange(len(middles))
    for _ in range(STEPS):
        moved = _to_middles(likeness, _members(labels, len(middles))).argmax(axis=1)
        if (moved == labels).all():
            break
        labels = moved
    # A middle that lost its texts is no cluster.
    return np.unique(labels, return_inverse=True)[1]


def _members(labels: Labels, count: int | None = None) -> NDArray[np.float64]:
    return np.eye(count or int(labels.max()) + 1)[labels]


def _to_middles(likeness: Likeness, members: NDArray[np.float64]) -> NDArray[np.float64]:
    sums = likeness @ members
    lengths = np.sqrt(np.maximum((members * sums).sum(axis=0), 1e-12))
    return sums / lengths
