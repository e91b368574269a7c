"""How often a phone is told: a burst is a few messages a second, whoever wrote in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import pytest

from eventlab.extensions import reading
from eventlab.live.board import Viewer, apply_news, digest, snapshot
from eventlab.live.broadcaster import Broadcaster
from eventlab.live.watchers import Watcher, Watchers
from eventlab.rehearsal.judge import most_in_a_second
from eventlab.rehearsal.report import NEWS_LIMIT
from eventlab.sessions.access import Revocations
from eventlab.sessions.models import Event, Participant
from tests.conftest import Server
from tests.factories import Factory

SENDING_S = 0.004


class Room:
    """A broadcaster on a clock of the test's own, and what reached each socket, and when."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.now = 100.0
        self.boards: dict[str, dict[str, Any]] = {}
        self.arrivals: dict[str, list[float]] = {}
        self.watchers = Watchers()
        self.broadcaster = Broadcaster(
            self._emit, self.watchers, Revocations(), lambda *_: None, lambda: self.now
        )

    def enter(self, person: Participant, tabs: int = 1) -> None:
        """Let a person watch with so many phones."""
        viewer = Viewer("phone", person.id)
        for tab in range(tabs):
            watcher = Watcher(f"{person.id} {tab}", self.event.id, f"device {person.id}", viewer)
            with reading() as session:
                board = snapshot(session, self.event.id, viewer)
            self.boards[watcher.sid], self.arrivals[watcher.sid] = board, []
            self.watchers.add(watcher)
            self.broadcaster.follow(self.event.id, "phone", board["version"])

    def _emit(
        self, room: str, _event: str, payload: dict[str, Any], skip: Collection[str] = ()
    ) -> None:
        self.now += SENDING_S
        for sid in self.boards:
            watcher = self.watchers.get(sid)
            if watcher and room in watcher.rooms and sid not in skip:
                assert payload.get("since", 0) <= self.boards[sid]["version"]
                self.boards[sid] = apply_news(self.boards[sid], payload)
                self.arrivals[sid].append(self.now)

    def wait(self, seconds: float) -> None:
        """Let time go by."""
        until = self.now + seconds
        while self.now < until:
            self.now += 0.01
            self.broadcaster.step(self.now)

    def level(self) -> bool:
        """Whether every socket shows what a fresh snapshot does."""
        with reading() as session:
            return all(
                digest(self.boards[watcher.sid])
                == digest(snapshot(session, self.event.id, watcher.viewer))
                for watcher in map(self.watchers.get, self.boards)
                if watcher
            )


@pytest.fixture
def event(make: Factory) -> Event:
    return make.at_step(make.event(), "post", hidden=False, perspective="all")


@pytest.fixture
def people(make: Factory, event: Event) -> list[Participant]:
    return [make.person(event) for _ in range(3)]


@pytest.fixture
def room(event: Event, people: list[Participant]) -> Iterator[Room]:
    room = Room(event)
    for number, person in enumerate(people):
        room.enter(person, tabs=number + 1)
    yield room
    room.broadcaster.close()


def test_a_burst_is_at_most_four_messages_a_second_to_those_who_write_in_it(
    make: Factory, room: Room, people: list[Participant]
):
    for number in range(80):
        make.problem(room.event, people[number % 2], f"Problème {number}.")
        room.broadcaster.wake(room.event.id)
        room.wait(0.05)
    room.wait(1)
    for arrivals in room.arrivals.values():
        # One place is left for the answer to "watch".
        assert 0 < most_in_a_second(arrivals) < NEWS_LIMIT
    assert room.level()


def test_who_wrote_is_told_in_one_message_and_the_others_nothing_of_it(
    make: Factory, room: Room, people: list[Participant]
):
    make.problem(room.event, people[1])
    room.broadcaster.wake(room.event.id)
    room.wait(0.02)
    assert {len(arrivals) for arrivals in room.arrivals.values()} == {1}
    writes = {sid for sid, board in room.boards.items() if board["items"].get("mine")}
    assert writes == {f"{people[1].id} 0", f"{people[1].id} 1"}
    assert room.level()


def test_a_burst_over_real_sockets_brings_no_version_twice(server: Server, live: Factory):
    event = live.event("post")
    live.at_step(event, "post", hidden=False, perspective="all")
    writer, reader = server.client(), server.client()
    for client in (writer, reader):
        client.join(event.code)
        client.watch(event.code)
    wrote = [
        str(writer.post(f"/e/{event.code}/problems", {"text": f"Problème {n}."}).json()["id"])
        for n in range(12)
    ]
    for client in (writer, reader):
        client.wait_until(lambda c: wrote[-1] in c.items("problem"))
        told = [message["version"] for name, message in client.messages if name == "news"]
        assert told == sorted(set(told))
    assert set(writer.items("mine")) == set(wrote)
    assert not reader.items("mine")
    for client in (writer, reader):
        assert client.board == client.snapshot(event.code)
        client.close()
