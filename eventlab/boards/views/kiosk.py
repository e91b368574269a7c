"""Writing, mending and withdrawing problems at a kiosk, for the person it acts for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask_wtf import FlaskForm
from wtforms import HiddenField

from eventlab.boards.forms import KioskProblemForm
from eventlab.boards.services import problems
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done, wants_json
from eventlab.sessions.forms import checked, once
from eventlab.sessions.kiosk_pass import read_pass
from eventlab.sessions.services.joining import person_of

blueprint = Blueprint("kiosk_problems", __name__, url_prefix="/e/<code>/kiosk/problems")


class AuthorForm(FlaskForm):
    """For whom; nothing else."""

    author = HiddenField()


@blueprint.post("")
@allow("helper")
def post(code: str) -> Any:
    """Put a problem on the wall for somebody."""
    actor = current_actor()
    form = checked(KioskProblemForm())
    author_id = author_of(form.author.data)
    try:
        stored = problems.post_problem(
            actor.event_id, author_id, form.draft(), form.channel_by(actor.staff_mark), once=once()
        )
    except Refusal as refusal:
        if wants_json():
            raise
        page = render_template(
            "boards/write_again.html",
            form=form,
            refusal=refusal,
            event=actor.event,
            back="kiosk.kiosk",
        )
        return page, refusal.status
    return done("kiosk.kiosk", code, **stored)


@blueprint.post("/<int:problem_id>")
@allow("helper")
def edit(code: str, problem_id: int) -> Any:
    """Replace the wording of a problem for its author."""
    form = checked(KioskProblemForm())
    event_id, author_id = current_actor().event_id, author_of(form.author.data)
    stored = problems.edit_problem(event_id, author_id, problem_id, form.draft(), once=once())
    return done("kiosk.kiosk", code, **stored)


@blueprint.post("/<int:problem_id>/withdraw")
@allow("helper")
def withdraw(code: str, problem_id: int) -> Any:
    """Take a problem off the wall for its author."""
    author_id = author_of(checked(AuthorForm()).author.data)
    problems.withdraw_problem(current_actor().event_id, author_id, problem_id, once=once())
    return done("kiosk.kiosk", code, id=problem_id, state="withdrawn")


def author_of(sealed: str | None) -> str:
    """The person the pass names, else the one this kiosk acts for now.

    Raises ``Refusal``: ``nobody_chosen``.
    """
    actor = current_actor()
    author_id = actor.acting_for_id
    if sealed:
        author_id = read_pass(sealed, actor.event_id, actor.device_id or "")
    if author_id is None:
        raise Refusal("nobody_chosen")
    with reading() as session:
        return person_of(session, actor.event_id, author_id).id
