"""Made-up rosters for the team engine, the same for the same seed.

People, teams, trades and links are dealt in the proportions that one-day events show; the recipe
is written out in ``roster`` and nothing else is random.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from eventlab.matchmaking.engine.model import (
    APART,
    PROFESSIONAL,
    RESIDENT,
    TOGETHER,
    Instance,
    Link,
    Person,
    Team,
    Theme,
    Weights,
)

LANGUAGES = ("arabe", "mandarin", "soninké", "tamoul")

BENCH_WEIGHTS = Weights(moved=0, perspective=0, met=0)
"""0/10/30 for the wishes, 80 unlisted, 6 a trade, 4 an organisation, 1 a seat; nothing else."""


class Zipf:
    """Draws 0..n-1, the k-th with weight 1 / (k+1)**power."""

    def __init__(self, n: int, power: float) -> None:
        self._values = range(n)
        self._cumulative = list(accumulate(1 / (k + 1) ** power for k in range(n)))

    def draw(self, rng: random.Random) -> int:
        """One value."""
        return rng.choices(self._values, cum_weights=self._cumulative)[0]

    def draw_distinct(self, rng: random.Random, count: int) -> list[int]:
        """``count`` different values, in the order they came (at most as many as there are)."""
        drawn: list[int] = []
        while len(drawn) < min(count, len(self._values)):
            value = self.draw(rng)
            if value not in drawn:
                drawn.append(value)
        return drawn


def roster(people: int, seed: int, weights: Weights = BENCH_WEIGHTS) -> Instance:
    """An event of that many people; small ones are now and then impossible, as in life.

    round(n / 5.5) teams of 4 to 7 with two residents, two professionals and one facilitator; 55 %
    residents, 1.15 facilitators a team among the professionals; 12 trades (Zipf 0.8) and
    max(6, n/8) organisations (Zipf 0.7); 0.6 theme a team between 4 and 16, ranked by 90 % of the
    people; 4 % together-pairs, 6 % apart-pairs across perspectives; 8 % need one of four languages
    that 8 % each speak; 5 % need a step-free table, 30 % of tables are; 2 % are locked to a team.
    """
    rng = random.Random(f"roster/{people}/{seed}")
    teams = round(people / 5.5)
    themes = max(4, min(16, round(0.6 * teams)))
    persons = _people(rng, people, teams, themes)
    listed = _themes(persons, themes)
    team_list = _teams(listed, teams)
    return Instance(
        people=_locked(rng, persons, team_list),
        teams=team_list,
        themes=listed,
        links=_links(rng, persons),
        step_free_tables=max(1, round(0.3 * teams)),
        weights=weights,
    )


def _people(rng: random.Random, people: int, teams: int, themes: int) -> list[Person]:
    residents = round(0.55 * people)
    facilitators = round(1.15 * teams)
    trades, organisations = Zipf(12, 0.8), Zipf(max(6, people // 8), 0.7)
    favourites = Zipf(themes, 0.8)
    made = []
    for number in range(people):
        spoken = frozenset(language for language in LANGUAGES if rng.random() < 0.08)
        needed = frozenset((rng.choice(LANGUAGES),)) if rng.random() < 0.08 else frozenset()
        wishes = rng.randint(1, 3) if rng.random() < 0.9 else 0
        made.append(
            Person(
                id=f"p{number}",
                perspective=RESIDENT if number < residents else PROFESSIONAL,
                facilitator=residents <= number < residents + facilitators,
                trade=f"trade{trades.draw(rng)}",
                organisation=f"organisation{organisations.draw(rng)}",
                wishes=tuple(f"theme{t}" for t in favourites.draw_distinct(rng, wishes)),
                speaks=frozenset() if needed else spoken,
                needs=needed,
                step_free=rng.random() < 0.05,
            )
        )
    return made


def _themes(people: Sequence[Person], themes: int) -> tuple[Theme, ...]:
    votes = dict.fromkeys((f"theme{t}" for t in range(themes)), 0)
    for person in people:
        for wish in person.wishes:
            votes[wish] += 1
    return tuple(Theme(theme, count) for theme, count in votes.items())


def _teams(themes: Sequence[Theme], teams: int) -> tuple[Team, ...]:
    total = sum(theme.votes for theme in themes) or 1
    exact = [theme.votes * teams / total for theme in themes]
    given = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: given[i] - exact[i])
    for i in by_rest[: teams - sum(given)]:
        given[i] += 1
    dealt = [theme.id for theme, count in zip(themes, given, strict=True) for _ in range(count)]
    return tuple(
        Team(f"t{i}", theme, residents=2, professionals=2, facilitators=1)
        for i, theme in enumerate(dealt)
    )


def _links(rng: random.Random, people: Sequence[Person]) -> tuple[Link, ...]:
    shuffled = rng.sample(list(people), len(people))
    pairs = round(0.04 * len(people) / 2)
    links = [
        Link(TOGETHER, shuffled[2 * i].id, shuffled[2 * i + 1].id, "carer") for i in range(pairs)
    ]
    linked = {person for link in links for person in (link.one, link.other)}
    residents = [p for p in people if p.perspective == RESIDENT and p.id not in linked]
    others = [p for p in people if p.perspective != RESIDENT and p.id not in linked]
    for _ in range(round(0.06 * len(people) / 2)):
        links.append(Link(APART, rng.choice(residents).id, rng.choice(others).id, "landlord"))
    return tuple(links)


def _locked(
    rng: random.Random, people: Sequence[Person], teams: Sequence[Team]
) -> tuple[Person, ...]:
    locked = set(rng.sample(range(len(people)), max(1, round(0.02 * len(people)))))
    return tuple(
        replace(person, lock_team=rng.choice(teams).id, lock_reason="by hand")
        if number in locked
        else person
        for number, person in enumerate(people)
    )
