"""What a page without a script is told of the rounds: which one it is, and whom one has met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventlab.matchmaking.rules.round_clock import RoundClock, read, talked


def rounds_now(clock: Mapping[str, Any], step: Mapping[str, Any], now: int) -> dict[str, Any]:
    """What the clock of the rounds shows when the page is made; ``step`` is the step's own."""
    ended = step["ended_ms"]
    at = now if ended is None else min(now, ended)
    seen = read(RoundClock(**clock), at)
    return {"state": seen.state, "round": seen.round, "talked": talked(RoundClock(**clock), at)}


def met_in(places: Sequence[Mapping[str, Any]], last: int) -> list[Mapping[str, Any]]:
    """Everybody met in the first ``last`` rounds, once each."""
    met = {
        person["id"]: person
        for place in reversed(places)
        if place["round"] <= last and not place.get("absent")
        for person in place["with"]
        if not person.get("absent")
    }
    return list(reversed(list(met.values())))
