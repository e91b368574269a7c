"""Writing a sheet: each text is kept, and two people in one field never lose a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventlab.boards.rules.privacy import find_personal_data
from eventlab.boards.rules.text import TextRefused, check_problem_text
from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.ideas.models import Idea, IdeaEntry, IdeaWording, IdeaWriting
from eventlab.ideas.queries import steps_of
from eventlab.ideas.rules.meeting import meet
from eventlab.ideas.rules.sheet import Field, may_write, sheet_of
from eventlab.ideas.services.telling import people_of, touch_idea, touch_team
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.matchmaking.queries import team_of
from eventlab.sessions.models import Event, Participant, Step

LINES = 40
GRACE_MS = 120_000  # what was still on its way when the facilitator went on
WHOLE_ROOM = 0


@dataclass(frozen=True)
class Pen:
    """Who writes, and with what: a device, through a helper perhaps."""

    person_id: str
    device_id: str = ""
    channel: str = "phone"
    helper_id: str | None = None


@dataclass(frozen=True)
class Writ:
    """A text for one field: the version it was written from, the text beside it chooses about."""

    field: str
    text: str
    base: int = 0
    settles: int | None = None


def save_field(event_id: int, pen: Pen, writ: Writ, once: Once | None = None) -> dict[str, Any]:
    """Keep a text; gives ``{"idea", "field", "state", "version", "text", "wording", "found"}``.

    ``state`` is ``stored``, or ``beside`` when somebody else wrote since: ``text`` is then theirs,
    and ``wording`` the number under which this one waits. ``found``: what looks personal in it.
    Raises ``Refusal``: ``too_long``, ``unreadable``, ``no_such_field``, ``not_an_option``,
    ``no_team_yet``, ``not_working``, ``entries_locked``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        field = field_open_to(this.session, event_id, writ.field)
        text = _checked(field, writ.text)
        idea = own_sheet(this, field, pen.person_id)
        entry = this.session.get(IdeaEntry, (idea.id, field.key)) or IdeaEntry(
            idea_id=idea.id, field=field.key, text="", version=0
        )
        outcome = meet(
            text, writ.base, entry.text, entry.version, _others_since(this, entry, pen, writ)
        )
        wording = _put(this, entry, pen, writ, text, outcome)
        if writ.settles is not None and outcome != "beside":
            _settle(this.session, idea.id, writ.settles)
        _seen_writing(this.session, pen.person_id, idea.id, field.key)
        touch_idea(this, idea)
        this.answer |= {
            "idea": idea.id,
            "field": field.key,
            "state": "beside" if outcome == "beside" else "stored",
            "version": entry.version,
            "text": entry.text,
            "wording": wording,
            "found": [[f.kind, f.start, f.end] for f in find_personal_data(text)],
        }
    return this.answer


def field_open_to(session: Session, event_id: int, key: str) -> Field:
    """A field of the sheets, if they may be written now; raises the ``Refusal`` if not."""
    event = session.get_one(Event, event_id)
    steps = steps_of(session, event_id)
    field = sheet_of(steps).get(key)
    if event.state != "open":
        raise Refusal("event_closed")
    if field is None:
        raise Refusal("no_such_field")
    if not _is_time(event, [step for step in steps if not step.skipped]):
        raise Refusal("not_working")
    if event.entries_locked:
        raise Refusal("entries_locked")
    return field


def _is_time(event: Event, steps: list[Step]) -> bool:
    current = next((step for step in steps if step.id == event.current_step_id), None)
    if current is None:
        return False
    before = [step.kind for step in steps if step.position < current.position]
    just_ended = any(
        step.kind == "work" and (step.ended_ms or 0) > now_ms() - GRACE_MS for step in steps
    )
    return may_write(before, current.kind) or just_ended


def _checked(field: Field, text: str) -> str:
    if not text.strip():
        return ""
    if field.type == "choice":
        if text not in field.options:
            raise Refusal("not_an_option")
        return text
    try:
        return check_problem_text(text, field.limit, LINES)
    except TextRefused as refused:
        raise Refusal(refused.code, limit=field.limit) from refused


