"""How the themes look to each audience, what is proposed for them, what can be undone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem, Theme, ThemeProposal
from eventlab.boards.queries import early_themes
from eventlab.boards.services.grouping import last_grouping
from eventlab.live.board import Item, Kind, register


def _load_themes(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, tuple[Theme, bool]]:
    query = select(Theme).where(Theme.event_id == event_id)
    if ids is not None:
        query = query.where(Theme.id.in_([int(i) for i in ids]))
    early = early_themes(session, event_id)
    return {str(theme.id): (theme, theme.id in early) for theme in session.scalars(query)}


def _desk(row: tuple[Theme, bool]) -> Item:
    theme, _ = row
    # How many problems it holds is not told: each audience counts those it has.
    return {
        "position": theme.position,
        "title": theme.title,
        "question": theme.question,
        "goes_on": theme.goes_on,
    }


def _public(row: tuple[Theme, bool]) -> Item | None:
    return None if row[1] else _desk(row)


register(Kind("theme", _load_themes, {"phone": _public, "screen": _public, "desk": _desk}))


def _load_proposals(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, ThemeProposal]:
    query = (
        select(ThemeProposal)
        .join(Problem, Problem.id == ThemeProposal.problem_id)
        .where(
            ThemeProposal.event_id == event_id,
            ThemeProposal.state == "waiting",
            ThemeProposal.theme_id.is_not(None),
            Problem.state != "withdrawn",
        )
    )
    if ids is not None:
        query = query.where(ThemeProposal.problem_id.in_([int(i) for i in ids]))
    return {str(proposal.problem_id): proposal for proposal in session.scalars(query)}


def _proposal(proposal: ThemeProposal) -> Item:
    return {"theme": proposal.theme_id, "channel": proposal.channel, "at": proposal.at}


register(Kind("proposal", _load_proposals, {"desk": _proposal}))


def _load_grouping(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, dict[str, Any]]:
    last = last_grouping(session, event_id)
    undo = last and {
        "id": last.id,
        "what": last.what,
        "title": last.title,
        "staff": last.staff_id,
    }
    return {"room": {"undo": undo}}


register(Kind("grouping", _load_grouping, {"desk": lambda row: row}))
