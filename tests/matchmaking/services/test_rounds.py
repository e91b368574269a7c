"""Rounds through a day: dealt, published, run; people come late, leave early, are erased."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import delete, select

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading
from eventlab.live.board import Viewer, snapshot
from eventlab.live.journal import change
from eventlab.matchmaking.models import Link, RoundPlan, RoundSeat
from eventlab.matchmaking.queries import meetings_of
from eventlab.matchmaking.queries.rounds import clock_of, situation
from eventlab.matchmaking.rules import round_clock
from eventlab.matchmaking.services import round_guests, round_plans, round_runs, team_plan
from eventlab.sessions.models import Event, Participant, Step
from eventlab.sessions.services import events, joining, programme, room
from tests.factories import Factory


@pytest.fixture
def event(make: Factory) -> Event:
    """An event at its rounds: tables of three, four rounds."""
    event = make.event("rounds", format_key="mairie")
    return make.at_step(event, "rounds", meet="tables", people=3, count=4)


def step_of(event: Event) -> int:
    return event.current_step_id or 0


def everybody(make: Factory, event: Event, residents: int = 4, others: int = 4) -> list[str]:
    sides = ["resident"] * residents + ["professional"] * others
    return [make.person(event, side, name=f"P{n}").id for n, side in enumerate(sides)]


def plan(event: Event) -> RoundPlan:
    with reading() as session:
        return session.get_one(RoundPlan, step_of(event))


def publish(event: Event) -> None:
    round_plans.propose_rounds(event.id, step_of(event))
    round_plans.publish_rounds(event.id, step_of(event), plan(event).made_at)


def go_on(event: Event, times: int = 1) -> None:
    """Start the rounds, or press next."""
    for _ in range(times):
        if plan(event).anchor_ms is None:
            round_runs.start_rounds(event.id, step_of(event))
        else:
            phase = round_clock.read(clock_of(plan(event)), now_ms()).phase
            round_runs.skip_phase(event.id, step_of(event), phase)


def seats(event: Event, number: int, draft: bool = False) -> list[RoundSeat]:
    with reading() as session:
        query = select(RoundSeat).where(
            RoundSeat.step_id == step_of(event),
            RoundSeat.round == number,
            RoundSeat.draft.is_(draft),
        )
        return list(session.scalars(query))


def mine(event: Event, person: str) -> dict[str, Any]:
    """What somebody's phone knows of their rounds."""
    with reading() as session:
        board = snapshot(session, event.id, Viewer("phone", person))
    return dict(board["items"].get("my_rounds", {}).get(person, {}))


def refused(work: Any, *arguments: Any) -> str:
    with pytest.raises(Refusal) as no:
        work(*arguments)
    return no.value.code


def test_a_proposal_is_the_desks_alone_until_it_is_published(make: Factory, event: Event):
    people = everybody(make, event)
    round_plans.propose_rounds(event.id, step_of(event))
    with reading() as session:
        items = snapshot(session, event.id, Viewer("screen"))["items"]
        desk = snapshot(session, event.id, Viewer("desk"))["items"]
    assert "seating" not in items
    assert mine(event, people[0]) == {}
    assert len(desk["seating"][str(step_of(event))]["draft"]) == 4
    round_plans.publish_rounds(event.id, step_of(event), plan(event).made_at)
    assert len(mine(event, people[0])["steps"][str(step_of(event))]) == 4


def test_who_leaves_is_absent_at_the_desk_from_the_rounds_to_come_alone(
    make: Factory, event: Event
):
    people = everybody(make, event)
    publish(event)
    go_on(event, 2)
    joining.set_status(event.id, people[0], "gone")
    with reading() as session:
        items = snapshot(session, event.id, Viewer("desk"))["items"]
    rounds = items["seating"][str(step_of(event))]["rounds"]
    absent = [
        (number, one["absent"])
        for number, tables in rounds.items()
        for table in tables.values()
        for one in table
        if one["id"] == people[0]
    ]
    assert absent == [("1", False), ("2", True), ("3", True), ("4", True)]


def test_everybody_sits_once_in_each_round_and_meets_nobody_twice(make: Factory, event: Event):
    people = everybody(make, event, 5, 4)
    publish(event)
    met: Counter[frozenset[str]] = Counter()
    for number in range(1, 5):
        assert sorted(seat.participant_id for seat in seats(event, number)) == sorted(people)
        tables: dict[int, list[str]] = {}
        for seat in seats(event, number):
            tables.setdefault(seat.table, []).append(seat.participant_id)
        met.update(frozenset(p) for t in tables.values() for p in combinations(t, 2))
    assert set(met.values()) == {1}
    assert len(met) == 36 == plan(event).quality["pairs"]


