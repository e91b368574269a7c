"""Forgetting at the office: one person by code, a whole event, and the certificates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_babel import gettext as _

from eventlab.errors import Refusal
from eventlab.sessions import identity
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.office import DeleteForm
from eventlab.sessions.models import Event
from eventlab.sessions.rules.codes import normalise_join_code
from eventlab.sessions.views.office.events import own_event
from eventlab.synthesis.forms import EraseForm
from eventlab.synthesis.models import Certificate
from eventlab.synthesis.queries.review import review_of
from eventlab.synthesis.services import copies, erasing

blueprint = Blueprint("erasing", __name__, url_prefix="/office")


#: How long before its date an event's pages say that it will be erased, and how long after it the
#: list of events says that it was.
TOLD_BEFORE = TOLD_AFTER = timedelta(days=30)


def soon_erased(event: Event) -> dict[str, Any] | None:
    """What to tell of an event whose date of erasure is near: ``on``, and ``released``."""
    today = date.today()  # noqa: DTZ011 - the room's own day
    if event.purge_on > (today + TOLD_BEFORE).isoformat():
        return None
    return {"on": event.purge_on, "released": review_of(event.id).release is not None}


def lately_erased() -> list[Certificate]:
    """The certificates of the events that went on their date not long ago, the newest first."""
    since = datetime.now(UTC) - TOLD_AFTER
    return [
        one
        for one in erasing.certificates()
        if (one.what, one.cause) == ("event", "date") and one.at >= since.timestamp() * 1000
    ]


def list_folder() -> Path:
    """Where the list of what was erased is kept: beside the backups."""
    folder: Path = current_app.config["SETTINGS"].backup_folder
    return folder


@blueprint.get("/e/<code>/delete")
@allow("organiser")
def delete_page(code: str) -> Any:
    """What will be lost, what to take along first, and a field to be sure."""
    return _delete_page(DeleteForm())


def _delete_page(form: DeleteForm, refusal: Refusal | None = None) -> str:
    return render_template("synthesis/delete.html", event=own_event(), form=form, refusal=refusal)


@blueprint.post("/e/<code>/delete")
@allow("organiser")
def delete(code: str) -> Any:
    """Erase the event for good, once its code was typed."""
    event, form = own_event(), DeleteForm()
    checked(form)
    if normalise_join_code(form.code_typed.data or "") != event.code:
        refusal = Refusal("not_confirmed")
        return _delete_page(form, refusal), refusal.status
    certificate = _listed(lambda: erasing.erase_event(event.id, list_folder()))
    identity.leave_note(_("L'événement est effacé."))
    return redirect(url_for("erasing.certificate", certificate_id=certificate), 303)


def _listed(erase: Any) -> str:
    try:
        certificate = str(erase())
    except OSError as wrong:
        raise Refusal("erasing_failed") from wrong
    copies.forget_erased(current_app.config["SETTINGS"])
    return certificate


@blueprint.get("/e/<code>/erase")
@allow("organiser")
def erase_page(code: str) -> Any:
    """Erasing somebody who asks for it."""
    return _erase_page(EraseForm(formdata=None, key=fresh_key()))


def _erase_page(form: EraseForm, refusal: Refusal | None = None) -> str:
    return render_template("synthesis/erase.html", event=own_event(), form=form, refusal=refusal)


@blueprint.post("/e/<code>/erase")
@allow("organiser")
def erase(code: str) -> Any:
    """Erase somebody, and what they wrote, by their personal code."""
    form = EraseForm()
    if not form.validate_on_submit():
        return _erase_page(form), 422
    typed, event_id = form.personal_code.data or "", current_actor().event_id
    try:
        certificate = _listed(lambda: erasing.erase_person(event_id, typed, list_folder(), once()))
    except Refusal as refusal:
        return _erase_page(form, refusal), refusal.status
    identity.leave_note(_("Cette personne est effacée."))
    return redirect(url_for("erasing.certificate", certificate_id=certificate), 303)


@blueprint.get("/certificates")
@allow("organiser")
def certificates() -> Any:
    """What was erased on this server."""
    return render_template("synthesis/certificates.html", certificates=erasing.certificates())


@blueprint.get("/certificates/<certificate_id>")
@allow("organiser")
def certificate(certificate_id: str) -> Any:
    """One certificate, to print."""
    found = next((one for one in erasing.certificates() if one.id == certificate_id), None)
    if found is None:
        raise Refusal("not_found")
    at = datetime.fromtimestamp(found.at / 1000, UTC)
    return render_template(
        "synthesis/certificate.html", one=found, at=at, counts=_counts(found.counts)
    )


def _counts(counts: dict[str, int]) -> list[tuple[str, int]]:
    """The tables people know by name; the rest together."""
    words = {
        "participant": _("Personnes"),
        "problem": _("Problèmes"),
        "problem_wording": _("Anciennes versions de problèmes"),
        "theme": _("Thèmes"),
        "ballot": _("Votes"),
        "team": _("Équipes"),
        "idea": _("Idées"),
        "idea_wording": _("Versions de fiches d'idée"),
        "idea_drawing": _("Dessins"),
        "support": _("Billets de soutien"),
        "commitment": _("Engagements"),
        "staff": _("Membres de l'équipe du jour"),
        "step": _("Étapes du programme"),
    }
    known = [(words[name], counts[name]) for name in words if name in counts]
    rest = sum(number for name, number in counts.items() if name not in words)
    return [*known, (_("Autres lignes"), rest)] if rest else known
