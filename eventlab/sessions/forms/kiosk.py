"""What a helper fills in for somebody at the kiosk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice

from eventlab.sessions.forms import JoinForm

CHANNELS = ("kiosk", "paper")


class KioskJoinForm(JoinForm):
    """Joining for somebody: beside them, or from the paper they filled in."""

    channel = RadioField(
        _("Vous écrivez"),
        choices=[
            SelectChoice("kiosk", _("Avec la personne")),
            SelectChoice("paper", _("Depuis une fiche papier")),
        ],
        default="kiosk",
    )
