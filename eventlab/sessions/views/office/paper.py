"""What is printed before the day: the poster to join, and slips with personal codes.

Each is a page that any browser prints; where the machine can, the same page as a PDF.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.machine import install_line, missing_pdf_packages
from eventlab.printing import CannotPrint, make_pdf
from eventlab.sessions import queries
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.addresses import join_url, public_url, qr_image, wifi_text
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.forms import once
from eventlab.sessions.forms.office import BlankSlipsForm
from eventlab.sessions.models import Event, Participant
from eventlab.sessions.services import roster
from eventlab.sessions.views.office.events import own_event

blueprint = Blueprint("office_paper", __name__, url_prefix="/office/e/<code>/paper")

SLIPS_A_SHEET = 8


@blueprint.get("")
@allow("organiser")
def paper(code: str) -> Any:
    """What can be printed."""
    return _paper_page(BlankSlipsForm(key=fresh_key()))


def _paper_page(form: BlankSlipsForm) -> str:
    event = own_event()
    packages = missing_pdf_packages()
    return render_template(
        "office/paper.html",
        event=event,
        form=form,
        on_list=len(_waiting(event)),
        blank=len(queries.blank_slips(event.id)),
        pdf=not packages,
        install=install_line(packages),
    )


def _waiting(event: Event) -> list[Participant]:
    """The people of the list who have not come yet: those who need a slip."""
    return [person for person in queries.people_of(event.id) if person.status == "expected"]


@blueprint.post("/blank")
@allow("organiser")
def make_blank(code: str) -> Any:
    """Make codes for people who come unannounced."""
    form = BlankSlipsForm()
    if not form.validate_on_submit():
        return _paper_page(form), 422
    numbers = {"resident": form.resident.data or 0, "professional": form.professional.data or 0}
    roster.make_blank_slips(current_actor().event_id, numbers, once())
    return redirect(url_for("office_paper.slips", code=code, who="blank"), 303)


@blueprint.get("/slips")
@allow("organiser")
def slips(code: str) -> Any:
    """Slips with personal codes, to print: ``?who=list``, ``blank`` or a participant's id."""
    return _slips_page()


@blueprint.get("/slips.pdf")
@allow("organiser")
def slips_pdf(code: str) -> Response:
    """The same slips as a PDF."""
    return _pdf(_slips_page(), _("billets"))


def _slips_page() -> str:
    event, who = own_event(), request.args.get("who", "list")
    address = public_url() + url_for("joining.return_page", code=event.code)
    people = _people(event, who)
    return render_template(
        "office/slips.html",
        event=event,
        who=who,
        sheets=[
            people[first : first + SLIPS_A_SHEET] for first in range(0, len(people), SLIPS_A_SHEET)
        ],
        blank=who == "blank",
        number=len(people),
        address=address,
        qr=qr_image(address),
        pdf=not missing_pdf_packages(),
    )


def _people(event: Event, who: str) -> list[Participant]:
    if who == "list":
        return _waiting(event)
    if who == "blank":
        return queries.blank_slips(event.id)
    return [queries.person(event.id, who)]


@blueprint.get("/poster")
@allow("organiser")
def poster(code: str) -> Any:
    """The poster to join, to print."""
    return _poster_page()


@blueprint.get("/poster.pdf")
@allow("organiser")
def poster_pdf(code: str) -> Response:
    """The same poster as a PDF."""
    return _pdf(_poster_page(), _("affiche"))


def _poster_page() -> str:
    event = own_event()
    wifi = wifi_text(event.wifi_name, event.wifi_password) if event.wifi_name else ""
    return render_template(
        "office/poster.html",
        event=event,
        address=join_url(event),
        qr=qr_image(join_url(event)),
        wifi_qr=qr_image(wifi) if wifi else "",
        pdf=not missing_pdf_packages(),
        form=FlaskForm(),
    )


def _pdf(page: str, name: str) -> Response:
    if missing_pdf_packages():
        raise Refusal("no_pdf")
    try:
        content = make_pdf(page)
    except CannotPrint as wrong:
        raise Refusal("no_pdf") from wrong
    answer = Response(content, content_type="application/pdf")
    file_name = f"{own_event().code}-{name}.pdf"
    answer.headers.set("Content-Disposition", "inline", filename=file_name)
    return answer
