"""How the rounds look: their clock to all, who sits where to the screen and the desk, and to each
person their own places, whom they met, and who would see them again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows_each
from eventlab.matchmaking.models.rounds import (
    RoundAbsence,
    RoundGuest,
    RoundPlan,
    RoundSeat,
    RoundWish,
    SeeAgain,
)
from eventlab.matchmaking.queries.rounds import CLOCK, companions, steps_with_rounds
from eventlab.sessions.models import Participant

# -- the clock, and what the desk knows of the plan -----------------------------------------------


def _load_plans(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, RoundPlan]:
    query = select(RoundPlan).where(RoundPlan.event_id == event_id)
    if ids is not None:
        query = query.where(RoundPlan.step_id.in_([int(i) for i in ids]))
    return {str(plan.step_id): plan for plan in session.scalars(query)}


def _clock(plan: RoundPlan) -> Item | None:
    return {name: getattr(plan, name) for name in CLOCK} if plan.count else None


register(Kind("rounds", _load_plans, {"phone": _clock, "screen": _clock, "desk": _clock}))


def _desk_plan(plan: RoundPlan) -> Item:
    return {
        "draft_from": plan.draft_from,
        "draft": plan.draft,
        "quality": plan.quality,
        "made_at": plan.made_at,
    }


register(Kind("round_plan", _load_plans, {"desk": _desk_plan}))

# -- who sits where -------------------------------------------------------------------------------


@dataclass
class Places:
    """The seats of a step, in the order of rounds, tables and names."""

    rows: list[Any] = field(default_factory=list)


def _load_seating(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, Places]:
    rows = session.execute(
        _seats_query(
            Participant.status.label("status"),
            RoundSeat.step_id.label("step_id"),
        )
        .join(RoundPlan, RoundPlan.step_id == RoundSeat.step_id)
        .where(RoundPlan.event_id == event_id)
        .order_by(RoundSeat.round, RoundSeat.table, RoundSeat.keeps.desc(), Participant.id)
    ).all()
    places = {step_id: Places() for step_id in steps_with_rounds(session, event_id, ())}
    for row in rows:
        places[str(row.step_id)].rows.append(row)
    return places if ids is None else {i: places[i] for i in ids if i in places}


def _seats_query(*more: Any) -> Any:
    return (
        select(
            RoundSeat.round.label("round"),
            RoundSeat.table.label("table"),
            RoundSeat.keeps.label("keeps"),
            RoundSeat.absent.label("absent"),
            RoundSeat.draft.label("draft"),
            Participant.id.label("id"),
            Participant.name.label("name"),
            Participant.perspective.label("perspective"),
            RoundGuest.topic.label("topic"),
            RoundGuest.waiting.label("waiting"),
            *more,
        )
        .join(Participant, Participant.id == RoundSeat.participant_id)
        .outerjoin(RoundGuest, RoundGuest.participant_id == RoundSeat.participant_id)
    )


def _topic(row: Any) -> str:
    return row.topic if row.topic and not row.waiting else ""


def _by_round(rows: list[Any], seat: Any) -> dict[str, dict[str, list[Item]]]:
    rounds: dict[str, dict[str, list[Item]]] = {}
    for row in rows:
        rounds.setdefault(str(row.round), {}).setdefault(str(row.table), []).append(seat(row))
    return rounds


def _shown_seat(row: Any) -> Item:
    seat = {"name": row.name, "perspective": row.perspective}
    return {**seat, "keeps": True, "topic": _topic(row)} if row.keeps else seat


def _desk_seat(row: Any) -> Item:
    """Who leaves was there in the rounds before; a proposal does not know it yet."""
    absent = row.absent or (row.draft and row.status != "present")
    return {**_shown_seat(row), "id": row.id, "absent": absent}


def _screen_seating(places: Places) -> Item | None:
    shown = [row for row in places.rows if not row.draft and not row.absent]
    return {"rounds": _by_round(shown, _shown_seat)} if shown else None


def _desk_seating(places: Places) -> Item:
    published = [row for row in places.rows if not row.draft]
    proposed = [row for row in places.rows if row.draft]
    return {
        "rounds": _by_round(published, _desk_seat),
        "draft": _by_round(proposed, _desk_seat),
    }


register(Kind("seating", _load_seating, {"screen": _screen_seating, "desk": _desk_seating}))
follows_each("seating", "participant", steps_with_rounds, stored_in=RoundPlan.event_id)
follows_each("seating", "topic", steps_with_rounds)

# -- topics ---------------------------------------------------------------------------------------


def _load_topics(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Any]:
    wished = (
        select(func.count())
        .where(RoundWish.wanted_id == RoundGuest.participant_id)
        .scalar_subquery()
    )
    query = (
        select(
            Participant.id.label("id"),
            Participant.name.label("name"),
            Participant.perspective.label("perspective"),
            RoundGuest.topic.label("topic"),
            RoundGuest.waiting.label("waiting"),
            wished.label("wished"),
        )
        .join(RoundGuest, RoundGuest.participant_id == Participant.id)
        .where(Participant.event_id == event_id, RoundGuest.topic != "")
    )
    if ids is not None:
        query = query.where(Participant.id.in_(ids))
    return {row.id: row for row in session.execute(query)}


def _room_topic(row: Any) -> Item | None:
    if row.waiting:
        return None
    return {"topic": row.topic, "name": row.name, "perspective": row.perspective}


def _desk_topic(row: Any) -> Item:
    return {
        "topic": row.topic,
        "name": row.name,
        "perspective": row.perspective,
        "waiting": row.waiting,
        "wished": row.wished,
    }


register(
    Kind("topic", _load_topics, {"phone": _room_topic, "screen": _room_topic, "desk": _desk_topic})
)


def _with_topic(session: Session, event_id: int, ids: Collection[str]) -> list[str]:
    return list(_load_topics(session, event_id, ids))


follows_each("topic", "participant", _with_topic, stored_in=RoundGuest.event_id)

# -- what the desk knows of somebody for the rounds -----------------------------------------------


def _load_guests(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, dict[str, Any]]:
    guests = select(RoundGuest).where(RoundGuest.event_id == event_id)
    absences = (
        select(RoundAbsence)
        .join(Participant, Participant.id == RoundAbsence.participant_id)
        .where(Participant.event_id == event_id)
        .order_by(RoundAbsence.round)
    )
    if ids is not None:
        guests = guests.where(RoundGuest.participant_id.in_(ids))
        absences = absences.where(RoundAbsence.participant_id.in_(ids))
    found: dict[str, dict[str, Any]] = {
        guest.participant_id: {"fixed": guest.fixed, "away": {}}
        for guest in session.scalars(guests)
    }
    for absence in session.scalars(absences):
        guest = found.setdefault(absence.participant_id, {"fixed": False, "away": {}})
        guest["away"].setdefault(str(absence.step_id), []).append(absence.round)
    return found


def _desk_guest(guest: dict[str, Any]) -> Item | None:
    return guest if guest["fixed"] or guest["away"] else None


register(Kind("round_guest", _load_guests, {"desk": _desk_guest}))

# -- one person's own rounds ----------------------------------------------------------------------


@dataclass
class Own:
    """Somebody's own rounds: what they said, where they sit, with whom, and who ticked whom."""

    person: str
    guest: RoundGuest | None = None
    wishes: list[str] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    mutual: list[Item] = field(default_factory=list)


