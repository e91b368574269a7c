"""What is sent to the doors of the teams: ids and numbers, with commas between them."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from eventlab.errors import Refusal
from eventlab.sessions.forms import tidy
from eventlab.sessions.forms.numbers import number_field

MOST_AT_ONCE = 400
PLAIN_RANKS = 5


class WishesForm(FlaskForm):
    """Themes wished, best first: ``themes`` from a script, ``wish1``... from a plain form."""

    key = HiddenField()
    author = HiddenField()
    channel = StringField()
    themes = StringField(validators=[Length(max=200)])
    wish1 = StringField(validators=[Length(max=12)])
    wish2 = StringField(validators=[Length(max=12)])
    wish3 = StringField(validators=[Length(max=12)])
    wish4 = StringField(validators=[Length(max=12)])
    wish5 = StringField(validators=[Length(max=12)])

    def wanted(self) -> list[int]:
        """The theme ids. Raises ``Refusal("bad_request")``."""
        plain = [getattr(self, f"wish{rank}").data or "" for rank in range(1, PLAIN_RANKS + 1)]
        given = self.themes.data or ",".join(one for one in plain if one)
        return numbers(given)


class ProfileForm(FlaskForm):
    """What somebody is good at, where teams join different profiles."""

    key = HiddenField()
    author = HiddenField()
    profile = StringField(filters=[tidy], validators=[Length(max=40)])


class TogetherForm(FlaskForm):
    """The personal code of the person to sit with."""

    key = HiddenField()
    author = HiddenField()
    personal_code = StringField(validators=[InputRequired(), Length(max=80)])


class ApartForm(FlaskForm):
    """Whom not to sit with, in words; read by the facilitator only."""

    key = HiddenField()
    author = HiddenField()
    words = StringField(filters=[tidy], validators=[InputRequired(), Length(max=120)])


class UntilForm(FlaskForm):
    """When somebody leaves, as a clock says it; nothing for the end. ``person`` at the desk."""

    key = HiddenField()
    author = HiddenField()
    person = StringField(validators=[Length(max=24)])
    until = StringField(filters=[tidy], validators=[Length(max=8)])

    def minute(self) -> int | None:
        """The minute of the day. Raises ``Refusal("bad_request")``."""
        text = self.until.data or ""
        hours, _, minutes = text.partition(":")
        if not text:
            return None
        if not (_is_number(hours) and _is_number(minutes[:2]) and int(minutes[:2]) < 60):
            raise Refusal("bad_request")
        return int(hours) * 60 + int(minutes[:2])


class NameForm(FlaskForm):
    """How a team calls itself; nothing for its number alone."""

    key = HiddenField()
    author = HiddenField()
    name = StringField(filters=[tidy], validators=[Length(max=400)])


class AnswerForm(FlaskForm):
    """Yes or no to somebody who asked to sit together; or nothing but for whom."""

    key = HiddenField()
    author = HiddenField()
    agreed = StringField()


class SeenForm(FlaskForm):
    """Which version the facilitator was looking at; 0 when there was none."""

    version = number_field(InputRequired(), lowest=0)


class MovesForm(SeenForm):
    """People and the teams they go to: ``person:team``, team 0 for none."""

    moves = StringField(validators=[InputRequired(), Length(max=4000)])
    what = StringField()
    out = StringField()


class LockForm(SeenForm):
    """Whom or what to lock, and why."""

    person = StringField(validators=[Length(max=24)])
    theme = number_field(Optional())
    team = number_field(Optional())
    state = StringField()
    reason = StringField(filters=[tidy], validators=[Length(max=120)])


class PeopleForm(SeenForm):
    """Several people, by id."""

    people = StringField(validators=[InputRequired(), Length(max=12000)])


class SwitchForm(SeenForm):
    """On or off."""

    value = StringField()


class BackForm(SeenForm):
    """An older version to take in hand."""

    to = number_field(InputRequired())


class TextForm(FlaskForm):
    """One value in words."""

    value = StringField(filters=[tidy], validators=[Length(max=4000)])


class NumberForm(FlaskForm):
    """One number."""

    value = IntegerField(validators=[InputRequired(), NumberRange(0, 10_000)])


class WithoutForm(FlaskForm):
    """In how many teams nobody of a role is asked for: in all, or of themes (``theme:teams``)."""

    role = StringField(validators=[InputRequired(), Length(max=16)])
    value = IntegerField(validators=[Optional(), NumberRange(0, 10_000)])
    themes = StringField(validators=[Length(max=4000)])


class SizesForm(FlaskForm):
    """How many people a team has."""

    smallest = IntegerField(validators=[InputRequired(), NumberRange(2, 12)])
    largest = IntegerField(validators=[InputRequired(), NumberRange(2, 12)])


class LinkForm(FlaskForm):
    """Two people and what is between them."""

    kind = StringField()
    one = StringField(validators=[InputRequired(), Length(max=24)])
    other = StringField(validators=[InputRequired(), Length(max=24)])
    reason = StringField(filters=[tidy], validators=[Length(max=120)])


class PersonForm(FlaskForm):
    """One person, and a switch."""

    person = StringField(validators=[InputRequired(), Length(max=24)])
    value = StringField()


def numbers(text: str) -> list[int]:
    """Whole numbers with commas between them. Raises ``Refusal("bad_request")``."""
    parts = [part for part in text.split(",") if part]
    if len(parts) > MOST_AT_ONCE or not all(map(_is_number, parts)):
        raise Refusal("bad_request")
    return [int(part) for part in parts]


def pairs(text: str) -> list[tuple[str, int]]:
    """``name:number`` pairs with commas between them. Raises ``Refusal("bad_request")``."""
    parts = [part.partition(":") for part in text.split(",") if part]
    if len(parts) > MOST_AT_ONCE or not all(name and _is_number(n) for name, _, n in parts):
        raise Refusal("bad_request")
    return [(name, int(number)) for name, _, number in parts]


def moves_of(text: str) -> list[tuple[str, int | None]]:
    """Moves: people and where they go, nowhere for team 0."""
    return [(person, team or None) for person, team in pairs(text)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
