"""Tables over several rounds: everybody seated once a round, and meetings counted honestly."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventlab.matchmaking.engine.model import InputError
from eventlab.matchmaking.engine.rounds import Tables, even_sizes, go_on, pair_bound, seat


def meetings(seating):
    """How often each pair shares a table."""
    times = {}
    for round_ in seating.rounds:
        for table in round_:
            for pair in combinations(sorted(table, key=str), 2):
                times[pair] = times.get(pair, 0) + 1
    return times


def check_seats(tables, seating):
    for round_ in seating.rounds:
        assert sorted(map(len, round_)) == sorted(tables.sizes)
        assert sorted((p for table in round_ for p in table), key=str) == sorted(
            tables.people, key=str
        )


def half(people):
    return {p: "resident" if i % 2 else "professional" for i, p in enumerate(people)}


@pytest.mark.parametrize(("size", "rounds"), [(4, 5), (5, 6), (7, 8), (8, 9)])
def test_full_squares_meet_everybody_exactly_once(size, rounds):
    tables = Tables(tuple(range(size * size)), (size,) * size, rounds)
    seating = seat(tables)
    check_seats(tables, seating)
    assert set(meetings(seating).values()) == {1}
    assert seating.pairs == size * size * (size * size - 1) // 2
    assert seating.proven


@pytest.mark.parametrize(("groups", "size", "rounds"), [(8, 4, 9), (9, 3, 10), (16, 4, 17)])
def test_more_groups_than_seats_leave_one_round_within_the_columns(groups, size, rounds):
    tables = Tables(tuple(range(groups * size)), (size,) * groups, rounds)
    seating = seat(tables, steps=0)
    check_seats(tables, seating)
    assert set(meetings(seating).values()) == {1}
    assert seating.pairs == rounds * groups * size * (size - 1) // 2


def test_thirty_two_people_at_eight_tables_meet_nobody_twice_in_ten_rounds():
    seating = seat(Tables(tuple(range(32)), (4,) * 8, 10))
    met = [pair for round_ in seating.rounds for t in round_ for pair in combinations(t, 2)]
    assert all(sorted(p for t in round_ for p in t) == list(range(32)) for round_ in seating.rounds)
    assert len(met) == len(set(met)) == 480
    assert seating.proven


def test_a_hundred_people_at_fifteen_tables_reach_the_bound():
    people = tuple(range(100))
    tables = Tables(people, even_sizes(100, 15), 5)
    seating = seat(tables)
    check_seats(tables, seating)
    assert len(meetings(seating)) == seating.pairs == 1425
    assert pair_bound(tables.sizes, 5, 100) == 1425


def test_hosts_stay_and_linked_people_travel_together():
    people = tuple(range(30))
    tables = Tables(
        people,
        even_sizes(30, 5),
        4,
        half(people),
        hosts={0: 0, 7: 1, 20: 4},
        together=((1, 2), (2, 3), (7, 8)),
        apart=((4, 5), (0, 9)),
    )
    seating = seat(tables, steps=8000)
    check_seats(tables, seating)
    for round_ in seating.rounds:
        at = {p: t for t, table in enumerate(round_) for p in table}
        assert (at[0], at[7], at[20]) == (0, 1, 4)
        assert at[1] == at[2] == at[3]
        assert at[7] == at[8]
        assert at[4] != at[5]
        assert at[0] != at[9]
    assert seating.clashes == 0


def test_value_counts_mixed_pairs_double_and_stays_under_its_bound():
    people = tuple(range(23))
    sides = half(people)
    seating = seat(Tables(people, even_sizes(23, 4), 3, sides), steps=4000)
    met = meetings(seating)
    assert seating.pairs == len(met)
    assert seating.value == sum(1 + (sides[a] != sides[b]) for a, b in met)
    assert seating.value <= seating.bound


def test_pairs_who_have_met_gain_nothing_in_later_rounds():
    people = tuple(range(12))
    first = seat(Tables(people, (3,) * 4, 2))
    later = go_on(Tables((*people[:-1], 99), (3,) * 4, 2), first, done=2, seed=1)
    again = meetings(first).keys() & meetings(later).keys()
    assert later.pairs == len(meetings(later)) - len(again)


def test_same_seed_same_seats():
    tables = Tables(tuple(range(26)), even_sizes(26, 5), 3)
    assert seat(tables, seed=4, steps=2000) == seat(tables, seed=4, steps=2000)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_seating_seats_everybody_once_a_round(data):
    count = data.draw(st.integers(0, 14))
    people = tuple(range(count))
    sizes = even_sizes(count, data.draw(st.integers(1, 5)))
    person = st.sampled_from(people) if people else st.nothing()
    pairs = st.lists(st.tuples(person, person), max_size=2) if people else st.just([])
    tables = Tables(
        people, sizes, data.draw(st.integers(0, 3)), half(people), apart=tuple(data.draw(pairs))
    )
    seating = seat(tables, steps=200)
    assert len(seating.rounds) == tables.rounds
    check_seats(tables, seating)
    assert seating.value <= seating.bound


@pytest.mark.parametrize(
    ("code", "tables"),
    [
        ("rounds", Tables((1, 2), (2,), -1)),
        ("duplicate_person", Tables((1, 1), (2,), 1)),
        ("sizes", Tables((1, 2), (3,), 1)),
        ("no_table", Tables((1,), (), 1)),
        ("host_table", Tables((1,), (1,), 1, hosts={1: 3})),
        ("too_many_hosts", Tables((1, 2), (1, 1), 1, hosts={1: 0, 2: 0})),
        ("together_hosts", Tables((1, 2), (1, 1), 1, hosts={1: 0, 2: 1}, together=((1, 2),))),
        ("together_too_many", Tables((1, 2), (1, 1), 1, together=((1, 2),))),
    ],
)
def test_rounds_that_cannot_be_are_named(code, tables):
    with pytest.raises(InputError) as refused:
        seat(tables)
    assert refused.value.code == code


def test_no_round_is_no_fault_of_those_who_would_keep_a_table():
    assert seat(Tables((1,), (1,), 0, hosts={1: ()})).rounds == ()


def test_a_host_keeps_a_table_that_has_no_room_for_those_linked_to_them():
    tables = Tables((0, 1, 2, 3), (2, 2), 2, hosts={0: 0, 1: 0}, together=((0, 2),))
    assert all(set(round_[0]) == {0, 1} for round_ in seat(tables).rounds)


def test_two_who_stay_together_may_say_their_table_once_or_for_each_round():
    hosts = {1: 1, 2: (1, 1)}
    seating = seat(Tables((1, 2, 3, 4), (2, 2), 2, hosts=hosts, together=((1, 2),)))
    assert all(set(round_[1]) == {1, 2} for round_ in seating.rounds)


@pytest.mark.parametrize("kept", [0, 1])
@pytest.mark.parametrize("rounds", [1, 2, 4])
def test_two_who_want_to_sit_together_are_parted_where_no_table_holds_them(kept, rounds):
    tables = Tables((0, 1, 2, 3, 4), (2, 3), rounds, hosts={2: kept}, together=((0, 1), (3, 4)))
    check_seats(tables, seat(tables, steps=500))


def again(rounds, met=frozenset()):
    """How many pairs of each round have met before."""
    counts, met = [], set(met)
    for round_ in rounds:
        pairs = {frozenset(pair) for table in round_ for pair in combinations(table, 2)}
        counts.append(len(pairs & met))
        met |= pairs
    return counts


@pytest.mark.parametrize("seed", range(4))
def test_where_some_must_meet_again_the_first_rounds_are_new(seed):
    people = tuple(range(36))
    seating = seat(Tables(people, (6,) * 6, 5, half(people)), seed=seed)
    first, second, third, *_ = again(seating.rounds)
    assert (first, second) == (0, 0)
    assert third <= 3
    assert seating.pairs >= 420
    assert seating.pairs == len(meetings(seating))


@pytest.mark.parametrize("seed", range(4))
def test_after_somebody_left_and_somebody_came_the_next_round_is_new(seed):
    people = tuple(range(36))
    first = seat(Tables(people, (6,) * 6, 5, half(people)), seed=seed)
    came = (*people[:7], *people[8:], 36)
    later = go_on(Tables(came, (6,) * 6, 4, half(came)), first, done=1, seed=seed)
    met = {frozenset(pair) for table in first.rounds[0] for pair in combinations(table, 2)}
    assert again(later.rounds, met)[0] == 0
    assert later.bound >= later.value
