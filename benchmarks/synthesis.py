"""The synthesis of a big day, made into a PDF: seconds, memory of the child, pages, size.

Then a bigger one, while a whole room votes: what each does to the other.
"""

from __future__ import annotations

import os
import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import votes
from eventlab.app import create_app
from eventlab.config import Settings
from eventlab.printing import PrintStopped, Progress, print_page
from eventlab.synthesis.rules.cleaning import cleaner
from eventlab.synthesis.rules.report import Review, build
from eventlab.synthesis.views.reports import report_page
from tests.synthesis.days import a_day

PEOPLE, IDEAS, PROBLEMS = 300, 60, 300


#: Of the PDF that is made while the room votes.
MANY_IDEAS = 500


def run() -> Iterator[dict[str, Any]]:
    """Both: the PDF alone, then beside a vote."""
    yield from alone()
    yield from beside_votes()


def alone() -> Iterator[dict[str, Any]]:
    """Make the PDF once; yields ``synthesis_s`` and ``synthesis_rss_mb``."""
    page, built_s = report_html(IDEAS)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    beats: list[float] = []

    def going_on(_: Progress) -> bool:
        beats.append(time.perf_counter())
        return True

    began = time.perf_counter()
    printed = print_page(page, going_on)
    seconds = time.perf_counter() - began
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    context = {
        "people": PEOPLE,
        "ideas": IDEAS,
        "problems": PROBLEMS,
        "pages": printed.pages,
        "size_kb": round(len(printed.content) / 1024),
        "html_s": round(built_s, 2),
        "processor_s": round(spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime, 1),
        "longest_silence_s": longest_silence(beats),
        "cores": os.cpu_count(),
    }
    yield {"name": "synthesis_s", "value": round(seconds, 1), "unit": "s", "context": context}
    yield {
        "name": "synthesis_rss_mb",
        "value": printed.peak_mb,
        "unit": "MB",
        "context": {"of": "the child that makes the PDF", "pages": printed.pages},
    }


def beside_votes() -> Iterator[dict[str, Any]]:
    """The figures of a room that votes while the PDF of 500 ideas is made, over and over (R14)."""
    page, _ = report_html(MANY_IDEAS)
    enough = threading.Event()
    beats: list[list[float]] = []

    def going_on(_: Progress) -> bool:
        beats[-1].append(time.perf_counter())
        return not enough.is_set()

    def make() -> None:
        while not enough.is_set():
            beats.append([])
            with suppress(PrintStopped):
                print_page(page, going_on)

    maker = threading.Thread(target=make)
    maker.start()
    try:
        figures = list(votes.play(votes.ROOM, "vote_storm_beside_pdf"))
    finally:
        enough.set()
        began = time.perf_counter()
        maker.join()
    pdf = {
        "ideas": MANY_IDEAS,
        "begun": len(beats),
        "longest_silence_s": max(longest_silence(each) for each in beats),
        "stopped_in_s": round(time.perf_counter() - began, 2),
    }
    for one in figures:
        yield one | {"context": one["context"] | {"pdf": pdf}}


def longest_silence(beats: list[float]) -> float:
    """The longest time without a sign of progress, in seconds, from when the first one came."""
    gaps = [later - sooner for sooner, later in pairwise(beats[1:])]
    return round(max(gaps, default=0.0), 2)


def report_html(ideas: int) -> tuple[str, float]:
    """The page of a synthesis with so many ideas, and how long it took to write."""
    with tempfile.TemporaryDirectory(prefix="eventlab-bench-") as folder:
        url = f"sqlite:///{folder}/none.db"
        app = create_app(Settings(Path(folder), url, "x" * 40, async_mode="threading"))
        began = time.perf_counter()
        with app.test_request_context():
            day = a_day(PEOPLE, ideas, PROBLEMS)
            page = report_page(build(day, Review(), "fr", cleaner((), {})))
        app.extensions["eventlab"]["stop"]()
    return page, time.perf_counter() - began
