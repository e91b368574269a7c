"""Reading the walls."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem, Theme
from eventlab.extensions import reading
from eventlab.sessions.models import Step

#: The problem that stands for this one and those that say the same: itself, if it stands alone.
standing_for = func.coalesce(Problem.leader_id, Problem.id)


def closed_steps(session: Session, event_id: int) -> set[int]:
    """The steps whose problems the room may not read yet: hidden ones, until the reveal."""
    steps = session.scalars(select(Step).where(Step.event_id == event_id))
    return {step.id for step in steps if step.settings.get("hidden") and not step.revealed}


def said_alike(
    session: Session, event_id: int, ids: Collection[int] | None = None
) -> list[Problem]:
    """The problems ``ids`` (None: all) with all those merged with one of them, by number."""
    query = select(Problem).where(Problem.event_id == event_id).order_by(Problem.number)
    if ids is not None:
        stand = select(standing_for).where(Problem.event_id == event_id, Problem.id.in_(ids))
        query = query.where(standing_for.in_(stand))
    return list(session.scalars(query))


def early_themes(session: Session, event_id: int) -> set[int]:
    """The themes the room may not see yet: nothing in them can be read, and texts are hidden.

    Facilitators group while texts wait for their reveal; a title would give them away.
    """
    closed = closed_steps(session, event_id)
    waiting = select(Problem.id).where(
        Problem.event_id == event_id, Problem.step_id.in_(closed), Problem.state != "withdrawn"
    )
    if not closed or session.scalar(waiting.limit(1)) is None:
        return set()
    seen = select(Problem.theme_id).where(
        Problem.event_id == event_id,
        Problem.theme_id.is_not(None),
        Problem.state == "shown",
        in_open_step(closed),
    )
    return set(
        session.scalars(select(Theme.id).where(Theme.event_id == event_id, Theme.id.not_in(seen)))
    )


def in_open_step(closed: Collection[int]) -> ColumnElement[bool]:
    """Whether a problem was written in no step of ``closed``."""
    return or_(Problem.step_id.is_(None), Problem.step_id.not_in(closed))


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