def test_who_needs_a_table_without_a_step_sits_at_one_in_every_round_and_when_late(
    make: Factory, event: Event
):
    everybody(make, event)
    wheels = make.person(event, "resident", needs=["step_free"]).id
    team_plan.set_places(event.id, [False, False, True])
    publish(event)
    assert {
        s.table for n in range(1, 5) for s in seats(event, n) if s.participant_id == wheels
    } == {3}
    go_on(event, 2)
    late = make.person(event, "professional", needs=["step_free"]).id
    publish(event)
    assert {s.table for n in range(1, 5) for s in seats(event, n) if s.participant_id == late} == {
        3
    }
    assert plan(event).quality["steps"] == 0


def test_who_leaves_or_comes_in_the_middle_changes_only_what_is_to_come(
    make: Factory, event: Event
):
    people = everybody(make, event)
    publish(event)
    go_on(event, 2)  # everybody talks in round 1
    before = {(s.participant_id, s.table) for s in seats(event, 1)}
    later = {(s.participant_id, s.table) for s in seats(event, 2)}
    joining.set_status(event.id, people[0], "gone")
    late = make.person(event, "resident", name="Tard").id
    publish(event)
    after = {(s.participant_id, s.table) for s in seats(event, 1)}
    assert after - before == {(late, next(t for p, t in after if p == late))}
    assert {s.participant_id for s in seats(event, 2)} == {*people[1:], late}
    assert {(s.participant_id, s.table) for s in seats(event, 2)} != later
    with reading() as session:
        first = meetings_of(session, event.id)
    pairs = Counter(first)
    for number in (2, 3, 4):
        tables: dict[int, list[str]] = {}
        for seat in seats(event, number):
            tables.setdefault(seat.table, []).append(seat.participant_id)
        pairs.update(frozenset(p) for t in tables.values() for p in combinations(t, 2))
    assert sum(times > 1 for times in pairs.values()) == plan(event).quality["repeats"] <= 3


def test_who_asked_to_be_apart_shares_no_table(make: Factory, event: Event):
    people = everybody(make, event)
    with change(event.id) as this:
        link = {"event_id": event.id, "kind": "apart", "state": "agreed"}
        this.session.add(Link(one_id=people[0], other_id=people[5], **link))
    publish(event)
    for number in (1, 2, 3, 4):
        at = {seat.participant_id: seat.table for seat in seats(event, number)}
        assert at[people[0]] != at[people[5]]
    assert "apart" not in str(mine(event, people[0]))


def test_only_rounds_that_were_talked_in_count_as_meetings(make: Factory, event: Event):
    people = everybody(make, event, 2, 1)
    publish(event)
    with reading() as session:
        assert meetings_of(session, event.id) == set()
    go_on(event)  # they walk to round 1
    joining.set_status(event.id, people[2], "gone")
    go_on(event)
    with reading() as session:
        assert meetings_of(session, event.id) == {frozenset(people[:2])}


def test_rounds_end_with_their_step(make: Factory, event: Event):
    everybody(make, event)
    publish(event)
    go_on(event, 2)
    programme.next_step(event.id, step_of(event), "s")
    with reading() as session:
        now_met = meetings_of(session, event.id)
        assert meetings_of(session, event.id, now_ms() + 3_600_000) == now_met
    assert refused(round_runs.pause_rounds, event.id, step_of(event)) == "not_rounds"


def test_of_two_facilitators_who_press_next_one_moves_the_round(make: Factory, event: Event):
    everybody(make, event)
    publish(event)
    go_on(event)
    round_runs.skip_phase(event.id, step_of(event), 0)
    assert refused(round_runs.skip_phase, event.id, step_of(event), 0) == "round_moved"


def test_of_two_proposals_only_the_one_that_was_looked_at_is_published(make: Factory, event: Event):
    everybody(make, event)
    round_plans.propose_rounds(event.id, step_of(event))
    looked_at = plan(event).made_at
    round_plans.propose_rounds(event.id, step_of(event))
    publishing = (round_plans.publish_rounds, event.id, step_of(event))
    assert refused(*publishing, looked_at) == "proposal_gone"
    round_plans.publish_rounds(event.id, step_of(event), plan(event).made_at)
    assert refused(*publishing, plan(event).made_at) == "proposal_gone"


