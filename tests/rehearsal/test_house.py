"""The house of a rehearsal: what it reads in the database is what the server would answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import orjson

from eventlab.boards.services.ballots import close_ballot
from eventlab.extensions import database
from eventlab.rehearsal.house import House
from tests.factories import Factory
from tests.stores import SqliteStore


def test_a_stored_board_is_as_a_client_would_have_it(sqlite: SqliteStore, tmp_path: Path):
    database.connect(sqlite.fresh(tmp_path))
    make = Factory()
    vote = make.ballot(make.event())
    close_ballot(vote.event.id, vote.id, "s")
    house = House("", tmp_path, cast(Any, None), {})
    stored = house.stored_board(vote.event.code, "desk")
    assert stored["items"]["going_on"]["room"]["proposal"]["lines"] is not None
    assert stored == orjson.loads(orjson.dumps(stored))
