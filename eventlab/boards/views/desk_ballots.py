"""Leading a vote from the desk: open, close, show; paper and heads; what goes on."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app
from flask_wtf import FlaskForm

from eventlab.boards.forms.ballots import (
    GoingOnForm,
    OpenForm,
    PaperForm,
    PeopleForm,
    StageForm,
    VoidForm,
    dots_by_line,
)
from eventlab.boards.services import ballots, copies, counting
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("desk_ballots", __name__, url_prefix="/e/<code>/desk")


@blueprint.post("/ballots")
@allow("facilitator")
def open_ballot(code: str) -> Any:
    """Open the vote of the current step; a new one, from nought, if it was closed before."""
    actor, form = current_actor(), checked(OpenForm())
    opened = ballots.open_ballot(actor.event_id, form.step.data, actor.staff_mark, once())
    return done("surfaces.desk", code, ballot=opened)


@blueprint.post("/ballots/<int:ballot_id>/close")
@allow("facilitator")
def close_ballot(code: str, ballot_id: int) -> Any:
    """Close a vote: it is counted, and who voted what is destroyed."""
    checked(FlaskForm())
    actor = current_actor()
    ballots.close_ballot(actor.event_id, ballot_id, actor.staff_mark, once())
    copies.forget_votes(current_app.config["SETTINGS"])
    return done("surfaces.desk", code)


@blueprint.post("/ballots/<int:ballot_id>/show")
@allow("facilitator")
def show_results(code: str, ballot_id: int) -> Any:
    """Show the room the bars, then both perspectives; or hide them."""
    actor, form = current_actor(), checked(StageForm())
    ballots.show_results(actor.event_id, ballot_id, form.stage.data, actor.staff_mark, once())
    return done("surfaces.desk", code)


@blueprint.post("/ballots/<int:ballot_id>/paper")
@allow("facilitator")
def count_paper(code: str, ballot_id: int) -> Any:
    """Add what a table counted on paper."""
    actor, form = current_actor(), checked(PaperForm())
    sheet = counting.PaperSheet(
        form.place.data or "", form.perspective.data or "", form.voters.data, dots_by_line()
    )
    paper = counting.count_paper(actor.event_id, ballot_id, sheet, actor.staff_mark, once())
    return done("surfaces.desk", code, paper=paper)


@blueprint.post("/ballots/<int:ballot_id>/paper/<int:paper_id>/drop")
@allow("facilitator")
def drop_paper(code: str, ballot_id: int, paper_id: int) -> Any:
    """Take a paper count out again."""
    checked(FlaskForm())
    actor = current_actor()
    counting.drop_paper(actor.event_id, ballot_id, paper_id, actor.staff_mark, once())
    return done("surfaces.desk", code)


@blueprint.post("/ballots/<int:ballot_id>/people")
@allow("facilitator")
def count_people(code: str, ballot_id: int) -> Any:
    """Say how many people are in the room."""
    actor, form = current_actor(), checked(PeopleForm())
    counting.count_people(actor.event_id, ballot_id, form.people.data, actor.staff_mark, once())
    return done("surfaces.desk", code)


@blueprint.post("/ballots/<int:ballot_id>/void")
@allow("facilitator")
def void_vote(code: str, ballot_id: int) -> Any:
    """Count a vote no more."""
    actor, form = current_actor(), checked(VoidForm())
    counting.void_vote(
        actor.event_id,
        ballot_id,
        actor.staff_mark,
        voter=form.voter.data or "",
        code=form.code.data or "",
        once=once(),
    )
    return done("surfaces.desk", code)


@blueprint.post("/going-on")
@allow("facilitator")
def send_on(code: str) -> Any:
    """Say which themes go on to the teams."""
    actor, form = current_actor(), checked(GoingOnForm())
    ballots.send_on(actor.event_id, form.themes.data, actor.staff_mark, once())
    return done("surfaces.desk", code)
