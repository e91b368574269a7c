"""Dates and hours as a reader of each language writes them."""

import pytest
from flask import Flask

from eventlab.sessions.language import full_date, hour_words, long_date, speaking, spoken_names
from eventlab.sessions.reference import languages


@pytest.mark.parametrize(
    ("language", "long", "weekday"),
    [("fr", "22 mai 2027", "samedi"), ("en", "22 May 2027", "Saturday")],
)
def test_the_day_comes_before_the_month(app: Flask, language: str, long: str, weekday: str):
    with app.test_request_context(), speaking(language):
        assert long_date("2027-05-22") == long
        assert full_date("2027-05-22").startswith(weekday)
        assert full_date("2027-05-22").endswith(long)


@pytest.mark.parametrize(("language", "words"), [("fr", "9\u00a0h\u00a005"), ("en", "09:05")])
def test_an_hour_is_written_as_the_reader_writes_it(app: Flask, language: str, words: str):
    with app.test_request_context(), speaking(language):
        assert hour_words("09:05") == words


@pytest.mark.parametrize(("language", "name"), [("fr", "tamoul"), ("en", "Tamil")])
def test_a_language_people_speak_is_called_as_the_reader_calls_it(
    app: Flask, language: str, name: str
):
    with app.test_request_context(), speaking(language):
        assert spoken_names()["ta"] == name
        assert len(spoken_names()) == len(languages())
