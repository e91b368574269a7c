"""A second look at rounds: who meets whom counted again from what the desk shows. Pure.

It shares nothing with the dealing on purpose: what both count alike is believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import Any

Item = Mapping[str, Any]
Tables = Mapping[str, Sequence[Item]]


def wrong_in_rounds(
    rounds: Sequence[Tables],
    meet: str,
    links: Sequence[Item] = (),
    crowded: Collection[str] = (),
) -> Iterator[str]:
    """What is wrong with rounds that follow each other, in sentences.

    ``links`` as the desk's teams have them; ``crowded``: see ``who_share``. Nobody meets the same
    person twice, but for those who asked to sit together, those who both keep their place or share
    too few tables; listeners at experts' tables and people of one side may, and of two who both
    tell each may hear the other once.
    """
    pairs = Counter(pair for tables in rounds for pair in _meetings(tables, meet))
    agreed = [link for link in links if link["state"] == "agreed" and link["other"]]
    ties = {kind: _pairs_of(agreed, kind) for kind in ("together", "apart")}
    excused = _travelling(ties["together"]) | {
        pair for tables in rounds for pair in _keeping(tables)
    }
    for (one, other), times in sorted(pairs.items()):
        pair = frozenset((one, other))
        if times > 1 and pair not in excused and not pair <= set(crowded):
            yield f"{one} and {other} meet {times} times"
    for number, tables in enumerate(rounds, 1):
        for pair in {p for t in tables.values() for p in _pairs(t)} & ties["apart"]:
            yield f"round {number}: {' and '.join(sorted(pair))} are to be apart"


def who_share(needs: Mapping[str, Sequence[str]], places: Sequence[bool]) -> set[str]:
    """Who needs a table without a step, where there are fewer such tables than people."""
    asking = {person for person, asks in needs.items() if "step_free" in asks}
    return asking if places and sum(places) < len(asking) else set()


def behind_a_step(
    tables: Tables, needs: Mapping[str, Sequence[str]], places: Sequence[bool]
) -> Iterator[str]:
    """Who needs a table without a step and sits at another. ``needs``: {person: what they need}."""
    for number, people in tables.items():
        for one in people:
            asks = "step_free" in needs.get(one["id"], ()) and not one["absent"]
            if asks and places and not (int(number) <= len(places) and places[int(number) - 1]):
                yield f"{one['id']} sits at table {number}, behind a step"


def _meetings(tables: Tables, meet: str) -> Iterator[tuple[str, str]]:
    """Who meets whom; at experts' tables who tells whom, so that two who both tell may each hear
    the other."""
    for people in tables.values():
        here = sorted((one for one in people if not one["absent"]), key=lambda one: one["id"])
        for one, other in permutations(here, 2):
            told = meet == "experts" and one.get("keeps")
            faced = meet != "sides" or one.get("perspective") != other.get("perspective")
            if told or (meet != "experts" and faced and one["id"] < other["id"]):
                yield one["id"], other["id"]


def _pairs(people: Sequence[Item]) -> Iterator[frozenset[str]]:
    here = [one["id"] for one in people if not one["absent"]]
    return (frozenset(pair) for pair in combinations(here, 2))


def _keeping(tables: Tables) -> Iterator[frozenset[str]]:
    for people in tables.values():
        yield from _pairs([one for one in people if one.get("keeps")])


def _pairs_of(links: Sequence[Item], kind: str) -> set[frozenset[str]]:
    return {frozenset((one["one"], one["other"])) for one in links if one["kind"] == kind}


def _travelling(together: set[frozenset[str]]) -> set[frozenset[str]]:
    """Everybody who travels with everybody, by links one after the other."""
    groups: list[set[str]] = []
    for pair in together:
        touched = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair]
        groups.append(set(pair).union(*touched))
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}
