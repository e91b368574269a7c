"""A disk that is full, a file that may not be written: no for an answer, and the day goes on."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eventlab.app import create_app
from eventlab.config import Settings
from eventlab.extensions import database
from tests.browser import Browser
from tests.conftest import Server, start_server, stop_server
from tests.factories import Factory

SENTENCES = {"fr": "L'enregistrement est impossible", "en": "It cannot be stored now"}


@pytest.fixture
def lonely(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, on SQLite: others must not run out of disk with it."""
    server = start_server(tmp_path)
    database.connect(server.database_url)
    yield server
    database.dispose()
    stop_server(server)


def let_grow(server: Server, size: int) -> None:
    """Let no file of the server grow beyond ``size``: the kernel then says no, as a disk does."""
    hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, hard))


def test_a_full_disk_refuses_writes_keeps_boards_and_heals_by_itself(lonely: Server):
    make = Factory()
    event = make.at_step(make.event("post"), "post", hidden=False, perspective=None)
    phone, reader = lonely.client(), lonely.client()
    for client in (phone, reader):
        client.join(event.code)
        client.watch(event.code)
    path, words = f"/e/{event.code}/problems", {"text": "Il fait froid."}
    before = phone.snapshot(event.code)

    let_grow(lonely, 1)
    refused = phone.post(path, words, key="kept-by-the-outbox")
    assert (refused.status_code, refused.json()["refused"]) == (503, "storage_failed")
    assert refused.json()["sentence"].startswith(SENTENCES["fr"])
    assert lonely.client().get(f"/e/{event.code}/join").status_code == 200
    assert phone.snapshot(event.code) == before

    let_grow(lonely, resource.RLIM_INFINITY)
    stored = phone.post(path, words, key="kept-by-the-outbox")
    assert stored.status_code == 200
    reader.wait_until(lambda client: str(stored.json()["id"]) in client.items("problem"))
    assert reader.board == reader.snapshot(event.code)
    for client in (phone, reader):
        client.close()
    assert "Il fait froid" not in lonely.log()


def test_a_file_that_may_only_be_read_is_read(sqlite: object, tmp_path: Path):
    path = tmp_path / "eventlab.db"
    settings = Settings(tmp_path, sqlite.fresh(tmp_path), "s" * 40)  # type: ignore[attr-defined]
    database.connect(settings.database_url)
    event = Factory().event("post")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    app = create_app(replace(settings, database_url=f"sqlite:///file:{path}?mode=ro&uri=true"))
    for language, sentence in SENTENCES.items():
        phone = Browser(app)
        phone.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        assert phone.get(f"/e/{event.code}/join").status_code == 200
        refused = phone.join(event.code)
        assert refused.status_code == 503
        assert sentence in refused.get_data(as_text=True).replace("&#39;", "'")
    app.extensions["eventlab"]["stop"]()