def test_a_proposal_is_late_once_a_round_it_changes_has_begun(make: Factory, event: Event):
    everybody(make, event)
    publish(event)
    go_on(event)
    round_plans.propose_rounds(event.id, step_of(event))
    go_on(event, 2)  # round 2
    made_at = plan(event).made_at
    assert refused(round_plans.publish_rounds, event.id, step_of(event), made_at) == "proposal_late"


@pytest.mark.parametrize(
    ("meet", "residents", "others", "code"),
    [
        ("tables", 0, 0, "rounds_nobody"),
        ("tables", 1, 0, "rounds_nobody"),
        ("experts", 3, 3, "rounds_no_expert"),
        ("sides", 3, 0, "rounds_one_side"),
        ("sides", 0, 3, "rounds_one_side"),
    ],
)
def test_what_cannot_be_dealt_is_said(
    make: Factory, event: Event, meet: str, residents: int, others: int, code: str
):
    make.at_step(event, "rounds", meet=meet)
    everybody(make, event, residents, others)
    assert refused(round_plans.propose_rounds, event.id, step_of(event)) == code


def test_nothing_starts_before_it_is_published_or_in_another_step(make: Factory, event: Event):
    everybody(make, event)
    assert refused(round_runs.start_rounds, event.id, step_of(event)) == "no_rounds_yet"
    other = make.step(event, "post")
    assert refused(round_plans.propose_rounds, event.id, other.id) == "not_rounds"
    assert refused(round_plans.propose_rounds, event.id, 0) == "no_such_step"
    foreign = make.event("rounds", format_key="mairie")
    assert refused(round_plans.propose_rounds, foreign.id, step_of(event)) == "no_such_step"


def test_a_closed_event_deals_nothing(make: Factory, event: Event):
    people = everybody(make, event)
    events.close_event(event.id)
    assert refused(round_plans.propose_rounds, event.id, step_of(event)) == "event_closed"
    assert refused(round_guests.keep_place, event.id, people[0], True) == "event_closed"


def test_somebody_erased_while_the_rounds_go_takes_no_seat_and_no_name_along(
    make: Factory, event: Event
):
    people = everybody(make, event, 2, 1)
    publish(event)
    assert "P2" in str(mine(event, people[0]))
    with change(event.id) as this:
        this.session.execute(delete(Participant).where(Participant.id == people[2]))
        this.touch("participant", people[2])
    assert "P2" not in str(mine(event, people[0]))
    publish(event)
    assert {s.participant_id for s in seats(event, 1)} == set(people[:2])


def test_a_step_whose_rounds_were_dealt_is_not_taken_away(make: Factory, event: Event):
    everybody(make, event)
    publish(event)
    step = step_of(event)
    programme.next_step(event.id, step, "s")
    assert refused(programme.remove_step, event.id, step, "s") == "step_written"


# --- Topics and wishes ---------------------------------------------------------------------------


@pytest.fixture
def bazar(make: Factory) -> Event:
    event = make.event("rounds", format_key="bazar")
    return make.at_step(event, "rounds", wishes_most=2, people=3, count=3)


def test_the_room_reads_a_topic_and_hears_it_from_who_wished(make: Factory, bazar: Event):
    people = everybody(make, bazar, 5, 1)
    for expert, topic in ((people[0], "Lire une facture"), (people[1], "Purger un radiateur")):
        round_guests.offer_topic(bazar.id, expert, topic)
    round_guests.wish_topic(bazar.id, people[5], people[1], True)
    publish(bazar)
    heard = [
        other["topic"]
        for place in mine(bazar, people[5])["steps"][str(step_of(bazar))]
        for other in place["with"]
        if other.get("keeps")
    ]
    assert "Purger un radiateur" in heard
    assert plan(bazar).quality["wishes"] == 1


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("\x00", "unreadable"),
        ("🙂" * 101, "too_long"),
        ("🙂" * 10_000, "too_long"),
        ("Appelez-moi au 06 12 34 56 78", "topic_personal"),
    ],
)
def test_a_topic_that_cannot_be_shown_is_refused(
    make: Factory, bazar: Event, topic: str, code: str
):
    person = make.person(bazar).id
    assert refused(round_guests.offer_topic, bazar.id, person, topic) == code


def test_topics_wait_for_the_team_when_texts_are_read_before(make: Factory, bazar: Event):
    people = everybody(make, bazar, 2, 0)
    room.set_room(bazar.id, "moderation", "before")
    round_guests.offer_topic(bazar.id, people[0], "Lire une facture")
    with reading() as session:
        assert "topic" not in snapshot(session, bazar.id, Viewer("screen"))["items"]
    assert refused(round_guests.wish_topic, bazar.id, people[1], people[0], True) == "no_topic"
    assert refused(round_plans.propose_rounds, bazar.id, step_of(bazar)) == "rounds_no_expert"
    round_guests.show_topic(bazar.id, people[0])
    round_guests.wish_topic(bazar.id, people[1], people[0], True)


