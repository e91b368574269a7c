"""How good a placement is known to be: facts, not sentences (those are translated elsewhere)."""

from __future__ import annotations

from dataclasses import dataclass

PROVEN_BEST, WITHIN, NOT_PROVEN, BROKEN = "proven_best", "within", "not_proven", "broken"

LEVELS, ANNEALING = "levels", "annealing"


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality line as data.

    ``statement``: ``proven_best``; ``within`` (then ``gap``: 0.008 reads "within 0.8 % of the best
    possible"); ``not_proven``; ``broken`` (some hard rule is broken, see the certificates).
    ``score`` and ``bound`` in score units; no placement at all scores below ``bound`` (None: no
    bound known). ``method`` found the placement: ``levels`` or ``annealing``. ``reason`` says why
    nothing is proven: ``no_solver``, ``solver_failed``, ``time``, ``cancelled``, ``by_hand``; empty
    otherwise.
    """

    statement: str
    score: int
    bound: int | None = None
    gap: float | None = None
    method: str = LEVELS
    reason: str = ""


def quality(
    cost: tuple[int, int], bound: int | None, method: str = LEVELS, reason: str = ""
) -> Quality:
    """State the quality of a placement of that ``(hard, soft)`` cost against a proven bound.

    The gap is ``(score - bound) / bound``, the stricter of the two usual ones; against a bound of
    zero no percentage is true, and a positive score is then ``not_proven``.
    """
    hard, score = cost
    if hard:
        return Quality(BROKEN, score, bound, None, method, reason)
    if bound is None or bound < 0:
        return Quality(NOT_PROVEN, score, None, None, method, reason)
    if score <= bound:
        return Quality(PROVEN_BEST, score, score, 0.0, method)
    if bound == 0:
        return Quality(NOT_PROVEN, score, bound, None, method, reason)
    return Quality(WITHIN, score, bound, (score - bound) / bound, method, reason)
