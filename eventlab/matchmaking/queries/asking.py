"""What the desk asks about the teams in hand: what a change would do, where to seat, why.

Nothing is stored here. Each answer is worked out from the version the facilitator looks at.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.matchmaking.engine.difference import moved_placement
from eventlab.matchmaking.engine.explain import Alternative, Explainer
from eventlab.matchmaking.engine.repair import Day, Option
from eventlab.matchmaking.models import TeamVersion
from eventlab.matchmaking.queries.forming import Forming, forming, seats_of, specs_of
from eventlab.matchmaking.rules import hand
from eventlab.matchmaking.rules.arrangement import instance_of
from eventlab.matchmaking.rules.hand import Arrangement, Chair, HandRefused, facts_of, weigh

Moves = list[tuple[str, int | None]]


def arrangement_of(now: Forming) -> Arrangement:
    """The arrangement in hand."""
    return Arrangement(now.day.teams, _chairs(now.seats))


def _chairs(seats: dict[str, Any]) -> dict[str, Chair]:
    return {
        person: Chair(seat.team, seat.lock, seat.lock_theme, seat.reason)
        for person, seat in seats.items()
    }


def stored_arrangement(session: Session, version: TeamVersion) -> Arrangement:
    """The arrangement of any version."""
    return Arrangement(specs_of(version), _chairs(seats_of(session, version.id)))


def seen_forming(session: Session, event_id: int, seen: int) -> Forming:
    """Everything at hand, if ``seen`` is still the version in hand. Raises ``teams_moved``."""
    now = forming(session, event_id)
    if (now.plan.version_id or 0) != seen:
        raise Refusal("teams_moved")
    return now


def proposal(
    session: Session, event_id: int, seen: int, moves: Moves, linked: bool
) -> dict[str, Any]:
    """What these moves would do. ``linked``: those who sit together with them come along."""
    now = seen_forming(session, event_id, seen)
    before = arrangement_of(now)
    try:
        if linked:
            moves = [(p, to) for one, to in moves for p in hand.with_links(now.day, before, one)]
        after = hand.moved(now.day, before, moves)
    except HandRefused as refused:
        raise Refusal(refused.code) from refused
    told = facts_of(weigh(now.day, before, after, now.plan.mode))
    return {**told, "wanted": [[person, to or 0] for person, to in moves]}


def arrivals(session: Session, event_id: int, seen: int, person: str) -> dict[str, Any]:
    """Where somebody who has just come can sit: options side by side, each with what it does."""
    now = seen_forming(session, event_id, seen)
    instance = instance_of(now.day)
    if all(one.id != person for one in instance.placed()):
        raise Refusal("unknown_code")
    day = Day(instance, now.day.placement)
    return {"options": [_option(now, day, option) for option in day.just_arrived(person)]}


def _option(now: Forming, day: Day, option: Option) -> dict[str, Any]:
    before = arrangement_of(now)
    seats = moved_placement(now.day.placement, option.moves)
    moves = [(str(move.person), int(move.after or 0)) for move in option.moves]
    after = hand.moved(now.day, before, [(person, to or None) for person, to in moves])
    told = facts_of(weigh(now.day, before, after, now.plan.mode))
    sizes = list(seats.values()).count(moves[0][1])
    return {**told, "kind": option.kind, "wanted": [list(one) for one in moves], "size": sizes}


def departures(session: Session, event_id: int, seen: int) -> dict[str, Any]:
    """What to do once people have left: the fewest moves that mend every rule, or nothing."""
    now = seen_forming(session, event_id, seen)
    repair = Day(instance_of(now.day), now.day.placement).gone()
    moves = [(str(move.person), int(move.after or 0)) for move in repair.moves]
    before = arrangement_of(now)
    after = hand.moved(now.day, before, [(person, to or None) for person, to in moves])
    told = facts_of(weigh(now.day, before, after, now.plan.mode))
    return {
        **told,
        "wanted": [list(one) for one in moves],
        "legal": repair.legal,
        "fewest": repair.fewest,
    }


def why(session: Session, event_id: int, seen: int, person: str) -> dict[str, Any]:
    """Why somebody sits where they sit, with every other seat and what it would cost."""
    now = seen_forming(session, event_id, seen)
    told = Explainer(instance_of(now.day), now.day.placement).explain(person)
    if told is None:
        raise Refusal("not_seated")
    return {
        "person": told.person,
        "team": told.team,
        "theme": told.theme,
        "rank": told.rank,
        "pins": [{"kind": pin.kind, "people": list(pin.people)} for pin in told.pins],
        "better": [_alternative(one) for one in told.better],
        "sisters": [_alternative(one) for one in told.sisters],
    }


def _alternative(one: Alternative) -> dict[str, Any]:
    return {
        "theme": one.theme,
        "team": one.team,
        "other": one.other,
        "rule": one.rule,
        "cost": one.cost,
        "score": asdict(one.score),
        "payers": [list(payer) for payer in one.payers],
    }


def comparison(session: Session, event_id: int, seen: int, version_id: int) -> dict[str, Any]:
    """What going back to another version would change."""
    now = seen_forming(session, event_id, seen)
    version = session.get(TeamVersion, version_id)
    if version is None or version.event_id != event_id:
        raise Refusal("no_such_version")
    after = stored_arrangement(session, version)
    return facts_of(weigh(now.day, arrangement_of(now), after, hand.FREE))
