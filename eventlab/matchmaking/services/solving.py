"""Solving: asked for at the desk, worked out in a process of its own, kept as a version.

The engine's process is watched by the server process that was asked. What it says, and whether it
is to stop, goes through the database, so that every server process of the event knows.
"""

from __future__ import annotations

import logging
import secrets
import time
from dataclasses import asdict, dataclass, replace
from typing import Any

from eventlab.errors import Refusal
from eventlab.extensions import aside, now_ms, reading, transaction
from eventlab.live.idempotency import Once
from eventlab.live.journal import change
from eventlab.matchmaking.engine.codec import result_to_json
from eventlab.matchmaking.engine.editor import reconcile
from eventlab.matchmaking.engine.model import Instance
from eventlab.matchmaking.engine.result import Progress, Result, Settings, appraise
from eventlab.matchmaking.engine.worker import COMMAND, Task
from eventlab.matchmaking.models import TeamPlan
from eventlab.matchmaking.queries.asking import arrangement_of
from eventlab.matchmaking.queries.forming import Forming, forming
from eventlab.matchmaking.rules.arrangement import TeamSpec, basis_of, instance_of, lay_out
from eventlab.matchmaking.rules.hand import Arrangement, Chair, situated, with_tables
from eventlab.matchmaking.services.versions import add_version, check_seen, plan_for

LIMIT_S = 25.0
"""Seconds a solve may take; what was found by then is the answer."""

SILENT_MS = 15_000
"""A solve nobody has heard of for so long has lost its process."""

LOOK_S = 0.3
TELL_S = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A solve to be run by this process."""

    event_id: int
    token: str
    instance: Instance
    teams: tuple[TeamSpec, ...]
    staff: str


def start_solve(
    event_id: int, seen: int, staff: str = "", once: Once | None = None
) -> tuple[dict[str, Any], Job | None]:
    """Begin a solve; gives the answer, and the job to ``run`` (None when it runs already).

    Raises ``Refusal``: ``teams_moved``, ``already_solving``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer, None
        plan = plan_for(this)
        check_seen(plan, seen)
        if is_running(plan):
            raise Refusal("already_solving")
        now = forming(this.session, event_id)
        wanted = _wanted(now)
        token = secrets.token_hex(8)
        plan.solve = {"id": token, "state": "running", "at": now_ms()}
        plan.heard_at = now_ms()
        this.touch("solve", "room")
        this.answer["solve"] = token
        instance = instance_of(situated(now.day, wanted))
    return this.answer, Job(event_id, token, instance, wanted.teams, staff)


def is_running(plan: TeamPlan) -> bool:
    """Whether a solve is under way and its process still gives signs of life."""
    return plan.solve.get("state") == "running" and now_ms() - plan.heard_at < SILENT_MS


def _wanted(now: Forming) -> Arrangement:
    """The teams there are to be, with everybody who is held or locked where they are."""
    before = arrangement_of(now)
    teams = tuple(lay_out(before.teams, now.counts))
    numbers = {team.number for team in teams}
    chairs = {
        person: replace(chair, team=chair.team if chair.team in numbers or chair.lock else None)
        for person, chair in before.chairs.items()
    }
    return Arrangement(teams, chairs)


def run(job: Job, seconds: float = LIMIT_S, command: tuple[str, ...] = COMMAND) -> None:
    """Do the work and keep what comes of it. Never raises: the desk reads what went wrong."""
    try:
        task = Task(job.instance, Settings(seconds=seconds), command=command).start()
        _watch(job, task)
        # Without an answer from the child the rest is worked out here: not in everybody's way.
        finish_solve(job, aside(task.result, 0.0))
    except Exception:
        log.exception("a solve failed")
        fail_solve(job)


def _watch(job: Job, task: Task) -> None:
    told_at, told = 0.0, None
    while task.running():
        time.sleep(LOOK_S)
        if _is_cancelled(job):
            task.cancel()
            return
        if time.monotonic() - told_at >= TELL_S:
            word = task.progress()
            tell_progress(job, word if word != told else None)
            told_at, told = time.monotonic(), word


