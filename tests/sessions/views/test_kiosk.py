"""The kiosk: a helper joins for one person after another; nothing of one is left for the next."""

import pytest
from sqlalchemy import select

from eventlab.extensions import reading
from eventlab.sessions.models import Participant, Staff


@pytest.fixture
def kiosk(make, browser):
    """An event and a tablet that a helper has opened."""
    event = make.event()
    tablet = browser()
    tablet.enter(event.code, make.staff_token(event, "helper"))
    return event, tablet, f"/e/{event.code}/kiosk"


def only_person(event) -> Participant:
    with reading() as session:
        return session.scalars(select(Participant).where(Participant.event_id == event.id)).one()


def helper_of(event) -> str:
    with reading() as session:
        return session.scalars(select(Staff.id).where(Staff.event_id == event.id)).one()


def test_a_helper_is_led_to_the_kiosk(kiosk):
    event, tablet, door = kiosk
    assert tablet.get(f"/e/{event.code}/start").headers["Location"] == door
    assert tablet.get(door).status_code == 200


@pytest.mark.parametrize("path", ["", "/new", "/known", "/slip", "/board.json"])
def test_a_participant_or_a_stranger_finds_no_kiosk(kiosk, browser, path):
    event, _, door = kiosk
    stranger, participant = browser(), browser()
    participant.join(event.code)
    for visitor in (stranger, participant):
        assert visitor.get(door + path).status_code == 403


def test_somebody_joins_through_a_helper_and_the_record_says_so(kiosk):
    event, tablet, door = kiosk
    answer = tablet.post(f"{door}/new", {"perspective": "resident", "channel": "paper"})
    assert answer.headers["Location"] == door
    person = only_person(event)
    assert (person.channel, person.helper_id) == ("paper", helper_of(event))
    assert person.code in tablet.get(door).get_data(as_text=True)
    assert tablet.get(f"/e/{event.code}").headers["Location"].endswith("/join")


def test_a_join_form_sent_twice_at_the_kiosk_joins_once(kiosk):
    event, tablet, door = kiosk
    for _ in range(3):
        tablet.post(f"{door}/new", {"perspective": "resident", "key": "the-same-form"})
    only_person(event)


def test_a_join_without_a_perspective_says_what_is_missing(kiosk):
    _, tablet, door = kiosk
    assert tablet.post(f"{door}/new", {"channel": "kiosk"}).status_code == 422
    wrong = {"perspective": "resident", "channel": "pigeon"}
    assert tablet.post(f"{door}/new", wrong).status_code == 422


def test_a_known_person_is_found_however_the_code_is_spelt(make, kiosk):
    event, tablet, door = kiosk
    person = make.person(event)
    answer = tablet.post(f"{door}/known", {"personal_code": person.code.upper().replace("-", " ")})
    assert answer.headers["Location"] == door
    assert list(tablet.get(f"{door}/board.json").get_json()["items"]["me"]) == [person.id]


def test_an_unknown_code_is_refused_and_nobody_is_chosen(make, kiosk):
    _, tablet, door = kiosk
    stranger = make.person(make.event())
    for typed in ("", "rien du tout", stranger.code):
        assert tablet.post(f"{door}/known", {"personal_code": typed}).status_code in (404, 422)
    answer = tablet.get(f"{door}/board.json", headers={"Accept": "application/json"})
    assert answer.get_json()["refused"] == "nobody_chosen"


def test_next_person_wipes_who_the_kiosk_acts_for(make, kiosk):
    event, tablet, door = kiosk
    person = make.person(event, name="Ada")
    tablet.post(f"{door}/known", {"personal_code": person.code})
    assert "Ada" in tablet.get(door).get_data(as_text=True)
    assert tablet.post(f"{door}/next").headers["Location"] == door
    page = tablet.get(door).get_data(as_text=True)
    assert "Ada" not in page
    assert person.code not in page
    assert tablet.get(f"{door}/slip").status_code == 409


def test_next_person_needs_a_press_not_a_visit(make, kiosk):
    event, tablet, door = kiosk
    person = make.person(event)
    tablet.post(f"{door}/known", {"personal_code": person.code})
    assert 400 <= tablet.get(f"{door}/next").status_code < 500
    assert person.code in tablet.get(door).get_data(as_text=True)


def test_the_slip_shows_the_code_and_the_address(make, kiosk):
    event, tablet, door = kiosk
    person = make.person(event)
    tablet.post(f"{door}/known", {"personal_code": person.code})
    page = tablet.get(f"{door}/slip").get_data(as_text=True)
    assert person.code in page
    assert event.code in page


def test_the_notice_is_read_with_the_person(make, kiosk):
    event, tablet, door = kiosk
    person = make.person(event)
    tablet.post(f"{door}/known", {"personal_code": person.code})
    assert tablet.post(f"{door}/notice").get_json() == {"notice_seen": True}
    assert only_person(event).notice_seen


def test_a_facilitator_who_takes_part_stays_who_they_are(make, browser):
    event = make.event()
    tablet = browser()
    tablet.enter(event.code, make.staff_token(event, "facilitator"))
    tablet.join(event.code, name="Moi")
    own = list(tablet.get(f"/e/{event.code}/board.json").get_json()["items"]["me"])
    tablet.post(f"/e/{event.code}/kiosk/new", {"perspective": "resident", "name": "Autre"})
    assert list(tablet.get(f"/e/{event.code}/board.json").get_json()["items"]["me"]) == own
    assert "Autre" in tablet.get(f"/e/{event.code}/kiosk").get_data(as_text=True)
