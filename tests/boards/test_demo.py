"""The example life of the demonstration: it must be fit to project."""

import re
from collections import Counter

import pytest

from eventlab.boards.rules.privacy import find_personal_data
from eventlab.boards.rules.text import check_problem_text
from eventlab.boards.tiles import tile_by_key, tiles
from eventlab.sessions.demo import DemoProblem, demo_names, demo_problems

each_problem = pytest.mark.parametrize("problem", demo_problems(), ids=lambda each: each.text[:30])


def test_sixty_people_have_a_name_each() -> None:
    assert len(demo_names()) == len(set(demo_names())) == 60
    assert all(re.fullmatch(r"[^\W\d_]{2,14}", name) for name in demo_names())


def test_there_is_enough_for_a_full_wall_from_both_perspectives() -> None:
    sides = Counter(problem.perspective for problem in demo_problems())
    assert len(demo_problems()) >= 90
    assert set(sides) == {"resident", "professional"}
    assert min(sides.values()) >= 30


def test_every_tile_has_several_problems_and_both_perspectives() -> None:
    for tile in tiles():
        seen = [problem.perspective for problem in demo_problems() if problem.tile == tile.key]
        assert len(seen) >= 4
        assert set(seen) == {"resident", "professional"}


def test_no_problem_is_told_twice() -> None:
    assert len({problem.text for problem in demo_problems()}) == len(demo_problems())


@each_problem
def test_each_could_have_been_sent_from_a_phone(problem: DemoProblem) -> None:
    assert 40 <= len(problem.text) <= 240
    assert check_problem_text(problem.text) == problem.text
    assert find_personal_data(problem.text) == ()
    assert tile_by_key(problem.tile)
    assert not re.search("[\u00a0\u202f]", problem.text)
