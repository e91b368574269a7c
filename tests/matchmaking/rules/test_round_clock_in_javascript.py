"""The phones' own arithmetic of the rounds (static/js/matchmaking/round_clock.js) is the rules'."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

from eventlab.matchmaking.rules import round_clock as rules
from eventlab.matchmaking.rules.round_clock import RoundClock

ROOT = Path(__file__).parents[3]
MINUTE = 60_000
NINE = 1_700_000_000_000


def a_run(chance: random.Random) -> tuple[RoundClock, int]:
    """Rounds some way through: begun, paused, moved on, lengthened, stopped; and a moment."""
    clock = RoundClock(
        chance.randint(1, 5), chance.randint(1, 6) * MINUTE, chance.randint(0, 2) * MINUTE
    )
    now = NINE
    for _ in range(chance.randint(0, 9)):
        now += chance.randint(0, 4 * MINUTE)
        what = chance.choice(["start", "start", "pause", "stop", "skip", "back", "add"])
        extra = (MINUTE,) if what == "add" else ()
        clock = getattr(rules, what)(clock, now, *extra)
    return clock, now + chance.randint(-MINUTE, 20 * MINUTE)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is missing")
def test_both_tell_the_same_round_at_any_moment():
    chance = random.Random(7)
    runs = [a_run(chance) for _ in range(500)]
    answered = subprocess.run(
        ["node", "tests/js/matchmaking/answer_rounds.mjs"],
        cwd=ROOT,
        input=json.dumps([{"clock": asdict(clock), "now": now} for clock, now in runs]),
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for (clock, now), said in zip(runs, json.loads(answered), strict=True):
        seen = rules.read(clock, now)
        assert said == {
            "state": seen.state,
            "round": seen.round,
            "phase": seen.phase,
            "elapsed": seen.elapsed_ms,
            "remaining": seen.remaining_ms,
            "paused": seen.paused,
            "talked": rules.talked(clock, now),
        }
