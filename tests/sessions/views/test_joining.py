"""The doors of joining: coming in, coming back, the notice, one's own facts, leaving."""

from sqlalchemy import func, select

from eventlab.extensions import reading
from eventlab.sessions.models import Device, Participant
from eventlab.sessions.services.events import close_event


def people(event) -> list[Participant]:
    with reading() as session:
        return list(session.scalars(select(Participant).where(Participant.event_id == event.id)))


def test_joining_asks_for_nothing_but_the_perspective(make, browser):
    event = make.event()
    phone = browser()
    answer = phone.join(event.code)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/e/{event.code}"
    (person,) = people(event)
    assert (person.perspective, person.name, person.channel) == ("resident", "", "phone")
    assert phone.get(f"/e/{event.code}").status_code == 200


def test_whoever_has_not_joined_is_led_to_the_form(make, browser):
    event = make.event()
    answer = browser().get(f"/e/{event.code}")
    assert answer.headers["Location"] == f"/e/{event.code}/join"


def test_the_join_form_is_whole_without_a_script(make, browser):
    event = make.event()
    page = browser().get(f"/e/{event.code}/join").get_data(as_text=True)
    assert 'name="csrf_token"' in page
    assert 'name="key"' in page
    for value in ("resident", "professional", "step_free", "interpreter", "scribe"):
        assert f'value="{value}"' in page


def test_the_labels_of_the_perspectives_are_the_events(make, browser):
    labels = {"resident": {"fr": "Patientes"}, "professional": {"fr": "Soignants"}}
    event = make.event(labels=labels)
    page = browser().get(f"/e/{event.code}/join").get_data(as_text=True)
    assert "Patientes" in page
    assert "Soignants" in page


def test_what_one_says_of_oneself_is_kept_tidy(make, browser):
    event = make.event()
    browser().join(
        event.code,
        "professional",
        name="  Zoé\n\u202e ",
        needs=["step_free", "scribe"],
        trade="Gardienne  d'immeuble",
        organisation="Bailleur",
    )
    (person,) = people(event)
    assert person.name == "Zoé"
    assert person.needs == ["step_free", "scribe"]
    assert (person.trade, person.organisation) == ("Gardienne d'immeuble", "Bailleur")


def test_a_join_form_sent_five_times_joins_once(make, browser):
    event = make.event()
    phone = browser()
    phone.get(f"/e/{event.code}/join")
    for _ in range(5):
        phone.join(event.code, key="the-same-form-again")
    assert len(people(event)) == 1


def test_a_lost_answer_does_not_join_twice(make, browser):
    # The cookie of the first answer never came: the same browser sends the same form again.
    event = make.event()
    phone = browser()
    phone.get(f"/e/{event.code}/join")
    before = phone.http.get_cookie("eventlab").value
    phone.join(event.code, key="the-same-form-again")
    phone.http.set_cookie("eventlab", before)
    answer = phone.join(event.code, key="the-same-form-again")
    assert answer.status_code == 303
    assert len(people(event)) == 1
    assert phone.get(f"/e/{event.code}").status_code == 200


def test_joining_without_a_perspective_says_what_is_missing(make, browser):
    event = make.event()
    for wrong in ("", "king", "resident\x00"):
        answer = browser().post(f"/e/{event.code}/join", {"perspective": wrong, "name": "Ada"})
        assert answer.status_code == 422
        assert 'value="Ada"' in answer.get_data(as_text=True)
    assert people(event) == []


def test_a_name_that_is_html_stays_text(make, browser):
    event = make.event()
    phone = browser()
    phone.join(event.code, name="<script>alert(1)</script>")
    page = phone.get(f"/e/{event.code}/me").get_data(as_text=True)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_closed_event_lets_nobody_join(make, browser):
    event = make.event()
    close_event(event.id)
    answer = browser().join(event.code)
    assert answer.status_code == 409
    assert people(event) == []


def test_a_stale_form_is_told_so(make, browser):
    event = make.event()
    phone = browser()
    answer = phone.http.post(
        f"/e/{event.code}/join", data={"perspective": "resident", "csrf_token": "of-another-day"}
    )
    assert answer.status_code == 400
    assert people(event) == []


def test_an_unknown_event_offers_the_way_back(browser):
    answer = browser().get("/e/XXXXXX")
    assert answer.status_code == 404
    assert 'href="/"' in answer.get_data(as_text=True)


def test_the_code_typed_at_the_door_may_be_spelt_anyhow(make, browser):
    event = make.event()
    spaced = " ".join(event.code.lower())
    answer = browser().get("/", query_string={"event": spaced})
    assert answer.headers["Location"] == f"/e/{event.code}"


def test_a_code_that_cannot_be_one_is_refused_beside_its_field(browser):
    answer = browser().get("/", query_string={"event": "bonjour"})
    assert answer.status_code == 404
    assert 'value="bonjour"' in answer.get_data(as_text=True)


