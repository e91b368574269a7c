"""The rounds in the facilitator's hands: deal, publish, run; who keeps a place, who is away."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_wtf import FlaskForm

from eventlab.matchmaking.forms.rounds import AwayForm, PhaseForm, ProposalForm, YesForm
from eventlab.matchmaking.services import round_guests, round_plans, round_runs
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("desk_rounds", __name__, url_prefix="/e/<code>/desk/rounds")

_RUNS = {
    "start": round_runs.start_rounds,
    "pause": round_runs.pause_rounds,
    "stop": round_runs.stop_rounds,
}
_MOVES = {
    "next": round_runs.skip_phase,
    "back": round_runs.back_phase,
    "minute": round_runs.add_minute,
}


@blueprint.post("/<int:step_id>/propose")
@allow("facilitator")
def propose(code: str, step_id: int) -> Any:
    """Deal the rounds to come."""
    checked(FlaskForm())
    round_plans.propose_rounds(current_actor().event_id, step_id, once())
    return done("surfaces.desk", code)


@blueprint.post("/<int:step_id>/drop")
@allow("facilitator")
def drop(code: str, step_id: int) -> Any:
    """Forget the proposal."""
    checked(FlaskForm())
    round_plans.drop_proposal(current_actor().event_id, step_id, once())
    return done("surfaces.desk", code)


@blueprint.post("/<int:step_id>/publish")
@allow("facilitator")
def publish(code: str, step_id: int) -> Any:
    """Tell everybody their places."""
    made_at = checked(ProposalForm()).made_at.data or 0
    round_plans.publish_rounds(current_actor().event_id, step_id, made_at, once())
    return done("surfaces.desk", code)


@blueprint.post("/<int:step_id>/<any(start, pause, stop):what>")
@allow("facilitator")
def run(code: str, step_id: int, what: str) -> Any:
    """Begin or go on, stand still, end."""
    checked(FlaskForm())
    _RUNS[what](current_actor().event_id, step_id, once())
    return done("surfaces.desk", code)


@blueprint.post("/<int:step_id>/<any(next, back, minute):what>")
@allow("facilitator")
def move(code: str, step_id: int, what: str) -> Any:
    """Go on to the next phase, back to the one before, or give this one a minute more."""
    phase = checked(PhaseForm()).phase.data or 0
    _MOVES[what](current_actor().event_id, step_id, phase, once())
    return done("surfaces.desk", code)


@blueprint.post("/<int:step_id>/people/<person_id>/away")
@allow("facilitator")
def away(code: str, step_id: int, person_id: str) -> Any:
    """Say in which rounds somebody will not be there."""
    rounds = checked(AwayForm()).numbers()
    round_plans.set_absences(current_actor().event_id, step_id, person_id, rounds, once())
    return done("surfaces.desk", code)


@blueprint.post("/people/<person_id>/place")
@allow("facilitator")
def place(code: str, person_id: str) -> Any:
    """Let somebody keep one place, or move with the others."""
    form = checked(YesForm())
    round_guests.keep_place(current_actor().event_id, person_id, form.yes, once())
    return done("surfaces.desk", code)


@blueprint.post("/people/<person_id>/topic/<any(show, withdraw):what>")
@allow("facilitator")
def topic(code: str, person_id: str, what: str) -> Any:
    """Let the room read a topic, or take it off."""
    checked(FlaskForm())
    write = round_guests.show_topic if what == "show" else round_guests.withdraw_topic
    write(current_actor().event_id, person_id, once())
    return done("surfaces.desk", code)
