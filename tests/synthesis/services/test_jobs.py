"""A long PDF: how far it is is told, it can be stopped, and whatever breaks is said."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from eventlab.config import Settings
from eventlab.errors import Refusal
from eventlab.extensions import now_ms, transaction
from eventlab.printing import CannotPrint, Printed, Progress
from eventlab.server import Forgetting
from eventlab.sessions.models import Event
from eventlab.synthesis.models import PrintJob
from eventlab.synthesis.services import jobs
from tests.factories import Factory

Press = Callable[[str, Callable[[Progress], bool]], Printed]


@pytest.fixture
def event(make: Factory) -> Event:
    return make.event()


def ended() -> None:
    for thread in threading.enumerate():
        if thread.name == "print":
            thread.join(60)


def pressed(monkeypatch: pytest.MonkeyPatch, press: Press) -> None:
    monkeypatch.setattr(jobs, "print_page", press)
    monkeypatch.setattr(jobs, "_TELL_MS", 0)


def test_a_job_ends_with_its_file(event: Event):
    page = '<html lang="fr"><head><title>Jour</title></head><body><p>Un</p></body></html>'
    job = jobs.start_job(event.id, "a.pdf", page)
    ended()
    found = jobs.job_of(event.id, job)
    assert (found.state, found.page) == ("done", 1)
    assert (found.content or b"").startswith(b"%PDF")


def test_a_file_is_kept_for_an_hour_and_no_longer(event: Event, settings: Settings):
    with transaction() as session:
        jobs_made = [
            PrintJob(event_id=event.id, name="slips.pdf", state="done", content=b"%PDF", told_at=at)
            for at in (now_ms() - jobs.KEEP_MS - 1, now_ms() - jobs.KEEP_MS + 60_000)
        ]
        session.add_all(jobs_made)
    Forgetting(settings).forget("2026-01-01")
    assert jobs.job_of(event.id, jobs_made[1].id).content == b"%PDF"
    with pytest.raises(Refusal, match="print_gone"):
        jobs.job_of(event.id, jobs_made[0].id)


def test_how_far_it_is_is_told_and_it_can_be_stopped(event: Event, monkeypatch: pytest.MonkeyPatch):
    at_page_4, go_on = threading.Event(), threading.Event()
    answers = []

    def press(_: str, going_on: Callable[[Progress], bool]) -> Printed:
        answers.append(going_on(Progress("layout", 4)))
        at_page_4.set()
        go_on.wait(30)
        answers.append(going_on(Progress("layout", 5)))
        raise jobs.PrintStopped

    pressed(monkeypatch, press)
    job = jobs.start_job(event.id, "a.pdf", "")
    at_page_4.wait(30)
    assert (jobs.job_of(event.id, job).stage, jobs.job_of(event.id, job).page) == ("layout", 4)
    with pytest.raises(Refusal, match="already_printing"):
        jobs.start_job(event.id, "b.pdf", "")
    jobs.stop_job(event.id, job)
    go_on.set()
    ended()
    assert answers == [True, False]
    assert jobs.job_of(event.id, job).state == "stopped"


def test_what_breaks_is_a_job_that_failed(event: Event, monkeypatch: pytest.MonkeyPatch):
    def press(_: str, __: object) -> Printed:
        raise CannotPrint

    pressed(monkeypatch, press)
    job = jobs.start_job(event.id, "a.pdf", "")
    ended()
    assert jobs.job_of(event.id, job).state == "failed"
    again = jobs.start_job(event.id, "a.pdf", "")
    ended()
    assert jobs.job_of(event.id, again).state == "failed"


def test_a_job_that_died_with_its_server_counts_as_failed(
    event: Event, monkeypatch: pytest.MonkeyPatch
):
    stuck = threading.Event()
    pressed(monkeypatch, lambda *_: stuck.wait(30) and Printed(b"", 0, 0))
    job = jobs.start_job(event.id, "a.pdf", "")
    monkeypatch.setattr(jobs, "SILENT_MS", -1)
    assert jobs.job_of(event.id, job).state == "failed"
    stuck.set()
    ended()


def test_a_job_of_another_event_does_not_exist(event: Event, make: Factory, monkeypatch):
    pressed(monkeypatch, lambda *_: Printed(b"x", 1, 0))
    job = jobs.start_job(event.id, "a.pdf", "")
    ended()
    with pytest.raises(Refusal, match="print_gone"):
        jobs.job_of(make.event().id, job)
    with pytest.raises(Refusal, match="print_gone"):
        jobs.job_of(event.id, "x")
