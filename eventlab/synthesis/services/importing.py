"""Bringing an exported event in again, on this store or another."""

from __future__ import annotations

from secrets import randbelow
from typing import Any

from sqlalchemy import Table, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import transaction
from eventlab.live.journal import begin
from eventlab.sessions.models import Event, random_id
from eventlab.sessions.rules.codes import make_join_code
from eventlab.synthesis.queries import whole
from eventlab.synthesis.rules.renumbering import Tables, renumbered


def import_event(data: Any) -> Event:
    """An event with everything an export holds; its numbers and its code if they are free.

    Who was erased since the export stays erased. Raises ``Refusal("unreadable_export")``.
    """
    try:
        tables = whole.tables_in(data)
        if len(tables["event"]) != 1:
            raise ValueError("one event is expected")
        tables = _with_free_numbers(tables)
        event = tables["event"][0]
        with transaction() as session:
            event["code"] = _free_code(session, event["code"])
            _insert_all(session, tables)
            begin(session, event["id"])
            _catch_up(session)
    except (ValueError, TypeError, KeyError, AttributeError, IntegrityError) as wrong:
        raise Refusal("unreadable_export") from wrong
    with transaction() as session:
        return session.get_one(Event, event["id"])


def _with_free_numbers(tables: Tables) -> Tables:
    """The tables as they are where every number is free; else all renumbered, in the same order."""
    taken = whole.largest_numbers()
    numbers: dict[str, dict[Any, Any]] = {}
    clash = False
    for table in whole.exported_tables():
        if "id" not in table.c:
            continue
        old = sorted(row["id"] for row in tables[table.name])
        if table.name in taken:
            shift = taken[table.name] if old and old[0] <= taken[table.name] else 0
            numbers[table.name] = {one: one + shift for one in old}
            clash = clash or bool(shift)
        else:
            fresh = whole.known_texts(table, old)
            new = sorted(random_id() for _ in old) if fresh else old
            numbers[table.name] = dict(zip(old, new, strict=True))
            clash = clash or fresh
    return renumbered(tables, whole.references(), numbers) if clash else tables


def _free_code(session: Session, code: str) -> str:
    while session.scalar(select(Event.id).where(Event.code == code)) is not None:
        code = make_join_code(randbelow)
    return code


def _insert_all(session: Session, tables: Tables) -> None:
    for table in whole.exported_tables():
        rows = [
            {name: whole.stored_value(table.c[name], value) for name, value in row.items()}
            for row in tables.get(table.name, ())
        ]
        if rows:
            own = _pointing_into_itself(table)
            session.execute(insert(table), [{**row, **dict.fromkeys(own)} for row in rows])
            _point_back(session, table, rows, own)


def _pointing_into_itself(table: Table) -> list[str]:
    keys = ((column, key) for column in table.columns for key in column.foreign_keys)
    return [column.name for column, key in keys if key.column.table is table]


def _point_back(session: Session, table: Table, rows: list[dict[str, Any]], own: list[str]) -> None:
    """Set what points into the same table, once every row is there."""
    for column in own:
        for row in rows:
            if row[column] is not None:
                session.execute(
                    update(table).where(table.c.id == row["id"]).values({column: row[column]})
                )


def _catch_up(session: Session) -> None:
    # PostgreSQL counts by itself, and has not seen the numbers that were given here.
    if session.get_bind().dialect.name == "sqlite":
        return
    for table in whole.exported_tables():
        if "id" in table.c and table.c.id.type.python_type is int:
            largest = session.scalar(select(func.max(table.c.id)))
            if largest:
                said = {"table": f'"{table.name}"', "largest": largest}
                session.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :largest)"), said
                )
