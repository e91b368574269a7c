"""Who plays: drawn from the seed, in fixed proportions."""

import pytest

from eventlab.rehearsal.cast import HABITS, cast


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    assert cast(60, 1) == cast(60, 1)
    assert cast(60, 1) != cast(60, 2)


@pytest.mark.parametrize(("people", "residents"), [(60, 33), (8, 4), (1, 1), (40, 22)])
def test_residents_are_55_percent(people: int, residents: int):
    assert sum(person.perspective == "resident" for person in cast(people, 3)) == residents


@pytest.mark.parametrize("people", [8, 20, 60])
def test_every_habit_is_played(people: int):
    assert set(HABITS) <= {person.habit for person in cast(people, 5)}


def test_many_people_are_steady():
    assert sum(person.habit == "steady" for person in cast(60, 1)) == 24


def test_keys_are_unique():
    assert len({person.key for person in cast(300, 1)}) == 300
