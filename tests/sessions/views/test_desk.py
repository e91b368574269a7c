"""The doors of the desk: who may press what, and that pressing twice does it once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from eventlab.boards.models import Problem
from eventlab.extensions import reading
from eventlab.live.journal import version_of
from eventlab.sessions.models import Event, Participant, Staff, Step
from eventlab.sessions.services import programme
from tests.browser import Browser
from tests.factories import Factory


class Room:
    """An event at its posting step, with what the doors need."""

    def __init__(self, make: Factory) -> None:
        self.make = make
        self.event = make.at_step(make.event("post"), "post", hidden=True, perspective="all")
        self.steps = make.steps(self.event)
        self.here = self.event.current_step_id
        self.other = next(step.id for step in self.steps if step.id != self.here)
        self.person = make.person(self.event)
        self.helper = staff_of(make, self.event, "helper")
        self.problem = make.problem(self.event, self.person, "Appelez Paul au 06 12 34 56 78.")

    def facilitator(self, browser: Callable[[], Browser]) -> Browser:
        somebody = browser()
        somebody.enter(self.event.code, self.make.staff_token(self.event))
        return somebody


def staff_of(make: Factory, event: Event, role: str) -> str:
    """A new member of the staff; gives their id."""
    make.staff_token(event, role)
    with reading() as session:
        return session.scalars(select(Staff.id).where(Staff.event_id == event.id)).one()


#: Every write of the desk: its address below /e/<code>/desk, and its fields.
DOORS: dict[str, Callable[[Room], tuple[str, dict[str, Any]]]] = {
    "next": lambda r: ("next", {"from_step": r.here}),
    "previous": lambda r: ("previous", {"from_step": r.here}),
    "go": lambda r: ("go", {"from_step": r.here, "to_step": r.other}),
    "start": lambda r: (f"steps/{r.here}/start", {}),
    "pause": lambda r: (f"steps/{r.here}/pause", {}),
    "minutes": lambda r: (f"steps/{r.here}/minutes", {"minutes": 1}),
    "reveal": lambda r: (f"steps/{r.here}/reveal", {}),
    "conceal": lambda r: (f"steps/{r.here}/conceal", {}),
    "peers": lambda r: (f"steps/{r.here}/peers", {"perspective": "resident"}),
    "skip": lambda r: (f"steps/{r.other}/skip", {}),
    "unskip": lambda r: (f"steps/{r.other}/unskip", {}),
    "place": lambda r: (f"steps/{r.other}/place", {"position": 1}),
    "add": lambda r: ("steps", {"kind": "message", "title": "Pause", "minutes": 5}),
    "edit": lambda r: (f"steps/{r.here}", {"title": "Écrire", "minutes": 30}),
    "remove": lambda r: (f"steps/{r.other}/remove", {}),
    "room": lambda r: ("room", {"name": "entries_locked", "value": "true"}),
    "screen": lambda r: ("screen", {"name": "black", "value": "true"}),
    "show": lambda r: (f"problems/{r.problem}/show", {}),
    "show several": lambda r: ("problems/show", {"problems": str(r.problem)}),
    "hide": lambda r: (f"problems/{r.problem}/hide", {"reason": "Hors sujet"}),
    "mask": lambda r: (f"problems/{r.problem}/mask", {"words": "Paul"}),
    "queue": lambda r: (f"problems/{r.problem}/queue", {}),
    "unqueue": lambda r: (f"problems/{r.problem}/unqueue", {}),
    "spotlight": lambda r: (f"problems/{r.problem}/spotlight", {}),
    "read next": lambda r: ("problems/read-next", {}),
    "clear spotlight": lambda r: ("problems/clear-spotlight", {}),
    "status": lambda r: (f"people/{r.person.id}/status", {"status": "gone"}),
    "code": lambda r: (f"people/{r.person.id}/code", {}),
    "replace code": lambda r: (f"people/{r.person.id}/code/replace", {}),
    "invite": lambda r: ("staff", {"role": "helper", "name": "Karim"}),
    "link": lambda r: (f"staff/{r.helper}/link", {}),
    "revoke": lambda r: (f"staff/{r.helper}/revoke", {}),
}
each_door = pytest.mark.parametrize("door", DOORS)


@pytest.fixture
def room(make: Factory) -> Room:
    return Room(make)


def press(room: Room, somebody: Browser, door: str, **options: Any):
    path, fields = DOORS[door](room)
    return somebody.post(f"/e/{room.event.code}/desk/{path}", fields, **options)


def version(room: Room) -> int:
    with reading() as session:
        return version_of(session, room.event.id)


def stored(kind: type, key: Any) -> Any:
    with reading() as session:
        return session.get_one(kind, key)


@each_door
def test_a_facilitator_may(room, browser, door):
    assert press(room, room.facilitator(browser), door).status_code == 200


@pytest.mark.parametrize("role", ["nobody", "participant", "helper", "screen", "elsewhere"])
def test_nobody_else_may(room, make, browser, role):
    somebody = browser()
    if role == "participant":
        somebody.join(room.event.code)
    elif role == "elsewhere":
        other = make.event()
        somebody.enter(other.code, make.staff_token(other))
    elif role != "nobody":
        somebody.enter(room.event.code, make.staff_token(room.event, role))
    before = version(room)
    opened = [door for door in DOORS if press(room, somebody, door).status_code != 403]
    assert opened == []
    assert version(room) == before


def test_what_belongs_to_another_event_is_not_there(room, make, browser):
    other = Room(make)
    somebody = other.facilitator(browser)
    before = version(room)
    for door in DOORS:
        path, fields = DOORS[door](room)
        somebody.post(f"/e/{other.event.code}/desk/{path}", fields)
        assert version(room) == before, door


@each_door
def test_a_press_sent_again_with_its_key_changes_nothing_more(room, browser, door):
    somebody = room.facilitator(browser)
    first = press(room, somebody, door, key="the-key-of-this-press")
    after = version(room)
    again = press(room, somebody, door, key="the-key-of-this-press")
    assert again.status_code == first.status_code
    if door not in ("invite", "link"):  # a one-time link is never kept, so never told twice
        assert again.get_json() == first.get_json()
    assert version(room) == after


@each_door
def test_a_plain_form_comes_back_to_a_page(room, browser, door):
    answer = press(room, room.facilitator(browser), door, script=False)
    assert answer.status_code in (200, 303)
    assert answer.mimetype == "text/html"


def test_nothing_is_done_by_get_or_without_a_token(room, browser):
    somebody = room.facilitator(browser)
    before = version(room)
    for door in DOORS:
        path, fields = DOORS[door](room)
        address = f"/e/{room.event.code}/desk/{path}"
        assert somebody.get(address).status_code in (404, 405), door
        assert somebody.http.post(address, data=fields).status_code == 400, door
    assert version(room) == before


def test_a_personal_code_is_never_on_the_board(room, browser):
    somebody = room.facilitator(browser)
    board = somebody.get(f"/e/{room.event.code}/board.json?surface=desk").get_data(as_text=True)
    assert room.person.code not in board.encode().decode("unicode_escape")
    assert room.person.id in board
    assert press(room, somebody, "code").get_json() == {"code": room.person.code}


def test_a_replaced_code_opens_nothing(room, browser):
    somebody = room.facilitator(browser)
    fresh = press(room, somebody, "replace code").get_json()["code"]
    assert fresh != room.person.code
    assert stored(Participant, room.person.id).code == fresh


@pytest.mark.parametrize(
    ("door", "fields"),
    [
        ("next", {}),
        ("next", {"from_step": "x"}),
        ("go", {}),
        ("minutes", {"minutes": 61}),
        ("minutes", {"minutes": "1e3"}),
        ("place", {"position": -1}),
        ("add", {"kind": "party", "title": "Fête", "minutes": 5}),
        ("add", {"kind": "message", "title": " ", "minutes": 5}),
        ("add", {"kind": "message", "title": "a" * 81, "minutes": 5}),
        ("add", {"kind": "message", "title": "Pause", "minutes": 1441}),
        ("add", {"kind": "vote", "title": "Vote", "minutes": 5, "setting-dots": "0"}),
        ("add", {"kind": "vote", "title": "Vote", "minutes": 5, "setting-dots": "²"}),
        ("edit", {"title": "Écrire", "minutes": 5, "setting-perspective": "cats"}),
        ("status", {"status": "asleep"}),
        ("invite", {"role": "organiser"}),
        ("invite", {"role": "helper", "name": "a" * 61}),
        ("hide", {"reason": "a" * 121}),
    ],
)
def test_what_does_not_fit_is_refused_by_name(room, browser, door, fields):
    path, _ = DOORS[door](room)
    somebody = room.facilitator(browser)
    before = version(room)
    answer = somebody.post(f"/e/{room.event.code}/desk/{path}", fields)
    assert answer.status_code in (404, 422)
    assert answer.get_json()["refused"] in ("bad_form", "no_such_step")
    assert version(room) == before


@pytest.mark.parametrize(
    ("door", "name", "value"),
    [
        ("room", "state", "closed"),
        ("room", "slow_mode_s", "7"),
        ("room", "slow_mode_s", "true"),
        ("room", "entries_locked", "0"),
        ("room", "title", "Autre"),
        ("screen", "spotlight", "1"),
        ("screen", "black", "1"),
        ("screen", "theme", "pink"),
    ],
)
def test_an_unknown_switch_or_value_is_refused(room, browser, door, name, value):
    answer = room.facilitator(browser).post(
        f"/e/{room.event.code}/desk/{door}", {"name": name, "value": value}
    )
    assert answer.get_json()["refused"] == "bad_request"


def test_a_switch_sent_again_does_not_undo_what_another_did_since(room, browser):
    first, second = room.facilitator(browser), room.facilitator(browser)
    press(room, first, "room", key="lock-it-once-please")
    second.post(f"/e/{room.event.code}/desk/room", {"name": "entries_locked", "value": "false"})
    press(room, first, "room", key="lock-it-once-please")
    assert not stored(Event, room.event.id).entries_locked


def test_an_added_step_has_the_settings_of_its_kind(room, browser):
    fields = {
        "kind": "post",
        "title": "Encore un tour",
        "instruction": "Écrivez encore.",
        "minutes": 10,
        "after": room.here,
        "setting-hidden": "true",
        "setting-notes": "Dix minutes suffisent.",
    }
    answer = room.facilitator(browser).post(f"/e/{room.event.code}/desk/steps", fields)
    step = stored(Step, answer.get_json()["step"])
    assert step.title == {"fr": "Encore un tour"}
    assert step.settings["hidden"] is True
    assert step.settings["tiles"] is True
    assert step.settings["notes"] == {"fr": "Dix minutes suffisent."}
    after = [one.id for one in room.make.steps(room.event)]
    assert after.index(step.id) == after.index(room.here) + 1


def test_an_edited_text_is_the_only_one_and_an_untouched_one_keeps_its_translations(room, browser):
    programme.edit_step(
        room.event.id,
        room.here,
        {"title": {"fr": "Nos problèmes", "en": "Our problems"}, "instruction": {"fr": "A"}},
        "a",
    )
    edit = {"title": "Nos problèmes", "instruction": "B", "minutes": 12}
    answer = room.facilitator(browser).post(f"/e/{room.event.code}/desk/steps/{room.here}", edit)
    assert answer.status_code == 200
    step = stored(Step, room.here)
    assert step.title == {"fr": "Nos problèmes", "en": "Our problems"}
    assert step.instruction == {"fr": "B"}
    assert step.minutes == 12
    assert step.settings["hidden"] is True


def test_the_undo_of_the_desk_says_what_and_by_which_number(room, browser):
    somebody = room.facilitator(browser)
    press(room, somebody, "skip")
    event = next(iter(_desk(room, somebody)["event"].values()))
    assert event["undo"]["what"] == "skip"
    assert event["undo"]["title"] == stored(Step, room.other).title
    address = f"/e/{room.event.code}/desk/undo"
    assert somebody.post(address, {"change": event["undo"]["id"]}).status_code == 200
    assert not stored(Step, room.other).skipped
    refused = somebody.post(address, {"change": event["undo"]["id"]})
    assert refused.get_json()["refused"] == "nothing_to_undo"


def test_an_invitation_sent_again_makes_one_member_and_its_last_link_works(room, browser):
    somebody = room.facilitator(browser)
    links = [
        press(room, somebody, "invite", key="invite-karim-once").get_json()["link"]
        for _ in range(2)
    ]
    with reading() as session:
        names = session.scalars(select(Staff.name).where(Staff.event_id == room.event.id)).all()
    assert names.count("Karim") == 1
    entered = browser().enter(room.event.code, links[-1].rsplit("/", 1)[-1])
    assert entered.status_code == 303


def test_a_new_link_is_not_on_the_board_and_comes_with_its_picture(room, browser):
    somebody = room.facilitator(browser)
    shown = press(room, somebody, "link").get_json()
    assert shown["qr"].startswith("data:image/svg+xml;base64,")
    token = shown["link"].rsplit("/", 1)[-1]
    assert token not in str(_desk(room, somebody))


def test_nobody_closes_their_own_access_by_mistake(room, browser):
    somebody = room.facilitator(browser)
    (own,) = [i for i, one in _desk(room, somebody)["staff"].items() if one["role"] != "helper"]
    answer = somebody.post(f"/e/{room.event.code}/desk/staff/{own}/revoke")
    assert answer.get_json()["refused"] == "own_access"


def test_the_desk_knows_which_links_were_used(room, browser):
    somebody = room.facilitator(browser)
    entered = {one["role"]: one["entered"] for one in _desk(room, somebody)["staff"].values()}
    assert entered == {"facilitator": True, "helper": False}


def test_a_reason_is_read_by_the_author_alone(room, browser):
    press(room, room.facilitator(browser), "hide")
    hidden = stored(Problem, room.problem)
    assert (hidden.state, hidden.reason) == ("hidden", "Hors sujet")


def _desk(room: Room, somebody: Browser) -> dict[str, Any]:
    board = somebody.get(f"/e/{room.event.code}/board.json?surface=desk").get_json()
    return board["items"]
