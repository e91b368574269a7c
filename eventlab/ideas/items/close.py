"""The day in five figures."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem, Theme
from eventlab.ideas.models import (
    Commitment,
    Idea,
    IdeaEntry,
)
from eventlab.live.board import Kind, register
from eventlab.live.journal import follows
from eventlab.sessions.models import Participant
from eventlab.sessions.queries import not_blank_slip


def _load_figures(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, dict[str, int]]:
    came = select(func.count()).where(
        Participant.event_id == event_id,
        Participant.status.in_(("present", "gone")),
        not_blank_slip,
    )
    written = select(func.count()).where(
        Problem.event_id == event_id, Problem.state.in_(("shown", "waiting"))
    )
    themes = select(func.count()).where(Theme.event_id == event_id)
    ideas = (
        select(func.count(Idea.id.distinct()))
        .join(IdeaEntry, IdeaEntry.idea_id == Idea.id)
        .where(
            Idea.event_id == event_id,
            Idea.team_number.is_not(None),
            Idea.hidden.is_(False),
            IdeaEntry.text != "",
        )
    )
    made = select(func.count()).where(Commitment.event_id == event_id, Commitment.state == "shown")
    counted = {
        "people": came, "problems": written, "themes": themes, "ideas": ideas,
        "commitments": made,
    }  # fmt: skip
    return {"room": {name: session.scalar(query) or 0 for name, query in counted.items()}}


register(Kind("figures", _load_figures, {"screen": lambda row: row}))
follows("figures", "room", "counts", "participant", "problem", "theme", "sheet", "commitment")
