"""Reading the teams that were published."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.matchmaking.models import Member, Team


def teams_of(session: Session, event_id: int) -> list[Team]:
    """The published teams, by number."""
    return list(
        session.scalars(select(Team).where(Team.event_id == event_id).order_by(Team.number))
    )


def members_of(session: Session, event_id: int) -> dict[int, list[str]]:
    """Who is in each published team: ``{team id: participant ids}``."""
    rows = session.execute(
        select(Member.team_id, Member.participant_id)
        .join(Team, Team.id == Member.team_id)
        .where(Team.event_id == event_id)
        .order_by(Member.team_id, Member.participant_id)
    )
    members: dict[int, list[str]] = {}
    for team_id, person_id in rows:
        members.setdefault(team_id, []).append(person_id)
    return members


def team_of(session: Session, participant_id: str) -> Team | None:
    """The published team somebody is in."""
    return session.scalar(select(Team).join(Member).where(Member.participant_id == participant_id))
