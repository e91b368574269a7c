"""Certificates by counting, in under a millisecond: without solver, in people and tables."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from .certificates import Certificate, Way
from .compiled import FREE, NOWHERE, Compiled
from .model import LOCKED, STARTED, Id, Person, Team


def counted(compiled: Compiled) -> list[Certificate]:
    """All that counting alone shows to be impossible."""
    return [certificate for look in COUNTS for certificate in look(compiled)]


def _nothing_to_fill(c: Compiled) -> Iterator[Certificate]:
    if c.people and not c.themes:
        yield Certificate("no_theme", have=0, need=1)
    elif c.people and not c.teams:
        yield Certificate("no_team", have=0, need=1)


def _people(c: Compiled) -> Iterator[Certificate]:
    """Too few or too many people for the teams' sizes, before any other rule."""
    if not c.teams:
        return
    free = [p for p, t in enumerate(c.fixed) if t == NOWHERE]
    open_teams = [t for t in range(len(c.teams)) if c.open[t]]
    need = sum(c.least[t] for t in open_teams)
    if len(free) < need:
        most = _how_many([c.least[t] for t in open_teams], len(free))
        smaller = len(free) // len(open_teams)
        ways = (Way("smaller_teams", {"min_size": smaller}),) if smaller > 1 else ()
        yield Certificate(
            "too_few_people",
            have=len(free),
            need=need,
            missing=need - len(free),
            facts={"teams": len(open_teams), "at_most_teams": most},
            ways=(*_fewer(c, most), *ways, Way("more_people", {"count": need - len(free)})),
        )
    room = sum(c.most[t] for t in open_teams)
    for t, team in enumerate(c.instance.teams):
        if team.state == STARTED:
            room += c.most[t] - c.fixed.count(t)
    if len(free) > room:
        over = len(free) - room
        largest = max((c.most[t] for t in open_teams), default=0)
        more = [Way("more_teams", {"teams": -(-over // largest)})] if largest else []
        if open_teams:
            needed = largest - (-over // len(open_teams))
            more.append(Way("larger_teams", {"max_size": needed}))
        yield Certificate(
            "too_many_people", have=room, need=len(free), missing=over, ways=tuple(more)
        )


def _roles(c: Compiled) -> Iterator[Certificate]:
    """Not enough of one kind for what the teams ask of it."""
    professional = [1 - resident for resident in c.resident]
    for role, trait, least in (
        ("residents", c.resident, c.least_residents),
        ("professionals", professional, c.least_professionals),
        ("facilitators", c.facilitator, c.least_facilitators),
    ):
        asking = [t for t in range(len(c.teams)) if least[t]]
        have = sum(trait[p] for p, t in enumerate(c.fixed) if t == NOWHERE)
        need = sum(least[t] for t in asking)
        if have < need:
            most = _how_many([least[t] for t in asking], have)
            quiet = sum(c.open) - most
            yield Certificate(
                f"too_few_{role}",
                have=have,
                need=need,
                missing=need - have,
                facts={
                    "teams": len(asking),
                    "each": max(least[t] for t in asking),
                    "at_most_teams": most,
                },
                ways=(
                    *_fewer(c, most + len(c.teams) - len(asking)),
                    Way("more_people", {"role": role, "count": need - have}),
                    Way("none_in", {"role": role, "teams": quiet}),
                ),
            )


def _how_many(demands: Sequence[int], have: int) -> int:
    """How many of these demands, the smallest first, ``have`` can meet."""
    return sum(total <= have for total in accumulate(sorted(demands)))


def _fewer(c: Compiled, teams: int) -> tuple[Way, ...]:
    """The button "only so many teams", with the sizes that would give, if teams may be so large."""
    if teams < 1 or len(c.people) > teams * max(c.most):
        return ()
    low, rest = divmod(len(c.people), teams)
    return (Way("fewer_teams", {"teams": teams, "low": low, "high": low + bool(rest)}),)


def _locks(c: Compiled) -> Iterator[Certificate]:
    """People whose own locks leave them nowhere."""
    for p, person in enumerate(c.persons):
        if not c.person_domain[p] and c.teams:
            yield _nowhere(c, person)


def _nowhere(c: Compiled, person: Person) -> Certificate:
    teams = {team.id: team for team in c.instance.teams}
    with_teams = {team.theme for team in c.instance.teams}
    team = teams.get(person.lock_team) if person.lock_team is not None else None
    unlock = Way("unlock", {"people": (person.id,)})
    who = (person.id,)
    if person.lock_team is not None and team is None:
        return Certificate("lock_to_missing_team", people=who, ways=(unlock,))
    if person.lock_theme is not None and person.lock_theme not in with_teams:
        kind = "keep_theme" if person.lock_theme not in c.theme_at else "add_team"
        ways = (unlock, Way(kind, {"theme": person.lock_theme, "teams": 1}))
        return Certificate("lock_to_dropped_theme", people=who, theme=person.lock_theme, ways=ways)
    if team is not None and person.lock_theme is not None and team.theme != person.lock_theme:
        return Certificate("locks_contradict", people=who, teams=(team.id,), ways=(unlock,))
    if team is not None and team.state == LOCKED:
        return Certificate("lock_to_closed_team", people=who, teams=(team.id,), ways=(unlock,))
    if person.step_free and all(other.step_free is False for other in _within(c, person)):
        table = Way("more_tables", {"count": 1})
        either = (table, unlock) if _is_locked(person) else (table,)
        return Certificate("step_free_table_of_lock", people=who, ways=either)
    return Certificate("no_team_open", people=who, ways=(Way("more_teams", {"teams": 1}),))


def _is_locked(person: Person) -> bool:
    return person.lock_team is not None or person.lock_theme is not None


def _within(c: Compiled, person: Person) -> list[Team]:
    """The teams a person's locks allow, by id and theme alone."""
    return [
        team
        for team in c.instance.teams
        if person.lock_team in (None, team.id) and person.lock_theme in (None, team.theme)
    ]


def _ties(c: Compiled) -> Iterator[Certificate]:
    """People who must sit together and cannot."""
    for a, atom in enumerate(c.atoms):
        if len(atom) < 2 or any(not c.person_domain[p] for p in atom) or not c.teams:
            continue
        people = tuple(c.people[p] for p in atom)
        locked = tuple(c.people[p] for p in atom if _is_locked(c.persons[p]))
        unlock = Way("unlock", {"people": locked})
        if not c.domain[a]:
            ways = (unlock, _drop("together", people))
            yield Certificate("together_in_two_places", people=people, ways=ways)
            continue
        room = max(c.most[t] for t in c.domain[a])
        if len(atom) > room:
            by_lock = len(c.domain[a]) == 1 and len(locked) > 1
            over = len(atom) - room
            yield Certificate(
                "team_too_full" if by_lock else "together_too_many",
                have=room,
                need=len(atom),
                missing=over,
                people=people,
                teams=(c.teams[c.domain[a][0]],) if by_lock else (),
                ways=(unlock,) if by_lock else (_drop("together", people),),
            )
        yield from _torn(c, atom)


def _torn(c: Compiled, atom: tuple[int, ...]) -> Iterator[Certificate]:
    """Two people of one atom who must sit apart, with the chain that ties them.

    ``one_team_and_apart``: nobody holds them where they are, only one team could take them.
    """
    for p in atom:
        for q in sorted(c.apart[p] & set(atom)):
            if p < q:
                chain = _chain(c, p, q)
                people = tuple(c.people[x] for x in chain)
                ends = _drop("apart", (c.people[p], c.people[q]))
                if all(b in c.mates[a] for a, b in pairwise(chain)):
                    ways = (ends, _drop("together", people))
                    yield Certificate("together_and_apart", people=people, ways=ways)
                    continue
                held = any(_is_locked(c.persons[x]) or c.fixed[x] != NOWHERE for x in chain)
                kind = "apart_in_one_team" if held else "one_team_and_apart"
                yield Certificate(kind, people=people, ways=(ends, *_loosened(c, chain)))


def _loosened(c: Compiled, people: Sequence[int]) -> tuple[Way, ...]:
    """Ways to give people who can sit in one team alone another one: without what narrows it."""
    locked = tuple(c.people[p] for p in people if _is_locked(c.persons[p]))
    stepped = any(c.step_free[p] and not _is_locked(c.persons[p]) for p in people)
    unlock = (Way("unlock", {"people": locked}),) if locked else ()
    return (*unlock, *((Way("more_tables", {"count": 1}),) if stepped else ()))


def _drop(link: str, people: tuple[Id, ...]) -> Way:
    return Way("drop_link", {"link": link, "people": people})


def _chain(c: Compiled, start: int, end: int) -> list[int]:
    """The shortest chain of ties from one person to another.

    People who can sit in one same team alone are tied to each other, through nobody.
    """
    before, frontier = {start: start}, [start]
    for p in frontier:
        alike = c.person_domain[p] if len(c.person_domain[p]) == 1 else None
        reach = {q for q in c.atoms[c.atom_of[p]] if c.person_domain[q] == alike}
        for mate in sorted(c.mates[p] | reach):
            if mate not in before:
                before[mate] = p
                frontier.append(mate)
    chain = [end]
    while chain[-1] != start:
        chain.append(before[chain[-1]])
    return chain[::-1]


def _theme_seats(c: Compiled) -> Iterator[Certificate]:
    """More people locked to a theme than its teams have seats."""
    locked = Counter(c.persons[p].lock_theme for p, t in enumerate(c.fixed) if t == NOWHERE)
    for h, teams in enumerate(c.teams_of):
        theme = c.themes[h]
        need, room = locked[theme], sum(c.most[t] for t in teams)
        if teams and need > room:
            people = tuple(p.id for p in c.persons if p.lock_theme == theme)
            more = math.ceil((need - room) / max(c.most[t] for t in teams))
            add = Way("add_team", {"theme": theme, "teams": more})
            ways = (Way("unlock", {"people": people}), add)
            yield Certificate(
                "theme_too_full",
                have=room,
                need=need,
                missing=need - room,
                people=people,
                theme=theme,
                ways=ways,
            )


def _languages(c: Compiled) -> Iterator[Certificate]:
    """People for whom nobody present can interpret, wherever they sit."""
    alone: dict[tuple[str, ...], list[Id]] = {}
    for p, person in enumerate(c.persons):
        if not person.needs or c.fixed[p] != NOWHERE or not c.person_domain[p]:
            continue
        if not any(c.person_domain[p] & c.person_domain[q] for q in c.helpers[p]):
            alone.setdefault(tuple(sorted(person.needs)), []).append(person.id)
    for languages, people in alone.items():
        yield Certificate(
            "language_unspoken",
            have=0,
            need=1,
            people=tuple(people),
            facts={"languages": languages},
            ways=(Way("find_interpreter", {"languages": languages}),),
        )


def _tables(c: Compiled) -> Iterator[Certificate]:
    """More people who need a step-free table than seats at such tables."""
    if not c.teams:
        return  # what is missing first is a team
    people = [p for p in range(len(c.people)) if c.step_free[p]]
    taken = {c.fixed[p] for p in people if c.fixed[p] != NOWHERE and c.table[c.fixed[p]] == FREE}
    free = [p for p in people if c.fixed[p] == NOWHERE]
    reach = {t for p in free for t in c.person_domain[p]}
    left = c.tables - len(taken)
    choosable = sorted((c.most[t] for t in reach - taken if c.table[t] == FREE), reverse=True)
    seats = sum(c.most[t] for t in reach if c.table[t] == 1 or t in taken)
    seats += sum(choosable[: max(0, left)])
    if (free and len(free) > seats) or left < 0:
        largest = max(c.most, default=1)
        more = max(-left, -(-max(0, len(free) - seats) // largest))
        yield Certificate(
            "too_few_step_free_tables",
            have=seats,
            need=len(free),
            missing=more,
            people=tuple(c.people[p] for p in free),
            facts={"tables": c.instance.step_free_tables},
            ways=(Way("more_tables", {"count": more}),),
        )


def _cliques(c: Compiled) -> Iterator[Certificate]:
    """More people who all avoid one another than teams."""
    best: list[int] = []
    for p, others in enumerate(c.apart):
        clique = [p]
        for q in sorted(others, key=lambda q: -len(c.apart[q])):
            if all(q in c.apart[r] for r in clique):
                clique.append(q)
        best = max(best, clique, key=len)
    reach = {t for p in best for t in c.person_domain[p]}
    # Those whom one team is left to are told two by two already.
    if len(best) > len(reach) > 1:
        people = tuple(c.people[p] for p in sorted(best))
        locked = tuple(c.people[p] for p in sorted(best) if _is_locked(c.persons[p]))
        unlock = Way("unlock", {"people": locked})
        wider = (unlock,) if locked and sum(c.open) >= len(best) else ()
        yield Certificate(
            "apart_too_many",
            have=len(reach),
            need=len(best),
            missing=len(best) - len(reach),
            people=people,
            facts={"held": bool(locked)},
            ways=(_drop("apart", people), *wider),
        )


COUNTS: tuple[Callable[[Compiled], Iterator[Certificate]], ...] = (
    _nothing_to_fill,
    _people,
    _roles,
    _locks,
    _ties,
    _theme_seats,
    _languages,
    _tables,
    _cliques,
)
"""What is looked at, in the order it is told."""
