"""What people say of the themes: their titles, what goes where."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from eventlab.boards.forms.problems import ForSomebody

MOST_NUMBER = 2**31 - 1
MOST_AT_ONCE = 1000


class Numbers(Field):
    """Numbers with commas between them; nothing is no number."""

    def __init__(self, lowest: int = 0, **kwargs: Any) -> None:
        super().__init__(validators=[self._check], default=[], **kwargs)
        self.lowest = lowest

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read them."""
        parts = [part for part in ",".join(valuelist).split(",") if part]
        if not all(part.isascii() and part.isdecimal() and len(part) < 11 for part in parts):
            raise ValueError("numbers")
        self.data = [int(part) for part in parts]

    def _check(self, _form: FlaskForm, _field: Field) -> None:
        within = all(self.lowest <= number <= MOST_NUMBER for number in self.data)
        if not self.lowest <= len(self.data) <= MOST_AT_ONCE or not within:
            raise ValidationError("numbers")


class TitleForm(FlaskForm):
    """The title of a theme; the service checks it."""

    key = HiddenField()
    title = StringField()


class ProposalForm(FlaskForm):
    """Where one's problem belongs; no theme takes that back."""

    key = HiddenField()
    problem = IntegerField(validators=[InputRequired(), NumberRange(1, MOST_NUMBER)])
    theme = IntegerField(validators=[Optional(), NumberRange(1, MOST_NUMBER)])


class KioskProposalForm(ForSomebody, ProposalForm):
    """Where somebody's problem belongs."""
