"""Make static/fonts from the published Atkinson Hyperlegible Next files.

    npm pack @fontsource/atkinson-hyperlegible-next && tar xzf fontsource-*.tgz
    pip install fonttools brotli
    python scripts/fonts.py package/files static/fonts

The published Latin subset has no narrow no-break space (French puts one before ! ? ; and inside
numbers), no no-break hyphen and no arrows. Without them a phone would fetch, or fall back to, a
second font in mid-sentence. The first two borrow glyphs the font already has, and we draw
four plain arrows in its stroke width. The Latin-extended files are only cut of what we never use:
browsers fetch them when a name needs a letter in them.

The other scripts and the emoji of static/fonts/paper are as published (see its README.md); the
signs no script owns (½ m² CO₂ ≥ ★ ☐ ✓) are cut out of DejaVu Sans:

    npm pack dejavu-fonts-ttf && tar xzf dejavu-fonts-ttf-*.tgz
    python scripts/fonts.py --symbols package/ttf/DejaVuSans.ttf static/fonts/paper

Each time a file came or went, write down which signs there are:

    python scripts/fonts.py --signs static/fonts
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NAME = "atkinson-hyperlegible-next"
WEIGHTS = {400: 78, 700: 122}  # weight: thickness of a straight stroke, in font units
KEPT_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
ALIASES = {0x202F: 0x2009, 0x2011: 0x002D, 0x02BC: 0x2019}
ARROWS = {0x2190: (-1, 0), 0x2191: (0, 1), 0x2192: (1, 0), 0x2193: (0, -1)}
SYMBOLS = (
    range(0x20, 0x21),
    range(0xA0, 0xA1),
    range(0x0250, 0x0370),
    range(0x2000, 0x2C00),
    range(0x1D400, 0x1D800),
)
MIDDLE = 334  # half the height of a capital
ARM = 300  # half the length of an arrow
BARB = 210


def arrow_outlines(stroke: float) -> list[list[tuple[float, float]]]:
    """Give the outlines of an arrow to the right around (0, 0): a shaft and a chevron."""
    half = stroke / 2
    slant = stroke * 0.7071
    tip = ARM
    shaft = [(-ARM, -half), (-ARM, half), (tip - stroke, half), (tip - stroke, -half)]
    chevron = [
        (tip, 0),
        (tip - BARB, -BARB),
        (tip - BARB - slant, -BARB + slant),
        (tip - 2 * slant, 0),
        (tip - BARB - slant, BARB - slant),
        (tip - BARB, BARB),
    ]
    return [shaft, chevron]


def draw_arrow(direction: tuple[int, int], stroke: float):
    """Give the glyph of an arrow that points along `direction`, and its advance in font units."""
    dx, dy = direction
    pen = TTGlyphPen(None)
    for outline in arrow_outlines(stroke):
        turned = [(x * dx - y * dy, x * dy + y * dx) for x, y in outline]
        placed = [(round(x + ARM + 60), round(y + MIDDLE)) for x, y in turned]
        pen.moveTo(placed[0])
        for point in placed[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph(), 2 * ARM + 120


def add_arrows(font: TTFont, stroke: float) -> None:
    for code, direction in ARROWS.items():
        name = f"uni{code:04X}"
        glyph, advance = draw_arrow(direction, stroke)
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = glyph
        font["hmtx"][name] = (advance, glyph.xMin if hasattr(glyph, "xMin") else 0)
        map_character(font, code, name)


def map_character(font: TTFont, code: int, glyph: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = glyph


def add_aliases(font: TTFont) -> None:
    known = font.getBestCmap()
    for code, like in ALIASES.items():
        map_character(font, code, known[like])


def cut(font: TTFont, kept: list[int] | None = None) -> None:
    options = Options(layout_features=KEPT_FEATURES, hinting=False, name_IDs=[0, 1, 2, 13, 14])
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept or list(font.getBestCmap()))
    subsetter.subset(font)


def save(font: TTFont, path: Path) -> None:
    font.flavor = "woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size} bytes, {len(font.getBestCmap())} characters")


def make(source: Path, target: Path) -> None:
    """Write four woff2 files: two weights, Latin and Latin-extended."""
    for weight, stroke in WEIGHTS.items():
        latin = TTFont(source / f"{NAME}-latin-{weight}-normal.woff2")
        add_aliases(latin)
        add_arrows(latin, stroke)
        cut(latin)
        save(latin, target / f"hyperlegible-{weight}.woff2")
        extended = TTFont(source / f"{NAME}-latin-ext-{weight}-normal.woff2")
        cut(extended)
        save(extended, target / f"hyperlegible-ext-{weight}.woff2")


def make_symbols(source: Path, target: Path) -> None:
    """Write one woff2 file with the signs of DejaVu Sans that belong to no script."""
    font = TTFont(source)
    cut(font, [code for code in font.getBestCmap() if any(code in block for block in SYMBOLS)])
    save(font, target / "symbols-dejavu-400-normal.woff2")


def in_ranges(codes: Iterable[int]) -> str:
    """Give ``20-7E A0`` for the codes of some characters."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return " ".join(
        f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ranges
    )


def signs_in(folder: Path) -> dict[str, str]:
    """Give the characters of each font file under a folder."""
    signs = {}
    for path in sorted(folder.rglob("*.woff2")):
        with TTFont(path, lazy=True) as font:
            signs[path.relative_to(folder).as_posix()] = in_ranges(font.getBestCmap())
    return signs


def write_signs(folder: Path) -> None:
    """Write the list that `eventlab/letters.py` chooses fonts by, so that it reads no font."""
    listed = json.dumps(signs_in(folder), indent=0)
    (folder / "signs.json").write_text(f"{listed}\n", encoding="ascii")


if __name__ == "__main__":
    if sys.argv[1] == "--signs":
        write_signs(Path(sys.argv[2]))
    elif sys.argv[1] == "--symbols":
        make_symbols(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        make(Path(sys.argv[1]), Path(sys.argv[2]))
