"""Bringing an exported event in again, on this store or another."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from secrets import randbelow
from typing import Any

from sqlalchemy import Table, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventlab import erasures
from eventlab.errors import Refusal
from eventlab.extensions import now_ms, transaction
from eventlab.live.journal import begin
from eventlab.sessions.models import Event, random_id
from eventlab.sessions.rules.codes import make_join_code
from eventlab.synthesis.queries import whole
from eventlab.synthesis.rules.renumbering import Tables, renumbered
from eventlab.synthesis.services.erasing import erase_again

BACK_FOR = timedelta(days=7)  # for an event whose date of erasure has passed


def bring_in(content: bytes, folder: Path) -> Event:
    """The event of an export's file; who was erased since, says the list in ``folder``, stays so.

    Raises ``Refusal("unreadable_export")``, ``OSError``.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise Refusal("unreadable_export") from wrong
    erased = erasures.read_erased(folder)

    def note_under_new_name(old: str, new: str) -> None:
        if old in erased.people and new != old:
            erasures.note_person(folder, new)

    def bring_back(event: dict[str, Any]) -> None:
        """What was erased and is wanted again is another event; none goes within the hour."""
        if event["created_at"] in erased.moments:
            event["created_at"] = now_ms()
        today = date.today()  # noqa: DTZ011 - the room's own day
        if event["purge_on"] <= today.isoformat():
            event["purge_on"] = (today + BACK_FOR).isoformat()

    event = import_event(data, note_under_new_name, bring_back)
    erase_again(folder, people_only=True)
    return event


def import_event(
    data: Any,
    on_person: Callable[[str, str], None] = lambda old, new: None,
    on_event: Callable[[dict[str, Any]], None] = lambda event: None,
) -> Event:
    """An event with everything an export holds; its numbers and its code if they are free.

    ``on_person(old, new)`` is told, before anything is stored, the id each person had and has;
    ``on_event`` may change the event's own row. Beside itself it is another event.
    Raises ``Refusal("unreadable_export")``.
    """
    try:
        tables = whole.tables_in(data)
        if len(tables["event"]) != 1:
            raise ValueError("one event is expected")
        tables, people = _with_free_numbers(tables)
        for old, new in people.items():
            on_person(old, new)
        event = tables["event"][0]
        with transaction() as session:
            code = _free_code(session, event["code"])
            if code != event["code"]:
                event |= {"code": code, "created_at": now_ms()}
            on_event(event)
            _insert_all(session, tables)
            begin(session, event["id"])
            _catch_up(session)
    except (ValueError, TypeError, KeyError, AttributeError, IntegrityError) as wrong:
        raise Refusal("unreadable_export") from wrong
    with transaction() as session:
        return session.get_one(Event, event["id"])


def _with_free_numbers(tables: Tables) -> tuple[Tables, dict[str, str]]:
    """The tables as they are where every number is free; else all renumbered, in the same order.

    And the people's ids: ``{before: now}``.
    """
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
    people = numbers["participant"]
    if not clash:
        return tables, dict(zip(people, people, strict=True))
    return renumbered(tables, whole.references(), numbers), people


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
