"""The versions of the teams: every change makes one, and names the one it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.matchmaking.engine.explain import Explainer
from eventlab.matchmaking.engine.model import STARTED
from eventlab.matchmaking.engine.quality import PROVEN_BEST
from eventlab.matchmaking.engine.result import Result, appraise
from eventlab.matchmaking.engine.rules import breaches
from eventlab.matchmaking.models import Member, Seat, Team, TeamPlan, TeamVersion
from eventlab.matchmaking.queries.asking import arrangement_of, stored_arrangement
from eventlab.matchmaking.queries.drafts import judged
from eventlab.matchmaking.queries.forming import (
    Forming,
    forming,
    plan_of,
    spec_rows,
)
from eventlab.matchmaking.rules import hand
from eventlab.matchmaking.rules.arrangement import TeamSpec, basis_of, instance_of
from eventlab.matchmaking.rules.hand import Arrangement, HandRefused, situated

KEPT = 60
BY_HAND = ("move", "swap")
"""Versions kept beside the published ones."""

Rule = Callable[[Forming, Arrangement], Arrangement]
Moves = list[tuple[str, int | None]]


def plan_for(this: Change) -> TeamPlan:
    """The plan of the event, stored from now on, within a change under way."""
    plan = plan_of(this.session, this.event_id)
    if plan not in this.session:
        this.session.add(plan)
        this.touch("teams", "room")
    return plan


def check_seen(plan: TeamPlan, seen: int) -> None:
    """Raise ``Refusal("teams_moved")`` unless ``seen`` is the version in hand (0: none yet)."""
    if (plan.version_id or 0) != seen:
        raise Refusal("teams_moved")


def add_version(
    this: Change,
    plan: TeamPlan,
    arrangement: Arrangement,
    what: str,
    staff: str,
    facts: dict[str, Any] | None = None,
    **known: Any,
) -> TeamVersion:
    """Store an arrangement as the version in hand, within a change under way.

    ``known``: its ``quality``, ``certificates`` and ``basis`` when a solve found them.
    """
    version = TeamVersion(
        event_id=this.event_id,
        parent_id=plan.version_id,
        what=what,
        facts=facts or {},
        staff_id=staff,
        teams=spec_rows(arrangement.teams),
        **known,
    )
    this.session.add(version)
    this.session.flush()
    rows = [
        {
            "version_id": version.id,
            "participant_id": person,
            "team": chair.team,
            "lock": chair.lock,
            "lock_theme": chair.lock_theme,
            "reason": chair.reason,
        }
        for person, chair in arrangement.chairs.items()
        if chair.team is not None or chair.lock
    ]
    if rows:
        this.session.execute(insert(Seat), rows)
    plan.version_id, plan.redo = version.id, []
    this.touch("team_version", version.id)
    this.touch("teams", "room")
    _prune(this, plan)
    return version


def _prune(this: Change, plan: TeamPlan) -> None:
    """Forget the oldest versions that were never published."""
    ids = this.session.scalars(
        select(TeamVersion.id)
        .where(TeamVersion.event_id == this.event_id, TeamVersion.published_at.is_(None))
        .order_by(TeamVersion.id.desc())
        .offset(KEPT)
    ).all()
    if ids:
        this.session.execute(delete(TeamVersion).where(TeamVersion.id.in_(ids)))
        this.touch("team_version", *ids)


def rearrange(
    event_id: int,
    seen: int,
    staff: str,
    what: str,
    rule: Rule,
    facts: dict[str, Any] | None = None,
    once: Once | None = None,
    out: bool = False,
) -> dict[str, Any]:
    """Make a version by a rule; gives ``{"version"}``.

    ``out``: the room is told at once, where the version in hand is what the room knows. Raises
    ``Refusal``: ``teams_moved``, ``rules_broken`` in strict mode, and what the rule refuses.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        plan = plan_for(this)
        check_seen(plan, seen)
        now = forming(this.session, event_id)
        before = arrangement_of(now)
        try:
            after = rule(now, before)
        except HandRefused as refused:
            raise Refusal(refused.code) from refused
        verdict = hand.weigh(now.day, before, after, plan.mode)
        if not verdict.allowed:
            raise Refusal("rules_broken")
        published = plan.version_id is not None and plan.version_id == plan.published_id
        version = add_version(this, plan, after, what, staff, facts, **_known(now, after, what))
        if out and published:
            put_out(this, plan)
        this.answer["version"] = version.id
    return this.answer


