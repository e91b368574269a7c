"""What the facilitator does with ideas: hide in one tap, show again, mask, approve a drawing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventlab.boards.rules.privacy import cover
from eventlab.boards.services.ballot_lines import cover_line
from eventlab.errors import Refusal
from eventlab.ideas.models import IdeaDrawing, IdeaEntry, IdeaWording
from eventlab.ideas.services.telling import idea_at, touch_idea
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change


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
    """Mask personal data in an idea: every field, all a field has had, the lines of votes on it.

    ``labels`` and ``words``: as for a problem. Raises ``no_such_idea``, ``nothing_to_mask``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        idea = idea_at(this.session, event_id, idea_id)
        wordings = this.session.scalars(select(IdeaWording).where(IdeaWording.idea_id == idea_id))
        entries = this.session.scalars(select(IdeaEntry).where(IdeaEntry.idea_id == idea_id)).all()
        changed = [_cover(one, labels, words) for one in wordings]
        for entry in entries:
            if _cover(entry, labels, words):
                changed.append(True)
                _begin_anew(this, entry)
        changed.append(
            cover_line(
                this.session, event_id, "ideas", idea_id, lambda text: cover(text, labels, words)
            )
        )
        if not any(changed):
            raise Refusal("nothing_to_mask")
        touch_idea(this, idea)


def _cover(written: Any, labels: dict[str, str], words: str) -> bool:
    before: str = written.text
    written.text = cover(before, labels, words)
    return bool(written.text != before)


def _begin_anew(this: Change, entry: IdeaEntry) -> None:
    """Make the masked text a version of its own, nobody's.

    Phones that hold the text from before take it over, and what is written from that text waits
    beside: it does not bring back what was masked.
    """
    entry.version += 1
    this.session.add(
        IdeaWording(
            idea_id=entry.idea_id,
            field=entry.field,
            version=entry.version,
            text=entry.text,
            channel="desk",
        )
    )


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
