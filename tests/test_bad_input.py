"""What nobody types by accident, in every text of every form: refused or harmless, never broken."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from eventlab.sessions.models import Event
from tests.browser import Browser
from tests.factories import Factory
from tests.stores import Store

PAYLOADS = {
    "html": "<script>document.title='owned'</script><img src=x onerror=alert(1)>",
    "svg": "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>",
    "island": '</script><script type="module">alert(1)</script>',
    "address": "javascript:alert(1)",
    "template": "{{ config }} {% raw %} ${alert(1)}",
    "bidi": "avant \u202e\u2066 après \u200f",
    "invisible": "\u200b\u200d\ufeff\u2060",
    "zalgo": "Z" + "\u0351\u0316\u0489" * 60 + "algo",
    "emoji": "\U0001f600" * 10_000,
    "null": "a\x00b",
    "control": "a\x1b[31m\x07\x08b\r\nc\td\x85",
    "long": "x" * 70_000,
    "formula": "=HYPERLINK(0)",
    "empty": "",
    "not text": b"\xff\xfe\x80".decode("latin-1"),
    "private use": "\ue000\uffff\U0010ffff",
}
#: What SQLite takes in silence and PostgreSQL does not.
CHOKED_ON = ("null", "long", "emoji", "private use")
FORBIDDEN = {"Cc", "Cs"}
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Store:
    """The store the test names."""
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def event(make: Factory) -> Event:
    return make.at_step(make.event("post"), "post", hidden=False, perspective=None)


def forms(here: str, problem: int, step: int) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    """Every form with texts: who sends it, where, its good fields, and the field to spoil."""
    me = {"perspective": "resident", "name": "A", "trade": "B", "organisation": "C"}
    words = {"title": "Pause", "instruction": "Soufflez.", "minutes": 5}
    card = {"text": "Il fait froid.", "tile": "", "anyway": "true"}
    placing = {"problems": problem, "theme": 1, "before": problem, "seen": 0}
    peers, switch = f"{here}/desk/steps/{step}/peers", {"name": "black", "value": "true"}
    every: list[tuple[str, str, dict[str, Any]]] = [
        ("phone", f"{here}/me", me),
        ("phone", f"{here}/problems", card),
        ("phone", f"{here}/problems/{problem}", card),
        ("phone", f"{here}/return", {"personal_code": "mésange-cactus-47"}),
        ("phone", "/language", {"language": "fr", "back": "/"}),
        ("nobody", f"{here}/join", {**me, "speaks": "fr", "needs": "scribe", "key": "a" * 16}),
        ("desk", f"{here}/desk/problems/{problem}/hide", {"reason": "hors sujet"}),
        ("desk", f"{here}/desk/problems/{problem}/mask", {"words": "froid"}),
        ("desk", f"{here}/desk/steps", {**words, "kind": "message", "after": step}),
        ("desk", f"{here}/desk/steps/{step}", words),
        ("desk", peers, {"perspective": "all"}),
        ("desk", f"{here}/desk/room", {"name": "moderation", "value": "after"}),
        ("desk", f"{here}/desk/screen", switch),
        ("desk", f"{here}/desk/next", {"from_step": step}),
        ("desk", f"{here}/desk/undo", {"change": 1}),
        ("desk", f"{here}/desk/themes", {"title": "Froid", "problems": problem}),
        ("desk", f"{here}/desk/themes/1", {"title": "Froid"}),
        ("desk", f"{here}/desk/themes/1/question", {"question": "Comment dormir au sec ?"}),
        ("desk", f"{here}/desk/themes/1/split", {"title": "Sec", "problems": problem}),
        ("desk", f"{here}/desk/themes/1/order", {"before": 1}),
        ("desk", f"{here}/desk/themes/1/join", {"theme": 2}),
        ("desk", f"{here}/desk/themes/1/goes-on", {"value": "true"}),
        ("desk", f"{here}/desk/themes/move", placing),
        ("desk", f"{here}/desk/themes/merge", {"leader": problem, "problems": problem}),
        ("desk", f"{here}/desk/themes/unmerge", {"problem": problem}),
        ("desk", f"{here}/desk/themes/undo", {"change": 1}),
        ("desk", f"{here}/desk/themes/proposals/{problem}/accept", {"theme": 1}),
        ("phone", f"{here}/proposals", {"problem": problem, "theme": 1}),
    ]
    for who, path, fields in every:
        for spoilt in fields:
            yield who, path, fields, spoilt


def texts_of(value: Any) -> Iterator[str]:
    """Every text within a board."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


@pytest.mark.parametrize(
    ("name", "store"),
    [(name, "sqlite") for name in PAYLOADS] + [(name, "postgresql") for name in CHOKED_ON],
    indirect=["store"],
)
def test_no_text_breaks_a_door_or_a_board(
    browser: Callable[[], Browser], make: Factory, event: Event, name: str
):
    people = {"phone": browser(), "desk": browser()}
    people["phone"].join(event.code)
    people["desk"].enter(event.code, make.staff_token(event))
    here = f"/e/{event.code}"
    problem = people["phone"].post(f"{here}/problems", {"text": "Il fait froid."}).get_json()["id"]
    step = make.steps(event)[-1].id
    for who, path, fields, spoilt in forms(here, problem, step):
        sender = people.get(who) or browser()
        answer = sender.post(path, {**fields, spoilt: PAYLOADS[name]})
        assert answer.status_code < 500, (path, spoilt, answer.text)
        if answer.status_code >= 400 and answer.is_json:
            assert answer.get_json()["sentence"], (path, spoilt)
    for who, surface in (("desk", "desk"), ("desk", "screen"), ("phone", "phone")):
        assert (
            people[who].get(f"{here}/{surface}" if surface != "phone" else here).status_code == 200
        )
        board = people[who].get(f"{here}/board.json?surface={surface}").get_json()
        for text in texts_of(board):
            assert not BIDI & set(text), text
            assert not {unicodedata.category(c) for c in text if c != "\n"} & FORBIDDEN, text
