"""What facilitators do with themes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Optional

from eventlab.boards.forms.themes import TitleForm
from eventlab.boards.services import grouping, proposals, themes
from eventlab.boards.services.themes import Where
from eventlab.errors import Refusal
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.numbers import Numbers, number_field

blueprint = Blueprint("themes", __name__, url_prefix="/e/<code>/desk/themes")


def _by() -> dict[str, Any]:
    """Who presses, and with which key."""
    return {"once": once(), "staff": current_actor().staff_mark}


class NewThemeForm(TitleForm):
    """The title of a theme, and the problems it begins with."""

    problems = Numbers()


@blueprint.post("")
@allow("facilitator")
def add(code: str) -> Any:
    """Make a theme, with these problems in it."""
    form = checked(NewThemeForm())
    made = themes.accept_group(
        current_actor().event_id, form.title.data or "", form.problems.data, **_by()
    )
    return done("surfaces.desk", code, **made)


@blueprint.post("/<int:theme_id>")
@allow("facilitator")
def rename(code: str, theme_id: int) -> Any:
    """Call a theme otherwise."""
    form = checked(TitleForm())
    themes.rename_theme(current_actor().event_id, theme_id, form.title.data or "", **_by())
    return done("surfaces.desk", code)


class QuestionForm(FlaskForm):
    """The theme as a question."""

    question = StringField()


@blueprint.post("/<int:theme_id>/question")
@allow("facilitator")
def ask(code: str, theme_id: int) -> Any:
    """Say a theme as a question."""
    form = checked(QuestionForm())
    themes.ask_question(current_actor().event_id, theme_id, form.question.data or "", **_by())
    return done("surfaces.desk", code)


class OrderForm(FlaskForm):
    """Before which theme; nothing: last."""

    before = number_field(Optional())


@blueprint.post("/<int:theme_id>/order")
@allow("facilitator")
def order(code: str, theme_id: int) -> Any:
    """Put a theme before another one, or last."""
    form = checked(OrderForm())
    themes.place_theme(current_actor().event_id, theme_id, form.before.data, **_by())
    return done("surfaces.desk", code)


@blueprint.post("/<int:theme_id>/remove")
@allow("facilitator")
def remove(code: str, theme_id: int) -> Any:
    """Take a theme away; its problems are to be placed again."""
    checked(FlaskForm())
    themes.remove_theme(current_actor().event_id, theme_id, **_by())
    return done("surfaces.desk", code)


@blueprint.post("/<int:theme_id>/split")
@allow("facilitator")
def split(code: str, theme_id: int) -> Any:
    """Make some problems of a theme a theme of their own."""
    form = checked(NewThemeForm())
    made = themes.split_theme(
        current_actor().event_id, theme_id, form.title.data or "", form.problems.data, **_by()
    )
    return done("surfaces.desk", code, **made)


class ThemeForm(FlaskForm):
    """One theme."""

    theme = number_field(InputRequired())


@blueprint.post("/<int:theme_id>/join")
@allow("facilitator")
def join(code: str, theme_id: int) -> Any:
    """Bring another theme's problems into this one."""
    form = checked(ThemeForm())
    themes.join_themes(current_actor().event_id, theme_id, form.theme.data, **_by())
    return done("surfaces.desk", code)


class GoesOnForm(FlaskForm):
    """Whether it goes on to the teams."""

    value = BooleanField()


@blueprint.post("/<int:theme_id>/goes-on")
@allow("facilitator")
def goes_on(code: str, theme_id: int) -> Any:
    """Say whether a theme goes on to the teams."""
    form = checked(GoesOnForm())
    themes.choose_themes(current_actor().event_id, [theme_id], form.value.data, **_by())
    return done("surfaces.desk", code)


class MoveForm(FlaskForm):
    """Which problems go to which theme (none: out), before which problem.

    ``seen`` is the theme each of them was seen in, 0 for none, in the same order.
    """

    problems = Numbers(lowest=1)
    theme = number_field(Optional())
    before = number_field(Optional())
    seen = Numbers()

    def where(self) -> Where:
        """Where they go. Raises ``Refusal("bad_request")`` unless ``seen`` names each or none."""
        if self.seen.data and len(self.seen.data) != len(self.problems.data):
            raise Refusal("bad_request")
        seen = zip(self.problems.data, self.seen.data, strict=False)
        return Where(self.before.data, {problem: theme or None for problem, theme in seen})


@blueprint.post("/move")
@allow("facilitator")
def move(code: str) -> Any:
    """Put problems into a theme, or out of all."""
    form = checked(MoveForm())
    themes.move_problems(
        current_actor().event_id,
        form.problems.data,
        form.theme.data,
        where=form.where(),
        **_by(),
    )
    return done("surfaces.desk", code)


class MergeForm(FlaskForm):
    """Which problem stands for which others."""

    leader = number_field(InputRequired())
    problems = Numbers(lowest=1)


@blueprint.post("/merge")
@allow("facilitator")
def merge(code: str) -> Any:
    """Let one problem stand for others that say the same."""
    form = checked(MergeForm())
    themes.merge_problems(current_actor().event_id, form.leader.data, form.problems.data, **_by())
    return done("surfaces.desk", code)


class ProblemNumberForm(FlaskForm):
    """One problem."""

    problem = number_field(InputRequired())


@blueprint.post("/unmerge")
@allow("facilitator")
def unmerge(code: str) -> Any:
    """Let a problem stand for itself again."""
    form = checked(ProblemNumberForm())
    themes.unmerge_problem(current_actor().event_id, form.problem.data, **_by())
    return done("surfaces.desk", code)


class UndoForm(FlaskForm):
    """Which change was seen as the last one."""

    change = number_field(InputRequired())


@blueprint.post("/undo")
@allow("facilitator")
def undo(code: str) -> Any:
    """Put back what the last change of the themes changed."""
    form = checked(UndoForm())
    grouping.undo_grouping(current_actor().event_id, form.change.data, once())
    return done("surfaces.desk", code)


@blueprint.post("/proposals/<int:problem_id>/<any(accept, refuse):what>")
@allow("facilitator")
def answer(code: str, problem_id: int, what: str) -> Any:
    """Put a problem where its author wants it, or leave it."""
    form = checked(ThemeForm())
    press = proposals.accept_proposal if what == "accept" else proposals.refuse_proposal
    press(current_actor().event_id, problem_id, form.theme.data, **_by())
    return done("surfaces.desk", code)
