"""What people bring to the rounds: a topic, wishes, a kept place; whom they would see again."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventlab.boards.rules.privacy import find_personal_data
from eventlab.boards.rules.text import TextRefused, check_problem_text
from eventlab.boards.services.problems import Channel
from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.matchmaking.models.rounds import RoundGuest, RoundWish, SeeAgain
from eventlab.matchmaking.queries.rounds import companions, meetings_of, settings_of
from eventlab.sessions.models import Event, Step
from eventlab.sessions.services.joining import person_of

TOPIC_LIMIT = 100
CONTACT_LIMIT = 100
PHONE = Channel()


def offer_topic(
    event_id: int,
    participant_id: str,
    topic: str,
    channel: Channel = PHONE,
    once: Once | None = None,
) -> None:
    """Say what one can tell in five minutes; the room reads it with one's name.

    Raises ``Refusal``: ``empty``, ``too_long``, ``unreadable``, ``topic_personal``,
    ``not_rounds``, ``entries_locked``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        text = _checked(topic, TOPIC_LIMIT)
        if find_personal_data(text):
            raise Refusal("topic_personal")
        event = open_event(this)
        if event.entries_locked:
            raise Refusal("entries_locked")
        current_rounds(this, event)
        guest = guest_of(this, participant_id)
        if text != guest.topic:
            guest.topic, guest.waiting = text, event.moderation == "before"
        guest.channel, guest.helper_id = channel.name, channel.helper_id
        _touch_topic(this, participant_id)


def withdraw_topic(event_id: int, participant_id: str, once: Once | None = None) -> None:
    """Tell nothing any more, only listen. Wishes to hear it are forgotten."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        open_event(this)
        guest = guest_of(this, participant_id)
        guest.topic, guest.waiting = "", False
        wishers = this.session.scalars(
            delete(RoundWish)
            .where(RoundWish.wanted_id == participant_id)
            .returning(RoundWish.participant_id)
        ).all()
        this.touch("my_rounds", *wishers)
        _touch_topic(this, participant_id)


def show_topic(event_id: int, participant_id: str, once: Once | None = None) -> None:
    """Let the room read a topic that waited for the team. Raises ``Refusal("no_topic")``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        guest = guest_of(this, participant_id)
        if not guest.topic:
            raise Refusal("no_topic")
        guest.waiting = False
        _touch_topic(this, participant_id)


def _touch_topic(this: Change, participant_id: str) -> None:
    this.touch("topic", participant_id)
    this.session.flush()
    this.touch("my_rounds", *companions(this.session, this.event_id, [participant_id]))


def keep_place(event_id: int, participant_id: str, fixed: bool, once: Once | None = None) -> None:
    """Keep one place while the others move, or move with them. It counts at the next dealing."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        open_event(this)
        guest_of(this, participant_id).fixed = fixed
        this.touch("my_rounds", participant_id)
        this.touch("round_guest", participant_id)


def wish_topic(
    event_id: int, participant_id: str, wanted_id: str, wanted: bool, once: Once | None = None
) -> None:
    """Wish to hear somebody's topic, or no longer.

    Raises ``Refusal``: ``no_topic``, ``enough_wishes``, ``not_rounds``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        step = current_rounds(this, open_event(this))
        guest_of(this, participant_id)
        known = this.session.get(RoundWish, (participant_id, wanted_id))
        if wanted and known is None:
            _check_wish(this.session, participant_id, wanted_id, step)
            this.session.add(RoundWish(participant_id=participant_id, wanted_id=wanted_id))
        elif known is not None and not wanted:
            this.session.delete(known)
        this.touch("my_rounds", participant_id)
        this.touch("topic", wanted_id)


def _check_wish(session: Session, participant_id: str, wanted_id: str, step: Step) -> None:
    offered = session.get(RoundGuest, wanted_id)
    mine = session.get_one(RoundGuest, participant_id)
    readable = offered is not None and offered.topic and not offered.waiting
    if offered is None or not readable or offered.event_id != mine.event_id or offered is mine:
        raise Refusal("no_topic")
    most = int(settings_of(step)["wishes_most"])
    wished = session.scalar(
        select(func.count())
        .select_from(RoundWish)
        .where(RoundWish.participant_id == participant_id)
    )
    if most and (wished or 0) >= most:
        raise Refusal("enough_wishes", most=most)


def see_again(
    event_id: int, participant_id: str, other_id: str, wanted: bool, once: Once | None = None
) -> None:
    """Tick somebody one has met, or take the tick back. They hear of it if they tick too.

    Raises ``Refusal``: ``not_met``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        open_event(this)
        person_of(this.session, event_id, participant_id)
        known = this.session.get(SeeAgain, (participant_id, other_id))
        if wanted and known is None:
            if frozenset((participant_id, other_id)) not in meetings_of(this.session, event_id):
                raise Refusal("not_met")
            this.session.add(SeeAgain(participant_id=participant_id, other_id=other_id))
        elif known is not None and not wanted:
            this.session.delete(known)
        this.touch("my_rounds", participant_id, other_id)


def leave_contact(
    event_id: int, participant_id: str, contact: str, once: Once | None = None
) -> None:
    """Say how to be reached: shown to those alone with whom both ticks stand. Empty takes it back.

    Raises ``Refusal``: ``too_long``, ``unreadable``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        open_event(this)
        text = _checked(contact, CONTACT_LIMIT) if contact.strip() else ""
        guest_of(this, participant_id).contact = text
        ticked = this.session.scalars(
            select(SeeAgain.other_id).where(SeeAgain.participant_id == participant_id)
        )
        this.touch("my_rounds", participant_id, *ticked)


def _checked(text: str, limit: int) -> str:
    try:
        return " ".join(check_problem_text(text, limit=limit).split())
    except TextRefused as refused:
        raise Refusal(refused.code, limit=limit) from refused


def open_event(this: Change) -> Event:
    """The event of a change. Raises ``Refusal("event_closed")``."""
    event = this.session.get_one(Event, this.event_id)
    if event.state != "open":
        raise Refusal("event_closed")
    return event


def current_rounds(this: Change, event: Event) -> Step:
    """The current step, if it has rounds. Raises ``Refusal("not_rounds")``."""
    step = this.session.get(Step, event.current_step_id) if event.current_step_id else None
    if step is None or step.kind != "rounds":
        raise Refusal("not_rounds")
    return step


def guest_of(this: Change, participant_id: str) -> RoundGuest:
    """What somebody brings; a first line when they had said nothing. Raises ``unknown_code``."""
    person_of(this.session, this.event_id, participant_id)
    guest = this.session.get(RoundGuest, participant_id)
    if guest is None:
        guest = RoundGuest(
            participant_id=participant_id,
            event_id=this.event_id,
            topic="",
            waiting=False,
            fixed=False,
            contact="",
        )
        this.session.add(guest)
        this.touch("my_rounds", participant_id)
    return guest
