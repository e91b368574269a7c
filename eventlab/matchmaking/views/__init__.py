"""The doors of the teams and of the rounds."""

from __future__ import annotations

from flask import Flask

from eventlab.matchmaking import items as items  # registers what teams and rounds show
from eventlab.matchmaking.views import desk_rounds, kiosk_rounds, plain_rounds, rounds


def register(app: Flask) -> None:
    """Add every door of teams and rounds to the application."""
    for module in (rounds, kiosk_rounds, desk_rounds):
        app.register_blueprint(module.blueprint)
    app.jinja_env.globals["rounds_now"] = plain_rounds.rounds_now
    app.jinja_env.globals["met_in"] = plain_rounds.met_in
