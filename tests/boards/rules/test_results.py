"""What a closed ballot says: ranks, ties, first choices, differences, what could go on."""

import pytest

from eventlab.boards.rules.results import (
    Line,
    Result,
    compare,
    firsts,
    propose,
    ranked,
    result_of,
    teams_wanted,
    totals_of,
)

MANY = {"resident": 20, "professional": 8}


def result(*rows, voters=MANY) -> Result:
    """A result from (resident, professional) dots, titled A, B, C..."""
    return Result(
        tuple(Line(n, "ABCDEFGHIJ"[n], sum(dots), *dots) for n, dots in enumerate(rows)),
        voters,
    )


def titles(lines) -> str:
    return "".join(line.title for line in lines)


def test_what_is_kept_is_the_room_and_each_perspective():
    votes = [(1, "resident", 6), (1, "professional", 2), (2, "professional", 5)]
    kept = totals_of(votes, {"resident": 5, "professional": 5}, [1, 2, 3])
    assert kept["lines"] == {
        "1": {"room": 8, "resident": 6, "professional": 2},
        "2": {"room": 5, "resident": 0, "professional": 5},
        "3": {"room": 0, "resident": 0, "professional": 0},
    }


@pytest.mark.parametrize(
    "voters",
    [
        {"resident": 4, "professional": 9},
        {"resident": 9, "professional": 4},
        {"resident": 9, "professional": 0},
    ],
)
def test_with_fewer_than_five_on_one_side_the_split_is_not_even_kept(voters):
    kept = totals_of([(1, "resident", 6), (1, "professional", 2)], voters, [1, 2])
    assert kept == {"voters": voters, "lines": {"1": {"room": 8}, "2": {"room": 0}}}
    shown = result_of([{"id": 1, "title": "A"}, {"id": 2, "title": "B"}], kept)
    assert (shown.split, compare(shown)) == (False, None)
    assert shown.lines[0] == Line(1, "A", 8, None, None)


def test_equal_numbers_share_a_rank():
    ranks = [
        (rank, line.title) for rank, line in ranked(result((3, 0), (5, 0), (3, 0), (1, 0)).lines)
    ]
    assert ranks == [(1, "B"), (2, "A"), (2, "C"), (4, "D")]


def test_a_tie_for_the_first_place_names_both():
    assert titles(firsts(result((5, 1), (5, 3), (4, 9)), "resident")) == "AB"
    assert titles(firsts(result((5, 1), (5, 3), (4, 9)), "professional")) == "C"
    assert firsts(result((0, 1), (0, 2)), "resident") == ()


def test_both_first_on_the_same_line_is_agreement():
    seen = compare(result((9, 6), (5, 3), (2, 1)))
    assert (titles(seen.agreed), titles(seen.first["resident"])) == ("A", "A")


def test_different_first_lines_are_a_difference_in_words():
    seen = compare(result((30, 2), (20, 8), (10, 14)))
    assert titles(seen.first["resident"]) == "A"
    assert titles(seen.first["professional"]) == "C"
    assert seen.agreed == ()
    assert titles(seen.apart["resident"]) == "A"
    assert titles(seen.apart["professional"]) == "C"


def test_shares_are_compared_not_numbers():
    # Three times as many residents with the same taste differ in nothing.
    seen = compare(result((30, 10), (15, 5), (15, 5)))
    assert (seen.apart["resident"], seen.apart["professional"]) == ((), ())


@pytest.mark.parametrize(
    ("rows", "wanted", "lines", "level"),
    [
        ([(9, 0), (5, 0), (3, 0), (1, 0)], 2, (0, 1), False),
        ([(9, 0), (5, 0), (5, 0), (1, 0)], 2, (0, 1, 2), True),
        ([(9, 0), (0, 0), (0, 0)], 2, (0,), False),
        ([(0, 0), (0, 0)], 2, (), False),
    ],
)
def test_the_first_n_are_proposed_with_those_level_with_the_last(rows, wanted, lines, level):
    proposed = propose(result(*rows), wanted)
    assert (proposed.lines, proposed.level) == (lines, level)


def test_a_line_one_side_holds_dear_stays_in_sight():
    proposed = propose(result((20, 1), (18, 2), (16, 1), (15, 0), (0, 8)), 4)
    assert proposed.lines == (0, 1, 2, 3)
    assert proposed.in_sight == ((4, "professional", 1),)


def test_nothing_is_kept_in_sight_where_sides_may_not_be_shown():
    few = {"resident": 20, "professional": 3}
    lines = tuple(Line(n, "ABC"[n], dots) for n, dots in enumerate((9, 5, 2)))
    assert propose(Result(lines, few), 1).in_sight == ()


@pytest.mark.parametrize(
    ("people", "largest", "lines", "teams"),
    [(41, 7, 12, 6), (42, 7, 12, 6), (43, 7, 12, 7), (100, 7, 8, 8), (0, 7, 8, 1), (5, 7, 8, 1)],
)
def test_as_many_themes_as_teams_can_be_made(people, largest, lines, teams):
    assert teams_wanted(people, largest, lines) == teams