def _load_own(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Own]:
    people = select(Participant.id).where(Participant.event_id == event_id)
    if ids is not None:
        people = people.where(Participant.id.in_(ids))
    own = {person: Own(person) for person in session.scalars(people)}
    for guest in session.scalars(
        select(RoundGuest).where(RoundGuest.participant_id.in_(list(own)))
    ):
        own[guest.participant_id].guest = guest
    wishes = select(RoundWish).where(RoundWish.participant_id.in_(list(own)))
    for wish in session.scalars(wishes.order_by(RoundWish.wanted_id)):
        own[wish.participant_id].wishes.append(wish.wanted_id)
    for row in _tables_of(session, own):
        own[row.whose].rows.append(row)
    _add_ticks(session, own)
    return own


def _tables_of(session: Session, own: Collection[str]) -> list[Any]:
    """Everybody at the published tables of these people; ``whose`` table it is."""
    mine = aliased(RoundSeat)
    query = (
        _seats_query(mine.participant_id.label("whose"), RoundSeat.step_id.label("step_id"))
        .join(
            mine,
            and_(
                mine.step_id == RoundSeat.step_id,
                mine.draft == RoundSeat.draft,
                mine.round == RoundSeat.round,
                mine.table == RoundSeat.table,
            ),
        )
        .where(mine.participant_id.in_(list(own)), RoundSeat.draft.is_(False))
        .order_by(RoundSeat.step_id, RoundSeat.round, RoundSeat.keeps.desc(), Participant.id)
    )
    return list(session.execute(query))


