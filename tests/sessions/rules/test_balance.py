"""When the desk is told that one side is much more present, or writes much more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlab.sessions.rules import balance

counts = st.fixed_dictionaries(
    {"resident": st.integers(0, 300), "professional": st.integers(0, 300)}
)


def sides(resident: int, professional: int) -> dict[str, int]:
    return {"resident": resident, "professional": professional}


@pytest.mark.parametrize(
    ("present", "more"),
    [
        (sides(20, 10), None),  # the mix that teams ask for
        (sides(30, 10), None),  # three times as many is still a team for everybody
        (sides(31, 10), "resident"),
        (sides(2, 7), "professional"),
        (sides(8, 0), "resident"),
        (sides(7, 0), None),  # too few to say anything
        (sides(0, 0), None),
    ],
)
def test_a_side_more_than_three_times_as_many_is_named(present, more):
    found = balance.presence_imbalance(present)
    assert (found.more if found else None) == more


def test_the_remark_carries_the_people_of_both_sides():
    found = balance.presence_imbalance(sides(31, 10))
    assert found == balance.Imbalance("resident", {"resident": 31.0, "professional": 10.0})


@pytest.mark.parametrize(
    ("written", "present", "more"),
    [
        (sides(30, 10), sides(30, 10), None),  # more people write more, that is no imbalance
        (sides(20, 20), sides(30, 10), "professional"),
        (sides(20, 0), sides(10, 10), "resident"),  # a silent side
        (sides(6, 3), sides(10, 10), None),  # too few texts yet
        (sides(12, 6), sides(10, 10), None),  # just twice
        (sides(20, 0), sides(10, 0), None),  # nobody is there to be silent
    ],
)
def test_a_side_whose_people_write_more_than_twice_as_much_is_named(written, present, more):
    found = balance.writing_imbalance(written, present)
    assert (found.more if found else None) == more


def test_the_remark_gives_texts_per_person():
    found = balance.writing_imbalance(sides(8, 25), sides(10, 10))
    assert found == balance.Imbalance("professional", {"resident": 0.8, "professional": 2.5})


@given(counts, counts)
def test_both_sides_are_treated_alike(written, present):
    def swapped(sides_):
        return {side: sides_[other] for side, other in balance.OTHER.items()}

    def mirrored(found):
        return found and balance.Imbalance(balance.OTHER[found.more], swapped(found.values))

    assert balance.presence_imbalance(swapped(present)) == mirrored(
        balance.presence_imbalance(present)
    )
    assert balance.writing_imbalance(swapped(written), swapped(present)) == mirrored(
        balance.writing_imbalance(written, present)
    )
