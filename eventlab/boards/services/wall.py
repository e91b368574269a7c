"""What a change of a problem makes look different."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem, Theme
from eventlab.boards.queries import said_alike
from eventlab.errors import Refusal
from eventlab.live.journal import Change
from eventlab.sessions.services import programme


def touch_problem(this: Change, *problem_ids: int) -> None:
    """Say that these problems look different: on the walls, to their authors, in the counts.

    So do those merged with them, where another may stand for them now, and the themes: what the
    room may see of one depends on what it may read in it.
    """
    if not problem_ids:
        return
    this.session.flush()
    alike = [one.id for one in said_alike(this.session, this.event_id, problem_ids)]
    themes = this.session.scalars(select(Theme.id).where(Theme.event_id == this.event_id))
    this.touch("problem", *problem_ids, *alike)
    this.touch("mine", *problem_ids)
    this.touch("written", "room")
    this.touch("spotlight", "room")
    this.touch("theme", *themes)
    this.touch("proposal", *problem_ids)


def touch_step_problems(this: Change, step_id: int) -> None:
    """Say that every problem of a step looks different: it was revealed, or hidden again."""
    ids = this.session.scalars(select(Problem.id).where(Problem.step_id == step_id)).all()
    touch_problem(this, *ids)


def refuse_to_lose(session: Session, step_id: int) -> None:
    """Keep a step people wrote in: without it, a hidden text would no longer be hidden.

    Raises ``Refusal("step_written")``.
    """
    if session.scalar(select(Problem.id).where(Problem.step_id == step_id).limit(1)):
        raise Refusal("step_written")


programme.on_reveal.append(touch_step_problems)
programme.before_remove.append(refuse_to_lose)
