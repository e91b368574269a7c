"""The server killed at random moments while people write and vote: what is lost, or doubled.

``kill -9`` leaves no time to say goodbye. A text or a dot counts as acknowledged when its answer
arrived; whoever got none sends it again with the same key, as the phone's outbox does.
"""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import requests
from sqlalchemy import select, update

from eventlab.extensions import database, transaction
from eventlab.rehearsal.client import Client
from eventlab.rehearsal.house import House, free_port, house
from eventlab.sessions.models import Event, Step

WRITERS = 6
VOTERS = 4
DOTS = 3  # a voter's budget, one at most on a line
WATCHERS = 4
THEMES = ("Humidité", "Chauffage", "Bruit", "Charges")
LEVEL_S = 60
#: The server is killed this long after the first text of its life was stored.
ALIVE_S = (0.05, 1.0)


@dataclass
class Outcome:
    """What came of it. ``level_s`` is, for each start, the time until every board was level."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    double: int = 0
    different: int = 0
    taps: int = 0
    votes_lost: int = 0
    votes_double: int = 0
    integrity: set[str] = field(default_factory=set)
    level_s: list[float] = field(default_factory=list)


class Writer:
    """Somebody who writes one text after the other, each until it is acknowledged."""

    def __init__(self, base_url: str, code: str, number: int) -> None:
        self.client = Client(base_url)
        self.client.join(code)
        self.stored: dict[str, int] = {}  # {text: the id it was answered with}
        self.written = 0
        self.first_answer = threading.Event()
        self._path = f"/e/{code}/problems"
        self._number = number

    def write(self, enough: threading.Event) -> None:
        """Write until ``enough``; a text without an answer is the first of the next turn."""
        while not enough.is_set() and self.send():
            self.first_answer.set()

    def send(self) -> bool:
        """Send the text whose turn it is; False when nobody answered."""
        text = f"Le radiateur {self._number} est froid depuis {self.written} jours."
        key = f"fault-{self._number:02}-{self.written:06}"
        try:
            answer = self.client.post(self._path, {"text": text}, key)
        except requests.RequestException:
            return False
        if answer.status_code != 200:
            return False
        self.stored[text] = answer.json()["id"]
        self.written += 1
        return True


class Voter:
    """Somebody who gives dots and takes them back, one after the other: each until acknowledged.

    ``given`` is what the answers said; {line: dots}.
    """

    def __init__(self, base_url: str, code: str, ballot: int, lines: list[int], seed: int) -> None:
        self.client = Client(base_url)
        self.client.join(code)
        self.given = dict.fromkeys(lines, 0)
        self.tapped = 0
        self._path = f"/e/{code}/ballots/{ballot}/dots"
        self._chance = random.Random(seed)
        self._next = self._decide()

    def _decide(self) -> tuple[int, int, str]:
        """A line, a dot more or less, and the key of the request."""
        line = self._chance.choice(list(self.given))
        free = [n for n, dots in self.given.items() if not dots]
        number = -1 if self.given[line] else 1
        if number == 1 and len(self.given) - len(free) >= DOTS:
            line, number = next(n for n, dots in self.given.items() if dots), -1
        return line, number, os.urandom(12).hex()

    def write(self, enough: threading.Event) -> None:
        """Tap until ``enough``; a tap without an answer is the first of the next turn."""
        while not enough.is_set() and self.send():
            pass

    def send(self) -> bool:
        """Send the tap whose turn it is; False when nobody answered."""
        line, number, key = self._next
        fields = {"line": str(line), "number": str(number)}
        try:
            answer = self.client.post(self._path, fields, key)
        except requests.RequestException:
            return False
        if answer.status_code != 200:
            return False
        self.given[line] += number
        self.tapped += 1
        self._next = self._decide()
        return True


class Room:
    """An event in a folder of its own, people who write, vote and watch, and its desk."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.outcome = Outcome()
        self._folder = folder
        self._port = free_port()
        self._chance = random.Random(seed)
        self._writers: list[Writer] = []
        self._voters: list[Voter] = []
        self._watchers: list[Client] = []
        self._code = ""

    def play(self, kills: int) -> Outcome:
        """Kill the server ``kills`` times, start it once more, and count."""
        for life in range(kills + 1):
            began = time.perf_counter()
            with house(self._folder, self._port) as serving:
                if life == 0:
                    self._gather(serving)
                else:
                    self._catch_up(began)
                if life == kills:
                    self._settle()
                else:
                    self._load_and_kill(serving)
        return self.outcome

    def _gather(self, serving: House) -> None:
        made = serving.create_event("Coupures", "mairie")
        self._code = made["code"]
        self._desk = Client(serving.url)
        self._desk.enter(urlsplit(made["facilitator"]).path)
        self._ballot, lines = self._open_the_vote()
        self._open_the_wall()
        self._writers = [Writer(serving.url, self._code, n) for n in range(WRITERS)]
        self._voters = [
            Voter(serving.url, self._code, self._ballot, lines, n) for n in range(VOTERS)
        ]
        for surface in ["screen"] + ["phone"] * (WATCHERS - 1):
            client = Client(serving.url)
            if surface == "screen":
                client.enter(urlsplit(made["screen"]).path)
            else:
                client.join(self._code)
            client.watch(self._code, surface)
            self._watchers.append(client)

    def _open_the_vote(self) -> tuple[int, list[int]]:
        """Open a vote on themes, which goes on while people write; gives its number and lines."""
        path, board = f"/e/{self._code}/desk", self._desk.snapshot(self._code, "desk")["items"]
        for title in THEMES:
            self._desk.post(f"{path}/themes", {"title": title}).raise_for_status()
        step = next(s["id"] for s in board["step"].values() if s["kind"] == "vote")
        now = next(iter(board["event"].values()))["current"]
        for where, fields in (
            ("go", {"from_step": now, "to_step": step}),
            ("ballots", {"step": step}),
        ):
            self._desk.post(f"{path}/{where}", fields).raise_for_status()
        (ballot,) = self._desk.snapshot(self._code, "desk")["items"]["ballot"].values()
        return ballot["id"], [line["id"] for line in ballot["lines"]]

    def _open_the_wall(self) -> None:
        database.connect(f"sqlite:///{self._folder / 'eventlab.db'}")
        with transaction() as session:
            event = session.scalars(select(Event)).one()
            steps = select(Step).where(Step.event_id == event.id, Step.kind == "post")
            step = session.scalars(steps).first()
            assert step is not None
            step.settings = {**step.settings, "hidden": False, "perspective": None}
            session.execute(update(Event).values(current_step_id=step.id))
        database.dispose()

    def _load_and_kill(self, serving: House) -> None:
        enough = threading.Event()
        hands: list[Writer | Voter] = [*self._writers, *self._voters]
        threads = [threading.Thread(target=hand.write, args=[enough]) for hand in hands]
        for writer in self._writers:
            writer.first_answer.clear()
        for thread in threads:
            thread.start()
        self._writers[0].first_answer.wait(LEVEL_S)
        enough.wait(self._chance.uniform(*ALIVE_S))
        serving.process.kill()
        enough.set()
        for thread in threads:
            thread.join()
        for watcher in self._watchers:
            watcher.vanish()
        self.outcome.kills += 1

    def _catch_up(self, began: float) -> None:
        for watcher in self._watchers:
            watcher.come_back()
        self._wait_until_level()
        self.outcome.level_s.append(time.perf_counter() - began)

    def _wait_until_level(self) -> None:
        # Not the version: a vote moves it, and shows a phone nothing to move its own.
        for watcher, surface in self._surfaces():
            fresh = watcher.snapshot(self._code, surface)["items"]
            try:
                watcher.wait_until(partial(shows, fresh), LEVEL_S)
            except TimeoutError:
                self.outcome.different += 1

    def _surfaces(self) -> Iterator[tuple[Client, str]]:
        for number, watcher in enumerate(self._watchers):
            yield watcher, "phone" if number else "screen"

    def _settle(self) -> None:
        hands: list[Writer | Voter] = [*self._writers, *self._voters]
        for hand in hands:
            if not hand.send():
                raise RuntimeError("the last server does not answer")
        self._wait_until_level()
        self._count_votes()
        for client in [*self._watchers, self._desk, *(hand.client for hand in hands)]:
            client.close()
        self._count()

    def _count_votes(self) -> None:
        """Close the vote and hold its totals against what the voters were answered."""
        for voter in self._voters:
            (own,) = voter.client.snapshot(self._code)["items"]["my_ballot"].values()
            given = {str(line): dots for line, dots in voter.given.items() if dots}
            self.outcome.different += own["dots"] != given
        path = f"/e/{self._code}/desk/ballots/{self._ballot}/close"
        self._desk.post(path).raise_for_status()
        (ballot,) = self._desk.snapshot(self._code, "desk")["items"]["ballot"].values()
        for line, dots in ballot["totals"]["lines"].items():
            wrong = dots["room"] - sum(voter.given[int(line)] for voter in self._voters)
            self.outcome.votes_lost += max(0, -wrong)
            self.outcome.votes_double += max(0, wrong)
        self.outcome.taps = sum(voter.tapped for voter in self._voters)

    def _count(self) -> None:
        path = self._folder / "eventlab.db"
        with closing(sqlite3.connect(path)) as file:
            self.outcome.integrity |= {row[0] for row in file.execute("PRAGMA integrity_check")}
            rows = file.execute("SELECT text, id FROM problem").fetchall()
        stored = dict(rows)
        for writer in self._writers:
            self.outcome.acknowledged += len(writer.stored)
            self.outcome.lost += sum(stored.get(t) != number for t, number in writer.stored.items())
        self.outcome.double = sum(count - 1 for count in Counter(t for t, _ in rows).values())


def shows(items: dict[str, Any], client: Client) -> bool:
    """Whether a client's board has these items and no other."""
    return client.board is not None and client.board["items"] == items


def run(kills: int = 200, seed: int = 1) -> Iterator[dict[str, Any]]:
    """The figures of R4 and R5."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = Room(Path(folder), seed).play(kills)
    context = {
        "kills": outcome.kills,
        "writers": WRITERS,
        "watchers": WATCHERS,
        "acknowledged": outcome.acknowledged,
        "voters": VOTERS,
        "taps": outcome.taps,
        "integrity": sorted(outcome.integrity),
        "boards_different": outcome.different,
    }
    yield {"name": "kill_lost", "value": outcome.lost, "unit": "texts", "context": context}
    yield {"name": "kill_double", "value": outcome.double, "unit": "texts", "context": context}
    for what, value in (("lost", outcome.votes_lost), ("double", outcome.votes_double)):
        yield {"name": f"kill_votes_{what}", "value": value, "unit": "dots", "context": context}
    level = {"worst": round(max(outcome.level_s), 2), "includes": "the start of the server"}
    yield {
        "name": "restart_level_s",
        "value": round(median(outcome.level_s), 2),
        "unit": "s",
        "context": context | level,
    }
