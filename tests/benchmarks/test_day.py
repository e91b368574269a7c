"""What the benches count with."""

from __future__ import annotations

from benchmarks.day import busiest_second, digest, island, merged, percentile


def test_a_percentile_is_a_value_that_so_many_do_not_pass() -> None:
    assert percentile([float(n) for n in range(100)], 95) == 95
    assert percentile([3.0], 99) == 3


def test_the_busiest_second_is_found_wherever_it_begins() -> None:
    assert busiest_second([]) == 0
    assert busiest_second([0, 0.9, 1.0, 1.5, 1.89, 5]) == 4


def test_news_are_merged_and_what_is_null_is_gone() -> None:
    board = {"problem": {"1": {"n": 1}, "2": {"n": 2}}}
    after = merged(board, {"problem": {"1": None, "3": {"n": 3}}, "me": {"x": None}})
    assert after == {"problem": {"2": {"n": 2}, "3": {"n": 3}}}
    assert board["problem"]["1"] == {"n": 1}


def test_equal_boards_have_equal_hashes_whatever_the_order() -> None:
    assert digest({"a": {"1": {}, "2": {}}}) == digest({"a": {"2": {}, "1": {}}})


def test_the_island_of_a_page_is_read() -> None:
    page = b'<script type="application/json" id="island">{"board": 1}</script><script>'
    assert island(page) == {"board": 1}
