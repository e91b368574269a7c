"""The index of meetings across perspectives: which residents and professionals worked together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Encounters:
    """Resident-professional pairs: ``possible``, and of those ``together`` in a team, ``met`` in a
    round, and one or the other (``either``).

    ``alone``: people who were with nobody of the other perspective.
    """

    possible: int
    together: int
    met: int
    either: int
    alone: int

    @property
    def share(self) -> float:
        """The part of the possible pairs that met somehow, from 0 to 1."""
        return self.either / self.possible if self.possible else 0.0


def encounters(
    perspectives: Mapping[str, str],
    teams: Iterable[Iterable[str]],
    met: Iterable[tuple[str, str]],
) -> Encounters:
    """The index, from who is what, who was in which team, and who met whom in rounds."""
    residents = {one for one, side in perspectives.items() if side == "resident"}
    professionals = set(perspectives) - residents
    together = {
        (one, other)
        for team in map(set, teams)
        for one in team & residents
        for other in team & professionals
    }
    in_rounds = {_pair(one, other, residents) for one, other in met}
    in_rounds = {
        (one, other) for one, other in in_rounds if one in residents and other in professionals
    }
    either = together | in_rounds
    return Encounters(
        possible=len(residents) * len(professionals),
        together=len(together),
        met=len(in_rounds),
        either=len(either),
        alone=len(set(perspectives) - {one for pair in either for one in pair}),
    )


def _pair(one: str, other: str, residents: set[str]) -> tuple[str, str]:
    return (one, other) if one in residents else (other, one)
