"""How the teams are to be: how many of each theme, the tables, what matters most, the mode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import change
from eventlab.matchmaking.engine.model import TIERS
from eventlab.matchmaking.models import Place
from eventlab.matchmaking.queries.forming import forming
from eventlab.matchmaking.rules.arrangement import NO_THEME, ROLES, counts_by_votes, without_key
from eventlab.matchmaking.rules.hand import MODES
from eventlab.matchmaking.services.versions import plan_for

MOST_TEAMS = 200


def set_counts(event_id: int, counts: dict[int, int], once: Once | None = None) -> None:
    """How many teams each theme has; empty goes back to the votes.

    Theme 0 makes teams without a theme. Raises ``Refusal``: ``theme_dropped``, ``bad_request``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        known = {*forming(this.session, event_id).themes, NO_THEME}
        if not set(counts) <= known:
            raise Refusal("theme_dropped")
        if any(number < 0 for number in counts.values()) or sum(counts.values()) > MOST_TEAMS:
            raise Refusal("bad_request")
        plan_for(this).counts = {str(theme): number for theme, number in counts.items()}
        this.touch("teams", "room")


def set_total(event_id: int, total: int, once: Once | None = None) -> None:
    """So many teams in all, shared out by the votes. Raises ``bad_request``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        if not 1 <= total <= MOST_TEAMS:
            raise Refusal("bad_request")
        counts = counts_by_votes(forming(this.session, event_id).day.themes, total)
        plan_for(this).counts = {str(theme): number for theme, number in counts.items()}
        this.touch("teams", "room")


def set_without(
    event_id: int,
    role: str,
    teams: int,
    themes: Mapping[int, int] | None = None,
    once: Once | None = None,
) -> None:
    """In how many teams nobody of a role is asked for.

    ``teams``: of all, those of the themes with fewest votes first; 0 asks for the role everywhere
    again. ``themes``: of these themes, beside what was said before. Raises ``bad_request``,
    ``theme_dropped``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        numbers = [teams, *(themes or {}).values()]
        if role not in ROLES or not all(0 <= number <= MOST_TEAMS for number in numbers):
            raise Refusal("bad_request")
        if not set(themes or {}) <= _themes_at_hand(this.session, event_id):
            raise Refusal("theme_dropped")
        plan = plan_for(this)
        said = {without_key(role, theme): number for theme, number in (themes or {}).items()}
        if said or teams:
            plan.without = {**plan.without, **(said or {role: teams})}
        else:
            of_role = {key for key in plan.without if key.partition(":")[0] == role}
            plan.without = {k: n for k, n in plan.without.items() if k not in of_role}
        this.touch("teams", "room")


def _themes_at_hand(session: Session, event_id: int) -> set[int]:
    """Those that go on, none, and those that a team there already works on."""
    now = forming(session, event_id)
    return {*now.themes, NO_THEME, *(team.theme for team in now.day.teams)}


def set_places(event_id: int, step_free: Sequence[bool], once: Once | None = None) -> None:
    """The tables of the room, 1 to n: for each, whether one comes to it without a step."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        if len(step_free) > MOST_TEAMS:
            raise Refusal("bad_request")
        this.session.execute(delete(Place).where(Place.event_id == event_id))
        this.session.add_all(
            Place(event_id=event_id, number=number, step_free=good)
            for number, good in enumerate(step_free, 1)
        )
        this.touch("places", "room")
        this.touch("teams", "room")


def set_order(event_id: int, tiers: Sequence[str], once: Once | None = None) -> None:
    """What matters most, first. Raises ``bad_request`` unless each card is named once."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        if sorted(tiers) != sorted(TIERS):
            raise Refusal("bad_request")
        plan_for(this).tiers = list(tiers)
        this.touch("teams", "room")


def set_mode(event_id: int, mode: str, once: Once | None = None) -> None:
    """What a change by hand may break: ``strict``, ``warn`` or ``free``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        if mode not in MODES:
            raise Refusal("bad_request")
        plan_for(this).mode = mode
        this.touch("teams", "room")
