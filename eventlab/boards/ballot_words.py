"""A closed vote in words, in the language of whoever reads: who put what first, what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from eventlab.boards.rules.results import SIDES, Comparison, Line, Result, compare, firsts, in_sight
from eventlab.boards.rules.tally import FEWEST_FOR_A_SPLIT
from eventlab.sessions.language import in_language

_LONGEST = 70
_MOST_IN_SIGHT = 3


def side_labels(labels: Mapping[str, Any]) -> dict[str, str]:
    """What this event calls its two perspectives."""
    usual = {"resident": _("Usagers"), "professional": _("Professionnels")}
    return {side: in_language(labels.get(side) or {}) or usual[side] for side in SIDES}


def sentences(result: Result, stage: int, labels: Mapping[str, str]) -> list[str]:
    """What the room is told in words at this stage: the first of the room, then both sides."""
    if stage < 2:
        return [_room_first(result)]
    seen = compare(result)
    if seen is None:
        return [
            _room_first(result),
            _(
                "Moins de %(num)s votants d'un côté : les deux regards ne sont pas montrés à part.",
                num=FEWEST_FOR_A_SPLIT,
            ),
        ]
    return _sides(seen, labels)


def going_key() -> str:
    """What the sign on a chart says of a line."""
    return _("va aux équipes")


def going_words(result: Result, going: Collection[int]) -> str:
    """Which lines go on to the teams, for those who do not see the chart."""
    titles = _named(line for line in result.lines if line.id in going)
    return _("Vont aux équipes : %(titles)s.", titles=titles)


def in_sight_words(result: Result, going: Collection[int], labels: Mapping[str, str]) -> list[str]:
    """What one side put among its first and does not go on: a sentence, or none."""
    by_id = {line.id: line for line in result.lines}
    kept = in_sight(result, going, len(going))[:_MOST_IN_SIGHT]
    if not kept:
        return []
    told = [
        _(
            "%(title)s (%(group)s : place %(rank)s)",
            title=_short(by_id[line].title),
            group=labels[side],
            rank=rank,
        )
        for line, side, rank in kept
    ]
    return [_("À garder en vue : %(titles)s.", titles=", ".join(told))]


def _room_first(result: Result) -> str:
    first = firsts(result, "room")
    if not first:
        return _("Personne n'a donné de voix.")
    if len(first) > 1:
        return _("En tête, à égalité : %(titles)s.", titles=_named(first))
    return ngettext(
        "En tête : %(titles)s, %(num)s voix.",
        "En tête : %(titles)s, %(num)s voix.",
        first[0].room,
        titles=_named(first),
    )


def _sides(seen: Comparison, labels: Mapping[str, str]) -> list[str]:
    said = []
    if seen.agreed:
        said.append(_("Les deux regards mettent d'abord : %(titles)s.", titles=_named(seen.agreed)))
    for side in SIDES:
        if seen.first[side] and seen.first[side] != seen.agreed:
            said.append(_first_of(labels[side], seen.first[side]))
    named = {line for side in SIDES for line in seen.first[side]}
    for side in SIDES:
        more = [line for line in seen.apart[side] if line not in named][:2]
        if more:
            said.append(
                _(
                    "%(group)s, nettement plus : %(titles)s.",
                    group=labels[side],
                    titles=_named(more),
                )
            )
    if len(said) == 1 and seen.agreed and not any(seen.apart.values()):
        said.append(_("Les deux regards se ressemblent."))
    return said


def _first_of(group: str, lines: tuple[Line, ...]) -> str:
    if len(lines) > 1:
        return _("%(group)s d'abord, à égalité : %(titles)s.", group=group, titles=_named(lines))
    return _("%(group)s d'abord : %(titles)s.", group=group, titles=_named(lines))


def _named(lines: Iterable[Line]) -> str:
    titles = [_short(line.title) for line in lines]
    return (
        titles[0]
        if len(titles) == 1
        else _("%(some)s et %(last)s", some=", ".join(titles[:-1]), last=titles[-1])
    )


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[:_LONGEST].rstrip() + "…"
