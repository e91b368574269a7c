"""Each request sent one to five times, late and out of order, through lines that drop: done once.

Two worlds get the same requests by their doors. In one each is sent once, in order; in the other
each is sent again and again, between later ones, by pages that were closed and opened meanwhile.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from eventlab.sessions.models import Event
from tests.browser import Browser
from tests.factories import Factory

PEOPLE = 3
BUDGET, LINES = 3, 4  # of a ballot, as the factory makes it
TEXTS = ("Il fait froid.", "Les charges doublent.", "L'ascenseur est arrêté.", "")


class World:
    """An event, its people at their phones, its desk, and a board kept by news alone."""

    def __init__(self, app: Flask, make: Factory) -> None:
        event = make.event()
        self.vote = make.ballot(event)
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
        number = int(fields.get("number", 0)) if "<problem>" in path else 0
        path = path.replace("<problem>", str(self.numbers.get(number, 0)))
        fields = {self.here_and_now(name): self.here_and_now(t) for name, t in fields.items()}
        got = self.hands[hand].post(self.here + self.here_and_now(path), fields, key=key)
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
            "turnout": board["items"]["turnout"]["room"] | {"ballot": 0},
            "votes": [self.own_vote(hand) for hand in self.hands[:PEOPLE]],
        }

    def own_vote(self, hand: Browser) -> dict[str, Any] | None:
        """What somebody sees of their vote: how many dots at which places, how many are left."""
        items = hand.get(self.here + "/board.json?surface=phone").get_json()["items"]
        for own in items.get("my_ballot", {}).values():
            dots = {
                self.vote.lines.index(int(line)): number for line, number in own["dots"].items()
            }
            assert sum(dots.values()) + own["left"] == BUDGET
            return {"dots": dots, "left": own["left"], "done": own["done"]}
        return None

    def close_vote(self) -> list[Any]:
        """The totals of each line, once the vote is closed."""
        path = f"{self.here}/desk/ballots/{self.vote.id}/close"
        assert self.hands[PEOPLE].post(path, {}, key="close-the-vote").status_code == 200
        board = self.hands[PEOPLE].get(self.here + "/board.json?surface=desk").get_json()
        totals = board["items"]["ballot"][str(self.vote.step)]["totals"]
        return [totals["voters"], *[totals["lines"][str(line)] for line in self.vote.lines]]

    def here_and_now(self, words: str) -> str:
        """The words of a request with this world's own numbers: its ballot, its lines."""
        words = words.replace("<ballot>", str(self.vote.id))
        return re.sub("<line ([0-9])>", lambda found: str(self.vote.lines[int(found[1])]), words)


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

        @rule(
            hand=st.integers(0, PEOPLE - 1),
            place=st.integers(0, LINES - 1),
            number=st.sampled_from(["1", "1", "-1"]),
            times=st.integers(1, 5),
        )
        def give_or_take_a_dot(self, hand: int, place: int, number: str, times: int) -> None:
            fields = {"line": f"<line {place}>", "number": number}
            self.first((hand, "/ballots/<ballot>/dots", fields), times)

        @rule(
            hand=st.integers(0, PEOPLE - 1),
            places=st.sets(st.integers(0, LINES - 1), max_size=BUDGET + 1),
            times=st.integers(1, 5),
        )
        def choose_anew(self, hand: int, places: set[int], times: int) -> None:
            fields = {f"dots-<line {place}>": "1" for place in sorted(places)}
            self.first((hand, "/ballots/<ballot>/choice", fields), times)

        @rule(
            hand=st.integers(0, PEOPLE - 1),
            done=st.sampled_from(["1", ""]),
            times=st.integers(1, 5),
        )
        def finish(self, hand: int, done: str, times: int) -> None:
            self.first((hand, "/ballots/<ballot>/finish", {"done": done}), times)

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

        def teardown(self) -> None:
            totals = [world.close_vote() for world in (self.calm, self.wild)]
            assert totals[0] == totals[1]

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
