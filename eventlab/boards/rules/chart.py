"""Where each part of the chart of a vote goes: bars, numbers, titles broken into lines.

One drawing for the wall, the phone and the printed page; only its ``Shape`` differs. The macro
``templates/macros/charts.html`` draws what is worked out here. Residents always come first and
carry a disc, professionals a square: neither colour nor motion is needed to read it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from eventlab.boards.rules.results import SIDES, Line, Result, in_sight, ranked


@dataclass(frozen=True)
class Shape:
    """The room there is. ``height`` 0: as high as it needs. ``beside``: titles stand left of the
    bars and not above them. ``most``: how many lines are shown. Sizes are those of the letters."""

    width: int
    height: int
    beside: bool
    most: int
    largest: int
    smallest: int


WALL = Shape(width=1840, height=725, beside=True, most=12, largest=44, smallest=32)
PHONE = Shape(width=340, height=0, beside=False, most=60, largest=17, smallest=15)
PAPER = Shape(width=680, height=0, beside=True, most=60, largest=15, smallest=13)
LEADING = 1.12  # from one line of a title to the next, in ems
SPOKEN = 1.35  # the same for the sentences under the bars
INDENT = 1.75  # before a title, for its rank, in ems
COLUMN = 2.5  # a column of numbers, in ems
SHAPES = {"wall": WALL, "phone": PHONE, "paper": PAPER}


@dataclass(frozen=True)
class Words:
    """A line of text: its left end and its base."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Bar:
    """One bar: whose it is (``room``, ``resident``, ``professional``), where, and its number.

    The room's number stands apart, at the end of its row: ``number`` is then None.
    """

    side: str
    x: float
    y: float
    width: float
    height: float
    number: Words | None

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Row:
    """One line of the ballot: its rank, whether it shares it, its title and its bars.

    ``fate``: "going" on to the teams, "in-sight" (a side's first that does not), or "".
    """

    id: int
    rank: int
    level: bool
    title: str
    lines: tuple[Words, ...]
    bars: tuple[Bar, ...]
    room: Words
    fate: str = ""


@dataclass(frozen=True)
class Chart:
    """The whole drawing. ``key``: the words that say what the ranks of chosen lines stand on."""

    width: int
    height: float
    size: int
    beside: bool
    split: bool
    rows: tuple[Row, ...]
    sentences: tuple[Words, ...]
    key: Words | None = None


@dataclass(frozen=True)
class Going:
    """The lines that go on to the teams, once somebody chose, and the words of the key to them."""

    lines: Collection[int]
    key: str


def draw_up(
    result: Result,
    stage: int,
    shape: Shape,
    sentences: Sequence[str] = (),
    later: Sequence[str] = (),
    going: Going | None = None,
) -> Chart:
    """The chart of a closed ballot: the room's bars (stage 1), or both perspectives (2).

    ``later`` is what stage 2 will say: its room is kept, so that no row moves between the stages.
    """
    order = ranked(result.lines)
    shown = order[: shape.most]
    split = stage >= 2 and result.split
    size = _letters(shape, len(shown))
    said = _said(sentences, shape, size)
    keys = 1 if going else 0
    under = (max(len(said), len(_said(later, shape, size))) + keys) * size * SPOKEN
    pitch = (shape.height - under - size * 0.4) / max(1, len(shown)) if shape.height else 0
    most = max((line.room for _, line in shown), default=0) or 1
    fates = _fates(result, going, split)
    top, rows = 0.0, []
    for rank, line in shown:
        level = sum(1 for other, _ in order if other == rank) > 1
        row, high = _row(_Place(rank, level, top, pitch, size, most), line, split, shape)
        rows.append(replace(row, fate=fates.get(line.id, "")))
        top += high
    base = shape.height - under if shape.height else top + size * 0.6
    bases = [base + (n + 0.72) * size * SPOKEN for n in range(keys + len(said))]
    key = Words(going.key, size * INDENT, bases[0]) if going else None
    placed = tuple(Words(text, 0, y) for text, y in zip(said, bases[keys:], strict=True))
    height = shape.height or base + len(bases) * size * SPOKEN + size * 0.4
    return Chart(shape.width, height, size, shape.beside, split, tuple(rows), placed, key)


def _fates(result: Result, going: Going | None, split: bool) -> dict[int, str]:
    if going is None:
        return {}
    kept = in_sight(result, going.lines, len(going.lines)) if split else ()
    return {line: "in-sight" for line, _, _ in kept} | dict.fromkeys(going.lines, "going")


@dataclass(frozen=True)
class _Place:
    rank: int
    level: bool
    top: float
    pitch: float
    size: int
    most: int


def _letters(shape: Shape, rows: int) -> int:
    if not shape.height or not rows:
        return shape.largest
    return int(max(shape.smallest, min(shape.largest, shape.height * 0.8 / rows * 0.45)))


