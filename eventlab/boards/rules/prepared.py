"""Problems prepared before the day, as an office keeps them in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eventlab.boards.rules.text import TextRefused, check_problem_text
from eventlab.errors import N_
from eventlab.sessions.rules.csv_reading import (
    Column,
    Complaint,
    Row,
    Table,
    find_columns,
    word_key,
)

COLUMNS = (
    Column("text", (("texte", "problème", "text", "problem"), ("titre", "title", "sujet"))),
    Column("tile", (("tuile", "pictogramme", "tile"), ("thème", "theme"))),
)
TEXT_LIMIT = 280

_WRONG_TEXT = {
    "empty": N_("Le texte manque."),
    "too_long": N_("C'est trop long : %(limit)s caractères au plus."),
    "unreadable": N_("Ce texte ne peut pas être lu."),
}
_WRONG_TILE = N_("« %(said)s » n'est pas un thème d'ici. Attendu : %(expected)s...")


@dataclass(frozen=True)
class PreparedProblem:
    """One problem of the table: a text as it will be stored, and a theme tile or none."""

    text: str
    tile: str = ""


@dataclass(frozen=True)
class Choice:
    """Which columns hold the text and the theme: places from 0; None for no theme."""

    text: int
    tile: int | None = None


@dataclass(frozen=True)
class Prepared:
    """What a table says: the problems of its good lines, the complaints about the others.

    ``personal`` are the lines whose text seems to hold a personal datum.
    """

    problems: tuple[PreparedProblem, ...]
    complaints: tuple[Complaint, ...]
    personal: tuple[int, ...]


def guess(table: Table) -> Choice:
    """Which columns most likely hold text and theme: by their names, else the longest texts.

    Raises ``CsvRefused`` when two columns could both be meant.
    """
    places = find_columns(table, COLUMNS)
    longest = max(range(len(table.headings)), key=lambda at: _letters(table, at), default=0)
    return Choice(places.get("text", longest), places.get("tile"))


def _letters(table: Table, place: int) -> int:
    return sum(len(row.cells[place]) for row in table.rows)


def read_prepared(
    table: Table,
    choice: Choice,
    tiles: Mapping[str, str],
    has_personal_data: Callable[[str], bool],
) -> Prepared:
    """The problems of a table; ``tiles`` gives the tile of each name, as `word_key` writes it."""
    problems, complaints, personal = [], list(table.complaints), []
    for row in table.rows:
        problem, wrong = _problem(table, row, choice, tiles)
        complaints += wrong
        if not wrong:
            problems.append(problem)
            if has_personal_data(problem.text):
                personal.append(row.line)
    complaints.sort(key=lambda each: each.line)
    return Prepared(tuple(problems), tuple(complaints), tuple(personal))


def _problem(
    table: Table, row: Row, choice: Choice, tiles: Mapping[str, str]
) -> tuple[PreparedProblem, list[Complaint]]:
    wrong = []
    text, tile = "", ""
    try:
        text = check_problem_text(row.cells[choice.text], limit=TEXT_LIMIT)
    except TextRefused as refused:
        sentence = _WRONG_TEXT[refused.code]
        heading = table.headings[choice.text]
        wrong.append(Complaint(row.line, heading, sentence, {"limit": TEXT_LIMIT}))
    said = row.cells[choice.tile].strip() if choice.tile is not None else ""
    if said:
        tile = tiles.get(word_key(said), "")
        if not tile and choice.tile is not None:
            values = {"said": said[:40], "expected": ", ".join(list(tiles)[:4])}
            wrong.append(Complaint(row.line, table.headings[choice.tile], _WRONG_TILE, values))
    return PreparedProblem(text, tile), wrong


def newcomers(
    problems: Iterable[PreparedProblem], known_texts: Iterable[str]
) -> list[PreparedProblem]:
    """The problems not yet on the wall: a table brought in twice adds nothing.

    Two lines alike are two problems, of which one may be known.
    """
    left = Counter(known_texts)
    fresh = []
    for problem in problems:
        if left[problem.text] > 0:
            left[problem.text] -= 1
        else:
            fresh.append(problem)
    return fresh
