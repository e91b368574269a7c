"""Level 2: inside each theme, people to teams.

The counting bound of a theme says how cheap it could be. Exchanges usually reach it, and then
nothing is left to prove there; a theme they leave open is planned team by team at level 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..annealing import greedy
from ..compiled import NOWHERE, Compiled
from .swaps import improve
from .themes import ThemePlan

STEPS_A_TEAM = 30
"""Exchanges made for each team of a theme before it is left to level 1, team by team."""


def deal_themes(compiled: Compiled, plan: ThemePlan, seed: int) -> tuple[list[int], list[int]]:
    """``(team_of, planned)``: everybody's team, and what each theme costs at least as planned.

    A theme that cannot be dealt without breaking a rule is dealt as well as possible: level 1
    mends it, team by team, with people from elsewhere.
    """
    team_of = [NOWHERE] * len(compiled.people)
    planned = []
    for h, teams in enumerate(compiled.teams_of):
        atoms = [a for a, theme in enumerate(plan.theme_of) if theme == h]
        if h in plan.full:
            dealt = _spread(compiled, plan.full[h])
            planned.append(_cost(compiled, dealt, teams))
        else:
            dealt = _deal_theme(compiled, h, atoms, plan.tables[h], seed)
            planned.append(counting_bound(compiled, h, atoms) if teams else 0)
        for a in atoms if teams else ():
            for p in compiled.atoms[a]:
                team_of[p] = dealt[p]
    return team_of, planned


def _spread(compiled: Compiled, team_of_atom: Mapping[int, int]) -> list[int]:
    """From atoms to people."""
    team_of = [NOWHERE] * len(compiled.people)
    for a, t in team_of_atom.items():
        for p in compiled.atoms[a]:
            team_of[p] = t
    return team_of


def _cost(compiled: Compiled, team_of: Sequence[int], teams: Sequence[int]) -> int:
    members: dict[int, list[int]] = {t: [] for t in teams}
    for p, t in enumerate(team_of):
        if t in members:
            members[t].append(p)
    return sum(compiled.team_cost(t, members[t])[1] for t in teams)


def _deal_theme(
    compiled: Compiled, h: int, atoms: Sequence[int], tables: int, seed: int
) -> list[int]:
    teams = compiled.teams_of[h]
    if not teams:
        return []
    least = counting_bound(compiled, h, atoms)
    begun = greedy(compiled, atoms, teams)
    return improve(compiled, begun, least, STEPS_A_TEAM * len(teams), seed, teams, tables)


def counting_bound(c: Compiled, h: int, atoms: Sequence[int]) -> int:
    """What theme h costs at least with these atoms, whoever sits with whom (score units)."""
    teams = c.teams_of[h]
    size = sum(len(c.atoms[a]) for a in atoms)
    residents = sum(c.resident[p] for a in atoms for p in c.atoms[a])
    total = c.weights.size * _off(size, len(teams), (c.size_low, c.size_high))
    total += c.weights.perspective * _off(residents, len(teams), c.resident_share)
    for a in atoms:
        prices = (sum(c.price[p][t] for p in c.atoms[a]) for t in c.domain[a] if c.theme[t] == h)
        total += min(prices, default=0) + c.inner_excess(c.atoms[a])
    for values, price in ((c.trade, c.weights.trade), (c.organisation, c.weights.organisation)):
        holders = Counter(v for a in atoms for v in {values[p] for p in c.atoms[a]})
        total += price * sum(max(0, count - len(teams)) for count in holders.values())
    return total


def _off(count: int, teams: int, share: tuple[int, int]) -> int:
    return max(0, share[0] * teams - count, count - share[1] * teams)
