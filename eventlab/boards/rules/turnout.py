"""Who has voted so far, as numbers: never what, and never who.

Thresholds as in ``sessions.rules.balance``: under ten voters one quick table decides, and a side
votes "much less" when less than half as large a part of it has voted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventlab.boards.rules.results import SIDES

FEWEST_VOTERS = 10
TIMES = 2


@dataclass(frozen=True)
class Lag:
    """The side that votes much less: how many of it have, of how many."""

    side: str
    voted: int
    present: int


def lagging(voted: Mapping[str, int], present: Mapping[str, int]) -> Lag | None:
    """Which perspective votes much less than the other, if one does. A side that is absent does
    not lag."""
    if sum(voted[side] for side in SIDES) < FEWEST_VOTERS:
        return None
    if any(present[side] <= 0 for side in SIDES):
        return None
    for side, other in (SIDES, SIDES[::-1]):
        if TIMES * voted[side] * present[other] < voted[other] * present[side]:
            return Lag(side, voted[side], present[side])
    return None


def surplus(voters: int, people: int | None) -> int:
    """How many votes there are beyond the people counted in the room; 0 when nobody counted."""
    return max(0, voters - people) if people is not None else 0
