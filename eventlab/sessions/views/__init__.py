"""The pages and the doors of the day."""

from __future__ import annotations

from flask import Flask

from eventlab.sessions import items as items  # registers what the boards show
from eventlab.sessions.views import (
    desk,
    desk_people,
    desk_programme,
    desk_staff,
    joining,
    kiosk,
    office,
    staff,
    surfaces,
)


def register(app: Flask) -> None:
    """Add every page and door of the day to the application."""
    desks = (desk, desk_people, desk_programme, desk_staff)
    for module in (joining, surfaces, staff, *desks, kiosk):
        app.register_blueprint(module.blueprint)
    office.register(app)
