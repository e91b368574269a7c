"""The pages and the doors of the day."""

from __future__ import annotations

from flask import Flask

from eventlab.sessions import items as items  # registers what the boards show
from eventlab.sessions.views import (
    desk,
    desk_people,
    desk_programme,
    joining,
    kiosk,
    office,
    staff,
    surfaces,
)


def register(app: Flask) -> None:
    """Add every page and door of the day to the application."""
    for module in (joining, surfaces, staff, desk, desk_programme, desk_people, kiosk):
        app.register_blueprint(module.blueprint)
    office.register(app)
