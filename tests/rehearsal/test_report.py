"""The report: counted from the record, readable on a terminal."""

import time

import pytest

from eventlab.rehearsal.judge import judge
from eventlab.rehearsal.record import Card, Record
from eventlab.rehearsal.report import as_text, make_report, quantile, table

ABOUT = {
    "people": 2,
    "seed": 1,
    "server": "own server",
    "seconds": 1.5,
    "cards_read": 2,
    "cpu_s": {"server": 1.0, "clients": 0.5},
}


def played() -> Record:
    record = Record()
    record.open_step("post", "Écrire")
    record.card(Card("a", "p001", "Froid", given=True, attempts=3, ids={1}))
    record.card(Card("b", "p002", "Chaud", given=True, attempts=1, ids={2}, fate="withdrawn"))
    record.card(Card("c", "p002", "", attempts=1, refusals=["empty"], expected="empty"))
    record.refuse("empty")
    record.took("ack", time.perf_counter())
    record.help("helper 1", "posted")
    return record


def test_the_counts_are_those_of_the_record():
    record, wall = played(), {"1": {"text": "Froid"}}
    verdict = judge(record.cards.values(), wall, wall, record.steps)
    report = make_report(record, verdict, wall, ABOUT)
    assert report["good"]
    wanted = {"texts": 3, "sent": 5, "acknowledged": 2, "seen_on_wall": 1, "withdrawn": 1}
    assert {name: report["counts"][name] for name in wanted} == wanted
    assert report["refused"] == {"empty": 1}
    assert report["cards"]["on_wall_unharmed"] == 1
    assert report["helpers"] == {"helper 1": {"posted": 1}}
    assert report["steps"][0]["latencies_ms"]["ack"]["n"] == 1


def test_what_went_wrong_is_on_the_terminal():
    record = played()
    verdict = judge(record.cards.values(), {}, {}, record.steps)
    text = as_text(make_report(record, verdict, {}, ABOUT))
    assert "BAD" in text
    assert "a: acknowledged as 1, and not there at the end" in text


def test_a_good_day_says_so():
    record, wall = played(), {"1": {"text": "Froid"}}
    verdict = judge(record.cards.values(), wall, wall, record.steps)
    assert "GOOD" in as_text(make_report(record, verdict, wall, ABOUT))


@pytest.mark.parametrize(("part", "value"), [(0.5, 50), (0.95, 95), (1, 100), (0.001, 1)])
def test_quantile_is_the_nearest_rank(part: float, value: int):
    assert quantile(list(range(1, 101)), part) == value


def test_a_table_is_as_wide_as_its_widest_cell():
    assert table(("a", "b"), [("long", 1)]).splitlines() == ["a     b", "-------", "long  1"]
