"""What the facilitator does with problems: show, hide, mask, read aloud."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from eventlab.boards.services import problems
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once, tidy
from eventlab.sessions.forms.numbers import Numbers

blueprint = Blueprint("moderation", __name__, url_prefix="/e/<code>/desk/problems")


@blueprint.post("/<int:problem_id>/show")
@allow("facilitator")
def show(code: str, problem_id: int) -> Any:
    """Approve a waiting problem, or show a hidden one again."""
    checked(FlaskForm())
    problems.show_problem(current_actor().event_id, problem_id, once())
    return done("surfaces.desk", code)


class SeveralForm(FlaskForm):
    """The waiting problems the facilitator has read."""

    problems = Numbers(lowest=1)


@blueprint.post("/show")
@allow("facilitator")
def show_several(code: str) -> Any:
    """Approve the waiting problems the facilitator has read."""
    form = checked(SeveralForm())
    problems.show_problems(current_actor().event_id, form.problems.data, once())
    return done("surfaces.desk", code)


class HideForm(FlaskForm):
    """Why a problem is hidden; its author reads it."""

    reason = StringField(filters=[tidy], validators=[Length(max=120)])


@blueprint.post("/<int:problem_id>/hide")
@allow("facilitator")
def hide(code: str, problem_id: int) -> Any:
    """Take a problem off every screen."""
    form = checked(HideForm())
    problems.hide_problem(current_actor().event_id, problem_id, form.reason.data or "", once())
    return done("surfaces.desk", code)


class MaskForm(FlaskForm):
    """Words to mask beside what is found by itself."""

    words = StringField(filters=[tidy], validators=[Length(max=280)])


@blueprint.post("/<int:problem_id>/mask")
@allow("facilitator")
def mask(code: str, problem_id: int) -> Any:
    """Mask personal data, in the text and in its former wordings."""
    form = checked(MaskForm())
    problems.mask_problem(
        current_actor().event_id, problem_id, mask_labels(), form.words.data or "", once()
    )
    return done("surfaces.desk", code)


def mask_labels() -> dict[str, str]:
    """What stands in the place of what was masked, by kind of finding."""
    return {
        "phone": _("[téléphone masqué]"),
        "email": _("[adresse masquée]"),
        "address": _("[adresse masquée]"),
        "iban": _("[compte masqué]"),
        "social_security": _("[numéro masqué]"),
        "file_number": _("[numéro masqué]"),
        "plate": _("[plaque masquée]"),
        "words": _("[mots masqués]"),
    }


@blueprint.post("/<int:problem_id>/<any(queue, unqueue):what>")
@allow("facilitator")
def queue(code: str, problem_id: int, what: str) -> Any:
    """Put a problem in the read-aloud queue, or take it out."""
    checked(FlaskForm())
    problems.queue_aloud(current_actor().event_id, problem_id, what == "queue", once())
    return done("surfaces.desk", code)


@blueprint.post("/<int:problem_id>/spotlight")
@allow("facilitator")
def spotlight(code: str, problem_id: int) -> Any:
    """Show one problem alone on the screen."""
    checked(FlaskForm())
    problems.put_in_spotlight(current_actor().event_id, problem_id, once())
    return done("surfaces.desk", code)


@blueprint.post("/read-next")
@allow("facilitator")
def read_next(code: str) -> Any:
    """Show the next of the read-aloud queue."""
    checked(FlaskForm())
    shown = problems.read_next_aloud(current_actor().event_id, once())
    return done("surfaces.desk", code, problem=shown)


@blueprint.post("/clear-spotlight")
@allow("facilitator")
def clear_spotlight(code: str) -> Any:
    """Give the screen back to the wall."""
    checked(FlaskForm())
    problems.clear_spotlight(current_actor().event_id, once())
    return done("surfaces.desk", code)
