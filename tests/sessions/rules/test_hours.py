"""The hours of a programme on paper."""

from eventlab.sessions.rules.hours import hours_of


def test_each_part_begins_when_the_one_before_ends():
    assert hours_of([30, 20, 45], "09:00") == ["09:00", "09:30", "09:50"]


def test_a_programme_may_pass_midnight():
    assert hours_of([90, 60, 0], "23:00") == ["23:00", "00:30", "01:30"]


def test_a_programme_without_parts_has_no_hours():
    assert hours_of([], "09:00") == []
