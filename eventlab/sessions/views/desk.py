"""What the facilitator presses: moves, timer, reveal, the room, the screen."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional

from eventlab.errors import Refusal
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.numbers import number_field
from eventlab.sessions.services import programme, room

blueprint = Blueprint("desk", __name__, url_prefix="/e/<code>/desk")


class MoveForm(FlaskForm):
    """A move of the programme, from the step the facilitator was looking at."""

    from_step = number_field(InputRequired())
    to_step = number_field(Optional())


@blueprint.post("/next")
@allow("facilitator")
def next_step(code: str) -> Any:
    """Go on to the next step."""
    actor, form = current_actor(), checked(MoveForm())
    programme.next_step(actor.event_id, form.from_step.data, actor.staff_mark, once())
    return done("surfaces.desk", code)


@blueprint.post("/previous")
@allow("facilitator")
def previous_step(code: str) -> Any:
    """Go back to the step before."""
    actor, form = current_actor(), checked(MoveForm())
    programme.previous_step(actor.event_id, form.from_step.data, actor.staff_mark, once())
    return done("surfaces.desk", code)


@blueprint.post("/go")
@allow("facilitator")
def go(code: str) -> Any:
    """Jump to any step."""
    actor, form = current_actor(), checked(MoveForm())
    if form.to_step.data is None:
        raise Refusal("no_such_step")
    programme.go_to_step(
        actor.event_id, form.from_step.data, form.to_step.data, actor.staff_mark, once()
    )
    return done("surfaces.desk", code)


class UndoForm(FlaskForm):
    """Which change is undone: the last one the facilitator saw."""

    change = number_field(InputRequired())


@blueprint.post("/undo")
@allow("facilitator")
def undo(code: str) -> Any:
    """Put the programme back as it was before its last change."""
    programme.undo(current_actor().event_id, checked(UndoForm()).change.data, once())
    return done("surfaces.desk", code)


class MinutesForm(FlaskForm):
    """How many minutes more, or less."""

    minutes = IntegerField(validators=[InputRequired(), NumberRange(-60, 60)])


@blueprint.post("/steps/<int:step_id>/start")
@allow("facilitator")
def start_timer(code: str, step_id: int) -> Any:
    """Start the timer, or go on after a pause."""
    checked(FlaskForm())
    programme.start_timer(current_actor().event_id, step_id, once())
    return done("surfaces.desk", code)


@blueprint.post("/steps/<int:step_id>/pause")
@allow("facilitator")
def pause_timer(code: str, step_id: int) -> Any:
    """Pause the timer."""
    checked(FlaskForm())
    programme.pause_timer(current_actor().event_id, step_id, once())
    return done("surfaces.desk", code)


@blueprint.post("/steps/<int:step_id>/minutes")
@allow("facilitator")
def add_minutes(code: str, step_id: int) -> Any:
    """Give the step more time."""
    form = checked(MinutesForm())
    programme.add_minutes(current_actor().event_id, step_id, form.minutes.data, once())
    return done("surfaces.desk", code)


@blueprint.post("/steps/<int:step_id>/<any(reveal, conceal):what>")
@allow("facilitator")
def reveal(code: str, step_id: int, what: str) -> Any:
    """Show the room what it wrote, or hide it again."""
    checked(FlaskForm())
    actor = current_actor()
    programme.reveal_step(actor.event_id, step_id, what == "reveal", actor.staff_mark, once())
    return done("surfaces.desk", code)


class PeerForm(FlaskForm):
    """Who writes now."""

    perspective = StringField(validators=[InputRequired()])


@blueprint.post("/steps/<int:step_id>/peers")
@allow("facilitator")
def set_peer_time(code: str, step_id: int) -> Any:
    """Let one perspective write, or all."""
    actor, form = current_actor(), checked(PeerForm())
    programme.set_peer_time(
        actor.event_id, step_id, form.perspective.data or "", actor.staff_mark, once()
    )
    return done("surfaces.desk", code)


class SwitchForm(FlaskForm):
    """One switch and its new value."""

    name = StringField(validators=[InputRequired()])
    value = StringField()


@blueprint.post("/room")
@allow("facilitator")
def set_room(code: str) -> Any:
    """Lock entries, moderate before or after, slow down."""
    form = checked(SwitchForm())
    room.set_room(current_actor().event_id, form.name.data or "", _value(form), once())
    return done("surfaces.desk", code)


@blueprint.post("/screen")
@allow("facilitator")
def set_screen(code: str) -> Any:
    """Black, join overlay, dark or light, hide."""
    form = checked(SwitchForm())
    room.set_screen(current_actor().event_id, form.name.data or "", _value(form), once())
    return done("surfaces.desk", code)


def _value(form: SwitchForm) -> Any:
    text = form.value.data or ""
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isascii() and text.isdecimal() else text
