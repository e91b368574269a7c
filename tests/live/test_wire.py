"""docs/wire.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from eventlab.live.board import kinds
from eventlab.live.broadcaster import TICK_S
from eventlab.live.watchers import SURFACES

PAGE = (Path(__file__).parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")


def documented_kinds() -> dict[str, set[str]]:
    rows = re.findall(
        r"^\| `(\w+)` \|[^|]+\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|", PAGE, re.MULTILINE
    )
    names = ("phone", "screen", "desk", "private")
    return {
        row[0]: {name for name, cell in zip(names, row[1:], strict=True) if "yes" in cell}
        for row in rows
    }


def test_the_page_lists_every_kind_with_its_audiences(app: object):
    coded = {
        kind.name: set(kind.audiences) | ({"private"} if kind.private else set())
        for kind in kinds()
    }
    assert documented_kinds() == coded


def test_the_page_lists_every_surface():
    listed = re.search(r"board\.json\?surface=([\w|]+)", PAGE)
    assert listed
    assert set(listed[1].split("|")) == set(SURFACES)


def test_the_page_gives_the_ticks():
    said = re.search(
        r"A phone is told at most every (\d+) ms, the screen and the desk at most every (\d+) ms",
        PAGE,
    )
    assert said
    phone, others = (int(ms) / 1000 for ms in said.groups())
    assert {"phone": phone, "screen": others, "desk": others} == TICK_S
