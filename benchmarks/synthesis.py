"""The synthesis of a big day, made into a PDF: seconds, memory of the child, pages, size."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from eventlab.app import create_app
from eventlab.config import Settings
from eventlab.printing import Progress, print_page
from eventlab.synthesis.rules.cleaning import cleaner
from eventlab.synthesis.rules.report import Review, build
from eventlab.synthesis.views.reports import report_page
from tests.synthesis.days import a_day

PEOPLE, IDEAS, PROBLEMS = 300, 60, 300


def run() -> Iterator[dict[str, Any]]:
    """Make the PDF once; yields ``synthesis_s`` and ``synthesis_rss_mb``."""
    page, built_s = report_html()
    beats: list[float] = []

    def going_on(_: Progress) -> bool:
        beats.append(time.perf_counter())
        return True

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    printed = print_page(page, going_on)
    seconds = time.perf_counter() - began
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    gaps = [later - sooner for sooner, later in pairwise(beats[1:])]
    context = {
        "people": PEOPLE,
        "ideas": IDEAS,
        "problems": PROBLEMS,
        "pages": printed.pages,
        "size_kb": round(len(printed.content) / 1024),
        "html_s": round(built_s, 2),
        "processor_s": round(spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime, 1),
        "longest_silence_s": round(max(gaps, default=0.0), 2),
        "cores": os.cpu_count(),
    }
    yield {"name": "synthesis_s", "value": round(seconds, 1), "unit": "s", "context": context}
    yield {
        "name": "synthesis_rss_mb",
        "value": printed.peak_mb,
        "unit": "MB",
        "context": {"of": "the child that makes the PDF", "pages": printed.pages},
    }


def report_html() -> tuple[str, float]:
    """The page of the synthesis, and how long it took to write."""
    with tempfile.TemporaryDirectory(prefix="eventlab-bench-") as folder:
        url = f"sqlite:///{folder}/none.db"
        app = create_app(Settings(Path(folder), url, "x" * 40, async_mode="threading"))
        began = time.perf_counter()
        with app.test_request_context():
            day = a_day(PEOPLE, IDEAS, PROBLEMS)
            page = report_page(build(day, Review(), "fr", cleaner((), {})))
        app.extensions["eventlab"]["stop"]()
    return page, time.perf_counter() - began
