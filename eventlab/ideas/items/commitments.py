"""Commitments, to the room, at the desk, and to who made them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.rules.privacy import find_personal_data
from eventlab.ideas.items.sheets import (
    myself,
    people_ids,
)
from eventlab.ideas.models import (
    Commitment,
)
from eventlab.live.board import Item, Kind, register


def _load_commitments(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, Commitment]:
    query = select(Commitment).where(Commitment.event_id == event_id)
    if ids is not None:
        query = query.where(Commitment.id.in_([int(one) for one in ids]))
    return {str(one.id): one for one in session.scalars(query)}


def _commitment(one: Commitment) -> Item:
    names = ("who", "what", "by_when", "answers", "at")
    return {name: getattr(one, name) for name in names} | {"idea": one.idea_id}


def _public_commitment(one: Commitment) -> Item | None:
    return _commitment(one) if one.state == "shown" else None


def _desk_commitment(one: Commitment) -> Item | None:
    if one.state == "withdrawn":
        return None
    return {
        **_commitment(one),
        "state": one.state,
        "reason": one.reason,
        "channel": one.channel,
        "personal": any(
            find_personal_data(text) for text in (one.who, one.what, one.by_when, one.answers)
        ),
    }


register(
    Kind(
        "commitment",
        _load_commitments,
        {"phone": _public_commitment, "screen": _public_commitment, "desk": _desk_commitment},
    )
)


def _load_own_commitments(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, tuple[str, list[Commitment]]]:
    people = people_ids(session, event_id, ids)
    made: dict[str, list[Commitment]] = {one: [] for one in people}
    query = select(Commitment).where(Commitment.author_id.in_(people)).order_by(Commitment.id)
    for one in session.scalars(query):
        made[str(one.author_id)].append(one)
    return {one: (one, theirs) for one, theirs in made.items()}


def _own_commitments(row: tuple[str, list[Commitment]]) -> Item:
    return {
        "made": [
            {"id": one.id, "state": one.state, "reason": one.reason, **_commitment(one)}
            for one in row[1]
            if one.state != "withdrawn"
        ]
    }


register(
    Kind(
        "my_commitments",
        _load_own_commitments,
        private=_own_commitments,
        owner=lambda row: row[0],
        own_ids=myself,
        stored_in=(Commitment.event_id,),
        nothing={"made": []},
    )
)
