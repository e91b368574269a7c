"""The faults of a day: a server that dies, a disk that is full, a request sent again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.faults import Room


@pytest.mark.timeout(300)  # it starts six servers
def test_killed_five_times_under_load_the_server_loses_and_doubles_nothing(tmp_path: Path):
    outcome = Room(tmp_path, seed=5).play(kills=5)
    assert outcome.kills == len(outcome.level_s) == 5
    assert outcome.acknowledged > 5
    assert (outcome.lost, outcome.double, outcome.different) == (0, 0, 0)
    assert outcome.taps > 5
    assert (outcome.votes_lost, outcome.votes_double) == (0, 0)
    assert outcome.integrity == {"ok"}
