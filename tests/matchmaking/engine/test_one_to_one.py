"""One to one: the most meetings, nobody twice in a slot, nobody twice the same person."""

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
    assert meetings.count + len(meetings.unscheduled) == meetings.bound


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
