"""The doors of a vote: phones, kiosk, desk, chart; and that no total leaves before the closing."""

from __future__ import annotations

import html
import json
import re

import pytest
from sqlalchemy import select

from eventlab.boards.models import Ballot, Dot, Theme, Voter
from eventlab.boards.services import ballots
from eventlab.extensions import reading
from tests.boards.views.test_kiosk import choose


@pytest.fixture
def vote(make):
    return make.ballot(make.event())


@pytest.fixture
def phone(browser, vote):
    somebody = browser()
    somebody.join(vote.event.code)
    return somebody


@pytest.fixture
def desk(browser, make, vote):
    leader = browser()
    leader.enter(vote.event.code, make.staff_token(vote.event))
    return leader


@pytest.fixture
def here(vote) -> str:
    return f"/e/{vote.event.code}"


def refused(answer) -> str:
    return answer.get_json()["refused"]


def asked(hand, door) -> str:
    """What a script is refused when it fetches this."""
    return refused(hand.http.get(door, headers={"Accept": "application/json"}))


def test_in_strict_mode_a_phone_without_a_printed_code_is_told_before_it_chooses(make, browser):
    vote = make.ballot(make.event(), mode="strict")
    somebody = browser()
    somebody.join(vote.event.code)
    page = somebody.get(f"/e/{vote.event.code}").get_data(as_text=True)
    assert "Ce vote demande un code imprimé." in page
    assert 'name="dots-' not in page


def given(vote) -> list[tuple[int, int]]:
    with reading() as session:
        rows = session.scalars(select(Dot).where(Dot.dots > 0).order_by(Dot.line_id))
        return [(row.line_id, row.dots) for row in rows]


def test_a_phone_gives_takes_back_and_finishes(vote, phone, here):
    door = f"{here}/ballots/{vote.id}"
    dot = {"line": vote.lines[1], "number": 1}
    assert phone.post(f"{door}/dots", dot).get_json() == {"ballot": vote.id, "left": 2}
    assert phone.post(f"{door}/dots", dot | {"number": -1}).get_json()["left"] == 3
    assert phone.post(f"{door}/finish", {"done": "true"}).get_json()["done"] is True
    assert phone.post(f"{door}/finish", {"done": "false"}).get_json()["done"] is False
    assert given(vote) == []


def test_five_sendings_are_one_dot(vote, phone, here):
    dot = {"line": vote.lines[0], "number": 1}
    answers = [
        phone.post(f"{here}/ballots/{vote.id}/dots", dot, key="one-tap-0001").get_json()
        for _ in range(5)
    ]
    assert answers == [{"ballot": vote.id, "left": 2}] * 5
    assert given(vote) == [(vote.lines[0], 1)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "bad_form"),
        ({"line": "x", "number": 1}, "bad_form"),
        ({"line": 1, "number": 2}, "bad_form"),
        ({"line": "9" * 30, "number": 1}, "bad_form"),
        ({"line": "\x00", "number": 1}, "bad_form"),
        ({"line": "😀" * 10_000, "number": 1}, "bad_form"),
        ({"line": 999_999, "number": 1}, "no_such_line"),
    ],
)
def test_nonsense_is_refused_by_name(vote, phone, here, fields, code):
    assert refused(phone.post(f"{here}/ballots/{vote.id}/dots", fields)) == code
    assert given(vote) == []


def test_a_ballot_of_another_event_is_not_there(make, phone, here):
    other = make.ballot(make.event())
    dot = {"line": other.lines[0], "number": 1}
    assert refused(phone.post(f"{here}/ballots/{other.id}/dots", dot)) == "no_such_ballot"


