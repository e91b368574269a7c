"""The fair: the gallery opens, ideas are shown in an order, each team has its minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.queries import readable
from eventlab.boards.services.ballots import Lines, sources
from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.ideas.models import Fair, Idea
from eventlab.ideas.queries import fair_of, ideas_of, in_fair_order
from eventlab.ideas.services.telling import idea_at
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Step
from eventlab.sessions.rules import programme as clocks
from eventlab.sessions.rules.programme import Clock
from eventlab.sessions.services import programme

MINUTE_MS = 60_000
_CLOCK = ("started_ms", "paused_ms", "paused_total_ms", "extra_ms")


def open_fair(event_id: int, once: Once | None = None) -> None:
    """Let the room read the ideas from now on."""
    with change(event_id, once) as this:
        if not this.repeated:
            _open(this)


def _open(this: Change) -> Fair:
    fair = fair_of(this.session, this.event_id)
    if fair is None:
        fair = Fair(event_id=this.event_id)
        this.session.add(fair)
        this.session.flush()
        ids = this.session.scalars(select(Idea.id).where(Idea.event_id == this.event_id)).all()
        this.touch("idea", *ids)
        this.touch("slips", *ids)
    this.touch("fair", "room")
    return fair


def open_when_it_comes(this: Change, step: Step) -> None:
    """The gallery opens with the first step that asks the room about ideas."""
    asks = step.kind == "fair" or (step.kind == "vote" and step.settings.get("on") == "ideas")
    if asks and fair_of(this.session, this.event_id) is None:
        _open(this)


def put_on_screen(event_id: int, idea_id: int | None, once: Once | None = None) -> None:
    """Show one idea large, its minutes not yet begun; None shows them all.

    Raises ``Refusal``: ``no_such_idea``, ``idea_hidden``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        fair = _open(this)
        if idea_id is not None and idea_at(this.session, event_id, idea_id).hidden:
            raise Refusal("idea_hidden")
        fair.idea_id = idea_id
        fair.planned_ms = _minutes_each(this) * MINUTE_MS
        fair.started_ms = fair.paused_ms = None
        fair.paused_total_ms = fair.extra_ms = 0


def _minutes_each(this: Change) -> int:
    event = this.session.get_one(Event, this.event_id)
    step = this.session.get(Step, event.current_step_id) if event.current_step_id else None
    return int(step.settings.get("minutes_each", 2)) if step else 2


def start_talk(event_id: int, idea_id: int, once: Once | None = None) -> None:
    """Begin the minutes of the idea on the screen, or go on after a pause. Raises
    ``already_moved`` when another idea is on the screen."""
    _time(event_id, idea_id, once, lambda clock: clocks.start(clock, now_ms()))


def pause_talk(event_id: int, idea_id: int, once: Once | None = None) -> None:
    """Pause the minutes of the idea on the screen. Raises ``already_moved``."""
    _time(event_id, idea_id, once, lambda clock: clocks.pause(clock, now_ms()))


def add_talk(event_id: int, idea_id: int, minutes: int, once: Once | None = None) -> None:
    """Give the idea on the screen more minutes, or fewer. Raises ``already_moved``."""
    _time(event_id, idea_id, once, lambda clock: clocks.add(clock, minutes * MINUTE_MS))


def _time(event_id: int, idea_id: int, once: Once | None, rule: Callable[[Clock], Clock]) -> None:
    with change(event_id, once) as this:
        if this.repeated:
            return
        fair = fair_of(this.session, event_id)
        if fair is None or fair.idea_id != idea_id:
            raise Refusal("already_moved")
        clock = rule(Clock(fair.planned_ms, **{name: getattr(fair, name) for name in _CLOCK}))
        for name in _CLOCK:
            setattr(fair, name, asdict(clock)[name])
        this.touch("fair", "room")


def move_idea(event_id: int, idea_id: int, place: int, once: Once | None = None) -> None:
    """Put an idea at a place in the order of the fair (0 = first). Raises ``no_such_idea``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        moved = idea_at(this.session, event_id, idea_id)
        others = [one for one in in_fair_order(this.session, event_id) if one.id != idea_id]
        others.insert(max(0, min(place, len(others))), moved)
        for position, idea in enumerate(others, 1):
            idea.place = position
        this.touch("fair", "room")


def readable_ideas(session: Session, event_id: int) -> set[int]:
    """The ideas nobody hid."""
    query = select(Idea.id).where(Idea.event_id == event_id, Idea.hidden.is_(False))
    return set(session.scalars(query))


def idea_lines(session: Session, event_id: int) -> Lines:
    """The ideas that can be voted on: those the room may read, in the order of the fair."""
    if fair_of(session, event_id) is None:
        return []
    return [
        {
            "id": idea["id"],
            "title": idea["headline"],
            "text": (idea["theme"] or {}).get("title", ""),
        }
        for idea in ideas_of(session, event_id)
        if idea["headline"] and not idea["hidden"] and not idea["personal_sheet"]
    ]


programme.on_start.append(open_when_it_comes)
sources["ideas"] = idea_lines
readable["ideas"] = readable_ideas
