"""The people expected: the list, bringing one in from a file, taking somebody off it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from eventlab.extensions import reading
from eventlab.sessions import identity, queries
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.office import FileForm
from eventlab.sessions.models import Event
from eventlab.sessions.rules.csv_reading import CsvRefused
from eventlab.sessions.services import imports, roster
from eventlab.sessions.views.office.events import own_event
from eventlab.sessions.views.office.words import complaint_words, file_refusal_words

blueprint = Blueprint("office_people", __name__, url_prefix="/office")

SHOWN = 8  # people shown as an example of what a file says


@blueprint.get("/e/<code>/people")
@allow("organiser")
def people(code: str) -> Any:
    """The people expected and come, and how to bring a list in."""
    return _people_page(own_event(), FileForm(key=fresh_key()))


def _people_page(event: Event, file_form: FileForm) -> str:
    return render_template(
        "office/people.html",
        event=event,
        people=queries.people_of(event.id),
        counts=queries.people_counts(event.id),
        blank=len(queries.blank_slips(event.id)),
        file_form=file_form,
        form=FlaskForm(),
    )


@blueprint.get("/roster-example.csv")
@allow("organiser")
def example() -> Response:
    """A list to copy: opens in a French spreadsheet."""
    lines = (
        ("regard", "prénom", "métier", "organisme", "langues", "besoins"),
        ("usager", "Awa", "", "", "français, bambara", ""),
        ("usager", "", "", "", "", "sans marche"),
        ("professionnel", "Denis", "Gardien d'immeuble", "Bailleur social", "", ""),
        ("professionnel", "Mei", "Conseillère énergie", "Agence du climat", "français", ""),
    )
    text = "\ufeff" + "\r\n".join(";".join(cell for cell in line) for line in lines) + "\r\n"
    answer = Response(text.encode(), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="participants.csv")
    return answer


@blueprint.post("/e/<code>/people/file")
@allow("organiser")
def send(code: str) -> Any:
    """Look at a file first: nothing is brought in yet."""
    event, form = own_event(), FileForm()
    if not form.validate_on_submit():
        return _people_page(event, form), 422
    content = form.file.data.read()
    try:
        _look(event, content)
    except CsvRefused as refused:
        form.file.errors = [file_refusal_words(refused)]
        return _people_page(event, form), 422
    import_id = imports.keep_file(event.id, "roster", content)
    return redirect(url_for("office_people.look", code=code, import_id=import_id), 303)


def _look(event: Event, content: bytes) -> roster.Preview:
    with reading() as session:
        return roster.preview_roster(session, event, content)


@blueprint.get("/e/<code>/people/file/<import_id>")
@allow("organiser")
def look(code: str, import_id: str) -> Any:
    """What bringing the file in would do."""
    event = own_event()
    preview = _look(event, imports.kept_file(event.id, "roster", import_id))
    return render_template(
        "office/people_import.html",
        event=event,
        preview=preview,
        shown=preview.new[:SHOWN],
        complaints=[complaint_words(each) for each in preview.complaints],
        import_id=import_id,
        form=FlaskForm(),
        key=fresh_key(),
    )


@blueprint.post("/e/<code>/people/file/<import_id>")
@allow("organiser")
def bring_in(code: str, import_id: str) -> Any:
    """Bring the good lines in."""
    checked(FlaskForm())
    number = roster.import_roster(current_actor().event_id, import_id, once())
    identity.leave_note(
        ngettext("%(num)s personne est ajoutée.", "%(num)s personnes sont ajoutées.", number)
    )
    return redirect(url_for("office_people.people", code=code), 303)


@blueprint.post("/e/<code>/people/file/<import_id>/drop")
@allow("organiser")
def drop(code: str, import_id: str) -> Any:
    """Bring nothing in."""
    checked(FlaskForm())
    imports.drop_file(current_actor().event_id, "roster", import_id)
    identity.leave_note(_("Rien n'a été ajouté."))
    return redirect(url_for("office_people.people", code=code), 303)


@blueprint.post("/e/<code>/people/<participant_id>/remove")
@allow("organiser")
def remove(code: str, participant_id: str) -> Any:
    """Take somebody who has not come off the list."""
    checked(FlaskForm())
    roster.remove_expected(current_actor().event_id, participant_id, once())
    identity.leave_note(_("Cette personne n'est plus sur la liste."))
    return redirect(url_for("office_people.people", code=code), 303)