def test_without_a_script_the_whole_choice_is_one_form(vote, phone, here):
    page = phone.get(here).get_data(as_text=True)
    offered = [int(line) for line in re.findall(r'name="dots-(\d+)"', page)]
    assert sorted(offered) == vote.lines
    fields = {f"dots-{line}": 1 for line in vote.lines[:2]}
    answer = phone.post(f"{here}/ballots/{vote.id}/choice", fields, script=False)
    assert answer.headers["Location"] == here
    assert given(vote) == [(line, 1) for line in vote.lines[:2]]
    assert phone.get(here).get_data(as_text=True).count(" checked") == 2


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "9999999"])
def test_a_choice_that_is_no_number_is_refused(vote, phone, here, text):
    fields = {f"dots-{vote.lines[0]}": text}
    assert refused(phone.post(f"{here}/ballots/{vote.id}/choice", fields)) == "bad_form"


def test_the_helper_votes_for_who_stands_there_or_whom_the_pass_names(make, browser, vote, here):
    tablet, ada = browser(), make.person(vote.event)
    tablet.enter(vote.event.code, make.staff_token(vote.event, "helper"))
    door = f"{here}/kiosk"
    sealed = choose(tablet, door, ada)
    fields = {"line": vote.lines[0], "number": 1, "author": sealed, "channel": "paper"}
    assert tablet.post(f"{door}/ballots/{vote.id}/dots", fields).get_json()["left"] == 2
    page = tablet.get(door).get_data(as_text=True)
    assert f'name="dots-{vote.lines[0]}"' in page
    with reading() as session:
        row = session.scalars(select(Voter)).one()
    assert (row.participant_id, row.channel) == (ada.id, "paper")
    whole = {f"dots-{vote.lines[2]}": 1, "author": sealed}
    assert tablet.post(f"{door}/ballots/{vote.id}/choice", whole).status_code == 200
    done = {"done": "true", "author": sealed}
    assert tablet.post(f"{door}/ballots/{vote.id}/finish", done).status_code == 200
    assert given(vote) == [(vote.lines[2], 1)]
    tablet.post(f"{door}/next")
    assert refused(tablet.post(f"{door}/ballots/{vote.id}/finish", {})) == "nobody_chosen"


def test_a_whole_vote_from_the_desk(make, vote, desk, phone, here):
    door = f"{here}/desk/ballots/{vote.id}"
    sheet = {"place": "Table 3", "perspective": "resident", "voters": 2, f"dots-{vote.lines[0]}": 2}
    paper = desk.post(f"{door}/paper", sheet).get_json()["paper"]
    assert desk.post(f"{door}/paper/{paper}/drop").status_code == 200
    assert desk.post(f"{door}/paper", sheet).status_code == 200
    wrong = sheet | {f"dots-{vote.lines[0]}": 3}
    assert refused(desk.post(f"{door}/paper", wrong)) == "paper_too_many"
    assert desk.post(f"{door}/people", {"people": 2}).status_code == 200
    assert refused(desk.post(f"{door}/void", {"code": "rien-rien-00"})) == "unknown_code"
    assert refused(desk.post(f"{door}/show", {"stage": 1})) == "ballot_still_open"
    assert desk.post(f"{door}/close").status_code == 200
    assert refused(desk.post(f"{door}/close")) == "ballot_closed"
    assert desk.post(f"{door}/show", {"stage": 2}).status_code == 200
    assert refused(desk.post(f"{door}/show", {"stage": 3})) == "bad_form"
    going = {"themes": ",".join(map(str, vote.lines[:2]))}
    assert desk.post(f"{here}/desk/going-on", going).status_code == 200
    with reading() as session:
        assert list(session.scalars(select(Theme.id).where(Theme.goes_on))) == vote.lines[:2]
    again = desk.post(f"{here}/desk/ballots", {"step": vote.step})
    assert again.get_json()["ballot"] != vote.id
    assert refused(desk.post(f"{here}/desk/ballots", {"step": vote.step})) == "ballot_open"


