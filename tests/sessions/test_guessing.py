"""Codes tried in a row are slowed for everybody who tries, and the room is not locked out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventlab.sessions import guessing
from eventlab.sessions.models import Event
from eventlab.sessions.services.events import rotate_join_code
from tests.browser import Browser
from tests.factories import Factory

WRONG = {"personal_code": "mésange-cactus-47"}


@pytest.fixture
def event(make: Factory) -> Event:
    return make.at_step(make.event("post"), "post", hidden=False, perspective=None)


@pytest.fixture
def tried(
    browser: Callable[[], Browser], event: Event, monkeypatch: pytest.MonkeyPatch
) -> list[int]:
    """What a guesser without cookies is answered, try after try; counted by the hour."""
    monkeypatch.setattr(guessing, "WRONG_CODES", "30/hour")
    monkeypatch.setattr(guessing, "ALERTS", "1/hour")
    return [browser().post(f"/e/{event.code}/return", WRONG).status_code for _ in range(40)]


def test_a_guesser_who_drops_cookies_is_slowed_all_the_same(tried: list[int]):
    assert tried == [404] * 30 + [429] * 10


@pytest.mark.usefixtures("tried")
def test_even_the_right_code_waits_then_so_that_guessing_tells_nothing(
    browser: Callable[[], Browser], make: Factory, event: Event
):
    right = {"personal_code": make.person(event).code}
    assert browser().post(f"/e/{event.code}/return", right).status_code == 429
    other = make.event("post", title="Ailleurs")
    theirs = {"personal_code": make.person(other).code}
    assert browser().post(f"/e/{other.code}/return", theirs).status_code == 303


def test_the_room_is_not_locked_out(
    browser: Callable[[], Browser],
    make: Factory,
    event: Event,
    request: pytest.FixtureRequest,
):
    inside, helper = browser(), browser()
    inside.join(event.code)
    helper.enter(event.code, make.staff_token(event, "helper"))
    lost = make.person(event)
    request.getfixturevalue("tried")
    written = inside.post(f"/e/{event.code}/problems", {"text": "Il fait froid."})
    assert written.status_code == 200
    assert browser().join(event.code).status_code == 303
    found = helper.post(f"/e/{event.code}/kiosk/known", {"personal_code": lost.code})
    assert found.status_code == 303


def test_the_desk_is_told_once_and_nobody_else(
    browser: Callable[[], Browser], make: Factory, event: Event, request: pytest.FixtureRequest
):
    desk, phone = browser(), browser()
    desk.enter(event.code, make.staff_token(event))
    phone.join(event.code)

    def seen(one: Browser, surface: str) -> tuple[int, dict]:
        board = one.get(f"/e/{event.code}/board.json?surface={surface}").get_json()
        return board["version"], board["items"]["event"][str(event.id)]

    before, item = seen(desk, "desk")
    assert item["guessed_at"] is None
    request.getfixturevalue("tried")
    after, item = seen(desk, "desk")
    assert item["guessed_at"]
    assert after == before + 1
    assert "guessed_at" not in seen(phone, "phone")[1]


def test_after_a_new_join_code_those_who_are_in_keep_their_place(
    browser: Callable[[], Browser], event: Event
):
    inside, outside = browser(), browser()
    inside.join(event.code)
    old, new = event.code, rotate_join_code(event.id)
    for code in (old, new):
        assert inside.post(f"/e/{code}/problems", {"text": "Il fait froid."}).status_code == 200
        assert inside.get(f"/e/{code}/board.json").status_code == 200
    assert outside.get(f"/e/{old}/join").status_code == 404
    assert outside.join(new).status_code == 303
