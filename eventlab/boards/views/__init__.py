"""The doors of the walls."""

from __future__ import annotations

from flask import Flask

from eventlab.boards import items as items  # registers what the boards show
from eventlab.boards.views import problems


def register(app: Flask) -> None:
    """Add every door of the walls to the application."""
    app.register_blueprint(problems.blueprint)
