"""Why no legal placement exists: by counting first, then by the solver.

First what counting shows (under a millisecond), then the cheapest relaxation of level 1 (who would
have to be missed, theme by theme), then, on small events, the smallest set of rules that cannot
hold together.

Source of the smallest set: the deletion filter of Chinneck and Dravnieks, "Locating Minimal
Infeasible Constraint Sets in Linear Programs", ORSA Journal on Computing 3 (1991).
"""

from __future__ import annotations

from .certificates import Certificate
from .compiled import Compiled
from .counting import counted
from .levels.conflicts import cheapest_relaxation, smallest_conflict
from .levels.mip import SolverMissing


def certify(
    compiled: Compiled,
    counting_only: bool = False,
    solver: bool = True,
    seconds: float = 10.0,
) -> list[Certificate]:
    """Everything that can be shown to be impossible; empty when nothing can be shown.

    ``counting_only`` stops after counting. Without ``solver`` (or without highspy) only counting
    is left. Never raises for lack of a solver.
    """
    found = counted(compiled)
    if found or counting_only or not solver or not compiled.teams:
        return found
    try:
        return cheapest_relaxation(compiled, seconds) or smallest_conflict(compiled, seconds)
    except SolverMissing:
        return []
