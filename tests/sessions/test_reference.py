"""Trades and languages people choose from."""

import re
import unicodedata

from eventlab.sessions.reference import language_by_code, languages, trades


def test_trades_of_housing_are_proposed_in_both_languages() -> None:
    assert len(trades()) >= 20
    assert len({trade.key for trade in trades()}) == len(trades())
    for trade in trades():
        assert re.fullmatch("[a-z_]+", trade.key)
        assert set(trade.name) == {"fr", "en"}
        assert all(0 < len(name) <= 60 for name in trade.name.values())


def test_languages_begin_with_those_of_the_house() -> None:
    assert [language.code for language in languages()][:2] == ["fr", "en"]
    assert len(languages()) >= 30


def test_a_language_is_called_as_its_speakers_call_it() -> None:
    expected = {"fr": "français", "ar": "العربية", "ta": "தமிழ்", "zh": "中文", "wo": "wolof"}
    for code, name in expected.items():
        language = language_by_code(code)
        assert language is not None
        assert language.name == name


def test_codes_are_iso_and_none_comes_twice() -> None:
    codes = [language.code for language in languages()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[a-z]{2,3}", code) for code in codes)
    assert len({language.name for language in languages()}) == len(codes)


def test_the_way_of_writing_is_that_of_the_script() -> None:
    for language in languages():
        first = unicodedata.bidirectional(language.name[0])
        assert language.rtl == (first in ("R", "AL")), language


def test_there_is_no_language_without_a_code() -> None:
    assert language_by_code("") is None
    assert language_by_code("xx") is None
