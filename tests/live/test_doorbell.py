"""One contract for every doorbell: in the process, and through a real Redis."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eventlab.live.doorbell import Doorbell, LocalDoorbell, RedisDoorbell, make_doorbell
from tests.conftest import free_port
from tests.redis_server import RedisServer

WAIT_S = 10


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a Redis of our own listens."""
    server = RedisServer(tmp_path_factory.mktemp("redis"), free_port())
    server.start()
    yield server.url
    server.stop()


@pytest.fixture(params=["local", "redis"])
def make_bell(request: pytest.FixtureRequest) -> Iterator[Callable[[], Doorbell]]:
    """Makes doorbells of one sort; they are closed at the end."""
    made: list[Doorbell] = []

    def make() -> Doorbell:
        if request.param == "local":
            bell: Doorbell = LocalDoorbell()
        else:
            bell = RedisDoorbell(request.getfixturevalue("redis_url"))
            assert bell.subscribed.wait(WAIT_S)
        made.append(bell)
        return bell

    yield make
    for bell in made:
        bell.close()


def listener(bell: Doorbell) -> queue.Queue[int]:
    heard: queue.Queue[int] = queue.Queue()
    bell.listen(heard.put)
    return heard


def test_a_ring_is_heard_with_the_event_it_names(make_bell: Callable[[], Doorbell]):
    bell = make_bell()
    heard = listener(bell)
    bell.ring(7)
    assert heard.get(timeout=WAIT_S) == 7


def test_every_listener_hears(make_bell: Callable[[], Doorbell]):
    bell = make_bell()
    first, second = listener(bell), listener(bell)
    bell.ring(3)
    assert first.get(timeout=WAIT_S) == second.get(timeout=WAIT_S) == 3


def test_many_rings_all_arrive(make_bell: Callable[[], Doorbell]):
    bell = make_bell()
    heard = listener(bell)
    for event_id in range(50):
        bell.ring(event_id)
    assert {heard.get(timeout=WAIT_S) for _ in range(50)} == set(range(50))


def test_a_ring_in_one_worker_is_heard_in_another(redis_url: str):
    here, there = RedisDoorbell(redis_url), RedisDoorbell(redis_url)
    assert there.subscribed.wait(WAIT_S)
    heard = listener(there)
    here.ring(11)
    assert heard.get(timeout=WAIT_S) == 11
    here.close()
    there.close()


def test_without_its_redis_a_worker_still_hears_itself(tmp_path: Path):
    bell = RedisDoorbell(f"redis://127.0.0.1:{free_port()}/0")
    heard = listener(bell)
    bell.ring(5)
    assert heard.get(timeout=WAIT_S) == 5
    bell.close()


def test_the_settings_choose_the_doorbell():
    bell = make_doorbell("")
    assert isinstance(bell, LocalDoorbell)
