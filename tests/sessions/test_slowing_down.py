"""A device that asks too often is slowed and told; the others of the room notice nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter

import pytest
from flask import Flask

from eventlab.app import stand_on
from eventlab.config import Settings
from eventlab.extensions import database
from eventlab.sessions import access
from eventlab.sessions.models import Event
from tests.browser import Browser
from tests.factories import Factory

FLOOD = 100


@pytest.fixture
def app(house: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with its limits, counted by the hour: a slow machine floods slowly."""
    for name in ("POSTS", "STAFF_POSTS", "LOOKS"):
        often = getattr(access, name).partition("/")[0]
        monkeypatch.setattr(access, name, f"{often}/hour")
    stand_on(house, replace(settings, slow_down=True))
    yield house
    database.dispose()


@pytest.fixture
def event(make: Factory) -> Event:
    return make.at_step(make.event("post"), "post", hidden=False, perspective=None)


def test_a_flood_from_one_phone_is_slowed_and_told_and_the_others_write(
    browser: Callable[[], Browser], event: Event
):
    flooder, neighbour = browser(), browser()
    for phone in (flooder, neighbour):
        phone.join(event.code)
    path = f"/e/{event.code}/problems"
    answers = [flooder.post(path, {"text": f"Encore {n}."}) for n in range(FLOOD)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert len(slowed) >= FLOOD // 2
    assert {answer.status_code for answer in answers} == {200, 429}
    assert slowed[0].get_json()["refused"] == "too_fast"
    assert slowed[0].get_json()["sentence"]
    assert int(slowed[0].headers["Retry-After"]) >= 1
    # Behind the same address, at the same moment.
    assert neighbour.post(path, {"text": "Il fait froid."}).status_code == 200


def test_a_flood_of_looks_is_slowed_too(browser: Callable[[], Browser], event: Event):
    phone, neighbour = browser(), browser()
    for one in (phone, neighbour):
        one.join(event.code)
    path = f"/e/{event.code}/board.json"
    assert {phone.get(path).status_code for _ in range(2 * FLOOD + 1)} == {200, 429}
    assert neighbour.get(path).status_code == 200


def test_a_visitor_who_has_not_joined_is_counted_by_their_browser(
    browser: Callable[[], Browser], event: Event
):
    visitor, neighbour = browser(), browser()
    for one in (visitor, neighbour):
        one.get(f"/e/{event.code}/join")
    spoilt = {"perspective": "neither"}
    statuses = [visitor.post(f"/e/{event.code}/join", spoilt).status_code for _ in range(FLOOD)]
    assert set(statuses) == {422, 429}
    assert neighbour.join(event.code).status_code == 303


def test_the_desk_may_press_many_times(browser: Callable[[], Browser], make: Factory, event: Event):
    desk = browser()
    desk.enter(event.code, make.staff_token(event))
    path, fields = f"/e/{event.code}/desk/screen", {"name": "black", "value": "true"}
    assert {desk.post(path, fields).status_code for _ in range(FLOOD)} == {200}


def test_whoever_tries_codes_of_no_event_waits_and_the_right_code_does_not(
    browser: Callable[[], Browser], event: Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(access, "WRONG_EVENTS", "3/hour")
    monkeypatch.setattr(access, "HELD_S", 0.05)

    def took(code: str) -> tuple[int, bool]:
        began = perf_counter()
        status = browser().get(f"/e/{code}/join").status_code
        return status, perf_counter() - began >= access.HELD_S

    assert {took("222222")[0] for _ in range(3)} == {404}
    assert took("222223") == (404, True)
    monkeypatch.setattr(access, "HELD_S", 60.0)
    assert took(event.code) == (200, False)
