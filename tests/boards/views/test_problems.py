"""The doors of writing from a phone: what is stored, what is refused, and how it is said."""

import pytest
from sqlalchemy import select

from eventlab.boards.models import Problem
from eventlab.extensions import reading
from eventlab.sessions.services import programme, room
from eventlab.sessions.services.events import close_event


def problems(event) -> list[Problem]:
    with reading() as session:
        return list(
            session.scalars(
                select(Problem).where(Problem.event_id == event.id).order_by(Problem.number)
            )
        )


@pytest.fixture
def posting(make, browser):
    """An event where anybody may write, and a phone that has joined it."""
    event = make.event()
    event = make.at_step(event, "post", hidden=False, perspective="all")
    phone = browser()
    phone.join(event.code)
    return event, phone, f"/e/{event.code}/problems"


def test_a_problem_is_stored_as_written_and_answered_with_its_number(posting):
    event, phone, door = posting
    text = "L’ascenseur « B » est en panne : <b>deux</b> semaines 🛗 — encore !"
    answer = phone.post(door, {"text": text})
    assert answer.status_code == 200
    stored = answer.get_json()
    (problem,) = problems(event)
    assert (stored["id"], stored["number"], stored["state"]) == (problem.id, 1, "shown")
    assert (problem.text, problem.channel, problem.helper_id) == (text, "phone", None)


def test_a_plain_form_is_led_back_to_the_page(posting):
    event, phone, door = posting
    answer = phone.post(door, {"text": "Sans script."}, script=False)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/e/{event.code}"


def test_five_sendings_of_one_letter_store_it_once(posting):
    event, phone, door = posting
    answers = [phone.post(door, {"text": "Une seule fois."}, key="letter-000001") for _ in range(5)]
    assert {answer.get_json()["id"] for answer in answers} == {problems(event)[0].id}
    assert len(problems(event)) == 1


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("x" * 281, "too_long"),
        ("😀" * 10_000, "too_long"),
        ("\x00\x01\x02", "unreadable"),
        ("\u202e\u2066", "unreadable"),
    ],
)
def test_a_text_that_cannot_stand_is_refused_by_name(posting, text, refused):
    event, phone, door = posting
    answer = phone.post(door, {"text": text})
    assert answer.status_code == 422
    assert answer.get_json()["refused"] == refused
    assert "%" not in answer.get_json()["sentence"]
    assert problems(event) == []


def test_a_refused_letter_can_be_mended_under_the_same_key(posting):
    event, phone, door = posting
    assert phone.post(door, {"text": "x" * 281}, key="letter-000002").status_code == 422
    assert phone.post(door, {"text": "Plus court."}, key="letter-000002").status_code == 200
    assert [problem.text for problem in problems(event)] == ["Plus court."]


def test_280_family_emoji_are_280_characters(posting):
    event, phone, door = posting
    answer = phone.post(door, {"text": "👨‍👩‍👧" * 280})
    assert answer.status_code == 200
    assert len(problems(event)) == 1


def test_bidi_and_null_bytes_are_taken_out_and_the_words_stay(posting):
    event, phone, door = posting
    phone.post(door, {"text": "Le gaz\x00 \u202eest coupé"})
    assert problems(event)[0].text == "Le gaz est coupé"


def test_html_comes_back_as_text_on_the_plain_page(posting):
    event, phone, door = posting
    phone.post(f"/e/{event.code}/notice")
    phone.post(door, {"text": "<img src=x onerror=alert(1)></script>"})
    page = phone.get(f"/e/{event.code}").get_data(as_text=True)
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_personal_data_is_shown_to_its_author_first_and_sent_only_if_wanted(posting):
    event, phone, door = posting
    text = "  Appelez-moi au 06 12 34 56 78."
    answer = phone.post(door, {"text": text})
    assert answer.status_code == 409
    warned = answer.get_json()
    assert warned["refused"] == "personal_data"
    ((kind, start, end),) = warned["found"]
    assert (kind, warned["text"][start:end]) == ("phone", "06 12 34 56 78")
    assert problems(event) == []
    assert phone.post(door, {"text": text, "anyway": "true"}).status_code == 200


def test_a_plain_form_refused_comes_back_with_its_text(posting):
    _, phone, door = posting
    answer = phone.post(door, {"text": "Mon mail : a@example.org"}, script=False)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Mon mail : a@example.org</textarea>" in page
    assert 'name="anyway"' in page


def test_a_plain_form_too_long_says_how_long_it_may_be(posting):
    _, phone, door = posting
    page = phone.post(door, {"text": "x" * 281}, script=False).get_data(as_text=True)
    assert "280" in page
    assert "%(limit)s" not in page


def test_an_unknown_tile_is_no_tile(posting):
    event, phone, door = posting
    phone.post(door, {"text": "Sans thème.", "tile": "dragons"})
    assert problems(event)[0].tile == ""


def test_a_stale_token_stores_nothing_and_can_be_renewed(posting):
    event, phone, door = posting
    phone._token = "of-another-day"
    answer = phone.post(door, {"text": "Bonjour."}, key="letter-000003")
    assert answer.get_json()["refused"] == "stale_form"
    phone._token = ""
    assert phone.post(door, {"text": "Bonjour."}, key="letter-000003").status_code == 200
    assert len(problems(event)) == 1


