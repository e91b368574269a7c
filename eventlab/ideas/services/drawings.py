"""Drawings on paper, photographed by a phone: kept, and removed by their team."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from eventlab.errors import Refusal
from eventlab.extensions import aside
from eventlab.ideas.models import Idea, IdeaDrawing
from eventlab.ideas.rules.drawing import DrawingRefused, read_drawing
from eventlab.ideas.services.calls import sheet_now
from eventlab.ideas.services.telling import idea_at, people_of, touch_idea
from eventlab.live.idempotency import Once
from eventlab.live.journal import change

MOST_EACH = 6


def add_drawing(
    event_id: int, person_id: str, content: bytes, once: Once | None = None
) -> dict[str, Any]:
    """Keep a drawing, written anew, until the desk has looked at it; gives ``{"id", "state"}``.

    Raises ``Refusal``: ``not_a_drawing``, ``drawing_too_large``, ``drawing_too_big``,
    ``enough_drawings``, and as ``calls.sheet_now``.
    """
    try:
        drawing = aside(read_drawing, content)
    except DrawingRefused as refused:
        raise Refusal(refused.code) from refused
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        idea = sheet_now(this, person_id)
        kept = select(func.count()).where(
            IdeaDrawing.idea_id == idea.id, IdeaDrawing.state != "hidden"
        )
        if (this.session.scalar(kept) or 0) >= MOST_EACH:
            raise Refusal("enough_drawings", most=MOST_EACH)
        stored = IdeaDrawing(
            idea_id=idea.id,
            jpeg=drawing.jpeg,
            width=drawing.width,
            height=drawing.height,
            person_id=person_id,
        )
        this.session.add(stored)
        this.session.flush()
        touch_idea(this, idea)
        this.answer |= {"id": stored.id, "state": "waiting"}
    return this.answer


def remove_drawing(
    event_id: int, person_id: str, drawing_id: int, once: Once | None = None
) -> None:
    """Take a drawing of one's own team away for good. Raises ``no_such_drawing``,
    ``not_your_idea``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        drawing = this.session.get(IdeaDrawing, drawing_id)
        idea = this.session.get(Idea, drawing.idea_id) if drawing else None
        if drawing is None or idea is None or idea.event_id != event_id:
            raise Refusal("no_such_drawing")
        if person_id not in people_of(this.session, idea):
            raise Refusal("not_your_idea")
        this.session.delete(drawing)
        touch_idea(this, idea_at(this.session, event_id, idea.id))
