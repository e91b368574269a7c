"""What a programme asks of the room: a synthesis says nothing of what was never asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Asked:
    """What the steps of a day ask for.

    ``problems``: what is written are problems (a step offers examples of them), and not cards or
    things to tell. ``sheets``: sheets of teams or of the room, ``named`` where a field gives the
    idea its name; one's own card is nobody else's. ``kinds``: the sort of idea. ``choosing``:
    something is kept and something is not.
    """

    texts: bool = True
    problems: bool = True
    themes: bool = True
    votes: bool = True
    wishes: bool = False
    teams: bool = True
    rounds: bool = True
    sheets: bool = True
    named: bool = True
    kinds: bool = True
    slips: bool = True
    commitments: bool = True
    opinions: bool = True
    choosing: bool = True


def asked_by(steps: Iterable[Mapping[str, Any]]) -> Asked:
    """What the steps (``{"kind", "settings"}``), skipped ones left out, ask for."""
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for step in steps:
        by_kind.setdefault(step["kind"], []).append(step["settings"])
    post, work = by_kind.get("post", []), by_kind.get("work", [])
    votes = by_kind.get("vote", [])
    shared = [one for one in work if one.get("per") != "person" and one.get("sheet")]
    fields = [field for one in shared for field in one["sheet"]]
    chosen = any(one.get("purpose", "choose") == "choose" for one in votes)
    return Asked(
        texts=bool(post),
        problems=any(one.get("examples") is not False for one in post),
        themes="group" in by_kind,
        votes=bool(votes),
        wishes=bool(votes) and not chosen,
        teams="teams" in by_kind,
        rounds="rounds" in by_kind,
        sheets=bool(shared),
        named=any(field.get("headline") for field in fields),
        kinds=any(field.get("type") == "choice" for field in fields),
        slips=any(one.get("slips") is not False for one in by_kind.get("fair", [])),
        commitments=any(one.get("commitments") for one in by_kind.get("evaluate", [])),
        opinions=any(one.get("questions") for one in by_kind.get("evaluate", [])),
        choosing=chosen or "teams" in by_kind or "fair" in by_kind,
    )
