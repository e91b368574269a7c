"""The doors of the ideas."""

from __future__ import annotations

from flask import Flask

from eventlab.ideas import items as items  # registers what ideas show
from eventlab.ideas.views import desk, people, pictures


def register(app: Flask) -> None:
    """Add every door of the ideas to the application."""
    for blueprint in (people.phone, people.kiosk, pictures.blueprint, desk.blueprint):
        app.register_blueprint(blueprint)
