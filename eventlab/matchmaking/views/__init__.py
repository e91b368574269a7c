"""The doors of the teams and of the rounds."""

from __future__ import annotations

from typing import Any

from flask import Flask

from eventlab.matchmaking import items as items  # registers what teams and rounds show
from eventlab.matchmaking.rules.wishes import order_for
from eventlab.matchmaking.views import (
    desk_rounds,
    desk_teams,
    kiosk_rounds,
    rounds,
    team_lists,
    teams,
)


def register(app: Flask) -> None:
    """Add every door of teams and rounds to the application."""
    for module in (teams, desk_teams, team_lists, rounds, kiosk_rounds, desk_rounds):
        app.register_blueprint(module.blueprint)
    app.jinja_env.globals["wish_order"] = wish_order


def wish_order(person: str | None, themes: dict[str, dict[str, Any]]) -> list[int]:
    """The themes that go on, in this person's own order: what a page without a script offers."""
    return order_for(person or "", [int(i) for i, theme in themes.items() if theme["goes_on"]])
