"""Dates as a reader of each language writes them."""

import pytest
from flask import Flask

from eventlab.sessions.language import full_date, long_date, speaking


@pytest.mark.parametrize(
    ("language", "long", "weekday"),
    [("fr", "22 mai 2027", "samedi"), ("en", "22 May 2027", "Saturday")],
)
def test_the_day_comes_before_the_month(app: Flask, language: str, long: str, weekday: str):
    with app.test_request_context(), speaking(language):
        assert long_date("2027-05-22") == long
        assert full_date("2027-05-22").startswith(weekday)
        assert full_date("2027-05-22").endswith(long)
