"""Rounds dealt from one order: nobody twice, everybody seated, no repeats that could be helped."""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventlab.matchmaking.engine.meet import (
    EXPERTS,
    SIDES,
    TABLES,
    Dealt,
    Guest,
    Order,
    count,
    deal,
    smallest_table,
)
from eventlab.matchmaking.engine.meet_worker import (
    deal_apart,
    order_from_json,
    order_to_json,
)
from eventlab.matchmaking.engine.model import InputError

FEW = 800


def people(residents: int, professionals: int, **marks: object) -> tuple[Guest, ...]:
    sides = ["resident"] * residents + ["professional"] * professionals
    return tuple(Guest(f"p{n}", side, **marks) for n, side in enumerate(sides))  # type: ignore[arg-type]


def places(dealt: Dealt, number: int) -> list[str]:
    """Everybody who has a place in a round, as often as they have one."""
    return [person for table in dealt.rounds[number] for person in table.people]


def pairs(dealt: Dealt) -> list[frozenset[str]]:
    """Every meeting of two people, as often as they meet."""
    return [
        frozenset(pair)
        for tables in dealt.rounds.values()
        for table in tables
        for pair in combinations(table.people, 2)
    ]


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Any room: links that contradict each other, absences, people who keep a place."""
    number = draw(st.integers(2, 18))
    rounds = tuple(range(draw(st.integers(1, 3)), 1 + draw(st.integers(3, 6))))
    some = st.booleans()
    guests = tuple(
        Guest(
            f"p{n}",
            draw(st.sampled_from(["resident", "professional"])),
            draw(some) and draw(some),
            draw(some),
            frozenset(r for r in rounds if draw(st.integers(0, 7)) == 0),
            draw(st.integers(0, 4)) == 0,
        )
        for n in range(number)
    )
    ids = st.sampled_from([guest.id for guest in guests])
    couples = st.lists(st.tuples(ids, ids).filter(lambda p: p[0] != p[1]), max_size=4)
    return Order(
        draw(st.sampled_from([TABLES, EXPERTS, SIDES])),
        rounds,
        draw(st.integers(2, 6)),
        guests,
        frozenset(draw(couples)),
        frozenset(map(frozenset, draw(couples))),
        tuple(draw(couples)),
        tuple(draw(couples)),
        draw(st.dictionaries(ids, st.integers(1, 4), max_size=2)),
    )


@settings(max_examples=80, deadline=None)
@given(order=orders())
def test_in_any_room_nobody_sits_in_two_places_and_who_can_be_seated_is(order: Order):
    try:
        dealt = deal(order, steps=200)
    except InputError:
        sides = {guest.perspective for guest in order.guests}
        assert (order.meet == SIDES and len(sides) == 1) or (
            order.meet == EXPERTS and not any(guest.expert for guest in order.guests)
        )
        return
    assert set(dealt.rounds) == set(order.rounds)
    for number in order.rounds:
        seated = places(dealt, number)
        here = {guest.id for guest in order.here(number)}
        assert len(seated) == len(set(seated))
        assert set(seated) <= here
        telling = order.meet == TABLES or any(g.expert for g in order.here(number))
        if order.meet != SIDES and telling:
            assert set(seated) == here
        numbers = [table.number for table in dealt.rounds[number]]
        assert len(numbers) == len(set(numbers))
    assert dealt.facts == count(order, dealt.rounds) | {"possible": dealt.facts["possible"]}


@settings(max_examples=150, deadline=None)
@given(order=orders(), places=st.lists(st.booleans(), min_size=1, max_size=12))
def test_who_needs_a_table_without_a_step_has_one_in_every_round(order: Order, places: list[bool]):
    needing = {guest.id for guest in order.guests if guest.step_free}
    order = replace(order, places=tuple(places))
    try:
        dealt = deal(order, steps=200)
    except InputError:
        return
    good = {number for number, without in enumerate(places, 1) if without}
    behind = sum(
        len(needing & set(table.people))
        for tables in dealt.rounds.values()
        for table in tables
        if table.number not in good
    )
    assert dealt.facts["steps"] == behind
    if len(needing) <= len(good):
        assert behind == 0


def test_the_only_table_without_a_step_is_used_for_all_who_need_one():
    guests = (*people(10, 10), Guest("w", "resident", step_free=True), Guest("v", step_free=True))
    places = (False, False, False, False, False, False, True)
    dealt = deal(Order(TABLES, (1, 2, 3), 5, guests, places=places), steps=FEW)
    assert {t.number for tables in dealt.rounds.values() for t in tables if "w" in t.people} == {7}
    assert dealt.facts["steps"] == 0


def wheelchairs(number: int, places: tuple[bool, ...], **marks: object) -> Dealt:
    needing = (Guest(f"w{n}", "resident", step_free=True, **marks) for n in range(number))  # type: ignore[arg-type]
    guests = (*people(10, 10), *needing)
    return deal(Order(TABLES, (1, 2, 3, 4, 5, 6), 5, guests, places=places), steps=FEW)


def shared(dealt: Dealt) -> list[int]:
    """How often each two who need a table without a step share one."""
    times = Counter(pair for pair in pairs(dealt) if all(p.startswith("w") for p in pair))
    return sorted(times.values())


def test_with_a_table_without_a_step_for_each_they_keep_it_and_never_share():
    dealt = wheelchairs(2, (True, True, False, False, False))
    assert shared(dealt) == []
    assert dealt.facts["sharing"] == dealt.facts["steps"] == 0
    assert {p for tables in dealt.rounds.values() for t in tables for p in t.keep} == {"w0", "w1"}


@pytest.mark.parametrize(("number", "times"), [(3, [2, 2, 2]), (4, [2, 2, 2, 2, 2, 2])])
def test_those_who_have_to_share_two_tables_without_a_step_take_turns(
    number: int, times: list[int]
):
    dealt = wheelchairs(number, (True, True, False, False, False))
    assert shared(dealt) == times
    assert dealt.facts["sharing"] == sum(n - 1 for n in times)
    assert dealt.facts["steps"] == 0


def test_who_asked_to_keep_a_place_takes_no_turns():
    dealt = wheelchairs(3, (True, True, False, False, False), fixed=True)
    assert shared(dealt) == [6]
    assert dealt.facts["steps"] == 0


def test_meeting_again_at_the_only_table_without_a_step_is_counted_apart():
    dealt = wheelchairs(2, (False, False, True, False, False))
    assert shared(dealt) == [6]
    assert dealt.facts["sharing"] == 5
    again = sum(n - 1 for n in Counter(pairs(dealt)).values())
    assert dealt.facts["repeats"] == again - 5


def test_people_who_asked_to_stay_together_are_no_repeat():
    order = Order(TABLES, (1, 2, 3), 5, people(13, 12), together=(("p1", "p20"),))
    dealt = deal(order, steps=20_000)
    again = Counter(pairs(dealt))
    assert again[frozenset(("p1", "p20"))] == 3
    assert dealt.facts["repeats"] == sum(n - 1 for n in again.values()) - 2


def test_people_at_tables_meet_nobody_twice_when_the_numbers_allow():
    dealt = deal(Order(TABLES, (1, 2, 3, 4), 5, people(13, 12)), steps=FEW)
    assert len(pairs(dealt)) == len(set(pairs(dealt))) == dealt.facts["pairs"] == 200
    assert dealt.facts["repeats"] == 0
    assert dealt.facts["possible"] == 200


def test_whom_one_met_before_is_not_met_again():
    first = deal(Order(TABLES, (1, 2), 4, people(8, 8)), steps=FEW)
    met = frozenset(pairs(first))
    rest = deal(Order(TABLES, (3, 4), 4, people(8, 8), met=met), steps=20_000)
    assert not met & set(pairs(rest))


def test_who_keeps_a_table_stays_at_it_and_linked_people_travel_together():
    guests = tuple(Guest(g.id, g.perspective, fixed=g.id in ("p0", "p1")) for g in people(10, 10))
    together = (("p5", "p15"),)
    order = Order(TABLES, (1, 2, 3), 5, guests, together=together, homes={"p0": 3})
    dealt = deal(order, steps=FEW)
    at = [{p: t.number for t in tables for p in t.people} for tables in dealt.rounds.values()]
    assert {seen["p0"] for seen in at} == {3}
    assert len({seen["p1"] for seen in at}) == 1
    assert all(seen["p5"] == seen["p15"] for seen in at)


def test_people_who_are_to_be_apart_share_no_table():
    apart = (("p0", "p1"), ("p0", "p2"))
    dealt = deal(Order(TABLES, (1, 2, 3), 4, people(8, 4), apart=apart), steps=3000)
    assert dealt.facts["clashes"] == 0
    assert not {frozenset(pair) for pair in apart} & set(pairs(dealt))


@pytest.mark.parametrize(
    ("number", "size", "tables"), [(2, 5, 1), (3, 2, 2), (11, 5, 3), (7, 7, 1)]
)
def test_odd_numbers_make_tables_of_nearly_one_size(number: int, size: int, tables: int):
    facts = deal(Order(TABLES, (1, 2), size, people(number, 0)), steps=50).facts
    assert facts["tables"] == tables
    assert facts["largest"] - facts["smallest"] <= 1
    assert facts["largest"] <= size


def test_a_wish_to_hear_somebody_comes_true():
    guests = people(20, 0)
    experts = {f"p{n}" for n in range(4)}
    guests = tuple(Guest(g.id, g.perspective, expert=g.id in experts) for g in guests)
    wishes = frozenset((f"p{n}", f"p{n % 4}") for n in range(4, 20))
    dealt = deal(Order(EXPERTS, (1, 2, 3, 4), 5, guests, wishes))
    assert dealt.facts["wishes"] == dealt.facts["wished"] == 16
    assert dealt.facts["pairs"] == 16 * 4
    assert dealt.facts["waiting"] == 0


def test_when_everybody_can_tell_everybody_tells_and_listens():
    guests = tuple(Guest(f"p{n}", "resident", expert=True) for n in range(20))
    dealt = deal(Order(EXPERTS, (1, 2, 3, 4, 5, 6), 5, guests))
    told = {host for tables in dealt.rounds.values() for table in tables for host in table.keep}
    assert told == {guest.id for guest in guests}
    assert dealt.facts["tables"] == 4
    assert dealt.facts["waiting"] == 0


def test_an_expert_with_a_wish_gets_to_listen_too():
    guests = tuple(Guest(f"p{n}", "resident", expert=n < 4) for n in range(24))
    wishes = frozenset({("p0", "p1"), ("p1", "p0")})
    facts = deal(Order(EXPERTS, (1, 2, 3, 4), 5, guests, wishes)).facts
    assert facts["wishes"] == 2
    assert facts["waiting"] == 0


def test_too_few_experts_make_large_tables_and_repeats_only_once_all_were_heard():
    guests = tuple(Guest(f"p{n}", "resident", expert=n < 2) for n in range(12))
    dealt = deal(Order(EXPERTS, (1, 2, 3), 5, guests))
    assert dealt.facts["tables"] == 2
    assert dealt.facts["pairs"] == 20  # ten listeners, two topics
    assert dealt.facts["waiting"] == 0


def test_two_sides_meet_one_to_one_and_never_twice():
    dealt = deal(Order(SIDES, tuple(range(1, 8)), 2, people(9, 8)))
    assert len(pairs(dealt)) == len(set(pairs(dealt))) == 8 * 7
    assert dealt.facts["possible"] == 56
    assert dealt.facts["waiting"] == 7  # one resident too many in each round


def test_who_moves_less_keeps_a_place_on_either_side():
    guests = tuple(Guest(g.id, g.perspective, fixed=g.id == "p0") for g in people(4, 4))
    dealt = deal(Order(SIDES, (1, 2, 3), 2, guests))
    tables = [t for tables in dealt.rounds.values() for t in tables if "p0" in t.people]
    assert len({table.number for table in tables}) == 1
    assert all(table.keep == ("p0",) for table in tables)


def test_rounds_left_over_when_all_have_met_are_counted_and_no_pause():
    facts = deal(Order(SIDES, tuple(range(1, 7)), 2, people(4, 4))).facts
    assert (facts["empty"], facts["waiting"], facts["pauses"]) == (2, 0, 0)


def test_pauses_are_shared_out():
    facts = deal(Order(SIDES, tuple(range(1, 5)), 4, people(12, 20))).facts
    assert facts["waiting"] == 4 * (20 - 6)
    assert facts["pauses"] == 3
    assert facts["empty"] == 0


def test_equal_sides_meet_in_groups_of_two_and_no_table_has_one_guest():
    dealt = deal(Order(SIDES, (1, 2, 3), 4, people(30, 30)))
    assert [len(tables) for tables in dealt.rounds.values()] == [15, 15, 15]
    assert (dealt.facts["smallest"], dealt.facts["largest"]) == (3, 3)
    assert dealt.facts["mixed"] == dealt.facts["possible"] == 90
    assert dealt.facts["repeats"] == 0


def test_groups_that_take_turns_share_tables_and_who_keeps_a_place_keeps_it():
    keeping = {"p0", "p1", "p2", "p20"}
    guests = tuple(replace(g, fixed=g.id in keeping) for g in people(14, 14))
    dealt = deal(Order(SIDES, (1, 2, 3, 4), 4, guests))
    seats = {(p, t.number) for tables in dealt.rounds.values() for t in tables for p in t.people}
    assert all(sum(p == one for p, _ in seats) == 1 for one in keeping)
    assert max(number for _, number in seats) <= 7 + len(keeping)


@pytest.mark.parametrize("size", [2, 4])
@pytest.mark.parametrize("link", [("p0", "p1"), ("p0", "p12"), ("p12", "p13")])
def test_of_two_sides_too_linked_people_go_together(size: int, link: tuple[str, str]):
    dealt = deal(Order(SIDES, (1, 2, 3), size, people(12, 8), together=(link,)))
    for tables in dealt.rounds.values():
        at = {p: t.number for t in tables for p in t.people}
        assert at.get(link[0]) == at.get(link[1])
    assert dealt.facts["mixed"] == dealt.facts["possible"]
    assert dealt.facts["repeats"] == 0


def test_the_only_one_of_a_side_is_dealt_though_they_are_linked():
    dealt = deal(Order(SIDES, (1, 2), 2, people(3, 1), together=(("p0", "p3"),)))
    assert dealt.facts["mixed"] == dealt.facts["possible"] == 2


def test_who_goes_along_hears_the_same_topics():
    guests = (*people(9, 0), Guest("e1", expert=True), Guest("e2", expert=True))
    together = (("p0", "p1"), ("p2", "e1"))
    dealt = deal(Order(EXPERTS, (1, 2), 6, guests, together=together))
    for tables in dealt.rounds.values():
        at = {p: t.number for t in tables for p in t.people}
        assert at["p0"] == at["p1"]
        assert at["e1"] == at["p2"]
    assert dealt.facts["waiting"] == 0


def test_residents_who_are_to_be_apart_share_no_group():
    apart = tuple((f"p{n}", f"p{m}") for n in range(4) for m in range(n))
    dealt = deal(Order(SIDES, (1, 2, 3), 4, people(12, 4), apart=apart))
    assert dealt.facts["clashes"] == 0
    assert dealt.facts["mixed"] == dealt.facts["possible"] == 36


def test_two_face_to_face_where_a_group_was_asked_for_are_counted():
    assert deal(Order(SIDES, (1, 2), 3, people(7, 7))).facts["faced"] == 2
    assert deal(Order(SIDES, (1, 2), 2, people(7, 7))).facts["faced"] == 0


def test_a_professional_meets_residents_in_groups():
    facts = deal(Order(SIDES, (1, 2, 3), 4, people(12, 4))).facts
    assert (facts["smallest"], facts["largest"], facts["waiting"]) == (4, 4, 0)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (Order("elsewhere", (1,), 5, people(4, 4)), "meet"),
        (Order(TABLES, (1,), 5, ()), "nobody"),
        (Order(TABLES, (1,), 5, people(1, 0)), "nobody"),
        (Order(EXPERTS, (1,), 5, people(4, 0)), "no_expert"),
        (Order(SIDES, (1,), 2, people(4, 0)), "one_side"),
    ],
)
def test_what_cannot_be_dealt_is_named(order: Order, code: str):
    with pytest.raises(InputError) as wrong:
        deal(order)
    assert wrong.value.code == code


def test_a_late_comer_sits_where_few_people_are_whom_they_do_not_know():
    tables = {1: ["a", "b"], 2: ["c", "d"], 3: ["e", "f", "g"]}
    assert smallest_table(tables, "z", {frozenset("za")}) == 2
    assert smallest_table({}, "z", set()) is None


def test_another_process_deals_the_same():
    order = Order(EXPERTS, (2, 3), 5, people(9, 3, expert=True), frozenset({("p0", "p1")}))
    assert order_from_json(order_to_json(order)) == order
    assert deal_apart(order).rounds == deal(order).rounds
    with pytest.raises(InputError, match="one_side"):
        deal_apart(Order(SIDES, (1,), 2, people(4, 0)))


@pytest.mark.parametrize(
    "broken", ["raise SystemExit(3)", "print('nonsense')", "import os; os.abort()"]
)
def test_when_the_other_process_dies_everybody_is_seated_all_the_same(broken: str):
    order = Order(TABLES, (1, 2), 4, people(6, 6))
    dealt = deal_apart(order, command=(sys.executable, "-c", broken))
    assert dealt.facts["waiting"] == 0


def test_of_two_who_tell_one_hears_the_other_only_unless_both_wish():
    guests = tuple(Guest(f"p{n}", "resident", expert=True) for n in range(24))
    wishes = frozenset({("p0", "p1"), ("p1", "p0")})
    dealt = deal(Order(EXPERTS, (1, 2, 3, 4), 5, guests, wishes))
    times = Counter(
        frozenset((host, person))
        for tables in dealt.rounds.values()
        for table in tables
        for host in table.keep
        for person in table.people
        if person != host
    )
    assert {pair for pair, n in times.items() if n > 1} <= {frozenset(("p0", "p1"))}
    assert dealt.facts["waiting"] == 0


@pytest.mark.parametrize("seed", [22, 23, 24])
def test_dealt_again_in_the_middle_nobody_hears_an_expert_twice(seed: int):
    chance = random.Random(seed)
    guests = tuple(Guest(f"p{n}", expert=chance.random() < 0.5) for n in range(30))
    experts = [guest.id for guest in guests if guest.expert]
    wishes = {(g.id, e) for g in guests for e in chance.sample(experts, 3) if e != g.id}
    order = Order(EXPERTS, (1, 2, 3, 4, 5, 6), 5, guests, frozenset(wishes))
    first = deal(order).rounds[1]
    gone = chance.choice(guests)
    here = [set(table.people) - {gone.id} for table in first]
    again = replace(
        order,
        rounds=order.rounds[1:],
        guests=(*(guest for guest in guests if guest != gone), Guest("late")),
        met=frozenset(frozenset(p) for people in here for p in combinations(people, 2)),
        homes={host: table.number for table in first for host in table.keep if host != gone.id},
    )
    heard = Counter(
        (host, person)
        for tables in (first, *deal(again).rounds.values())
        for table in tables
        for host in table.keep
        for person in {*table.people} - {host, gone.id}
    )
    assert max(heard.values()) == 1


def test_where_experts_are_few_the_first_rounds_are_the_new_ones():
    guests = tuple(Guest(f"p{n}", expert=n < 4) for n in range(20))
    dealt = deal(Order(EXPERTS, (1, 2, 3, 4, 5, 6), 5, guests))
    heard: set[tuple[str, str]] = set()
    new = []
    for tables in dealt.rounds.values():
        told = {(t.keep[0], p) for t in tables for p in t.people if p not in t.keep}
        new.append(len(told - heard))
        heard |= told
    assert new == [16, 16, 16, 16, 0, 0]
