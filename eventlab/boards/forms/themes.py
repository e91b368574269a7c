"""What people say of the themes: their titles, what goes where."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Optional

from eventlab.boards.forms.problems import ForSomebody
from eventlab.sessions.forms.numbers import number_field


class TitleForm(FlaskForm):
    """The title of a theme; the service checks it."""

    key = HiddenField()
    title = StringField()


class ProposalForm(FlaskForm):
    """Where one's problem belongs; no theme takes that back."""

    key = HiddenField()
    problem = number_field(InputRequired())
    theme = number_field(Optional())


class KioskProposalForm(ForSomebody, ProposalForm):
    """Where somebody's problem belongs."""
