"""The board: what each audience may see of each kind of item, in one place for all.

A kind is registered once, by the feature that owns it, with one renderer per audience. The
same renderers make the first snapshot and every later piece of news, so that a snapshot plus
the news since is a fresh snapshot, by construction. What an audience must not know is not
rendered for it: the renderer gives ``None``, or there is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy.orm import Session

from eventlab.live.journal import changed_since, version_of
from eventlab.live.stored import Column, filled, forget

Item = dict[str, Any]
Items = dict[str, dict[str, Item | None]]
Renderer = Callable[[Any], Item | None]
#: (session, event id, item ids or None for all) -> {item id: whatever the renderers need}
Loader = Callable[[Session, int, Collection[str] | None], Mapping[str, Any]]
#: (session, event id, participant id) -> the ids of that person's own items
OwnIds = Callable[[Session, int, str], Collection[str]]

REPLAY_LIMIT = 2000


@dataclass(frozen=True)
class Kind:
    """A kind of item.

    ``private`` renders it for one person: the one ``owner`` names, whose items ``own_ids`` lists.
    While the tables of ``stored_in`` (columns of event numbers) are empty, nothing is read and a
    person's own item is ``nothing``: what ``private`` would give, or None for no item.
    """

    name: str
    load: Loader
    audiences: Mapping[str, Renderer] = field(default_factory=dict)
    private: Renderer | None = None
    owner: Callable[[Any], str | None] | None = None
    own_ids: OwnIds | None = None
    stored_in: tuple[Column, ...] = ()
    nothing: Item | None = None


@dataclass(frozen=True)
class Viewer:
    """Who looks: a surface (``screen``, ``phone``, ``desk``), and perhaps a person."""

    surface: str
    participant_id: str | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make ``kind`` known to every board. Registering the same name again replaces it."""
    _kinds[kind.name] = kind
    return kind


def kinds() -> tuple[Kind, ...]:
    """Every kind there is."""
    return tuple(_kinds.values())


def kind_named(name: str) -> Kind:
    """The kind of that name; raises ``KeyError`` when no feature registered it."""
    return _kinds[name]


def render(
    session: Session, event_id: int, kind: Kind, surface: str, ids: Collection[str] | None
) -> dict[str, Item | None]:
    """The items of one kind as ``surface`` sees them; asked-for ids it may not see are None."""
    renderer = kind.audiences.get(surface)
    if renderer is None:
        return {}
    loaded = kind.load(session, event_id, ids)
    shown = {item_id: renderer(row) for item_id, row in loaded.items()}
    return shown if ids is None else {item_id: shown.get(item_id) for item_id in ids}


def render_private(
    session: Session, event_id: int, kind: Kind, ids: Collection[str]
) -> dict[str, dict[str, Item | None]]:
    """The items of one kind as their owners see them: {owner: {item id: item}}."""
    if kind.private is None or kind.owner is None:
        return {}
    mine: dict[str, dict[str, Item | None]] = {}
    for item_id, row in kind.load(session, event_id, ids).items():
        owner = kind.owner(row)
        if owner is not None:
            mine.setdefault(owner, {})[item_id] = kind.private(row)
    return mine


def snapshot(session: Session, event_id: int, viewer: Viewer) -> dict[str, Any]:
    """All that ``viewer`` may see now: ``{"version", "items": {kind: {id: item}}}``."""
    return _with_own(session, event_id, viewer, _rendered(session, event_id, viewer.surface))


def level_snapshot(session: Session, event_id: int, viewer: Viewer) -> dict[str, Any]:
    """The same as ``snapshot``, made from the last one of this surface and the news since."""
    key = (event_id, viewer.surface)
    known = _last_seen.get(key)
    missed = news(session, event_id, viewer.surface, known["version"]) if known else None
    if known is None or missed is None:
        known = _rendered(session, event_id, viewer.surface)
    elif missed["version"] != known["version"]:
        known = apply_news(known, missed)
    _last_seen.pop(key, None)
    _last_seen[key] = known
    if len(_last_seen) > _SURFACES_KEPT:
        del _last_seen[next(iter(_last_seen))]
    return _with_own(session, event_id, viewer, known)


