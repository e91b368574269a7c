"""A team's name: chosen by its members if they like, or written by the facilitator."""

from __future__ import annotations

from sqlalchemy import select

from eventlab.boards.rules.privacy import find_personal_data
from eventlab.boards.rules.text import TextRefused, check_problem_text
from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.matchmaking.models import Team
from eventlab.matchmaking.queries.teams import team_of, teams_of
from eventlab.sessions.models import Event
from eventlab.sessions.services.joining import person_of

NAME_LIMIT = 40


def name_my_team(event_id: int, person_id: str, name: str, once: Once | None = None) -> None:
    """Name the team somebody is in; "" takes the name away. The whole room reads it.

    Raises ``Refusal``: ``no_such_team`` for who has none, ``event_closed``, ``entries_locked``,
    ``names_read_before`` where the room reads nothing that the facilitators have not read, and as
    ``name_team``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        person_of(this.session, event_id, person_id)
        team = team_of(this.session, person_id)
        event = this.session.get_one(Event, event_id)
        if team is None:
            raise Refusal("no_such_team")
        if event.state != "open":
            raise Refusal("event_closed")
        if event.entries_locked:
            raise Refusal("entries_locked")
        if event.moderation == "before" and name.strip():
            raise Refusal("names_read_before")
        _name(this, team, name)


def name_team(event_id: int, number: int, name: str, once: Once | None = None) -> None:
    """Name a published team, as the facilitator; "" takes the name away.

    Raises ``Refusal``: ``no_such_team``, ``too_long``, ``unreadable``, ``name_personal``,
    ``team_name_taken``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        query = select(Team).where(Team.event_id == event_id, Team.number == number)
        team = this.session.scalars(query).first()
        if team is None:
            raise Refusal("no_such_team")
        _name(this, team, name)


def _name(this: Change, team: Team, typed: str) -> None:
    name = _checked(typed) if typed.strip() else ""
    others = [other for other in teams_of(this.session, this.event_id) if other.id != team.id]
    if name and any(other.name.casefold() == name.casefold() for other in others):
        raise Refusal("team_name_taken")
    team.name = name
    this.touch("team", team.id)


def _checked(typed: str) -> str:
    try:
        name = " ".join(check_problem_text(typed, limit=NAME_LIMIT).split())
    except TextRefused as refused:
        raise Refusal(refused.code, limit=NAME_LIMIT) from refused
    if find_personal_data(name):
        raise Refusal("name_personal")
    return name