def _add_ticks(session: Session, own: dict[str, Own]) -> None:
    ids = list(own)
    ticks = session.scalars(
        select(SeeAgain)
        .where(or_(SeeAgain.participant_id.in_(ids), SeeAgain.other_id.in_(ids)))
        .order_by(SeeAgain.other_id)
    ).all()
    ticked = {(tick.participant_id, tick.other_id) for tick in ticks}
    both = {pair for pair in ticked if (pair[1], pair[0]) in ticked}
    people = _reachable(session, {person for pair in both for person in pair})
    for tick in ticks:
        if tick.participant_id in own:
            own[tick.participant_id].again.append(tick.other_id)
            if (tick.participant_id, tick.other_id) in both:
                own[tick.participant_id].mutual.append(people[tick.other_id])


def _reachable(session: Session, ids: Collection[str]) -> dict[str, Item]:
    if not ids:
        return {}
    rows = session.execute(
        select(Participant.id, Participant.name, Participant.perspective, RoundGuest.contact)
        .outerjoin(RoundGuest, RoundGuest.participant_id == Participant.id)
        .where(Participant.id.in_(ids))
    )
    return {
        person: {"id": person, "name": name, "perspective": side, "contact": contact or ""}
        for person, name, side, contact in rows
    }


def _my_rounds(own: Own) -> Item | None:
    if own.guest is None and not own.rows:
        return None
    guest = own.guest
    return {
        "topic": guest.topic if guest else "",
        "waiting": guest.waiting if guest else False,
        "fixed": guest.fixed if guest else False,
        "contact": guest.contact if guest else "",
        "wishes": own.wishes,
        "steps": _my_places(own),
        "again": own.again,
        "mutual": own.mutual,
    }


def _my_places(own: Own) -> dict[str, list[Item]]:
    """{step: [a place for each round, with those who share it]}, in the order of the rounds."""
    steps: dict[str, list[Item]] = {}
    for row in own.rows:
        places = steps.setdefault(str(row.step_id), [])
        if not places or places[-1]["round"] != row.round:
            places.append({"round": row.round, "table": row.table, "with": []})
        if row.id == own.person:
            places[-1] |= {"keeps": row.keeps, "absent": row.absent}
        else:
            seat = {"id": row.id, "name": row.name, "perspective": row.perspective}
            host = {"keeps": True, "topic": _topic(row)} if row.keeps else {}
            gone = {"absent": True} if row.absent else {}
            places[-1]["with"].append(seat | host | gone)
    return steps


def _own_ids(session: Session, _event_id: int, person_id: str) -> list[str]:
    said = session.get(RoundGuest, person_id) is not None
    seated = said or session.scalar(
        select(RoundSeat.round)
        .where(RoundSeat.participant_id == person_id, RoundSeat.draft.is_(False))
        .limit(1)
    )
    return [person_id] if seated else []


register(
    Kind(
        "my_rounds",
        _load_own,
        private=_my_rounds,
        owner=lambda own: own.person,
        own_ids=_own_ids,
        stored_in=(RoundPlan.event_id, RoundGuest.event_id),
    )
)
follows_each("my_rounds", "participant", companions, stored_in=RoundPlan.event_id)
