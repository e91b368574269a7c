"""The doors of the ideas."""

from __future__ import annotations

from flask import Flask

from eventlab.ideas import items as items  # registers what ideas show


def register(app: Flask) -> None:
    """Add every door of the ideas to the application."""
