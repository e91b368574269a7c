"""One to one: the most meetings, nobody twice in a slot, nobody twice the same person."""

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventlab.matchmaking.engine.model import InputError
from eventlab.matchmaking.engine.one_to_one import Sides, go_on, schedule


def names(letter, count):
    return tuple(f"{letter}{i}" for i in range(count))


def check_schedule(sides, meetings):
    pairs = [pair for slot in meetings.slots for pair in slot]
    assert len(pairs) == len(set(pairs))
    for s, slot in enumerate(meetings.slots):
        left = Counter(one for one, _ in slot)
        assert all(count <= sides.seats.get(one, 1) for one, count in left.items())
        assert all(count == 1 for count in Counter(other for _, other in slot).values())
        for pair in slot:
            assert sides.may_meet(*pair)
            assert all(s not in sides.away.get(person, ()) for person in pair)


def most_meetings(sides):
    """The size of a maximum b-matching, from the cuts: the least over all sets of left people."""
    slots, best = sides.slots, None
    for size in range(len(sides.left) + 1):
        for chosen in combinations(sides.left, size):
            rest = [one for one in sides.left if one not in chosen]
            cut = sum(slots * sides.seats.get(one, 1) for one in chosen)
            for other in sides.right:
                cut += min(slots, sum(sides.may_meet(one, other) for one in rest))
            best = cut if best is None else min(best, cut)
    return best


def test_a_big_speed_meeting_fills_every_slot_of_the_smaller_side():
    sides = Sides(names("l", 165), names("r", 135), 8)
    meetings = schedule(sides)
    check_schedule(sides, meetings)
    assert meetings.count == 135 * 8
    assert meetings.proven


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_schedule_has_more_meetings(data):
    left, right = names("l", data.draw(st.integers(0, 4))), names("r", data.draw(st.integers(0, 4)))
    every = [(one, other) for one in left for other in right]
    some = st.frozensets(st.sampled_from(every)) if every else st.just(frozenset())
    seats = {one: data.draw(st.integers(1, 3)) for one in left}
    sides = Sides(
        left, right, data.draw(st.integers(0, 3)), seats, apart=data.draw(some), met=data.draw(some)
    )
    meetings = schedule(sides)
    check_schedule(sides, meetings)
    assert meetings.count == most_meetings(sides)
    assert meetings.proven


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_absences_are_respected_and_nothing_is_hidden(data):
    left, right = names("l", data.draw(st.integers(1, 5))), names("r", data.draw(st.integers(1, 5)))
    slots = data.draw(st.integers(1, 4))
    away = {p: data.draw(st.frozensets(st.integers(0, slots - 1))) for p in (*left, *right)}
    sides = Sides(left, right, slots, away=away)
    meetings = schedule(sides)
    check_schedule(sides, meetings)
    assert meetings.proven
    free = {one: len(sides.present(one)) for one in (*left, *right)}
    had = Counter(person for slot in meetings.slots for pair in slot for person in pair)
    assert all(had[person] + fewer <= free[person] for person, fewer in meetings.fewer)


def test_two_who_could_only_meet_somebody_in_the_same_slot_leave_the_other_to_a_third():
    """Counting gives r both l0 and l1, who are there in slot 0 only; l2 is there in slot 1."""
    away = {"l0": {1}, "l1": {1}, "l2": {0}}
    meetings = schedule(Sides(names("l", 3), ("r",), 2, away=away))
    assert [len(slot) for slot in meetings.slots] == [1, 1]
    assert meetings.proven


def test_absences_that_cost_meetings_are_proven_and_those_concerned_named():
    """In slot 0 two of the left side find one of the right, in slot 1 the other way round."""
    meetings = schedule(Sides(names("l", 2), names("r", 2), 2, away={"r0": {0}, "l0": {1}}))
    assert (meetings.count, meetings.proven) == (2, True)
    assert sum(fewer for _, fewer in meetings.fewer) == 2


def test_a_room_of_sixty_with_every_fifth_away_loses_no_meeting():
    people = (*names("l", 30), *names("r", 30))
    chance = random.Random(0)
    away = {p: {s for s in range(6) if chance.random() < 0.2} for p in people}
    meetings = schedule(Sides(people[:30], people[30:], 6, away=away))
    assert meetings.proven


def test_wished_meetings_come_first():
    wishes = frozenset([("l0", "r3"), ("r3", "l0"), ("l1", "r3"), ("l2", "r1")])
    meetings = schedule(Sides(names("l", 4), names("r", 4), 1, wishes=wishes))
    assert meetings.count == 4
    assert ("l0", "r3") in meetings.slots[0]
    assert ("l2", "r1") in meetings.slots[0]


