"""What the facilitator presses about ideas."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from eventlab.boards.views.moderation import HideForm, MaskForm, mask_labels
from eventlab.ideas.forms import PromiseForm
from eventlab.ideas.services import calls, commitments, desk, evaluation, fair, slips
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.numbers import Numbers

blueprint = Blueprint("desk_ideas", __name__, url_prefix="/e/<code>/desk")

SHOW_OR_HIDE = "<any(show, hide):what>"


@blueprint.post("/ideas/<int:idea_id>/hide")
@allow("facilitator")
def hide_idea(code: str, idea_id: int) -> Any:
    """Take an idea off every screen."""
    form = checked(HideForm())
    desk.hide_idea(current_actor().event_id, idea_id, form.reason.data or "", once())
    return done("surfaces.desk", code)


@blueprint.post("/ideas/<int:idea_id>/show")
@allow("facilitator")
def show_idea(code: str, idea_id: int) -> Any:
    """Let the room see a hidden idea again."""
    checked(FlaskForm())
    desk.show_idea(current_actor().event_id, idea_id, once())
    return done("surfaces.desk", code)


@blueprint.post("/ideas/<int:idea_id>/mask")
@allow("facilitator")
def mask_idea(code: str, idea_id: int) -> Any:
    """Mask personal data in an idea and its history."""
    form = checked(MaskForm())
    words = form.words.data or ""
    desk.mask_idea(current_actor().event_id, idea_id, mask_labels(), words, once())
    return done("surfaces.desk", code)


@blueprint.post(f"/drawings/<int:drawing_id>/{SHOW_OR_HIDE}")
@allow("facilitator")
def judge_drawing(code: str, drawing_id: int, what: str) -> Any:
    """Approve a drawing, or take it away."""
    checked(FlaskForm())
    desk.judge_drawing(current_actor().event_id, drawing_id, what == "show", once())
    return done("surfaces.desk", code)


@blueprint.post("/calls/<int:call_id>/end")
@allow("facilitator")
def end_call(code: str, call_id: int) -> Any:
    """Say that a call was answered."""
    checked(FlaskForm())
    calls.end_call(current_actor().event_id, call_id, once())
    return done("surfaces.desk", code)


class SendForm(FlaskForm):
    """Who is sent."""

    person = StringField(validators=[InputRequired(), Length(max=24)])


@blueprint.post("/calls/<int:call_id>/send")
@allow("facilitator")
def send_resource(code: str, call_id: int) -> Any:
    """Send a resource person to the table that called."""
    form = checked(SendForm())
    calls.send_resource(current_actor().event_id, call_id, form.person.data or "", once())
    return done("surfaces.desk", code)


class WantedForm(FlaskForm):
    """On, or off."""

    wanted = BooleanField()


@blueprint.post("/resources/<participant_id>")
@allow("facilitator")
def set_resource(code: str, participant_id: str) -> Any:
    """Say that somebody can be sent to tables, or no longer."""
    form = checked(WantedForm())
    calls.set_resource(current_actor().event_id, participant_id, form.wanted.data, once())
    return done("surfaces.desk", code)


class MessageForm(FlaskForm):
    """A message to one table."""

    text = StringField()


@blueprint.post("/tables/<int:number>/message")
@allow("facilitator")
def message_table(code: str, number: int) -> Any:
    """Say something to one team."""
    form = checked(MessageForm())
    calls.message_table(current_actor().event_id, number, form.text.data or "", once())
    return done("surfaces.desk", code)


@blueprint.post("/fair/all")
@allow("facilitator")
def show_all(code: str) -> Any:
    """Show every idea on the screen."""
    checked(FlaskForm())
    fair.put_on_screen(current_actor().event_id, None, once())
    return done("surfaces.desk", code)


@blueprint.post("/fair/<int:idea_id>")
@allow("facilitator")
def put_on_screen(code: str, idea_id: int) -> Any:
    """Show one idea large."""
    checked(FlaskForm())
    fair.put_on_screen(current_actor().event_id, idea_id, once())
    return done("surfaces.desk", code)


@blueprint.post("/fair/<int:idea_id>/<any(start, pause):what>")
@allow("facilitator")
def talk(code: str, idea_id: int, what: str) -> Any:
    """Begin or pause the minutes of the idea on the screen."""
    checked(FlaskForm())
    act = fair.start_talk if what == "start" else fair.pause_talk
    act(current_actor().event_id, idea_id, once())
    return done("surfaces.desk", code)


class MinutesForm(FlaskForm):
    """How many minutes more, or fewer."""

    minutes = IntegerField(validators=[InputRequired(), NumberRange(-10, 10)])


@blueprint.post("/fair/<int:idea_id>/minutes")
@allow("facilitator")
def add_talk(code: str, idea_id: int) -> Any:
    """Give the idea on the screen more minutes."""
    form = checked(MinutesForm())
    fair.add_talk(current_actor().event_id, idea_id, form.minutes.data, once())
    return done("surfaces.desk", code)


class PlaceForm(FlaskForm):
    """A place in the order; 0 is first."""

    place = IntegerField(validators=[InputRequired(), NumberRange(0, 1000)])


@blueprint.post("/fair/<int:idea_id>/place")
@allow("facilitator")
def move_idea(code: str, idea_id: int) -> Any:
    """Put an idea at another place in the order."""
    form = checked(PlaceForm())
    fair.move_idea(current_actor().event_id, idea_id, form.place.data, once())
    return done("surfaces.desk", code)


@blueprint.post(f"/slips/<int:slip_id>/{SHOW_OR_HIDE}")
@allow("facilitator")
def judge_slip(code: str, slip_id: int, what: str) -> Any:
    """Let the room read the words of a slip, or take them away."""
    checked(FlaskForm())
    slips.judge_slip(current_actor().event_id, slip_id, what == "show", once())
    return done("surfaces.desk", code)


@blueprint.post("/slips/<int:slip_id>/mask")
@allow("facilitator")
def mask_slip(code: str, slip_id: int) -> Any:
    """Mask personal data in the words of a slip."""
    checked(FlaskForm())
    slips.mask_slip(current_actor().event_id, slip_id, mask_labels(), once())
    return done("surfaces.desk", code)


class SlipsForm(FlaskForm):
    """The slips the facilitator has read."""

    slips = Numbers(lowest=1)


@blueprint.post("/slips/show")
@allow("facilitator")
def show_slips(code: str) -> Any:
    """Let the room read the words of the slips the facilitator has read."""
    form = checked(SlipsForm())
    slips.judge_slips(current_actor().event_id, form.slips.data, True, once())
    return done("surfaces.desk", code)


@blueprint.post("/commitments")
@allow("facilitator")
def commit(code: str) -> Any:
    """Write down a commitment said aloud."""
    promise = checked(PromiseForm()).promise()
    return done(
        "surfaces.desk", code, **commitments.commit(current_actor().event_id, None, promise, once())
    )


@blueprint.post("/commitments/<int:commitment_id>")
@allow("facilitator")
def edit_commitment(code: str, commitment_id: int) -> Any:
    """Mend a commitment."""
    promise = checked(PromiseForm()).promise()
    commitments.edit_commitment(current_actor().event_id, commitment_id, promise, once())
    return done("surfaces.desk", code)


class CommitmentsForm(FlaskForm):
    """The commitments the facilitator has read."""

    commitments = Numbers(lowest=1)


@blueprint.post("/commitments/show")
@allow("facilitator")
def show_commitments(code: str) -> Any:
    """Let the room read the commitments the facilitator has read."""
    form = checked(CommitmentsForm())
    commitments.show_commitments(current_actor().event_id, form.commitments.data, once())
    return done("surfaces.desk", code)


@blueprint.post(f"/commitments/<int:commitment_id>/{SHOW_OR_HIDE}")
@allow("facilitator")
def judge_commitment(code: str, commitment_id: int, what: str) -> Any:
    """Let the room read a commitment, or take it off every screen."""
    form, shown = checked(HideForm()), what == "show"
    reason = form.reason.data or ""
    commitments.judge_commitment(current_actor().event_id, commitment_id, shown, reason, once())
    return done("surfaces.desk", code)


@blueprint.post(f"/evaluations/lines/<line_id>/{SHOW_OR_HIDE}")
@allow("facilitator")
def hide_line(code: str, line_id: str, what: str) -> Any:
    """Leave a free line out of what is told, or bring it back."""
    checked(FlaskForm())
    evaluation.hide_line(current_actor().event_id, line_id, what == "hide", once())
    return done("surfaces.desk", code)
