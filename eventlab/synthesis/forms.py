"""What a reviewer fills in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp

from eventlab.sessions.forms import tidy

_NAMES = r"(?:closing|next|(?:theme|idea):\d{1,9})"


class ReviewTextForm(FlaskForm):
    """One text of the review, and the revision it was written from."""

    key = HiddenField()
    name = StringField(validators=[InputRequired(), Regexp(rf"^{_NAMES}\Z")])
    revision = IntegerField(validators=[InputRequired(), NumberRange(0, 10**9)])
    text = TextAreaField(filters=[lambda text: (text or "").replace("\0", "").strip()])


class MarkForm(FlaskForm):
    """Words to mask, or a text to quote."""

    key = HiddenField()
    value = StringField(
        _("Un nom ou des mots"),
        filters=[tidy],
        validators=[DataRequired(_("Écrivez les mots à masquer.")), Length(max=120)],
    )


class ReleaseForm(FlaskForm):
    """Letting the synthesis go: who signs, and which text they have read."""

    key = HiddenField()
    digest = HiddenField(validators=[InputRequired(), Length(min=64, max=64)])
    signature = StringField(
        _("Votre nom et votre fonction"),
        filters=[tidy],
        validators=[DataRequired(_("Écrivez qui valide.")), Length(max=120)],
    )


class EraseForm(FlaskForm):
    """Erasing somebody: by the personal code."""

    key = HiddenField()
    personal_code = StringField(
        _("Code personnel"),
        validators=[InputRequired(_("Écrivez le code.")), Length(max=80)],
    )
