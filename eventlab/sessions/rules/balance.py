"""When one perspective is so much more present, or writes so much more, that the desk should know.

It is a remark for the facilitator, never a weight: nothing is counted differently because of it.

Thresholds, and why:

- ``FEWEST_PEOPLE`` 8: in a smaller room one arrival would turn the remark on and off.
- ``TIMES_PRESENT`` 3: a team has at least two residents and one professional, so twice as many on
  one side is a normal day; beyond three times, teams of both perspectives can no longer be made
  for everybody.
- ``FEWEST_TEXTS`` 10: before that, one quick writer decides.
- ``TIMES_WRITTEN`` 2: each person of one side writes, on average, more than twice as much as each
  person of the other. People present are what it is divided by, so that a side that is silent
  shows, and a side that is only more numerous does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_PEOPLE = 8
TIMES_PRESENT = 3
FEWEST_TEXTS = 10
TIMES_WRITTEN = 2

OTHER = {"resident": "professional", "professional": "resident"}


@dataclass(frozen=True)
class Imbalance:
    """Which perspective is ``more``, and by how much, for each perspective: people, or texts per
    person present (to one decimal)."""

    more: str
    values: dict[str, float]


def presence_imbalance(present: Mapping[str, int]) -> Imbalance | None:
    """Whether one perspective is much more present. ``present``: people, by perspective."""
    if sum(present[side] for side in OTHER) < FEWEST_PEOPLE:
        return None
    for side, other in OTHER.items():
        if present[side] > TIMES_PRESENT * present[other]:
            return Imbalance(side, {name: float(present[name]) for name in OTHER})
    return None


def writing_imbalance(written: Mapping[str, int], present: Mapping[str, int]) -> Imbalance | None:
    """Whether one perspective writes much more. Texts and people present, by perspective.

    A side that is absent is not called silent: ``presence_imbalance`` says what there is to say.
    """
    absent = any(present[side] <= 0 for side in OTHER)
    if absent or sum(written[side] for side in OTHER) < FEWEST_TEXTS:
        return None
    rates = {side: written[side] / present[side] for side in OTHER}
    for side, other in OTHER.items():
        if rates[side] > TIMES_WRITTEN * rates[other]:
            return Imbalance(side, {name: round(rate, 1) for name, rate in rates.items()})
    return None
