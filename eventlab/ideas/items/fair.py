"""The fair: ideas the room reads, the gallery's order and minutes, the slips."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.rules.privacy import find_personal_data
from eventlab.ideas.items.sheets import (
    CLOCK,
    Sheet,
    load_sheets,
    myself,
    people_ids,
    team_item,
)
from eventlab.ideas.models import (
    Fair,
    Idea,
    Support,
)
from eventlab.ideas.queries import (
    count_slips,
    fair_of,
    in_fair_order,
    sheet_fields,
)
from eventlab.ideas.rules.sheet import Field
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows


@dataclass
class Shown:
    """An idea as the room may read it, once the gallery is open."""

    sheet: Sheet
    fields: dict[str, Field]
    open: bool


def _load_ideas(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Shown]:
    is_open = fair_of(session, event_id) is not None
    fields = sheet_fields(session, event_id)
    sheets = load_sheets(session, event_id, ids)
    return {key: Shown(sheet, fields, is_open) for key, sheet in sheets.items()}


def _public_idea(row: Shown) -> Item | None:
    idea = row.sheet.idea
    texts = {k: t for k, t in row.sheet.texts.items() if k in row.fields and row.fields[k].shown}
    drawings = [one.id for one in row.sheet.drawings if one.state == "shown"]
    # A card that somebody takes home is theirs: it is never shown.
    if not row.open or idea.hidden or idea.team_number is None or not (texts or drawings):
        return None
    return {
        "number": idea.number,
        "team": team_item(row.sheet.team),
        "texts": texts,
        "drawings": drawings,
    }


register(Kind("idea", _load_ideas, {"phone": _public_idea, "screen": _public_idea}))


def _load_fair(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, tuple[Fair | None, list[int]]]:
    order = [one.id for one in in_fair_order(session, event_id) if one.team_number is not None]
    return {"room": (fair_of(session, event_id), order)}


def _fair(row: tuple[Fair | None, list[int]]) -> Item:
    fair, order = row
    if fair is None:
        return {"open": False, "idea": None, "clock": None, "order": []}
    clock = {name: getattr(fair, name) for name in CLOCK} | {"ended_ms": None}
    return {"open": True, "idea": fair.idea_id, "clock": clock, "order": order}


def _desk_fair(row: tuple[Fair | None, list[int]]) -> Item:
    return {**_fair(row), "order": row[1]}


register(Kind("fair", _load_fair, {"phone": _fair, "screen": _fair, "desk": _desk_fair}))
follows("fair", "room", "sheet")


@dataclass
class Slips:
    """The slips of an idea: counted, and at the desk their words."""

    told: Item
    visible: bool
    slips: list[Support]


def _load_slips(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Slips]:
    query = select(Idea).where(Idea.event_id == event_id, Idea.team_number.is_not(None))
    if ids is not None:
        query = query.where(Idea.id.in_([int(one) for one in ids]))
    ideas = list(session.scalars(query))
    is_open = fair_of(session, event_id) is not None
    counts = count_slips(session, [idea.id for idea in ideas])
    worded = select(Support).where(Support.idea_id.in_(counts), Support.text != "")
    words: dict[int, list[Support]] = {}
    for slip in session.scalars(worded.order_by(Support.id)):
        words.setdefault(slip.idea_id, []).append(slip)
    return {
        str(one.id): Slips(counts[one.id], is_open and not one.hidden, words.get(one.id, []))
        for one in ideas
    }


def _public_slips(row: Slips) -> Item | None:
    return row.told if row.visible and any(row.told["room"].values()) else None


def _desk_slips(row: Slips) -> Item | None:
    if not any(row.told["room"].values()):
        return None
    words = [
        {
            "id": slip.id,
            "kind": slip.kind,
            "text": slip.text,
            "state": slip.state,
            "personal": [[f.kind, f.start, f.end] for f in find_personal_data(slip.text)],
        }
        for slip in row.slips
    ]
    return {"room": row.told["room"], "split": row.told["split"], "words": words}


register(
    Kind(
        "slips",
        _load_slips,
        {"phone": _public_slips, "screen": _public_slips, "desk": _desk_slips},
    )
)


def _load_own_slips(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, tuple[str, list[Support]]]:
    people = people_ids(session, event_id, ids)
    given: dict[str, list[Support]] = {one: [] for one in people}
    query = select(Support).where(Support.person_id.in_(people)).order_by(Support.id)
    for slip in session.scalars(query):
        given[str(slip.person_id)].append(slip)
    return {one: (one, slips) for one, slips in given.items()}


def _own_slips(row: tuple[str, list[Support]]) -> Item:
    ideas: dict[str, Item] = {}
    for slip in row[1]:
        told = {"text": slip.text, "state": slip.state}
        ideas.setdefault(str(slip.idea_id), {})[slip.kind] = told
    return {"ideas": ideas}


register(
    Kind(
        "my_slips",
        _load_own_slips,
        private=_own_slips,
        owner=lambda row: row[0],
        own_ids=myself,
        stored_in=(Idea.event_id,),
        nothing={"ideas": {}},
    )
)
