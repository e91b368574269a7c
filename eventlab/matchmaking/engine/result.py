"""What a solve gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .certificates import Certificate
from .model import Id, Instance, Placement
from .quality import Quality, quality
from .rules import Breach, breaches, step_free_teams
from .score import Score, score


@dataclass(frozen=True)
class Settings:
    """How hard to try. Same seed, same settings, same instance: same teams.

    ``seconds`` is a safety net only (a solve cut short by the clock may differ between machines,
    and says ``reason='time'``); the real limits are counts. ``rounds``: how often
    level 1 is solved at most. ``solver``: False never touches highspy.
    """

    seed: int = 0
    seconds: float = 60.0
    rounds: int = 40
    solver: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """A word from a running solve: the stage, how many teams' rules are broken, score, bound."""

    stage: str
    hard: int
    score: int
    bound: int | None


@dataclass(frozen=True)
class Watch:
    """What the caller hears and may say while a solve runs. ``found`` gets better placements."""

    progress: Callable[[Progress], None] = lambda _: None
    found: Callable[[Placement], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Result:
    """A placement with everything a surface shows about it.

    ``placement`` is the best found even when it breaks rules (``breaches`` says which); it is empty
    only when there is nobody or no team. ``step_free_teams`` must be given a step-free table.
    ``certificates`` say why no legal placement exists (see ``certificates``), empty otherwise.
    ``stages``: seconds spent, by stage, for benches.
    """

    placement: Placement
    score: Score
    breaches: tuple[Breach, ...]
    quality: Quality
    step_free_teams: tuple[Id, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    stages: dict[str, float] = field(default_factory=dict, compare=False)

    @property
    def legal(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.breaches


def appraise(
    instance: Instance,
    placement: Placement,
    bound: int | None = None,
    method: str = "levels",
    reason: str = "",
    certificates: tuple[Certificate, ...] = (),
    stages: dict[str, float] | None = None,
) -> Result:
    """The result for a placement: rules, score and quality are worked out from it, not believed.

    Use it for a placement changed by hand too, with ``reason='by_hand'``: a bound proven for the
    same people, rules and prices stays true for every placement of them.
    """
    broken = tuple(breaches(instance, placement))
    counted = score(instance, placement)
    cost = (len(broken), counted.total(instance.weights))
    return Result(
        placement=placement,
        score=counted,
        breaches=broken,
        quality=quality(cost, bound, method, reason),
        step_free_teams=tuple(step_free_teams(instance, placement)),
        certificates=certificates,
        stages=stages or {},
    )
