"""The version in hand as the desk shows it: teams, rules, score, what is known of its quality."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.orm import Session

from eventlab.matchmaking.engine.model import TIERS, Instance
from eventlab.matchmaking.engine.repair import foresee
from eventlab.matchmaking.engine.result import Result, appraise
from eventlab.matchmaking.engine.rules import Breach
from eventlab.matchmaking.models import Link, TeamPlan
from eventlab.matchmaking.queries.forming import Forming, forming, links_of, teams_step
from eventlab.matchmaking.rules.arrangement import (
    TeamSpec,
    basis_of,
    instance_of,
    lay_out,
    teams_without,
)
from eventlab.matchmaking.rules.hand import breach_facts
from eventlab.sessions.models import Event


def draft_of(session: Session, event_id: int) -> dict[str, Any] | None:
    """All of the version in hand; None before anybody thinks of teams."""
    plan = session.get(TeamPlan, event_id)
    if plan is None:
        event, step = session.get(Event, event_id), teams_step(session, event_id)
        if event is None or step is None or event.current_step_id != step.id:
            return None
    now = forming(session, event_id)
    links = [_link(link) for link in links_of(session, event_id)]
    return {**_planned(now), **_arranged(now), "links": links}


def _link(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "kind": link.kind,
        "one": link.one_id,
        "other": link.other_id,
        "words": link.words,
        "state": link.state,
        "staff": link.by_staff,
    }


def _planned(now: Forming) -> dict[str, Any]:
    terms = now.day.terms
    votes = {theme.id: theme.votes for theme in now.day.themes}
    return {
        "mode": now.plan.mode,
        "order": list(now.plan.tiers) or list(TIERS),
        "themes": [
            {"id": theme.id, "title": theme.title, "votes": votes.get(theme.id, 0)}
            for theme in now.themes.values()
        ],
        "counts": {str(theme): number for theme, number in now.counts.items()},
        "by_hand": bool(now.plan.counts),
        "without": _without(now),
        "facilitators": sorted(guest.id for guest in now.day.guests if guest.facilitates),
        "until": {guest.id: guest.until for guest in now.day.guests if guest.until is not None},
        "places": [now.day.places[number] for number in sorted(now.day.places)],
        "terms": {
            "by": terms.by,
            "wishes": terms.wishes,
            "smallest": terms.smallest,
            "largest": terms.largest,
            "residents": terms.residents,
            "professionals": terms.professionals,
            "facilitators": terms.facilitators,
        },
    }


def _without(now: Forming) -> dict[str, dict[str, int]]:
    """{role: {theme: in how many of its teams nobody of it will be asked for}}."""
    teams = tuple(lay_out(now.day.teams, now.counts))
    theme_of = {team.number: team.theme for team in teams}
    excused = teams_without(replace(now.day, teams=teams))
    return {
        role: dict(Counter(str(theme_of[number]) for number in sorted(numbers)))
        for role, numbers in excused.items()
        if numbers
    }


def _arranged(now: Forming) -> dict[str, Any]:
    version, plan = now.version, now.plan
    known = {
        "version": version.id if version else 0,
        "published": plan.published_id or 0,
        "undo": bool(version and version.parent_id),
        "redo": bool(plan.redo),
        "teams": [_team(team, now) for team in now.day.teams],
        "locks": {
            person: {"lock": seat.lock, "theme": seat.lock_theme, "reason": seat.reason}
            for person, seat in now.seats.items()
            if seat.lock
        },
    }
    if version is None:
        return {**known, "certificates": plan.solve.get("certificates", [])}
    result = judged(now)
    return {
        **known,
        "score": asdict(result.score),
        "quality": {**asdict(result.quality), "reached": version.quality.get("reached", False)},
        "breaches": [breach_facts(one) for one in result.breaches],
        "certificates": plan.solve.get("certificates")
        or (version.certificates if result.breaches else []),
        "foreseen": _foreseen(now),
    }


def _foreseen(now: Forming) -> list[dict[str, Any]]:
    """For each moment at which people leave: who, and what their teams then lack."""
    instance, seated = instance_of(now.day), now.day.seats
    leaving: dict[int, list[str]] = {}
    for guest in now.day.guests:
        if guest.until is not None and guest.status == "present" and guest.id in seated:
            leaving.setdefault(guest.until, []).append(guest.id)
    told = []
    before: list[Breach] = []
    for minute, people in sorted(leaving.items()):
        broken = foresee(instance, now.day.placement, minute)
        fresh = [breach_facts(one) for one in broken if one not in before]
        told.append({"minute": minute, "people": people, "broken": fresh})
        before = broken
    return told


def _team(team: TeamSpec, now: Forming) -> dict[str, Any]:
    members = sorted(person for person, number in now.day.seats.items() if number == team.number)
    return {**asdict(team), "members": members}


def judged(now: Forming, instance: Instance | None = None) -> Result:
    """Rules, score and quality as they are this moment, people who came or left included.

    The bound of the solve holds while people, rules and prices are the same.
    """
    instance = instance or instance_of(now.day)
    stored = now.version.quality if now.version else {}
    same = now.version is not None and now.version.basis == basis_of(instance)
    return appraise(
        instance,
        now.day.placement,
        stored.get("bound") if same else None,
        stored.get("method", "levels"),
        stored.get("reason", "") if same else "changed",
    )
