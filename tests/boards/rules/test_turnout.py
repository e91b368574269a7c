"""Which perspective votes much less than the other, and votes beyond the people counted."""

import pytest

from eventlab.boards.rules.turnout import lagging, surplus


@pytest.mark.parametrize(
    ("voted", "present", "side"),
    [
        ((20, 2), (24, 12), "professional"),
        ((4, 10), (30, 12), "resident"),
        ((20, 6), (24, 12), None),
        ((8, 0), (24, 12), None),  # too early to say
        ((20, 0), (24, 0), None),  # absent is not silent
    ],
)
def test_a_side_lags_when_less_than_half_as_large_a_part_of_it_voted(voted, present, side):
    sides = ("resident", "professional")
    lag = lagging(dict(zip(sides, voted, strict=True)), dict(zip(sides, present, strict=True)))
    assert (lag.side if lag else None) == side


@pytest.mark.parametrize(("voters", "people", "over"), [(44, 41, 3), (41, 41, 0), (9, None, 0)])
def test_votes_beyond_the_people_counted_are_a_surplus(voters, people, over):
    assert surplus(voters, people) == over
