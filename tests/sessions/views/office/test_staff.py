"""Links for those who serve: shown once, used once, renewed, revoked."""

from __future__ import annotations

import re

from eventlab.extensions import reading
from eventlab.sessions.models import Event, Staff
from eventlab.sessions.queries import staff_lines
from tests.browser import Browser
from tests.factories import Factory


def invite(organiser: Browser, event: Event, role: str = "facilitator", **options: str) -> str:
    """Invite somebody; gives the token of the link that the page shows."""
    fields = {"role": role, "name": "Nadia"}
    page = organiser.post(f"/office/e/{event.code}/staff", fields, script=False, **options)
    return token_in(page.get_data(as_text=True))


def token_in(page: str) -> str:
    found = re.search(r"/staff/([\w-]{20,})", page)
    assert found, "the page shows no link"
    return found[1]


def members(event: Event) -> list[Staff]:
    with reading() as session:
        return list(session.query(Staff).filter_by(event_id=event.id))


def test_a_link_lets_in_with_its_role(organiser: Browser, make: Factory, browser):
    event = make.event()
    for role, place in (("facilitator", "desk"), ("screen", "screen"), ("helper", "screen")):
        somebody = browser()
        assert somebody.enter(event.code, invite(organiser, event, role)).status_code == 303
        assert somebody.get(f"/e/{event.code}/{place}").status_code == 200


def test_the_same_form_sent_twice_invites_one_person(organiser: Browser, make: Factory, browser):
    event = make.event()
    first = invite(organiser, event, key="once-only-1")
    again = invite(organiser, event, key="once-only-1")
    assert len(members(event)) == 1
    assert browser().enter(event.code, first).status_code == 410
    assert browser().enter(event.code, again).status_code == 303


def test_a_renewed_link_ends_the_one_not_used(organiser: Browser, make: Factory, browser):
    event = make.event()
    first = invite(organiser, event)
    path = f"/office/e/{event.code}/staff/{members(event)[0].id}/renew"
    second = token_in(organiser.post(path, script=False).get_data(as_text=True))
    assert browser().enter(event.code, first).status_code == 410
    assert browser().enter(event.code, second).status_code == 303


def test_a_revoked_member_is_out_at_once(organiser: Browser, make: Factory, browser):
    event, somebody = make.event(), browser()
    somebody.enter(event.code, invite(organiser, event))
    organiser.post(f"/office/e/{event.code}/staff/{members(event)[0].id}/revoke")
    assert somebody.get(f"/e/{event.code}/desk").status_code == 403
    assert (
        organiser.post(f"/office/e/{event.code}/staff/{members(event)[0].id}/renew").status_code
        == 404
    )


def test_the_office_says_who_has_come_in(organiser: Browser, make: Factory, browser):
    event = make.event()
    token = invite(organiser, event)
    assert [line.state for line in staff_lines(event.id)] == ["invited"]
    browser().enter(event.code, token)
    assert [line.state for line in staff_lines(event.id)] == ["in"]
    organiser.post(f"/office/e/{event.code}/staff/{members(event)[0].id}/revoke")
    assert [line.state for line in staff_lines(event.id)] == ["out"]


def test_another_event_s_staff_cannot_be_reached(organiser: Browser, make: Factory, browser):
    mine, other = make.event(), make.event()
    invite(organiser, other)
    foreign = members(other)[0].id
    for what in ("renew", "revoke"):
        assert organiser.post(f"/office/e/{mine.code}/staff/{foreign}/{what}").status_code == 404
    assert members(other)[0].revoked_at is None


def test_a_link_of_one_event_does_not_open_another(organiser: Browser, make: Factory, browser):
    mine, other = make.event(), make.event()
    token = invite(organiser, mine)
    assert browser().get(f"/e/{other.code}/staff/{token}").status_code == 410
    assert browser().enter(other.code, token).status_code >= 400
    assert browser().enter(mine.code, token).status_code == 303


def test_no_page_but_the_one_that_made_it_shows_a_link(organiser: Browser, make: Factory):
    event = make.event()
    token = invite(organiser, event)
    for page in ("/office/", f"/office/e/{event.code}", f"/office/e/{event.code}/staff"):
        assert token not in organiser.get(page).get_data(as_text=True)


def test_an_unknown_role_is_refused(organiser: Browser, make: Factory):
    event = make.event()
    for role in ("organiser", "participant", ""):
        answer = organiser.post(f"/office/e/{event.code}/staff", {"role": role}, script=False)
        assert answer.status_code == 422
    assert members(event) == []
