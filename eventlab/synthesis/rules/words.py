"""The words that every form of the synthesis says alike: titles, names of answers, numbers.

``_`` translates; it is handed in, since rules know no web.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from eventlab.synthesis.rules.report import Counts, Report

Translate = Callable[[str], str]


def chapters(report: Report, _: Translate) -> list[tuple[str, str]]:
    """The chapters in order: (anchor, title). One that was never asked for is left out."""
    asked, told = report.asked, _told(report)
    titles = [
        ("people", _("Qui était là")),
        ("method", _("La méthode")),
        ("problems", _("Problèmes et thèmes") if asked.problems else _("Ce qui a été écrit")),
        ("votes", _("Les votes, par regard")),
        ("teams", _("Les équipes et les rencontres") if told["teams"] else _("Les rencontres")),
        ("ideas", _("Les idées") if asked.named else _("Les fiches")),
        ("commitments", _("Les engagements")),
        ("not-kept", _("Ce qui n'a pas été retenu, et pourquoi")),
        ("evaluation", _("L'avis de la salle")),
        ("next", _("La suite, au laboratoire") if _goes_on(report) else _("La suite")),
    ]
    kept = told | {"teams": told["teams"] or told["rounds"]}
    return [(key, title) for key, title in titles if kept.get(key, True)]


def _told(report: Report) -> dict[str, bool]:
    """Of what there is something to tell: what was asked for, or was done all the same."""
    asked = report.asked
    return {
        "problems": bool(asked.texts or report.problems or report.hidden or report.withdrawn),
        "votes": bool((asked.votes and not asked.wishes) or report.votes),
        "teams": bool(asked.teams or report.teams),
        "rounds": bool(asked.rounds or report.encounters.met or report.topics),
        "ideas": bool(asked.sheets or report.ideas),
        "kinds": bool(asked.kinds or any(report.kinds)),
        "slips": asked.slips or any(idea.supported for idea in report.ideas),
        "commitments": bool(asked.commitments or report.all_commitments),
        "not-kept": bool(asked.choosing or not_kept(report)),
        "evaluation": bool(asked.opinions or report.evaluations),
    }


def told_of(report: Report) -> Callable[[str], bool]:
    """Whether something is told at all, by its name."""
    return _told(report).__getitem__


def _goes_on(report: Report) -> bool:
    # The lab takes up problems and ideas; what neighbours told each other is theirs.
    return report.asked.problems or report.asked.sheets


def method_words(report: Report, _: Translate) -> list[str]:
    """How the day is done, in a few sentences: those of its own steps."""
    asked = report.asked
    said = list(_way(report, _))
    if _told(report)["votes"]:
        said.append(_("Les deux regards comptent autant. Aucune voix n'est pondérée."))
    if asked.votes or asked.slips or asked.opinions:
        said.append(
            _("Un partage par regard n'est montré qu'à partir de cinq personnes de chaque côté.")
        )
    return said


def _way(report: Report, _: Translate) -> Iterable[str]:
    asked = report.asked
    if asked.problems and asked.themes and asked.votes and asked.teams:
        yield _(
            "Chaque personne écrit d'abord ses problèmes. La salle les regroupe, choisit, "
            "puis travaille en équipes mêlées."
        )
        return
    for there, sentence in (
        (asked.texts, _("Chaque personne écrit d'abord de son côté.")),
        (asked.themes, _("La salle regroupe ce qui se ressemble.")),
        (asked.votes and not asked.wishes, _("Elle choisit par un vote secret.")),
        (asked.wishes, _("Chaque personne dit ce qu'elle voudrait entendre.")),
        (asked.rounds, _("Les personnes se rencontrent par tours de quelques minutes.")),
        (asked.teams, _("Des équipes mêlées travaillent ensemble.")),
        (asked.sheets and not asked.teams, _("Le groupe remplit une fiche ensemble.")),
    ):
        if there:
            yield sentence


def next_words(report: Report, _: Translate) -> list[str]:
    """What becomes of the day, whatever the organisers add."""
    said = []
    if report.asked.named:
        said.append(
            _(
                "Les idées retenues et leurs cas vont au laboratoire : réponse locale d'abord, "
                "puis essais, puis solution générale."
            )
        )
    elif report.asked.sheets:
        said.append(
            _(
                "Le cas va au laboratoire : réponse locale d'abord, puis essais, "
                "puis solution générale."
            )
        )
    if report.asked.problems:
        said.append(_("Chaque personne suit son problème avec son code personnel."))
    elif report.asked.texts:
        said.append(_("Chaque personne retrouve ses textes avec son code personnel."))
    return said


def idea_title(report: Report, title: str, number: int, _: Translate) -> str:
    """What an idea or a sheet is called."""
    words = _("Idée %(number)s") if report.asked.named else _("Fiche %(number)s")
    return title or words % {"number": number}


def too_few_voted(_: Translate) -> str:
    """Why a vote is not told apart."""
    return _("Moins de cinq personnes ont voté d'un côté : le partage par regard n'est pas montré.")


def vote_title(report: Report, on: str, _: Translate) -> str:
    """What was voted on."""
    problems = report.asked.problems
    titles = {
        "themes": _("Vote sur les thèmes"),
        "problems": _("Vote sur les problèmes") if problems else _("Vote sur les textes"),
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
