"""Personal data in what people write: found so that its author is warned, and masked if need be.

Found: telephone numbers (French ones however they are spaced, foreign ones with their +), e-mail
addresses, bank accounts (IBAN, checked by its key), social security numbers, file and allocation
numbers announced as such, licence plates, and street addresses with a number, together with
their building, floor and door.

Never found, so people still read every text: names, an address told without its number ("the big
tower in rue de Flandre"), figures spelt in words, handles, and what was written so as to be
missed. It prefers silence to a false alarm: years, ages, amounts, postcodes, floors and
arrondissements are ordinary words here, and so are the 08 numbers of services.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex


@dataclass(frozen=True)
class Finding:
    """A piece of personal data: its kind, and where it stands in the text (``text[start:end]``)."""

    kind: str
    start: int
    end: int


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """Give what was found, in the order of the text, none crossing another.

    Kinds: ``email``, ``iban``, ``social_security``, ``file_number``, ``phone``, ``plate``,
    ``address``.
    """
    found: list[Finding] = []
    for finding in _candidates(text):
        if all(finding.end <= other.start or other.end <= finding.start for other in found):
            found.append(finding)
    return tuple(sorted(found, key=lambda each: each.start))


def mask(text: str, findings: Sequence[Finding], labels: Mapping[str, str]) -> str:
    """Give the text with each finding replaced by the label of its kind.

    ``labels`` are words for the reader, such as ``{"phone": "[téléphone masqué]"}``; a kind
    without a label is masked as ``[…]``.
    """
    for finding in sorted(findings, key=lambda each: each.start, reverse=True):
        label = labels.get(finding.kind, "[…]")
        text = text[: finding.start] + label + text[finding.end :]
    return text


def cover(text: str, labels: Mapping[str, str], words: str = "") -> str:
    """Give the text with what is found in it masked, and ``words`` wherever they stand.

    The label of ``words`` is ``labels["words"]``.
    """
    covered = mask(text, find_personal_data(text), labels)
    if not words:
        return covered
    label = labels.get("words", "***")
    return regex.sub(regex.escape(words), lambda _: label, covered, flags=regex.IGNORECASE)


def _candidates(text: str) -> Iterator[Finding]:
    """Yield what may be personal data, the surest kinds first: they win over those they cross."""
    yield from _matches("email", _EMAIL, text)
    if not any(map(str.isdigit, text)):
        return
    yield from _ibans(text)
    for kind, pattern, holds in _NUMBERED:
        yield from _matches(kind, pattern, text, holds)


def _matches(
    kind: str, pattern: regex.Pattern[str], text: str, holds: Callable[[str], bool] = bool
) -> Iterator[Finding]:
    """Yield each place of a pattern whose group named "it" passes the check."""
    for match in pattern.finditer(text):
        if holds(match["it"]):
            yield Finding(kind, *match.span("it"))


def _ibans(text: str) -> Iterator[Finding]:
    """Yield each account: a country, as many signs as that country's accounts have, a right key."""
    for start in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(start["country"].upper(), 0)
        whole = length and _signs(length).match(text, start.start())
        if whole and _is_iban(whole.group()):
            yield Finding("iban", *whole.span())


@cache
def _signs(count: int) -> regex.Pattern[str]:
    return _compiled(rf"[A-Za-z] (?:{_GAP}?[A-Za-z0-9]){{{count - 1}}} {_AFTER}")


# --- What a pattern cannot tell by itself


def _is_iban(found: str) -> bool:
    """Check by the key: all read as one number, letters from 10, it leaves 1 when divided by 97."""
    plain = "".join(char for char in found if char.isalnum())
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


def _has_figures(least: int) -> Callable[[str], bool]:
    """Make a check that there are enough figures for a file's number, and that it is no date."""

    def holds(found: str) -> bool:
        enough = sum(char.isdigit() for char in found) >= least
        return enough and not _DATE.fullmatch(found)

    return holds


_DATE = regex.compile(r"(?:\d{1,2}[/.\-\s]){0,2}(?:19|20)\d{2}(?:\s?[/\-]\s?(?:19|20)\d{2})?")

# --- The patterns. What is found is the group named "it".


def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.VERBOSE | regex.VERSION1)


_GAP = r"[\s.\-\u2010-\u2013/_]"  # what people put between figures; \s holds no-break spaces
_AFTER = r"(?![\p{L}\d])"
_BEFORE = r"(?<![\p{L}\d])"
_UNIT = r"(?!\s?(?:€|%|euros?|francs?|k[wW]h|m²|m2|logements?|habitants?|personnes?|ménages?)\b)"

