"""The journal: every change of an event, in order, written in the transaction of the change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from eventlab.extensions import transaction
from eventlab.live.idempotency import Once, claim, keep
from eventlab.live.models import Head, JournalLine
from eventlab.live.stored import Column, filled


class Change:
    """One change of one event, under way.

    ``touch`` names each item whose look may differ afterwards; ``answer`` is what the sender
    gets, now or when it asks again. ``repeated`` is true when this request was done before:
    the service then returns ``answer`` and touches nothing.
    """

    def __init__(self, session: Session, event_id: int, once: Once | None) -> None:
        self.session = session
        self.event_id = event_id
        self.version: int | None = None
        self._once = once
        self._touched: dict[tuple[str, str], None] = {}
        _line_up(session, event_id)
        known = claim(session, once) if once else None
        self.repeated = known is not None
        self.answer: dict[str, Any] = known or {}

    def touch(self, kind: str, *item_ids: object) -> None:
        """Say that these items of ``kind`` changed, and with them what follows the kind."""
        self._touched.update({(kind, str(item_id)): None for item_id in item_ids})
        if item_ids:
            self._touched.update(dict.fromkeys(_followers.get(kind, ())))

    def close(self) -> None:
        """Write the journal lines and keep the answer; called once, before the commit."""
        self.session.flush()
        if self.repeated:
            return
        self._touch_each()
        if self._touched:
            self.version = _advance(self.session, self.event_id)
            place = {"event_id": self.event_id, "version": self.version}
            lines = [{**place, "kind": kind, "item_id": item} for kind, item in self._touched]
            self.session.connection().execute(_WRITE_LINES, lines)
        if self._once:
            keep(self.session, self._once, self.answer)

    def _touch_each(self) -> None:
        columns = [one.stored_in for one in _finders if one.stored_in is not None]
        there = filled(self.session, self.event_id, columns) if self._touched else set()
        for one in _finders:
            ids = {item for kind, item in self._touched if kind == one.source}
            if ids and (one.stored_in is None or one.stored_in in there):
                self.touch(one.kind, *one.find(self.session, self.event_id, ids))


#: {kind: the items worked out from items of that kind}
_followers: dict[str, set[tuple[str, str]]] = {}


def follows(kind: str, item_id: str, *sources: str) -> None:
    """Say once that this item is worked out from items of the kinds ``sources``.

    It is then told whenever one of them is, though the feature that changes them cannot know
    of it.
    """
    for source in sources:
        _followers.setdefault(source, set()).add((kind, item_id))


#: (session, event id, ids of the source that changed) -> the ids that are worked out from them
Finder = Callable[[Session, int, Collection[str]], Iterable[object]]


class _Finding(NamedTuple):
    source: str
    kind: str
    find: Finder
    stored_in: Column | None


_finders: list[_Finding] = []


def follows_each(kind: str, source: str, find: Finder, stored_in: Column | None = None) -> None:
    """Say once that items of ``kind`` are worked out from items of the kind ``source``.

    ``find`` says which, at the end of the change: what was erased in it is not there any more.
    While the table of ``stored_in`` (its column of event numbers) is empty it is not asked.
    """
    _finders.append(_Finding(source, kind, find, stored_in))


_after_commit: list[Callable[[int], None]] = []


def on_change(callback: Callable[[int], None]) -> Callable[[], None]:
    """Call ``callback(event_id)`` after each committed change; gives back how to stop it."""
    _after_commit.append(callback)
    return lambda: _after_commit.remove(callback)


@contextmanager
def change(event_id: int, once: Once | None = None) -> Iterator[Change]:
    """A transaction on one event: all of it is stored and told, or nothing is.

    Raises whatever the block raises, after a roll-back; ``Refusal("bad_request")`` on a
    malformed idempotency key.
    """
    with transaction() as session:
        this = Change(session, event_id, once)
        yield this
        this.close()
    if this.version is not None:
        for callback in list(_after_commit):
            callback(event_id)


def begin(session: Session, event_id: int) -> None:
    """Open the journal of a new event, at version 0."""
    session.add(Head(event_id=event_id, version=0))


def version_of(session: Session, event_id: int) -> int:
    """The version the event is at, as this session sees it (0 for an unknown event)."""
    return session.scalar(_VERSION, {"event": event_id}) or 0


_VERSION = select(Head.version).where(Head.event_id == bindparam("event"))
# Every change sends these: on the tables themselves they cost half of what they do on the models.
_HEAD, _LINE = (cast("Table", model.__table__) for model in (Head, JournalLine))
_WRITE_LINES = insert(_LINE)
_NEXT_VERSION = (
    update(_HEAD)
    .where(_HEAD.c.event_id == bindparam("event"))
    .values(version=_HEAD.c.version + 1)
    .returning(_HEAD.c.version)
)
_CHANGED = (
    select(JournalLine.kind, JournalLine.item_id)
    .where(JournalLine.event_id == bindparam("event"), JournalLine.version > bindparam("since"))
    .distinct()
    .limit(bindparam("most"))
)


def changed_since(
    session: Session, event_id: int, since: int, limit: int
) -> dict[str, set[str]] | None:
    """The items changed after version ``since``, by kind; ``None`` if more than ``limit``."""
    asked = {"event": event_id, "since": since, "most": limit + 1}
    rows = session.execute(_CHANGED, asked).all()
    if len(rows) > limit:
        return None
    changed: dict[str, set[str]] = {}
    for kind, item_id in rows:
        changed.setdefault(kind, set()).add(item_id)
    return changed


def _line_up(session: Session, event_id: int) -> None:
    # SQLite's writers have waited at BEGIN. PostgreSQL's wait here, so that on both a change
    # reads what the change before it left: a check holds, a column rewritten loses nothing.
    if session.get_bind().dialect.name != "sqlite":
        session.execute(select(Head.version).where(Head.event_id == event_id).with_for_update())


def _advance(session: Session, event_id: int) -> int:
    # The head is locked until the commit: versions have no gap and follow the commits.
    advanced = session.connection().execute(_NEXT_VERSION, {"event": event_id})
    return int(advanced.scalar_one())