def test_a_malformed_key_is_refused(posting):
    event, phone, door = posting
    for key in ("short", "x" * 65, "with spaces in it"):
        assert phone.post(door, {"text": "Bonjour."}, key=key).status_code == 400
    assert problems(event) == []


def refused(answer) -> str:
    return answer.get_json()["refused"]


def test_a_step_that_is_not_for_writing_refuses(make, posting):
    event, phone, door = posting
    make.at_step(event, "vote")
    assert refused(phone.post(door, {"text": "Trop tard."})) == "not_posting"


def test_the_other_perspectives_turn_refuses(make, posting):
    event, phone, door = posting
    make.at_step(event, "post", perspective="professional")
    assert refused(phone.post(door, {"text": "Moi !"})) == "not_your_turn"


def test_locked_entries_refuse_posts_and_edits(posting):
    event, phone, door = posting
    stored = phone.post(door, {"text": "Avant."}).get_json()
    room.set_room(event.id, "entries_locked", True)
    assert refused(phone.post(door, {"text": "Pendant."})) == "entries_locked"
    assert refused(phone.post(f"{door}/{stored['id']}", {"text": "Changé."})) == "entries_locked"


def test_slow_mode_asks_to_wait(posting):
    event, phone, door = posting
    room.set_room(event.id, "slow_mode_s", 60)
    assert phone.post(door, {"text": "Un."}).status_code == 200
    answer = phone.post(door, {"text": "Deux."})
    assert (answer.status_code, refused(answer)) == (429, "too_fast")


def test_a_closed_event_refuses(posting):
    event, phone, door = posting
    close_event(event.id)
    assert refused(phone.post(door, {"text": "Après."})) == "event_closed"


def test_only_who_has_joined_may_write(posting, browser):
    event, _, door = posting
    answer = browser().post(door, {"text": "Bonjour."})
    assert (answer.status_code, refused(answer)) == (401, "not_joined")
    assert problems(event) == []


def test_ones_own_problem_is_mended_and_keeps_its_number(posting):
    event, phone, door = posting
    stored = phone.post(door, {"text": "Il pleut."}).get_json()
    answer = phone.post(f"{door}/{stored['id']}", {"text": "Il pleut dans le hall."})
    assert answer.get_json() == stored
    assert [problem.text for problem in problems(event)] == ["Il pleut dans le hall."]


def test_somebody_elses_problem_is_theirs(posting, browser):
    event, phone, door = posting
    stored = phone.post(door, {"text": "À moi."}).get_json()
    other = browser()
    other.join(event.code)
    assert refused(other.post(f"{door}/{stored['id']}", {"text": "À moi !"})) == "not_yours"
    assert refused(other.post(f"{door}/{stored['id']}/withdraw")) == "not_yours"
    assert problems(event)[0].text == "À moi."


def test_another_events_problem_does_not_exist_here(make, posting, browser):
    _, phone, door = posting
    elsewhere = make.at_step(make.event(), "post", perspective="all")
    author = make.person(elsewhere)
    foreign = make.problem(elsewhere, author)
    assert refused(phone.post(f"{door}/{foreign}", {"text": "Pris."})) == "no_such_problem"
    assert refused(phone.post(f"{door}/{foreign}/withdraw")) == "no_such_problem"
    assert refused(phone.post(f"{door}/999999/withdraw")) == "no_such_problem"
    assert phone.post(f"{door}/abc/withdraw").status_code == 404


def test_a_withdrawn_problem_is_gone_for_good(posting):
    event, phone, door = posting
    stored = phone.post(door, {"text": "Oubliez cela."}).get_json()
    for _ in range(2):
        answer = phone.post(f"{door}/{stored['id']}/withdraw", key="letter-000004")
        assert answer.status_code == 200
    assert problems(event)[0].state == "withdrawn"
    assert refused(phone.post(f"{door}/{stored['id']}", {"text": "Retour."})) == "no_such_problem"
    board = phone.get(f"/e/{event.code}/board.json").get_json()
    assert "problem" not in board["items"] or not board["items"]["problem"]


def test_a_problem_hidden_until_the_reveal_reaches_its_author_alone(make, posting, browser):
    event, phone, door = posting
    event = make.at_step(event, "post", hidden=True)
    phone.post(door, {"text": "Secret jusqu'au dévoilement."})
    other = browser()
    other.join(event.code, "professional")
    own = phone.get(f"/e/{event.code}/board.json").get_json()["items"]
    seen = other.get(f"/e/{event.code}/board.json").get_json()["items"]
    assert [mine["visible"] for mine in own["mine"].values()] == [False]
    assert not seen.get("problem")
    programme.reveal_step(event.id, event.current_step_id, True)
    seen = other.get(f"/e/{event.code}/board.json").get_json()["items"]
    assert [one["text"] for one in seen["problem"].values()] == ["Secret jusqu'au dévoilement."]


def test_a_body_too_big_is_refused(posting):
    event, phone, door = posting
    answer = phone.post(door, {"text": "x" * 3_000_000})
    assert (answer.status_code, refused(answer)) == (413, "too_big")
    assert problems(event) == []


@pytest.mark.parametrize("text", [5, None, ["a", {"b": 1}], {"c": "d"}])
def test_json_is_not_a_form(posting, text):
    event, phone, door = posting
    token = phone.http.get("/csrf.json").get_json()["token"]
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    answer = phone.http.post(door, json={"text": text}, headers=headers)
    assert (answer.status_code, refused(answer)) == (400, "bad_request")
    assert problems(event) == []
