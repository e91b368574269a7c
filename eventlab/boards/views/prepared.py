"""Prepared problems at the office: a table is looked at first, then brought in or not."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from eventlab.boards import queries
from eventlab.boards.rules.prepared import Choice
from eventlab.boards.services import prepared
from eventlab.boards.tiles import tile_by_key, tiles
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.sessions import identity
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.office import FileForm
from eventlab.sessions.language import in_language
from eventlab.sessions.models import Event
from eventlab.sessions.rules.csv_reading import CsvRefused
from eventlab.sessions.services import imports
from eventlab.sessions.views.office.events import own_event
from eventlab.sessions.views.office.words import complaint_words, file_refusal_words

blueprint = Blueprint("prepared", __name__, url_prefix="/office")

SHOWN = 8


@blueprint.get("/e/<code>/problems")
@allow("organiser")
def problems(code: str) -> Any:
    """The problems prepared, and how to bring more in."""
    return _problems_page(own_event(), FileForm(key=fresh_key()))


def _problems_page(event: Event, file_form: FileForm) -> str:
    return render_template(
        "office/problems.html",
        event=event,
        problems=queries.prepared_problems(event.id),
        tile_by_key=tile_by_key,
        file_form=file_form,
        form=FlaskForm(),
    )


@blueprint.get("/problems-example.csv")
@allow("organiser")
def example() -> Response:
    """A table to copy: opens in a French spreadsheet."""
    lines = ["texte;thème"]
    for tile in tiles()[:4]:
        text = in_language(tile.examples[0]).replace('"', '""')
        lines.append(f'"{text}";{in_language(tile.label)}')
    answer = Response(
        ("\ufeff" + "\r\n".join(lines) + "\r\n").encode(), content_type="text/csv; charset=utf-8"
    )
    answer.headers.set("Content-Disposition", "attachment", filename=_("problemes.csv"))
    return answer


@blueprint.post("/e/<code>/problems/file")
@allow("organiser")
def send(code: str) -> Any:
    """Look at a table first: nothing is brought in yet."""
    event, form = own_event(), FileForm()
    if not form.validate_on_submit():
        return _problems_page(event, form), 422
    content = form.file.data.read()
    try:
        _look(event, content, None)
    except CsvRefused as refused:
        form.file.errors = [file_refusal_words(refused)]
        return _problems_page(event, form), 422
    import_id = imports.keep_file(event.id, "problems", content)
    return redirect(url_for("prepared.look", code=code, import_id=import_id), 303)


def _look(event: Event, content: bytes, choice: Choice | None) -> prepared.Preview:
    with reading() as session:
        return prepared.preview_problems(session, event.id, content, choice)


@blueprint.get("/e/<code>/problems/file/<import_id>")
@allow("organiser")
def look(code: str, import_id: str) -> Any:
    """What bringing the table in would do; ``?text=`` and ``?tile=`` choose its columns."""
    event = own_event()
    choice = _choice(request.args) if "text" in request.args else None
    preview = _look(event, imports.kept_file(event.id, "problems", import_id), choice)
    return render_template(
        "office/problems_import.html",
        event=event,
        preview=preview,
        shown=preview.new[:SHOWN],
        complaints=[complaint_words(each) for each in preview.complaints],
        tile_by_key=tile_by_key,
        import_id=import_id,
        form=FlaskForm(),
        key=fresh_key(),
    )


def _choice(said: Any) -> Choice:
    text, tile = said.get("text", ""), said.get("tile", "")
    if not text.isdecimal() or not (tile == "" or tile.isdecimal()):
        raise Refusal("bad_request")
    return Choice(int(text), int(tile) if tile else None)


@blueprint.post("/e/<code>/problems/file/<import_id>")
@allow("organiser")
def bring_in(code: str, import_id: str) -> Any:
    """Bring the good lines in, with the columns chosen."""
    checked(FlaskForm())
    number = prepared.import_problems(
        current_actor().event_id, import_id, _choice(request.form), once()
    )
    identity.leave_note(
        ngettext("%(num)s problème est ajouté.", "%(num)s problèmes sont ajoutés.", number)
    )
    return redirect(url_for("prepared.problems", code=code), 303)


@blueprint.post("/e/<code>/problems/file/<import_id>/drop")
@allow("organiser")
def drop(code: str, import_id: str) -> Any:
    """Bring nothing in."""
    checked(FlaskForm())
    imports.drop_file(current_actor().event_id, "problems", import_id)
    identity.leave_note(_("Rien n'a été ajouté."))
    return redirect(url_for("prepared.problems", code=code), 303)


@blueprint.post("/e/<code>/problems/<int:problem_id>/remove")
@allow("organiser")
def remove(code: str, problem_id: int) -> Any:
    """Take a prepared problem away."""
    checked(FlaskForm())
    prepared.remove_prepared(current_actor().event_id, problem_id, once())
    identity.leave_note(_("Ce problème est retiré."))
    return redirect(url_for("prepared.problems", code=code), 303)
