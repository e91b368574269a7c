"""The whole solve: from an instance to teams, with what is known about their quality.

from eventlab.matchmaking.engine.solve import solve
result = solve(instance)
result.placement, result.quality, result.certificates
"""

from __future__ import annotations

import time

from .annealing import NO_RULE_BROKEN, Schedule, anneal
from .compiled import Compiled, State
from .counting import counted
from .levels import Cancelled, Levels, SolverMissing
from .levels.conflicts import conflicts
from .model import Instance, check
from .quality import ANNEALING, LEVELS
from .result import Progress, Result, Settings, Watch, appraise

POLISH = 60
"""Annealed proposals a person, as a second opinion on what the levels leave unproven."""

ALONE = 400
"""Annealed proposals a person when there is nothing but annealing."""

MENDING = 1.0
"""Seconds that annealing may go on mending broken rules when a solve was cut short."""


def solve(
    instance: Instance, settings: Settings | None = None, watch: Watch | None = None
) -> Result:
    """Teams for everybody who is not gone.

    Runs in the calling thread (``worker`` runs it in a process of its own). Always answers: with
    the proven best, with a placement within a stated distance of it, with annealing's placement
    marked ``not_proven`` (no solver, solver failed, cancelled, out of time), or with the placement
    that breaks least and the certificates that say why none is legal. Raises ``InputError`` for a
    malformed instance only.
    """
    check(instance)
    run = _Run(instance, settings or Settings(), watch or Watch())
    return run.result()


class _Run:
    def __init__(self, instance: Instance, settings: Settings, watch: Watch) -> None:
        self.instance = instance
        self.settings = settings
        self.watch = watch
        self.deadline = time.perf_counter() + settings.seconds
        self.compiled = Compiled(instance)
        self.method = LEVELS
        self.reason = ""

    def result(self) -> Result:
        found = counted(self.compiled)
        if not self.compiled.people or not self.compiled.teams:
            return appraise(self.instance, {}, bound=0, certificates=tuple(found))
        levels = self._levels(hopeless=bool(found))
        team_of = self._second_opinion(levels)
        solver = self.settings.solver and self.reason != "no_solver"
        if not found and solver and State(self.compiled, team_of).hard():
            found = conflicts(self.compiled, max(0.5, self.deadline - time.perf_counter()))
        return appraise(
            self.instance,
            self.compiled.placement(team_of),
            levels.bound,
            self.method,
            self.reason,
            tuple(found),
            levels.stages,
        )

    def _levels(self, hopeless: bool) -> Levels:
        """Run the levels; whatever happens to the solver, come back."""
        levels = Levels(self.compiled, self.settings, self.watch)
        if hopeless or not self.settings.solver:
            self.reason = "" if hopeless else "no_solver"
            return levels
        try:
            levels.run()
        except SolverMissing:
            self.reason = "no_solver"
        except Cancelled:
            self.reason = "cancelled"
        except Exception:
            # The solver is foreign code: whatever it does, the room gets its teams.
            self.reason = "solver_failed"
        if self.watch.cancelled():
            self.reason = "cancelled"
        elif levels.late and not self.reason:
            self.reason = "time"
        return levels

    def _second_opinion(self, levels: Levels) -> list[int]:
        """Annealing where the levels left a doubt; the better of the two."""
        if levels.team_of is not None:
            state = State(self.compiled, levels.team_of)
            cost = (state.hard(), state.soft())
            if cost[0] == 0 and levels.bound is not None and cost[1] <= levels.bound:
                return levels.team_of
        else:
            cost = (NO_RULE_BROKEN, 0)
        begun = time.perf_counter()
        steps = (ALONE if levels.team_of is None else POLISH) * len(self.compiled.people)
        alone = levels.team_of is None
        schedule = Schedule(steps, hot=40.0, cold=0.8) if alone else Schedule(steps, hot=1.5)
        team_of, other = anneal(
            self.compiled, self.settings.seed, schedule, self._stop, levels.team_of
        )
        levels.stages["annealing"] = time.perf_counter() - begun
        if levels.team_of is not None and other >= cost:
            return levels.team_of
        self.method = ANNEALING
        self.watch.progress(Progress("annealing", other[0], other[1], levels.bound))
        return team_of

    def _stop(self, legal: bool) -> bool:
        """Cut short: at once with a legal placement in hand, else after ``MENDING``."""
        now = time.perf_counter()
        if self.watch.cancelled():
            self.deadline = min(self.deadline, now)
        return now > self.deadline + (0.0 if legal else MENDING)
