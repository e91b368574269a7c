"""What people fill in about themselves and about the day."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.sessions import identity
from eventlab.sessions.access import current_actor
from eventlab.sessions.reference import languages
from eventlab.sessions.services.joining import Profile

NEEDS = ("step_free", "interpreter", "scribe")

Form = TypeVar("Form", bound=FlaskForm)


def tidy(text: str | None) -> str:
    """One line of plain text: spaces folded, unprintable characters dropped."""
    return " ".join("".join(c if c.isprintable() else " " for c in text or "").split())


def checked(form: Form) -> Form:
    """The form, valid. Raises ``Refusal("bad_form")`` naming the fields that are not."""
    if not form.validate_on_submit():
        raise Refusal("bad_form", fields={k: [str(e) for e in v] for k, v in form.errors.items()})
    return form


def once() -> Once | None:
    """The idempotency key of this request: its header, or the field ``key`` of a plain form."""
    key = request.headers.get("Idempotency-Key") or request.form.get("key")
    return Once(current_actor().device_id or identity.visitor(), key) if key else None


class JoinForm(FlaskForm):
    """Joining: the perspective is all that is required."""

    key = HiddenField()
    perspective = RadioField(
        _("De quel côté êtes-vous ?"),
        choices=[
            SelectChoice("resident", _("Usager")),
            SelectChoice("professional", _("Professionnel")),
        ],
        validators=[InputRequired(_("Choisissez l'un des deux."))],
    )
    name = StringField(_("Prénom ou surnom"), filters=[tidy], validators=[Length(max=40)])
    speaks = SelectMultipleField(_("Langues que vous parlez"), choices=[])
    needs = SelectMultipleField(
        _("Ce qui vous aiderait"),
        choices=[
            SelectChoice("step_free", _("Une table sans marche")),
            SelectChoice("interpreter", _("Un interprète")),
            SelectChoice("scribe", _("Quelqu'un pour écrire")),
        ],
    )
    trade = StringField(_("Votre métier"), filters=[tidy], validators=[Length(max=60)])
    organisation = StringField(_("Votre organisme"), filters=[tidy], validators=[Length(max=80)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speaks.choices = [SelectChoice(entry.code, entry.name) for entry in languages()]

    def profile(self, language: str = "") -> Profile:
        """What was said, ready for the services."""
        return Profile(
            perspective=self.perspective.data,
            name=self.name.data or "",
            language=language,
            speaks=tuple(self.speaks.data or ()),
            needs=tuple(self.needs.data or ()),
            trade=self.trade.data or "",
            organisation=self.organisation.data or "",
        )


class CodeForm(FlaskForm):
    """Coming back with a personal code."""

    personal_code = StringField(
        _("Votre code personnel"),
        validators=[InputRequired(_("Écrivez votre code.")), Length(max=80)],
    )