def test_the_chart_waits_for_its_moment(make, browser, vote, desk, phone, here):
    for n in range(5):
        make.dots(vote, make.person(vote.event, "resident"), 0, 1)
        make.dots(vote, make.person(vote.event, "professional"), n % 2)
    door = f"{here}/ballots/{vote.id}/chart.svg"
    assert asked(phone, door) == "ballot_still_open"
    assert asked(desk, f"{door}?stage=2") == "ballot_still_open"
    ballots.close_ballot(vote.event.id, vote.id, "s")
    assert asked(phone, f"{door}?stage=2") == "results_waiting"
    ahead = html.unescape(desk.get(f"{door}?stage=2").get_data(as_text=True))
    assert "Usagers d'abord, à égalité" in ahead
    ballots.show_results(vote.event.id, vote.id, 1, "s")
    shown = phone.get(f"{door}?stage=2")
    assert shown.content_type.startswith("image/svg+xml")
    text = shown.get_data(as_text=True)
    assert re.search(r"^<svg[^>]*>\s*<title[^>]*>[^<]+</title>", text)
    assert "ballot-chart__bar--resident" not in text
    assert asked(phone, f"{door}?shape=round") == "bad_request"
    ballots.show_results(vote.event.id, vote.id, 2, "s")
    assert "ballot-chart__bar--resident" in phone.get(door).get_data(as_text=True)
    plain = phone.get(here).get_data(as_text=True)
    assert "chart.svg" in plain


def test_the_facilitators_choice_is_on_the_chart_and_the_few_are_kept_in_sight(
    make, browser, vote, desk, phone, here
):
    for _ in range(9):
        make.dots(vote, make.person(vote.event, "resident"), 0, 1)
    for _ in range(5):
        make.dots(vote, make.person(vote.event, "professional"), 2)
    ballots.close_ballot(vote.event.id, vote.id, "s")

    def drawn(stage: int) -> str:
        ballots.show_results(vote.event.id, vote.id, stage, "s")
        door = f"{here}/ballots/{vote.id}/chart.svg"
        return html.unescape(phone.get(door).get_data(as_text=True)).replace("\u00a0", " ")

    assert "ballot-chart__sign" not in drawn(2)
    ballots.send_on(vote.event.id, vote.lines[:2], "s")
    with reading() as session:
        titles = [line["title"] for line in session.get_one(Ballot, vote.id).lines]
    assert drawn(2).count("ballot-chart__sign--going") == 3  # two lines and the key
    assert f"Vont aux équipes : {titles[0]} et {titles[1]}." in drawn(2)
    assert f"À garder en vue : {titles[2]} (Professionnels : place 1)." in drawn(2)
    assert drawn(2).count("ballot-chart__sign--in-sight") == 1
    assert "en vue" not in drawn(1)


def test_a_title_cannot_break_out_of_the_chart(make, app, browser):
    hostile = '</text></svg><script>alert(1)</script>&"'
    vote = make.ballot(make.event(), hostile, "Bruit")
    make.dots(vote, make.person(vote.event), 0)
    ballots.close_ballot(vote.event.id, vote.id, "s")
    ballots.show_results(vote.event.id, vote.id, 2, "s")
    phone = browser()
    phone.join(vote.event.code)
    drawn = phone.get(f"/e/{vote.event.code}/ballots/{vote.id}/chart.svg").get_data(as_text=True)
    assert "<script" not in drawn
    assert drawn.count("</svg>") == 1


# Nothing leaks before its time (S6, product rule 4)

#: Dots by line, numbers that stand nowhere else on any page; a paper count brings them in.
SECRET = {0: 417, 1: 389, 2: 263}


