"""Writing for somebody at a kiosk: the right author, the right channel, late letters too."""

import json
import re

import pytest
from sqlalchemy import select

from eventlab.boards.models import Problem
from eventlab.extensions import reading
from eventlab.sessions.models import Staff


def problems(event) -> list[Problem]:
    with reading() as session:
        return list(
            session.scalars(
                select(Problem).where(Problem.event_id == event.id).order_by(Problem.number)
            )
        )


@pytest.fixture
def kiosk(make, browser):
    """An event where anybody may write, and a helper's tablet."""
    event = make.at_step(make.event(), "post", hidden=False, perspective="all")
    tablet = browser()
    tablet.enter(event.code, make.staff_token(event, "helper"))
    return event, tablet, f"/e/{event.code}/kiosk"


def choose(tablet, door, person) -> str:
    """Act for a person; gives the pass that their letters carry."""
    tablet.post(f"{door}/known", {"personal_code": person.code})
    page = tablet.get(door).get_data(as_text=True)
    island = re.search(r'id="island">(.*?)</script>', page, re.DOTALL)
    return json.loads(island[1])["author"]


def refused(answer) -> str:
    return answer.get_json()["refused"]


def test_a_text_at_the_kiosk_is_its_authors_and_says_who_helped(make, kiosk):
    event, tablet, door = kiosk
    ada = make.person(event, "professional")
    sealed = choose(tablet, door, ada)
    fields = {"text": "Sans téléphone.", "author": sealed, "channel": "paper"}
    assert tablet.post(f"{door}/problems", fields).status_code == 200
    (problem,) = problems(event)
    with reading() as session:
        helper = session.scalars(select(Staff.id).where(Staff.event_id == event.id)).one()
    assert (problem.author_id, problem.perspective) == (ada.id, "professional")
    assert (problem.channel, problem.helper_id) == ("paper", helper)


def test_a_plain_form_writes_for_who_stands_there(make, kiosk):
    event, tablet, door = kiosk
    ada = make.person(event)
    choose(tablet, door, ada)
    answer = tablet.post(f"{door}/problems", {"text": "Sans script."}, script=False)
    assert answer.headers["Location"] == door
    assert [(p.author_id, p.channel) for p in problems(event)] == [(ada.id, "kiosk")]


def test_a_late_letter_is_stored_under_its_own_author(make, kiosk):
    event, tablet, door = kiosk
    ada, grace = make.person(event), make.person(event)
    late = {"text": "Écrit par Ada, sans réseau.", "author": choose(tablet, door, ada)}
    tablet.post(f"{door}/next")
    choose(tablet, door, grace)
    assert tablet.post(f"{door}/problems", late).status_code == 200
    assert [problem.author_id for problem in problems(event)] == [ada.id]


def test_a_pass_is_good_for_one_tablet_and_cannot_be_made_up(make, browser, kiosk):
    event, tablet, door = kiosk
    sealed = choose(tablet, door, make.person(event))
    other = browser()
    other.enter(event.code, make.staff_token(event, "helper"))
    for forged in (sealed, sealed[:-2] + "xx", "W10.x", "\x00"):
        answer = other.post(f"{door}/problems", {"text": "Volé.", "author": forged})
        assert (answer.status_code, refused(answer)) == (409, "nobody_chosen")
    assert problems(event) == []


def test_nobody_chosen_writes_nothing(kiosk):
    event, tablet, door = kiosk
    assert refused(tablet.post(f"{door}/problems", {"text": "Pour qui ?"})) == "nobody_chosen"
    assert problems(event) == []


def test_a_participant_cannot_write_for_another(make, kiosk, browser):
    event, tablet, door = kiosk
    sealed = choose(tablet, door, make.person(event))
    phone = browser()
    phone.join(event.code)
    answer = phone.post(f"{door}/problems", {"text": "Volé.", "author": sealed})
    assert answer.status_code == 403


def test_five_sendings_at_the_kiosk_store_once(make, kiosk):
    event, tablet, door = kiosk
    sealed = choose(tablet, door, make.person(event))
    for _ in range(5):
        tablet.post(f"{door}/problems", {"text": "Une fois.", "author": sealed}, key="kiosk-0001")
    assert len(problems(event)) == 1


def test_their_problems_are_mended_and_withdrawn_but_not_anothers(make, kiosk):
    event, tablet, door = kiosk
    ada, grace = make.person(event), make.person(event)
    theirs, hers = make.problem(event, ada), make.problem(event, grace)
    sealed = choose(tablet, door, ada)
    fields = {"text": "Corrigé.", "author": sealed}
    assert tablet.post(f"{door}/problems/{theirs}", fields).status_code == 200
    assert refused(tablet.post(f"{door}/problems/{hers}", fields)) == "not_yours"
    withdrawn = tablet.post(f"{door}/problems/{theirs}/withdraw", {"author": sealed})
    assert withdrawn.get_json()["state"] == "withdrawn"
    assert refused(tablet.post(f"{door}/problems/{hers}/withdraw", fields)) == "not_yours"


def test_a_plain_form_refused_at_the_kiosk_keeps_its_text_and_its_author(make, kiosk):
    event, tablet, door = kiosk
    sealed = choose(tablet, door, make.person(event))
    fields = {"text": "x" * 281, "author": sealed, "channel": "paper"}
    page = tablet.post(f"{door}/problems", fields, script=False).get_data(as_text=True)
    assert "x" * 281 in page
    assert sealed in page
    assert 'value="paper"' in page
