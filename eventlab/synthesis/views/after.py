"""After the day, at the office: the synthesis, its review and release, and each of its forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.machine import install_line, missing_pdf_packages
from eventlab.sessions import identity
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.forms import checked, once
from eventlab.sessions.views.office.events import own_event
from eventlab.synthesis.forms import MarkForm, ReleaseForm, ReviewTextForm
from eventlab.synthesis.queries.review import StoredReview, review_of
from eventlab.synthesis.rules import words
from eventlab.synthesis.rules.report import Report, digest
from eventlab.synthesis.services import review as services
from eventlab.synthesis.views.paper import boxes_in, file_answer
from eventlab.synthesis.views.reports import (
    archive,
    as_json,
    as_tables,
    as_text,
    file_name,
    report_of,
    report_page,
)

blueprint = Blueprint("synthesis", __name__, url_prefix="/office/e/<code>/synthesis")

KINDS = ("mask", "quote")


@blueprint.get("")
@allow("organiser")
def after(code: str) -> Any:
    """The synthesis at a glance: how far its review is, and what can be taken along."""
    return _after_page(ReleaseForm(formdata=None, key=fresh_key()))


def _after_page(form: ReleaseForm, refusal: Refusal | None = None) -> str:
    event = own_event()
    report = report_of(event)
    form.digest.data = digest(report)
    packages = missing_pdf_packages()
    return render_template(
        "synthesis/after.html",
        event=event,
        report=report,
        told=words.told_of(report),
        form=form,
        refusal=refusal,
        **boxes_in(as_json(report).decode()),
        tables=list(as_tables(report)),
        left=words.not_kept(report),
        pdf=not packages,
        install=install_line(packages),
    )


# --- The review


@blueprint.get("/review")
@allow("organiser")
def review(code: str) -> Any:
    """Everything a reviewer may say, beside what the room wrote."""
    return _review_page()


def _review_page(
    wrong: ReviewTextForm | None = None,
    refusal: Refusal | None = None,
    mark_form: MarkForm | None = None,
) -> str:
    event = own_event()
    stored = review_of(event.id)
    report = report_of(event, stored)
    return render_template(
        "synthesis/review.html",
        event=event,
        report=report,
        told=words.told_of(report),
        stored=stored,
        wrong=wrong,
        refusal=refusal,
        form=FlaskForm(),
        mark_form=mark_form or MarkForm(formdata=None),
        key=fresh_key(),
        to_explain=_to_explain(report, stored),
        remarks=[r for e in report.evaluations for q in e.questions for r in q.remarks],
    )


def _to_explain(report: Report, stored: StoredReview) -> list[tuple[str, str]]:
    """What a reviewer may say was not kept: (ref, words), the likely ones first."""
    left = {title for title, why in words.not_kept(report)}
    themes = [(theme.ref, theme.question or theme.title) for theme in report.themes]
    ideas = [
        (idea.ref, words.idea_title(report, idea.title, idea.number, _)) for idea in report.ideas
    ]
    return sorted([*themes, *ideas], key=lambda one: one[1] not in left)


@blueprint.post("/review/text")
@allow("organiser")
def write(code: str) -> Any:
    """Store one text of the review."""
    form = checked(ReviewTextForm())
    event_id = current_actor().event_id
    try:
        services.write_text(event_id, form.name.data, form.text.data, form.revision.data, once())
    except Refusal as refusal:
        return _review_page(form, refusal), refusal.status
    identity.leave_note(_("C'est enregistré."))
    return redirect(url_for("synthesis.review", code=code) + f"#{form.name.data}", 303)


@blueprint.post("/review/<any(mask, quote):kind>")
@allow("organiser")
def mark(code: str, kind: str) -> Any:
    """Mark words to mask, or a text to quote."""
    form = MarkForm()
    if not form.validate_on_submit():
        return _review_page(mark_form=form), 422
    try:
        services.mark(current_actor().event_id, kind, form.value.data or "", once())
    except Refusal as refusal:
        return _review_page(refusal=refusal), refusal.status
    return redirect(url_for("synthesis.review", code=code) + f"#{kind}", 303)


@blueprint.post("/review/<any(mask, quote):kind>/remove")
@allow("organiser")
def unmark(code: str, kind: str) -> Any:
    """Take a mark away."""
    form = checked(MarkForm())
    services.unmark(current_actor().event_id, kind, form.value.data or "", once())
    return redirect(url_for("synthesis.review", code=code) + f"#{kind}", 303)


@blueprint.post("/release")
@allow("organiser")
def release(code: str) -> Any:
    """Let the synthesis go, signed, if it still says what was read."""
    event, form = own_event(), ReleaseForm()
    if not form.validate_on_submit():
        return _after_page(form), 422
    if form.digest.data != digest(report_of(event)):
        refusal = Refusal("not_reviewed")
        return _after_page(form, refusal), refusal.status
    today = date.today().isoformat()  # noqa: DTZ011 - the room's own day
    services.release(event.id, form.signature.data or "", today, form.digest.data, once())
    identity.leave_note(_("La synthèse est validée."))
    return redirect(url_for("synthesis.after", code=code), 303)


@blueprint.post("/take-back")
@allow("organiser")
def take_back(code: str) -> Any:
    """Make it a draft again."""
    checked(FlaskForm())
    services.take_back(current_actor().event_id, once())
    identity.leave_note(_("La synthèse est de nouveau un brouillon."))
    return redirect(url_for("synthesis.after", code=code), 303)


# --- Its forms


@blueprint.get("/report")
@allow("organiser")
def report(code: str) -> Any:
    """The synthesis as a page, which any browser prints."""
    event = own_event()
    return report_page(report_of(event), event=event, bar=True)


@blueprint.get("/report.md")
@allow("organiser")
def markdown(code: str) -> Response:
    """The synthesis as Markdown."""
    report = report_of(own_event())
    return _file(as_text(report), "text/markdown; charset=utf-8", file_name(report, "md"))


@blueprint.get("/report.json")
@allow("organiser")
def json_file(code: str) -> Response:
    """The synthesis as JSON."""
    report = report_of(own_event())
    return _file(as_json(report), "application/json", file_name(report, "json"))


@blueprint.get("/tables/<name>")
@allow("organiser")
def table(code: str, name: str) -> Response:
    """One table of the synthesis as CSV."""
    rows = as_tables(report_of(own_event())).get(name)
    if rows is None:
        raise Refusal("not_found")
    return _file(rows, "text/csv; charset=utf-8", name)


@blueprint.get("/all.zip")
@allow("organiser")
def all_files(code: str) -> Response:
    """Everything but the PDF in one archive, at once; with the PDF it is a job."""
    report = report_of(own_event())
    return _file(archive(report), "application/zip", file_name(report, "zip"))


def _file(content: bytes, media: str, name: str) -> Response:
    return file_answer(content, media, f"{own_event().code}-{name}")
