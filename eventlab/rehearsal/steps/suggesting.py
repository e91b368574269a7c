"""A facilitator has groups suggested, accepts one, takes it back, refuses another."""

from __future__ import annotations

import time
from typing import Any

from eventlab.rehearsal.client import Client
from eventlab.rehearsal.day import Day

TITLE = "Proposé et accepté"
FEWEST = 4


def suggest(day: Day) -> int | None:
    """Ask, accept the largest group whole, undo that, refuse the next.

    Gives how many problems were placed for a while, so that the walls are as they were before.

    None when there is too little to group, or no answer (a fault).
    """
    desk = day.desk.client
    loose = _loose(desk)
    if len(loose) < FEWEST:
        return None
    began = time.perf_counter()
    day.desk.must("suggestions", {})
    day.wait(desk, lambda c: _suggestion(c).get("state") in ("ready", "failed"), "suggested groups")
    day.record.took("suggest groups", began)
    told = _suggestion(desk)
    if told["state"] != "ready":
        day.record.fault(f"no groups were suggested: {told['reason']}")
        return None
    _check(day, told, loose)
    if not told["groups"]:
        return 0
    accepted = _accept(day, told["groups"][0]["problems"])
    _undo(day, loose)
    if len(told["groups"]) > 1:
        _refuse(day, told, told["groups"][1]["place"])
    return accepted


def _suggestion(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.items("suggestion").get("room") or {}
    return found


def _loose(client: Client) -> set[int]:
    return {
        int(number)
        for number, problem in client.items("problem").items()
        if problem["state"] == "shown" and not problem.get("theme") and not problem.get("under")
    }


def _check(day: Day, told: dict[str, Any], loose: set[int]) -> None:
    """Each problem to be placed is in one group or left, and none has moved by itself."""
    placed = [number for group in told["groups"] for number in group["problems"]]
    if sorted([*placed, *told["left"]]) != sorted(loose):
        day.record.fault("the suggested groups do not hold each problem once")
    if _loose(day.desk.client) != loose:
        day.record.fault("problems moved though no suggestion was accepted")


def _accept(day: Day, numbers: list[int]) -> int:
    fields = {"title": TITLE, "problems": ",".join(map(str, numbers))}
    day.desk.must("themes", fields)

    def accepted(client: Client) -> bool:
        problems = client.items("problem")
        themes = {problems[str(number)].get("theme") for number in numbers}
        return len(themes) == 1 and None not in themes

    day.wait(day.desk.client, accepted, "an accepted group")
    return len(numbers)


def _undo(day: Day, loose: set[int]) -> None:
    last = day.desk.client.items("grouping")["room"]["undo"]
    day.desk.must("themes/undo", {"change": last["id"]})
    day.wait(day.desk.client, lambda c: _loose(c) == loose, "an accepted group taken back")


def _refuse(day: Day, told: dict[str, Any], place: int) -> None:
    day.desk.must("suggestions/groups/refuse", {"suggestion": told["id"], "place": place})
    day.wait(
        day.desk.client,
        lambda c: all(group["place"] != place for group in _suggestion(c)["groups"]),
        "a refused group",
    )
