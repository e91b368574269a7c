"""Letters on paper: the fonts we ship for every script but Latin, and what no font here can draw.

A text holds the scripts and emoji of whoever wrote it; the machine that prints may have no font at
all. A PDF takes from ``static/fonts/paper`` what its text needs; for the rest there are the
machine's own fonts, and what they lack too is named before anybody hands out empty boxes.
"""

from __future__ import annotations

import ctypes
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
PAPER = FONTS / "paper"
EMOJI = PAPER / "noto-emoji-emoji-400-normal.woff2"
#: The signs each file has, written by ``scripts/fonts.py``: opening fonts costs time and memory.
SIGNS = FONTS / "signs.json"
#: The custom property by which a style sheet names them, after its own: ``var(--letters, Arial)``.
PROPERTY = "--letters"
#: A letter of some scripts that we do not ship: Korean, Burmese.
BEYOND = "\ud55c\u1000"
#: What draws nothing by itself: controls, joiners, variants, tags, spaces.
_UNDRAWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
_VARIANTS = range(0xFE00, 0xFE10)
#: East Asian signs beyond the common ones take another Debian package than all others.
_EAST_ASIAN = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC")


def fonts_for(text: str) -> list[Path]:
    """The files of ``PAPER`` that a text needs; none for most."""
    foreign = _drawn(text) - _latin()
    needed = []
    for path in _paper_files() if foreign else ():
        if foreign & _has(path):
            needed.append(path)
            foreign -= _has(path)
    return needed


def lacking(text: str) -> list[str]:
    """The characters of a text that would be empty boxes in a PDF made here, in their order."""
    foreign = _drawn(text) - _latin()
    for path in _paper_files() if foreign else ():
        foreign -= _has(path)
    return [chr(sign) for sign in sorted(foreign - _machine_has(foreign))]


def packages_for(characters: Iterable[str]) -> list[str]:
    """The Debian packages whose fonts draw these characters."""
    names = [unicodedata.name(one, "") for one in characters]
    return sorted(
        {"fonts-noto-cjk" if name.startswith(_EAST_ASIAN) else "fonts-noto" for name in names}
    )


def style_for(text: str, address: str) -> str:
    """The style that gives a page the fonts its text needs; ``address`` is that of ``static``."""
    families = {_family(path): path for path in fonts_for(text)}
    faces = [
        f'@font-face {{ font-family: "{name}"; src: url("{address}fonts/paper/{path.name}") }}'
        for name, path in families.items()
    ]
    names = ", ".join(f'"{name}"' for name in families)
    return "\n".join([*faces, f":root {{ {PROPERTY}: {names} }}"]) if families else ""


class _Line(str):
    """A text whose only letter is itself."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def keep_lines_whole() -> None:
    """Have WeasyPrint draw a line of a chart as one.

    It draws each letter where it stands, which takes apart what is joined: Arabic, Tamil, emoji.
    """
    from weasyprint import svg

    draw: Callable[..., None] = svg.text

    def draw_whole(drawing: Any, node: Any, font_size: float) -> None:
        if node.text:
            node._etree_node.text = _Line(node.text)
        draw(drawing, node, font_size)

    svg.text = svg.TAGS["text"] = draw_whole


@cache
def _paper_files() -> list[Path]:
    """The emoji's file last: a plain sign (☎) is drawn without, as the space after it is wide."""
    return sorted(PAPER.glob("*.woff2"), key=lambda path: (path == EMOJI, path))


def _family(path: Path) -> str:
    """Pango asks the family ``emoji``, before all others, for what is one: keycaps too (1️⃣)."""
    return "emoji" if path == EMOJI else path.stem


def _drawn(text: str) -> set[int]:
    signs = {sign for sign in set(text) if unicodedata.category(sign) not in _UNDRAWN}
    return {ord(sign) for sign in signs} - set(_VARIANTS)


@cache
def _latin() -> frozenset[int]:
    return frozenset().union(*map(_has, FONTS.glob("*.woff2")))


@cache
def _has(path: Path) -> frozenset[int]:
    ends = (one.partition("-") for one in _listed()[path.relative_to(FONTS).as_posix()].split())
    ranges = (range(int(first, 16), int(last or first, 16) + 1) for first, _, last in ends)
    return frozenset().union(*ranges)


@cache
def _listed() -> dict[str, str]:
    listed: dict[str, str] = json.loads(SIGNS.read_text("ascii"))
    return listed


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("number", ctypes.c_int),
        ("room", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


def _machine_has(signs: set[int]) -> set[int]:
    """Which of these some font of the machine has; none where fontconfig is missing."""
    if not signs:
        return set()
    try:
        fontconfig = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return set()
    fontconfig.FcInitBringUptoDate()
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
    found = fontconfig.FcConfigGetFonts(None, 0)
    letters = ctypes.c_void_p()
    had: set[int] = set()
    for place in range(found.contents.number if found else 0):
        font = ctypes.c_void_p(found.contents.fonts[place])
        if fontconfig.FcPatternGetCharSet(font, b"charset", 0, ctypes.byref(letters)) == 0:
            had |= {sign for sign in signs - had if fontconfig.FcCharSetHasChar(letters, sign)}
    return had
