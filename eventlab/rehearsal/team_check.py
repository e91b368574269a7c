"""A second look at teams: the rules counted again from what the desk shows. Pure.

It shares nothing with the engine on purpose: what both count alike is believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Item = Mapping[str, Any]


def broken_rules(draft: Item, people: Mapping[str, Item]) -> Iterator[str]:
    """What is wrong with the teams of a desk's board, in sentences."""
    here = {person for person, one in people.items() if one["status"] == "present"}
    seats = Counter(person for team in draft["teams"] for person in team["members"])
    yield from (f"{person} has no team" for person in sorted(here - set(seats)))
    yield from (f"{person} sits in {n} teams" for person, n in seats.items() if n > 1)
    yield from (f"{person} sits, and is unknown" for person in sorted(set(seats) - set(people)))
    for team in draft["teams"]:
        yield from _of_team(team, [people[p] for p in team["members"] if p in here], draft)
    yield from _of_links(draft, here)
    yield from _of_tables(draft)


def _of_team(team: Item, members: list[Item], draft: Item) -> Iterator[str]:
    terms, name = draft["terms"], f"team {team['number']}"
    if not terms["smallest"] <= len(members) <= terms["largest"]:
        yield f"{name} has {len(members)} people"
    for perspective in ("resident", "professional"):
        count = sum(one["perspective"] == perspective for one in members)
        if count < terms[f"{perspective}s"]:
            yield f"{name} has {count} of {perspective}"


def _of_links(draft: Item, here: set[str]) -> Iterator[str]:
    team_of = {person: team["number"] for team in draft["teams"] for person in team["members"]}
    for link in draft["links"]:
        pair = (link["one"], link["other"])
        if link["state"] != "agreed" or not set(pair) <= here:
            continue
        together = team_of.get(pair[0]) == team_of.get(pair[1])
        if together != (link["kind"] == "together"):
            yield f"{pair[0]} and {pair[1]} are not {link['kind']}"


def _of_tables(draft: Item) -> Iterator[str]:
    tables = Counter(team["table"] for team in draft["teams"])
    yield from (f"table {table} has {n} teams" for table, n in tables.items() if n > 1)


def wrongly_told(draft: Item, shown: Mapping[str, Item]) -> Iterator[str]:
    """How what the room is shown differs from the teams that were published."""
    wanted = {team["number"]: (team["table"], len(team["members"])) for team in draft["teams"]}
    told = {team["number"]: (team["table"], len(team["people"])) for team in shown.values()}
    for number in sorted(wanted.keys() | told.keys()):
        if wanted.get(number) != told.get(number):
            yield f"team {number}: {told.get(number)} instead of {wanted.get(number)}"
