"""The doors of the synthesis."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Add every door of the synthesis to the application."""
