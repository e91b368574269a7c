"""A second look at teams: the rules counted again from what the desk shows. Pure.

It shares nothing with the engine on purpose: what both count alike is believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

Item = Mapping[str, Any]


SIZE, LINK, SEAT = "size", "link", "seat"
ROLES = ("resident", "professional")

#: What may be broken where a certificate of this kind says that it must.
EXCUSED = {
    "too_few_people": {SIZE, *ROLES},
    "too_many_people": {SIZE, SEAT},
    "too_few_residents": {"resident"},
    "too_few_professionals": {"professional"},
    "theme_too_full": {SIZE},
    "team_too_full": {SIZE, LINK},
    "together_too_many": {SIZE, LINK},
    "together_and_apart": {LINK},
    "together_in_two_places": {LINK},
    "apart_too_many": {LINK},
    "apart_in_one_team": {LINK},
    "one_team_and_apart": {LINK},
    "no_team_open": {SEAT},
    "no_team": {SEAT},
    "no_theme": {SEAT},
}

#: These name one rule of several, any of which may be the one that is let go.
SEVERAL = {
    "conflict",
    "residents",
    "professionals",
    "facilitators",
    "language",
    "step_free_tables",
    "apart",
    "size_under",
    "size_over",
}


def excused_by(kinds: Iterable[str]) -> set[str]:
    """The rules that must be broken somewhere, by the certificates.

    A kind that is unknown here, or tells of what is not counted here, excuses nothing.
    """
    excused: set[str] = set()
    for kind in kinds:
        excused |= {SIZE, LINK, SEAT, *ROLES} if kind in SEVERAL else EXCUSED.get(kind, set())
    return excused


def broken_rules(
    draft: Item, people: Mapping[str, Item], excused: Collection[str] = ()
) -> Iterator[str]:
    """What is wrong with the teams of a desk's board, in sentences; but for what is excused."""
    yield from (said for rule, said in _broken(draft, people) if rule not in excused)


def _broken(draft: Item, people: Mapping[str, Item]) -> Iterator[tuple[str, str]]:
    here = {person for person, one in people.items() if one["status"] == "present"}
    seats = Counter(person for team in draft["teams"] for person in team["members"])
    yield from ((SEAT, f"{person} has no team") for person in sorted(here - set(seats)))
    yield from (("", f"{person} sits in {n} teams") for person, n in seats.items() if n > 1)
    yield from (("", f"{one} sits, and is unknown") for one in sorted(set(seats) - set(people)))
    for team in draft["teams"]:
        yield from _of_team(team, [people[p] for p in team["members"] if p in here], draft)
    yield from _of_links(draft, here)
    yield from _of_tables(draft)


def _of_team(team: Item, members: list[Item], draft: Item) -> Iterator[tuple[str, str]]:
    terms, name = draft["terms"], f"team {team['number']}"
    if not terms["smallest"] <= len(members) <= terms["largest"]:
        yield SIZE, f"{name} has {len(members)} people"
    for perspective in ROLES:
        count = sum(one["perspective"] == perspective for one in members)
        if count < terms[f"{perspective}s"]:
            yield perspective, f"{name} has {count} of {perspective}"


def _of_links(draft: Item, here: set[str]) -> Iterator[tuple[str, str]]:
    team_of = {person: team["number"] for team in draft["teams"] for person in team["members"]}
    for link in draft["links"]:
        pair = (link["one"], link["other"])
        if link["state"] != "agreed" or not set(pair) <= here:
            continue
        together = team_of.get(pair[0]) == team_of.get(pair[1])
        if together != (link["kind"] == "together"):
            yield LINK, f"{pair[0]} and {pair[1]} are not {link['kind']}"


def _of_tables(draft: Item) -> Iterator[tuple[str, str]]:
    tables = Counter(team["table"] for team in draft["teams"])
    yield from (("", f"table {table} has {n} teams") for table, n in tables.items() if n > 1)


def wrongly_told(draft: Item, shown: Mapping[str, Item]) -> Iterator[str]:
    """How what the room is shown differs from the teams that were published."""
    wanted = {team["number"]: (team["table"], len(team["members"])) for team in draft["teams"]}
    told = {team["number"]: (team["table"], len(team["people"])) for team in shown.values()}
    for number in sorted(wanted.keys() | told.keys()):
        if wanted.get(number) != told.get(number):
            yield f"team {number}: {told.get(number)} instead of {wanted.get(number)}"
