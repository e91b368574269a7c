"""The demonstration gives way to whoever touches a desk."""

import copy
from typing import Any

import pytest

from eventlab.rehearsal.leader import NAME, Tempo, led_by_somebody


def desk_board() -> dict[str, Any]:
    """A desk's board after a move of the demonstration's own."""
    clock = {"paused_ms": None, "extra_ms": 0}
    return {
        "items": {
            "event": {
                "1": {
                    "current": 2,
                    "screen": {},
                    "locked": False,
                    "moderation": "after",
                    "undo": {"id": 1, "staff": "ours"},
                }
            },
            "step": {"2": {"id": 2, "skipped": False, "clock": clock}},
            "staff": {"ours": {"name": NAME}, "theirs": {"name": ""}},
        }
    }


def test_a_day_that_only_the_demonstration_led_is_free():
    assert not led_by_somebody(desk_board())


def test_a_day_that_nobody_led_yet_is_free():
    board = desk_board()
    board["items"]["event"]["1"]["undo"] = None
    assert not led_by_somebody(board)


@pytest.mark.parametrize(
    ("kind", "number", "change"),
    [
        ("event", "1", {"undo": {"id": 2, "staff": "theirs"}}),
        ("event", "1", {"screen": {"black": True}}),
        ("event", "1", {"screen": {"theme": "dark"}}),
        ("event", "1", {"locked": True}),
        ("event", "1", {"moderation": "before"}),
        ("step", "2", {"skipped": True}),
        ("step", "2", {"clock": {"paused_ms": 1, "extra_ms": 0}}),
        ("step", "2", {"clock": {"paused_ms": None, "extra_ms": 60_000}}),
    ],
)
def test_any_hand_at_a_desk_is_seen(kind: str, number: str, change: dict[str, Any]):
    board = copy.deepcopy(desk_board())
    board["items"][kind][number] |= change
    assert led_by_somebody(board)


@pytest.mark.parametrize(("staff", "seen"), [("ours", False), ("theirs", True)])
def test_a_hand_among_the_themes_is_seen(staff: str, seen: bool):
    board = copy.deepcopy(desk_board())
    board["items"]["grouping"] = {"room": {"undo": {"id": 3, "staff": staff}}}
    assert led_by_somebody(board) is seen


def test_a_switch_put_back_leaves_the_demonstration_free():
    board = desk_board()
    board["items"]["event"]["1"]["screen"] = {"black": False, "join": False, "theme": "light"}
    assert not led_by_somebody(board)


def test_twice_the_speed_is_half_the_time():
    assert Tempo().times(2).of("post") == Tempo().of("post") / 2
