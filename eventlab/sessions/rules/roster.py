"""The list of people expected, as an office keeps it: what each column may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from eventlab.errors import N_
from eventlab.sessions.rules.csv_reading import (
    Column,
    Complaint,
    Row,
    Table,
    find_columns,
    tidy,
    word_key,
)

#: The columns of a roster. A first name is enough: where both are there, the family name is left.
COLUMNS = (
    Column(
        "perspective",
        (
            ("regard", "perspective", "vous êtes", "usager ou professionnel"),
            ("profil", "groupe", "public", "type", "rôle", "group", "role"),
        ),
        required=True,
    ),
    Column(
        "name",
        (
            ("prénom", "prénom ou surnom", "surnom", "pseudo", "first name", "nickname"),
            ("nom", "nom complet", "nom prénom", "nom et prénom", "name"),
        ),
    ),
    Column("trade", (("métier", "profession", "fonction", "trade", "job", "occupation"),)),
    Column(
        "organisation",
        (
            ("organisme", "organisation", "structure", "employeur", "organization"),
            ("entreprise", "association", "service", "company"),
        ),
    ),
    Column("speaks", (("langues", "langue", "langues parlées", "languages", "language"),)),
    Column("needs", (("besoins", "besoin", "ce qui aiderait", "needs", "accessibilité"),)),
)

LONGEST = {"name": 40, "trade": 60, "organisation": 80}

PERSPECTIVES = {
    "resident": (
        "usager",
        "usagère",
        "usagers",
        "habitant",
        "habitante",
        "habitants",
        "résident",
        "résidente",
        "citoyen",
        "citoyenne",
        "locataire",
        "particulier",
        "riverain",
        "riveraine",
        "u",
        "r",
        "h",
        "resident",
        "residents",
        "user",
        "tenant",
        "citizen",
    ),
    "professional": (
        "professionnel",
        "professionnelle",
        "professionnels",
        "pro",
        "pros",
        "p",
        "acteur",
        "actrice",
        "agent",
        "agente",
        "partenaire",
        "professional",
        "professionals",
        "staff",
    ),
}
NEEDS = {
    "step_free": (
        "step_free",
        "sans marche",
        "table sans marche",
        "fauteuil",
        "pmr",
        "step free",
        "wheelchair",
    ),
    "interpreter": ("interpreter", "interprète", "un interprète", "traduction"),
    "scribe": ("scribe", "écrire", "quelqu'un pour écrire", "aide à l'écriture", "writing"),
}

_BETWEEN = re.compile(r"[;,/+|]| et | and ")
_INCLUSIVE = re.compile(r"[·•.\-(/]+(e|ne|le|ère|ere)?(s)?\)?$", re.IGNORECASE)


@dataclass(frozen=True)
class ExpectedPerson:
    """One person of the roster: a perspective, and nothing else that is required."""

    perspective: str
    name: str = ""
    trade: str = ""
    organisation: str = ""
    speaks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """What a file says: the people of its good lines, and what is wrong with the others."""

    people: tuple[ExpectedPerson, ...]
    complaints: tuple[Complaint, ...]


def read_roster(
    table: Table, labels: Mapping[str, Iterable[str]], languages: Mapping[str, str]
) -> Roster:
    """The people of a table. Raises ``CsvRefused`` when it has no column of perspectives.

    ``labels`` gives how this event calls each perspective; ``languages`` gives the code of each
    language by any of its names, as `word_key` writes them.
    """
    reader = _Reader(table, labels, languages)
    people, complaints = [], list(table.complaints)
    for row in table.rows:
        person, wrong = reader.person(row)
        complaints += wrong
        if not wrong:
            people.append(person)
    return Roster(tuple(people), tuple(sorted(complaints, key=lambda each: each.line)))


class _Reader:
    """Reads the rows of one table."""

    def __init__(
        self, table: Table, labels: Mapping[str, Iterable[str]], languages: Mapping[str, str]
    ) -> None:
        self._headings = table.headings
        self._places = find_columns(table, COLUMNS)
        self._perspectives = _by_name(PERSPECTIVES) | _by_name(labels)
        self._languages = languages
        self._needs = _by_name(NEEDS)

    def person(self, row: Row) -> tuple[ExpectedPerson, list[Complaint]]:
        """One person, and what is wrong with their line."""
        said = {key: tidy(row.cells[place]) for key, place in self._places.items()}
        wrong = [*self._too_long(row, said)]
        perspective = self._perspective(row, said["perspective"], wrong)
        speaks = self._several(row, "speaks", said, self._languages, _SPEAK, wrong)
        needs = self._several(row, "needs", said, self._needs, _NEED, wrong)
        words = {key: said.get(key, "") for key in LONGEST}
        return ExpectedPerson(perspective, speaks=speaks, needs=needs, **words), wrong

    def _perspective(self, row: Row, said: str, wrong: list[Complaint]) -> str:
        known = self._perspectives.get(word_key(said)) or self._perspectives.get(
            word_key(_INCLUSIVE.sub("", said))
        )
        if known is None:
            sentence = N_("« %(said)s » : usager ou professionnel est attendu.")
            wrong.append(self._complaint(row, "perspective", sentence, said=said[:40]))
        return known or ""

    def _too_long(self, row: Row, said: Mapping[str, str]) -> Iterable[Complaint]:
        for key, limit in LONGEST.items():
            if len(said.get(key, "")) > limit:
                sentence = N_("C'est trop long : %(limit)s caractères au plus.")
                yield self._complaint(row, key, sentence, limit=limit)

    def _several(
        self,
        row: Row,
        key: str,
        said: Mapping[str, str],
        known: Mapping[str, str],
        sentence: str,
        wrong: list[Complaint],
    ) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for part in _BETWEEN.split(said.get(key, "")):
            if code := known.get(word_key(part)):
                found[code] = None
            elif part.strip():
                wrong.append(self._complaint(row, key, sentence, said=part.strip()[:40]))
        return tuple(found)

    def _complaint(self, row: Row, key: str, sentence: str, **values: Any) -> Complaint:
        return Complaint(row.line, self._headings[self._places[key]], sentence, values)


_SPEAK = N_("« %(said)s » n'est pas une langue connue. Attendu : français, anglais, arabe...")
_NEED = N_("« %(said)s » : sans marche, interprète ou écrire est attendu.")


def _by_name(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word_key(name): key for key, several in names.items() for name in several if name}


def newcomers(
    people: Iterable[ExpectedPerson], known: Iterable[ExpectedPerson]
) -> list[ExpectedPerson]:
    """The people who are not yet among those known: a file imported twice adds nobody.

    Two lines alike are two people; so are one known and two in the file, of whom one is new.
    """
    left: dict[ExpectedPerson, int] = {}
    for person in known:
        left[person] = left.get(person, 0) + 1
    fresh = []
    for person in people:
        if left.get(person, 0) > 0:
            left[person] -= 1
        else:
            fresh.append(person)
    return fresh
