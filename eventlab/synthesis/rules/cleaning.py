"""What every text passes through on its way out: names and personal data masked, signs tamed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

import regex

from eventlab.boards.rules.privacy import find_personal_data, mask

#: Signs that turn the reading order of what stands around them, or that nobody can see.
_UNSEEN = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_ZALGO = regex.compile(r"(\p{M}{3})\p{M}+")


def cleaner(names: Sequence[str], labels: Mapping[str, str]) -> Callable[[str], str]:
    """A function that masks ``names`` (whole words, whatever their case or accents) and what looks
    like personal data, by ``labels`` (see ``privacy.mask``; ``words`` for a name).
    """
    pattern = _names_pattern(names)
    label = labels.get("words", "[…]")

    def clean(text: str) -> str:
        plain = tame(text)
        if pattern is not None:
            plain = _mask_names(plain, pattern, label)
        return mask(plain, find_personal_data(plain), labels)

    return clean


def tame(text: str) -> str:
    """The text on its lines, without signs that could break a page."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tamed = (_ZALGO.sub(r"\1", _UNSEEN.sub("", line.replace("\t", " "))) for line in lines)
    return "\n".join(tamed).strip()


def _names_pattern(names: Sequence[str]) -> regex.Pattern[str] | None:
    folded = sorted({_folded(name) for name in names if name.strip()}, key=len, reverse=True)
    if not folded:
        return None
    either = "|".join(regex.escape(name) for name in folded)
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{either})(?![\p{{L}}\d])")


def _folded(text: str) -> str:
    # One sign stays one sign, so that a place found in the folded text is the same in the text.
    return "".join(_fold_sign(sign) for sign in unicodedata.normalize("NFC", text.strip()))


def _fold_sign(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[0]
    lower = base.lower()
    return lower if len(lower) == 1 else base


def _mask_names(text: str, pattern: regex.Pattern[str], label: str) -> str:
    text = unicodedata.normalize("NFC", text)
    folded = "".join(map(_fold_sign, text))
    for found in reversed(list(pattern.finditer(folded))):
        text = text[: found.start()] + label + text[found.end() :]
    return text
