"""The theme tiles people choose from when they write a problem, with examples to start from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Tile:
    """One tile. ``pictogram`` names a drawing of the sprite; texts are {language: text}."""

    key: str
    label: dict[str, str]
    pictogram: str
    examples: tuple[dict[str, str], ...]


@cache
def tiles() -> tuple[Tile, ...]:
    """Give every tile in the order they are offered. They are shared: read them only."""
    source = files("eventlab.boards").joinpath("data/tiles.toml").read_text("utf-8")
    return tuple(
        Tile(tile["key"], tile["label"], tile["pictogram"], tuple(tile["examples"]))
        for tile in tomllib.loads(source)["tiles"]
    )


def tile_by_key(key: str) -> Tile | None:
    """Give the tile of this key, or None."""
    return next((tile for tile in tiles() if tile.key == key), None)
