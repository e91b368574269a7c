"""PDF files that take a while: beginning one, seeing how far it is, stopping it, fetching it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.machine import missing_pdf_packages
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.forms import checked
from eventlab.sessions.language import speaking
from eventlab.sessions.models import Event
from eventlab.sessions.views.office.events import own_event
from eventlab.synthesis.services import jobs
from eventlab.synthesis.views.kit import SHEETS
from eventlab.synthesis.views.paper import file_answer, sheets_page
from eventlab.synthesis.views.reports import archive, file_name, report_of, report_page

blueprint = Blueprint("print_jobs", __name__, url_prefix="/office/e/<code>/print")

MEDIA = {"pdf": "application/pdf", "zip": "application/zip"}


@blueprint.post("/<any(report, archive, kit):what>")
@allow("organiser")
def start(code: str, what: str) -> Any:
    """Begin the PDF of the synthesis, the archive with it, or the whole print kit."""
    checked(FlaskForm())
    if missing_pdf_packages():
        raise Refusal("no_pdf")
    event = own_event()
    if what == "kit":
        name, page, then = _kit_name(event), sheets_page(list(SHEETS.values())), None
    else:
        report = report_of(event)
        name, page, then = file_name(report, "pdf"), report_page(report), None
        if what == "archive":
            # Put together here, while the request knows the language.
            files = jobs.Archive(archive(report), name)
            name, then = file_name(report, "zip"), files.with_pdf
    job_id = jobs.start_job(event.id, f"{event.code}-{name}", page, then)
    return redirect(url_for("print_jobs.job", code=code, job_id=job_id), 303)


@blueprint.get("/<job_id>")
@allow("organiser")
def job(code: str, job_id: str) -> Any:
    """How far it is; the page asks again by itself."""
    found = jobs.job_of(current_actor().event_id, job_id)
    return render_template(
        "synthesis/job.html",
        event=own_event(),
        job=found,
        told=_told(found.state, found.stage, found.page),
        form=FlaskForm(),
        back=url_for(_where_asked(found.name), code=code),
    )


def _kit_name(event: Event) -> str:
    with speaking(event.language):
        return _("a-imprimer") + ".pdf"


def _where_asked(name: str) -> str:
    kit = name.endswith(_kit_name(own_event()))
    return "office_paper.paper" if kit else "synthesis.after"


@blueprint.get("/<job_id>.json")
@allow("organiser")
def job_json(code: str, job_id: str) -> Any:
    """The same for a script."""
    found = jobs.job_of(current_actor().event_id, job_id)
    told = _told(found.state, found.stage, found.page)
    return jsonify(state=found.state, page=found.page, told=told)


def _told(state: str, stage: str, page: int) -> str:
    if state == "done":
        return _("Le fichier est prêt : %(pages)s pages.", pages=page)
    if state == "stopped":
        return _("C'est arrêté. Rien n'est perdu.")
    if state == "failed":
        return _("Le PDF n'a pas pu être fait. Rien n'est perdu. Réessayez, ou imprimez la page.")
    return {
        "waiting": _("Un autre PDF passe d'abord."),
        "reading": _("Lecture du document"),
        "layout": _("Mise en page : page %(page)s", page=page),
        "writing": _("Écriture du fichier : %(page)s pages", page=page),
    }[stage]


@blueprint.post("/<job_id>/stop")
@allow("organiser")
def stop(code: str, job_id: str) -> Any:
    """Stop it."""
    checked(FlaskForm())
    jobs.stop_job(current_actor().event_id, job_id)
    return redirect(url_for("print_jobs.job", code=code, job_id=job_id), 303)


@blueprint.get("/<job_id>/file")
@allow("organiser")
def file(code: str, job_id: str) -> Response:
    """What was made."""
    found = jobs.job_of(current_actor().event_id, job_id)
    if found.state != "done" or found.content is None:
        raise Refusal("print_gone")
    kind = found.name.rpartition(".")[2]
    how = "inline" if kind == "pdf" else "attachment"
    return file_answer(found.content, MEDIA[kind], found.name, how)
