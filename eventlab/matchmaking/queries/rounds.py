"""Reading the rounds: who sits where, who met whom, what the next dealing has to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from eventlab.extensions import now_ms
from eventlab.matchmaking.engine.meet import SIDES, TABLES, Guest, Order, smallest_table
from eventlab.matchmaking.engine.model import APART, TOGETHER
from eventlab.matchmaking.models.rounds import (
    RoundAbsence,
    RoundGuest,
    RoundPlan,
    RoundSeat,
    RoundWish,
)
from eventlab.matchmaking.queries.forming import agreed_links, places_of
from eventlab.matchmaking.rules.round_clock import CHANGE, TALK, RoundClock, entered, read, talked
from eventlab.sessions.models import Participant, Step
from eventlab.sessions.rules.step_kinds import defaults

MINUTE_MS = 60_000
CLOCK = ("count", "talk_ms", "change_ms", "phase", "anchor_ms", "extra_ms", "paused_ms", "ended_ms")

Pair = frozenset[str]


def settings_of(step: Step) -> dict[str, Any]:
    """The settings of a step for rounds, those that were not given too."""
    return defaults("rounds") | step.settings


def clock_of(plan: RoundPlan) -> RoundClock:
    """The clock of a step's rounds."""
    return RoundClock(**{name: getattr(plan, name) for name in CLOCK})


def plans_of(session: Session, event_id: int) -> list[tuple[RoundPlan, Step]]:
    """The rounds of an event with their steps, in the order of the programme."""
    rows = session.execute(
        select(RoundPlan, Step)
        .join(Step, Step.id == RoundPlan.step_id)
        .where(RoundPlan.event_id == event_id)
        .order_by(Step.position, Step.id)
    )
    return [(plan, step) for plan, step in rows]


def seen_at(step: Step, now: int) -> int:
    """The moment at which a step's rounds are read: they end with it."""
    return now if step.ended_ms is None else min(now, step.ended_ms)


def meetings_of(session: Session, event_id: int, now: int | None = None) -> set[Pair]:
    """The pairs of people who sat at one table in a round that was talked in.

    Whoever had left before, or had not come, has met nobody there.
    """
    moment = now_ms() if now is None else now
    met: set[Pair] = set()
    for plan, step in plans_of(session, event_id):
        last = talked(clock_of(plan), seen_at(step, moment))
        if last:
            met |= pairs_within(session, plan.step_id, last)
    return met


def topics_of(session: Session, event_id: int) -> list[tuple[str, str]]:
    """What the room may be told in rounds of experts, with the first name of who tells it.

    What waits for the team is left out.
    """
    query = (
        select(RoundGuest.topic, Participant.name)
        .join(Participant, Participant.id == RoundGuest.participant_id)
        .where(
            RoundGuest.event_id == event_id, RoundGuest.topic != "", RoundGuest.waiting.is_(False)
        )
        .order_by(RoundGuest.participant_id)
    )
    return [(topic, name) for topic, name in session.execute(query)]


def pairs_within(session: Session, step_id: int, last: int) -> set[Pair]:
    """The pairs who share a table in the first ``last`` rounds of a step."""
    seats = session.scalars(
        select(RoundSeat).where(
            RoundSeat.step_id == step_id,
            RoundSeat.draft.is_(False),
            RoundSeat.round <= last,
            RoundSeat.absent.is_(False),
        )
    )
    tables: dict[tuple[int, int], list[str]] = {}
    for seat in seats:
        tables.setdefault((seat.round, seat.table), []).append(seat.participant_id)
    return {frozenset(pair) for people in tables.values() for pair in combinations(people, 2)}


def companions(session: Session, event_id: int, ids: Collection[str]) -> set[str]:
    """Everybody who shares a published table with one of these people, and they themselves.

    When one of them is not found any more, everybody who has a seat.
    """
    known = set(session.scalars(select(Participant.id).where(Participant.id.in_(ids))))
    if len(known) < len(set(ids)):
        return known | everybody_seated(session, event_id)
    mine, theirs = aliased(RoundSeat), aliased(RoundSeat)
    rows = session.scalars(
        select(theirs.participant_id)
        .join(
            mine,
            and_(
                mine.step_id == theirs.step_id,
                mine.round == theirs.round,
                mine.table == theirs.table,
                mine.draft.is_(False),
            ),
        )
        .where(mine.participant_id.in_(ids), theirs.draft.is_(False))
        .distinct()
    )
    return set(rows) | known


def everybody_seated(session: Session, event_id: int) -> set[str]:
    """Everybody who has a published seat in some round of the event."""
    return set(
        session.scalars(
            select(RoundSeat.participant_id)
            .join(RoundPlan, RoundPlan.step_id == RoundSeat.step_id)
            .where(RoundPlan.event_id == event_id, RoundSeat.draft.is_(False))
            .distinct()
        )
    )


def steps_with_rounds(session: Session, event_id: int, _ids: Iterable[str]) -> list[str]:
    """The steps of an event that have rounds, as item ids."""
    ids = session.scalars(select(RoundPlan.step_id).where(RoundPlan.event_id == event_id))
    return [str(step_id) for step_id in ids]


# -- what a dealing has to know -------------------------------------------------------------------


@dataclass(frozen=True)
class Situation:
    """A step whose rounds are to be dealt: the order, and the lengths the rounds will have.

    ``newcomers``: who has come since, and the table of the round that is on where they sit down.
    """

    order: Order
    newcomers: dict[str, int]
    first: int
    count: int
    talk_ms: int
    change_ms: int