def _is_cancelled(job: Job) -> bool:
    with reading() as session:
        plan = session.get(TeamPlan, job.event_id)
        solve = plan.solve if plan else {}
    return solve.get("id") != job.token or bool(solve.get("cancel"))


def tell_progress(job: Job, word: Progress | None) -> None:
    """Give a sign of life, and tell the desk how far the solve is when there is news."""
    if word is None:
        with transaction() as session:
            plan = session.get(TeamPlan, job.event_id)
            if plan is not None and plan.solve.get("id") == job.token:
                plan.heard_at = now_ms()
        return
    with change(job.event_id) as this:
        plan = this.session.get(TeamPlan, job.event_id)
        if plan is not None and plan.solve.get("id") == job.token:
            plan.solve = {**plan.solve, **asdict(word)}
            plan.heard_at = now_ms()
            this.touch("solve", "room")


def cancel_solve(event_id: int, once: Once | None = None) -> None:
    """Stop the solve under way: the best found so far will be its answer."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        plan = plan_for(this)
        if plan.solve.get("state") != "running":
            raise Refusal("not_solving")
        # Its process may be lost: then nobody would ever say that it stopped.
        state = "running" if is_running(plan) else "failed"
        plan.solve = {**plan.solve, "cancel": True, "state": state}
        this.touch("solve", "room")


def fail_solve(job: Job) -> None:
    """Say that a solve ended without an answer; the teams stay as they were."""
    with change(job.event_id) as this:
        plan = this.session.get(TeamPlan, job.event_id)
        if plan is not None and plan.solve.get("id") == job.token:
            plan.solve = {**plan.solve, "state": "failed"}
            this.touch("solve", "room")


def finish_solve(job: Job, result: Result) -> None:
    """Keep the answer as a version; the people erased and the locks made meanwhile count."""
    with change(job.event_id) as this:
        plan = this.session.get(TeamPlan, job.event_id)
        if plan is None or plan.solve.get("id") != job.token:
            return  # another solve was asked for since, or the event is gone
        now = forming(this.session, job.event_id)
        found = result_to_json(result)
        state = "cancelled" if plan.solve.get("cancel") else "done"
        told = {"id": job.token, "at": plan.solve["at"], "certificates": []}
        if not result.placement:
            state, told["certificates"] = "impossible", found["certificates"]
            this.touch("teams", "room")  # where the desk reads why
        else:
            _keep(this, plan, now, job, result, found["certificates"])
        plan.solve = {**told, "state": state, "seconds": (now_ms() - plan.solve["at"]) / 1000}
        this.touch("solve", "room")


def _keep(
    this: Any, plan: TeamPlan, now: Forming, job: Job, result: Result, certificates: list[Any]
) -> None:
    arrangement = _merged(now, job, result)
    instance = instance_of(situated(now.day, arrangement))
    basis = basis_of(instance)
    found = result.quality
    same = basis == basis_of(job.instance)
    bound, reason = (found.bound, found.reason) if same else (None, found.reason or "changed")
    judged = appraise(instance, arrangement.placement, bound, found.method, reason)
    known = {"quality": asdict(judged.quality), "certificates": certificates, "basis": basis}
    facts = {"seconds": round((now_ms() - plan.solve["at"]) / 1000, 1)}
    add_version(this, plan, arrangement, "solve", job.staff, facts, **known)


def _merged(now: Forming, job: Job, result: Result) -> Arrangement:
    before = arrangement_of(now)
    empty = situated(now.day, Arrangement(job.teams, before.chairs))
    placed = reconcile(instance_of(empty), result.placement)
    here = {guest.id for guest in now.day.guests}
    chairs = {
        person: before.chair(person)
        for person in before.chairs
        if person in here and person not in placed
    }
    for person, team in placed.items():
        chair = before.chair(str(person))
        locked = chair.lock == "team" and chair.team is not None
        chairs[str(person)] = replace(chair, team=chair.team if locked else int(team))
    numbers = {team.number for team in job.teams}
    kept = {p: c if c.team in numbers or c.lock else Chair() for p, c in chairs.items()}
    return with_tables(now.day, Arrangement(job.teams, kept))
