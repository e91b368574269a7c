"""Which wishes are kept, and in which order themes are offered."""

import pytest

from eventlab.matchmaking.rules.wishes import WishesRefused, check_wishes, order_for

PERSON = "0123456789abcdef01234567"


def test_a_theme_wished_twice_is_wished_once():
    assert check_wishes([2, 1, 2], {1, 2, 3}, 3) == [2, 1]


@pytest.mark.parametrize(
    ("wanted", "code"), [([1, 2, 3], "too_many_wishes"), ([9], "theme_dropped")]
)
def test_other_wishes_are_refused_by_name(wanted: list[int], code: str):
    with pytest.raises(WishesRefused, match=code):
        check_wishes(wanted, {1, 2, 3}, 2)


def test_no_theme_is_always_offered_first():
    firsts = [order_for(f"{n:024x}", range(1, 5))[0] for n in range(400)]
    assert all(60 < firsts.count(theme) < 140 for theme in range(1, 5))


def test_the_order_is_the_same_however_the_list_comes():
    assert order_for(PERSON, [3, 1, 2]) == order_for(PERSON, [1, 2, 3])
