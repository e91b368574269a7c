"""Words for the terminal: French, or English where the machine speaks English."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).resolve().parent / "translations"


def terminal_language(environ: Mapping[str, str] = os.environ) -> str:
    """``en`` where the terminal's locale is English, else ``fr``."""
    said = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if said.lower().startswith("en") else "fr"


def gettext(sentence: str) -> str:
    """A French sentence, as the terminal says it."""
    return _catalogue(terminal_language()).gettext(sentence)


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(str(CATALOGUES), [language])


def draws_blocks() -> bool:
    """Whether the terminal can show the half blocks of a QR code."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    return encoding.startswith("utf")
