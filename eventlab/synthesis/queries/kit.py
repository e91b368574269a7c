"""Reading what the print kit shows beside the programme: teams, tables, lines to vote on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventlab.boards.models import Problem, Theme
from eventlab.extensions import reading
from eventlab.ideas.queries import ideas_of
from eventlab.matchmaking.models import Team
from eventlab.matchmaking.queries import members_of, teams_of, topics_of
from eventlab.matchmaking.queries.forming import themes_that_go_on
from eventlab.sessions.models import Participant
from eventlab.sessions.rules.codes import fold


def published_teams(event_id: int) -> list[dict[str, Any]]:
    """The teams with their table, theme and people, by number; none before they are published."""
    with reading() as session:
        themes = {t.id: t for t in session.scalars(_themes(event_id))}
        people = {p.id: p for p in session.scalars(_people(event_id))}
        members = members_of(session, event_id)
        return [
            _team(team, themes, [people[one] for one in members.get(team.id, [])])
            for team in teams_of(session, event_id)
        ]


def _team(team: Team, themes: dict[int, Theme], people: list[Participant]) -> dict[str, Any]:
    theme = themes.get(team.theme_id or 0)
    return {
        "number": team.number,
        "name": team.name,
        "table": team.table,
        "theme": theme.title if theme else "",
        "question": theme.question if theme else "",
        "people": sorted(
            ({"name": one.name, "perspective": one.perspective} for one in people),
            key=lambda one: (not one["name"], fold(one["name"])),
        ),
    }


def where_people_sit(event_id: int) -> list[dict[str, Any]]:
    """Everybody in a team who gave a name, in alphabetical order, with where they go."""
    found = [
        {**one, "team": team["number"], "table": team["table"] or str(team["number"])}
        for team in published_teams(event_id)
        for one in team["people"]
        if one["name"]
    ]
    return sorted(found, key=lambda one: (fold(one["name"]), one["team"]))


def lines_to_vote_on(event_id: int) -> dict[str, list[str]]:
    """What may be voted on: ``themes`` in their order, ``problems`` on the wall, ``ideas``."""
    with reading() as session:
        themes = [
            theme.question or theme.title
            for theme in session.scalars(_themes(event_id).order_by(Theme.position, Theme.id))
        ]
        shown = select(Problem).where(
            Problem.event_id == event_id, Problem.state == "shown", Problem.leader_id.is_(None)
        )
        problems = [p.text for p in session.scalars(shown.order_by(Problem.number))]
        ideas = [
            idea["headline"]
            for idea in ideas_of(session, event_id)
            if idea["headline"] and not idea["hidden"] and not idea["personal_sheet"]
        ]
    return {"themes": themes, "problems": problems, "ideas": ideas}


def themes_to_wish(event_id: int) -> list[tuple[str, str]]:
    """The themes that go on to the teams, in their order: title and question."""
    with reading() as session:
        themes = themes_that_go_on(session, event_id).values()
        return [(theme.title, theme.question) for theme in themes]


def topics(event_id: int) -> list[tuple[str, str]]:
    """What the room can be told in rounds of experts, and by whom, in alphabetical order."""
    with reading() as session:
        return sorted(topics_of(session, event_id), key=lambda one: fold(one[0]))


def _themes(event_id: int) -> Any:
    return select(Theme).where(Theme.event_id == event_id)


def _people(event_id: int) -> Any:
    return select(Participant).where(Participant.event_id == event_id)