def test_the_personal_code_brings_everything_back_on_another_phone(make, browser):
    event = make.event("post")
    first, second = browser(), browser()
    first.join(event.code)
    (person,) = people(event)
    first.post(f"/e/{event.code}/problems", {"text": "Il pleut dans l'escalier."})
    typed = person.code.upper().replace("-", " ")
    answer = second.post(f"/e/{event.code}/return", {"personal_code": typed})
    assert answer.status_code == 303
    board = second.get(f"/e/{event.code}/board.json").get_json()
    assert list(board["items"]["me"]) == [person.id]
    assert [mine["text"] for mine in board["items"]["mine"].values()] == [
        "Il pleut dans l'escalier."
    ]
    assert first.get(f"/e/{event.code}/board.json").status_code == 200


def test_an_unknown_personal_code_is_refused_kindly(make, browser):
    event = make.event()
    answer = browser().post(f"/e/{event.code}/return", {"personal_code": "n'importe quoi"})
    assert answer.status_code == 404
    assert "personal_code-error" in answer.get_data(as_text=True)


def test_a_slip_of_the_finger_gets_a_suggestion(make, browser):
    event = make.event()
    person = make.person(event)
    first, second, digits = person.code.split("-")
    answer = browser().post(
        f"/e/{event.code}/return", {"personal_code": f"{first}x {second} {digits}"}
    )
    assert answer.status_code == 404
    assert person.code in answer.get_data(as_text=True)


def test_a_personal_code_of_another_event_opens_nothing(make, browser):
    here, elsewhere = make.event(), make.event()
    stranger = make.person(elsewhere)
    answer = browser().post(f"/e/{here.code}/return", {"personal_code": stranger.code})
    assert answer.status_code == 404


def test_guessing_codes_is_slowed_down(make, browser):
    event = make.event()
    phone = browser()
    statuses = [
        phone.post(f"/e/{event.code}/return", {"personal_code": f"abri-jardin-{n}"}).status_code
        for n in range(10, 22)
    ]
    assert statuses[-1] == 429


def test_the_notice_is_remembered_and_says_when_all_is_erased(make, browser):
    event = make.event(purge_on="2027-05-22")
    phone = browser()
    phone.join(event.code)
    page = phone.get(f"/e/{event.code}/notice").get_data(as_text=True)
    assert "22 mai 2027" in page.replace("\u202f", " ").replace("\u00a0", " ")
    answer = phone.post(f"/e/{event.code}/notice")
    assert answer.get_json() == {"notice_seen": True}
    (person,) = people(event)
    assert person.notice_seen


def test_one_can_change_what_one_said(make, browser):
    event = make.event()
    phone = browser()
    phone.join(event.code, name="Ada")
    answer = phone.post(f"/e/{event.code}/me", {"perspective": "professional", "name": "Grace"})
    assert answer.headers["Location"] == f"/e/{event.code}#me"
    (person,) = people(event)
    assert (person.name, person.perspective) == ("Grace", "professional")


def test_leaving_makes_the_phone_a_stranger_and_keeps_the_person(make, browser):
    event = make.event()
    phone = browser()
    phone.join(event.code)
    cookie = phone.http.get_cookie("eventlab").value
    assert phone.post(f"/e/{event.code}/leave").status_code == 303
    assert phone.get(f"/e/{event.code}/board.json").status_code == 401
    phone.http.set_cookie("eventlab", cookie)
    assert phone.get(f"/e/{event.code}/board.json").status_code == 401
    assert len(people(event)) == 1


def test_the_language_follows_the_person_and_leads_nowhere_else(browser):
    phone = browser()
    answer = phone.post("/language", {"language": "en", "back": "//evil.example/"})
    assert answer.headers["Location"] == "/"
    assert '<html class="phone-page" lang="en"' in phone.get("/").get_data(as_text=True)
    phone.post("/language", {"language": "xx", "back": "/"})
    assert 'lang="en"' in phone.get("/").get_data(as_text=True)


def test_the_phone_page_works_as_plain_forms(make, browser):
    event = make.event("post")
    phone = browser()
    phone.join(event.code)
    page = phone.get(f"/e/{event.code}").get_data(as_text=True)
    (person,) = people(event)
    assert person.code in page
    assert f'action="/e/{event.code}/notice"' in page
    phone.post(f"/e/{event.code}/notice", script=False)
    page = phone.get(f"/e/{event.code}").get_data(as_text=True)
    assert f'action="/e/{event.code}/problems"' in page


def test_a_board_is_not_taken_from_the_former_persons_cache(make, browser):
    event = make.event()
    ada, grace = make.person(event), make.person(event)
    phone = browser()
    phone.post(f"/e/{event.code}/return", {"personal_code": ada.code})
    seen = phone.get(f"/e/{event.code}/board.json").headers["ETag"]
    phone.post(f"/e/{event.code}/leave")
    phone.post(f"/e/{event.code}/return", {"personal_code": grace.code})
    again = phone.get(f"/e/{event.code}/board.json", headers={"If-None-Match": seen})
    assert again.status_code == 200
    assert list(again.get_json()["items"]["me"]) == [grace.id]


def test_a_join_makes_one_device(make, browser):
    event = make.event()
    phone = browser()
    phone.join(event.code)
    phone.join(event.code)
    with reading() as session:
        devices = select(func.count()).select_from(Device).where(Device.event_id == event.id)
        assert session.scalar(devices) == 1
