"""When it cannot be done: who is missing, in people and tables, never in variables.

Each certificate is true by itself: it names enough for a person to check it with pencil and paper,
and ways out as data for buttons. First what ``counting`` shows; then what the
solver finds (``levels.conflicts``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Id

COUNTING, RELAXATION, CONFLICT = "counting", "relaxation", "conflict"


@dataclass(frozen=True, slots=True)
class Way:
    """A way out. ``kind`` says which button, ``facts`` what it would do.

    ``fewer_teams`` (teams, low, high people in each), ``more_teams`` (teams), ``more_people``
    (role, count), ``none_in`` (role, and in how many teams in all nobody of it is asked for:
    teams, or themes: pairs of a theme and how many of its teams), ``smaller_teams`` (min_size),
    ``larger_teams`` (max_size), ``more_tables`` (count), ``unlock`` (people), ``drop_link``
    (people, link: ``together`` or ``apart``), ``find_interpreter`` (languages), ``keep_theme``
    (theme), ``add_team`` (theme, teams).
    """

    kind: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why no legal placement exists.

    ``proof``: ``counting``, ``relaxation`` or ``conflict``. ``have`` and ``need`` are in people (or
    tables); ``missing`` is how many short or over. ``people``, ``teams``, ``theme``: whom and what
    it is about. ``facts``: further numbers, by kind. ``ways``: ways out, gentlest first.
    """

    kind: str
    proof: str = COUNTING
    have: int = 0
    need: int = 0
    missing: int = 1
    people: tuple[Id, ...] = ()
    teams: tuple[Id, ...] = ()
    theme: Id | None = None
    facts: dict[str, object] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()
