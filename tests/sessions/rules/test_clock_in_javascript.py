"""The desk's own arithmetic of the day (static/js/live/clock.js) is that of the rules."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

from eventlab.sessions.rules import programme as rules
from eventlab.sessions.rules.programme import Clock, PlannedStep, Programme

ROOT = Path(__file__).parents[3]
MINUTE = 60_000
NINE = 1_700_000_000_000


def a_day(chance: random.Random) -> tuple[Programme, int, int]:
    """A day some way through: steps begun, paused, lengthened, skipped, gone back to."""
    steps = tuple(
        PlannedStep(number, "message", Clock(chance.choice([0, 1, 20, 45]) * MINUTE))
        for number in range(1, chance.randint(2, 9))
    )
    day, now = Programme(steps, chance.choice([None, 1])), NINE
    for _ in range(chance.randint(0, 12)):
        now += chance.randint(0, 30 * MINUTE)
        day = a_press(day, now, chance)
    return day, now + chance.randint(0, 90 * MINUTE), NINE + chance.randint(-60, 60) * MINUTE


def a_press(day: Programme, now: int, chance: random.Random) -> Programme:
    step = chance.choice(day.steps)
    timer = chance.choice(
        [
            lambda clock: rules.start(clock, now),
            lambda clock: rules.pause(clock, now),
            lambda clock: rules.add(clock, chance.randint(-5, 5) * MINUTE),
        ]
    )
    press = chance.choice(
        [
            lambda: rules.go_to(day, step.id, now),
            lambda: rules.skip(day, step.id, chance.random() < 0.6),
            lambda: Programme(
                tuple(
                    PlannedStep(s.id, s.kind, timer(s.clock), s.skipped) if s is step else s
                    for s in day.steps
                ),
                day.current_id,
            ),
        ]
    )
    try:
        return press()
    except rules.ProgrammeRefused:
        return day


@pytest.mark.skipif(shutil.which("node") is None, reason="node is missing")
def test_both_tell_the_same_time_of_any_day():
    chance = random.Random(13)
    days = [a_day(chance) for _ in range(400)]
    asked = [
        {
            "steps": [
                {"id": step.id, "skipped": step.skipped, "clock": asdict(step.clock)}
                for step in day.steps
            ],
            "current": day.current_id,
            "now": now,
            "starts": starts,
        }
        for day, now, starts in days
    ]
    answered = subprocess.run(
        ["node", "tests/js/live/answer_days.mjs"],
        cwd=ROOT,
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for (day, now, starts), said in zip(days, json.loads(answered), strict=True):
        clocks = [step.clock for step in day.steps]
        end = rules.planned_end_ms(day, starts)
        assert said == {
            "elapsed": [rules.elapsed_ms(clock, now) for clock in clocks],
            "remaining": [rules.remaining_ms(clock, now) for clock in clocks],
            "overtime": [rules.overtime_ms(clock, now) for clock in clocks],
            "planned_end": end,
            "starts": {str(number): at for number, at in rules.projected_starts(day, now, starts)},
            "end": rules.projected_end_ms(day, now, starts),
            "drift": rules.drift_ms(day, end, now, starts),
        }
