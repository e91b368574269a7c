"""The end of the day: the five figures say what was counted along the way."""

from __future__ import annotations

from eventlab.rehearsal.day import Day, Step


def play(day: Day, _step: Step) -> None:
    """The screen's figures are compared with what the clients acknowledged."""
    shown = {
        str(c.id) for c in day.record.cards.values() if c.ids and c.fate in ("shown", "masked")
    }
    figures = day.screen.snapshot(day.code, "screen")["items"]["figures"]["room"]
    wall = len(day.screen.items("problem"))
    if figures["problems"] < len(shown):
        day.record.fault(f"{len(shown)} texts are shown, the figures say {figures['problems']}")
    came = sum(player.joined for player in day.players)
    came += sum(bool(v.personal_code) for there in day.visitors.values() for v in there)
    if figures["people"] != came:
        day.record.fault(f"{came} people came, the figures say {figures['people']}")
    day.record.note(f"the day in figures: {figures}, {wall} texts on the wall")
