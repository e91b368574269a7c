"""The programme in the facilitator's hands: skip, reorder, add, edit, remove."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from eventlab.extensions import reading
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.steps import edited_step, new_step
from eventlab.sessions.language import current_language
from eventlab.sessions.services import programme

blueprint = Blueprint("desk_programme", __name__, url_prefix="/e/<code>/desk/steps")


@blueprint.post("/<int:step_id>/<any(skip, unskip):what>")
@allow("facilitator")
def skip(code: str, step_id: int, what: str) -> Any:
    """Leave a step out of the day, or put it back."""
    checked(FlaskForm())
    actor = current_actor()
    programme.skip_step(actor.event_id, step_id, what == "skip", actor.staff_mark, once())
    return done("surfaces.desk", code)


class PlaceForm(FlaskForm):
    """A place in the programme; 0 is first."""

    position = IntegerField(validators=[InputRequired(), NumberRange(0, 1000)])


@blueprint.post("/<int:step_id>/place")
@allow("facilitator")
def move(code: str, step_id: int) -> Any:
    """Put a step at another place."""
    actor, form = current_actor(), checked(PlaceForm())
    programme.move_step(actor.event_id, step_id, form.position.data, actor.staff_mark, once())
    return done("surfaces.desk", code)


@blueprint.post("")
@allow("facilitator")
def add(code: str) -> Any:
    """Add a step on the fly."""
    actor = current_actor()
    after, plan = new_step(request.form, current_language())
    step_id = programme.add_step(actor.event_id, after, plan, actor.staff_mark, once())
    return done("surfaces.desk", code, step=step_id)


@blueprint.post("/<int:step_id>")
@allow("facilitator")
def edit(code: str, step_id: int) -> Any:
    """Change a step's words, minutes, settings."""
    actor = current_actor()
    with reading() as session:
        step = programme.step_of(session, actor.event_id, step_id)
    before = {name: getattr(step, name) for name in ("title", "instruction", "settings")}
    fields = edited_step(step.kind, before, request.form, current_language())
    programme.edit_step(actor.event_id, step_id, fields, actor.staff_mark, once())
    return done("surfaces.desk", code)


@blueprint.post("/<int:step_id>/remove")
@allow("facilitator")
def remove(code: str, step_id: int) -> Any:
    """Take a step out of the programme."""
    checked(FlaskForm())
    actor = current_actor()
    programme.remove_step(actor.event_id, step_id, actor.staff_mark, once())
    return done("surfaces.desk", code)
