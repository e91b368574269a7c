"""Who sits together, who sits apart: asked in private, seen by the facilitator, told to nobody.

Together is confirmed by both. Apart needs no leave; whom it names never hears of it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.matchmaking.models import Link
from eventlab.sessions.models import Event
from eventlab.sessions.services.joining import find_by_code, person_of

MOST_ASKED = 5
"""Links one person may ask for."""

KINDS = ("together", "apart")


def ask_together(
    event_id: int,
    person_id: str,
    typed: str,
    helper_id: str | None = None,
    once: Once | None = None,
) -> dict[str, Any]:
    """Ask to sit with the person whose code was typed; they confirm, or have asked already.

    Raises ``Refusal``: ``unknown_code``, ``own_code``, ``too_many_links``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        _check_open(this.session, event_id)
        other = find_by_code(this.session, event_id, typed)
        if other.id == person_id:
            raise Refusal("own_code")
        link = _between(this.session, "together", person_id, other.id)
        if link is None:
            _check_room(this.session, person_id)
            link = Link(
                event_id=event_id,
                kind="together",
                one_id=person_id,
                other_id=other.id,
                state="asked",
                helper_id=helper_id,
            )
            this.session.add(link)
        elif link.one_id == other.id and link.state != "agreed":
            link.state = "agreed"
        _touch(this, link)
        this.answer["link"] = link.id
    return this.answer


def answer_together(
    event_id: int, person_id: str, link_id: int, agreed: bool, once: Once | None = None
) -> None:
    """Confirm or decline what somebody asked. Raises ``no_such_link``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        link = _link(this.session, event_id, link_id)
        if link.kind != "together" or link.other_id != person_id:
            raise Refusal("no_such_link")
        link.state = "agreed" if agreed else "declined"
        _touch(this, link)


def ask_apart(
    event_id: int,
    person_id: str,
    words: str,
    helper_id: str | None = None,
    once: Once | None = None,
) -> dict[str, Any]:
    """Ask not to sit with somebody, in words; the facilitator finds out whom that means.

    Raises ``Refusal``: ``empty``, ``too_many_links``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        _check_open(this.session, event_id)
        person_of(this.session, event_id, person_id)
        if not words:
            raise Refusal("empty")
        _check_room(this.session, person_id)
        link = Link(
            event_id=event_id,
            kind="apart",
            one_id=person_id,
            words=words[:120],
            state="asked",
            helper_id=helper_id,
        )
        this.session.add(link)
        _touch(this, link)
        this.answer["link"] = link.id
    return this.answer


def withdraw_link(event_id: int, person_id: str, link_id: int, once: Once | None = None) -> None:
    """Take back what one asked, or a tie one had confirmed. Raises ``no_such_link``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        link = _link(this.session, event_id, link_id)
        # Of an "apart" that somebody else asked one knows nothing: it does not exist.
        if person_id != link.one_id and (link.kind == "apart" or person_id != link.other_id):
            raise Refusal("no_such_link")
        _remove(this, link)


def set_link(
    event_id: int, kind: str, one_id: str, other_id: str, reason: str, once: Once | None = None
) -> dict[str, Any]:
    """A link made by the facilitator. Raises ``unknown_code``, ``own_code``, ``bad_request``."""
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        if kind not in KINDS:
            raise Refusal("bad_request")
        if one_id == other_id:
            raise Refusal("own_code")
        for person in (one_id, other_id):
            person_of(this.session, event_id, person)
        link = _between(this.session, kind, one_id, other_id)
        if link is None:
            link = Link(event_id=event_id, kind=kind, one_id=one_id, other_id=other_id)
            link.by_staff = True
            this.session.add(link)
        link.state, link.words = "agreed", reason[:120] or link.words or ""
        _touch(this, link)
        this.answer["link"] = link.id
    return this.answer


def name_apart(event_id: int, link_id: int, other_id: str, once: Once | None = None) -> None:
    """Say whom somebody wants to sit apart from. Raises ``no_such_link``, ``unknown_code``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        link = _link(this.session, event_id, link_id)
        if link.kind != "apart":
            raise Refusal("no_such_link")
        if person_of(this.session, event_id, other_id).id == link.one_id:
            raise Refusal("own_code")
        link.other_id, link.state = other_id, "agreed"
        _touch(this, link)


def remove_links(event_id: int, link_ids: list[int], once: Once | None = None) -> None:
    """Take links away, whoever asked for them. Raises ``no_such_link``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        for link_id in link_ids:
            _remove(this, _link(this.session, event_id, link_id))


def links_of(session: Session, person_id: str) -> list[Link]:
    """The links a person may know of: what they asked, and what was asked of them."""
    mine = or_(Link.one_id == person_id, (Link.other_id == person_id) & (Link.kind == "together"))
    return list(session.scalars(select(Link).where(mine).order_by(Link.id)))


def _between(session: Session, kind: str, one: str, other: str) -> Link | None:
    pair = or_(
        (Link.one_id == one) & (Link.other_id == other),
        (Link.one_id == other) & (Link.other_id == one),
    )
    return session.scalars(select(Link).where(Link.kind == kind, pair)).first()


def _link(session: Session, event_id: int, link_id: int) -> Link:
    link = session.get(Link, link_id)
    if link is None or link.event_id != event_id:
        raise Refusal("no_such_link")
    return link


def _remove(this: Change, link: Link) -> None:
    _touch(this, link)
    this.session.delete(link)


def _touch(this: Change, link: Link) -> None:
    this.session.flush()
    this.touch("teams", "room")
    people = [link.one_id] + ([link.other_id] if link.kind == "together" and link.other_id else [])
    this.touch("my_links", *people)


def _check_room(session: Session, person_id: str) -> None:
    asked = session.scalar(
        select(func.count())
        .select_from(Link)
        .where(Link.one_id == person_id, Link.by_staff.is_(False))
    )
    if (asked or 0) >= MOST_ASKED:
        raise Refusal("too_many_links")


def _check_open(session: Session, event_id: int) -> None:
    if session.get_one(Event, event_id).state != "open":
        raise Refusal("event_closed")
