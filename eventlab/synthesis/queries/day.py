"""A whole day read at one moment, as the plain dicts that ``rules.report`` builds from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem, Theme
from eventlab.boards.queries import closed_result
from eventlab.boards.rules.results import Result, compare
from eventlab.boards.tiles import tile_by_key
from eventlab.extensions import reading
from eventlab.ideas.queries import (
    commitments_of,
    drawing_jpeg,
    evaluation_of,
    ideas_of,
    supports_of,
)
from eventlab.matchmaking.models import Team
from eventlab.matchmaking.queries import meetings_of, members_of, teams_of, topics_of
from eventlab.sessions.models import Event, Participant, Step
from eventlab.sessions.queries import is_blank_slip
from eventlab.sessions.rules.hours import hours_of

SIDES = ("resident", "professional")
VOTED_ON = ("problems", "themes", "ideas")
_MINUTE_MS = 60_000


def day_of(event_id: int) -> dict[str, Any]:
    """Everything the report needs of an event, from one moment of the database."""
    with reading() as session:
        event = session.get_one(Event, event_id)
        people = _people(session, event_id)
        came = {p.id: p.perspective for p in people if p.status != "expected"}
        themes = list(
            session.scalars(
                select(Theme).where(Theme.event_id == event_id).order_by(Theme.position, Theme.id)
            )
        )
        members = members_of(session, event_id)
        return {
            "event": _event(event),
            "people": _counts(people),
            "perspectives": came,
            "programme": [
                {"kind": step.kind, "settings": step.settings} for step in _steps(session, event)
            ],
            "stages": _stages(session, event),
            "themes": [_theme(theme) for theme in themes],
            **_problems(session, event_id),
            "votes": _votes(session, event_id),
            "teams": _teams(session, event_id, {t.id: t for t in themes}, members, came),
            "members": {
                team: [one for one in there if one in came] for team, there in members.items()
            },
            "met": sorted(tuple(sorted(pair)) for pair in meetings_of(session, event_id)),
            "topics": sorted(topic for topic, _ in topics_of(session, event_id)),
            **_ideas(session, event_id),
        }


def _people(session: Session, event_id: int) -> list[Participant]:
    query = select(Participant).where(Participant.event_id == event_id).order_by(Participant.id)
    return [one for one in session.scalars(query) if not is_blank_slip(one)]


def _event(event: Event) -> dict[str, Any]:
    names = ("title", "place", "starts_on", "labels")
    return {name: getattr(event, name) for name in names}


def _counts(people: list[Participant]) -> dict[str, Any]:
    came = [one for one in people if one.status != "expected"]
    return {
        "present": _by_side(one.perspective for one in came),
        "listed": sum(one.channel == "roster" for one in people),
        "left": sum(one.status == "gone" for one in people),
        "helped": sum(one.helper_id is not None for one in came),
        "languages": tuple(sorted({language for one in came for language in one.speaks})),
        "trades": len({one.trade for one in came if one.trade}),
        "organisations": len({one.organisation for one in came if one.organisation}),
    }


def _by_side(sides: Any) -> dict[str, int]:
    counted = Counter(sides)
    return {side: counted[side] for side in SIDES}


def _steps(session: Session, event: Event) -> list[Step]:
    query = select(Step).where(Step.event_id == event.id).order_by(Step.position, Step.id)
    return [step for step in session.scalars(query) if not step.skipped]


def _stages(session: Session, event: Event) -> list[dict[str, Any]]:
    steps = _steps(session, event)
    hours = hours_of([step.minutes for step in steps], event.starts_at)
    return [
        {
            "at": at,
            "kind": step.kind,
            "title": step.title,
            "minutes": step.minutes,
            "took": _took(step),
        }
        for at, step in zip(hours, steps, strict=True)
    ]


def _took(step: Step) -> int | None:
    if step.started_ms is None or step.ended_ms is None:
        return None
    return round((step.ended_ms - step.started_ms) / _MINUTE_MS)


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "id": theme.id,
        "title": theme.title,
        "question": theme.question,
        "goes_on": theme.goes_on,
    }


def _problems(session: Session, event_id: int) -> dict[str, Any]:
    query = select(Problem).where(Problem.event_id == event_id).order_by(Problem.number)
    problems = list(session.scalars(query))
    return {
        "problems": [_problem(one) for one in problems if one.state == "shown"],
        "hidden": sum(one.state == "hidden" for one in problems),
        "withdrawn": sum(one.state == "withdrawn" for one in problems),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    tile = tile_by_key(problem.tile)
    return {
        "id": problem.id,
        "number": problem.number,
        "text": problem.text,
        "perspective": problem.perspective,
        "tile": tile.label if tile else "",
        "theme": problem.theme_id,
        "leader": problem.leader_id,
    }


def _teams(
    session: Session,
    event_id: int,
    themes: dict[int, Theme],
    members: dict[int, list[str]],
    came: dict[str, str],
) -> list[dict[str, Any]]:
    def told(team: Team) -> dict[str, Any]:
        theme = themes.get(team.theme_id or 0)
        return {
            "number": team.number,
            "name": team.name,
            "table": team.table,
            "theme": theme.title if theme else "",
            "question": theme.question if theme else "",
            "people": _by_side(came.get(one) for one in members.get(team.id, ())),
        }

    return [told(team) for team in teams_of(session, event_id)]


def _votes(session: Session, event_id: int) -> list[dict[str, Any]]:
    results = ((on, closed_result(session, event_id, on)) for on in VOTED_ON)
    going = set(session.scalars(select(Theme.id).where(Theme.event_id == event_id, Theme.goes_on)))
    return [
        _vote(on, result, going if on == "themes" else set())
        for on, result in results
        if result is not None
    ]


def _vote(on: str, result: Result, going: set[int]) -> dict[str, Any]:
    compared = compare(result)
    apart = compared.apart.items() if compared else ()
    return {
        "on": on,
        "voters": dict(result.voters),
        "lines": [
            {side: getattr(line, side) for side in ("title", "room", *SIDES)}
            | {"goes_on": line.id in going}
            for line in result.lines
        ],
        "agreed": [line.title for line in compared.agreed] if compared else [],
        "apart": [(side, line.title) for side, lines in apart for line in lines],
    }


def _ideas(session: Session, event_id: int) -> dict[str, Any]:
    ideas = ideas_of(session, event_id)
    shown = [one["id"] for idea in ideas if not idea["hidden"] for one in idea["drawings"]]
    return {
        "ideas": ideas,
        "supports": supports_of(session, event_id),
        "commitments": commitments_of(session, event_id),
        "evaluations": evaluation_of(session, event_id),
        "drawings": {number: drawing_jpeg(session, number) for number in shown},
    }
