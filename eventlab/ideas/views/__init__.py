"""The doors of the ideas."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Add every door of the ideas to the application."""