def _known(now: Forming, after: Arrangement, what: str) -> dict[str, Any]:
    """What is known of the quality after a change by hand.

    The bound holds for the same rules, and where somebody more is kept in a team: what is not
    reached with more freedom is not reached with less. So does what shows that it cannot be done.
    ``reached``: a placement as good as the bound was found, so that a worse one is known to be so.
    """
    instance = instance_of(situated(now.day, after))
    freer = instance_of(situated(now.day, hand.loosened(after, arrangement_of(now))))
    same = now.version is not None and now.version.basis == basis_of(freer)
    before = now.version.quality if same and now.version else {}
    reason = "by_hand" if what in BY_HAND else before.get("reason", "changed")
    judged = appraise(instance, after.placement, before.get("bound"), reason=reason)
    reached = before.get("reached", False) or before.get("statement") == PROVEN_BEST
    shown = now.version.certificates if same and now.version else []
    return {
        "quality": {**asdict(judged.quality), "reached": reached},
        "certificates": shown,
        "basis": basis_of(instance),
    }


def move_people(
    event_id: int,
    seen: int,
    moves: Moves,
    staff: str = "",
    once: Once | None = None,
    what: str = "move",
    out: bool = False,
) -> dict[str, Any]:
    """Seat people in other teams (None: in none). Raises as ``rearrange``.

    Who is moved by hand (``what``: ``move``, ``swap``) is kept there by every solve from now on;
    who is given a seat or makes up for somebody's leaving is not.
    """
    facts = {"moves": [list(one) for one in moves]}

    def rule(now: Forming, before: Arrangement) -> Arrangement:
        after = hand.moved(now.day, before, moves)
        return hand.kept(after, [person for person, _ in moves]) if what in BY_HAND else after

    return rearrange(event_id, seen, staff, what, rule, facts, once, out)


def lock_person(
    event_id: int,
    seen: int,
    person: str,
    theme: int | None,
    reason: str,
    staff: str = "",
    once: Once | None = None,
) -> dict[str, Any]:
    """Keep somebody in their team, or on a theme when one is named. Raises ``not_seated``."""

    def rule(_: Forming, before: Arrangement) -> Arrangement:
        if theme is None:
            return hand.person_locked(before, person, reason)
        return hand.theme_locked(before, person, theme, reason)

    return rearrange(event_id, seen, staff, "lock", rule, {"people": [person]}, once)


def unlock_people(
    event_id: int, seen: int, people: list[str], staff: str = "", once: Once | None = None
) -> dict[str, Any]:
    """Take these people's locks away."""

    def rule(_: Forming, before: Arrangement) -> Arrangement:
        return hand.unlocked(before, people)

    return rearrange(event_id, seen, staff, "unlock", rule, {"people": people}, once)


def lock_team(
    event_id: int,
    seen: int,
    team: int,
    state: str,
    reason: str,
    staff: str = "",
    once: Once | None = None,
) -> dict[str, Any]:
    """Lock a whole team (``locked``) or open it (``open``). Raises ``no_such_team``."""

    def rule(_: Forming, before: Arrangement) -> Arrangement:
        return hand.team_state(before, [team], state, reason)

    what = "lock_team" if state == "locked" else "open_team"
    return rearrange(event_id, seen, staff, what, rule, {"team": team}, once)


def start_teams(
    event_id: int, seen: int, started: bool, staff: str = "", once: Once | None = None
) -> dict[str, Any]:
    """Work begins: no solve moves anybody out of a team any more (or work has not begun).

    Raises ``Refusal``: ``not_published`` when the room does not know this version.
    """

    def rule(now: Forming, before: Arrangement) -> Arrangement:
        if now.version is None or now.plan.published_id != now.version.id:
            raise HandRefused("not_published")
        wanted, other = (STARTED, "open") if started else ("open", STARTED)
        numbers = [team.number for team in before.teams if team.state == other]
        return hand.team_state(before, numbers, wanted)

    what = "start" if started else "unstart"
    return rearrange(event_id, seen, staff, what, rule, None, once, out=True)


def return_to(
    event_id: int, seen: int, version_id: int, staff: str = "", once: Once | None = None
) -> dict[str, Any]:
    """Take an older version in hand again, as a new one. Raises ``no_such_version``."""
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        plan = plan_for(this)
        check_seen(plan, seen)
        old = _version(this.session, event_id, version_id)
        known = {"quality": old.quality, "certificates": old.certificates, "basis": old.basis}
        again = stored_arrangement(this.session, old)
        made = add_version(this, plan, again, "return", staff, {"version": old.id}, **known)
        this.answer["version"] = made.id
    return this.answer


def undo_teams(event_id: int, seen: int, once: Once | None = None) -> dict[str, Any]:
    """Go back to the version before this one. Raises ``teams_moved``, ``nothing_to_undo``."""
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        plan = plan_for(this)
        check_seen(plan, seen)
        version = this.session.get(TeamVersion, seen)
        parent = (
            this.session.get(TeamVersion, version.parent_id)
            if version and version.parent_id
            else None
        )
        if version is None or parent is None:
            raise Refusal("nothing_to_undo")
        _take(this, plan, parent.id, [version.id, *plan.redo])
    return this.answer


def redo_teams(event_id: int, seen: int, once: Once | None = None) -> dict[str, Any]:
    """Do again what was undone last. Raises ``teams_moved``, ``nothing_to_redo``."""
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        plan = plan_for(this)
        check_seen(plan, seen)
        if not plan.redo or this.session.get(TeamVersion, plan.redo[0]) is None:
            raise Refusal("nothing_to_redo")
        _take(this, plan, plan.redo[0], plan.redo[1:])
    return this.answer


