"""What people and facilitators fill in about a vote."""

from __future__ import annotations

import re

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange

from eventlab.boards.forms.problems import ForSomebody
from eventlab.boards.rules.ballots import MOST_PAPER_VOTERS, PERSPECTIVES
from eventlab.errors import Refusal
from eventlab.sessions.forms.numbers import Numbers, number_field

#: The field of one line in a whole choice or a paper count.
_LINE = re.compile(r"dots-([0-9]{1,9})")
_MOST_LINES = 1000
MOST_PEOPLE = 100_000


def dots_by_line() -> dict[int, int]:
    """The fields ``dots-<line>`` of the form sent; lines without a dot are left out.

    Raises ``Refusal("bad_form")`` where one of them is no number.
    """
    fields = [
        (found[1], text.strip())
        for name, text in request.form.items()
        if (found := _LINE.fullmatch(name)) and text.strip()
    ]
    wrong = [f"dots-{line}" for line, text in fields if not re.fullmatch(r"[0-9]{1,6}", text)]
    if wrong or len(fields) > _MOST_LINES:
        raise Refusal("bad_form", fields={name: ["?"] for name in wrong})
    return {int(line): int(text) for line, text in fields if int(text)}


class DotForm(FlaskForm):
    """One dot, given (1) or taken back (-1)."""

    key = HiddenField()
    line = number_field(InputRequired())
    number = IntegerField(validators=[InputRequired(), AnyOf([1, -1])])


class KioskDotForm(ForSomebody, DotForm):
    """One dot for somebody."""


class ChoiceForm(FlaskForm):
    """A whole choice; its lines are read by ``dots_by_line``."""

    key = HiddenField()


class KioskChoiceForm(ForSomebody, ChoiceForm):
    """A whole choice for somebody."""


class FinishForm(FlaskForm):
    """Whether one has finished."""

    key = HiddenField()
    done = BooleanField(false_values=("false", "", "0"))


class KioskFinishForm(ForSomebody, FinishForm):
    """Whether somebody has finished."""


class OpenForm(FlaskForm):
    """The step the facilitator was looking at."""

    step = number_field(InputRequired())


class StageForm(FlaskForm):
    """How much of the result the room sees."""

    stage = IntegerField(validators=[InputRequired(), NumberRange(0, 2)])


class PaperForm(FlaskForm):
    """What a table counted on paper; its dots are read by ``dots_by_line``."""

    place = StringField(validators=[Length(max=40)])
    perspective = StringField(validators=[AnyOf(PERSPECTIVES)])
    voters = IntegerField(validators=[InputRequired(), NumberRange(1, MOST_PAPER_VOTERS)])


class PeopleForm(FlaskForm):
    """How many people are in the room, counted by eye."""

    people = IntegerField(validators=[InputRequired(), NumberRange(0, MOST_PEOPLE)])


class VoidForm(FlaskForm):
    """Whose vote is not counted: a voter of the list, or a personal code."""

    voter = StringField(validators=[Length(max=24)])
    code = StringField(validators=[Length(max=80)])


class GoingOnForm(FlaskForm):
    """The themes that go on to the teams."""

    themes = Numbers()
