"""Each request sent one to five times, late and out of order, through lines that drop: done once.

Two worlds get the same requests by their doors. In one each is sent once, in order; in the other
each is sent again and again, between later ones, by pages that were closed and opened meanwhile.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from eventlab.sessions.models import Event
from tests.browser import Browser
from tests.factories import Factory

PEOPLE = 3
TEXTS = ("Il fait froid.", "Les charges doublent.", "L'ascenseur est arrêté.", "")


class World:
    """An event, its people at their phones, its desk, and a board kept by news alone."""

    def __init__(self, app: Flask, make: Factory) -> None:
        event = make.event("post")
        self.event: Event = make.at_step(event, "post", hidden=False, perspective=None)
        self.here = f"/e/{event.code}"
        self.hands = [Browser(app) for _ in range(PEOPLE + 1)]
        for hand in self.hands[:PEOPLE]:
            hand.join(event.code)
        self.hands[PEOPLE].enter(event.code, make.staff_token(event))
        self.answers: dict[str, tuple[int, Any]] = {}
        self.numbers: dict[int, int] = {}  # {number on the wall: problem id}

    def send(self, request: tuple[int, str, dict[str, str]], key: str) -> None:
        """Send a request, by a new page of the same browser; keep or compare its answer."""
        hand, path, fields = request
        number = int(fields.get("number", 0))
        path = path.replace("<problem>", str(self.numbers.get(number, 0)))
        got = self.hands[hand].post(self.here + path, fields, key=key)
        body = got.get_json()
        if path == "/problems" and got.status_code == 200:
            self.numbers[body["number"]] = body["id"]
        if key in self.answers and self.answers[key][0] == 200:
            # What was done once is answered as it was then, whatever has happened since.
            assert (got.status_code, body) == self.answers[key]
        self.answers[key] = (got.status_code, body)

    def look(self) -> dict[str, Any]:
        """What the desk sees, without what differs between two events anyway."""
        board = self.hands[PEOPLE].get(self.here + "/board.json?surface=desk").get_json()
        problems = board["items"].get("problem", {}).values()
        return {
            "version": board["version"],
            "problems": sorted((p["number"], p["text"], p["state"]) for p in problems),
            "screen": next(iter(board["items"]["event"].values()))["screen"],
            "written": board["items"].get("written"),
            "counts": board["items"].get("counts"),
        }


def machine(app: Flask, make: Factory) -> type[RuleBasedStateMachine]:
    """The state machine on this application."""

    class Repeats(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.calm, self.wild = World(app, make), World(app, make)
            self.sent: list[tuple[tuple[int, str, dict[str, str]], str]] = []

        def first(self, request: tuple[int, str, dict[str, str]], times: int) -> None:
            key = f"request-{len(self.sent):04}"
            self.sent.append((request, key))
            self.calm.send(request, key)
            for _ in range(times):
                self.wild.send(request, key)

        @rule(hand=st.integers(0, PEOPLE - 1), text=st.sampled_from(TEXTS), times=st.integers(1, 5))
        def post(self, hand: int, text: str, times: int) -> None:
            self.first((hand, "/problems", {"text": text}), times)

        @rule(
            hand=st.integers(0, PEOPLE - 1),
            number=st.integers(1, 4),
            text=st.sampled_from(TEXTS),
            times=st.integers(1, 5),
        )
        def edit(self, hand: int, number: int, text: str, times: int) -> None:
            fields = {"text": text, "number": str(number)}
            self.first((hand, "/problems/<problem>", fields), times)

        @rule(hand=st.integers(0, PEOPLE - 1), number=st.integers(1, 4), times=st.integers(1, 5))
        def withdraw(self, hand: int, number: int, times: int) -> None:
            self.first((hand, "/problems/<problem>/withdraw", {"number": str(number)}), times)

        @rule(
            number=st.integers(1, 4),
            times=st.integers(1, 5),
            what=st.sampled_from(["hide", "show"]),
        )
        def moderate(self, number: int, times: int, what: str) -> None:
            fields = {"number": str(number), "reason": "hors sujet"}
            self.first((PEOPLE, f"/desk/problems/<problem>/{what}", fields), times)

        @rule(black=st.sampled_from(["true", "false"]), times=st.integers(1, 5))
        def darken(self, black: str, times: int) -> None:
            self.first((PEOPLE, "/desk/screen", {"name": "black", "value": black}), times)

        @rule(which=st.integers(0, 10_000))
        def send_an_old_one_again(self, which: int) -> None:
            done = [one for one in self.sent if self.wild.answers[one[1]][0] == 200]
            if done:
                self.wild.send(*done[which % len(done)])

        @rule(hand=st.integers(0, PEOPLE))
        def come_back_with_a_new_page(self, hand: int) -> None:
            cookie = self.wild.hands[hand].http.get_cookie("eventlab")
            page = Browser(app)
            page.http.set_cookie("eventlab", cookie.value)
            self.wild.hands[hand] = page

        @invariant()
        def both_worlds_are_the_same(self) -> None:
            assert self.wild.look() == self.calm.look()

    return Repeats


def test_requests_repeated_late_and_from_new_pages_are_done_once(app: Flask, make: Factory):
    run_state_machine_as_test(
        machine(app, make),
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate],  # shrinking makes new events by the hundred
            suppress_health_check=list(HealthCheck),
        ),
    )
