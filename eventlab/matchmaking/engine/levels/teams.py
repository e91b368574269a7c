"""Level 2: inside each theme, people to teams.

The counting bound of a theme says how cheap it could be; annealed swaps usually reach it, and then
nothing is left to prove. What they leave open, ``neighbourhood`` closes exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..compiled import Compiled
from .themes import _inner_excess


def counting_bound(c: Compiled, h: int, atoms: Sequence[int]) -> int:
    """What theme h costs at least with these atoms, whoever sits with whom (score units)."""
    teams = c.teams_of[h]
    size = sum(len(c.atoms[a]) for a in atoms)
    residents = sum(c.resident[p] for a in atoms for p in c.atoms[a])
    total = c.weights.size * _off(size, len(teams), (c.size_low, c.size_high))
    total += c.weights.perspective * _off(residents, len(teams), c.resident_share)
    for a in atoms:
        prices = (sum(c.price[p][t] for p in c.atoms[a]) for t in c.domain[a] if c.theme[t] == h)
        total += min(prices, default=0) + int(_inner_excess(c, c.atoms[a]))
    for values, price in ((c.trade, c.weights.trade), (c.organisation, c.weights.organisation)):
        holders = Counter(v for a in atoms for v in {values[p] for p in c.atoms[a]})
        total += price * sum(max(0, count - len(teams)) for count in holders.values())
    return total


def _off(count: int, teams: int, share: tuple[int, int]) -> int:
    return max(0, share[0] * teams - count, count - share[1] * teams)
