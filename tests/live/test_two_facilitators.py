"""Two facilitators press at once (R12): one wins, the other is told, no step is skipped."""

from __future__ import annotations

import threading
from collections import Counter

from eventlab.extensions import reading
from eventlab.rehearsal.client import Client
from eventlab.sessions.models import Event
from eventlab.sessions.services import programme
from tests.conftest import Server
from tests.factories import Factory

ROUNDS = 25


def facilitator(server: Server, live: Factory, event: Event) -> Client:
    client = server.client()
    client.enter(f"/e/{event.code}/staff/{live.staff_token(event)}")
    client.watch(event.code, "desk")
    return client


def press_at_once(clients: list[Client], path: str, fields: dict) -> list[str]:
    """What each was answered: "" when it was done, else the refusal."""
    answers = [""] * len(clients)
    together = threading.Barrier(len(clients))

    def press(number: int) -> None:
        together.wait()
        answer = clients[number].post(path, fields)
        answers[number] = "" if answer.ok else answer.json()["refused"]

    threads = [threading.Thread(target=press, args=(n,)) for n in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_who_press_at_once_one_moves_and_the_other_is_told(server: Server, live: Factory):
    event = live.event()
    steps = [step.id for step in live.steps(event)]
    clients = [facilitator(server, live, event) for _ in range(2)]
    place, way = 0, 1
    for _ in range(ROUNDS):
        if not 0 <= place + way < len(steps):
            way = -way
        answers = press_at_once(
            clients,
            f"/e/{event.code}/desk/{'next' if way > 0 else 'previous'}",
            {"from_step": steps[place]},
        )
        assert Counter(answers) == {"": 1, "already_moved": 1}
        place += way
        for client in clients:
            client.wait_until(lambda c, here=steps[place]: current(c) == here)
    for client in clients:
        assert client.board == client.snapshot(event.code, "desk")
        client.close()


def test_of_two_who_undo_at_once_one_change_is_undone(server: Server, live: Factory):
    event = live.event()
    steps = live.steps(event)
    clients = [facilitator(server, live, event) for _ in range(2)]
    for step in steps[1:6]:
        programme.skip_step(event.id, step.id, True, "s")
    for left in range(4, -1, -1):
        with reading() as session:
            seen = programme.last_change(session, event.id)
        answers = press_at_once(clients, f"/e/{event.code}/desk/undo", {"change": seen.id})
        assert sorted(answers)[0] == ""
        assert sorted(answers)[1] in ("already_moved", "nothing_to_undo")
        assert sum(step.skipped for step in live.steps(event)) == left
    for client in clients:
        client.close()


def current(client: Client) -> int:
    return next(iter(client.items("event").values()))["current"]
