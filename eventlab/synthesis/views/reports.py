"""The report of an event in each of its forms, put together for the pages that hand it out."""

from __future__ import annotations

import base64
import json
from typing import Any

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from eventlab.boards.ballot_words import going_key
from eventlab.boards.rules.chart import PAPER, Chart, Going, draw_up
from eventlab.boards.rules.results import Line, Result
from eventlab.boards.views.moderation import mask_labels
from eventlab.sessions.language import current_language, full_date, hour_words, speaking
from eventlab.sessions.models import Event
from eventlab.sessions.views.office.words import language_names
from eventlab.synthesis.queries.day import day_of
from eventlab.synthesis.queries.review import StoredReview, review_of
from eventlab.synthesis.rules import words
from eventlab.synthesis.rules.archive import as_zip
from eventlab.synthesis.rules.cleaning import cleaner
from eventlab.synthesis.rules.markdown import Speech, as_markdown
from eventlab.synthesis.rules.report import SIDES, Report, Vote, build, plain, released
from eventlab.synthesis.rules.tables import as_csv, tables

STYLE = "css/report.css"


def report_of(event: Event, stored: StoredReview | None = None) -> Report:
    """The report of an event as it is now, in the language of the event, whoever asks."""
    stored = stored or review_of(event.id)
    with speaking(event.language):
        clean = cleaner(stored.masked, mask_labels())
        report = build(day_of(event.id), stored.review, current_language(), clean)
    return released(report, stored.release)


def report_page(report: Report, **more: Any) -> str:
    """The report as a page: for any browser, and for the PDF."""
    with speaking(report.language):
        return _report_page(report, **more)


def _report_page(report: Report, **more: Any) -> str:
    return render_template(
        "synthesis/report/page.html",
        report=report,
        pictures={n: _data("image/jpeg", jpeg) for n, jpeg in report.drawings.items()},
        chapters=words.chapters(report, _),
        titles=dict(words.chapters(report, _)),
        told=words.told_of(report),
        idea_title=lambda idea: words.idea_title(report, idea.title, idea.number, _),
        chart_of=_chart,
        method_words=words.method_words(report, _),
        next_words=words.next_words(report, _),
        too_few_voted=words.too_few_voted(_),
        vote_title=lambda on: words.vote_title(report, on, _),
        answer_words=lambda kind, value: words.answer_words(kind, value, _),
        number_words=lambda number: words.number_words(number, report.language),
        not_kept=words.not_kept,
        reads=words.reads,
        **{"style": url_for("static", filename=STYLE), "bar": False, **more},
    )


def _chart(vote: Vote) -> Chart:
    """The same drawing as on the wall, for paper."""
    lines = tuple(
        Line(number, line.title, line.dots.room, line.dots.resident, line.dots.professional)
        for number, line in enumerate(vote.lines)
    )
    voters = {side: getattr(vote.voters, side) or 0 for side in SIDES}
    going = [number for number, line in enumerate(vote.lines) if line.goes_on]
    chosen = Going(going, going_key()) if going else None
    return draw_up(Result(lines, voters), 2 if vote.split else 1, PAPER, going=chosen)


def lone_page(report: Report) -> str:
    """The same page with its style inside, to be kept or sent as one file."""
    style = current_app.extensions["eventlab_assets"][STYLE].body
    return report_page(report, style=_data("text/css", style))


def _data(media: str, content: bytes) -> str:
    return f"data:{media};base64," + base64.b64encode(content).decode()


def as_json(report: Report) -> bytes:
    """The report as JSON."""
    told = json.dumps(plain(report), ensure_ascii=False, sort_keys=True, indent=1)
    return told.encode() + b"\n"


def as_text(report: Report) -> bytes:
    """The report as Markdown."""
    with speaking(report.language):
        return as_markdown(report, Speech(_, full_date, hour_words, language_names)).encode()


def as_tables(report: Report) -> dict[str, bytes]:
    """The tables of the report as CSV, by file name."""
    with speaking(report.language):
        return {name: as_csv(rows) for name, rows in tables(report, _).items()}


def file_name(report: Report, ending: str) -> str:
    """What a form of the report is called, in its language."""
    with speaking(report.language):
        return _("synthese") + "." + ending


def files_of(report: Report) -> dict[str, bytes]:
    """Every form of the report but the PDF, by file name."""
    forms = {
        "html": lone_page(report).encode(),
        "md": as_text(report),
        "json": as_json(report),
    }
    files = {file_name(report, ending): content for ending, content in forms.items()}
    files |= {f"csv/{name}": rows for name, rows in as_tables(report).items()}
    with speaking(report.language):
        folder = _("dessins")
    return files | {f"{folder}/{n}.jpg": jpeg for n, jpeg in report.drawings.items()}


def archive(report: Report) -> bytes:
    """Every form but the PDF in one ZIP."""
    return as_zip(files_of(report))
