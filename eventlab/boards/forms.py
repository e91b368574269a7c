"""What people write on the walls."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from eventlab.boards.services.problems import Draft
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
