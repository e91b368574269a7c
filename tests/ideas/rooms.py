"""Events with teams, as the ideas need them: rows of a publication, straight into the tables."""

from __future__ import annotations

from sqlalchemy import func, select

from eventlab.extensions import reading
from eventlab.live import board
from eventlab.live.board import Viewer
from eventlab.live.journal import change
from eventlab.matchmaking.models import Member, Team
from eventlab.sessions.models import Event, Participant
from tests.factories import Factory


def team_of(event: Event, *people: Participant) -> int:
    """One more published team with these people in it; gives its number."""
    with change(event.id) as this:
        query = select(func.max(Team.number)).where(Team.event_id == event.id)
        number = (this.session.scalar(query) or 0) + 1
        team = Team(event_id=event.id, number=number, table=str(number))
        this.session.add(team)
        this.session.flush()
        this.session.add_all(Member(participant_id=one.id, team_id=team.id) for one in people)
        this.touch("team", team.id)
        this.touch("my_team", *[one.id for one in people])
        return number


def at_work(make: Factory, teams: int = 1, each: int = 2) -> tuple[Event, list[list[Participant]]]:
    """An event at its first step of work, and its teams."""
    event = make.event("work")
    people = []
    for number in range(teams):
        sides = ["resident" if seat % 2 == 0 else "professional" for seat in range(each)]
        mates = [make.person(event, s, name=f"P{number}{n}") for n, s in enumerate(sides)]
        team_of(event, *mates)
        people.append(mates)
    return make.fresh(event), people


def seen(event: Event, surface: str, person: Participant | None = None) -> dict[str, dict]:
    """What a surface shows now: {kind: {id: item}}."""
    with reading() as session:
        viewer = Viewer(surface, person.id if person else None)
        return board.snapshot(session, event.id, viewer)["items"]
