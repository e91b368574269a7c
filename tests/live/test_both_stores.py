"""What every write leans on, held on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, select

from eventlab.boards.models import Problem
from eventlab.boards.services.problems import Draft, post_problem
from eventlab.config import Settings
from eventlab.errors import Refusal
from eventlab.extensions import Base, reading
from eventlab.live import board
from eventlab.live.board import Viewer, apply_news, digest, replay, snapshot
from eventlab.live.idempotency import Once
from eventlab.live.journal import change, version_of
from eventlab.live.models import AnsweredRequest, JournalLine
from eventlab.sessions.models import Event
from eventlab.sessions.services import joining, programme, room, staff
from tests.browser import Browser
from tests.conftest import STORES
from tests.factories import Factory
from tests.stores import Store
from tests.writes import WRITES, World

THREADS = 8
WRITES_EACH = 50


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    """Each store in turn, whatever the run is made on."""
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def wall(make: Factory) -> Event:
    """An event at which everybody may write."""
    return make.at_step(make.event("post"), "post", hidden=False, perspective=None)


def at_once(work: Callable[[int], object], threads: int = THREADS) -> list[object]:
    """What ``work(0)``, ``work(1)``... give when they begin together."""
    together = Barrier(threads)

    def run(number: int) -> object:
        together.wait(timeout=30)
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


# On SQLite test_news.py does this, and looks with all three after each write; here one looks anew.
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_every_write_reaches_every_audience(app: object, make: Factory, wall: Event):
    world = World(make, wall, random.Random(7))
    for perspective in ("resident", "professional"):
        make.problem(wall, make.person(wall, perspective))
    make.staff_token(wall, "facilitator")
    watching = [Viewer("screen"), Viewer("desk"), Viewer("phone", world.person())]
    with reading() as session:
        boards = {viewer: snapshot(session, world.id, viewer) for viewer in watching}
    for number, name in enumerate(sorted(WRITES)):
        with suppress(Refusal):
            WRITES[name](world)
        with reading() as session:
            for viewer, seen in boards.items():
                news = replay(session, world.id, viewer, seen["version"])
                assert news is not None, name
                boards[viewer] = apply_news(seen, news)
            viewer = watching[number % len(watching)]
            fresh = snapshot(session, world.id, viewer)
            assert digest(boards[viewer]) == digest(fresh), (name, viewer)
    with reading() as session:
        for viewer, seen in boards.items():
            assert digest(seen) == digest(snapshot(session, world.id, viewer)), viewer


def test_versions_have_no_gap_and_follow_the_commits(make: Factory, wall: Event):
    with reading() as session:
        before = version_of(session, wall.id)
    seen: list[list[int]] = [[] for _ in range(THREADS)]

    def write(number: int) -> None:
        for count in range(WRITES_EACH):
            with change(wall.id) as this:
                this.touch("event", f"{number}-{count}")
            with reading() as session:
                # Whoever has committed is seen by the next reader, with all that came before.
                version = version_of(session, wall.id)
                lines = session.scalar(
                    select(func.count(JournalLine.version.distinct())).where(
                        JournalLine.event_id == wall.id, JournalLine.version > before
                    )
                )
            assert lines == version - before
            assert this.version is not None
            assert this.version <= version
            seen[number].append(this.version)

    at_once(write)
    mine = [version for versions in seen for version in versions]
    assert sorted(mine) == list(range(before + 1, before + 1 + THREADS * WRITES_EACH))
    assert all(versions == sorted(versions) for versions in seen)


def test_numbers_on_the_wall_are_given_once(make: Factory, wall: Event):
    people = [make.person(wall) for _ in range(THREADS)]

    def write(number: int) -> None:
        for count in range(5):
            post_problem(wall.id, people[number].id, Draft(f"Texte {count}."))

    at_once(write)
    with reading() as session:
        numbers = session.scalars(select(Problem.number).where(Problem.event_id == wall.id)).all()
    assert sorted(numbers) == list(range(1, 5 * THREADS + 1))


def test_one_request_sent_by_eight_hands_at_once_is_done_once(make: Factory, wall: Event):
    person = make.person(wall)
    once = Once("d" * 24, "same-key-for-all")
    answers = at_once(
        lambda _: post_problem(wall.id, person.id, Draft("Il fait froid."), once=once)
    )
    with reading() as session:
        stored = session.scalars(select(Problem.id).where(Problem.event_id == wall.id)).all()
    assert [answer["id"] for answer in answers] == list(stored) * THREADS  # type: ignore[index]


def test_a_refused_request_keeps_no_answer(make: Factory, wall: Event):
    person, once = make.person(wall), Once("d" * 24, "refused-then-good")
    with pytest.raises(Refusal):
        post_problem(wall.id, person.id, Draft(""), once=once)
    with reading() as session:
        assert session.get(AnsweredRequest, (once.device_id, once.key)) is None
    assert post_problem(wall.id, person.id, Draft("Il fait froid."), once=once)["number"] == 1


def test_of_eight_presses_on_next_one_moves_the_day(make: Factory, wall: Event):
    def press(_: int) -> str:
        try:
            programme.next_step(wall.id, wall.current_step_id or 0, "s")
        except Refusal as refusal:
            return refusal.code
        return "moved"

    assert sorted(at_once(press)) == ["already_moved"] * (THREADS - 1) + ["moved"]  # type: ignore[type-var]
    steps = [step.id for step in make.steps(wall)]
    after = steps[steps.index(wall.current_step_id or 0) + 1]
    assert make.fresh(wall).current_step_id == after


def test_a_one_time_link_lets_one_of_eight_in(make: Factory, wall: Event):
    token = make.staff_token(wall)

    def enter(_: int) -> str:
        try:
            staff.enter_event(wall.id, token)
        except Refusal as refusal:
            return refusal.code
        return "in"

    assert sorted(at_once(enter)) == ["in"] + ["link_used"] * (THREADS - 1)  # type: ignore[type-var]


def test_a_reader_sees_one_moment_while_others_write(make: Factory, wall: Event):
    person = make.person(wall)
    with reading() as session:
        before = board.snapshot(session, wall.id, Viewer("screen"))
        post_problem(wall.id, person.id, Draft("Écrit pendant la lecture."))
        session.expire_all()
        assert board.snapshot(session, wall.id, Viewer("screen")) == before


def test_two_switches_pressed_at_once_are_both_kept(make: Factory, wall: Event):
    for _ in range(5):
        room.set_screen(wall.id, "black", False)
        room.set_screen(wall.id, "join", False)
        names = ["black", "join"]
        at_once(lambda number, names=names: room.set_screen(wall.id, names[number], True), 2)
        screen = make.fresh(wall).screen
        assert (screen["black"], screen["join"]) == (True, True)


def test_texts_come_back_as_they_were_written(make: Factory, wall: Event):
    person = make.person(wall, name="Zoé 👩🏽‍🌾", speaks=("fr", "ar"))
    text = "L'été « chaud » ; naïf, 中文, العربية, 🏚️"
    problem = make.problem(wall, person, text)
    with reading() as session:
        assert session.get_one(Problem, problem).text == text
        again = joining.person_of(session, wall.id, person.id)
        assert (again.name, again.speaks) == ("Zoé 👩🏽‍🌾", ["fr", "ar"])


def test_a_whole_walk_by_the_doors(browser: Callable[[], Browser], make: Factory, wall: Event):
    phone, desk = browser(), browser()
    assert phone.join(wall.code, name="Mireille").status_code == 303
    assert desk.enter(wall.code, make.staff_token(wall)).status_code == 303
    stored = phone.post(f"/e/{wall.code}/problems", {"text": "Il fait froid."}, key="a" * 16)
    assert stored.status_code == 200
    seen = desk.get(f"/e/{wall.code}/board.json?surface=desk").get_json()
    assert seen["items"]["problem"][str(stored.get_json()["id"])]["text"] == "Il fait froid."


def test_the_tables_are_those_of_the_models(settings: Settings):
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
