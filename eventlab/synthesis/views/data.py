"""The complete data of an event: taken out as one file, brought in again from it."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _

from eventlab.errors import Refusal
from eventlab.sessions import identity
from eventlab.sessions.access import allow
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.forms.office import FileForm
from eventlab.sessions.language import long_date, speaking
from eventlab.sessions.views.office.events import own_event
from eventlab.synthesis.queries.whole import whole_event
from eventlab.synthesis.services import importing
from eventlab.synthesis.views.erasing import list_folder
from eventlab.synthesis.views.paper import file_answer

blueprint = Blueprint("data", __name__, url_prefix="/office")


@blueprint.get("/e/<code>/data.json")
@allow("organiser")
def export(code: str) -> Response:
    """Everything of the event, personal codes too."""
    event = own_event()
    told = json.dumps(whole_event(event.id), ensure_ascii=False, indent=1, sort_keys=True)
    with speaking(event.language):
        name = event.code + "-" + _("donnees") + ".json"
    return file_answer(told.encode(), "application/json", name)


@blueprint.get("/import")
@allow("organiser")
def import_page() -> Any:
    """Bringing an event in again."""
    return _import_page(FileForm(formdata=None, key=fresh_key()))


def _import_page(form: FileForm, refusal: Refusal | None = None) -> str:
    return render_template("synthesis/import.html", form=form, refusal=refusal)


@blueprint.post("/import")
@allow("organiser")
def bring_in() -> Any:
    """Make an event of an export; who was erased since stays erased."""
    form = FileForm()
    if not form.validate_on_submit():
        return _import_page(form), 422
    try:
        event = importing.bring_in(form.file.data.read(), list_folder())
    except Refusal as refusal:
        return _import_page(form, refusal), refusal.status
    until = _("Il sera effacé le %(date)s.", date=long_date(event.purge_on))
    back = _("L'événement est revenu. Invitez de nouveau l'équipe d'animation.")
    identity.leave_note(f"{back} {until}")
    return redirect(url_for("office.event", code=event.code), 303)


bring_in.largest_body = 64 * 1024 * 1024  # type: ignore[attr-defined]
