"""A split is hidden while either group has fewer than five people."""

import pytest

from eventlab.boards.rules.tally import may_split


@pytest.mark.parametrize(
    ("resident", "professional", "shown"),
    [(5, 5, True), (40, 5, True), (4, 5, False), (5, 4, False), (60, 0, False)],
)
def test_five_people_of_each_perspective_make_a_split(resident, professional, shown):
    assert may_split(resident, professional) is shown
