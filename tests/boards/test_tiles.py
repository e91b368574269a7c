"""The theme tiles: words, drawings and examples that anybody can start from."""

import re
from pathlib import Path

import pytest

from eventlab.boards.rules.privacy import find_personal_data
from eventlab.boards.rules.text import check_problem_text
from eventlab.boards.tiles import Tile, tile_by_key, tiles

each_tile = pytest.mark.parametrize("tile", tiles(), ids=lambda tile: tile.key)


def test_every_theme_of_housing_and_energy_has_its_tile() -> None:
    assert [tile.key for tile in tiles()] == [
        "space", "damp", "heating", "rent", "noise", "lift",
        "neighbours", "paperwork", "works", "safety", "other",
    ]  # fmt: skip


def test_a_tile_is_found_by_its_key_and_no_other() -> None:
    assert tile_by_key("damp") is tiles()[1]
    assert tile_by_key("") is None
    assert tile_by_key("DAMP") is None


@each_tile
def test_every_tile_has_its_drawing(tile: Tile) -> None:
    assert f'id="{tile.pictogram}"' in Path("static/icons/sprite.svg").read_text("utf-8")


@each_tile
def test_a_tile_speaks_both_languages_in_few_words(tile: Tile) -> None:
    assert set(tile.label) == {"fr", "en"}
    assert all(0 < len(label) <= 26 for label in tile.label.values())


@each_tile
def test_examples_may_be_sent_as_they_are(tile: Tile) -> None:
    assert len(tile.examples) >= 2
    for example in tile.examples:
        assert set(example) == {"fr", "en"}
        for text in example.values():
            assert check_problem_text(text) == text
            assert find_personal_data(text) == ()
            assert not re.search("[\u00a0\u202f]", text)
