"""The last groups suggested at an event, and what was refused of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventlab.extensions import Base, BigInt, now_ms


class GroupSuggestion(Base):
    """One a event: under way, ready or failed. It names problems by their ids, and keeps no text.

    ``found``: {"alike": [[ids]...], "groups": [{"words", "ids"}...], "left": [ids]}. ``refused``:
    {"alike": [[ids]...], "groups": [[ids]...]}, of this suggestion and of those before it.
    """

    __tablename__ = "suggestion"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    token: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(10))  # working | ready | failed
    reason: Mapped[str] = mapped_column(String(10), default="")  # cancelled | time | failed
    texts: Mapped[int] = mapped_column(default=0)
    found: Mapped[dict[str, Any]] = mapped_column(default=dict)
    refused: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[int] = mapped_column(BigInt, default=now_ms)