def test_groups_have_two_to_four_residents():
    professionals, residents = names("q", 5), names("r", 18)
    sides = Sides(professionals, residents, 4, seats=dict.fromkeys(professionals, 4))
    meetings = schedule(sides)
    check_schedule(sides, meetings)
    assert meetings.count == 18 * 4
    sizes = [Counter(one for one, _ in slot).values() for slot in meetings.slots]
    assert all(2 <= size <= 4 for slot in sizes for size in slot)
    assert meetings.alone == ()


def sizes(meetings):
    """Of each slot in which anybody meets: how many each of the left side has."""
    return [Counter(one for one, _ in slot) for slot in meetings.slots if slot]


def spread(numbers):
    return max(numbers, default=0) - min(numbers, default=0)


def in_groups(professionals, residents, slots, seats, **more):
    left = names("q", professionals)
    return Sides(left, names("r", residents), slots, dict.fromkeys(left, seats), **more)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(2, 24), st.integers(1, 6), st.integers(3, 4))
def test_nobody_is_alone_and_all_work_is_spread(professionals, residents, slots, seats):
    sides = in_groups(professionals, residents, slots, seats)
    meetings = schedule(sides)
    check_schedule(sides, meetings)
    assert meetings.proven
    groups = sizes(meetings)
    assert all(2 <= size <= seats for slot in groups for size in slot.values())
    assert spread([len(slot) for slot in groups]) <= 1
    assert spread([sum(one in slot for slot in groups) for one in sides.left]) <= 1
    had = Counter(other for slot in meetings.slots for _, other in slot)
    assert spread([had[other] for other in sides.right]) <= 1


def shared_again(meetings):
    """How often two of the right side share a group who had done so before."""
    times = Counter(
        frozenset((a[1], b[1]))
        for slot in meetings.slots
        for a, b in combinations(slot, 2)
        if a[0] == b[0]
    )
    return sum(count - 1 for count in times.values())


@pytest.mark.parametrize(
    ("professionals", "residents", "slots", "seats"),
    [(10, 30, 4, 3), (4, 12, 3, 4), (5, 20, 5, 4), (7, 21, 7, 3), (12, 30, 5, 4), (30, 30, 3, 3)],
)
def test_no_two_of_the_right_side_share_a_group_twice(professionals, residents, slots, seats):
    meetings = schedule(in_groups(professionals, residents, slots, seats))
    assert meetings.proven
    assert shared_again(meetings) == 0
    assert spread([len(slot) for slot in sizes(meetings)]) == 0


@pytest.mark.parametrize(("professionals", "residents"), [(3, 9), (4, 14), (6, 18)])
def test_where_no_design_exists_few_share_a_group_again(professionals, residents):
    meetings = schedule(in_groups(professionals, residents, professionals, 4))
    assert meetings.proven
    assert shared_again(meetings) <= residents * 1.5


def test_whom_one_sat_beside_before_is_remembered_midway():
    sides = in_groups(10, 30, 4, 3)
    assert shared_again(go_on(sides, schedule(sides), done=2)) == 0


@pytest.mark.parametrize(
    ("professionals", "residents", "slots", "seats", "tables"),
    [(30, 30, 2, 3, 15), (30, 30, 8, 3, 15), (20, 30, 8, 2, 15), (7, 7, 7, 3, 3), (6, 6, 6, 3, 3)],
)
def test_equal_sides_fill_as_many_tables_in_every_slot(
    professionals, residents, slots, seats, tables
):
    meetings = schedule(in_groups(professionals, residents, slots, seats))
    assert meetings.count == residents * slots
    assert [len(slot) for slot in sizes(meetings)] == [tables] * slots
    assert meetings.alone == ()


def test_an_odd_one_out_is_alone_where_groups_are_of_two_and_only_then():
    meetings = schedule(in_groups(7, 7, 5, 2))
    assert meetings.proven
    assert [list(slot.values()).count(1) for slot in sizes(meetings)] == [1] * 5
    assert len(meetings.alone) == 5


def test_when_all_have_met_the_slots_left_over_are_empty():
    for seats in (1, 3):
        meetings = schedule(in_groups(4, 4, 8, seats))
        assert [len(slot) for slot in meetings.slots] == [4] * 4 + [0] * 4


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_groups_with_absences_links_and_wishes_are_legal_and_count_who_is_alone(data):
    left, right = names("q", data.draw(st.integers(1, 6))), names("r", data.draw(st.integers(1, 8)))
    slots = data.draw(st.integers(1, 4))
    every = [(one, other) for one in left for other in right]
    some = st.frozensets(st.sampled_from(every), max_size=6)
    sides = Sides(
        left,
        right,
        slots,
        {one: data.draw(st.integers(1, 4)) for one in left},
        apart=data.draw(some),
        met=data.draw(some),
        wishes=data.draw(some),
        fixed=frozenset(data.draw(st.frozensets(st.sampled_from((*left, *right)), max_size=3))),
        away={p: data.draw(st.frozensets(st.integers(0, slots - 1))) for p in (*left, *right)},
    )
    meetings = schedule(sides)
    check_schedule(sides, meetings)
    assert meetings.count <= meetings.bound
    lonely = {
        (one, s)
        for s, slot in enumerate(meetings.slots)
        for one, size in Counter(one for one, _ in slot).items()
        if size == 1 and sides.seats[one] > 1
    }
    assert set(meetings.alone) == lonely
    assert schedule(sides) == meetings


