"""What people write on the walls."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from eventlab.boards.services.problems import Channel, Draft
from eventlab.boards.tiles import tile_by_key


class ProblemForm(FlaskForm):
    """A problem: its text, a theme tile, and whether its author was warned already."""

    key = HiddenField()
    text = TextAreaField(_("Votre problème"))
    tile = StringField()
    anyway = BooleanField()

    def draft(self) -> Draft:
        """What was written, ready for the services; an unknown tile is no tile."""
        tile = self.tile.data or ""
        return Draft(
            text=self.text.data or "",
            tile=tile if tile_by_key(tile) else "",
            anyway=self.anyway.data,
        )


class ForSomebody(FlaskForm):
    """What a helper does for somebody; ``author`` is the pass of the kiosk's page."""

    author = HiddenField()
    channel = StringField()

    def channel_by(self, helper_id: str) -> Channel:
        """How it came in; anything but paper is the kiosk."""
        return Channel("paper" if self.channel.data == "paper" else "kiosk", helper_id)


class KioskProblemForm(ForSomebody, ProblemForm):
    """A problem a helper writes for somebody."""
