"""Reading the walls."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.sessions.models import Step


def closed_steps(session: Session, event_id: int) -> set[int]:
    """The steps whose problems the room may not read yet: hidden ones, until the reveal."""
    steps = session.scalars(select(Step).where(Step.event_id == event_id))
    return {step.id for step in steps if step.settings.get("hidden") and not step.revealed}
