"""The doors of the rounds: phone, kiosk, desk; plain forms; what is sent badly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from eventlab.extensions import reading
from eventlab.live.board import Viewer, snapshot
from eventlab.matchmaking.models import RoundGuest, RoundPlan
from eventlab.matchmaking.services import round_guests, round_plans, round_runs
from eventlab.sessions.models import Event
from eventlab.sessions.services import joining
from tests.browser import Browser
from tests.factories import Factory


@pytest.fixture
def event(make: Factory) -> Event:
    """A bazaar at its rounds, with three people and one topic."""
    event = make.event("rounds", format_key="bazar")
    for n, side in enumerate(("resident", "resident", "professional")):
        make.person(event, side, name=f"P{n}")
    round_guests.offer_topic(event.id, make.people(event)[0].id, "Lire une facture")
    return event


@pytest.fixture
def phone(make: Factory, event: Event, browser: Callable[[], Browser]) -> Browser:
    """A phone of somebody who came after the others."""
    one = browser()
    one.join(event.code, name="Moi")
    return one


def me(make: Factory, event: Event) -> str:
    return next(person.id for person in make.people(event) if person.name == "Moi")


def brought(person: str) -> RoundGuest | None:
    with reading() as session:
        return session.get(RoundGuest, person)


def mine(event: Event, person: str) -> dict[str, Any]:
    with reading() as session:
        return dict(
            snapshot(session, event.id, Viewer("phone", person))["items"]["my_rounds"][person]
        )


def test_a_phone_says_what_it_brings(make: Factory, event: Event, phone: Browser):
    door = f"/e/{event.code}/rounds"
    expert, person = make.people(event)[0].id, me(make, event)
    for path, fields in (
        ("topic", {"topic": "  Purger   un radiateur "}),
        ("place", {"wanted": "yes"}),
        ("wish", {"person": expert, "wanted": "yes"}),
        ("contact", {"contact": "06 12 34 56 78"}),
    ):
        answer = phone.post(f"{door}/{path}", fields)
        assert answer.status_code == 200, path
        assert answer.get_json() == {"items": {"my_rounds": {person: mine(event, person)}}}, path
    seen = mine(event, person)
    assert (seen["topic"], seen["fixed"], seen["wishes"]) == ("Purger un radiateur", True, [expert])
    assert phone.post(f"{door}/topic/withdraw", script=False).status_code == 303
    assert mine(event, person)["topic"] == ""


@pytest.mark.parametrize(
    ("path", "fields", "refused"),
    [
        ("wish", {"person": "x" * 500, "wanted": "yes"}, "bad_form"),
        ("wish", {"person": "\x00", "wanted": "yes"}, "no_topic"),
        ("wish", {"wanted": "maybe"}, "bad_form"),
        ("again", {"person": "", "wanted": "yes"}, "not_met"),
        ("contact", {"contact": "🙂" * 10_000}, "too_long"),
        ("topic", {}, "empty"),
    ],
)
def test_what_is_sent_badly_is_named_and_stores_nothing(
    make: Factory, event: Event, phone: Browser, path: str, fields: dict[str, str], refused: str
):
    answer = phone.post(f"/e/{event.code}/rounds/{path}", fields)
    assert answer.get_json()["refused"] == refused
    assert brought(me(make, event)) is None


def test_sent_twice_with_one_key_it_is_done_once(make: Factory, event: Event, phone: Browser):
    door = f"/e/{event.code}/rounds/topic"
    for _ in range(2):
        assert phone.post(door, {"topic": "Un sujet"}, key="k" * 16).status_code == 200
    round_guests.withdraw_topic(event.id, me(make, event))
    assert phone.post(door, {"topic": "Un sujet"}, key="k" * 16).status_code == 200
    assert mine(event, me(make, event))["topic"] == ""


def test_a_helper_says_it_for_somebody_without_a_phone(
    make: Factory, event: Event, browser: Callable[[], Browser]
):
    tablet, ada = browser(), make.people(event)[1]
    tablet.enter(event.code, make.staff_token(event, "helper"))
    tablet.post(f"/e/{event.code}/kiosk/known", {"personal_code": ada.code})
    page = tablet.get(f"/e/{event.code}/kiosk").get_data(as_text=True)
    island = re.search(r'id="island">(.*?)</script>', page, re.DOTALL)
    assert island
    sealed = {"author": json.loads(island[1])["author"], "channel": "paper"}
    door = f"/e/{event.code}/kiosk/rounds"
    expert = make.people(event)[0].id
    for path, fields in (
        ("topic", {"topic": "Tricoter"}),
        ("place", {"wanted": "yes"}),
        ("wish", {"person": expert, "wanted": "yes"}),
        ("contact", {"contact": "chez la gardienne"}),
    ):
        answer = tablet.post(f"{door}/{path}", fields | sealed)
        assert answer.status_code == 200, path
        assert answer.get_json() == {"items": {"my_rounds": {ada.id: mine(event, ada.id)}}}, path
    stored = brought(ada.id)
    assert stored is not None
    assert (stored.topic, stored.channel, stored.fixed) == ("Tricoter", "paper", True)
    refused = tablet.post(f"{door}/again", {"person": expert, "wanted": "yes"} | sealed)
    assert refused.get_json()["refused"] == "not_met"
    assert tablet.post(f"{door}/topic/withdraw", sealed).status_code == 200


def test_the_desk_deals_publishes_and_runs(
    make: Factory, event: Event, browser: Callable[[], Browser]
):
    desk, step = browser(), event.current_step_id
    desk.enter(event.code, make.staff_token(event))
    door = f"/e/{event.code}/desk/rounds/{step}"
    person = make.people(event)[1].id
    assert desk.post(f"{door}/people/{person}/away", {"rounds": "2,3"}).status_code == 200
    assert desk.post(f"{door}/people/{person}/away", {"rounds": "2;3"}).status_code == 422
    people = f"/e/{event.code}/desk/rounds/people"
    assert desk.post(f"{people}/{person}/place", {"wanted": "yes"}).status_code == 200
    assert desk.post(f"{people}/{person}/topic/show").get_json()["refused"] == "no_topic"
    assert desk.post(f"{door}/propose").status_code == 200
    assert desk.post(f"{door}/drop").status_code == 200
    assert desk.post(f"{door}/propose").status_code == 200
    with reading() as session:
        made_at = session.get_one(RoundPlan, step).made_at
    assert desk.post(f"{door}/publish", {"made_at": "x"}).status_code == 422
    assert desk.post(f"{door}/publish", {"made_at": made_at}).status_code == 200
    for what, fields in (
        ("start", {}),
        ("minute", {"phase": 0}),
        ("next", {"phase": 0}),
        ("back", {"phase": 1}),
        ("pause", {}),
        ("stop", {}),
    ):
        assert desk.post(f"{door}/{what}", fields).status_code == 200, what
    assert desk.post(f"{door}/next", {"phase": -3}).status_code == 422


def test_without_a_script_a_phone_reads_its_place_and_ticks(
    make: Factory, event: Event, phone: Browser
):
    make.at_step(event, "rounds", meet="tables", meet_again=True)
    round_plans.propose_rounds(event.id, event.current_step_id or 0)
    with reading() as session:
        made_at = session.get_one(RoundPlan, event.current_step_id).made_at
    round_plans.publish_rounds(event.id, event.current_step_id or 0, made_at)
    round_runs.start_rounds(event.id, event.current_step_id or 0)
    round_runs.skip_phase(event.id, event.current_step_id or 0, 0)
    page = phone.get(f"/e/{event.code}").get_data(as_text=True)
    table = mine(event, me(make, event))["steps"][str(event.current_step_id)][0]["table"]
    assert f"Table {table}" in page
    other = re.search(r'rounds/again">.*?name="person" value="(\w+)"', page, re.DOTALL)
    assert other
    ticked = {"person": other[1], "wanted": "yes"}
    answer = phone.post(f"/e/{event.code}/rounds/again", ticked, script=False)
    assert answer.status_code == 303
    assert mine(event, me(make, event))["again"] == [other[1]]
    round_runs.stop_rounds(event.id, event.current_step_id or 0)
    page = phone.get(f"/e/{event.code}").get_data(as_text=True)
    assert "Dites qui vous voulez revoir." in page


def test_whom_everybody_has_left_is_told_to_say_so_without_a_script(
    make: Factory, browser: Callable[[], Browser]
):
    event = make.event("rounds", format_key="speed_meeting")
    one, other = make.person(event, name="Ana"), make.person(event, "professional", name="Ben")
    step = make.step(event, "rounds").id
    round_plans.propose_rounds(event.id, step)
    with reading() as session:
        made_at = session.get_one(RoundPlan, step).made_at
    round_plans.publish_rounds(event.id, step, made_at)
    phone = browser()
    phone.post(f"/e/{event.code}/return", {"personal_code": one.code})

    def page() -> str:
        return unescape(phone.get(f"/e/{event.code}").get_data(as_text=True))

    assert "Vous êtes seul·e à cette place" not in page()
    joining.set_status(event.id, other.id, "gone")
    assert "Vous êtes seul·e à cette place" in page()
    assert "Ben (parti·e)" in page()
