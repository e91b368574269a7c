"""What people fill in about ideas: a field, a slip, a commitment, their opinion."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from eventlab.ideas.services.commitments import Promise
from eventlab.ideas.services.sheets import Writ
from eventlab.sessions.forms import tidy
from eventlab.sessions.forms.numbers import number_field


class PersonForm(FlaskForm):
    """Any form of a person; at a kiosk it says for whom and from what."""

    key = HiddenField()
    author = HiddenField()
    channel = StringField()


class FieldForm(PersonForm):
    """A text for one field of the sheet."""

    field = StringField(validators=[InputRequired(), Length(max=40)])
    text = TextAreaField()
    base = number_field(Optional(), lowest=0)
    settles = number_field(Optional(), lowest=0)

    def writ(self) -> Writ:
        """What was written, ready for the services."""
        return Writ(
            self.field.data or "", self.text.data or "", self.base.data or 0, self.settles.data
        )


class WordingForm(PersonForm):
    """Which text beside a field is left there."""

    wording = number_field(InputRequired())


class WritingForm(PersonForm):
    """In which field somebody begins to write."""

    field = StringField(validators=[InputRequired(), Length(max=40)])


class CallForm(PersonForm):
    """Who is called, and why."""

    what = StringField(validators=[InputRequired()])
    words = StringField(filters=[tidy])


class DrawingForm(PersonForm):
    """A photo of a drawing."""

    file = FileField(validators=[FileRequired()])


class SlipForm(PersonForm):
    """A slip for an idea."""

    kind = StringField(validators=[InputRequired()])
    text = TextAreaField()
    anyway = BooleanField()


class PromiseForm(PersonForm):
    """Who does what, by when, and who answers for it."""

    who = StringField(filters=[tidy])
    what = TextAreaField()
    by_when = StringField(filters=[tidy])
    answers = StringField(filters=[tidy])
    idea = number_field(Optional(), lowest=0)
    anyway = BooleanField()

    def promise(self) -> Promise:
        """What was said, ready for the services."""
        said = {name: self[name].data or "" for name in ("who", "what", "by_when", "answers")}
        return Promise(**said, idea_id=self.idea.data or None, anyway=self.anyway.data)
