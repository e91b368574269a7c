"""What others wrote is served exactly as they published it."""

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \|.*\| (?P<licences>[^|]+) \| `[^`]+` \| `(?P<hash>[0-9a-f]{64})` \|$"
)


def rows() -> dict[str, re.Match[str]]:
    """Give the rows of the vendor table by file name."""
    lines = (VENDOR / "README.md").read_text(encoding="utf-8").splitlines()
    return {match["file"]: match for match in map(ROW.match, lines) if match}


def test_every_vendored_file_is_in_the_table():
    assert {path.name for path in VENDOR.glob("*.js")} == set(rows())


@pytest.mark.parametrize("name", rows())
def test_a_vendored_file_is_the_published_one(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == rows()[name]["hash"]


@pytest.mark.parametrize("name", rows())
def test_a_vendored_file_keeps_its_licence(name):
    for licence in rows()[name]["licences"].split(", "):
        assert (VENDOR / licence.strip()).stat().st_size > 500


def test_the_fonts_of_the_paper_are_the_published_ones():
    paper = VENDOR.parent / "fonts" / "paper"
    row = re.compile(r"^\| `([^`]+)` \| [\w-]+ \| [\d.]+ \| `([0-9a-f]{64})` \|$", re.M)
    told = dict(row.findall((paper / "README.md").read_text(encoding="utf-8")))
    found = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in paper.glob("*.w*")}
    assert found == told


def test_the_fonts_keep_their_licence():
    assert "SIL Open Font License" in (VENDOR.parent / "fonts" / "OFL.txt").read_text(
        encoding="utf-8"
    )
