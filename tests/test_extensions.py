"""Limits are per key, say how long to wait, and do not shut anybody out when Redis is gone."""

from __future__ import annotations

from threading import Thread

import pytest

from eventlab.extensions import CalmMemory, RateLimits
from tests.conftest import free_port


def test_a_limit_is_reached_by_one_key_alone():
    limits = RateLimits()
    assert [limits.hit("2/minute", "a") for _ in range(3)] == [True, True, False]
    assert limits.reached("2/minute", "a")
    assert limits.hit("2/minute", "b")


def test_a_limit_of_this_process_says_how_long_to_wait():
    limits = RateLimits()
    assert [limits.hit_here("2/minute", "a") for _ in range(2)] == [0, 0]
    assert 1 <= limits.hit_here("2/minute", "a") <= 60


def test_without_redis_each_worker_counts_alone():
    limits = RateLimits()
    limits.connect(f"redis://127.0.0.1:{free_port()}/0")
    assert [limits.hit("2/minute", "a") for _ in range(3)] == [True, True, False]


def test_a_crowd_that_counts_at_once_is_swept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    memory, swept = CalmMemory(), []
    monkeypatch.setattr(memory, "_sweep", lambda: swept.append(1))
    crowd = [Thread(target=memory.acquire_entry, args=(str(n), 5, 60)) for n in range(50)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(swept) == 1


def test_a_device_that_is_gone_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CalmMemory, "SWEEP_S", 0.0)
    memory = CalmMemory()
    memory.acquire_entry("gone", 5, 0)
    memory.acquire_entry("here", 5, 60)
    memory.acquire_entry("here", 5, 60)
    assert set(memory.events) == {"here"}
    assert not memory.acquire_entry("here", 1, 60)
