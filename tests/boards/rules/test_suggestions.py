"""How many groups, and what stays refused."""

from __future__ import annotations

import pytest

from eventlab.boards.rules.suggestions import alike_stays_refused, bounds, group_stays_refused


@pytest.mark.parametrize(
    ("least", "most", "themes", "texts", "wanted"),
    [
        (6, 12, 0, 60, (6, 12)),
        (6, 12, 4, 60, (2, 8)),
        (6, 12, 12, 60, (2, 2)),
        (6, 12, 0, 12, (4, 6)),
        (6, 12, 0, 4, (2, 2)),
        (1, 2, 0, 300, (2, 2)),
    ],
)
def test_groups_fill_up_to_the_themes_there_are_to_be(least, most, themes, texts, wanted):
    assert bounds(least, most, themes, texts) == wanted


def test_a_group_that_shares_little_with_a_refused_one_is_another():
    assert group_stays_refused([1, 2, 3, 4], [[1, 2, 3]])
    assert not group_stays_refused([1, 2, 3, 4, 5, 6], [[1, 2, 3]])
    assert not group_stays_refused([1], [])


def test_two_texts_once_told_apart_are_not_proposed_again_with_a_third():
    assert alike_stays_refused([1, 2, 3], [[1, 2]])
    assert not alike_stays_refused([1, 3], [[1, 2]])
