"""A room behind one address joins and votes in the same moment: nothing lost, nothing double."""

from __future__ import annotations

import random
import resource
import signal
import socket
from collections import Counter
from contextlib import ExitStack
from itertools import chain
from urllib.parse import urlsplit

from eventlab.boards.models import Ballot
from eventlab.boards.services import ballots
from eventlab.extensions import reading
from tests.conftest import Server
from tests.factories import Factory
from tests.live.test_both_stores import at_once

PEOPLE = 24
LINES = tuple(f"Thème {n}" for n in range(8))


def test_a_room_that_joins_and_votes_at_once_is_counted_dot_by_dot(server: Server, live: Factory):
    vote = live.ballot(live.event(), *LINES)
    chance = random.Random(1)
    choices = [chance.sample(vote.lines, 3) for _ in range(PEOPLE)]
    door = f"/e/{vote.event.code}/ballots/{vote.id}/dots"

    def somebody(number: int) -> list[int]:
        phone = server.client()
        phone.join(vote.event.code, "professional" if number % 3 == 0 else "resident")
        left = []
        for place, line in enumerate(choices[number]):
            fields, key = {"line": line, "number": 1}, f"tap-{number:04}-{place}"
            for _ in range(1 + chance.randrange(2)):  # as after a lost answer
                answer = phone.post(door, fields, key)
            left.append(answer.json()["left"])
        phone.close()
        return left

    assert at_once(somebody, PEOPLE) == [[2, 1, 0]] * PEOPLE
    ballots.close_ballot(vote.event.id, vote.id, "s")
    with reading() as session:
        totals = session.get_one(Ballot, vote.id).totals
    counted = {int(line): dots["room"] for line, dots in totals["lines"].items() if dots["room"]}
    assert counted == Counter(chain.from_iterable(choices))
    assert totals["voters"] == {"resident": 16, "professional": 8}
    assert len(live.people(vote.event)) == PEOPLE


def test_a_crowd_that_comes_while_the_server_is_busy_is_let_in_and_waits(server: Server):
    place = urlsplit(server.url)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    server.process.send_signal(signal.SIGSTOP)
    try:
        with ExitStack() as crowd:
            for _ in range(2000):  # one too many would wait a second, then two, then four
                address = (place.hostname, place.port)
                crowd.enter_context(socket.create_connection(address, timeout=0.9))
    finally:
        server.process.send_signal(signal.SIGCONT)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert server.client().get("/").status_code == 200