_EMAIL = _compiled(
    rf"""
    (?P<it> {_BEFORE} [\p{{L}}\d._%+\-]{{1,64}}
        (?: \s?@\s? | \s?[(\[]\s?(?:at|arobase)\s?[)\]]\s? | \sarobase\s )
        [\p{{L}}\d\-]{{1,63}}
        (?: (?:\.|\spoint\s) [\p{{L}}\d\-]{{1,63}} ){{0,3}} (?:\.|\spoint\s) \p{{L}}{{2,24}} )
    {_AFTER}
"""
)

_IBAN_START = _compiled(rf"{_BEFORE} (?P<country>[A-Za-z]{{2}}) (?:{_GAP}?[0-9]){{2}}")
_IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28,
    "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "MU": 30,
    "MR": 27, "UA": 29,
}  # fmt: skip
# 1 85 12 75 119 001 (23): sex, year, month, department, commune, order, and often the key.
_SOCIAL_SECURITY = rf"""
    (?P<it> {_BEFORE} [12] {_GAP}? \d{{2}} {_GAP}? (?:0[1-9]|1[0-2]|[2-9]\d) {_GAP}?
        (?:\d{{2}}|2[ABab]) {_GAP}? \d{{3}} {_GAP}? \d{{3}} (?:{_GAP}{{0,3}} \d{{2}})? )
    {_AFTER}
"""

# 06 12 34 56 78, 0612345678, +33 6..., 0033(0)6..., O6 typed with a letter; +44 20 7946 0958.
_PHONE = rf"""
    (?P<it> {_BEFORE} (?<![\d+][.,]?)
        (?: (?:\+|00)? {_GAP}?33 {_GAP}{{0,2}} (?:\(0\){_GAP}?)? | \(?[0O٠]\)? {_GAP}{{0,2}} )
        (?!8)\d \)? (?:{_GAP}{{0,3}}\d){{8}} ) {_AFTER} (?![.,]\d)
  | (?P<it> \+ [1-9]\d{{0,2}} {_GAP}? (?:\(0\))? (?:{_GAP}?\d){{7,12}} ) {_AFTER} {_UNIT}
"""

_NUMBER = (
    r"(?P<it> [A-Z]{0,4}[\-/]? \d[\dA-Z]* (?:[\-/.\s]?[A-Z]{0,3}\d[\dA-Z]*){0,9} (?:\s[A-Z]\b)? )"
)
_SUBJECT = r"""(?: dossier|allocataire|demand(?:e|eur|euse)|matricule|bail|contrat|client|locataire
    |compteur|saisine|CAF|DALO|DAHO|SNE|NUR|PDL|FSL|MDPH )"""
_SIGN = r"(?: n[°º]|\bno\.|\bnum[ée]ro|\#|\br[ée]f(?:[ée]rence)?\b\.? )"
# "dossier n° 4521", "bail : 75-0042"
_ANNOUNCED = rf"""
    {_BEFORE} (?i: {_SUBJECT} \s{{0,2}} (?:{_SIGN}|[:=]) \s?:? ) \s{{0,2}}
    {_NUMBER} {_AFTER} {_UNIT}
"""
# "mon numéro d'allocataire CAF est le 1234567 A": six figures at least
_LONG_NUMBER = rf"""
    {_BEFORE} (?i: {_SUBJECT}|{_SIGN} ) (?!\svert|\sgratuit)
    (?:[\s'’]{{1,2}}(?![A-Z]{{1,4}}[\-/]?\d)\p{{L}}{{1,14}}){{0,5}}
    \s{{0,2}} (?:{_SIGN}|[:=])? \s{{0,2}} {_NUMBER} {_AFTER} {_UNIT}
"""

_PLATE = r"""
    (?P<it> (?<![\p{L}\d\-]) (?:
        [A-HJ-NP-TV-Z]{2}(?P<gap>[\- ]?)\d{3}(?P=gap)[A-HJ-NP-TV-Z]{2}
      | [a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2}
      | [1-9]\d{2,3}[ \-][A-HJ-NP-Z]{2,3}[ \-](?:0[1-9]|[1-8]\d|9[0-5]) ) )
    (?![\p{L}\d\-])
"""

# A way that is only a way: what follows may be written small. The others ("3 cours", "2 places")
# need a name with a capital.
_PLAIN_WAY = (
    r"(?i: rue|r\.|avenue|av\.?|boulevard|boul\.|bld\.?|bd\.?|impasse|imp\.|ruelle|faubourg|fbg)"
)
_OTHER_WAY = r"""(?i: place|pl\.|all[ée]es?|chemin|quai|square|sq\.|cit[ée]|villa|passage|cours
    |route|sentier|sente|esplanade|promenade|r[ée]sidence|hameau|voie|mail|rond-point|venelle )"""
