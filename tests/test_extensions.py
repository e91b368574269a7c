"""Limits are per key, say how long to wait, and do not shut anybody out when Redis is gone."""

from __future__ import annotations

from eventlab.extensions import RateLimits
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
