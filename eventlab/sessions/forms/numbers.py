"""Numbers in forms: one that a table can hold, or several in one field."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, IntegerField
from wtforms.validators import NumberRange, ValidationError

MOST = 2**31 - 1  # of PostgreSQL's integer
MOST_AT_ONCE = 5000  # more problems than wait to be read on any day


def number_field(*validators: Any, lowest: int = 1) -> IntegerField:
    """A number a table can hold."""
    return IntegerField(validators=[*validators, NumberRange(lowest, MOST)])


class Numbers(Field):
    """Numbers with commas between them, none below ``lowest``; at least one unless that is 0."""

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
        within = all(self.lowest <= one <= MOST for one in self.data)
        if not self.lowest <= len(self.data) <= MOST_AT_ONCE or not within:
            raise ValidationError("numbers")
