"""The colours can be read: WCAG contrast of every pair of meanings that meet, light and dark."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text(encoding="utf-8")
THEMES = {
    "light": r"/\* Meaning, light \*/\s*:root \{(.*?)\}",
    "dark": r':root\[data-theme="dark"\] \{(.*?)\}',
    "dark as the machine prefers": r':root:not\(\[data-theme="light"\]\) \{(.*?)\}',
}
WALL = 7.0
TEXT = 4.5
SHAPE = 3.0
PAIRS = [
    *[
        (ink, ground, WALL)
        for ink in (
            "ink",
            "ink-soft",
            "accent",
            "resident-ink",
            "professional-ink",
            "refused",
            "waiting",
        )
        for ground in ("paper", "card")
    ],
    ("on-plate", "plate", WALL),
    ("on-panel", "panel", WALL),
    ("waiting", "waiting-soft", WALL),
    ("refused", "refused-soft", TEXT),
    ("ok", "ok-soft", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("accent", "accent-soft", TEXT),
    ("resident-ink", "resident-soft", TEXT),
    ("professional-ink", "professional-soft", TEXT),
    ("ink", "sunken", TEXT),
    ("ink-soft", "sunken", TEXT),
    ("accent", "sunken", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-refused", "refused", TEXT),
    *[
        (shape, ground, SHAPE)
        for shape in ("resident", "professional", "line-strong", "accent")
        for ground in ("paper", "card")
    ],
]


def meanings(theme: str) -> dict[str, str]:
    """Give each meaning's colour (#rrggbb) in a theme; dark inherits what it does not say."""
    raw = dict(re.findall(r"--(raw-[\w-]+): (#[0-9a-f]{6});", TOKENS))
    colours = {}
    for name in dict.fromkeys(["light", theme]):
        block = re.search(THEMES[name], TOKENS, re.S)[1]
        colours |= {
            key: raw[value]
            for key, value in re.findall(r"--([\w-]+): var\(--(raw-[\w-]+)\);", block)
        }
    return colours | {"on-plate": "#ffffff"}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_a_colour_can_be_read_on_its_ground(theme, ink, ground, least):
    colours = meanings(theme)
    assert contrast(colours[ink], colours[ground]) >= least


def test_both_ways_into_the_dark_give_the_same_colours():
    assert meanings("dark") == meanings("dark as the machine prefers")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_two_perspectives_differ_without_colour(theme):
    colours = meanings(theme)
    assert contrast(colours["resident"], colours["professional"]) >= (2 if theme == "light" else 1)
