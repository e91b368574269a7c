"""Codes people read, print and type: the event's join code and each person's own code.

A code has exactly one written form, which is stored, shown and compared. What people type
(capitals, no accents, spaces, look-alike letters) is brought back to that form here.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from functools import cache
from importlib.resources import files

RandBelow = Callable[[int], int]  # secrets.randbelow, or a seeded one in tests

# No vowel, so no word appears; of each pair that the eye confuses (5 S, 8 B, 2 Z, 6 G, Q O 0)
# only one stays, and the other is understood when typed.
JOIN_ALPHABET = "23456789CFHJKMNPQRTVWX"
JOIN_LENGTH = 6
_JOIN_LOOK_ALIKES = str.maketrans("OSZBGUIL10", "Q5286V777Q")
# Three letters in a row read as an abbreviation; these pieces read as a party, an insult or worse.
_JOIN_UNWELCOME = re.compile(r"[A-Z]{3}|FN|RN|PC|PQ|WC|KK|NK|NQ|HH|88|69|666")

_NUMBERS = tuple(number for number in range(10, 100) if number not in (69, 88))
_DIGIT_LOOK_ALIKES = str.maketrans("oil", "011")
_LONGEST_TYPED = 80
_MOST_SUGGESTIONS = 3


def make_join_code(randbelow: RandBelow) -> str:
    """Give a fresh join code, six characters such as ``K7QP2M``.

    The caller checks that no living event has it. About 48 million are possible.
    """
    while True:
        code = "".join(JOIN_ALPHABET[randbelow(len(JOIN_ALPHABET))] for _ in range(JOIN_LENGTH))
        if not _JOIN_UNWELCOME.search(code):
            return code


def normalise_join_code(text: str) -> str | None:
    """Bring a typed join code to its one form, or None when it cannot be a join code.

    Case, spaces, dashes and dots do not matter; ``O`` is read as ``Q``, ``S`` as ``5``, and so on.
    """
    if len(text) > _LONGEST_TYPED:
        return None
    typed = unicodedata.normalize("NFKC", text).upper()
    code = "".join(char for char in typed if char.isalnum()).translate(_JOIN_LOOK_ALIKES)
    if len(code) != JOIN_LENGTH or any(char not in JOIN_ALPHABET for char in code):
        return None
    return code


def make_personal_code(randbelow: RandBelow, taken: Container[str]) -> str:
    """Give a fresh personal code such as ``mésange-cactus-47`` that is not in ``taken``.

    The two words differ. The form given is the one `normalise_personal_code` comes back to.
    """
    words = tuple(_words().values())
    while True:
        first, second = words[randbelow(len(words))], words[randbelow(len(words))]
        code = f"{first}-{second}-{_NUMBERS[randbelow(len(_NUMBERS))]}"
        if first != second and code not in taken:
            return code


def make_phrase(randbelow: RandBelow, length: int = 4) -> str:
    """Give a pass phrase one can remember, such as ``beffroi-aquarelle-loutre-tambour``.

    Each word adds 10 bits; four of them and a delay after a few tries are out of reach.
    """
    words = tuple(_words().values())
    return "-".join(words[randbelow(len(words))] for _ in range(length))


def normalise_personal_code(text: str) -> str | None:
    """Bring a typed personal code to its one form, or None when it cannot be a personal code.

    ``MESANGECACTUS47``, ``mesange, cactus 47`` and ``Mésange_Cactus_47`` are all found. The words
    must be right: a slip of the finger gives None, see `suggest`.
    """
    letters, digits = _read(text)
    for head, tail in _cuts(letters):
        first, second = _words().get(head), _words().get(tail)
        if digits and first and second:
            return f"{first}-{second}-{digits}"
    return None


def suggest(text: str) -> tuple[str, ...]:
    """Give up to three codes whose words are one slip away from those typed, for a kind message.

    Nothing tells whether such a code exists, and none may be used to let somebody in. A text
    that is already readable, or too far from any two words, gives nothing.
    """
    letters, digits = _read(text)
    if not digits or normalise_personal_code(text):
        return ()
    codes = {
        f"{first}-{second}-{digits}"
        for head, tail in _cuts(letters)
        for first in _nearest(head)
        for second in _nearest(tail)
    }
    return tuple(sorted(codes)[:_MOST_SUGGESTIONS])


def fold(text: str) -> str:
    """Give the text in small letters, without accents or ligatures: ``Œillet`` is ``oeillet``."""
    small = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(
        char for char in unicodedata.normalize("NFKD", small) if not unicodedata.combining(char)
    )


@cache
def _words() -> dict[str, str]:
    """Map each word without accents to the word as printed."""
    lines = files("eventlab.sessions").joinpath("data/words_fr.txt").read_text("utf-8").split("\n")
    return {fold(line): line for line in lines if line and not line.startswith("#")}


def _read(text: str) -> tuple[str, str]:
    """Split what was typed into its letters, folded, and its two last digits ("" if not two)."""
    if len(text) > _LONGEST_TYPED:
        return "", ""
    typed = "".join(_plain(char) for char in fold(text) if char.isalnum())
    letters, digits = typed[:-2], typed[-2:].translate(_DIGIT_LOOK_ALIKES)
    if not (letters.isascii() and letters.isalpha() and digits.isdecimal() and len(digits) == 2):
        return "", ""
    return letters, digits


def _plain(char: str) -> str:
    """Give any script's digit as 0-9, and any other character as it is."""
    return str(unicodedata.digit(char)) if char.isdecimal() else char


def _cuts(letters: str) -> Iterator[tuple[str, str]]:
    """Yield every way to cut letters typed without a dash in two.

    No word begins another, so at most one cut gives two words.
    """
    return ((letters[:at], letters[at:]) for at in range(3, len(letters) - 2))


def _nearest(typed: str) -> set[str]:
    """Give the word typed, or else the words one slip away from it."""
    if typed in _words():
        return {_words()[typed]}
    near = {word for shorter in _shortenings(typed) for word in _by_shortening().get(shorter, ())}
    return {_words()[word] for word in near if within_one_slip(typed, word)}


@cache
def _by_shortening() -> dict[str, set[str]]:
    """Index words by themselves and by themselves less one letter: slips share an entry."""
    index: dict[str, set[str]] = defaultdict(set)
    for word in _words():
        for shorter in _shortenings(word):
            index[shorter].add(word)
    return index


def _shortenings(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def within_one_slip(one: str, other: str) -> bool:
    """Tell whether one letter added, dropped, changed, or two neighbours swapped, joins the two."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = long[at : at + 2][::-1] + long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or short[at:] == swapped
