"""What people write, made safe to show and left as they wrote it.

`clean` takes out what nobody typed on purpose (null bytes, control characters, bidi overrides,
invisible characters, towers of accents) and touches nothing else: typographic quotes, no-break
spaces, hashes, emoji and every script pass unharmed.
"""

from __future__ import annotations

import unicodedata

import regex

#: A family emoji is one character to its reader and seven code points to the machine.
CODE_POINTS_PER_CHARACTER = 7
RAW_PER_CHARACTER = 20
MOST_LINES = 10


class TextRefused(Exception):
    """A text that cannot be stored. ``code``: ``empty``, ``too_long``, ``unreadable``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_problem_text(text: str, limit: int = 280, lines: int = MOST_LINES) -> str:
    """Give the text as it will be stored, or raise ``TextRefused``.

    ``limit`` counts characters as a reader does: an emoji or an accented letter is one. Whatever
    the count, seven code points a character are never exceeded. ``unreadable`` is a text of which
    nothing visible is left, or that lost its letters in a wrong encoding.
    """
    if len(text) > limit * RAW_PER_CHARACTER:
        raise TextRefused("too_long")
    cleaned = clean(text, lines)
    if not _VISIBLE.search(cleaned):
        raise TextRefused("unreadable" if text.strip() else "empty")
    if cleaned.count("\N{REPLACEMENT CHARACTER}") * 4 > len(cleaned):
        raise TextRefused("unreadable")
    if count_characters(cleaned) > limit or len(cleaned) > limit * CODE_POINTS_PER_CHARACTER:
        raise TextRefused("too_long")
    return cleaned


def count_characters(text: str) -> int:
    """Count characters as a reader does."""
    return sum(1 for _ in _CHARACTER.finditer(text))


def clean(text: str, lines: int = MOST_LINES) -> str:
    """Give the text without anything invisible, composed (NFC), with quiet blanks.

    Cleaning twice changes nothing more. Invisible direction marks go too: the page isolates each
    text, so the reader's direction does not need them.
    """
    text = _NEW_LINE.sub("\n", text).replace("\t", " ")
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = _TOWER.sub(r"\1", text)
    return _quiet_blanks(text, lines)


def _quiet_blanks(text: str, most: int) -> str:
    """Tidy blanks: two spaces are left alone (people type them), longer runs become one."""
    text = _BESIDE_NEW_LINE.sub("\n", text)
    lines = _MANY_NEW_LINES.sub("\n\n", text).strip().split("\n")
    few = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return _MANY_SPACES.sub(" ", "\n".join(few)).strip()


# --- the patterns

_CHARACTER = regex.compile(r"\X")
_NEW_LINE = regex.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MANY_SPACES = regex.compile(r"[\p{Zs}]{3,}")
_BESIDE_NEW_LINE = regex.compile(r"\p{Zs}*\n\p{Zs}*")
_MANY_NEW_LINES = regex.compile(r"\n{3,}")
_VISIBLE = regex.compile(r"(?![\u2800\uFFFD])[\p{L}\p{N}\p{P}\p{S}]")

# Scripts whose letters join, or stack, so that an invisible joiner changes the word.
_JOINING = "".join(
    rf"\p{{Script={script}}}"
    for script in (
        "Arabic", "Syriac", "Nko", "Mongolian", "Devanagari", "Bengali", "Gurmukhi", "Gujarati",
        "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar",
        "Tibetan",
    )
)  # fmt: skip

# What is invisible, less what the characters around it need: joiners within an emoji family, within
# a word of a joining script, the variant of an emoji or of a Han character, the tags of a flag.
_INVISIBLE = regex.compile(
    rf"""
      \U0001F3F4 [\U000E0020-\U000E007E]{{1,8}} \U000E007F                 (*SKIP)(*FAIL)
    | (?<=\p{{Extended_Pictographic}}[\uFE0F\U0001F3FB-\U0001F3FF]?)
      \u200D (?=\p{{Extended_Pictographic}})                              (*SKIP)(*FAIL)
    | (?<=[{_JOINING}]\p{{M}}?) [\u200C\u200D] (?=[{_JOINING}])           (*SKIP)(*FAIL)
    | (?<=[\p{{Extended_Pictographic}}0-9\#*]) [\uFE0E\uFE0F]             (*SKIP)(*FAIL)
    | (?<=\p{{Han}}) [\uFE00-\uFE02\U000E0100-\U000E01EF]                  (*SKIP)(*FAIL)
    | (?:[\p{{Cc}}\p{{Cf}}\p{{Cs}}\p{{Co}}\uFFFC]
        |\p{{Noncharacter_Code_Point}}|\p{{Default_Ignorable_Code_Point}})
      (?<![\n\p{{Prepended_Concatenation_Mark}}])
    """,
    regex.VERBOSE | regex.VERSION1,
)

# Vowels, tones and nuktas stack where writing needs it; elsewhere three accents are plenty.
_STACKING = _JOINING + r"\p{Hebrew}\p{Thai}\p{Lao}\p{Tai_Tham}\p{Javanese}\p{Balinese}"
_TOWER = regex.compile(
    rf"((?:^|[{_STACKING}])\p{{M}}{{5}}|[^{_STACKING}]\p{{M}}{{3}})\p{{M}}+",
    regex.VERSION1,
)