def test_wishes_are_few_and_for_topics_of_this_event(make: Factory, bazar: Event):
    people = everybody(make, bazar, 4, 0)
    for person in people[:3]:
        round_guests.offer_topic(bazar.id, person, "Un sujet")
    wish = (round_guests.wish_topic, bazar.id, people[3])
    for wanted in people[:2]:
        round_guests.wish_topic(bazar.id, people[3], wanted, True)
    assert refused(*wish, people[2], True) == "enough_wishes"
    round_guests.wish_topic(bazar.id, people[3], people[0], False)
    round_guests.wish_topic(bazar.id, people[3], people[2], True)
    foreign = make.event("rounds", format_key="bazar")
    stranger = make.person(foreign).id
    round_guests.offer_topic(foreign.id, stranger, "Ailleurs")
    assert refused(*wish, stranger, True) == "no_topic"
    assert refused(round_guests.wish_topic, bazar.id, people[0], people[0], True) == "no_topic"
    assert refused(round_guests.wish_topic, bazar.id, "nobody", people[0], True) == "unknown_code"
    round_guests.withdraw_topic(bazar.id, people[2])
    assert mine(bazar, people[3])["wishes"] == [people[1]]


# --- Two sides, and seeing each other again ------------------------------------------------------


@pytest.fixture
def speed(make: Factory) -> Event:
    event = make.event("rounds", format_key="speed_meeting")
    return make.at_step(event, "rounds", count=3, people=2)


def test_what_each_one_has_met_so_far_is_known_when_the_rest_is_dealt(make: Factory, speed: Event):
    make.at_step(speed, "rounds", count=4, people=2)
    residents, others = everybody(make, speed, 4, 0), everybody(make, speed, 0, 2)
    publish(speed)
    go_on(speed, 4)  # the second round is being talked in
    joining.set_status(speed.id, others[0], "gone")
    late = make.person(speed, "resident").id
    with reading() as session:
        order = situation(session, session.get_one(Step, step_of(speed)), now_ms()).order
    assert [order.had[person] for person in others] == [2, 2]
    assert sum(order.had.get(person, 0) for person in residents) == 4
    assert late not in order.had


def test_a_contact_is_shared_only_when_both_ticked(make: Factory, speed: Event):
    one, other = everybody(make, speed, 1, 1)
    round_guests.leave_contact(speed.id, one, "06 12 34 56 78")
    publish(speed)
    assert refused(round_guests.see_again, speed.id, one, other, True) == "not_met"
    go_on(speed, 2)
    round_guests.see_again(speed.id, one, other, True)
    assert mine(speed, other)["mutual"] == [] == mine(speed, other)["again"]
    assert "06 12" not in str(mine(speed, other))
    round_guests.see_again(speed.id, other, one, True)
    assert [m["contact"] for m in mine(speed, other)["mutual"]] == ["06 12 34 56 78"]
    round_guests.see_again(speed.id, one, other, False)
    assert mine(speed, other)["mutual"] == []


def test_who_is_away_has_no_place_in_those_rounds_and_others_keep_theirs(
    make: Factory, speed: Event
):
    people = everybody(make, speed, 3, 3)
    round_plans.set_absences(speed.id, step_of(speed), people[0], [2, 99, -1])
    round_guests.keep_place(speed.id, people[1], True)
    publish(speed)
    assert people[0] not in {seat.participant_id for seat in seats(speed, 2)}
    kept = [s for n in (1, 2, 3) for s in seats(speed, n) if s.participant_id == people[1]]
    assert {seat.keeps for seat in kept} == {True}
    assert len({seat.table for seat in kept}) == 1


def test_nobody_is_met_twice_in_a_second_step_of_rounds(make: Factory, speed: Event):
    everybody(make, speed, 4, 4)
    publish(speed)
    go_on(speed, 6)
    with reading() as session:
        first = meetings_of(session, speed.id)
    assert len(first) == 12
    later = [step for step in make.steps(speed) if step.kind == "rounds"][1]
    with change(speed.id) as this:
        this.session.get_one(Event, speed.id).current_step_id = later.id
    second = make.fresh(speed)
    publish(second)
    assert plan(second).quality["repeats"] == 0
    assert plan(second).quality["pairs"] == 4
