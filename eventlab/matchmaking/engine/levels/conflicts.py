"""Certificates that need the solver: the cheapest relaxation, and the smallest conflicting set.

Source of the smallest set: the deletion filter of Chinneck and Dravnieks, "Locating Minimal
Infeasible Constraint Sets in Linear Programs", ORSA Journal on Computing 3 (1991).
"""

from __future__ import annotations

from ..certificates import CONFLICT, RELAXATION, Certificate, Way
from ..compiled import NOWHERE, Compiled
from ..model import Id
from .mip import INFEASIBLE, Effort, SolverMissing
from .team_by_team import TeamsModel
from .themes import ThemesModel

RELAXABLE = (
    "facilitators",
    "professionals",
    "residents",
    "language",
    "step_free_tables",
    "apart",
    "size_under",
    "size_over",
)
"""Rules that may be taken out one by one, the easiest to do without last."""

ROLES = ("residents", "professionals", "facilitators")

CONFLICT_CELLS = 4000
"""People times teams beyond which the smallest conflicting set is not looked for."""


def conflicts(compiled: Compiled, seconds: float) -> list[Certificate]:
    """What cannot be met together: who would have to be missed, theme by theme; else, on small
    events, the smallest set of rules that cannot hold together. Empty when nothing can be shown,
    or without a solver."""
    try:
        return cheapest_relaxation(compiled, seconds) or smallest_conflict(compiled, seconds)
    except SolverMissing:
        return []


def cheapest_relaxation(compiled: Compiled, seconds: float) -> list[Certificate]:
    """What level 1 would have to let go of, theme by theme; empty when level 1 can be met."""
    model = ThemesModel(compiled, slack=True)
    outcome = model.mip.solve(Effort(seconds=seconds, nodes=200))
    # Only a proven bound above zero shows that something must be missed.
    if not outcome.values or outcome.bound < 0.5:
        return []
    missed = [
        (rule, theme, people, round(outcome.values[variable]))
        for rule, theme, people, variable in model.slacks
        if round(outcome.values[variable])
    ]
    quiet = _quiet_themes(compiled, missed)
    return [_missed(compiled, *one, quiet.get(one[0], ())) for one in missed]


def _quiet_themes(
    compiled: Compiled, missed: list[tuple[str, int, tuple[int, ...], int]]
) -> dict[str, tuple[tuple[Id, int], ...]]:
    """For each role that is missing: in how many teams of which theme nobody must be asked for.

    A way out has to do for all themes where somebody is missing, and counts the teams of a theme
    in which nobody of the role is asked for already.
    """
    quiet: dict[str, tuple[tuple[Id, int], ...]] = {}
    for rule, theme, _, missing in missed:
        if rule in ROLES:
            asked = getattr(compiled, f"least_{rule}")
            demands = sorted(asked[t] for t in compiled.teams_of[theme] if compiled.open[t])
            teams = next(n for n in range(len(demands) + 1) if sum(demands[:n]) >= missing)
            quiet[rule] = (*quiet.get(rule, ()), (compiled.themes[theme], teams))
    return quiet


def _missed(
    compiled: Compiled,
    rule: str,
    theme: int,
    people: tuple[int, ...],
    missing: int,
    quiet: tuple[tuple[Id, int], ...],
) -> Certificate:
    where = compiled.themes[theme] if theme != NOWHERE else None
    ids = tuple(compiled.people[p] for p in people)
    return Certificate(
        rule,
        proof=RELAXATION,
        missing=missing,
        people=ids,
        theme=where,
        teams=tuple(compiled.teams[t] for t in compiled.teams_of[theme])
        if theme != NOWHERE
        else (),
        ways=(*_unlock(compiled, rule), *_ways(rule, missing, ids, {"themes": quiet})),
    )


def _unlock(compiled: Compiled, rule: str) -> tuple[Way, ...]:
    """The people of a role who are locked by hand: they may be what other themes lack."""
    if rule not in ROLES:
        return ()
    resident, leads = compiled.resident, compiled.facilitator
    locked = tuple(
        person.id
        for p, person in enumerate(compiled.persons)
        if (person.lock_team is not None or person.lock_theme is not None)
        and (leads[p] if rule == "facilitators" else resident[p] == (rule == "residents"))
    )
    return (Way("unlock", {"people": locked}),) if locked else ()


def _ways(
    rule: str, missing: int, people: tuple[object, ...], without: dict[str, object]
) -> tuple[Way, ...]:
    """``without``: the teams in which nobody of the role would be asked for."""
    if rule in ROLES:
        more = Way("more_people", {"role": rule, "count": missing})
        return (more, Way("none_in", {"role": rule, **without}))
    return {
        "size_under": (Way("more_people", {"count": missing}), Way("smaller_teams", {})),
        "size_over": (Way("larger_teams", {}), Way("more_teams", {"teams": 1})),
        "language": (Way("find_interpreter", {"people": people}),),
        "apart": (Way("drop_link", {"link": "apart", "people": people}),),
        "step_free_tables": (Way("more_tables", {"count": missing}),),
    }[rule]


def smallest_conflict(compiled: Compiled, seconds: float) -> list[Certificate]:
    """One set of rules that cannot hold together, none of which can be left out of the set.

    Locks and together-links are taken as given; when they alone are impossible the set is empty.
    Empty list when everything can hold, or nothing could be shown in time.
    """
    if len(compiled.people) * len(compiled.teams) > CONFLICT_CELLS:
        return []
    each = Effort(seconds=seconds / (1 + len(RELAXABLE)), nodes=500)
    if not _impossible(compiled, (), each):
        return []
    skipped: list[str] = []
    for rule in reversed(RELAXABLE):
        if _impossible(compiled, (*skipped, rule), each):
            skipped.append(rule)
    kept = tuple(rule for rule in RELAXABLE if rule not in skipped)
    people = _concerned(compiled, kept)
    # The rule holds nowhere in what was shown to be possible without it.
    nowhere: dict[str, object] = {"teams": sum(compiled.open)}
    ways = tuple(way for rule in kept for way in _ways(rule, 1, people, nowhere))
    return [Certificate("conflict", CONFLICT, people=people, facts={"rules": kept}, ways=ways)]


def _impossible(compiled: Compiled, skip: tuple[str, ...], effort: Effort) -> bool:
    teams, atoms = range(len(compiled.teams)), range(len(compiled.atoms))
    model = TeamsModel(compiled, teams, atoms, compiled.tables, skip, priced=False)
    return model.mip.solve(effort).status == INFEASIBLE


def _concerned(compiled: Compiled, rules: tuple[str, ...]) -> tuple[Id, ...]:
    """Whom the conflicting rules are about: those who need, avoid, or are locked or linked."""
    return tuple(
        id
        for p, id in enumerate(compiled.people)
        if (compiled.needs[p] and "language" in rules)
        or (compiled.step_free[p] and "step_free_tables" in rules)
        or (compiled.apart[p] and "apart" in rules)
        or compiled.mates[p]
        or len(compiled.person_domain[p]) < len(compiled.teams)
    )
