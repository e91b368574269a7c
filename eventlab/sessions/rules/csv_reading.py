"""Reading the tables that offices keep: CSV as Excel, LibreOffice or a person writes it.

Comma, semicolon or tab; UTF-8 with or without its mark, UTF-16, Windows-1252. What cannot be
read is said with its line, its column and what was expected. A cell is only ever text: one that
begins with ``=`` computes nothing here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventlab.errors import N_
from eventlab.sessions.rules.codes import fold

MOST_BYTES = 2_000_000
MOST_LINES = 2_000
MOST_COLUMNS = 60
SEPARATORS = (";", ",", "\t")

_NO_SEPARATOR = "\x1f"
_QUOTED = re.compile(r'"[^"]*"')
_IN_PARENTHESES = re.compile(r"\([^)]*\)")
_NOT_A_WORD = re.compile(r"[\W_]+")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_ZIP = b"PK\x03\x04"  # what an .xlsx or .ods file begins with


class CsvRefused(Exception):
    """A file that cannot be read at all: a French sentence to translate, and what fills it."""

    def __init__(self, sentence: str, **values: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one line: where, and what was expected (a sentence and its values).

    ``line`` counts the lines of the file from 1, as a text editor shows them; ``column`` is the
    heading as written, "" for the whole line.
    """

    line: int
    column: str
    sentence: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One line of a table: its number in the file, and its cells in the order of the headings."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table that was read. ``complaints`` are of lines that had too many cells."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    complaints: tuple[Complaint, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column one looks for: ``names`` it may have, in storeys, the first one found wins."""

    key: str
    names: tuple[tuple[str, ...], ...]
    required: bool = False


def read_table(content: bytes) -> Table:
    """Read a whole file. Raises ``CsvRefused`` when it is none, or too long."""
    if len(content) > MOST_BYTES:
        raise CsvRefused(N_("Le fichier est trop gros : 2 Mo au plus."))
    text, separator = _without_separator_line(decode(content))
    records = _records(text, separator or find_separator(text))
    _, headings = next(records, (0, []))
    if not headings:
        raise CsvRefused(N_("Le fichier est vide. La première ligne nomme les colonnes."))
    if len(headings) > MOST_COLUMNS:
        raise CsvRefused(N_("Il y a trop de colonnes : %(limit)s au plus."), limit=MOST_COLUMNS)
    return _table(_trimmed([tidy(heading) for heading in headings]), records)


def _table(headings: Sequence[str], records: Iterable[tuple[int, list[str]]]) -> Table:
    rows: list[Row] = []
    complaints: list[Complaint] = []
    for line, cells in records:
        if len(rows) + len(complaints) == MOST_LINES:
            raise CsvRefused(N_("Il y a trop de lignes : %(limit)s au plus."), limit=MOST_LINES)
        cells = _trimmed(cells)
        if len(cells) > len(headings):
            complaints.append(_too_many_cells(line, len(cells), len(headings)))
        else:
            rows.append(Row(line, (*cells, *[""] * (len(headings) - len(cells)))))
    return Table(tuple(headings), tuple(rows), tuple(complaints))


def _too_many_cells(line: int, found: int, expected: int) -> Complaint:
    sentence = N_(
        "%(found)s cellules, mais %(expected)s colonnes. "
        "Mettez entre guillemets un texte qui contient le séparateur."
    )
    return Complaint(line, "", sentence, {"found": found, "expected": expected})


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end, which spreadsheets add."""
    last = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def decode(content: bytes) -> str:
    """The text of a file, whichever of the usual ways it was saved. Raises ``CsvRefused``."""
    if content.startswith(_ZIP):
        raise CsvRefused(N_("C'est un classeur. Dans le tableur : Enregistrer sous, format CSV."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if b"\x00" in content:
        raise CsvRefused(N_("Ce n'est pas un fichier CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        sentence = N_("Les accents sont illisibles. Enregistrez le fichier en CSV UTF-8.")
        raise CsvRefused(sentence) from wrong


def _without_separator_line(text: str) -> tuple[str, str]:
    """The text after a first line like ``sep=;``, which Excel understands, and that separator."""
    found = _SEPARATOR_LINE.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def find_separator(text: str) -> str:
    """The separator of a table: the one that its first line holds most often.

    A table of one column has none: a character nobody types is given, so that its texts may
    hold commas and semicolons.
    """
    first = _QUOTED.sub("", text.lstrip("\r\n").split("\n", 1)[0])
    counts = {separator: first.count(separator) for separator in SEPARATORS}
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] else _NO_SEPARATOR


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that holds something, with its number in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as wrong:
            sentence = N_("Ligne %(line)s : un guillemet est mal placé ou n'est pas fermé.")
            raise CsvRefused(sentence, line=before + 1) from wrong
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = reader.line_num


# --- Which column is which


def find_columns(table: Table, columns: Iterable[Column]) -> dict[str, int]:
    """The place of each known column, by its key. Raises ``CsvRefused``.

    A required column that is missing, or two that could both be meant, are refused by name.
    """
    headings = [heading_key(heading) for heading in table.headings]
    places = {}
    for column in columns:
        found = _places(headings, column)
        if len(found) > 1:
            twice = " / ".join(table.headings[place] for place in found)
            raise CsvRefused(N_("Deux colonnes disent la même chose : %(columns)s."), columns=twice)
        if found:
            places[column.key] = found[0]
        elif column.required:
            raise CsvRefused(
                N_("Il manque la colonne « %(expected)s ». Colonnes lues : %(found)s."),
                expected=column.names[0][0],
                found=" / ".join(table.headings)[:200],
            )
    return places


def _places(headings: Sequence[str], column: Column) -> list[int]:
    for storey in column.names:
        known = {heading_key(name) for name in storey}
        if found := [place for place, heading in enumerate(headings) if heading in known]:
            return found
    return []


def heading_key(heading: str) -> str:
    """A heading as it is compared: small, without accents, signs or what is in parentheses."""
    return word_key(_IN_PARENTHESES.sub("", heading))


def word_key(text: str) -> str:
    """Words as they are compared: small, without accents, any sign a space."""
    return " ".join(_NOT_A_WORD.sub(" ", fold(text)).split())


def tidy(text: str) -> str:
    """One line of plain text: spaces folded, unprintable characters dropped."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
