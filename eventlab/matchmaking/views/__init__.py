"""The doors of the teams and of the rounds."""

from __future__ import annotations

from flask import Flask

from eventlab.matchmaking import items as items  # registers what teams and rounds show
from eventlab.matchmaking.views import desk_teams, teams


def register(app: Flask) -> None:
    """Add every door of teams and rounds to the application."""
    for module in (teams, desk_teams):
        app.register_blueprint(module.blueprint)
