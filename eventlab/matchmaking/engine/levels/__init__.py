"""Levels with HiGHS: people to themes, inside each theme, and both again where they disagree.

1. ``themes``: by counting; its optimum is a lower bound of every placement. The relaxation solved
   first says what each choice costs at least, so that level 1 is solved over the few choices that
   a good placement can make; ``reach`` says how good, and the bound is proven up to there.
2. ``teams``: inside each theme, the best exchanges up to the counting bound, then exchanges over
   all (``swaps``).
3. Themes that do not close are planned team by team at level 1: the bound rises to what they really
   cost, and other people are sent there. So on until the score meets the bound.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from ..compiled import Compiled, State
from ..result import Progress, Settings, Watch
from .mip import Cancelled, Effort, SolverMissing
from .swaps import improve
from .teams import deal_themes
from .themes import ThemePlan, plan_themes, relax_themes

__all__ = ["Cancelled", "Levels", "SolverMissing"]

NEAR = 8
"""Score above the bound within which choices are looked at first."""

WIDER = 8
"""So many times further when nothing is there."""

AT_ONCE = 8
"""Teams of themes that are newly planned team by team, in one go (one theme at least)."""

STEPS, MENDING_STEPS = 120, 600
"""Exchanges over the whole event after each plan; and where a rule is still broken."""

NODES = 400
"""Branch-and-bound nodes of one plan."""

Work = TypeVar("Work")


class Levels:
    """One run through the levels on a compiled instance.

    After ``run``: ``team_of`` (None when level 1 found nothing), ``bound`` (None when nothing is
    proven), ``late`` (the clock ended it), ``stages``.
    """

    def __init__(self, compiled: Compiled, settings: Settings, watch: Watch) -> None:
        self.compiled = compiled
        self.settings = settings
        self.watch = watch
        self.team_of: list[int] | None = None
        self.cost = (0, 0)
        self.bound: int | None = None
        self.late = False
        self.stages: dict[str, float] = {}
        self._began = time.perf_counter()
        self._full: set[int] = set()
        """Themes planned team by team."""

    def run(self) -> None:
        """Go as far as needed. Raises ``SolverMissing``, or ``Cancelled`` from inside HiGHS.

        Each round proves something, finds something, or looks further; when none of it, it ends.
        """
        relaxed = self._timed("relax", lambda: relax_themes(self.compiled, self._left()))
        if not relaxed.least:
            self._stop()
            return
        self._prove(relaxed.outcome.least())
        reach, further = self._floor() + NEAR, NEAR
        for _ in range(self.settings.rounds):
            if self._closed() or self._stop():
                break
            known = (reach, self.bound, self.cost, len(self._full))
            kept, beyond = relaxed.within(reach)
            plan = self._timed("themes", partial(self._plan, kept))
            proven = plan.outcome.least()
            self._prove(min(proven, beyond))
            if plan.theme_of:
                self._use(plan)
            if math.isfinite(proven):
                reach = max(reach, int(proven) - 1)
            elif math.isfinite(beyond):
                further *= WIDER
                reach = int(beyond) + further
            if self.team_of is not None and not self.cost[0]:
                reach = min(reach, self.cost[1] - 1)
            if known == (reach, self.bound, self.cost, len(self._full)):
                break

    def _plan(self, kept: Sequence[set[int]]) -> ThemePlan:
        effort = Effort(seconds=self._left(), nodes=NODES)
        seed, cancelled = self.settings.seed, self.watch.cancelled
        plan = plan_themes(self.compiled, effort, seed, cancelled, self._full, kept)
        self._stop()
        return plan

    def _prove(self, least: float) -> None:
        if math.isfinite(least):
            self.bound = max(int(least), self._floor())

    def _floor(self) -> int:
        return self.bound or 0

    def _use(self, plan: ThemePlan) -> None:
        """Deal the plan out, walk on from there, and note which themes it was too hopeful about."""
        compiled, seed = self.compiled, self.settings.seed
        team_of, planned = self._timed("teams", lambda: deal_themes(compiled, plan, seed))
        self._keep("teams", team_of)
        troubled = self._unclosed(team_of, planned, plan.tables)
        if not self._closed():
            floor, stop = self._floor(), self._stop
            steps = MENDING_STEPS if self.cost[0] else STEPS
            team_of = self._timed(
                "swaps", lambda: improve(compiled, team_of, floor, steps, seed, stop=stop)
            )
            self._keep("swaps", team_of)
        room = AT_ONCE
        for h in troubled:
            room -= len(compiled.teams_of[h])
            if room >= 0 or h == troubled[0]:
                self._full.add(h)

    def _unclosed(self, team_of: list[int], planned: list[int], tables: list[int]) -> list[int]:
        """Themes that break a rule or cost more than planned: rules first, then the small ones.

        Where step-free tables are too few, the themes that take more than they were handed.
        """
        state = State(self.compiled, team_of)
        too_few = sum(state.wanting) > self.compiled.tables
        troubled = []
        for h, teams in enumerate(self.compiled.teams_of):
            broken = any(state.costs[t][0] for t in teams)
            broken |= too_few and sum(state.wanting[t] for t in teams) > tables[h]
            if broken or sum(state.costs[t][1] for t in teams) > planned[h]:
                troubled.append((not broken, len(teams), h))
        return [h for _, _, h in sorted(troubled) if h not in self._full]

    def _timed(self, stage: str, work: Callable[[], Work]) -> Work:
        began = time.perf_counter()
        try:
            return work()
        finally:
            spent = time.perf_counter() - began
            self.stages[stage] = self.stages.get(stage, 0.0) + spent

    def _left(self) -> float:
        return max(0.01, self.settings.seconds - (time.perf_counter() - self._began))

    def _stop(self) -> bool:
        self.late = self.late or self._left() <= 0.01
        return self.late or self.watch.cancelled()

    def _closed(self) -> bool:
        return self.team_of is not None and self.cost <= (0, self._floor())

    def _keep(self, stage: str, team_of: Sequence[int]) -> None:
        """Remember a placement that is better, and tell the caller."""
        state = State(self.compiled, team_of)
        cost = (state.hard(), state.soft())
        if self.team_of is None or cost < self.cost:
            self.team_of, self.cost = list(team_of), cost
            self.watch.progress(Progress(stage, *cost, self.bound))
            self.watch.found(self.compiled.placement(self.team_of))