def _row(place: _Place, line: Line, split: bool, shape: Shape) -> tuple[Row, float]:
    draw = _beside if shape.beside else _above
    return draw(place, line, split, shape)


def _beside(place: _Place, line: Line, split: bool, shape: Shape) -> tuple[Row, float]:
    size, edge = place.size, shape.width * 0.42
    indent = size * INDENT
    fits = 2 if not place.pitch or place.pitch >= size * 2.2 else 1
    texts = broken(line.title, (edge - indent - size * 0.6) / size, fits)
    pitch = place.pitch or size * (LEADING * max(len(texts), 2 if split else 1) + 0.9)
    middle = place.top + pitch / 2
    first = middle + size * (0.36 - LEADING / 2 * (len(texts) - 1))
    title = tuple(Words(text, indent, first + n * size * LEADING) for n, text in enumerate(texts))
    # Both stages keep the columns of both sides free, so that a bar keeps its scale.
    space = shape.width - edge - size * (COLUMN * 3 + 1)
    thick = min(pitch * 0.72, size * 2.2)
    base = middle + size * 0.36
    numbers = {
        side: Words(str(line.of(side)), shape.width - size * COLUMN * (2 - n), base)
        for n, side in enumerate(SIDES)
    }
    bars = _bars(place, line, split, (edge, middle - thick / 2, space, thick), numbers)
    room = Words(str(line.room), shape.width, base)
    return Row(line.id, place.rank, place.level, line.title, title, bars, room), pitch


def _above(place: _Place, line: Line, split: bool, shape: Shape) -> tuple[Row, float]:
    size = place.size
    indent = size * INDENT
    texts = broken(line.title, (shape.width - indent - size * 2) / size, 4)
    title = tuple(
        Words(text, indent, place.top + size * (1.05 + 1.25 * n)) for n, text in enumerate(texts)
    )
    under = place.top + size * (1.25 * len(texts) + 0.45)
    thick = size * (2.1 if split else 1.05)
    bars = _bars(place, line, split, (0, under, shape.width - size * 3, thick), {})
    room = Words(str(line.room), shape.width, place.top + size * 1.05)
    high = under + thick + size * 1.1 - place.top
    return Row(line.id, place.rank, place.level, line.title, title, bars, room), high


def _bars(
    place: _Place,
    line: Line,
    split: bool,
    box: tuple[float, float, float, float],
    numbers: Mapping[str, Words],
) -> tuple[Bar, ...]:
    x, y, space, thick = box
    mark = place.size * 0.95  # the disc or the square stands before its bar
    each = (space - mark) / place.most
    if not split:
        return (Bar("room", x + mark, y, each * line.room, thick, None),)
    half = thick / 2
    return tuple(
        _half(
            place, side, line.of(side), (x + mark, y + n * half + half * 0.08), each, half, numbers
        )
        for n, side in enumerate(SIDES)
    )


def _half(
    place: _Place,
    side: str,
    number: int,
    at: tuple[float, float],
    each: float,
    half: float,
    numbers: Mapping[str, Words],
) -> Bar:
    width, thick = each * number, half * 0.84
    end = Words(
        str(number), at[0] + width + place.size * 0.3, at[1] + thick / 2 + place.size * 0.31
    )
    return Bar(side, *at, width, thick, numbers.get(side, end))


def _said(sentences: Sequence[str], shape: Shape, size: int) -> list[str]:
    # They are bold, which is wider.
    return [text for one in sentences for text in broken(one, shape.width / size * 0.93, 4)]


def broken(text: str, ems: float, most: int) -> list[str]:
    """A text in lines of at most ``ems``; what does not fit in ``most`` lines ends in "..."."""
    lines: list[str] = []
    left = text.split()
    while left and len(lines) < most:
        line, left = _fill(left, ems)
        lines.append(line)
    if left:
        lines[-1] = _cut(f"{lines[-1]} {left[0]}", ems)
    return lines or [""]


def _fill(words: list[str], ems: float) -> tuple[str, list[str]]:
    line = words[0]
    taken = 1
    while taken < len(words) and wide(f"{line} {words[taken]}") <= ems:
        line = f"{line} {words[taken]}"
        taken += 1
    return (line if wide(line) <= ems else _cut(line, ems)), words[taken:]


def _cut(text: str, ems: float) -> str:
    room, kept = ems - wide("…"), 0
    for sign in text:
        room -= _wide(sign)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip(" ,;:.") + "…"


_THIN = frozenset("iljtfr.,;:'’!|()[] I")
_WIDE = frozenset("mwMWœæŒÆ%@")


def wide(text: str) -> float:
    """About how wide a text is, in ems of the face we ship; never much too little."""
    return sum(map(_wide, text))


def _wide(sign: str) -> float:
    if sign in _THIN:
        return 0.3
    if sign in _WIDE:
        return 0.88
    if ord(sign) > 0x2E7F:
        return 1.05
    return 0.68 if sign.isupper() else 0.53
