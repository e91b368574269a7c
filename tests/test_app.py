"""The front door: headers on every answer, cookies, forms without a token, big bodies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from eventlab.app import BODY_LIMIT, UPLOAD_LIMIT, create_app
from eventlab.config import Settings
from eventlab.sessions.models import Event
from tests.browser import Browser
from tests.factories import Factory
from tests.sessions.test_access import address, rules

SCRIPT = {"Accept": "application/json"}
OUTSIDE = ("unsafe", "*", "http:", "https:")


@pytest.fixture
def event(make: Factory) -> Event:
    return make.event("post")


def some_static(app: Flask) -> str:
    """The address of a style sheet."""
    with app.test_request_context():
        return str(app.jinja_env.globals["static"]("css/eventlab.css"))


def test_every_answer_carries_the_strict_policy(app: Flask, browser: Callable[[], Browser]):
    one = browser()
    answers = {
        "page": one.get("/"),
        "unknown": one.get("/nowhere"),
        "unknown event": one.get("/e/ZZZZZZ"),
        "wrong method": one.get("/language"),
        "no token": one.http.post("/language"),
        "too big": one.post("/language", {"language": "f" * (BODY_LIMIT + 1)}),
        "json": one.get("/csrf.json"),
        "static": one.get(some_static(app)),
        "unknown static": one.get("/static/nothing/here.js"),
        "bad query": one.get("/?event=%00%ff"),
    }
    for name, answer in answers.items():
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), name
        assert not [word for word in OUTSIDE if word in policy], name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] == "same-origin", name


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(
    browser: Callable[[], Browser], event: Event
):
    cookie = browser().join(event.code).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie  # a cellar has no certificate


def test_behind_https_the_cookie_never_travels_in_the_clear(settings: Settings):
    app = create_app(replace(settings, base_url="https://eventlab.example"))
    assert "Secure" in Browser(app).get("/csrf.json").headers["Set-Cookie"]
    app.extensions["eventlab"]["stop"]()


def test_every_form_without_its_token_is_stale_and_does_nothing(
    app: Flask, browser: Callable[[], Browser], make: Factory, event: Event
):
    desk = browser()
    desk.enter(event.code, make.staff_token(event))
    before = desk.get(f"/e/{event.code}/board.json?surface=desk").get_json()["version"]
    posts = [rule for rule in rules(app) if "POST" in rule.methods]
    assert len(posts) > 30
    for rule in posts:
        answer = desk.http.post(address(rule, event.code), headers=SCRIPT)
        assert (answer.status_code, answer.get_json()["refused"]) == (400, "stale_form"), rule
    after = desk.get(f"/e/{event.code}/board.json?surface=desk").get_json()["version"]
    assert after == before


@pytest.mark.parametrize("size", [BODY_LIMIT + 1, UPLOAD_LIMIT + 1])
def test_a_body_too_big_gets_a_sentence(browser: Callable[[], Browser], event: Event, size: int):
    phone = browser()
    phone.join(event.code)
    for script in (True, False):
        answer = phone.post(f"/e/{event.code}/problems", {"text": "a" * size}, script=script)
        assert answer.status_code == 413
        assert "trop gros" in (answer.get_json()["sentence"] if script else answer.text)


def test_no_personal_code_is_left_in_an_address(
    browser: Callable[[], Browser], make: Factory, event: Event
):
    person = make.person(event)
    answer = browser().post(f"/e/{event.code}/return", {"personal_code": person.code})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/e/{event.code}"


def test_a_cookie_from_before_a_change_of_role_opens_nothing(
    browser: Callable[[], Browser], make: Factory, event: Event
):
    one, thief = browser(), browser()
    one.join(event.code)
    stolen = one.http.get_cookie("eventlab").value
    one.enter(event.code, make.staff_token(event))
    thief.http.set_cookie("eventlab", stolen)
    assert one.get(f"/e/{event.code}/desk").status_code == 200
    assert thief.get(f"/e/{event.code}/desk").status_code in (401, 403)
    assert thief.get(f"/e/{event.code}/board.json").status_code in (401, 403)


def test_a_cookie_given_before_joining_is_worth_nothing_after(
    browser: Callable[[], Browser], event: Event
):
    victim, thief = browser(), browser()
    given = thief.get(f"/e/{event.code}/join") and thief.http.get_cookie("eventlab").value
    victim.http.set_cookie("eventlab", given)
    victim.join(event.code)
    assert victim.get(f"/e/{event.code}/board.json").status_code == 200
    assert thief.get(f"/e/{event.code}/board.json").status_code in (401, 403)


def test_bytes_that_are_no_text_are_refused(browser: Callable[[], Browser], event: Event):
    phone = browser()
    phone.join(event.code)
    token = phone.get("/csrf.json").get_json()["token"]
    answer = phone.http.post(
        f"/e/{event.code}/problems",
        data=b"text=\xff\xfe\x80&csrf_token=" + token.encode(),
        content_type="application/x-www-form-urlencoded",
        headers={**SCRIPT, "X-CSRFToken": token},
    )
    assert (answer.status_code, answer.get_json()["refused"]) == (422, "empty")


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_no_table_holds_is_refused_and_breaks_nothing(
    browser: Callable[[], Browser], make: Factory, event: Event, number: int
):
    phone, desk = browser(), browser()
    phone.join(event.code)
    desk.enter(event.code, make.staff_token(event))
    here = f"/e/{event.code}"
    statuses = {
        phone.post(f"{here}/problems/{number}/withdraw").status_code,
        desk.post(f"{here}/desk/next", {"from_step": number}).status_code,
        desk.post(f"{here}/desk/steps/{number}/start").status_code,
        desk.post(f"{here}/desk/undo", {"change": number}).status_code,
    }
    assert statuses <= {400, 404, 409, 422}