def test_no_total_reaches_anybody_before_the_closing(make, browser, vote, desk, phone, here):
    paper = {"perspective": "resident", "voters": 450, "place": "Grande table"}
    dots = {f"dots-{vote.lines[n]}": number for n, number in SECRET.items()}
    desk.post(f"{here}/desk/ballots/{vote.id}/paper", paper | dots)
    tablet = browser()
    tablet.enter(vote.event.code, make.staff_token(vote.event, "helper"))
    choose(tablet, f"{here}/kiosk", make.person(vote.event))
    screen = browser()
    screen.enter(vote.event.code, make.staff_token(vote.event, "screen"))
    office = browser()
    office.open_office(make.office_token())
    reached = everything(
        here,
        vote,
        {"phone": phone, "desk": desk, "screen": screen, "kiosk": tablet, "office": office},
    )
    assert len(reached) > 12
    assert leaking(reached) == []
    ballots.close_ballot(vote.event.id, vote.id, "s")
    # The test can see a total when there is one to see.
    assert leaking(everything(here, vote, {"desk": desk})) != []
    assert (
        leaking(everything(here, vote, {"phone": phone, "screen": screen, "kiosk": tablet})) == []
    )


def read(hand, path: str) -> str:
    """What somebody gets at a path, a PDF's bytes too."""
    return hand.get(path).get_data().decode("utf-8", "replace")


def everything(here, vote, hands) -> dict[str, str]:
    """What each of these can fetch of the event, by who and where."""
    doors = {
        "phone": ["", "/board.json?surface=phone", "/me"],
        "desk": ["/desk", "/screen", "/board.json?surface=desk", "/board.json?surface=screen"],
        "screen": ["/screen", "/board.json?surface=screen"],
        "kiosk": ["/kiosk", "/kiosk/board.json", "/kiosk/slip"],
        "office": ["/desk", "/kiosk"],
    }
    chart = f"/ballots/{vote.id}/chart.svg?stage=2"
    reached = {
        f"{who} {door}": read(hand, here + door)
        for who, hand in hands.items()
        for door in (*doors[who], chart)
    }
    if "office" in hands:
        code = here.rsplit("/", 1)[1]
        for door in rules_of(hands["office"]):
            path = door.replace("<code>", code)
            reached[f"office {path}"] = read(hands["office"], path)
    return reached


def rules_of(hand) -> list[str]:
    """Every page of the application that needs nothing but an event's code."""
    rules = hand.http.application.url_map.iter_rules()
    return [
        rule.rule
        for rule in rules
        if "GET" in (rule.methods or ()) and re.findall(r"<[^>]+>", rule.rule) in ([], ["<code>"])
    ]


def leaking(reached) -> list[str]:
    """Who holds one of the numbers, as a number of its own."""
    numbers = "|".join(map(str, SECRET.values()))
    pattern = re.compile(rf"(?<![\d.#-])(?:{numbers})(?![\d.])")
    return [place for place, text in reached.items() if pattern.search(_plain(text))]


def _plain(text: str) -> str:
    # Times and random marks hold any digits.
    text = re.sub(r'"(?:now|at|opened_at|joined_at|csrf[^"]*)":\s*"?[\w.-]+"?', "", text)
    return re.sub(r"[\w-]{20,}", "", text)


def test_what_the_sockets_bring_before_the_closing_is_what_the_boards_hold(make, vote, app):
    # News are rendered by the same functions as boards; what they touch names no line.
    from eventlab.live.board import Viewer, replay
    from eventlab.live.models import JournalLine

    ada = make.person(vote.event)
    with reading() as session:
        before = session.scalars(select(JournalLine.version)).all()
    make.dots(vote, ada, 0, 1)
    with reading() as session:
        lines = session.scalars(select(JournalLine).where(JournalLine.version > max(before))).all()
        assert {(line.kind, line.item_id) for line in lines} == {
            ("my_ballot", ada.id),
            ("turnout", "room"),
        }
        for surface in ("phone", "screen", "desk"):
            news = replay(session, vote.event.id, Viewer(surface), max(before))
            assert "my_ballot" not in news["items"]
            told = json.dumps(news["items"].get("turnout", {}))
            assert not any(f'"{line}"' in told for line in vote.lines)
    with reading() as session:
        assert session.get_one(Ballot, vote.id).totals == {}
