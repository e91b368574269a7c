"""A small mixed-integer programme, built row by row and given to HiGHS in one piece.

highspy is imported only when something is solved: importing the engine stays cheap, and a machine
without the solver still has annealing.

Source: HiGHS, https://highs.dev (MIT); Huangfu and Hall, "Parallelizing the dual revised simplex
method", Mathematical Programming Computation 10 (2018).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

INFINITY = math.inf

OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN = "optimal", "feasible", "infeasible", "unknown"


class SolverMissing(RuntimeError):
    """highspy cannot be imported on this machine."""


class Cancelled(RuntimeError):
    """The caller's ``cancelled()`` said so while HiGHS was working."""


@dataclass(frozen=True)
class Effort:
    """When a solve stops unproven. Only ``seconds`` depends on the machine; keep it generous.

    ``nodes``: branch-and-bound nodes. ``gap``: relative gap that is good enough.
    """

    seconds: float = 60.0
    nodes: int = 2000
    gap: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """``status``, the best value found, the proven lower bound, and the variables' values."""

    status: str
    value: float = INFINITY
    bound: float = -INFINITY
    values: Sequence[float] = ()
    seconds: float = 0.0

    def least(self) -> float:
        """What every solution costs at least, when scores are whole numbers: the bound rounded up.

        Infinite when there is no solution, minus infinite when nothing is known.
        """
        if self.status == INFEASIBLE:
            return INFINITY
        return math.ceil(self.bound - 1e-4) if math.isfinite(self.bound) else self.bound


@dataclass
class Mip:
    """Minimise costs over rows ``low <= sum(value * variable) <= high``."""

    costs: list[float] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lows: list[float] = field(default_factory=list)
    row_highs: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    entries: list[float] = field(default_factory=list)
    constant: float = 0.0

    def variable(
        self, cost: float = 0.0, low: float = 0.0, high: float = 1.0, whole: bool = True
    ) -> int:
        """A new variable; returns its number."""
        self.costs.append(cost)
        self.lows.append(low)
        self.highs.append(high)
        self.whole.append(whole)
        return len(self.costs) - 1

    def row(
        self, terms: Iterable[tuple[int, float]], low: float = -INFINITY, high: float = INFINITY
    ) -> int:
        """A new row over ``(variable, value)`` terms; returns its number."""
        for column, value in terms:
            self.columns.append(column)
            self.entries.append(value)
        self.starts.append(len(self.columns))
        self.row_lows.append(low)
        self.row_highs.append(high)
        return len(self.row_lows) - 1

    def solve(
        self,
        effort: Effort,
        seed: int = 0,
        cancelled: Callable[[], bool] | None = None,
    ) -> Outcome:
        """Minimise.

        Deterministic for the same rows, seed and node limit. Raises ``SolverMissing`` without
        highspy and ``Cancelled`` when asked to stop.
        """
        began = time.perf_counter()
        solver, highspy = _solver(effort, seed)
        solver.passModel(self._model(highspy))
        if cancelled is not None:
            _listen(solver, cancelled)
        solver.run()
        if cancelled is not None and cancelled():
            raise Cancelled
        return self._outcome(solver, highspy, time.perf_counter() - began)

    def relax(self, seconds: float) -> tuple[Outcome, Sequence[float]]:
        """The programme with fractions allowed, and what one more of each variable would cost."""
        began = time.perf_counter()
        solver, highspy = _solver(Effort(seconds), 0)
        model = self._model(highspy)
        model.integrality_ = []
        solver.passModel(model)
        solver.run()
        outcome = self._outcome(solver, highspy, time.perf_counter() - began)
        if outcome.status != OPTIMAL:
            return outcome, ()
        return replace(outcome, bound=outcome.value), list(solver.getSolution().col_dual)

    def _model(self, highspy: Any) -> Any:
        import numpy as np

        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.row_lows)
        lp.offset_ = self.constant
        lp.col_cost_ = np.array(self.costs, dtype=float)
        lp.col_lower_ = np.array(self.lows, dtype=float)
        lp.col_upper_ = np.array(self.highs, dtype=float)
        lp.row_lower_ = np.array(self.row_lows, dtype=float)
        lp.row_upper_ = np.array(self.row_highs, dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.entries, dtype=float)
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if w else kinds.kContinuous for w in self.whole]
        return lp

    def _outcome(self, solver: Any, highspy: Any, seconds: float) -> Outcome:
        status, info = solver.getModelStatus(), solver.getInfo()
        impossible = (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )
        if status in impossible:
            return Outcome(INFEASIBLE, seconds=seconds)
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        bound = info.mip_dual_bound if any(self.whole) else info.objective_function_value
        if not found:
            return Outcome(UNKNOWN, bound=bound, seconds=seconds)
        optimal = status == highspy.HighsModelStatus.kOptimal
        values = list(solver.getSolution().col_value)
        value = info.objective_function_value
        return Outcome(OPTIMAL if optimal else FEASIBLE, value, bound, values, seconds)


def _solver(effort: Effort, seed: int) -> tuple[Any, Any]:
    try:
        import highspy
    except ImportError as missing:
        raise SolverMissing(str(missing)) from missing
    solver = highspy.Highs()
    solver.silent()
    options: dict[str, Any] = {
        "threads": 1,
        "parallel": "off",
        "random_seed": seed % 2_147_483_647,
        "time_limit": float(effort.seconds),
        "mip_max_nodes": effort.nodes,
        "mip_rel_gap": effort.gap,
        # Every price is a whole number: less than one apart is the same.
        "mip_abs_gap": 0.999,
        # What the programmes of the levels spend their time on without gaining by it.
        "presolve": "off",
        "mip_pool_soft_limit": 150,
        "mip_heuristic_run_rens": False,
        "mip_heuristic_run_rins": False,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver, highspy


def _listen(solver: Any, cancelled: Callable[[], bool]) -> None:
    def look(event: Any) -> None:
        if cancelled():
            event.data_in.user_interrupt = True

    solver.cbMipInterrupt += look
