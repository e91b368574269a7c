"""What a change of an idea makes look different, and for whom."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.ideas.models import Idea, IdeaWording
from eventlab.ideas.queries import fair_of
from eventlab.live.journal import Change
from eventlab.matchmaking.models import Member, Team
from eventlab.sessions.models import Participant, Step
from eventlab.sessions.services import programme


def touch_idea(this: Change, idea: Idea) -> None:
    """Say that an idea looks different: to its team, at the desk, and to the room at the fair."""
    this.touch("sheet", idea.id)
    this.touch("work", "room")
    if fair_of(this.session, this.event_id):
        this.touch("idea", idea.id)
    touch_team(this, idea)


def touch_team(this: Change, idea: Idea) -> None:
    """Say that its own people see something else of an idea; the room does not."""
    this.touch("my_idea", *people_of(this.session, idea))


def people_of(session: Session, idea: Idea) -> list[str]:
    """Whose idea this is: ids of participants."""
    if idea.person_id is not None:
        return [idea.person_id]
    if idea.team_number is None:
        return []
    if idea.team_number == 0:
        everybody = select(Participant.id).where(Participant.event_id == idea.event_id)
        return list(session.scalars(everybody))
    return list(
        session.scalars(
            select(Member.participant_id)
            .join(Team, Team.id == Member.team_id)
            .where(Team.event_id == idea.event_id, Team.number == idea.team_number)
        )
    )


def idea_at(session: Session, event_id: int, idea_id: int) -> Idea:
    """An idea of the event. Raises ``Refusal("no_such_idea")``."""
    idea = session.get(Idea, idea_id)
    if idea is None or idea.event_id != event_id:
        raise Refusal("no_such_idea")
    return idea


def touch_every_idea(this: Change, step_id: int) -> None:
    """Say that ideas look different: which fields the room reads may have changed."""
    ids = this.session.scalars(select(Idea.id).where(Idea.event_id == this.event_id)).all()
    this.touch("idea", *ids)
    this.touch("sheet", *ids)
    this.touch("evaluation", step_id)


def refuse_to_lose(session: Session, step_id: int) -> None:
    """Keep a step whose sheet was written in: it says what the texts answer to.

    Raises ``Refusal("step_written")``.
    """
    step = session.get(Step, step_id)
    if step is None or step.kind != "work":
        return
    keys = [entry["key"] for entry in step.settings.get("sheet", ())]
    written = (
        select(IdeaWording.id)
        .join(Idea, Idea.id == IdeaWording.idea_id)
        .where(Idea.event_id == step.event_id, IdeaWording.field.in_(keys))
    )
    if session.scalar(written.limit(1)):
        raise Refusal("step_written")


programme.on_reveal.append(touch_every_idea)
programme.before_remove.append(refuse_to_lose)
