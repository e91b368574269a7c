"""Three levels with HiGHS: people to themes, inside each theme, repair across themes.

1. ``themes``: by counting; its optimum is a lower bound of every placement.
2. ``teams``: inside each theme, annealed swaps up to the counting bound, else exactly; ``mend``
   takes the cheapest exchange for each rule that is still broken. Themes that
   do not close are modelled team by team and level 1 is solved again: the bound rises to what they
   really cost, and other people are sent there.
3. ``across``: neighbourhoods of a few teams dealt again exactly, until the bound is met.

An event of up to ``Settings.exact_teams`` teams that still has a gap is solved as a whole.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from ..compiled import Compiled, State
from ..result import Progress, Settings, Watch
from .across import repair_across
from .mend import mend
from .mip import FEASIBLE, INFEASIBLE, OPTIMAL, Cancelled, Effort, Outcome, SolverMissing
from .neighbourhood import TeamsModel, solve_teams
from .teams import deal_themes
from .themes import ThemePlan, ThemesModel, plan_themes

__all__ = [
    "FEASIBLE",
    "INFEASIBLE",
    "OPTIMAL",
    "Cancelled",
    "Effort",
    "Levels",
    "Outcome",
    "SolverMissing",
    "TeamsModel",
    "ThemePlan",
    "ThemesModel",
    "plan_themes",
    "solve_teams",
]

REFINE_CELLS = 6000
"""People times themes beyond which level 1 is not solved again: it would take too long."""

REFINEMENTS = 3
"""How often level 1 is solved again with unclosed themes modelled team by team."""

FULL_TEAMS = 7
"""Themes of more teams than that are never modelled team by team at level 1."""

QUICK = 48
"""Neighbourhoods dealt again before anything dearer, while the placement is far from the bound."""

Work = TypeVar("Work")


class Levels:
    """One run through the levels on a compiled instance.

    After ``run``: ``team_of`` (None when level 1 found nothing), ``bound`` (None when nothing is
    proven), ``impossible`` (proven: no legal placement), ``late`` (the clock ended it), ``stages``.
    """

    def __init__(self, compiled: Compiled, settings: Settings, watch: Watch) -> None:
        self.compiled = compiled
        self.settings = settings
        self.watch = watch
        self.team_of: list[int] | None = None
        self.bound: int | None = None
        self.impossible = False
        self.late = False
        self.stages: dict[str, float] = {}
        self._began = time.perf_counter()

    def run(self) -> None:
        """Go as far as needed. Raises ``SolverMissing``, or ``Cancelled`` from inside HiGHS."""
        plan = self._timed("themes", self._plan)
        if not plan.theme_of:
            return
        team_of, planned = self._timed("teams", lambda: self._level_2(plan))
        self._keep("teams", team_of)
        self._timed("mend", lambda: self._keep("mend", self._mended(team_of)))
        whole = len(self.compiled.teams) <= self.settings.exact_teams
        if not whole and self._far():
            self._timed("quick", lambda: self._quick(planned))
        if not whole and len(self.compiled.people) * len(self.compiled.themes) <= REFINE_CELLS:
            planned = self._timed("refine", lambda: self._refine(team_of, planned))
        if not self._closed():
            self._timed("across", lambda: self._level_3(planned, self._rounds()))
        if not self._closed() and whole:
            self._timed("whole", self._whole)

    def _mended(self, team_of: list[int]) -> list[int]:
        return mend(self.compiled, team_of, stop=self._stop)

    def _quick(self, planned: list[int]) -> None:
        """Level 3 until the room would see no difference any more."""
        rounds = min(QUICK, self.settings.rounds)
        self._level_3(planned, rounds, stop=lambda: self._stop() or not self._far())

    def _far(self) -> bool:
        """Whether the room would see it: a rule broken, or more than 1 % above the bound."""
        state = self._state()
        return state.hard() > 0 or state.soft() > 1.01 * (self.bound or 0)

    def _refine(self, team_of: list[int], planned: list[int]) -> list[int]:
        """Level 1 again, with the themes that did not close modelled team by team.

        Raises the bound to what those themes really cost, and finds people for whom they close.
        """
        full: set[int] = set()
        for _ in range(REFINEMENTS):
            troubled = self._unclosed(team_of, planned) - full
            if self._closed() or not troubled or self._stop():
                break
            full |= troubled
            plan = self._plan(full)
            if not plan.theme_of:
                break
            team_of, planned = self._level_2(plan)
            self._keep("refine", team_of)
            if State(self.compiled, team_of).hard():
                self._level_3(planned, 8, team_of)
        return planned

    def _unclosed(self, team_of: list[int], planned: list[int]) -> set[int]:
        """Small themes that break a rule or cost more than level 1 planned."""
        state = State(self.compiled, team_of)
        return {
            h
            for h, teams in enumerate(self.compiled.teams_of)
            if len(teams) <= FULL_TEAMS
            and (
                any(state.costs[t][0] for t in teams)
                or sum(state.costs[t][1] for t in teams) > planned[h]
            )
        }

    def _timed(self, stage: str, work: Callable[[], Work]) -> Work:
        began = time.perf_counter()
        try:
            return work()
        finally:
            self.stages[stage] = time.perf_counter() - began

    def _left(self) -> float:
        return max(0.01, self.settings.seconds - (time.perf_counter() - self._began))

    def _stop(self) -> bool:
        self.late = self.late or self._left() <= 0.01
        return self.late or self.watch.cancelled()

    def _plan(self, full: Collection[int] = ()) -> ThemePlan:
        effort = Effort(seconds=self._left(), nodes=100 if full else 400, gap=0.0005)
        seed, cancelled = self.settings.seed, self.watch.cancelled
        plan = plan_themes(self.compiled, effort, seed, cancelled, full)
        proven = plan.bound()
        if proven is not None:
            self.bound = max(proven, self.bound or 0)
        self.impossible = self.impossible or plan.outcome.status == INFEASIBLE
        self._stop()
        return plan

    def _level_2(self, plan: ThemePlan) -> tuple[list[int], list[int]]:
        effort = Effort(seconds=min(5.0, self._left()), nodes=20)
        return deal_themes(self.compiled, plan, self.settings.seed, effort)

    def _level_3(
        self,
        planned: list[int],
        rounds: int,
        start: list[int] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        bound = self.bound if self.bound is not None else -1
        repair_across(
            self.compiled,
            start or self._state().team_of,
            bound,
            planned,
            rounds,
            self.settings.seed,
            stop=stop or self._stop,
            found=lambda state: self._keep("across", state.team_of),
        )

    def _state(self) -> State:
        """The best placement so far."""
        assert self.team_of is not None
        return State(self.compiled, self.team_of)

    def _rounds(self) -> int:
        """A small event goes to the whole programme sooner than through many neighbourhoods."""
        teams = len(self.compiled.teams)
        if teams > self.settings.exact_teams:
            return self.settings.rounds
        return 0 if teams <= 12 else min(8, self.settings.rounds)

    def _whole(self) -> None:
        """All teams at once: proves the optimum, raises the bound, or proves that nothing is."""
        state = self._state()
        dealt, outcome = solve_teams(
            self.compiled,
            state.team_of,
            range(len(self.compiled.teams)),
            self.compiled.tables,
            Effort(seconds=self._left(), nodes=1000),
            self.settings.seed,
            legal=state.hard() == 0,
            cancelled=self.watch.cancelled,
        )
        self.impossible = outcome.status == INFEASIBLE
        if math.isfinite(outcome.bound) and not self.impossible:
            proven = math.ceil(outcome.bound - 1e-4)
            if outcome.status == OPTIMAL:
                proven = max(proven, round(outcome.value))
            self.bound = max(self.bound or 0, proven)
        if dealt is not None:
            self._keep("whole", dealt)

    def _closed(self) -> bool:
        if self.team_of is None or self.bound is None:
            return False
        state = State(self.compiled, self.team_of)
        return state.hard() == 0 and state.soft() <= self.bound

    def _keep(self, stage: str, team_of: Sequence[int]) -> None:
        """Remember a placement that is better, and tell the caller."""
        state = State(self.compiled, team_of)
        cost = (state.hard(), state.soft())
        if self.team_of is not None:
            best = State(self.compiled, self.team_of)
            if cost > (best.hard(), best.soft()):
                return
        self.team_of = list(team_of)
        self.watch.progress(Progress(stage, cost[0], cost[1], self.bound))
        self.watch.found(self.compiled.placement(self.team_of))
