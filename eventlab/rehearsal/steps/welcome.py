"""People arrive: they scan the code, say on which side they stand, and follow."""

from __future__ import annotations

from eventlab.rehearsal.day import Day, Step, is_writer


def play(day: Day, _step: Step) -> None:
    """Everybody joins who is on time and has a phone."""
    arriving = [p for p in day.players if p.person.habit != "late" and is_writer(p.person)]
    day.random("arrivals").shuffle(arriving)
    day.hands.each(player.join for player in arriving if not player.joined)
