"""The doors of the teams."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Add every door of the teams to the application."""
