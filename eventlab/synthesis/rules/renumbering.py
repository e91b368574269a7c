"""An exported event and its numbers: what is left out, and how every reference is renumbered.

Where the numbers of an export are free, they are kept as they are and nothing here is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
#: {table: {old number: new number}}
Numbers = Mapping[str, Mapping[Any, Any]]

#: Ways in, counts of a moment, secret votes that are not counted yet, what only a server needs.
LEFT_OUT = frozenset(
    {
        "answered_request",
        "ballot_dot",
        "ballot_voter",
        "certificate",
        "device",
        "head",
        "journal",
        "organiser",
        "pending_import",
        "presence_count",
        "print_job",
        "staff_link",
    }
)

#: What can be undone at the desk speaks of numbers in its own words: it is not carried into others.
WORKING = frozenset({"programme_change", "theme_change", "suggestion"})

#: Columns that name a row without a foreign key: {(table, column): table meant}.
LOOSE = {
    ("ballot_note", "staff_id"): "staff",
    ("ballot_paper", "staff_id"): "staff",
    ("commitment", "helper_id"): "staff",
    ("event", "current_step_id"): "step",
    ("idea_wording", "helper_id"): "staff",
    ("link", "helper_id"): "staff",
    ("participant", "helper_id"): "staff",
    ("problem", "helper_id"): "staff",
    ("programme_change", "staff_id"): "staff",
    ("round_guest", "helper_id"): "staff",
    ("support", "helper_id"): "staff",
    ("team_plan", "published_id"): "team_version",
    ("team_plan", "version_id"): "team_version",
    ("team_version", "parent_id"): "team_version",
    ("team_version", "staff_id"): "staff",
    ("theme_change", "staff_id"): "staff",
    ("theme_proposal", "helper_id"): "staff",
    ("wish", "helper_id"): "staff",
    ("seat", "lock_theme"): "theme",
}

NO_SUCH_THEME = -1

_LINES = {"themes": "theme", "problems": "problem", "ideas": "idea"}
Number = Callable[[str, Any], Any]


def _screen(screen: Any, number: Number, _: Row) -> Any:
    spotlight = screen.get("spotlight")
    return screen | {"spotlight": number("problem", spotlight)} if spotlight else screen


def _lines(lines: Any, number: Number, row: Row) -> Any:
    return [line | {"id": _line(number, row, line["id"])} for line in lines]


def _totals(totals: Any, number: Number, row: Row) -> Any:
    counted = totals.get("lines", {})
    return totals | {"lines": {str(_line(number, row, int(k))): v for k, v in counted.items()}}


def _line(number: Number, row: Row, old: int) -> int:
    """What was voted on and is gone since keeps its votes, under a number that nothing has."""
    new: int | None = number(_LINES[row["on"]], old)
    return -abs(old) if new is None else new


def _teams(teams: Any, number: Number, _: Row) -> Any:
    return [
        team | {"theme": number("theme", team["theme"])} if team.get("theme") else team
        for team in teams
    ]


def _theme_counts(counts: Any, number: Number, _: Row) -> Any:
    """A theme that was removed since keeps its count, under a number that no theme has."""

    def renamed(theme: str) -> str:
        new = 0 if theme == "0" else number("theme", int(theme))
        return str(NO_SUCH_THEME if new is None else new)

    return {renamed(theme): teams for theme, teams in counts.items()}


def _without(without: Any, number: Number, _: Row) -> Any:
    """``role`` stays; of ``role:theme`` the theme is renumbered."""

    def renamed(name: str) -> str:
        role, colon, theme = name.partition(":")
        return f"{role}:{next(iter(_theme_counts({theme: 0}, number, _)))}" if colon else role

    return {renamed(name): teams for name, teams in without.items()}


def _versions(versions: Any, number: Number, _: Row) -> Any:
    return [number("team_version", one) for one in versions]


def _theme_name(name: Any, number: Number, _: Row) -> Any:
    kind, _colon, told = name.partition(":")
    return f"theme:{number('theme', int(told))}" if kind == "theme" else name


def _nothing(value: Any, _: Number, __: Row) -> Any:
    return type(value)()


#: Numbers within a column: {(table, column): how it is renumbered}.
WITHIN: dict[tuple[str, str], Callable[[Any, Number, Row], Any]] = {
    ("ballot", "lines"): _lines,
    ("ballot", "totals"): _totals,
    ("event", "screen"): _screen,
    ("member", "why"): _nothing,
    ("review_text", "name"): _theme_name,
    ("round_plan", "draft"): _nothing,
    ("team_plan", "counts"): _theme_counts,
    ("team_plan", "redo"): _versions,
    ("team_plan", "solve"): _nothing,
    ("team_plan", "without"): _without,
    ("team_version", "certificates"): _nothing,
    ("team_version", "facts"): _nothing,
    ("team_version", "teams"): _teams,
}


def renumbered(
    tables: Tables, references: Mapping[tuple[str, str], str], numbers: Numbers
) -> Tables:
    """The tables with every number replaced; ``references`` adds the foreign keys to ``LOOSE``.

    A number that ``numbers`` does not hold becomes None in a loose reference and stays in others.
    """

    def number(table: str, old: Any) -> Any:
        return numbers.get(table, {}).get(old)

    def of_row(table: str, row: Row) -> Row:
        new = dict(row)
        if "id" in row and table in numbers:
            new["id"] = number(table, row["id"])
        for column, value in row.items():
            meant = references.get((table, column)) or LOOSE.get((table, column))
            if meant and value is not None:
                new[column] = number(meant, value) if meant in numbers else value
                if new[column] is None and isinstance(value, str):
                    new[column] = ""
            elif (table, column) in WITHIN and value is not None:
                new[column] = WITHIN[table, column](value, number, row)
        return new

    return {
        table: [of_row(table, row) for row in rows]
        for table, rows in tables.items()
        if table not in WORKING
    }
