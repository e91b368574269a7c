"""The facilitator of a demonstration: leads the day until a person does."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from eventlab.boards.tiles import tiles
from eventlab.rehearsal.client import Client
from eventlab.rehearsal.judge import Items
from eventlab.rehearsal.players import refusal

NAME = "Démonstration"
LOOK_S = 0.5
WORKED_OUT_S = 30
MOST_THEMES = 4
#: Screen switches as they are when nobody has used them.
UNTOUCHED: tuple[Any, ...] = (None, False, "light")


@dataclass(frozen=True)
class Tempo:
    """Seconds the demonstration stays: in a step of each kind, and with what happens within."""

    welcome: float = 80
    post: float = 540
    group: float = 60
    teams: float = 80
    round: float = 25
    other: float = 20
    before_reveal: float = 60
    between_readings: float = 45
    reading: float = 9

    def times(self, speed: float) -> Tempo:
        """The same day, so many times as fast."""
        return Tempo(**{name: seconds / speed for name, seconds in asdict(self).items()})

    def of(self, kind: str) -> float:
        """How long a step of this kind lasts."""
        said: dict[str, float] = asdict(self)
        return said[kind] if kind in ("welcome", "post", "group", "teams") else self.other


class Leader:
    """Presses the desk's buttons in the place of a facilitator."""

    def __init__(
        self,
        client: Client,
        code: str,
        stop: threading.Event,
        tempo: Tempo = Tempo(),
    ) -> None:
        self._client = client
        self._code = code
        self._stop = stop
        self._tempo = tempo
        self._read = 0
        self._gave_way = False

    def enter(self, link: str) -> None:
        """Take the desk."""
        self._client.enter(link)
        self._client.watch(self._code, "desk")

    def lead(self) -> None:
        """Go through the programme; give way for good to whoever uses a desk."""
        while self._free():
            step = self._step()
            if step["kind"] == "post":
                self._lead_writing(step)
            elif step["kind"] == "group":
                self._lead_grouping()
            elif step["kind"] == "teams":
                self._lead_teams()
            elif step["kind"] == "rounds":
                self._lead_rounds(step)
            else:
                self._pause(self._tempo.of(step["kind"]))
            if self._press("next", {"from_step": step["id"]}):
                break  # the last step, or somebody else moved on
            self._client.wait_until(lambda _, here=step["id"]: self._step()["id"] != here)  # type: ignore[misc]
        self._stop.wait()
        self._client.close()

    def _lead_writing(self, step: dict[str, Any]) -> None:
        if step["settings"].get("hidden") and not step["revealed"]:
            self._pause(self._tempo.before_reveal)
            self._press(f"steps/{step['id']}/reveal")
        rounds = self._tempo.post / (self._tempo.between_readings + self._tempo.reading)
        for _ in range(max(1, int(rounds))):
            self._pause(self._tempo.between_readings)
            self._read_one_aloud()

    def _read_one_aloud(self) -> None:
        shown = [i for i, p in self._client.items("problem").items() if p["visible"]]
        if not shown:
            return
        chosen = shown[(self._read * 7 + len(shown) // 2) % len(shown)]
        self._read += 1
        self._press(f"problems/{chosen}/spotlight")
        self._pause(self._tempo.reading)
        self._press("problems/clear-spotlight")

    def _lead_grouping(self) -> None:
        """Put the problems of each tile in a theme of its name, one theme after the other."""
        alike: dict[str, list[str]] = {}
        for number, problem in self._client.items("problem").items():
            if problem["visible"] and problem["tile"] and "theme" not in problem:
                alike.setdefault(problem["tile"], []).append(number)
        labels = {tile.key: tile.label["fr"] for tile in tiles()}
        for tile, numbers in alike.items():
            self._press("themes", {"title": labels[tile], "problems": ",".join(numbers)})
            self._pause(self._tempo.group / (len(alike) + 1))
        self._pause(self._tempo.group / (len(alike) + 1))

    def _lead_teams(self) -> None:
        """Let the largest themes go on, hear the wishes, form the teams and tell the room."""
        themes = self._client.items("theme")
        if not any(theme["goes_on"] for theme in themes.values()):
            placed = Counter(p.get("theme") for p in self._client.items("problem").values())
            largest = sorted(themes, key=lambda number: (-placed[int(number)], int(number)))
            for number in largest[:MOST_THEMES]:
                self._press(f"themes/{number}/goes-on", {"value": "true"})
        self._pause(self._tempo.teams / 2)
        self._press("teams/solve", {"version": self._version()})
        self._await(lambda: self._version() > 0)
        self._press("teams/publish", {"version": self._version()})
        self._pause(self._tempo.teams / 2)

    def _version(self) -> int:
        return int(self._client.items("teams").get("room", {"version": 0})["version"])

    def _lead_rounds(self, step: dict[str, Any]) -> None:
        """Have the places worked out, publish them, and walk the room through the rounds."""
        door, number = f"rounds/{step['id']}", str(step["id"])
        self._pause(self._tempo.round)
        if step["settings"].get("meet") == "experts":
            self._await(lambda: bool(self._client.items("topic")))
        if self._press(f"{door}/propose"):
            return  # nobody to seat, or nobody who offers a topic

        def made_at() -> int:
            return int(self._client.items("round_plan").get(number, {}).get("made_at") or 0)

        self._await(lambda: made_at() > 0)
        self._press(f"{door}/publish", {"made_at": made_at()})
        self._pause(self._tempo.round)
        self._press(f"{door}/start")
        for phase in range(2 * int(step["settings"].get("count", 1))):
            self._pause(self._tempo.round)
            self._press(f"{door}/next", {"phase": phase})

    def _await(self, come: Callable[[], bool]) -> None:
        """Wait for what the server works out, no longer than until somebody takes over."""
        end = time.monotonic() + WORKED_OUT_S
        while self._free() and not come() and time.monotonic() < end:
            self._stop.wait(LOOK_S)

    def _press(self, what: str, fields: dict[str, Any] | None = None) -> str:
        if not self._free():
            return "hands_off"
        answer = self._client.post(f"/e/{self._code}/desk/{what}", fields)
        return "" if answer.ok else refusal(answer)

    def _pause(self, seconds: float) -> None:
        """Let time pass, but no longer than until somebody takes over."""
        end = time.monotonic() + seconds
        while self._free() and time.monotonic() < end:
            self._stop.wait(min(LOOK_S, seconds))

    def _free(self) -> bool:
        if led_by_somebody(self._client.board or {"items": {}}):
            self._gave_way = True
        return not self._stop.is_set() and not self._gave_way

    def _step(self) -> dict[str, Any]:
        event = next(iter(self._client.items("event").values()))
        step: dict[str, Any] = self._client.items("step")[str(event["current"])]
        return step


def led_by_somebody(board: dict[str, Any]) -> bool:
    """Whether the desk's board shows the hand of anybody but the demonstration."""
    items: dict[str, Items] = board["items"]
    ours = {i for i, member in items.get("staff", {}).items() if member["name"] == NAME}
    grouped = items.get("grouping", {}).get("room", {}).get("undo")
    if grouped is not None and grouped["staff"] not in ours:
        return True
    return any(_touched(event, ours) for event in items.get("event", {}).values()) or any(
        step["clock"]["paused_ms"] is not None or step["clock"]["extra_ms"] or step["skipped"]
        for step in items.get("step", {}).values()
    )


def _touched(event: Any, ours: set[str]) -> bool:
    switched = any(value not in UNTOUCHED for value in event["screen"].values())
    undo = event["undo"]
    moved = undo is not None and undo["staff"] not in ours
    return switched or moved or event["locked"] or event["moderation"] != "after"
