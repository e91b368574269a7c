"""The doors of the themes: what they store, and what they refuse by name."""

from __future__ import annotations

import re

import pytest

from eventlab.boards.models import ThemeChange, ThemeProposal
from eventlab.extensions import reading
from tests.boards.views.test_kiosk import choose


@pytest.fixture
def desk(make, browser):
    """An event that groups, a facilitator at its desk, three problems, a theme."""
    event = make.at_step(make.event("post"), "post", hidden=False, perspective="all")
    ids = [make.problem(event, make.person(event), f"Problème {n}.") for n in range(3)]
    theme = make.theme(event, "Humidité")
    make.at_step(event, "group")
    facilitator = browser()
    facilitator.enter(event.code, make.staff_token(event))
    return event, facilitator, f"/e/{event.code}/desk/themes", ids, theme


def refused(answer) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["refused"]


def board(facilitator, event, kind="problem", surface="desk"):
    answer = facilitator.get(f"/e/{event.code}/board.json?surface={surface}")
    return answer.get_json()["items"].get(kind, {})


def test_every_door_does_what_it_says(make, desk):
    event, facilitator, here, ids, theme = desk
    made = facilitator.post(here, {"title": "Bruit", "problems": f"{ids[0]},{ids[1]}"}).get_json()
    noise = made["id"]
    for path, fields in {
        f"/{noise}": {"title": "Le bruit"},
        f"/{noise}/question": {"question": "Comment pourrions-nous dormir ?"},
        f"/{noise}/order": {"before": theme},
        f"/{noise}/goes-on": {"value": "true"},
        "/move": {"problems": ids[2], "theme": noise, "before": ids[0], "seen": 0},
        "/merge": {"leader": ids[0], "problems": ids[1]},
        f"/{noise}/split": {"title": "Nuit", "problems": ids[2]},
        f"/{theme}/remove": {},
    }.items():
        assert facilitator.post(here + path, fields).status_code == 200, path
    first, second = make.themes(event)
    assert (first.title, first.question, first.goes_on) == (
        "Le bruit",
        "Comment pourrions-nous dormir ?",
        True,
    )
    shown = board(facilitator, event)
    assert (shown[str(ids[1])]["under"], shown[str(ids[2])]["theme"]) == (ids[0], second.id)
    assert facilitator.post(f"{here}/unmerge", {"problem": ids[1]}).status_code == 200
    assert facilitator.post(f"{here}/{noise}/join", {"theme": second.id}).status_code == 200
    assert [theme.title for theme in make.themes(event)] == ["Le bruit"]
    last = board(facilitator, event, "grouping")["room"]["undo"]
    assert (last["what"], last["title"], last["staff"]) == ("join", "Nuit", make.staff(event)[0].id)
    assert facilitator.post(f"{here}/undo", {"change": last["id"]}).status_code == 200
    assert len(make.themes(event)) == 2


def test_a_move_sent_twice_is_done_once(desk):
    _event, facilitator, here, ids, theme = desk
    fields = {"problems": ids[0], "theme": theme, "seen": 0}
    for _ in range(3):
        assert facilitator.post(f"{here}/move", fields, key="a" * 16).status_code == 200
    with reading() as session:
        assert session.query(ThemeChange).filter_by(what="move").count() == 1


