"""What people and facilitators send about the rounds."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Regexp

from eventlab.boards.services.problems import Channel

MOST_ROUNDS = 30


class SayForm(FlaskForm):
    """Something a person says of themselves; at a kiosk with the pass of the page."""

    key = HiddenField()
    author = HiddenField()
    channel = StringField()

    def way(self, helper_id: str = "") -> Channel:
        """How it came in: a helper makes it the kiosk, or paper."""
        if not helper_id:
            return Channel()
        return Channel("paper" if self.channel.data == "paper" else "kiosk", helper_id)


class TopicForm(SayForm):
    """What somebody can tell in five minutes."""

    topic = StringField()


class ContactForm(SayForm):
    """How somebody can be reached."""

    contact = StringField()


class YesForm(SayForm):
    """A yes or a no, about a person when there is one."""

    person = StringField(validators=[Length(max=24)])
    wanted = StringField(validators=[AnyOf(["yes", "no"])])

    @property
    def yes(self) -> bool:
        """Whether it is a yes."""
        return self.wanted.data == "yes"


class PhaseForm(FlaskForm):
    """The phase of the rounds that was seen when a button was pressed."""

    phase = IntegerField(validators=[InputRequired(), NumberRange(0, 2 * MOST_ROUNDS)])


class ProposalForm(FlaskForm):
    """The proposal that was looked at."""

    made_at = IntegerField(validators=[InputRequired(), NumberRange(0, 2**53)])


class AwayForm(FlaskForm):
    """The rounds in which somebody will not be there: numbers with commas between them."""

    rounds = StringField(validators=[Regexp(r"^(\d{1,2}(,\d{1,2}){0,29})?$")])

    def numbers(self) -> list[int]:
        """The rounds as numbers."""
        return [int(number) for number in (self.rounds.data or "").split(",") if number]
