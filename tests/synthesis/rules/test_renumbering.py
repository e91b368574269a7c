"""Exported rows with other numbers: nothing that was counted is lost or mixed."""

from __future__ import annotations

from eventlab.synthesis.rules.renumbering import renumbered


def test_votes_on_what_is_gone_since_stay_apart_however_often_an_export_is_brought_in():
    totals = {"room": 3, "lines": {"5": 1, "8": 4, "9": 2}}
    ballot = {"on": "themes", "lines": [{"id": 5}, {"id": 8}, {"id": 9}], "totals": totals}
    once = renumbered({"ballot": [ballot]}, {}, {"theme": {5: 1}})
    twice = renumbered(once, {}, {"theme": {1: 7}})
    (told,) = twice["ballot"]
    assert [line["id"] for line in told["lines"]] == [7, -8, -9]
    assert told["totals"] == {"room": 3, "lines": {"7": 1, "-8": 4, "-9": 2}}