#: The last board of each (event, surface), without anybody's own items; oldest use first.
_last_seen: dict[tuple[int, str], dict[str, Any]] = {}
_SURFACES_KEPT = 64


def forget_boards() -> None:
    """Drop what ``level_snapshot`` remembers: another database is used from now on."""
    _last_seen.clear()
    forget()


def _rendered(session: Session, event_id: int, surface: str) -> dict[str, Any]:
    items: Items = {}
    for kind in kinds():
        shown = render(session, event_id, kind, surface, None)
        _put(items, kind.name, {i: item for i, item in shown.items() if item is not None})
    return {"version": version_of(session, event_id), "items": items}


def _with_own(
    session: Session, event_id: int, viewer: Viewer, board: dict[str, Any]
) -> dict[str, Any]:
    person = viewer.participant_id
    if person is None:
        return board
    items: Items = dict(board["items"])
    there = filled(session, event_id, (column for kind in kinds() for column in kind.stored_in))
    for kind in kinds():
        if kind.stored_in and there.isdisjoint(kind.stored_in):
            _put(items, kind.name, {person: kind.nothing} if kind.nothing is not None else {})
        elif kind.own_ids is not None:
            ids = kind.own_ids(session, event_id, person)
            mine = render_private(session, event_id, kind, ids).get(person, {}) if ids else {}
            _put(items, kind.name, mine)
    return {"version": board["version"], "items": items}


def news(session: Session, event_id: int, surface: str, since: int) -> dict[str, Any] | None:
    """What changed for a whole surface: ``{"since", "version", "items"}``; None if too much."""
    changed = changed_since(session, event_id, since, REPLAY_LIMIT)
    if changed is None:
        return None
    items: Items = {}
    for name, ids in changed.items():
        if kind := _kinds.get(name):
            _put(items, name, render(session, event_id, kind, surface, ids))
    return {"since": since, "version": version_of(session, event_id), "items": items}


def private_news(session: Session, event_id: int, since: int) -> dict[str, Items]:
    """What changed for single persons: ``{participant id: {kind: {id: item}}}``."""
    changed = changed_since(session, event_id, since, REPLAY_LIMIT) or {}
    by_person: dict[str, Items] = {}
    for name, ids in changed.items():
        if kind := _kinds.get(name):
            for person, items in render_private(session, event_id, kind, ids).items():
                _put(by_person.setdefault(person, {}), name, items)
    return by_person


def replay(session: Session, event_id: int, viewer: Viewer, since: int) -> dict[str, Any] | None:
    """All the news a returning ``viewer`` missed after ``since``; None when a snapshot is due."""
    missed = news(session, event_id, viewer.surface, since)
    if missed is None or since > missed["version"]:
        return None
    if viewer.participant_id is not None:
        mine = private_news(session, event_id, since).get(viewer.participant_id, {})
        return with_own_news(missed, mine)
    return missed


def with_own_news(message: Mapping[str, Any], mine: Items) -> dict[str, Any]:
    """The room's news with one person's own among it; the room's message stays as it is."""
    items: Items = dict(message["items"])
    for name, own in mine.items():
        items[name] = {**items.get(name, {}), **own}
    return {**message, "items": items}


def apply_news(board: dict[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    """A board after some news: what every client does, written once more to test them."""
    items: Items = {kind: dict(shown) for kind, shown in board["items"].items()}
    for kind, changed in message["items"].items():
        shown = items.setdefault(kind, {})
        for item_id, item in changed.items():
            if item is None:
                shown.pop(item_id, None)
            else:
                shown[item_id] = item
    return {
        "version": max(board["version"], message.get("version", 0)),
        "items": {kind: shown for kind, shown in items.items() if shown},
    }


def digest(board: Mapping[str, Any]) -> str:
    """A hash of what a board shows, the same for equal boards whatever the order of keys."""
    shown = {kind: items for kind, items in board["items"].items() if items}
    return hashlib.sha256(orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _put(items: Items, name: str, shown: Mapping[str, Item | None]) -> None:
    if shown:
        items.setdefault(name, {}).update(shown)
