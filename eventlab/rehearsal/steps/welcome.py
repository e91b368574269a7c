"""People arrive: they scan the code or come to a helper, and say on which side they stand."""

from __future__ import annotations

from functools import partial

from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.hands import Act


def play(day: Day, _step: Step) -> None:
    """Everybody joins who is on time."""
    arriving = [player for player in day.players if player.person.habit != "late"]
    day.random("arrivals").shuffle(arriving)
    queues: list[list[Act]] = [[player.join] for player in arriving if not player.joined]
    for kiosk, visitors in day.visitors.items():
        new = [visitor for visitor in visitors if not visitor.personal_code]
        queues.append([partial(kiosk.join, visitor) for visitor in new])
    day.hands.play(queues)
