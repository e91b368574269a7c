"""A change of the themes: what differs is told, and kept so that it can be undone.

Several facilitators group at once. Each change keeps what it changed, and only that, so that
undoing it leaves alone what was done since to other problems and themes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from eventlab.boards.models import Problem, Theme, ThemeChange, ThemeProposal
from eventlab.errors import Refusal
from eventlab.extensions import Base
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change

Row = dict[str, Any]
Picture = dict[str, dict[int, Row]]

#: What a change of the themes may change: {kind of row: (its number, the columns kept)}.
_KEPT: dict[str, tuple[InstrumentedAttribute[int], tuple[str, ...]]] = {
    "theme": (Theme.id, tuple(column.key for column in Theme.__table__.columns)),
    "problem": (Problem.id, ("theme_id", "place", "leader_id")),
    "proposal": (ThemeProposal.problem_id, ("theme_id", "state")),
}
_MODELS: dict[str, type[Base]] = {"theme": Theme, "problem": Problem, "proposal": ThemeProposal}


def regroup(
    event_id: int, what: str, staff: str, once: Once | None, act: Callable[[Change], str]
) -> dict[str, Any]:
    """Change the themes by ``act``, tell what differs, and keep how to undo it.

    ``act`` gives the title of the theme it was about; undoing says it.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        before = picture(this.session, event_id)
        title = act(this)
        difference = _difference(before, picture(this.session, event_id))
        if difference:
            kept = {"what": what, "title": title, "staff_id": staff[:24], "before": difference}
            this.session.add(ThemeChange(event_id=event_id, **kept))
            _tell(this, before)
    return this.answer


def undo_grouping(event_id: int, change_id: int, once: Once | None = None) -> None:
    """Put back what the last change of the themes, which must be ``change_id``, changed.

    Raises ``Refusal``: ``nothing_to_undo``, ``regrouped`` if something came after it.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        last = last_grouping(this.session, event_id)
        if last is None:
            raise Refusal("nothing_to_undo")
        if last.id != change_id:
            raise Refusal("regrouped")
        before = picture(this.session, event_id)
        last.undone = True
        _restore(this.session, last.before)
        _tell(this, before)


def last_grouping(session: Session, event_id: int) -> ThemeChange | None:
    """The newest change of the themes that was not undone."""
    return session.scalar(
        select(ThemeChange)
        .where(ThemeChange.event_id == event_id, ThemeChange.undone.is_(False))
        .order_by(ThemeChange.id.desc())
        .limit(1)
    )


def picture(session: Session, event_id: int) -> Picture:
    """Everything a change of the themes may change, as it is stored now."""
    session.flush()
    return {kind: _rows(session, event_id, kind) for kind in _KEPT}


def _rows(session: Session, event_id: int, kind: str) -> dict[int, Row]:
    number, columns = _KEPT[kind]
    table = _MODELS[kind].__table__
    found = session.execute(
        select(number, *(table.c[name] for name in columns)).where(table.c.event_id == event_id)
    )
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in found}


def _difference(before: Picture, after: Picture) -> dict[str, Any]:
    """What ``before`` had that ``after`` has not, so that ``_restore`` can put it back."""
    parts: dict[str, Any] = {
        kind: {
            str(number): {name: value for name, value in row.items() if now[name] != value}
            for number, row in rows.items()
            if (now := after[kind].get(number)) is not None and now != row
        }
        for kind, rows in before.items()
    }
    parts["added"] = [number for number in after["theme"] if number not in before["theme"]]
    parts["removed"] = [
        row for number, row in before["theme"].items() if number not in after["theme"]
    ]
    return {name: part for name, part in parts.items() if part}


def _restore(session: Session, before: dict[str, Any]) -> None:
    session.add_all(Theme(**row) for row in before.get("removed", ()))
    session.flush()
    for kind in _KEPT:
        for number, fields in before.get(kind, {}).items():
            row = session.get(_MODELS[kind], int(number))
            for name, value in fields.items() if row is not None else ():
                setattr(row, name, _still_there(session, name, value))
    session.flush()
    for number in before.get("added", ()):
        forget_theme(session, session.get_one(Theme, number))


def _still_there(session: Session, name: str, value: Any) -> Any:
    model = {"theme_id": Theme, "leader_id": Problem}.get(name)
    gone = model is not None and value is not None and session.get(model, value) is None
    return None if gone else value


def forget_theme(session: Session, theme: Theme) -> None:
    """Take a theme away, within a change under way; what was in it has no place any more."""
    of_it = {"theme_id": None}
    session.execute(update(Problem).where(Problem.theme_id == theme.id).values(**of_it, place=0))
    session.execute(update(ThemeProposal).where(ThemeProposal.theme_id == theme.id).values(**of_it))
    session.delete(theme)
    session.flush()


def _tell(this: Change, before: Picture) -> None:
    after = picture(this.session, this.event_id)
    problems = _changed(before["problem"], after["problem"])
    themes = _changed(before["theme"], after["theme"])
    places = [part["problem"][one]["theme_id"] for part in (before, after) for one in problems]
    proposals = _changed(before["proposal"], after["proposal"])
    this.touch("problem", *_alike(problems, before["problem"], after["problem"]))
    this.touch("mine", *problems, *proposals)
    this.touch("theme", *themes, *(theme for theme in places if theme is not None))
    this.touch("proposal", *proposals)
    this.touch("grouping", "room")


def _changed(before: dict[int, Row], after: dict[int, Row]) -> list[int]:
    every = dict.fromkeys((*before, *after))
    return [number for number in every if before.get(number) != after.get(number)]


def _alike(changed: Iterable[int], *pictures: dict[int, Row]) -> dict[int, None]:
    """The changed problems, and those they are or were merged with: they say it differently."""
    found = dict.fromkeys(changed)
    for rows in pictures:
        standing = {rows[one]["leader_id"] or one for one in tuple(found)}
        found.update(
            (number, None)
            for number, row in rows.items()
            if (row["leader_id"] or number) in standing
        )
    return found
