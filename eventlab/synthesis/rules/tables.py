"""The report as tables a French spreadsheet opens: semicolons, a mark of UTF-8, inert cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from eventlab.synthesis.rules.report import Counts, Report
from eventlab.synthesis.rules.words import (
    Translate,
    answer_words,
    idea_title,
    not_kept,
    number_words,
    told_of,
    vote_title,
)

#: A cell beginning so is taken for a formula by some spreadsheet.
#: Source: OWASP, "CSV Injection".
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(cell: Any) -> Any:
    """A cell that no spreadsheet computes: a quote mark stands before what looks like a formula."""
    if isinstance(cell, str) and cell.lstrip(" '\u200b\ufeff\xa0").startswith(_ACTIVE):
        return "'" + cell
    return cell


def as_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as a file that opens by a double click in a French Excel.

    Texts are quoted: LibreOffice offers to part cells at commas too.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([["" if c is None else inert(c) for c in row] for row in rows])
    return ("\ufeff" + written.getvalue()).encode()


def tables(report: Report, _: Translate) -> dict[str, list[list[Any]]]:
    """Every table of the report by its file name, each with its line of titles.

    What the day never asked for has none.
    """
    labels = [report.labels["resident"], report.labels["professional"]]
    told = told_of(report)
    left_out = {
        name
        for name, there in (
            (_("problemes.csv"), told("problems")),
            (_("votes.csv"), told("votes")),
            (_("sujets.csv"), bool(report.topics)),
            (_("equipes.csv"), told("teams")),
            (_("idees.csv"), told("ideas")),
            (_("billets.csv"), told("slips")),
            (_("engagements.csv"), told("commitments")),
            (_("non-retenu.csv"), told("not-kept")),
            (_("avis.csv"), told("evaluation")),
        )
        if not there
    }
    every = _all_tables(report, labels, _)
    return {name: rows for name, rows in every.items() if name not in left_out}


def _all_tables(report: Report, labels: list[str], _: Translate) -> dict[str, list[list[Any]]]:
    return {
        _("problemes.csv"): [
            [_("Numéro"), _("Texte"), _("Regard"), _("Sujet"), _("Thème"), _("Dit avec le numéro")],
            *_problems(report),
        ],
        _("votes.csv"): [
            [_("Vote"), _("Rang"), _("Ligne"), _("Voix"), *labels],
            *_votes(report, _),
        ],
        _("sujets.csv"): [[_("Sujet")], *([topic] for topic in report.topics)],
        _("equipes.csv"): [
            [_("Équipe"), _("Nom"), _("Table"), _("Thème"), _("Personnes"), *labels],
            *(
                [t.number, t.name, t.table, t.question or t.theme, *_three(t.people)]
                for t in report.teams
            ),
        ],
        _("idees.csv"): [
            [
                _("Numéro"),
                _("Idée"),
                _("Équipe"),
                _("Thème"),
                _("Sorte"),
                *_field_labels(report),
                *_each_side(_("Je soutiens"), _("Salle"), *labels),
                *_each_side(_("Je peux aider"), _("Salle"), *labels),
                *_each_side(_("Cela ne marcherait pas pour moi"), _("Salle"), *labels),
            ],
            *_ideas(report, _),
        ],
        _("billets.csv"): [[_("Idée"), _("Billet"), _("Texte")], *_slips(report, _)],
        _("engagements.csv"): [
            [_("Qui"), _("Quoi"), _("Pour quand"), _("Qui répond"), _("Idée")],
            *([c.who, c.what, c.by_when, c.answers, c.idea] for c in report.all_commitments),
        ],
        _("non-retenu.csv"): [[_("Proposition"), _("Raison")], *map(list, not_kept(report))],
        _("avis.csv"): [
            [_("Question"), _("Réponse"), _("Nombre"), *labels],
            *_answers(report, _),
        ],
        _("nombres.csv"): [
            [_("Quoi"), _("Salle"), *labels],
            [_("Personnes présentes"), *_three(report.people.present)],
            [_("Paires possibles entre les deux regards"), report.encounters.possible],
            [_("Paires qui ont travaillé ensemble"), report.encounters.together],
            [_("Paires qui se sont parlé pendant les tours"), report.encounters.met],
            [_("Paires qui se sont rencontrées"), report.encounters.either],
        ],
    }


def _each_side(words: str, *who: str) -> list[str]:
    return [f"{words} - {one}" for one in who]


def _three(counts: Counts) -> list[Any]:
    return [counts.room, counts.resident, counts.professional]


def _problems(report: Report) -> Iterable[list[Any]]:
    under = [(theme.title, p) for theme in report.themes for p in theme.problems]
    under += [("", problem) for problem in report.loose]
    for theme, problem in sorted(under, key=lambda pair: pair[1].number):
        for one in (problem, *problem.same):
            side = report.labels.get(one.perspective, "")
            told_with = problem.number if one is not problem else None
            yield [one.number, one.text, side, one.tile, theme, told_with]


def _votes(report: Report, _: Translate) -> Iterable[list[Any]]:
    for vote in report.votes:
        for line in vote.lines:
            yield [vote_title(report, vote.on, _), line.rank, line.title, *_three(line.dots)]


def _fields(report: Report) -> dict[str, str]:
    return {field.key: field.label for idea in report.ideas for field in idea.fields}


def _field_labels(report: Report) -> list[str]:
    return list(_fields(report).values())


def _ideas(report: Report, _: Translate) -> Iterable[list[Any]]:
    keys = list(_fields(report))
    for idea in report.ideas:
        texts = {field.key: field.text for field in idea.fields}
        slips = [*_three(idea.supports), *_three(idea.helps), *_three(idea.concerns)]
        title = idea_title(report, idea.title, idea.number, _)
        facts = [idea.number, title, idea.team, idea.theme, idea.kind_words]
        yield [*facts, *(texts.get(key, "") for key in keys), *slips]


def _slips(report: Report, _: Translate) -> Iterable[list[Any]]:
    for idea in report.ideas:
        for words, texts in (
            (_("Je peux aider"), idea.help_texts),
            (_("Cela ne marcherait pas pour moi"), idea.concern_texts),
        ):
            yield from ([idea.title, words, text] for text in texts)


def _answers(report: Report, _: Translate) -> Iterable[list[Any]]:
    for evaluation in report.evaluations:
        for question in evaluation.questions:
            for answer in question.answers:
                words = answer_words(question.type, answer.value, _)
                yield [question.title, words, *_three(answer.number)]
            if question.mean:
                mean = number_words(question.mean, report.language)
                yield [question.title, _("Moyenne sur 5"), mean]
            yield from ([question.title, remark.text, 1] for remark in question.remarks)