def _take(this: Change, plan: TeamPlan, version_id: int, redo: list[int]) -> None:
    plan.version_id, plan.redo = version_id, redo
    this.touch("teams", "room")
    this.answer["version"] = version_id


def _version(session: Session, event_id: int, version_id: int) -> TeamVersion:
    version = session.get(TeamVersion, version_id)
    if version is None or version.event_id != event_id:
        raise Refusal("no_such_version")
    return version


def publish(event_id: int, seen: int, staff: str = "", once: Once | None = None) -> dict[str, Any]:
    """Tell the room the version in hand; gives ``{"version", "teams"}``.

    Raises ``Refusal``: ``teams_moved``, ``no_teams``, ``rules_broken`` in strict mode.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        plan = plan_for(this)
        check_seen(plan, seen)
        put_out(this, plan)
        this.answer["version"] = plan.version_id
    return this.answer


def put_out(this: Change, plan: TeamPlan) -> None:
    """Make the version in hand what the room knows, within a change under way."""
    this.session.flush()
    now = forming(this.session, this.event_id)
    if now.version is None or not now.day.seats:
        raise Refusal("no_teams")
    instance = instance_of(now.day)
    if plan.mode == "strict" and hand.rules_among(breaches(instance, now.day.placement)):
        raise Refusal("rules_broken")
    before = judged(now, instance)
    plan.publication += 1
    plan.published_id = now.version.id
    now.version.published_at = now_ms()
    tables = _tables(this)
    teams, gone = _write_teams(this, now.day.teams)
    _write_members(this, plan, now, teams, tables, Explainer(instance, now.day.placement))
    this.session.flush()
    for team in gone:  # last: with a team go those who are still in it
        this.session.delete(team)
    _carry_bound(this, now.version, before)
    this.touch("teams", "room")
    this.touch("team_version", now.version.id)
    this.answer["teams"] = len(teams)


def _carry_bound(this: Change, version: TeamVersion, before: Result) -> None:
    """Keep what was proven: from now on moves are counted from this very version.

    Who moves away from it had moved, or moves now: a bound on all placements goes down by no
    more than what the moves of this one cost, and so does its own score.
    """
    this.session.flush()
    instance = instance_of(forming(this.session, this.event_id).day)
    bound = before.quality.bound
    if bound is not None:
        bound -= before.score.moved * instance.weights.moved
    version.quality = {**version.quality, "bound": bound, "reached": False}
    version.basis = basis_of(instance)


def _tables(this: Change) -> dict[int, str]:
    """The table of each published team, by id."""
    teams = this.session.scalars(select(Team).where(Team.event_id == this.event_id))
    return {team.id: team.table for team in teams}


def _write_teams(this: Change, specs: Iterable[TeamSpec]) -> tuple[dict[int, Team], list[Team]]:
    """Bring the published teams level with these, by number; gives those that are no more too."""
    stored = {
        team.number: team
        for team in this.session.scalars(select(Team).where(Team.event_id == this.event_id))
    }
    teams = {}
    for spec in specs:
        team = stored.pop(spec.number, None) or Team(event_id=this.event_id, number=spec.number)
        if team.theme_id != (spec.theme or None):
            team.name = ""  # other people on another theme have the number now
        team.theme_id, team.table = spec.theme or None, spec.table
        team.state = STARTED if spec.state == STARTED else "open"
        this.session.add(team)
        teams[spec.number] = team
    this.session.flush()
    this.touch("team", *[team.id for team in (*teams.values(), *stored.values())])
    return teams, list(stored.values())


def _write_members(
    this: Change,
    plan: TeamPlan,
    now: Forming,
    teams: dict[int, Team],
    tables: dict[int, str],
    explainer: Explainer,
) -> None:
    """Bring the members level: where team or table changed, it is told. ``tables``: before."""
    query = select(Member).join(Team).where(Team.event_id == this.event_id)
    stored = {member.participant_id: member for member in this.session.scalars(query)}
    sits = {person: number for person, number in now.day.seats.items() if number in teams}
    for person, number in sits.items():
        member = stored.pop(person, None)
        if member is None:
            member = Member(participant_id=person, team_id=0, since=0, came_from="")
            this.session.add(member)
        team = teams[number]
        if member.team_id != team.id or tables[team.id] != team.table:
            member.came_from = tables.get(member.team_id, "")
            member.team_id, member.since = team.id, plan.publication
        member.why = _why(explainer, person)
    for gone in stored.values():
        this.session.delete(gone)
    this.touch("my_team", *sits, *stored)


def _why(explainer: Explainer, person: str) -> dict[str, Any]:
    """What somebody may know of their seat: their own facts."""
    known = explainer.own(person)
    return {} if known is None else {"rank": known[0], "pins": list(known[1])}
