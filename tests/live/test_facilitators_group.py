"""Two facilitators group at once (R12): no move is lost, and who comes too late is told."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from eventlab.rehearsal.client import Client
from eventlab.sessions.models import Event
from tests.conftest import Server
from tests.factories import Factory
from tests.live.test_two_facilitators import facilitator

ROUNDS = 15


@pytest.fixture
def grouping(live: Factory) -> tuple[Event, list[int], list[int]]:
    """An event that groups: thirty problems to be placed, three themes."""
    event = live.at_step(live.event("post"), "post", hidden=False, perspective="all")
    author = live.person(event)
    ids = [live.problem(event, author, f"Problème {n}.") for n in range(2 * ROUNDS)]
    themes = [live.theme(event, title) for title in ("Un", "Deux", "Trois")]
    live.at_step(event, "group")
    return event, ids, themes


def placed(live: Factory, event: Event) -> dict[int, int | None]:
    return {problem.id: problem.theme_id for problem in live.problems(event)}


def press_each(clients: list[Client], event: Event, presses: list[tuple[str, dict]]) -> list[str]:
    """Each client presses a button of its own at the same moment; gives the refusals, or ""."""
    together = Barrier(len(clients))

    def press(number: int) -> str:
        path, fields = presses[number]
        together.wait()
        answer = clients[number].post(f"/e/{event.code}/desk/themes{path}", fields)
        return "" if answer.ok else answer.json()["refused"]

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(press, range(len(clients))))


def test_different_cards_moved_at_once_are_all_moved(server: Server, live: Factory, grouping):
    event, ids, themes = grouping
    clients = [facilitator(server, live, event) for _ in range(2)]
    chance = random.Random(3)
    wanted = {}
    for one, two in zip(ids[::2], ids[1::2], strict=True):
        goals = [chance.choice(themes), chance.choice(themes)]
        presses = [
            ("/move", {"problems": card, "theme": goal, "seen": 0})
            for card, goal in zip((one, two), goals, strict=True)
        ]
        assert press_each(clients, event, presses) == ["", ""]
        wanted |= dict(zip((one, two), goals, strict=True))
    assert placed(live, event) == wanted
    for client in clients:
        client.wait_until(lambda c: all(c.items("problem")[str(i)].get("theme") for i in ids))
        assert client.board == client.snapshot(event.code, "desk")
        client.close()


def test_of_two_who_move_the_same_card_one_is_told(server: Server, live: Factory, grouping):
    event, ids, themes = grouping
    clients = [facilitator(server, live, event) for _ in range(2)]
    for card in ids[:ROUNDS]:
        presses = [("/move", {"problems": card, "theme": one, "seen": 0}) for one in themes[:2]]
        answers = press_each(clients, event, presses)
        assert Counter(answers) == {"": 1, "problem_moved": 1}
        assert placed(live, event)[card] == themes[answers.index("")]
    for client in clients:
        client.close()


def test_merging_moving_and_removing_at_once_loses_no_text(server: Server, live: Factory, grouping):
    event, ids, _themes = grouping
    clients = [facilitator(server, live, event) for _ in range(2)]
    chance = random.Random(5)

    def anything() -> tuple[str, dict]:
        some = ",".join(map(str, chance.sample(ids, 3)))
        theme = chance.choice([one.id for one in live.themes(event)] or [0])
        return chance.choice(
            [
                ("/move", {"problems": some, "theme": theme}),
                ("/merge", {"leader": chance.choice(ids), "problems": some}),
                ("/unmerge", {"problem": chance.choice(ids)}),
                ("", {"title": "Encore", "problems": some}),
                (f"/{theme}/remove", {}),
                (f"/{theme}/split", {"title": "À part", "problems": chance.choice(ids)}),
            ]
        )

    for _ in range(ROUNDS):
        press_each(clients, event, [anything(), anything()])
    known = {theme.id for theme in live.themes(event)}
    problems = {problem.id: problem for problem in live.problems(event)}
    assert set(problems) == set(ids)
    for problem in problems.values():
        assert problem.theme_id is None or problem.theme_id in known
        leader = problems.get(problem.leader_id)
        if leader is not None:
            assert leader.leader_id is None
            assert leader.theme_id == problem.theme_id
    for client in clients:
        fresh = client.snapshot(event.code, "desk")
        client.wait_until(lambda c, fresh=fresh: c.board["version"] == fresh["version"])
        assert client.board == fresh
        client.close()
