"""Each font file is asked for the letters it has, and no other: a PDF would print an empty box."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

CSS = Path(__file__).parents[2] / "static" / "css" / "fonts.css"
FACES = CSS.read_text("utf-8").split("@font-face")[1:]


def named(face: str) -> str:
    found = re.search(r"fonts/([\w-]+)\.woff2", face)
    assert found
    return found[1]


def asked(face: str) -> set[int]:
    letters: set[int] = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face):
        letters |= set(range(int(first, 16), int(last or first, 16) + 1))
    return letters


@pytest.mark.parametrize("face", FACES, ids=named)
def test_a_file_has_every_letter_it_is_asked_for(face: str):
    with TTFont(CSS.parents[1] / "fonts" / f"{named(face)}.woff2") as font:
        assert asked(face) <= set(font.getBestCmap())


def test_two_files_of_one_weight_have_two_families():
    """WeasyPrint takes two files of one family and weight for the same: Łukasz became Oukasz."""
    pairs = [
        re.search(r'family: "(.+)";\s+font-weight: (\d+)', face).groups()  # type: ignore[union-attr]
        for face in FACES
    ]
    assert len(set(pairs)) == len(FACES)
