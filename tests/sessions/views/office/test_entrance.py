"""The way into the office: no default account, a one-time link, a pass phrase, delays (S5, S7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventlab.extensions import reading
from eventlab.sessions.models import Organiser
from eventlab.sessions.services import office
from tests.browser import Browser
from tests.factories import Factory

PHRASE = "beffroi-loutre-tambour"


def log_in(somebody: Browser, phrase: str = PHRASE, name: str = "Nadia", **more: str):
    answer = somebody.post("/office/login", {"name": name, "phrase": phrase, **more}, script=False)
    somebody._token = ""
    return answer


def is_in(somebody: Browser) -> bool:
    return somebody.get("/office/").status_code == 200


def test_there_is_no_account_before_somebody_makes_one(make: Factory, browser):
    with reading() as session:
        assert session.query(Organiser).count() == 0
    assert log_in(browser(), "").status_code == 422
    assert log_in(browser(), "admin").status_code == 403


def test_the_first_link_opens_the_office(make: Factory, browser):
    somebody = browser()
    answer = somebody.open_office(make.office_token())
    assert answer.status_code == 303
    assert is_in(somebody)


def test_looking_at_a_link_does_not_use_it_up(make: Factory, browser):
    token = make.office_token()
    for _ in range(3):  # a messenger's preview, twice, then the person
        assert browser().get(f"/office/welcome/{token}").status_code == 200
    assert browser().open_office(token).status_code == 303


def test_a_link_opens_once(make: Factory, browser):
    token = make.office_token()
    browser().open_office(token)
    late = browser()
    assert late.get(f"/office/welcome/{token}").status_code == 410
    assert late.open_office(token).status_code == 410
    assert not is_in(late)


def test_a_new_start_ends_the_link_of_the_last_one(make: Factory, browser):
    old, new = make.office_token(), make.office_token()
    assert browser().open_office(old).status_code == 410
    assert browser().open_office(new).status_code == 303


def test_no_link_is_printed_once_somebody_has_a_phrase(make: Factory, browser):
    browser().open_office(make.office_token())
    assert office.first_link() is None


@pytest.mark.parametrize("phrase", ["", "court", "onze lettre", "x" * 201])
def test_a_weak_phrase_is_refused_and_the_link_still_works(make: Factory, browser, phrase):
    token = make.office_token()
    assert browser().open_office(token, phrase).status_code == 422
    assert browser().open_office(token).status_code == 303


def test_the_phrase_is_kept_as_argon2id(make: Factory, browser):
    browser().open_office(make.office_token())
    with reading() as session:
        kept = session.query(Organiser).one().password_hash
    assert kept.startswith("$argon2id$")
    assert PHRASE not in kept


def test_the_phrase_opens_the_office_again(organiser: Browser, browser):
    somebody = browser()
    assert log_in(somebody).status_code == 303
    assert is_in(somebody)


def test_a_wrong_phrase_does_not(organiser: Browser, browser):
    somebody = browser()
    assert log_in(somebody, "une autre phrase entiere").status_code == 403
    assert not is_in(somebody)


def test_five_wrong_tries_then_a_delay_even_for_the_right_phrase(organiser: Browser, browser):
    for _ in range(5):
        assert log_in(browser(), "pas la bonne phrase").status_code == 403
    assert log_in(browser()).status_code == 429


def test_a_stranger_who_guesses_does_not_keep_the_organiser_out(organiser: Browser, browser):
    organiser.post("/office/logout")
    organiser._token = ""
    for _ in range(8):
        log_in(browser(), "pas la bonne phrase")
    assert log_in(organiser).status_code == 303


def test_with_several_organisers_the_name_tells_them_apart(make: Factory, organiser, browser):
    other = browser()
    other.post(
        f"/office/welcome/{office.invite_organiser()}",
        {"name": "Émile", "phrase": "une tout autre phrase"},
    )
    assert log_in(browser(), "une tout autre phrase", "nadia").status_code == 403
    assert log_in(browser(), "une tout autre phrase", "émile").status_code == 303


def test_two_organisers_cannot_have_the_same_name(make: Factory, organiser, browser):
    answer = browser().post(
        f"/office/welcome/{office.invite_organiser()}",
        {"name": "NADIA", "phrase": "une tout autre phrase"},
    )
    assert answer.status_code == 409


def test_a_cookie_copied_before_coming_in_opens_nothing(make: Factory, browser):
    somebody = browser()
    somebody.get("/office/login")
    planted = somebody.http.get_cookie("eventlab")
    somebody.open_office(make.office_token())
    thief = browser()
    if planted is not None:
        thief.http.set_cookie("eventlab", planted.value)
    assert not is_in(thief)


def test_coming_in_ends_the_form_tokens_given_out_before(make: Factory, browser):
    somebody = browser()
    token = somebody.get("/csrf.json").get_json()["token"]
    somebody.open_office(make.office_token())
    answer = somebody.http.post("/office/logout", headers={"X-CSRFToken": token})
    assert answer.status_code == 400
    assert is_in(somebody)


def test_a_cookie_copied_before_leaving_opens_nothing(organiser: Browser, browser):
    copied = organiser.http.get_cookie("eventlab")
    organiser.post("/office/logout")
    assert not is_in(organiser)
    thief = browser()
    thief.http.set_cookie("eventlab", copied.value)
    assert not is_in(thief)


def test_another_phrase_shuts_out_whoever_had_the_first(make: Factory, organiser, browser):
    somebody = browser()
    somebody.open_office(office.new_office_link(), "une tout autre phrase")
    assert is_in(somebody)
    assert not is_in(organiser)
    assert log_in(browser(), PHRASE).status_code == 403


def test_the_door_leads_on_to_the_page_asked_for_and_nowhere_else(organiser, browser):
    assert log_in(browser(), next="/office/new").location == "/office/new"
    for elsewhere in ("//example.org", "https://example.org", "/\\example.org"):
        assert log_in(browser(), next=elsewhere).location == "/office/"


def test_an_organiser_invites_another_who_can_be_removed(make: Factory, organiser, browser):
    page = organiser.post("/office/organisers", script=False).get_data(as_text=True)
    token = page.split("/office/welcome/")[1].split("<")[0].strip()
    other = browser()
    answer = other.post(f"/office/welcome/{token}", {"name": "Émile", "phrase": "x" * 12})
    other._token = ""
    assert answer.status_code == 303
    emile = next(person for person in office.organisers() if person.name == "Émile")
    assert organiser.post(f"/office/organisers/{emile.id}/remove").status_code == 303
    assert not is_in(other)


def test_the_last_organiser_stays(organiser: Browser):
    me = office.organisers()[0]
    assert organiser.post(f"/office/organisers/{me.id}/remove").status_code == 409
    assert is_in(organiser)


def test_an_organiser_may_lead_any_event(make: Factory, organiser, browser: Callable):
    event = make.event()
    assert organiser.get(f"/e/{event.code}/desk").status_code == 200
    assert browser().get(f"/e/{event.code}/desk").status_code == 403
