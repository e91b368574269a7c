"""The words that every form of the synthesis says alike: titles, names of answers, numbers.

``_`` translates; it is handed in, since rules know no web.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from eventlab.synthesis.rules.report import Counts, Report

Translate = Callable[[str], str]


def chapters(_: Translate) -> list[tuple[str, str]]:
    """The chapters in order: (anchor, title)."""
    return [
        ("people", _("Qui était là")),
        ("method", _("La méthode")),
        ("problems", _("Problèmes et thèmes")),
        ("votes", _("Les votes, par regard")),
        ("teams", _("Les équipes et les rencontres")),
        ("ideas", _("Les idées")),
        ("commitments", _("Les engagements")),
        ("not-kept", _("Ce qui n'a pas été retenu, et pourquoi")),
        ("evaluation", _("L'avis de la salle")),
        ("next", _("La suite, au laboratoire")),
    ]


def method_words(_: Translate) -> list[str]:
    """How the day is done, in three sentences."""
    return [
        _(
            "Chaque personne écrit d'abord ses problèmes. La salle les regroupe, choisit, "
            "puis travaille en équipes mêlées."
        ),
        _("Les deux regards comptent autant. Aucune voix n'est pondérée."),
        _("Un partage par regard n'est montré qu'à partir de cinq personnes de chaque côté."),
    ]


def next_words(_: Translate) -> list[str]:
    """What becomes of the day, whatever the organisers add."""
    return [
        _(
            "Les idées retenues et leurs cas vont au laboratoire : réponse locale d'abord, "
            "puis essais, puis solution générale."
        ),
        _("Chaque personne suit son problème avec son code personnel."),
    ]


def too_few_voted(_: Translate) -> str:
    """Why a vote is not told apart."""
    return _("Moins de cinq personnes ont voté d'un côté : le partage par regard n'est pas montré.")


def vote_title(on: str, _: Translate) -> str:
    """What was voted on."""
    titles = {
        "themes": _("Vote sur les thèmes"),
        "problems": _("Vote sur les problèmes"),
        "ideas": _("Vote sur les idées"),
    }
    return titles[on]


def answer_words(kind: str, value: str, _: Translate) -> str:
    """An answer of the evaluation in words."""
    words = {
        ("faces", "5"): _("Très bien"),
        ("faces", "4"): _("Bien"),
        ("faces", "3"): _("Moyen"),
        ("faces", "2"): _("Mal"),
        ("faces", "1"): _("Très mal"),
        ("yes_no", "yes"): _("Oui"),
        ("yes_no", "no"): _("Non"),
    }
    return words.get((kind, value), f"{value} / 5")


def number_words(number: float, language: str) -> str:
    """A number with one decimal, as the language writes it."""
    return f"{number:.1f}".replace(".", "," if language == "fr" else ".")


def not_kept(report: Report) -> list[tuple[str, str]]:
    """What did not go on and why: themes nobody took up, ideas the reviewer gave a reason for.

    A theme went on when it was chosen or when a team worked on it.
    """
    worked_on = {team.theme for team in report.teams if team.theme}
    chosen = any(theme.goes_on for theme in report.themes) or bool(worked_on)
    themes = [
        (theme.question or theme.title, theme.not_kept)
        for theme in report.themes
        if theme.not_kept or (chosen and not theme.goes_on and theme.title not in worked_on)
    ]
    ideas = [(idea.title, idea.not_kept) for idea in report.ideas if idea.not_kept]
    return themes + ideas


def reads(text: str) -> str:
    """Which way a text is read, by its first letter: ``ltr`` or ``rtl``.

    Browsers find it for ``dir="auto"``; what makes the PDF does not.
    """
    ways = (unicodedata.bidirectional(sign) for sign in text)
    first = next((way for way in ways if way in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def sides(counts: Counts, labels: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    """A count by perspective: who, how many; nothing where a split would tell who."""
    if counts.resident is not None:
        yield labels["resident"], counts.resident
    if counts.professional is not None:
        yield labels["professional"], counts.professional
