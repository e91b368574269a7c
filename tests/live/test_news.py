"""A snapshot and the news after it are a fresh snapshot: for every write, for every audience."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from eventlab.app import stand_on
from eventlab.errors import Refusal
from eventlab.extensions import database, reading
from eventlab.live.board import Viewer, apply_news, digest, kinds, replay, snapshot
from tests.factories import Factory
from tests.stores import Store, settings_on
from tests.writes import NOT_WRITES, WRITES, World

FEATURES = ("sessions", "boards", "matchmaking", "ideas", "synthesis")
SERVICES = tuple(f"eventlab.{feature}.services" for feature in FEATURES)


@pytest.fixture(scope="module")
def make(
    house: Flask, usual_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Factory]:
    """One database for all writes, each at an event of its own."""
    folder = tmp_path_factory.mktemp("news")
    url = usual_store.fresh(folder)
    stand_on(house, settings_on(folder, url))
    yield Factory()
    database.dispose()
    usual_store.drop(url)


def world_of(make: Factory, seed: int) -> World:
    event = make.event("post")
    make.at_step(event, "post", hidden=False, perspective=None)
    world = World(make, event, random.Random(seed))
    for perspective in ("resident", "professional"):
        make.problem(event, make.person(event, perspective))
    make.staff_token(event, "facilitator")
    return world


def viewers(world: World) -> list[Viewer]:
    return [Viewer("screen"), Viewer("desk"), Viewer("phone", world.person())]


def do(world: World, name: str) -> None:
    with suppress(Refusal):  # a refused write must change no board either
        WRITES[name](world)


@pytest.mark.parametrize("name", sorted(WRITES))
def test_one_write_reaches_every_audience(make: Factory, name: str):
    world = world_of(make, seed=len(name))
    boards: dict[Viewer, dict[str, Any]] = {}
    for _ in range(2):  # the second time on what the first left
        watching = viewers(world)
        with reading() as session:
            boards = {
                viewer: boards.get(viewer) or snapshot(session, world.id, viewer)
                for viewer in watching
            }
        do(world, name)
        with reading() as session:
            for viewer in watching:
                news = replay(session, world.id, viewer, boards[viewer]["version"])
                assert news is not None
                fresh = snapshot(session, world.id, viewer)
                level = apply_news(boards[viewer], news)
                assert level["items"] == {k: v for k, v in fresh["items"].items() if v}
                assert digest(level) == digest(fresh)
                boards[viewer] = fresh


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(
    names=st.lists(st.sampled_from(sorted(WRITES)), min_size=3, max_size=25),
    seed=st.integers(0, 9999),
)
def test_any_run_of_writes_can_be_caught_up_with(make: Factory, names: list[str], seed: int):
    world = world_of(make, seed)
    watching = viewers(world)
    with reading() as session:
        boards = [snapshot(session, world.id, viewer) for viewer in watching]
    for name in names:
        do(world, name)
        listener = world.chance.randrange(len(watching))
        with reading() as session:
            news = replay(session, world.id, watching[listener], boards[listener]["version"])
            boards[listener] = apply_news(boards[listener], news or {"items": {}})
    with reading() as session:
        for viewer, seen in zip(watching, boards, strict=True):
            news = replay(session, world.id, viewer, seen["version"])
            assert digest(apply_news(seen, news or {})) == digest(
                snapshot(session, world.id, viewer)
            )


def test_every_writer_of_the_house_is_tried():
    known = set(WRITES) | NOT_WRITES
    missing = []
    for package in SERVICES:
        for info in pkgutil.iter_modules(importlib.import_module(package).__path__):
            module = importlib.import_module(f"{package}.{info.name}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                here = function.__module__ == module.__name__
                if here and not name.startswith("_") and f"{info.name}.{name}" not in known:
                    missing.append(f"{info.name}.{name}")
    assert missing == []


def test_what_an_audience_must_not_know_is_not_rendered_for_it(house: Flask):
    by_name = {kind.name: kind for kind in kinds()}
    assert set(by_name["participant"].audiences) == {"desk"}
    assert set(by_name["staff"].audiences) == {"desk"}
    for private in ("me", "mine"):
        assert not by_name[private].audiences
