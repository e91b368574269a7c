"""Asking for groups at the desk. What is accepted of them goes through the doors of the themes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from eventlab.boards.services import suggestions
from eventlab.extensions import socketio
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("suggestions", __name__, url_prefix="/e/<code>/desk/suggestions")


@blueprint.post("")
@allow("facilitator")
def ask(code: str) -> Any:
    """Have groups suggested; the answer comes by the board."""
    checked(FlaskForm())
    answer, asked = suggestions.ask_for_groups(current_actor().event_id, once())
    if asked is not None:
        socketio.start_background_task(suggestions.run, asked)
    return done("surfaces.desk", code, **answer)


@blueprint.post("/cancel")
@allow("facilitator")
def cancel(code: str) -> Any:
    """Stop what is under way, or put away what was suggested."""
    checked(FlaskForm())
    suggestions.cancel_suggestion(current_actor().event_id, once())
    return done("surfaces.desk", code)


class PartForm(FlaskForm):
    """A part of a suggestion: in which one, and where it stands."""

    suggestion = StringField(validators=[InputRequired(), Length(max=16)])
    place = IntegerField(validators=[NumberRange(0, 1000)])


@blueprint.post("/<any(alike, groups):what>/refuse")
@allow("facilitator")
def refuse(code: str, what: str) -> Any:
    """Refuse a group, or say that texts are not the same; it is not suggested again."""
    form = checked(PartForm())
    event_id, token = current_actor().event_id, form.suggestion.data or ""
    suggestions.refuse_part(event_id, token, what, form.place.data or 0, once())
    return done("surfaces.desk", code)
