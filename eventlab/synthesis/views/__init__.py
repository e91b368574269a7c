"""The doors of the synthesis."""

from __future__ import annotations

from flask import Flask

from eventlab.synthesis.views import after, data, erasing, jobs, paper


def register(app: Flask) -> None:
    """Add every door of the synthesis to the application, and what the office may ask of it."""
    for module in (paper, after, jobs, data, erasing):
        app.register_blueprint(module.blueprint)
    app.jinja_env.globals.update(
        soon_erased=erasing.soon_erased, lately_erased=erasing.lately_erased
    )
