"""Instances, settings and results as plain JSON data, for the worker process and for storage.

Ids keep their type (``int`` or ``str``). Unknown fields are refused: a file from another version
says so instead of losing something silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from .certificates import Certificate, Way
from .model import InputError, Instance, Link, Person, Team, Theme, Weights
from .quality import Quality
from .result import Result, Settings
from .rules import Breach
from .score import Score

Json = dict[str, Any]


def instance_to_json(instance: Instance) -> Json:
    """The instance as data that ``json.dumps`` takes."""
    return {
        "people": [_person(person) for person in instance.people],
        "teams": [asdict(team) for team in instance.teams],
        "themes": [asdict(theme) for theme in instance.themes],
        "links": [asdict(link) for link in instance.links],
        "step_free_tables": instance.step_free_tables,
        "published": [[person, team] for person, team in instance.published.items()],
        "met": sorted((sorted(pair, key=str) for pair in instance.met), key=str),
        "weights": asdict(instance.weights),
    }


def _person(person: Person) -> Json:
    data = asdict(person)
    for name in ("wishes", "speaks", "needs"):
        data[name] = list(data[name]) if name == "wishes" else sorted(data[name])
    return data


def instance_from_json(data: Mapping[str, Any]) -> Instance:
    """Back again. Raises ``InputError('format')`` when fields are missing, unknown or misshapen."""
    try:
        return Instance(
            people=tuple(_person_from(one) for one in data["people"]),
            teams=tuple(Team(**one) for one in data["teams"]),
            themes=tuple(Theme(**one) for one in data["themes"]),
            links=tuple(Link(**one) for one in data["links"]),
            step_free_tables=data["step_free_tables"],
            published=dict(data["published"]),
            met=frozenset(frozenset(pair) for pair in data["met"]),
            weights=Weights(**data["weights"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise InputError("format", what=str(wrong)) from wrong


def _person_from(data: Mapping[str, Any]) -> Person:
    kept = dict(data)
    kept["wishes"] = tuple(kept.get("wishes", ()))
    for name in ("speaks", "needs"):
        kept[name] = frozenset(kept.get(name, ()))
    return Person(**kept)


def settings_to_json(settings: Settings) -> Json:
    """The settings as data."""
    return asdict(settings)


def settings_from_json(data: Mapping[str, Any]) -> Settings:
    """Back again; missing fields take their default."""
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in data.items() if name in known})


def result_to_json(result: Result) -> Json:
    """A result as data: what is kept with a version of the teams."""
    return {
        "placement": [[person, team] for person, team in result.placement.items()],
        "score": asdict(result.score),
        "breaches": [asdict(breach) for breach in result.breaches],
        "quality": asdict(result.quality),
        "step_free_teams": list(result.step_free_teams),
        "certificates": [asdict(one) for one in result.certificates],
        "stages": result.stages,
    }


def result_from_json(data: Mapping[str, Any]) -> Result:
    """Back again. Raises ``InputError('format')`` when it is not a result."""
    try:
        return Result(
            placement=dict(data["placement"]),
            score=Score(**data["score"]),
            breaches=tuple(
                Breach(**{**one, "people": tuple(one["people"])}) for one in data["breaches"]
            ),
            quality=Quality(**data["quality"]),
            step_free_teams=tuple(data["step_free_teams"]),
            certificates=tuple(_certificate(one) for one in data["certificates"]),
            stages=dict(data["stages"]),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise InputError("format", what=str(wrong)) from wrong


def _certificate(data: Mapping[str, Any]) -> Certificate:
    kept = dict(data)
    for name in ("people", "teams"):
        kept[name] = tuple(kept[name])
    kept["ways"] = tuple(Way(way["kind"], _facts(way["facts"])) for way in kept["ways"])
    kept["facts"] = _facts(kept["facts"])
    return Certificate(**kept)


def _facts(data: Mapping[str, Any]) -> dict[str, object]:
    return {name: _tuples(value) for name, value in data.items()}


def _tuples(value: object) -> object:
    """Lists in facts were tuples, at any depth."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
