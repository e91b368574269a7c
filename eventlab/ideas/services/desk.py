"""What the facilitator does with ideas: hide in one tap, show again, mask, approve a drawing."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from eventlab.boards.rules.privacy import find_personal_data, mask
from eventlab.errors import Refusal
from eventlab.ideas.models import IdeaDrawing, IdeaEntry, IdeaWording
from eventlab.ideas.services.telling import idea_at, touch_idea
from eventlab.live.idempotency import Once
from eventlab.live.journal import change


def hide_idea(event_id: int, idea_id: int, reason: str, once: Once | None = None) -> None:
    """Take an idea off every screen and phone but its team's, who read the reason.

    Raises ``Refusal("no_such_idea")``.
    """
    _set_hidden(event_id, idea_id, True, reason[:120], once)


def show_idea(event_id: int, idea_id: int, once: Once | None = None) -> None:
    """Let the room see a hidden idea again. Raises ``Refusal("no_such_idea")``."""
    _set_hidden(event_id, idea_id, False, "", once)


def _set_hidden(event_id: int, idea_id: int, hidden: bool, reason: str, once: Once | None) -> None:
    with change(event_id, once) as this:
        if this.repeated:
            return
        idea = idea_at(this.session, event_id, idea_id)
        idea.hidden, idea.reason = hidden, reason
        touch_idea(this, idea)
        this.touch("fair", "room")
        this.touch("slips", idea.id)


def mask_idea(
    event_id: int, idea_id: int, labels: dict[str, str], words: str = "", once: Once | None = None
) -> None:
    """Mask personal data in an idea, in every field and every text a field has had.

    ``labels`` and ``words``: as for a problem. Raises ``no_such_idea``, ``nothing_to_mask``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        idea = idea_at(this.session, event_id, idea_id)
        found = [
            text
            for table in (IdeaEntry, IdeaWording)
            for text in this.session.scalars(select(table).where(table.idea_id == idea_id))
        ]
        if not sum([_cover(one, labels, words) for one in found]):
            raise Refusal("nothing_to_mask")
        touch_idea(this, idea)


def _cover(written: Any, labels: dict[str, str], words: str) -> bool:
    before: str = written.text
    after = mask(before, find_personal_data(before), labels)
    if words:
        label = labels.get("words", "***")
        after = re.sub(re.escape(words), lambda _: label, after, flags=re.IGNORECASE)
    written.text = after
    return after != before


def judge_drawing(event_id: int, drawing_id: int, shown: bool, once: Once | None = None) -> None:
    """Let the room see a drawing, or take it away. Raises ``Refusal("no_such_drawing")``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        drawing = this.session.get(IdeaDrawing, drawing_id)
        if drawing is None:
            raise Refusal("no_such_drawing")
        idea = idea_at(this.session, event_id, drawing.idea_id)
        drawing.state = "shown" if shown else "hidden"
        touch_idea(this, idea)
