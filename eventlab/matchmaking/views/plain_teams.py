"""What the teams' page without a script needs beside the board."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventlab.matchmaking.rules.wishes import order_for


def wish_order(person: str | None, themes: dict[str, dict[str, Any]]) -> list[int]:
    """The themes that go on, in this person's own order."""
    return order_for(person or "", [int(i) for i, theme in themes.items() if theme["goes_on"]])


def why_here(mine: dict[str, Any]) -> list[str]:
    """One's own facts, in words.

    Keep equal to ``whyHere`` in ``static/js/matchmaking/my_team.js``.
    """
    wishes = {
        0: _("Ce thème n'est pas l'un de vos souhaits. L'équipe a besoin de vous."),
        1: _("C'est votre premier souhait."),
        2: _("C'est votre deuxième souhait."),
        3: _("C'est votre troisième souhait."),
        4: _("C'est l'un de vos souhaits."),
        5: _("C'est l'un de vos souhaits."),
    }
    facts = {
        "language": _("Quelqu'un ici parle votre langue."),
        "interprets": _("L'équipe a besoin d'une langue que vous parlez."),
        "step_free": _("Cette table est sans marche."),
        "facilitator": _("Vous animez cette équipe."),
        "perspective": _("L'équipe a besoin de votre regard."),
        "trade": _("Ce que vous savez faire complète l'équipe."),
    }
    told = [wishes.get(mine["rank"]), *(facts.get(pin) for pin in mine["pins"] or [])]
    return [sentence for sentence in told if sentence]