@pytest.mark.parametrize(
    ("path", "fields", "name"),
    [
        ("", {"title": ""}, "empty"),
        ("", {"title": "x" * 81}, "too_long"),
        ("", {"title": "A", "problems": "1,x"}, "bad_form"),
        ("", {"title": "A", "problems": "0"}, "no_such_problem"),
        ("", {"title": "A", "problems": "99999999999"}, "bad_form"),
        ("", {"title": "A", "problems": "4000000000"}, "bad_form"),
        ("", {"title": "A", "problems": ",".join(["1"] * 5001)}, "bad_form"),
        ("/THEME/question", {"question": "Comment pourrions-nous ... ?"}, "empty"),
        ("/THEME/question", {"question": "x" * 201}, "too_long"),
        ("/THEME/question", {"question": "\U0001f600" * 10_000}, "too_long"),
        ("/THEME/question", {"question": "\x00\u200b"}, "unreadable"),
        ("/987654", {"title": "A"}, "no_such_theme"),
        ("/987654/remove", {}, "no_such_theme"),
        ("/move", {"theme": "1"}, "bad_form"),
        ("/move", {"problems": "1", "theme": "un"}, "bad_form"),
        ("/move", {"problems": "1", "theme": "987654"}, "no_such_theme"),
        ("/move", {"problems": "987654"}, "no_such_problem"),
        ("/move", {"problems": "1", "seen": "1,2"}, "bad_request"),
        ("/merge", {"leader": "987654", "problems": "1"}, "no_such_problem"),
        ("/unmerge", {}, "bad_form"),
        ("/undo", {"change": "987654"}, "regrouped"),
        ("/proposals/1/accept", {"theme": "1"}, "already_answered"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(desk, path, fields, name):
    event, facilitator, here, _ids, theme = desk
    answer = facilitator.post(here + path.replace("THEME", str(theme)), fields)
    assert answer.get_json()["refused"] == name
    assert len(board(facilitator, event)) == 3


def test_what_belongs_to_another_event_is_not_there(make, desk):
    _event, facilitator, here, ids, theme = desk
    other = make.at_step(make.event("post"), "post", hidden=False, perspective="all")
    foreign = make.problem(other, make.person(other))
    their_theme = make.theme(other, "Ailleurs", foreign)
    for path, fields, name in (
        (f"/{their_theme}", {"title": "À moi"}, "no_such_theme"),
        (f"/{their_theme}/remove", {}, "no_such_theme"),
        ("/move", {"problems": ids[0], "theme": their_theme}, "no_such_theme"),
        ("/move", {"problems": foreign, "theme": theme}, "no_such_problem"),
        ("/merge", {"leader": ids[0], "problems": foreign}, "no_such_problem"),
        (f"/{theme}/join", {"theme": their_theme}, "no_such_theme"),
    ):
        assert refused(facilitator.post(here + path, fields)) == (404, name)
    assert [one.title for one in make.themes(other)] == ["Ailleurs"]


def test_a_phone_proposes_and_reads_the_answer_without_a_script(make, browser, desk):
    event, facilitator, here, ids, theme = desk
    phone = browser()
    phone.post(f"/e/{event.code}/return", {"personal_code": make.people(event)[0].code})
    page = phone.get(f"/e/{event.code}").text
    assert "Humidité" in page
    form = re.search(r'action="(/e/\w+/proposals)"', page)
    answer = phone.post(form[1], {"problem": ids[0], "theme": theme}, script=False)
    assert answer.status_code == 303
    assert "proposition envoyée" in phone.get(f"/e/{event.code}").text
    assert refused(phone.post(form[1], {"problem": ids[1], "theme": theme})) == (403, "not_yours")
    accepted = facilitator.post(f"{here}/proposals/{ids[0]}/accept", {"theme": theme})
    assert accepted.status_code == 200
    assert "proposition acceptée" in phone.get(f"/e/{event.code}").text


def test_a_helper_proposes_for_somebody_and_that_is_logged(make, browser, desk):
    event, _, _, ids, theme = desk
    tablet, door = browser(), f"/e/{event.code}/kiosk"
    tablet.enter(event.code, make.staff_token(event, "helper"))
    fields = {"problem": ids[1], "theme": theme, "channel": "paper"}
    assert refused(tablet.post(f"{door}/proposals", fields)) == (409, "nobody_chosen")
    sealed = choose(tablet, door, make.people(event)[1])
    assert "kiosk/proposals" in tablet.get(door).text
    answer = tablet.post(f"{door}/proposals", {**fields, "author": sealed}).get_json()
    shown = answer.pop("items")["mine"][str(ids[1])]
    assert answer == {"id": ids[1], "theme": theme, "state": "waiting"}
    assert shown["proposal"] == {"theme": theme, "state": "waiting"}
    helper = next(one.id for one in make.staff(event) if one.role == "helper")
    with reading() as session:
        proposal = session.get_one(ThemeProposal, ids[1])
    assert (proposal.channel, proposal.helper_id) == ("paper", helper)
