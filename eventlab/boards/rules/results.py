"""What a closed ballot says: who put what first, where the perspectives differ, what to go on with.

Numbers stand side by side and are never weighted. Where a split may not be shown
(``rules.tally``), it was never kept: ``resident`` and ``professional`` of a line are then None.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from eventlab.boards.rules.tally import may_split

SIDES = ("resident", "professional")
#: Shares of a group's dots that are so far apart are worth a word. Where twenty people have three
#: dots each, one dot moves a share by less than two hundredths.
APART = 0.12


@dataclass(frozen=True)
class Line:
    """One line of a closed ballot and its dots: of the room, and of each perspective."""

    id: int
    title: str
    room: int
    resident: int | None = None
    professional: int | None = None

    def of(self, side: str) -> int:
        """The dots of ``room``, ``resident`` or ``professional``; 0 where they are not kept."""
        return int(getattr(self, side) or 0)


@dataclass(frozen=True)
class Result:
    """A closed ballot: its lines in the order they were put up, and how many people voted."""

    lines: tuple[Line, ...]
    voters: Mapping[str, int]

    @property
    def split(self) -> bool:
        """Whether there are numbers by perspective."""
        return may_split(self.voters["resident"], self.voters["professional"])


def totals_of(
    dots: Iterable[tuple[int, str, int]], voters: Mapping[str, int], lines: Iterable[int]
) -> dict[str, Any]:
    """What is kept of the votes, from ``(line, perspective, dots)`` and voters by perspective."""
    split = may_split(voters["resident"], voters["professional"])
    counted = {line: dict.fromkeys(("room", *SIDES), 0) for line in lines}
    for line, side, number in dots:
        counted[line]["room"] += number
        counted[line][side] += number
    kept = ("room", *SIDES) if split else ("room",)
    return {
        "voters": {side: voters[side] for side in SIDES},
        "lines": {
            str(line): {side: numbers[side] for side in kept} for line, numbers in counted.items()
        },
    }


def result_of(lines: Iterable[Mapping[str, Any]], totals: Mapping[str, Any]) -> Result:
    """The result of a closed ballot, from its lines and what was kept."""
    counted = totals["lines"]
    return Result(
        tuple(Line(line["id"], line["title"], **counted[str(line["id"])]) for line in lines),
        totals["voters"],
    )


def ranked(lines: Iterable[Line], side: str = "room") -> list[tuple[int, Line]]:
    """The lines, most dots first, each with its rank; equal numbers share a rank."""
    placed = sorted(lines, key=lambda line: -line.of(side))
    first_with: dict[int, int] = {}
    for place, line in enumerate(placed, 1):
        first_with.setdefault(line.of(side), place)
    return [(first_with[line.of(side)], line) for line in placed]


def firsts(result: Result, side: str) -> tuple[Line, ...]:
    """The line a side put first; several when they are level, none when nobody gave a dot."""
    most = max((line.of(side) for line in result.lines), default=0)
    return tuple(line for line in result.lines if most and line.of(side) == most)


@dataclass(frozen=True)
class Comparison:
    """Two perspectives side by side.

    ``first``: what each put first. ``agreed``: what both put first, if that is the same.
    ``apart``: the lines one side cares for much more, by that side, the most apart first.
    """

    first: Mapping[str, tuple[Line, ...]]
    agreed: tuple[Line, ...]
    apart: Mapping[str, tuple[Line, ...]]


def compare(result: Result) -> Comparison | None:
    """Where the perspectives agree and differ; None when they may not be shown apart."""
    if not result.split:
        return None
    first = {side: firsts(result, side) for side in SIDES}
    agreed = tuple(line for line in first["resident"] if line in first["professional"])
    return Comparison(first, agreed, {side: _apart(result, side) for side in SIDES})


def _apart(result: Result, side: str) -> tuple[Line, ...]:
    other = SIDES[1 - SIDES.index(side)]
    given = {each: sum(line.of(each) for line in result.lines) or 1 for each in SIDES}

    def ahead(line: Line) -> float:
        return line.of(side) / given[side] - line.of(other) / given[other]

    wide = [line for line in result.lines if ahead(line) >= APART]
    return tuple(sorted(wide, key=lambda line: -ahead(line)))


@dataclass(frozen=True)
class Proposal:
    """Which lines could go on: a proposal and its reason, never a decision.

    ``level``: the last place is shared, so that there are more lines than ``wanted``.
    ``in_sight``: lines left out that one side put among its first, with that side and its rank.
    """

    wanted: int
    lines: tuple[int, ...]
    level: bool
    in_sight: tuple[tuple[int, str, int], ...]


def propose(result: Result, wanted: int) -> Proposal:
    """The ``wanted`` lines with most dots; those level with the last of them too."""
    order = [(rank, line) for rank, line in ranked(result.lines) if line.room]
    taken = [line for rank, line in order if rank <= wanted]
    going = tuple(line.id for line in taken)
    return Proposal(wanted, going, len(taken) > wanted, in_sight(result, going, wanted))


def in_sight(
    result: Result, going: Collection[int], wanted: int
) -> tuple[tuple[int, str, int], ...]:
    """Lines that are not ``going`` on though one side put them among its first: ``(line, side,
    rank)``. None where the perspectives may not be shown apart."""
    near = max(1, wanted // 2)
    return tuple(
        (line.id, side, rank)
        for side in SIDES
        for rank, line in ranked(result.lines, side)
        if result.split and rank <= near and line.of(side) and line.id not in going
    )


def teams_wanted(people: int, largest: int, lines: int) -> int:
    """How many themes a room of so many people can work on, with teams of ``largest`` at most."""
    return max(1, min(lines, -(-people // max(1, largest))))