def situation(session: Session, step: Step, now: int) -> Situation:
    """Who is there, what they bring, whom they met; the rounds still to be dealt."""
    plan = session.get(RoundPlan, step.id)
    settings = settings_of(step)
    first = 1 + (entered(clock_of(plan), seen_at(step, now)) if plan else 0)
    met = meetings_of(session, step.event_id, now) | pairs_within(session, step.id, first - 1)
    guests = guests_of(session, step, settings)
    places = places_of(session, step.event_id)
    order = Order(
        str(settings["meet"] or TABLES),
        tuple(range(first, int(settings["count"]) + 1)),
        int(settings["people"]),
        guests,
        _wishes(session, guests),
        together=_linked(session, step.event_id, TOGETHER),
        apart=_linked(session, step.event_id, APART),
        homes=_homes(session, step.id, guests),
        seed=step.id,
        places=tuple(places[number] for number in sorted(places)),
        had=_had(session, step, first - 1) if settings["meet"] == SIDES else {},
    )
    newcomers: dict[str, int] = {}
    if plan and read(clock_of(plan), seen_at(step, now)).state in (CHANGE, TALK):
        newcomers = _sit_down(session, step.id, first - 1, order, met)
    order = replace(order, met=frozenset(met))
    return Situation(
        order,
        newcomers,
        first,
        int(settings["count"]),
        int(settings["minutes"]) * MINUTE_MS,
        int(settings["change"]) * MINUTE_MS,
    )


def _had(session: Session, step: Step, last: int) -> dict[str, int]:
    """How many of the other side each one met in the first ``last`` rounds of a step."""
    pairs = pairs_within(session, step.id, last)
    here = Participant.event_id == step.event_id
    people = select(Participant.id, Participant.perspective)
    side = {row.id: row.perspective for row in session.execute(people.where(here))}
    across = (pair for pair in pairs if len({side[person] for person in pair}) > 1)
    return dict(Counter(person for pair in across for person in pair))


def _sit_down(
    session: Session,
    step_id: int,
    number: int,
    order: Order,
    met: set[Pair],
) -> dict[str, int]:
    """Where newcomers sit in the round that is on, and in ``met`` whom they meet there.

    Two sides have no seat to spare: they wait for the next round.
    """
    tables: dict[int, list[str]] = {}
    seated = set()
    for seat in published_seats(session, step_id, number):
        seated.add(seat.participant_id)
        tables.setdefault(seat.table, []).extend([] if seat.absent else [seat.participant_id])
    found: dict[str, int] = {}
    for guest in order.guests:
        wanted = guest.id not in seated and number not in guest.away and order.meet != SIDES
        open_to = {t: people for t, people in tables.items() if order.without_step(t)}
        choice = open_to or tables if guest.step_free else tables
        table = smallest_table(choice, guest.id, met) if wanted else None
        if table is not None:
            met |= {frozenset((guest.id, other)) for other in tables[table]}
            tables[table].append(guest.id)
            found[guest.id] = table
    return found


def published_seats(session: Session, step_id: int, number: int) -> list[RoundSeat]:
    """The published seats of one round."""
    return list(
        session.scalars(
            select(RoundSeat).where(
                RoundSeat.step_id == step_id,
                RoundSeat.draft.is_(False),
                RoundSeat.round == number,
            )
        )
    )


def guests_of(session: Session, step: Step, settings: dict[str, Any]) -> tuple[Guest, ...]:
    """Everybody who is present, with what they bring, in the order they came."""
    rows = session.execute(
        select(Participant, RoundGuest)
        .outerjoin(RoundGuest, RoundGuest.participant_id == Participant.id)
        .where(Participant.event_id == step.event_id, Participant.status == "present")
        .order_by(Participant.joined_at, Participant.id)
    ).all()
    away: dict[str, set[int]] = {}
    for absence in session.scalars(select(RoundAbsence).where(RoundAbsence.step_id == step.id)):
        away.setdefault(absence.participant_id, set()).add(absence.round)
    return tuple(
        Guest(
            person.id,
            person.perspective,
            keeps_place(person, said, settings),
            bool(said and said.topic and not said.waiting),
            frozenset(away.get(person.id, ())),
            "step_free" in person.needs,
        )
        for person, said in rows
    )


def keeps_place(person: Participant, said: RoundGuest | None, settings: dict[str, Any]) -> bool:
    """Whether somebody keeps one place: they said so, or need a table without a step."""
    return bool(said and said.fixed) or bool(
        settings["fixed_seats"] and "step_free" in person.needs
    )


def _wishes(session: Session, guests: tuple[Guest, ...]) -> frozenset[tuple[str, str]]:
    here = {guest.id for guest in guests}
    experts = {guest.id for guest in guests if guest.expert}
    wishes = session.scalars(select(RoundWish).where(RoundWish.participant_id.in_(here)))
    return frozenset(
        (wish.participant_id, wish.wanted_id) for wish in wishes if wish.wanted_id in experts
    )


def _linked(session: Session, event_id: int, kind: str) -> tuple[tuple[str, str], ...]:
    links = agreed_links(session, event_id)
    return tuple((str(link.one), str(link.other)) for link in links if link.kind == kind)


def _homes(session: Session, step_id: int, guests: tuple[Guest, ...]) -> dict[str, int]:
    here = {guest.id for guest in guests}
    seats = session.scalars(
        select(RoundSeat)
        .where(RoundSeat.step_id == step_id, RoundSeat.draft.is_(False), RoundSeat.keeps)
        .order_by(RoundSeat.round)
    )
    return {seat.participant_id: seat.table for seat in seats if seat.participant_id in here}
