"""What the themes bench counts with."""

from __future__ import annotations

import csv

import pytest

from benchmarks.themes import JUDGED, adjusted_rand, v_measure


def test_the_same_partition_under_other_names_agrees_fully():
    assert adjusted_rand("aabbc", "xxyyz") == 1
    assert v_measure("aabbc", "xxyyz") == pytest.approx(1)


def test_one_cluster_of_everything_agrees_with_nothing():
    assert adjusted_rand("aabb", "xxxx") == 0
    assert v_measure("aabb", "xxxx") == pytest.approx(0)


def test_known_values_are_found():
    # Two pairs of three agree: by hand, and as other programs give them.
    assert adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(0.5714, abs=1e-4)
    assert v_measure([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(0.8)


def test_no_pair_is_judged_twice():
    with JUDGED.open(encoding="ascii", newline="") as file:
        pairs = [(row["one"], row["other"]) for row in csv.DictReader(file)]
    assert len(pairs) == len(set(pairs))
    assert all(int(one) < int(other) for one, other in pairs)
