"""The second looks of a rehearsal see what is wrong, and excuse only what a certificate names."""

from eventlab.rehearsal.round_check import behind_a_step, who_share, wrong_in_rounds
from eventlab.rehearsal.team_check import broken_rules, excused_by

PEOPLE = {
    "ana": {"status": "present", "perspective": "resident"},
    "ben": {"status": "present", "perspective": "resident"},
    "cleo": {"status": "present", "perspective": "resident"},
}


def draft(*members: str) -> dict:
    return {
        "terms": {"smallest": 2, "largest": 4, "residents": 1, "professionals": 1},
        "teams": [{"number": 1, "table": "1", "members": list(members)}],
        "links": [{"kind": "apart", "one": "ana", "other": "ben", "state": "agreed"}],
    }


def test_a_certificate_excuses_the_rule_it_names_and_no_other():
    found = set(broken_rules(draft("ana", "ben"), PEOPLE, excused_by(["too_few_professionals"])))
    assert found == {"cleo has no team", "ana and ben are not apart"}
    assert "team 1 has 0 of professional" in set(broken_rules(draft("ana", "ben"), PEOPLE))


def test_a_certificate_of_what_is_not_counted_excuses_nothing():
    excused = excused_by(["language_unspoken"])
    assert excused == set()
    assert len(set(broken_rules(draft("ana", "ben"), PEOPLE, excused))) == 3


def test_a_certificate_of_an_unknown_kind_excuses_nothing():
    assert excused_by(["bad_weather"]) == set()
    assert excused_by(["bad_weather", "too_few_professionals"]) == {"professional"}


def test_where_rules_contradict_each_other_only_what_no_rule_allows_is_said():
    torn = draft("ana", "ben", "ana")
    excused = excused_by(["conflict"])
    assert list(broken_rules(torn, PEOPLE, excused)) == ["ana sits in 2 teams"]


def seats(*ids: str, keeps: str = "") -> list[dict]:
    return [{"id": one, "absent": False} | ({"keeps": True} if one in keeps else {}) for one in ids]


def test_who_meets_twice_is_named_but_for_those_who_travel_together():
    first = {"1": seats("a", "b", "c"), "2": seats("d", "e", "f")}
    second = {"1": seats("a", "b", "d"), "2": seats("c", "e", "f")}
    linked = {"kind": "together", "one": "e", "other": "f", "state": "agreed"}
    assert list(wrong_in_rounds([first, second], "tables", [linked])) == ["a and b meet 2 times"]


def test_those_who_share_too_few_tables_without_a_step_are_no_fault():
    needs = {"a": ["step_free"], "b": ["step_free"], "c": []}
    tables = {"1": seats("a", "b", "c")}
    assert who_share(needs, [True, False]) == {"a", "b"}
    assert who_share(needs, [True, True]) == who_share(needs, []) == set()
    assert list(wrong_in_rounds([tables, tables], "tables", [], {"a", "b"})) == [
        "a and c meet 2 times",
        "b and c meet 2 times",
    ]


def test_of_two_sides_only_those_who_face_each_other_meet():
    table = [
        {"id": one, "absent": False, "perspective": side}
        for one, side in (("a", "professional"), ("b", "resident"), ("c", "resident"))
    ]
    assert list(wrong_in_rounds([{"1": table}, {"1": table}], "sides")) == [
        "a and b meet 2 times",
        "a and c meet 2 times",
    ]


def test_listeners_may_meet_again_and_a_host_tells_nobody_twice():
    first = {"1": seats("a", "b", "c", keeps="a"), "2": seats("d", "e", keeps="d")}
    second = {"1": seats("a", "b", "e", keeps="a"), "2": seats("d", "c", keeps="d")}
    assert list(wrong_in_rounds([first, second], "experts")) == ["a and b meet 2 times"]


def test_two_who_both_tell_may_hear_each_other_once():
    first = {"1": seats("a", "b", keeps="a"), "2": seats("c", "d", keeps="c")}
    second = {"1": seats("b", "a", keeps="b"), "2": seats("c", "d", keeps="c")}
    assert list(wrong_in_rounds([first, second], "experts")) == ["c and d meet 2 times"]


def test_who_is_to_be_apart_and_who_sits_behind_a_step_are_named():
    tables = {"1": seats("a", "b"), "2": seats("c")}
    apart = {"kind": "apart", "one": "a", "other": "b", "state": "agreed"}
    assert list(wrong_in_rounds([tables], "tables", [apart])) == [
        "round 1: a and b are to be apart"
    ]
    needs = {"c": ["step_free"], "a": []}
    assert list(behind_a_step(tables, needs, [True, False])) == ["c sits at table 2, behind a step"]
    assert list(behind_a_step(tables, needs, [])) == []
