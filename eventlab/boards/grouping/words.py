"""The words of a short text: its language, stems, what is left out, and families of words.

Stems come from Snowball (snowballstemmer), words too common to tell anything from stopwords-iso.
A family gathers words about one subject in both languages (``data/families.toml``), so that
"moisissure" and "mould" meet.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

LANGUAGES = {"fr": "french", "en": "english"}
FAMILIES = Path(__file__).parent / "data" / "families.toml"

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_ORDINAL = re.compile(r"(\d)(?:ers?|ère|re|eme|ème|e|nd|rd|st|th)\b")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})


class Stemmer(Protocol):
    """What Snowball gives."""

    def stemWord(self, word: str) -> str:
        """The stem of one word."""


@dataclass(frozen=True)
class Word:
    """A word that tells something: its stem, without accents, and as it was written."""

    stem: str
    written: str


def words(text: str) -> list[Word]:
    """The telling words of a text, in their order; numbers are words too."""
    found = _WORD.findall(_ORDINAL.sub(r"\1", text.casefold().translate(_LETTERS)))
    language = language_of(found)
    return [
        Word(stem, written)
        for written in found
        if (stem := _stem(language, written)) in families(language)
        or _plain(written) not in _common(language)
    ]


def language_of(found: list[str]) -> str:
    """French or English, by the little words; French when neither has more."""
    english, french = (
        sum(_plain(word) in _common(code) for word in found) for code in ("en", "fr")
    )
    return "en" if english > french else "fr"


@cache
def families(language: str) -> Mapping[str, tuple[str, ...]]:
    """{stem: the families its words stand in}, for one language."""
    entries = tomllib.loads(FAMILIES.read_text(encoding="utf-8"))
    known: dict[str, tuple[str, ...]] = {}
    for name, entry in entries.items():
        for stem in dict.fromkeys(_stem(language, word) for word in entry[language].split()):
            known[stem] = (*known.get(stem, ()), name)
    return known


@cache
def families_of(stem: str) -> tuple[str, ...]:
    """The families of a stem, in either language."""
    both = [families(language).get(stem, ()) for language in LANGUAGES]
    return tuple(dict.fromkeys(name for names in both for name in names))


def _stem(language: str, word: str) -> str:
    return _plain(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer:
    import snowballstemmer

    made: Stemmer = snowballstemmer.stemmer(LANGUAGES[language])
    return made


@cache
def _common(language: str) -> frozenset[str]:
    import stopwordsiso

    return frozenset(_plain(word.translate(_LETTERS)) for word in stopwordsiso.stopwords(language))


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    spread = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
