"""When two perspectives may be shown side by side: the rule of five, for all that is counted."""

from __future__ import annotations

FEWEST_FOR_A_SPLIT = 5
"""With fewer people of one perspective, who said what could be guessed from the split."""


def may_split(resident: int, professional: int) -> bool:
    """Whether counts may be shown by perspective, given how many *people* of each took part."""
    return min(resident, professional) >= FEWEST_FOR_A_SPLIT
