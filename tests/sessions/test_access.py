"""Every door x every role x a foreign event: refused unless the door says otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from eventlab.errors import Refusal
from eventlab.sessions.access import ROLES, admit_watcher, allow, allowed_roles
from eventlab.sessions.models import Event
from tests.browser import Browser
from tests.factories import Factory

#: Which roles of ``allow`` each visitor has at the event they belong to.
VISITORS = {
    "nobody": set(),
    "participant": {"participant"},
    "screen": {"screen"},
    "helper": {"helper", "screen"},
    "facilitator": {"facilitator", "helper", "screen"},
}
REFUSALS = (401, 403)


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def address(rule: Rule, code: str) -> str:
    """The rule's address at an event, with something in every other place."""
    values: dict[str, object] = {}
    for name, converter in rule._converters.items():
        if name == "code":
            values[name] = code
        elif type(converter).__name__ == "AnyConverter":
            values[name] = sorted(converter.items)[0]
        else:
            values[name] = 1 if type(converter).__name__ == "IntegerConverter" else "x"
    _, path = rule.build(values, append_unknown=False) or ("", "")
    return path


def visitor(browser: Callable[[], Browser], make: Factory, event: Event, role: str) -> Browser:
    """A browser that has this role at this event."""
    one = browser()
    if role == "participant":
        assert one.join(event.code).status_code == 303
    elif role != "nobody":
        assert one.enter(event.code, make.staff_token(event, role)).status_code == 303
    return one


def knock(one: Browser, rule: Rule, code: str) -> int:
    """The status the door answers with."""
    path = address(rule, code)
    answer = one.post(path) if "POST" in rule.methods else one.get(path)
    to_the_entrance = (answer.location or "").startswith("/office/login?")
    return 401 if to_the_entrance else answer.status_code


def test_every_door_says_whom_it_serves(app: Flask):
    silent = [rule.endpoint for rule in rules(app) if not allowed_roles(app, rule.endpoint)]
    assert silent == []


def test_no_door_changes_anything_by_get(app: Flask):
    mixed = [r.rule for r in rules(app) if {"GET", "POST"} <= (r.methods or set())]
    assert mixed == []


@pytest.mark.parametrize("role", VISITORS)
def test_a_role_passes_no_door_that_does_not_name_it(
    app: Flask, browser: Callable[[], Browser], make: Factory, role: str
):
    event = make.event()
    one = visitor(browser, make, event, role)
    passed = [
        rule.rule
        for rule in rules(app)
        if not allowed_roles(app, rule.endpoint) & (VISITORS[role] | {"anyone"})
        and knock(one, rule, event.code) not in REFUSALS
    ]
    assert passed == []


@pytest.mark.parametrize("role", VISITORS)
def test_a_role_at_one_event_is_nobody_at_another(
    app: Flask, browser: Callable[[], Browser], make: Factory, role: str
):
    mine, theirs = make.event(), make.event()
    one = visitor(browser, make, mine, role)
    passed = [
        rule.rule
        for rule in rules(app)
        if "anyone" not in allowed_roles(app, rule.endpoint)
        and knock(one, rule, theirs.code) not in REFUSALS
    ]
    assert passed == []


@pytest.mark.parametrize(
    ("role", "surfaces"),
    [
        ("nobody", set()),
        ("participant", {"phone"}),
        ("screen", {"screen"}),
        ("helper", {"screen"}),
        ("facilitator", {"screen", "desk"}),
    ],
)
def test_a_role_watches_its_own_surfaces_only(
    app: Flask, browser: Callable[[], Browser], make: Factory, role: str, surfaces: set[str]
):
    mine, theirs = make.event(), make.event()
    one = visitor(browser, make, mine, role)
    granted = set()
    for event in (mine, theirs):
        for surface in ("phone", "screen", "desk"):
            with one.http.session_transaction() as kept:
                cookie = dict(kept)
            with app.test_request_context():
                from flask import session

                session.update(cookie)
                try:
                    admit_watcher(event.code, surface)
                except Refusal:
                    continue
                granted.add((event.code, surface))
    assert granted == {(mine.code, surface) for surface in surfaces}


def test_a_view_cannot_serve_a_role_that_does_not_exist():
    with pytest.raises(ValueError, match="janitor"):
        allow("janitor")
    assert "janitor" not in ROLES


def test_an_unknown_event_is_refused_by_name(browser: Callable[[], Browser], make: Factory):
    answer = browser().post("/e/222222/problems", {"text": "x"})
    assert answer.status_code == 404
    assert answer.get_json()["refused"] == "unknown_event"


def test_an_old_cookie_opens_nothing_after_a_change_of_role(
    browser: Callable[[], Browser], make: Factory
):
    event = make.event("post")
    one = browser()
    one.join(event.code)
    before = one.http.get_cookie("eventlab")
    one.enter(event.code, make.staff_token(event))
    thief = browser()
    thief.http.set_cookie("eventlab", before.value)
    assert thief.get(f"/e/{event.code}/board.json").status_code == 401
    assert one.get(f"/e/{event.code}/board.json").status_code == 200


def test_a_revoked_facilitator_is_refused_at_once(browser: Callable[[], Browser], make: Factory):
    from eventlab.sessions.services.staff import revoke_staff

    event = make.event()
    one = browser()
    one.enter(event.code, make.staff_token(event))
    assert one.get(f"/e/{event.code}/desk").status_code == 200
    revoke_staff(event.id, make.staff(event)[0].id)
    assert one.get(f"/e/{event.code}/desk").status_code == 403


def test_a_staff_link_works_once(browser: Callable[[], Browser], make: Factory):
    event = make.event()
    token = make.staff_token(event)
    assert browser().enter(event.code, token).status_code == 303
    assert browser().enter(event.code, token).get_json()["refused"] == "link_used"


def test_looking_at_a_staff_link_does_not_use_it_up(browser: Callable[[], Browser], make: Factory):
    event = make.event()
    token = make.staff_token(event)
    assert browser().get(f"/e/{event.code}/staff/{token}").status_code == 200
    assert browser().enter(event.code, token).status_code == 303


def test_a_staff_link_of_another_event_is_refused(browser: Callable[[], Browser], make: Factory):
    token = make.staff_token(make.event())
    assert browser().enter(make.event().code, token).status_code in (401, 403, 410)
