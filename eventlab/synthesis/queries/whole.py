"""A whole event as data: every row of every table that belongs to it, ways in left out."""

from __future__ import annotations

import base64
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Table, func, select
from sqlalchemy.orm import Session

from eventlab.extensions import Base, reading
from eventlab.live.models import Head
from eventlab.synthesis.rules.renumbering import LEFT_OUT, Tables

FORMAT, VERSION = "eventlab-event", 1


def exported_tables() -> list[Table]:
    """The tables of an export, parents before children."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def references() -> dict[tuple[str, str], str]:
    """The foreign keys between exported tables: {(table, column): table meant in the end}."""
    return {
        (table.name, column.name): _meant(column).table.name
        for table in exported_tables()
        for column in table.columns
        if column.foreign_keys
    }


def _meant(column: Any) -> Any:
    # A key may be the key of yet another table: a seat's step is a plan's step is a step.
    return _meant(next(iter(column.foreign_keys)).column) if column.foreign_keys else column


def belongs_to(table: Table, event_id: int) -> ColumnElement[bool]:
    """Which rows of a table are the event's: by its own column, or through what it hangs on."""
    if table.name == "event":
        return table.c.id == event_id
    if "event_id" in table.c:
        return table.c.event_id == event_id
    keys = [(column, key.column) for column in table.columns for key in column.foreign_keys]
    column, parent = min(keys, key=lambda pair: bool(pair[0].nullable))
    return column.in_(select(parent).where(belongs_to(parent.table, event_id)))


def whole_event(event_id: int) -> dict[str, Any]:
    """Everything of an event, to be brought in again; personal codes too: keep it safe."""
    with reading() as session:
        tables = {
            table.name: _rows(session, table, belongs_to(table, event_id))
            for table in exported_tables()
        }
    _keep_secret(tables)
    return {"format": FORMAT, "version": VERSION, "tables": tables}


def _keep_secret(tables: Tables) -> None:
    """Leave out what tables counted on paper for a vote that is still open, as its dots are."""
    still_open = {ballot["id"] for ballot in tables["ballot"] if ballot["state"] == "open"}
    papers = tables["ballot_paper"]
    tables["ballot_paper"] = [one for one in papers if one["ballot_id"] not in still_open]


def _rows(session: Session, table: Table, wanted: ColumnElement[bool]) -> list[dict[str, Any]]:
    query = select(table).where(wanted).order_by(*table.primary_key.columns)
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in session.execute(query).mappings()
    ]


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def stored_value(column: Any, value: Any) -> Any:
    """A value of an export as its column holds it. Raises ``ValueError`` on one it cannot hold."""
    if value is None:
        if not column.nullable:
            raise ValueError(f"{column} needs a value")
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value["base64"], validate=True)
    wanted = column.type.python_type
    if not isinstance(value, list if wanted is dict and isinstance(value, list) else wanted):
        raise ValueError(f"{column} holds {wanted.__name__}")
    length = getattr(column.type, "length", None)
    if isinstance(value, str) and length is not None and len(value) > length:
        raise ValueError(f"{column} is too long")
    return value


def largest_numbers() -> dict[str, int]:
    """The largest number given so far in each exported table that counts its rows."""
    with reading() as session:
        largest = {
            table.name: session.scalar(select(func.max(table.c.id))) or 0
            for table in exported_tables()
            if "id" in table.c and table.c.id.type.python_type is int
        }
        # A browser may still watch an event that was erased: its number is never given again.
        watched = session.scalar(select(func.max(Head.event_id))) or 0
    return largest | {"event": max(largest["event"], watched)}


def known_texts(table: Table, ids: list[str]) -> bool:
    """Whether one of these identifiers is taken already."""
    with reading() as session:
        for first in range(0, len(ids), 500):
            some = ids[first : first + 500]
            if session.scalar(select(table.c.id).where(table.c.id.in_(some)).limit(1)):
                return True
    return False


def tables_in(data: Any) -> Tables:
    """The tables of an export, checked for shape. Raises ``ValueError``."""
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
        raise ValueError("not an export of ours")
    known = {table.name: table for table in exported_tables()}
    tables = data.get("tables")
    if not isinstance(tables, dict) or not set(tables) <= set(known):
        raise ValueError("tables we do not know")
    checked = {name: _checked(known[name], tables.get(name, [])) for name in known}
    _check_references(checked)
    return checked


def _check_references(tables: Tables) -> None:
    """Raise ``ValueError`` when a row hangs on something that is not in the export."""
    there = {name: {row["id"] for row in rows if "id" in row} for name, rows in tables.items()}
    for (table, column), meant in references().items():
        hanging = {row[column] for row in tables[table]} - {None}
        if not hanging <= there[meant]:
            raise ValueError(f"{table}.{column} means nothing here")


def _checked(table: Table, rows: Any) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"{table.name} is no list of rows")
    columns = {column.name: column for column in table.columns}
    for row in rows:
        if set(row) != set(columns):
            raise ValueError(f"{table.name} has other columns")
        for name, value in row.items():
            stored_value(columns[name], value)
    return rows
