"""Support slips: I support it, I can help, it would not work for me because..."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update

from eventlab.boards.rules.privacy import cover, find_personal_data
from eventlab.boards.rules.tally import may_split
from eventlab.boards.rules.text import TextRefused, check_problem_text
from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.ideas.models import Idea, Support
from eventlab.ideas.queries import PERSPECTIVES, SLIPS, fair_of, people_with_slips
from eventlab.ideas.services.sheets import Pen
from eventlab.ideas.services.telling import idea_at, people_of
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.live.models import JournalLine
from eventlab.sessions.models import Event, Participant
from eventlab.sessions.services import events

TEXT_LIMIT = 280


def put_slip(
    event_id: int,
    idea_id: int,
    pen: Pen,
    kind: str,
    text: str = "",
    anyway: bool = False,
    once: Once | None = None,
) -> dict[str, Any]:
    """Give an idea a slip, or change the words of one given before; gives ``{"state"}``.

    The answer, which is kept for whoever asks again, never says which slip.
    Raises ``Refusal``: ``no_such_idea``, ``no_fair_yet``, ``fair_counted``, ``own_idea``,
    ``idea_hidden``,
    ``entries_locked``, ``event_closed``, ``empty`` (an objection says why), ``too_long``,
    ``unreadable``, ``personal_data``.
    """
    if kind not in SLIPS:
        raise Refusal("bad_request")
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        words = said(text, needed=kind == "concern", anyway=anyway) if kind != "support" else ""
        idea, event = _idea_for_slips(this, idea_id, pen.person_id)
        person = this.session.get_one(Participant, pen.person_id)
        query = select(Support).filter_by(idea_id=idea.id, person_id=person.id, kind=kind)
        slip = this.session.scalar(query) or Support(
            idea_id=idea.id, person_id=person.id, kind=kind, perspective=person.perspective
        )
        if words != slip.text or slip.id is None:
            slip.state = "waiting" if words and event.moderation == "before" else "shown"
        slip.text, slip.channel, slip.helper_id = words, pen.channel, pen.helper_id
        this.session.add(slip)
        this.session.flush()
        _touch(this, idea, pen.person_id)
        this.answer["state"] = slip.state
    return this.answer


def said(text: str, needed: bool, anyway: bool, limit: int = TEXT_LIMIT) -> str:
    """A text as it will be stored. Raises the ``Refusal`` when it may not be."""
    if not needed and not text.strip():
        return ""
    try:
        words = check_problem_text(text, limit)
    except TextRefused as refused:
        raise Refusal(refused.code, limit=limit) from refused
    found = find_personal_data(words)
    if found and not anyway:
        spans = [[f.kind, f.start, f.end] for f in found]
        raise Refusal("personal_data", found=spans, text=words)
    return words


def _idea_for_slips(this: Change, idea_id: int, person_id: str) -> tuple[Idea, Event]:
    event = this.session.get_one(Event, this.event_id)
    idea = idea_at(this.session, this.event_id, idea_id)
    if event.state != "open":
        raise Refusal("event_closed")
    fair = fair_of(this.session, this.event_id)
    if fair is None:
        raise Refusal("no_fair_yet")
    if fair.counted_at is not None:
        raise Refusal("fair_counted")
    if event.entries_locked:
        raise Refusal("entries_locked")
    if idea.hidden:
        raise Refusal("idea_hidden")
    if idea.team_number != 0 and person_id in people_of(this.session, idea):
        raise Refusal("own_idea")
    return idea, event


def withdraw_slip(
    event_id: int, idea_id: int, person_id: str, kind: str, once: Once | None = None
) -> None:
    """Take one's own slip back; nothing happens if there is none. Raises ``no_such_idea``,
    ``event_closed``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        if this.session.get_one(Event, event_id).state != "open":
            raise Refusal("event_closed")
        idea = idea_at(this.session, event_id, idea_id)
        query = select(Support).filter_by(idea_id=idea.id, person_id=person_id, kind=kind)
        slip = this.session.scalar(query)
        if slip is not None:
            this.session.delete(slip)
            _touch(this, idea, person_id)


def judge_slip(event_id: int, slip_id: int, shown: bool, once: Once | None = None) -> None:
    """Let the room read the words of a slip, or take them away; it counts all the same.

    Raises ``Refusal("no_such_slip")``.
    """
    judge_slips(event_id, [slip_id], shown, once)


def judge_slips(
    event_id: int, slip_ids: Collection[int], shown: bool, once: Once | None = None
) -> None:
    """The same with several at once; all or none. Raises ``Refusal("no_such_slip")``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        for slip_id in slip_ids:
            slip, idea = _slip(this, slip_id)
            slip.state = "shown" if shown else "hidden"
            _touch(this, idea, slip.person_id)


def mask_slip(
    event_id: int, slip_id: int, labels: dict[str, str], once: Once | None = None
) -> None:
    """Mask personal data in the words of a slip; ``labels`` as for a problem.

    Raises ``no_such_slip``, ``nothing_to_mask``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        slip, idea = _slip(this, slip_id)
        masked = cover(slip.text, labels, "")
        if masked == slip.text:
            raise Refusal("nothing_to_mask")
        slip.text = masked
        _touch(this, idea, slip.person_id)


def _slip(this: Change, slip_id: int) -> tuple[Support, Idea]:
    slip = this.session.get(Support, slip_id)
    idea = this.session.get(Idea, slip.idea_id) if slip else None
    if slip is None or idea is None or idea.event_id != this.event_id:
        raise Refusal("no_such_slip")
    return slip, idea


def forget_givers(this: Change) -> None:
    """When the event closes: what was given stays, counted; who gave it is no longer known.

    The journal, which named both in one version, forgets whom a slip concerned.
    """
    fair = fair_of(this.session, this.event_id)
    if fair is None or fair.counted_at is not None:
        return
    ideas = this.session.scalars(select(Idea.id).where(Idea.event_id == this.event_id)).all()
    slips = update(Support).execution_options(synchronize_session=False)
    people = people_with_slips(this.session, ideas)
    few = [i for i in ideas if not may_split(*(people.get(i, {}).get(p, 0) for p in PERSPECTIVES))]
    givers = this.session.scalars(
        select(Support.person_id).distinct().where(Support.idea_id.in_(ideas))
    )
    this.touch("my_slips", *sorted(giver for giver in givers if giver))
    this.touch("slips", *ideas)
    now = fair.counted_at = now_ms()
    this.session.execute(slips.where(Support.idea_id.in_(few)).values(perspective=""))
    this.session.execute(slips.where(Support.idea_id.in_(ideas)).values(person_id=None, at=now))
    this.session.execute(
        delete(JournalLine).where(
            JournalLine.event_id == this.event_id, JournalLine.kind == "my_slips"
        )
    )


def _touch(this: Change, idea: Idea, person_id: str | None) -> None:
    this.touch("slips", idea.id)
    if person_id:
        this.touch("my_slips", person_id)


events.on_close.append(forget_givers)
