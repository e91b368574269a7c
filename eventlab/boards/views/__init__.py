"""The doors of the walls."""

from __future__ import annotations

from typing import Any

from flask import Flask

from eventlab.boards import items as items  # registers what the boards show
from eventlab.boards.tiles import tiles
from eventlab.boards.views import (
    ballots,
    desk_ballots,
    kiosk,
    moderation,
    prepared,
    problems,
    proposals,
    suggestions,
    themes,
)
from eventlab.sessions.language import in_language
from eventlab.sessions.views import surfaces


def register(app: Flask) -> None:
    """Add every door of the walls to the application."""
    for module in (problems, kiosk, moderation, prepared, themes, proposals, suggestions):
        app.register_blueprint(module.blueprint)
    for module in (ballots, desk_ballots):
        app.register_blueprint(module.blueprint)
    app.jinja_env.filters["in_own_order"] = ballots.in_own_order
    app.jinja_env.filters["most_dots_first"] = ballots.most_dots_first
    surfaces.island_parts["tiles"] = tiles_for_scripts


def tiles_for_scripts() -> list[dict[str, Any]]:
    """The theme tiles as scripts draw them, their examples in the language of this person."""
    return [
        {
            "key": tile.key,
            "label": tile.label,
            "pictogram": tile.pictogram,
            "examples": [in_language(example) for example in tile.examples],
        }
        for tile in tiles()
    ]