def test_wishes_and_absences_leave_nobody_alone_in_a_room_of_sixty():
    wishes = frozenset((f"r{n}", f"q{(7 * n + k) % 30}") for n in range(30) for k in range(3))
    away = {f"q{n}": {n % 6} for n in range(0, 30, 5)} | {f"r{n}": {n % 6} for n in range(0, 30, 7)}
    sides = in_groups(30, 30, 6, 3, wishes=wishes, away=away)
    meetings = schedule(sides)
    check_schedule(sides, meetings)
    assert meetings.alone == ()
    assert meetings.proven
    assert sum(sides.wished(*pair) for slot in meetings.slots for pair in slot) == 90


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 8), st.booleans())
def test_nobody_has_two_meetings_more_than_another_of_their_side(left, right, slots, wishing):
    wishes = frozenset((f"l{n % left}", f"r{n * n % right}") for n in range(9 * wishing))
    meetings = schedule(Sides(names("l", left), names("r", right), slots, wishes=wishes))
    assert meetings.proven
    had = Counter(person for slot in meetings.slots for pair in slot for person in pair)
    if not wishing:
        assert spread([had[one] for one in names("l", left)]) <= 1
        assert spread([had[one] for one in names("r", right)]) <= 1
    assert spread([len(slot) for slot in meetings.slots if slot]) <= 1


def test_wishes_for_a_few_leave_the_others_no_poorer():
    wishes = frozenset((f"r{n}", f"l{n % 3}") for n in range(20))
    meetings = schedule(Sides(names("l", 20), names("r", 20), 4, wishes=wishes))
    had = Counter(one for slot in meetings.slots for one, _ in slot)
    assert sum(pair[::-1] in wishes for slot in meetings.slots for pair in slot) == 12
    assert set(had.values()) == {4}
    meetings = schedule(Sides(names("l", 30), names("r", 20), 6, wishes=wishes))
    had = Counter(one for slot in meetings.slots for one, _ in slot)
    assert sum(pair[::-1] in wishes for slot in meetings.slots for pair in slot) == 18
    assert min(had[one] for one in names("l", 30)) >= 3


def test_two_people_who_keep_their_seats_never_meet():
    sides = Sides(names("l", 3), names("r", 3), 3, fixed=frozenset(("l0", "r0")))
    meetings = schedule(sides)
    assert ("l0", "r0") not in {pair for slot in meetings.slots for pair in slot}
    assert meetings.count == 8


def test_leaving_and_arriving_midway_keeps_what_was_met():
    before = Sides(names("l", 6), names("r", 6), 5)
    first = schedule(before)
    after = Sides((*names("l", 6)[1:], "new"), names("r", 6), 5)
    second = go_on(after, first, done=2)
    assert second.slots[:2] == first.slots[:2]
    pairs = [pair for slot in second.slots for pair in slot]
    assert len(pairs) == len(set(pairs))
    assert "l0" not in {one for slot in second.slots[2:] for one, _ in slot}
    assert sum(one == "new" for one, _ in pairs) == 3


@pytest.mark.parametrize("place", [0, 3, 6])
@pytest.mark.parametrize("seats", [1, 2])
@pytest.mark.parametrize("away", [{}, {"l0": [5]}], ids=["all there", "absences"])
def test_who_comes_late_is_served_before_those_who_have_met_many(away, seats, place):
    """Four slots are over and there is not enough for all in the two that are left."""
    left, right = names("l", 3), names("r", 6 * seats)
    groups = dict.fromkeys(left, seats)
    first = schedule(Sides(left, right, 6, groups))
    right = (*right[:place], "late", *right[place:])
    later = go_on(Sides(left, right, 6, groups, away=away), first, done=4)
    met = Counter(other for slot in later.slots for _, other in slot)
    assert met["late"] == 2
    assert max(met.values()) - min(met[other] for other in right) <= 1


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("slots", Sides(("a",), ("b",), -1)),
        ("duplicate_person", Sides(("a",), ("a",), 1)),
        ("seats", Sides(("a",), ("b",), 1, seats={"a": 0})),
    ],
)
def test_sides_that_cannot_be_are_named(code, sides):
    with pytest.raises(InputError) as refused:
        schedule(sides)
    assert refused.value.code == code
