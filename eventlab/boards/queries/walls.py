"""Reading the walls."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem
from eventlab.extensions import reading
from eventlab.sessions.models import Step


def closed_steps(session: Session, event_id: int) -> set[int]:
    """The steps whose problems the room may not read yet: hidden ones, until the reveal."""
    steps = session.scalars(select(Step).where(Step.event_id == event_id))
    return {step.id for step in steps if step.settings.get("hidden") and not step.revealed}


def prepared_problems(event_id: int) -> list[Problem]:
    """The problems the organisers prepared, by number; those taken away are left out."""
    with reading() as session:
        return list(
            session.scalars(
                select(Problem)
                .where(
                    Problem.event_id == event_id,
                    Problem.channel == "prepared",
                    Problem.state != "withdrawn",
                )
                .order_by(Problem.number)
            )
        )
