"""An export brought in again gives the same event, numbers aside; on a fresh store, numbers too."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from eventlab.boards.models import Problem
from eventlab.boards.queries.ballots import open_ballot_of
from eventlab.boards.services.ballots import close_ballot
from eventlab.cli import main
from eventlab.config import Settings
from eventlab.errors import Refusal
from eventlab.extensions import Base, database, reading
from eventlab.live.board import Viewer, digest, snapshot
from eventlab.sessions.models import Event
from eventlab.synthesis.queries import whole
from eventlab.synthesis.rules.renumbering import LEFT_OUT, LOOSE, WITHIN, WORKING, renumbered
from eventlab.synthesis.services.importing import import_event
from tests.conftest import STORES
from tests.factories import Factory
from tests.stores import Store
from tests.writes import WRITES, World

EVENT_OWN = {"code"}


def day(make: Factory, seed: int = 1, names: list[str] | None = None) -> Event:
    """An event at which anything happened."""
    event = make.at_step(make.event("post"), "post", hidden=False, perspective=None)
    world = World(make, event, random.Random(seed))
    for perspective in ("resident", "professional"):
        make.problem(event, make.person(event, perspective))
    make.staff_token(event, "facilitator")
    for name in names or sorted(WRITES):
        with suppress(Refusal, AssertionError):  # some writes need another before them
            WRITES[name](world)
    return event


def count_open_vote(event: Event) -> None:
    """Close the ballot that is open: what it holds is secret, and not exported."""
    with reading() as session:
        ballot = open_ballot_of(session, event.id)
    if ballot:
        close_ballot(event.id, ballot.id, "s")


def seen_by(viewer: Viewer, event: Event) -> str:
    """The mark of a board. The staff's ways in are not exported: they are invited again."""
    with reading() as session:
        board = snapshot(session, event.id, viewer)
    board["items"].pop("staff", None)
    return digest(board)


def in_order(data: dict[str, Any]) -> Any:
    """The tables of an export with each number replaced by its place."""
    tables = deepcopy(data["tables"])
    places = {
        name: {row["id"]: place for place, row in enumerate(rows)}
        for name, rows in tables.items()
        if rows and "id" in rows[0]
    }
    tables["event"][0] |= {"code": "", "created_at": 0}
    return renumbered(tables, whole.references(), places)


def exported(event: Event) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(whole.whole_event(event.id)))
    return told


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    names=st.lists(st.sampled_from(sorted(WRITES)), min_size=3, max_size=40),
    seed=st.integers(0, 9999),
)
@example(names=["team_plan.set_counts", "themes.remove_theme"], seed=0)
def test_exported_and_brought_in_again_beside_itself_it_is_the_same(
    app: object, make: Factory, names: list[str], seed: int
):
    event = day(make, seed, names)
    before = exported(event)
    again = import_event(deepcopy(before))
    assert again.id != event.id
    assert again.code != make.fresh(event).code
    assert in_order(exported(again)) == in_order(before)


@pytest.mark.parametrize("other", STORES)
def test_on_a_fresh_store_it_is_the_same_to_the_last_number(
    app: object, make: Factory, tmp_path: Any, request: pytest.FixtureRequest, other: str
):
    event = day(make)
    count_open_vote(event)
    before = exported(event)
    store: Store = request.getfixturevalue(other)
    viewers = [Viewer("screen"), Viewer("desk"), *_phones(make, event)]
    seen = [seen_by(viewer, event) for viewer in viewers]
    here = str(database.engine.url.render_as_string(hide_password=False))
    (tmp_path / "other").mkdir()
    there = store.fresh(tmp_path / "other")
    database.connect(there)
    try:
        again = import_event(before)
        assert exported(again) == before
        assert [seen_by(viewer, again) for viewer in viewers] == seen
        assert Factory().event().id > again.id
        assert make.person(again).event_id == again.id
    finally:
        database.connect(here)
        store.drop(there)


def _phones(make: Factory, event: Event) -> list[Viewer]:
    return [Viewer("phone", person.id) for person in make.people(event)[:2]]


def broken(data: dict[str, Any], what: str) -> Any:
    tables = data["tables"]
    if what == "no event":
        tables["event"] = []
    elif what == "two events":
        tables["event"] *= 2
    elif what == "a table too many":
        tables["organiser"] = [{"id": 1, "name": "x", "password_hash": "", "created_at": 1}]
    elif what == "a column too many":
        tables["problem"][0]["password"] = "x"
    elif what == "a wrong type":
        tables["problem"][0]["text"] = {"a": 1}
    elif what == "a text too long":
        tables["problem"][0]["text"] = "x" * 100_000
    elif what == "somebody else's theme":
        tables["problem"][0]["theme_id"] = 10**9
    elif what == "somebody else's event":
        tables["problem"][0]["event_id"] = 10**9
    elif what == "a person twice":
        tables["participant"] *= 2
    else:
        return what
    return data


@pytest.mark.parametrize(
    "what",
    [
        "no event",
        "two events",
        "a table too many",
        "a column too many",
        "a wrong type",
        "a text too long",
        "somebody else's theme",
        "somebody else's event",
        "a person twice",
        None,
        [],
        {},
        {"format": "eventlab-event", "version": 1, "tables": {"event": 1}},
    ],
)
def test_a_broken_export_brings_nothing_in(app: object, make: Factory, what: Any):
    event = day(make, names=["review.mark"])
    make.problem(event, make.person(event))
    data = broken(exported(event), what) if isinstance(what, str) else what
    with pytest.raises(Refusal, match="unreadable_export"):
        import_event(data)
    with reading() as session:
        assert session.query(Event).count() == 1


def test_every_table_is_exported_or_left_out_by_name():
    names = {table.name for table in Base.metadata.sorted_tables}
    assert LEFT_OUT & names | {table.name for table in whole.exported_tables()} == names
    assert names >= WORKING


def test_every_column_that_may_name_a_row_is_known():
    silent = [
        (table.name, column.name)
        for table in whole.exported_tables()
        for column in table.columns
        if column.name.endswith("_id")
        and not column.foreign_keys
        and (table.name, column.name) not in LOOSE
    ]
    assert silent == []


def test_every_place_that_is_renumbered_exists():
    columns = {(t.name, c.name) for t in Base.metadata.sorted_tables for c in t.columns}
    known = {place for place in (*LOOSE, *WITHIN) if place[0] in Base.metadata.tables}
    assert known <= columns


def test_no_way_in_and_no_uncounted_vote_is_exported(app: object, make: Factory):
    told = exported(day(make))["tables"]
    assert not set(told) & LEFT_OUT
    assert not Settings.__dataclass_fields__.keys() & set(told)


def test_the_command_brings_an_event_in_on_an_empty_store(
    make: Factory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    event = make.at_step(make.event("post"), "post", hidden=False)
    make.problem(event, make.person(event), "Il fait froid.")
    exported = tmp_path / "day.json"
    exported.write_text(json.dumps(whole.whole_event(event.id)), encoding="utf-8")
    database.dispose()
    monkeypatch.setenv("EVENTLAB_DATA", str(tmp_path / "elsewhere"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    made = CliRunner().invoke(main, ["event", "import", str(exported)])
    assert (made.exit_code, made.output.strip()) == (0, event.code)
    with reading() as session:
        assert session.query(Problem).one().text == "Il fait froid."
    refused = CliRunner().invoke(main, ["event", "import", __file__])
    assert refused.exit_code == 1
    database.dispose()
