"""Writing, mending and withdrawing one's problems."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask_wtf import FlaskForm

from eventlab.boards.forms import ProblemForm
from eventlab.boards.services import problems
from eventlab.errors import Refusal
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done, wants_json
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("problems", __name__, url_prefix="/e/<code>/problems")


@blueprint.post("")
@allow("participant")
def post(code: str) -> Any:
    """Put a problem on the wall."""
    actor = current_actor()
    form = checked(ProblemForm())
    try:
        stored = problems.post_problem(
            actor.event_id, actor.participant_id, form.draft(), once=once()
        )
    except Refusal as refusal:
        if wants_json():
            raise
        return _write_again(form, refusal)
    return done("surfaces.phone", code, **stored)


def _write_again(form: ProblemForm, refusal: Refusal) -> tuple[str, int]:
    """A plain form sent too early or too long comes back with its text in it."""
    page = render_template(
        "boards/write_again.html", form=form, refusal=refusal, event=current_actor().event
    )
    return page, refusal.status


@blueprint.post("/<int:problem_id>")
@allow("participant")
def edit(code: str, problem_id: int) -> Any:
    """Replace the wording of one's own problem."""
    actor = current_actor()
    draft = checked(ProblemForm()).draft()
    stored = problems.edit_problem(
        actor.event_id, actor.participant_id, problem_id, draft, once=once()
    )
    return done("surfaces.phone", code, **stored)


@blueprint.post("/<int:problem_id>/withdraw")
@allow("participant")
def withdraw(code: str, problem_id: int) -> Any:
    """Take one's own problem off the wall."""
    checked(FlaskForm())
    actor = current_actor()
    problems.withdraw_problem(actor.event_id, actor.participant_id, problem_id, once=once())
    return done("surfaces.phone", code, id=problem_id, state="withdrawn")