_SMALL = r"""(?i: de|du|des|la|le|les|à|au|aux|et|sur|sous|en|saint|sainte|st|ste|docteur|dr|abbé
    |professeur|président|général|maréchal|colonel|capitaine|amiral|jean|paul|pierre|louis|victor
    |charles|henri|georges|marie|albert|simon )"""
_WORD = r"\p{L}[\p{L}\d'’\-]*"
_CAPITAL = r"\p{Lu}[\p{L}\d'’\-]*"
_MORE = rf"(?: (?:\s(?!(?i:à|au|aux)\s){_SMALL})* \s(?:[ld]['’])?{_CAPITAL} ){{0,4}}"
_NAME = rf"(?: \s{_SMALL}(?![\p{{L}}'’\-]) ){{0,4}} \s(?:[ld]['’]\s?)?{_WORD} {_MORE}"
_CAPITAL_NAME = rf"(?: \s{_SMALL}(?![\p{{L}}'’\-]) ){{0,4}} \s(?:[ld]['’])?{_CAPITAL} {_MORE}"

_CODE = r"(?:n[°º]\s?)?(?:\d{1,4}[A-Za-z]?|(?![FT]\d)[A-Z]\d{0,3})(?![\p{L}\d²])(?!\spi[èe]ces?)"
_DOOR = rf"(?i:porte|appartement|appart|appt\.?|apt\.?|logement|bo[îi]te|lot)\s{_CODE}"
_FLOOR = r"""(?i: (?:\d{1,2}\s?(?:er|[eè]|[èe]me|i[èe]me|nd)|premier|deuxième|troisième|quatrième
    |cinquième|sixième|dernier)\s[ée]tage
    | [ée]tage\s\d{1,2}(?!\d) | rez-de-chauss[ée]e | rdc\b )"""
_BLOCK = (
    r"(?i:b[âa]timent|b[âa]t\.?|hall|escalier|esc\.?|tour|entrée)"
    r"\s(?:[A-Z]|\d{1,2})(?![\p{L}\d])"
)
_SIDE = r"(?:\s(?:à\s)?(?:gauche|droite|face))?"
_WITHIN = rf"(?:{_DOOR}|{_FLOOR}|{_BLOCK}){_SIDE}"
_JOIN = r"(?:\s?[,;\-–]\s?|\.\s|\s)(?:au\s|à\s|et\s)?"
_TOWN = r"""(?: (?:0[1-9]|[1-8]\d|9[0-8])\s?\d{3}(?!\d)(?:\s\p{Lu}[\p{L}\-]+)?
    | \p{Lu}[\p{L}\-]+\s\d{1,2}(?:er|[eè]|[èe]me) )"""
# What a number may belong to instead.
_COUNTED = r"(?i:phase|ligne|bus|tram|m[ée]tro|lot|tranche)"
_HOUSE = r"""(?!(?:19|20)\d{2}\b)[1-9]\d{0,3}(?:\s?(?i:bis|ter|quater|[a-d])(?!\p{L}))?
    (?:\s?[\-/]\s?\d{1,4}(?:\s?(?:bis|ter))?)?"""

_ADDRESS = rf"""
    (?P<it> (?: {_WITHIN}{_JOIN} ){{0,4}} (?<![\p{{L}}\d.,/\-]) (?<!{_COUNTED}\s)
        {_HOUSE} (?:\s?,\s?|\s)
        (?:de\sla\s|de\sl['’]|du\s)?
        (?: {_PLAIN_WAY}{_NAME} | {_OTHER_WAY}{_CAPITAL_NAME} )
        (?: {_JOIN}(?:{_WITHIN}|{_TOWN}) ){{0,6}} )
  | (?P<it> {_BEFORE} (?:{_WITHIN}{_JOIN}){{1,4}}{_DOOR}{_SIDE} )
  | (?P<it> {_BEFORE} {_DOOR}{_SIDE}(?:{_JOIN}{_WITHIN}){{1,4}} )
"""


_NUMBERED: tuple[tuple[str, regex.Pattern[str], Callable[[str], bool]], ...] = (
    ("social_security", _compiled(_SOCIAL_SECURITY), bool),
    ("file_number", _compiled(_ANNOUNCED), _has_figures(4)),
    ("phone", _compiled(_PHONE), bool),
    ("file_number", _compiled(_LONG_NUMBER), _has_figures(6)),
    ("plate", _compiled(_PLATE), bool),
    ("address", _compiled(_ADDRESS), bool),
)
