"""How suggested groups look to the desk, which alone sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import GroupSuggestion, Problem
from eventlab.boards.rules.suggestions import alike_stays_refused, group_stays_refused
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows


@dataclass(frozen=True)
class Suggested:
    """A suggestion, and the texts of its problems as they read now."""

    row: GroupSuggestion
    texts: dict[int, str]


def _load(session: Session, event_id: int, _ids: Collection[str] | None) -> dict[str, Suggested]:
    row = session.get(GroupSuggestion, event_id)
    if row is None:
        return {}
    grouped = {number for group in row.found.get("groups", []) for number in group["ids"]}
    texts = select(Problem.id, Problem.text).where(
        Problem.event_id == event_id, Problem.state == "shown"
    )
    read = session.execute(texts).all() if grouped else []
    return {"room": Suggested(row, {r.id: r.text.casefold() for r in read if r.id in grouped})}


def _desk(suggested: Suggested) -> Item:
    row = suggested.row
    found, refused = row.found, row.refused
    return {
        "id": row.token,
        "state": row.state,
        "reason": row.reason,
        "at": row.at,
        "texts": row.texts,
        "alike": [
            {"place": place, "problems": ids}
            for place, ids in enumerate(found.get("alike", []))
            if not alike_stays_refused(ids, refused.get("alike", []))
        ],
        "groups": [
            {"place": place, "problems": group["ids"], "words": _words(group, suggested.texts)}
            for place, group in enumerate(found.get("groups", []))
            if not group_stays_refused(group["ids"], refused.get("groups", []))
        ],
        "left": found.get("left", []),
    }


def _words(group: Item, texts: dict[int, str]) -> list[str]:
    """The words of a group that can still be read: one that was masked since is gone here too."""
    readable = [texts[number] for number in group["ids"] if number in texts]
    return [word for word in group["words"] if any(_stands(word, text) for text in readable)]


def _stands(word: str, text: str) -> bool:
    return word in text.replace("œ", "oe").replace("æ", "ae")


register(Kind("suggestion", _load, {"desk": _desk}))
follows("suggestion", "room", "problem")
