"""The programme as a file: to download, edit with any text editor, and bring back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _

from eventlab.errors import Refusal
from eventlab.sessions import identity, queries
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.formats import KEYS, Format, format_source
from eventlab.sessions.forms import once
from eventlab.sessions.forms.office import FileForm
from eventlab.sessions.services import events, formats
from eventlab.sessions.services.programme import replace_programme
from eventlab.sessions.views.office.events import own_event

blueprint = Blueprint("office_programme", __name__, url_prefix="/office")


@blueprint.get("/formats/<key>.toml")
@allow("organiser")
def format_file(key: str) -> Response:
    """A format that comes with EventLab, as a file to copy and edit."""
    if key not in KEYS:
        raise Refusal("unknown_format")
    return _file(format_source(key), f"{key}.toml")


@blueprint.post("/new/file")
@allow("organiser")
def create_from_file() -> Any:
    """A new event with the programme of an edited copy."""
    form, complaints = _read_file()
    if form is None:
        return _wrong_file(complaints, url_for("office.formats"))
    event = events.create_event(
        events.EventPlan(title=form.title["fr"], format_key=form.key), once(), form
    )
    identity.leave_note(_("Le programme est lu. Complétez maintenant l'événement."))
    return redirect(url_for("office.particulars_page", code=event.code), 303)


@blueprint.get("/e/<code>/programme")
@allow("organiser")
def programme(code: str) -> Any:
    """The programme, step by step."""
    event = own_event()
    return render_template(
        "office/programme.html",
        event=event,
        steps=queries.programme_of(event.id),
        file_form=FileForm(key=fresh_key()),
    )


@blueprint.get("/e/<code>/programme.toml")
@allow("organiser")
def programme_file(code: str) -> Response:
    """The programme of this event as a file to edit."""
    event = own_event()
    return _file(formats.as_toml(event, queries.programme_of(event.id)), f"{event.code}.toml")


@blueprint.post("/e/<code>/programme")
@allow("organiser")
def replace(code: str) -> Any:
    """Put the programme of an edited copy in place of this one."""
    form, complaints = _read_file()
    if form is None:
        return _wrong_file(complaints, url_for("office_programme.programme", code=code))
    actor = current_actor()
    replace_programme(actor.event_id, formats.step_rows(form), actor.staff_mark, once())
    identity.leave_note(_("Le programme est remplacé. Le pupitre peut annuler ce changement."))
    return redirect(url_for("office_programme.programme", code=code), 303)


def _read_file() -> tuple[Format | None, list[str]]:
    form = FileForm()
    if not form.validate_on_submit():
        return None, [str(line) for lines in form.errors.values() for line in lines]
    return formats.read_upload(form.file.data.read(), _)


def _wrong_file(complaints: list[str], back: str) -> tuple[str, int]:
    return render_template("office/wrong_file.html", complaints=complaints, back=back), 422


def _file(text: str, name: str) -> Response:
    answer = Response(text, content_type="application/toml; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
