"""Calls for help, who is sent, and messages from the desk to one table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.rules.text import TextRefused, check_problem_text
from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.ideas.models import HelpCall, Idea, TableMessage
from eventlab.ideas.queries import steps_of
from eventlab.ideas.rules.sheet import Field
from eventlab.ideas.services.sheets import WHOLE_ROOM, own_sheet, sheet_of_team
from eventlab.ideas.services.telling import idea_at, people_of, touch_team
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.matchmaking.queries import teams_of
from eventlab.sessions.models import Event, Participant, Step

WHAT = ("facilitator", "resource")
WORDS_LIMIT = 120
MESSAGE_LIMIT = 280


def sheet_now(this: Change, person_id: str) -> Idea:
    """The sheet somebody works on in the current step.

    Raises ``Refusal``: ``not_working``, ``no_team_yet``, ``event_closed``.
    """
    event = this.session.get_one(Event, this.event_id)
    if event.state != "open":
        raise Refusal("event_closed")
    step = _work_step(this.session, event)
    if step is None:
        raise Refusal("not_working")
    per = step.settings.get("per", "team")
    return own_sheet(this, Field(key="", label={}, per=per), person_id)


def _work_step(session: Session, event: Event) -> Step | None:
    steps = [step for step in steps_of(session, event.id) if not step.skipped]
    current = next((step for step in steps if step.id == event.current_step_id), None)
    if current is None or current.kind not in ("work", "message"):
        return None
    done = [s for s in steps if s.kind != "message" and s.position <= current.position]
    return done[-1] if done and done[-1].kind == "work" else None


def call_help(
    event_id: int, person_id: str, what: str, words: str = "", once: Once | None = None
) -> dict[str, Any]:
    """Call the facilitator or a resource person to one's table; gives ``{"id"}``.

    A call that is open already is the same call. Raises ``Refusal``: ``bad_request``,
    ``too_long``, ``unreadable``, and as ``sheet_now``.
    """
    if what not in WHAT:
        raise Refusal("bad_request")
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        words = _said(words, WORDS_LIMIT) if words.strip() else ""
        idea = sheet_now(this, person_id)
        query = select(HelpCall).filter_by(idea_id=idea.id, what=what, open=True)
        call = this.session.scalar(query) or HelpCall(idea_id=idea.id, what=what)
        call.words = words or call.words or ""
        this.session.add(call)
        this.session.flush()
        _touch_call(this, idea, call)
        this.answer["id"] = call.id
    return this.answer


def end_own_call(event_id: int, person_id: str, call_id: int, once: Once | None = None) -> None:
    """Say that help is no longer needed. Raises ``no_such_call``, ``not_your_idea``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        call, idea = _call(this.session, event_id, call_id)
        if person_id not in people_of(this.session, idea):
            raise Refusal("not_your_idea")
        _end(this, idea, call)


def end_call(event_id: int, call_id: int, once: Once | None = None) -> None:
    """Say at the desk that a call was answered. Raises ``Refusal("no_such_call")``."""
    with change(event_id, once) as this:
        if not this.repeated:
            call, idea = _call(this.session, event_id, call_id)
            _end(this, idea, call)


def _end(this: Change, idea: Idea, call: HelpCall) -> None:
    if call.open:
        call.open, call.ended_at = None, now_ms()
    _touch_call(this, idea, call)


def send_resource(
    event_id: int, call_id: int, participant_id: str, once: Once | None = None
) -> None:
    """Send a resource person to the table that called; their phone says where to go.

    Raises ``Refusal``: ``no_such_call``, ``not_a_resource``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        call, idea = _call(this.session, event_id, call_id)
        person = this.session.get(Participant, participant_id)
        if person is None or person.event_id != event_id or not person.is_resource:
            raise Refusal("not_a_resource")
        _touch_call(this, idea, call)
        call.sent_id = participant_id
        _touch_call(this, idea, call)


def set_resource(
    event_id: int, participant_id: str, wanted: bool, once: Once | None = None
) -> None:
    """Say that somebody can be sent to tables, or no longer. Raises ``Refusal("not_found")``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        person = this.session.get(Participant, participant_id)
        if person is None or person.event_id != event_id:
            raise Refusal("not_found")
        person.is_resource = wanted
        this.touch("participant", participant_id)


def message_table(event_id: int, number: int, text: str, once: Once | None = None) -> None:
    """Say something to one team, on its phones.

    Raises ``Refusal``: ``empty``, ``too_long``, ``unreadable``, ``no_such_team``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        said = _said(text, MESSAGE_LIMIT)
        known = {team.number for team in teams_of(this.session, event_id)}
        if number not in known and (known or number != WHOLE_ROOM):
            raise Refusal("no_such_team")
        idea = sheet_of_team(this, number)
        this.session.add(TableMessage(idea_id=idea.id, text=said))
        touch_team(this, idea)
        this.touch("work", "room")


def _said(text: str, limit: int) -> str:
    try:
        return check_problem_text(text, limit)
    except TextRefused as refused:
        raise Refusal(refused.code, limit=limit) from refused


def _call(session: Session, event_id: int, call_id: int) -> tuple[HelpCall, Idea]:
    call = session.get(HelpCall, call_id)
    if call is None:
        raise Refusal("no_such_call")
    return call, idea_at(session, event_id, call.idea_id)


def _touch_call(this: Change, idea: Idea, call: HelpCall) -> None:
    touch_team(this, idea)
    this.touch("work", "room")
    if call.sent_id:
        this.touch("my_errand", call.sent_id)
