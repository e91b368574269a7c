"""Two processes serve one event on PostgreSQL; Redis rings between them, or does not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from eventlab.extensions import database
from eventlab.rehearsal.client import Client
from eventlab.sessions.models import Event
from tests.conftest import Server, free_port, start_server, stop_server
from tests.factories import Factory
from tests.redis_server import RedisServer
from tests.stores import Cluster


@dataclass
class House:
    """Two workers, their bell and the event they serve to this test."""

    a: Server
    b: Server
    bell: RedisServer
    event: Event

    def post(self, phone: Client, text: str) -> str:
        answer = phone.post(f"/e/{self.event.code}/problems", {"text": text})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def phone(self, worker: Server) -> Client:
        client = worker.client()
        client.join(self.event.code)
        client.watch(self.event.code)
        return client


@pytest.fixture(scope="module")
def bell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("bell"), free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def workers(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, bell: RedisServer
) -> Iterator[tuple[Server, Server]]:
    # An empty database: both migrate it, at the same moment.
    cluster.execute("CREATE DATABASE workers")
    url = cluster.url("workers")

    def start(name: str) -> Server:
        shared = {"REDIS_URL": bell.url, "EVENTLAB_WORKERS": "2"}
        return start_server(tmp_path_factory.mktemp(name), database_url=url, **shared)

    with ThreadPoolExecutor() as pool:
        a, b = pool.map(start, "ab")
    yield a, b
    stop_server(a)
    stop_server(b)
    cluster.execute("DROP DATABASE workers WITH (FORCE)")


@pytest.fixture
def house(workers: tuple[Server, Server], bell: RedisServer) -> Iterator[House]:
    database.connect(workers[0].database_url)
    make = Factory()
    event = make.at_step(make.event("post"), "post", hidden=False, perspective=None)
    yield House(*workers, bell, event)
    database.dispose()


def test_two_workers_show_one_wall_with_and_without_their_bell(house: House):
    writer, reader = house.phone(house.a), house.phone(house.b)
    rung = house.post(writer, "La sonnette sonne.")
    reader.wait_until(lambda phone: rung in phone.items("problem"))

    house.bell.stop()
    looked = house.post(writer, "La sonnette se tait.")
    reader.wait_until(lambda phone: looked in phone.items("problem"))
    # A code typed while the bell is silent: what Redis counts must not shut anybody out.
    typed = {"personal_code": "mésange-cactus-47"}
    assert reader.post(f"/e/{house.event.code}/return", typed).status_code == 404

    house.bell.start()
    again = house.post(writer, "La sonnette sonne encore.")
    reader.wait_until(lambda phone: again in phone.items("problem"))
    for phone in (writer, reader):
        phone.wait_until(lambda p: p.board == p.snapshot(house.event.code))
        phone.close()


def test_two_workers_take_the_same_request_once(house: House):
    phone = house.a.client()
    phone.join(house.event.code)
    elsewhere = Client(house.b.url)
    elsewhere.http.cookies.update(phone.http.cookies)
    path, fields = f"/e/{house.event.code}/problems", {"text": "Il fait froid."}

    def send(client: Client) -> int:
        return int(client.post(path, fields, key="one-key-for-both").json()["id"])

    with ThreadPoolExecutor() as pool:
        assert len(set(pool.map(send, [phone, elsewhere] * 3))) == 1


def test_two_facilitators_of_two_workers_solve_and_edit_at_once_and_nothing_is_lost(house: House):
    make = Factory()
    for title in ("Le chauffage", "Le bruit"):
        make.theme_on(house.event, title)
    event = make.at_step(house.event, "teams", smallest=3, largest=5, k_resident=1)
    people = {make.person(event, ("resident", "professional")[n % 2]).id for n in range(12)}
    desks = [facilitator(worker, make, event) for worker in (house.a, house.b)]

    def at_once(what: str, *fields: dict[str, object]) -> list[str]:
        """What each was told: "" when it was done, else the refusal and its sentence."""

        def press(number: int) -> str:
            door = f"/e/{event.code}/desk/teams/{what}"
            answer = desks[number].post(door, fields[number])
            said = answer.json()
            return "" if answer.ok else f"{said['refused']}: {said['sentence']}"

        with ThreadPoolExecutor() as pool:
            return sorted(pool.map(press, range(2)))

    assert at_once("solve", {"version": 0}, {"version": 0}) == [
        "",
        "already_solving: Un calcul est déjà en cours. Attendez-le, ou arrêtez-le.",
    ]
    for desk in desks:
        desk.wait_until(lambda c: draft(c)["version"] > 0)
    assert draft(desks[0]) == draft(desks[1])
    assert len(desks[0].items("team_version")) == 1
    assert seated(desks[0]) == sorted(people)

    first = draft(desks[0])
    one, other = (team["members"][0] for team in first["teams"][:2])
    here, there = (team["number"] for team in first["teams"][:2])
    told = at_once(
        "move",
        {"version": first["version"], "moves": f"{one}:{there}"},
        {"version": first["version"], "moves": f"{other}:{here}"},
    )
    assert told == [
        "",
        "teams_moved: Une autre personne vient de changer les équipes. Regardez, puis recommencez.",
    ]
    for desk in desks:
        desk.wait_until(lambda c: draft(c)["version"] > first["version"])
    assert draft(desks[0]) == draft(desks[1])
    assert seated(desks[0]) == sorted(people)
    moved = [one in members(desks[0], there), other in members(desks[0], here)]
    assert sorted(moved) == [False, True]
    for desk in desks:
        desk.close()


def facilitator(worker: Server, make: Factory, event: Event) -> Client:
    client = worker.client()
    client.enter(f"/e/{event.code}/staff/{make.staff_token(event)}")
    client.watch(event.code, "desk")
    return client


def draft(desk: Client) -> dict[str, Any]:
    return dict(desk.items("teams").get("room", {"version": 0, "teams": []}))


def members(desk: Client, number: int) -> list[str]:
    return next(team["members"] for team in draft(desk)["teams"] if team["number"] == number)


def seated(desk: Client) -> list[str]:
    return sorted(person for team in draft(desk)["teams"] for person in team["members"])
