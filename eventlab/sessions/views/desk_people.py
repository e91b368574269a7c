"""The people of the day at the desk: who is here, and the personal code somebody lost."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, render_template
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import AnyOf

from eventlab.extensions import reading
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.addresses import public_url
from eventlab.sessions.answers import done, wants_json
from eventlab.sessions.forms import checked, once
from eventlab.sessions.models import Participant
from eventlab.sessions.services import joining

blueprint = Blueprint("desk_people", __name__, url_prefix="/e/<code>/desk/people/<person_id>")


class StatusForm(FlaskForm):
    """Whether somebody is here."""

    status = StringField(validators=[AnyOf(["expected", "present", "gone"])])


@blueprint.post("/status")
@allow("facilitator")
def set_status(code: str, person_id: str) -> Any:
    """Mark somebody present, gone, or expected again."""
    form = checked(StatusForm())
    joining.set_status(current_actor().event_id, person_id, form.status.data or "", once())
    return done("surfaces.desk", code)


@blueprint.post("/code")
@allow("facilitator")
def show_code(code: str, person_id: str) -> Any:
    """Somebody's personal code, to say or to print; it is never part of the board."""
    checked(FlaskForm())
    with reading() as session:
        person = joining.person_of(session, current_actor().event_id, person_id)
    return _slip(person)


@blueprint.post("/code/replace")
@allow("facilitator")
def replace_code(code: str, person_id: str) -> Any:
    """Another personal code, when somebody else has seen the first."""
    checked(FlaskForm())
    event_id = current_actor().event_id
    joining.replace_code(event_id, person_id, once())
    with reading() as session:
        person = joining.person_of(session, event_id, person_id)
    return _slip(person)


def _slip(person: Participant) -> Any:
    if wants_json():
        return jsonify(code=person.code)
    return render_template(
        "sessions/slip.html",
        event=current_actor().event,
        person=person,
        address=public_url().split("://", 1)[-1],
        back="surfaces.desk",
    )
