"""The doors of the teams and of the rounds."""

from __future__ import annotations

from flask import Flask

from eventlab.matchmaking import items as items  # registers what teams and rounds show
from eventlab.matchmaking.views import (
    desk_rounds,
    desk_teams,
    kiosk_rounds,
    plain_rounds,
    plain_teams,
    rounds,
    team_lists,
    teams,
)


def register(app: Flask) -> None:
    """Add every door of teams and rounds to the application."""
    for module in (teams, desk_teams, team_lists, rounds, kiosk_rounds, desk_rounds):
        app.register_blueprint(module.blueprint)
    app.jinja_env.globals["wish_order"] = plain_teams.wish_order
    app.jinja_env.globals["why_here"] = plain_teams.why_here
    app.jinja_env.globals["rounds_now"] = plain_rounds.rounds_now
    app.jinja_env.globals["met_in"] = plain_rounds.met_in
