"""Who may come into the office: every door of it, for every role, and at another's event."""

from __future__ import annotations

import re

from flask import Flask

from eventlab.sessions.access import allowed_roles
from tests.browser import Browser
from tests.factories import Factory

OPEN = {"entrance.login_page", "entrance.log_in", "entrance.welcome", "entrance.choose_phrase"}


def doors(app: Flask) -> list[tuple[str, str, str]]:
    """Every (method, endpoint, address) of the office."""
    return [
        (method, rule.endpoint, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/office")
    ]


def address(rule: str, code: str) -> str:
    """An address of this shape; its numbers name nothing that exists."""
    filled = rule.replace("<code>", code).replace("<any(close, open):what>", "close")
    return re.sub(r"<[^>]*>", "1", filled)


def test_only_organisers_are_served_behind_the_entrance(app):
    served = {endpoint: allowed_roles(app, endpoint) for _, endpoint, _ in doors(app)}
    assert {name for name, roles in served.items() if roles != {"organiser"}} == OPEN


def test_whoever_is_not_in_is_led_to_the_entrance_and_then_on(browser, make: Factory):
    event = make.event()
    answer = browser().get(f"/office/e/{event.code}")
    assert answer.status_code == 302
    assert answer.location == f"/office/login?next=/office/e/{event.code}"
    assert browser().post(f"/office/e/{event.code}/close").status_code == 401
    assert make.fresh(event).state == "open"


def test_an_unknown_event_has_no_office(organiser: Browser):
    assert organiser.get("/office/e/234567").status_code == 404
    assert organiser.post("/office/e/234567/close").status_code == 404


def test_no_office_page_changes_anything_when_it_is_only_read(
    app: Flask, make: Factory, organiser: Browser
):
    event = make.event()
    for method, _, rule in doors(app):
        if method == "GET":
            organiser.get(address(rule, event.code))
    assert make.fresh(event).state == "open"
