"""What organisers fill in: their way in, an event's particulars."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    StringField,
    TimeField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from eventlab.sessions.forms import tidy
from eventlab.sessions.language import LANGUAGES
from eventlab.sessions.models import Event
from eventlab.sessions.services.events import EventPlan
from eventlab.sessions.services.roster import MOST_SLIPS

MOST_PEOPLE = 2000


class LogInForm(FlaskForm):
    """Coming into the office."""

    next = HiddenField()
    name = StringField(_("Votre nom"), filters=[tidy], validators=[Length(max=80)])
    phrase = PasswordField(
        _("Votre phrase de passe"),
        validators=[InputRequired(_("Écrivez votre phrase de passe."))],
    )


class PhraseForm(FlaskForm):
    """Choosing the name and the pass phrase that open the office."""

    name = StringField(
        _("Votre nom"),
        filters=[tidy],
        validators=[DataRequired(_("Écrivez votre nom.")), Length(max=80)],
    )
    phrase = PasswordField(
        _("Votre phrase de passe"),
        validators=[InputRequired(_("Choisissez une phrase de passe."))],
    )


def _label(words: Any) -> StringField:
    return StringField(words, filters=[tidy], validators=[Length(max=30)])


class EventForm(FlaskForm):
    """The particulars of an event."""

    key = HiddenField()
    title = StringField(
        _("Titre"),
        filters=[tidy],
        validators=[
            DataRequired(_("Donnez un titre à l'événement.")),
            Length(max=120, message=_("120 caractères au plus.")),
        ],
    )
    place = StringField(
        _("Lieu"),
        filters=[tidy],
        validators=[Length(max=120, message=_("120 caractères au plus."))],
    )
    starts_on = DateField(
        _("Date"), validators=[InputRequired(_("Choisissez une date, comme 2026-03-14."))]
    )
    starts_at = TimeField(
        _("Heure de début"), validators=[InputRequired(_("Choisissez une heure, comme 09:00."))]
    )
    expected = IntegerField(
        _("Personnes attendues"),
        validators=[
            Optional(),
            NumberRange(0, MOST_PEOPLE, _("Un nombre de 0 à 2000 est attendu.")),
        ],
    )
    language = RadioField(
        _("Langue principale"),
        choices=[SelectChoice(*each) for each in LANGUAGES.items()],
        default="fr",
    )
    moderation = RadioField(
        _("Relecture des textes"),
        choices=[
            SelectChoice("after", _("Affichés tout de suite, relus ensuite")),
            SelectChoice("before", _("Relus avant d'être affichés")),
        ],
        default="after",
    )
    resident_fr = _label(_("Premier regard, en français"))
    resident_en = _label(_("Premier regard, en anglais"))
    professional_fr = _label(_("Second regard, en français"))
    professional_en = _label(_("Second regard, en anglais"))
    wifi_name = StringField(
        _("Nom du Wi-Fi"),
        filters=[lambda text: (text or "").strip()],
        validators=[Length(max=32, message=_("32 caractères au plus."))],
    )
    wifi_password = StringField(
        _("Mot de passe du Wi-Fi"),
        validators=[Length(max=63, message=_("63 caractères au plus."))],
    )
    purge_on = DateField(
        _("Date d'effacement"), validators=[InputRequired(_("Choisissez une date d'effacement."))]
    )

    def validate_purge_on(self, field: DateField) -> None:
        """The data is erased after the day, not before."""
        first: date | None = self.starts_on.data
        if first and field.data and field.data <= first:
            raise ValidationError(str(_("L'effacement vient après l'événement.")))

    def plan(self, format_key: str) -> EventPlan:
        """What was said, ready for the services."""
        return EventPlan(
            title=self.title.data or "",
            format_key=format_key,
            place=self.place.data or "",
            starts_on=self.starts_on.data.isoformat(),
            starts_at=self.starts_at.data.strftime("%H:%M"),
            language=self.language.data,
            expected=self.expected.data or 0,
            purge_on=self.purge_on.data.isoformat(),
            labels=self._labels(),
            moderation=self.moderation.data,
            wifi_name=self.wifi_name.data or "",
            wifi_password=self.wifi_password.data or "",
        )

    def _labels(self) -> dict[str, dict[str, str]]:
        # A label left empty in one language is borrowed from the other.
        return {
            perspective: {
                "fr": self[f"{perspective}_fr"].data or self[f"{perspective}_en"].data,
                "en": self[f"{perspective}_en"].data or self[f"{perspective}_fr"].data,
            }
            for perspective in ("resident", "professional")
            if self[f"{perspective}_fr"].data or self[f"{perspective}_en"].data
        }


def particulars_of(event: Event) -> dict[str, Any]:
    """An event as the form shows it."""
    return {
        "title": event.title,
        "place": event.place,
        "starts_on": date.fromisoformat(event.starts_on),
        "starts_at": time.fromisoformat(event.starts_at),
        "expected": event.expected,
        "language": event.language,
        "moderation": event.moderation,
        "wifi_name": event.wifi_name,
        "wifi_password": event.wifi_password,
        "purge_on": date.fromisoformat(event.purge_on),
        **labels_as_fields(event.labels),
    }


def labels_as_fields(labels: dict[str, Any]) -> dict[str, str]:
    """The names of the two perspectives as the form shows them."""
    return {
        f"{perspective}_{language}": labels.get(perspective, {}).get(language, "")
        for perspective in ("resident", "professional")
        for language in LANGUAGES
    }


class DeleteForm(FlaskForm):
    """Being sure: the join code of the event, typed again."""

    code_typed = StringField(_("Le code de l'événement"), validators=[Length(max=80)])


class StaffForm(FlaskForm):
    """Somebody who will serve the event."""

    key = HiddenField()
    role = RadioField(
        _("Rôle"),
        choices=[
            SelectChoice("facilitator", _("Animation")),
            SelectChoice("helper", _("Accueil et aide")),
            SelectChoice("screen", _("Écran")),
        ],
        default="facilitator",
    )
    name = StringField(
        _("Nom ou repère"),
        filters=[tidy],
        validators=[Length(max=60, message=_("60 caractères au plus."))],
    )


class FileForm(FlaskForm):
    """One file sent from the organiser's machine."""

    key = HiddenField()
    file = FileField(_("Fichier"), validators=[FileRequired(_("Choisissez un fichier."))])


def _number(words: Any) -> IntegerField:
    wrong = _("Un nombre de 0 à 200 est attendu.")
    return IntegerField(words, validators=[Optional(), NumberRange(0, 200, wrong)], default=0)


class BlankSlipsForm(FlaskForm):
    """How many codes to print for people who come unannounced."""

    key = HiddenField()
    resident = _number(_("Premier regard"))
    professional = _number(_("Second regard"))

    def validate_professional(self, field: IntegerField) -> None:
        """Some are asked for, and not too many at once."""
        total = (self.resident.data or 0) + (field.data or 0)
        if not 0 < total <= MOST_SLIPS:
            raise ValidationError(str(_("Demandez de 1 à 200 billets en tout.")))
