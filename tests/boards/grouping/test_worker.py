"""Suggesting in a child process, and what can go wrong with it."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from eventlab.boards.grouping.model import TooFewTexts
from eventlab.boards.grouping.suggest import suggest
from eventlab.boards.grouping.worker import (
    Job,
    SuggestionFailed,
    suggestion_from_json,
    suggestion_to_json,
)

TEXTS = [(n, f"Le radiateur {'froid' if n % 2 else 'bruyant'} du {n}e étage") for n in range(14)]
SLEEPER = (sys.executable, "-c", "import sys, time; sys.stdin.read(); time.sleep(60)")


def failure(job: Job) -> str:
    with pytest.raises(SuggestionFailed) as failed:
        job.result()
    return failed.value.code


def test_the_child_gives_what_the_function_gives():
    assert Job(TEXTS, 4, 2).start().result() == suggest(TEXTS, 4, 2)


def test_a_suggestion_survives_its_journey_as_json():
    found = suggest(TEXTS, 4, 2)
    assert suggestion_from_json(suggestion_to_json(found)) == found


def test_a_child_that_stays_too_long_is_ended():
    assert failure(Job(TEXTS, command=SLEEPER, seconds=0.3).start()) == "time"


def test_a_cancelled_child_is_ended_and_says_so():
    job = Job(TEXTS, command=SLEEPER).start()
    job.cancel()
    assert failure(job) == "cancelled"


def test_a_killed_child_is_a_named_failure():
    job = Job(TEXTS, command=SLEEPER).start()
    assert job.process_id
    os.kill(job.process_id, signal.SIGKILL)
    assert failure(job) == "failed"


def test_a_missing_library_is_a_named_failure():
    without = "import sys; sys.modules['snowballstemmer'] = None; sys.argv = ['worker']; "
    run = "from eventlab.boards.grouping.worker import main; sys.exit(main())"
    assert failure(Job(TEXTS, 4, 2, command=(sys.executable, "-c", without + run)).start()) == (
        "failed"
    )


def test_a_child_that_cannot_start_is_a_named_failure():
    with pytest.raises(SuggestionFailed):
        Job(TEXTS, command=("/nowhere/at/all",)).start()


def test_too_few_texts_are_refused_before_any_child():
    with pytest.raises(TooFewTexts):
        Job(TEXTS[:3], command=("/nowhere/at/all",))
