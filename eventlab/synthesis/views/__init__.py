"""The doors of the synthesis."""

from __future__ import annotations

from flask import Flask

from eventlab.synthesis.views import after, data, erasing, jobs, paper


def register(app: Flask) -> None:
    """Add every door of the synthesis to the application."""
    for module in (paper, after, jobs, data, erasing):
        app.register_blueprint(module.blueprint)
