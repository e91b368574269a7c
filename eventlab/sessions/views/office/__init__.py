"""The organisers' office: the way in, events, staff, people."""

from __future__ import annotations

from flask import Flask

from eventlab.sessions.views.office import entrance, events, people, programme, staff, words


def register(app: Flask) -> None:
    """Add the office to the application."""
    words.register(app)
    for module in (entrance, events, programme, staff, people):
        app.register_blueprint(module.blueprint)
