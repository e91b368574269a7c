"""The page of what can be printed, and each thing: a page that any browser prints, and a PDF."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from eventlab.errors import Refusal
from eventlab.letters import lacking, packages_for
from eventlab.machine import install_line, missing_pdf_packages
from eventlab.printing import CannotPrint, make_pdf
from eventlab.sessions import queries
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.forms import once
from eventlab.sessions.forms.office import BlankSlipsForm
from eventlab.sessions.language import speaking
from eventlab.sessions.models import Event
from eventlab.sessions.services import roster
from eventlab.sessions.views.office.events import own_event
from eventlab.synthesis.views.kit import SHEETS, Sheet, words_on

blueprint = Blueprint("office_paper", __name__, url_prefix="/office/e/<code>/paper")

ALL = "all"


@blueprint.get("")
@allow("organiser")
def paper(code: str) -> Any:
    """What can be printed."""
    return _paper_page(BlankSlipsForm(key=fresh_key()))


def _paper_page(form: BlankSlipsForm) -> str:
    event = own_event()
    packages = missing_pdf_packages()
    return render_template(
        "synthesis/paper.html",
        event=event,
        form=form,
        sheets=_of_this_day(event),
        blank=len(queries.blank_slips(event.id)),
        pdf=not packages,
        install=install_line(packages),
        **boxes_in(words_on(event)),
    )


def _of_this_day(event: Event) -> list[tuple[Sheet, bool]]:
    """What the programme will ever need, and whether there is something to print yet."""
    every = ((sheet, sheet.content(event, "")) for sheet in SHEETS.values())
    return [(sheet, bool(content)) for sheet, content in every if content is not None]


def boxes_in(text: str) -> dict[str, Any]:
    """What a page says of the characters of a text that would be empty boxes in a PDF."""
    boxes = lacking(text)
    return {"boxes": boxes, "box_install": install_line(packages_for(boxes))}


@blueprint.post("/blank")
@allow("organiser")
def make_blank(code: str) -> Any:
    """Make codes for people who come unannounced."""
    form = BlankSlipsForm()
    if not form.validate_on_submit():
        return _paper_page(form), 422
    numbers = {"resident": form.resident.data or 0, "professional": form.professional.data or 0}
    roster.make_blank_slips(current_actor().event_id, numbers, once())
    return redirect(url_for("office_paper.sheet", code=code, what="slips", who="blank"), 303)


@blueprint.get("/<what>")
@allow("organiser")
def sheet(code: str, what: str) -> Any:
    """One thing to print, or all of it. For the slips, ``?who=``: list, blank or somebody's id."""
    return sheets_page(_asked(what))


@blueprint.get("/<what>.pdf")
@allow("organiser")
def sheet_pdf(code: str, what: str) -> Response:
    """The same as a PDF."""
    with speaking(own_event().language):
        name = _(SHEETS[what].title) if what in SHEETS else _("a-imprimer")
    return pdf_answer(sheets_page(_asked(what)), name)


def _asked(what: str) -> list[Sheet]:
    if what != ALL and what not in SHEETS:
        raise Refusal("not_found")
    return list(SHEETS.values()) if what == ALL else [SHEETS[what]]


def sheets_page(sheets: list[Sheet]) -> str:
    """The page of some things to print, in the language of the event.

    Those that have nothing yet are left out.
    """
    event = own_event()
    with speaking(event.language):
        return _sheets_page(event, sheets, request.args.get("who", ""))


def _sheets_page(event: Event, sheets: list[Sheet], who: str) -> str:
    filled = [(sheet, sheet.content(event, who)) for sheet in sheets]
    return render_template(
        "synthesis/kit.html",
        event=event,
        what=sheets[0].key if len(sheets) == 1 else ALL,
        who=who,
        sheets=[(sheet, content) for sheet, content in filled if content],
        pdf=not missing_pdf_packages(),
    )


def pdf_answer(page: str, name: str) -> Response:
    """The PDF of a page, to be shown by the browser. Raises ``Refusal("no_pdf")``."""
    if missing_pdf_packages():
        raise Refusal("no_pdf")
    try:
        content = make_pdf(page)
    except CannotPrint as wrong:
        raise Refusal("no_pdf") from wrong
    return file_answer(content, "application/pdf", f"{own_event().code}-{name}.pdf", "inline")


def file_answer(content: bytes, media: str, name: str, how: str = "attachment") -> Response:
    """A file under its name."""
    answer = Response(content, content_type=media)
    answer.headers.set("Content-Disposition", how, filename=name)
    return answer
