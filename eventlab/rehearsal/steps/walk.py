"""A step without writing: its instruction and its timer reach everybody."""

from __future__ import annotations

from eventlab.rehearsal.day import Day, Step


def play(day: Day, step: Step) -> None:
    """A facilitator gives a minute more; somebody writes though it is not the moment.

    In the second half of the day some people go home.
    """
    played = len(day.walked)
    day.desks[played % 2].must(f"steps/{step['id']}/minutes", {"minutes": 1})
    writers = [player for player in day.those_who("steady", "repeats", "returns") if player.joined]
    if writers:
        late = writers[played % len(writers)]
        late.write(late.new_card("Une idée qui vient trop tard.", expected="not_posting"))
    if played > len(day.steps) // 2:
        leaving = [player for player in day.those_who("leaves") if player.joined]
        day.hands.each(player.leave for player in leaving)
