"""One contract for every doorbell: in the process, and through a real Redis."""

from __future__ import annotations

import queue
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eventlab.live.doorbell import Doorbell, LocalDoorbell, RedisDoorbell, make_doorbell
from tests.conftest import free_port

WAIT_S = 10


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of our own on loopback, without a disk."""
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    assert server, "redis-server is missing: apt-get install redis-server"
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(
        [server, *options],
        cwd=tmp_path_factory.mktemp("redis"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    for line in process.stdout:
        if "eady to accept connections" in line:
            break
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait()
    process.stdout.close()


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