def own_sheet(this: Change, field: Field, person_id: str) -> Idea:
    """The sheet this person writes a field on; made when it is first needed.

    Raises ``Refusal("no_team_yet")``.
    """
    if field.per == "person":
        return _sheet(this, person_id=person_id)
    return team_sheet(this, person_id)


def team_sheet(this: Change, person_id: str) -> Idea:
    """The sheet of somebody's team; of the whole room, in a day without teams."""
    team = team_of(this.session, person_id)
    if team is not None:
        return _sheet(this, team_number=team.number)
    if any(
        step.kind == "teams" and not step.skipped for step in steps_of(this.session, this.event_id)
    ):
        raise Refusal("no_team_yet")
    return _sheet(this, team_number=WHOLE_ROOM)


def sheet_of_team(this: Change, number: int) -> Idea:
    """The sheet of the team of this number."""
    return _sheet(this, team_number=number)


def _sheet(this: Change, **owner: Any) -> Idea:
    query = select(Idea).where(Idea.event_id == this.event_id).filter_by(**owner)
    idea = this.session.scalar(query)
    if idea is None:
        newest = select(func.max(Idea.number)).where(Idea.event_id == this.event_id)
        number = (this.session.scalar(newest) or 0) + 1
        idea = Idea(event_id=this.event_id, number=number, place=number, **owner)
        this.session.add(idea)
        this.session.flush()
        touch_idea(this, idea)
    return idea


def _others_since(this: Change, entry: IdeaEntry, pen: Pen, writ: Writ) -> bool:
    """Whether anybody else's text became the field's since the version this one started from."""
    since = select(IdeaWording.hand, IdeaWording.person_id).where(
        IdeaWording.idea_id == entry.idea_id,
        IdeaWording.field == entry.field,
        IdeaWording.state == "line",
        IdeaWording.version > writ.base,
    )
    mine = (pen.device_id, pen.person_id)
    return any(not pen.device_id or tuple(row) != mine for row in this.session.execute(since))


def _put(
    this: Change, entry: IdeaEntry, pen: Pen, writ: Writ, text: str, outcome: str
) -> int | None:
    if outcome == "same":
        return None
    if outcome == "next":
        entry.text, entry.version = text, entry.version + 1
        entry.person_id, entry.at = pen.person_id, now_ms()
        this.session.add(entry)
    wording = IdeaWording(
        idea_id=entry.idea_id,
        field=entry.field,
        version=entry.version if outcome == "next" else writ.base,
        state="line" if outcome == "next" else "beside",
        text=text,
        person_id=pen.person_id,
        hand=pen.device_id,
        channel=pen.channel,
        helper_id=pen.helper_id,
    )
    this.session.add(wording)
    this.session.flush()
    return wording.id


def settle(event_id: int, person_id: str, wording_id: int, once: Once | None = None) -> None:
    """Leave the field's text as it is: the text beside it goes to the history.

    Raises ``Refusal("no_such_text")``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        wording = this.session.get(IdeaWording, wording_id)
        idea = this.session.get(Idea, wording.idea_id) if wording else None
        if idea is None or wording is None or idea.event_id != event_id:
            raise Refusal("no_such_text")
        if person_id not in people_of(this.session, idea):
            raise Refusal("not_your_idea")
        _settle(this.session, idea.id, wording_id)
        touch_idea(this, idea)


def _settle(session: Session, idea_id: int, wording_id: int) -> None:
    wording = session.get(IdeaWording, wording_id)
    if wording is None or wording.idea_id != idea_id:
        raise Refusal("no_such_text")
    if wording.state == "beside":
        wording.state = "settled"


def mark_writing(event_id: int, person_id: str, key: str, once: Once | None = None) -> None:
    """Let the team see who has begun to write in a field. Raises as ``save_field``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        idea = own_sheet(this, field_open_to(this.session, event_id, key), person_id)
        _seen_writing(this.session, person_id, idea.id, key)
        touch_team(this, idea)


def _seen_writing(session: Session, person_id: str, idea_id: int, key: str) -> None:
    session.get_one(Participant, person_id)
    seen = session.get(IdeaWriting, person_id) or IdeaWriting(person_id=person_id)
    seen.idea_id, seen.field, seen.at = idea_id, key, now_ms()
    session.add(seen)
