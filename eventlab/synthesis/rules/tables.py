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


Rows = Iterable[list[Any]]


def tables(report: Report, _: Translate) -> dict[str, list[list[Any]]]:
    """Every table of the report by its file name, each with its line of titles.

    What the day never asked for has none.
    """
    told = told_of(report)
    every: tuple[tuple[bool, str, Rows], ...] = (
        (told("problems"), _("problemes.csv"), _problems(report, _)),
        (told("votes"), _("votes.csv"), _votes(report, _)),
        (bool(report.topics), _("sujets.csv"), _topics(report, _)),
        (told("teams"), _("equipes.csv"), _teams(report, _)),
        (told("ideas"), _("idees.csv"), _ideas(report, _)),
        (told("slips"), _("billets.csv"), _slips(report, _)),
        (told("commitments"), _("engagements.csv"), _commitments(report, _)),
        (told("not-kept"), _("non-retenu.csv"), _not_kept(report, _)),
        (told("evaluation"), _("avis.csv"), _answers(report, _)),
        (True, _("nombres.csv"), _numbers(report, _)),
    )
    return {name: list(rows) for there, name, rows in every if there}


def _sides(report: Report) -> list[str]:
    return [report.labels["resident"], report.labels["professional"]]


def _each_side(words: str, *who: str) -> list[str]:
    return [f"{words} - {one}" for one in who]


def _three(counts: Counts) -> list[Any]:
    return [counts.room, counts.resident, counts.professional]


def _problems(report: Report, _: Translate) -> Rows:
    yield [_("Numéro"), _("Texte"), _("Regard"), _("Sujet"), _("Thème"), _("Dit avec le numéro")]
    under = [(theme.title, p) for theme in report.themes for p in theme.problems]
    under += [("", problem) for problem in report.loose]
    for theme, problem in sorted(under, key=lambda pair: pair[1].number):
        for one in (problem, *problem.same):
            side = report.labels.get(one.perspective, "")
            told_with = problem.number if one is not problem else None
            yield [one.number, one.text, side, one.tile, theme, told_with]


def _votes(report: Report, _: Translate) -> Rows:
    yield [_("Vote"), _("Rang"), _("Ligne"), _("Voix"), *_sides(report)]
    for vote in report.votes:
        for line in vote.lines:
            yield [vote_title(report, vote.on, _), line.rank, line.title, *_three(line.dots)]


def _topics(report: Report, _: Translate) -> Rows:
    yield [_("Sujet")]
    yield from ([topic] for topic in report.topics)


def _teams(report: Report, _: Translate) -> Rows:
    yield [_("Équipe"), _("Nom"), _("Table"), _("Thème"), _("Personnes"), *_sides(report)]
    for t in report.teams:
        yield [t.number, t.name, t.table, t.question or t.theme, *_three(t.people)]


def _fields(report: Report) -> dict[str, str]:
    return {field.key: field.label for idea in report.ideas for field in idea.fields}


def _ideas(report: Report, _: Translate) -> Rows:
    fields = _fields(report)
    who = [_("Salle"), *_sides(report)]
    yield [
        *(_("Numéro"), _("Idée"), _("Équipe"), _("Thème"), _("Sorte")),
        *fields.values(),
        *_each_side(_("Je soutiens"), *who),
        *_each_side(_("Je peux aider"), *who),
        *_each_side(_("Cela ne marcherait pas pour moi"), *who),
    ]
    for idea in report.ideas:
        texts = {field.key: field.text for field in idea.fields}
        slips = [*_three(idea.supports), *_three(idea.helps), *_three(idea.concerns)]
        title = idea_title(report, idea.title, idea.number, _)
        facts = [idea.number, title, idea.team, idea.theme, idea.kind_words]
        yield [*facts, *(texts.get(key, "") for key in fields), *slips]


def _slips(report: Report, _: Translate) -> Rows:
    yield [_("Idée"), _("Billet"), _("Texte")]
    for idea in report.ideas:
        title = idea_title(report, idea.title, idea.number, _)
        for words, texts in (
            (_("Je peux aider"), idea.help_texts),
            (_("Cela ne marcherait pas pour moi"), idea.concern_texts),
        ):
            yield from ([title, words, text] for text in texts)


def _commitments(report: Report, _: Translate) -> Rows:
    yield [_("Qui"), _("Quoi"), _("Pour quand"), _("Qui répond"), _("Idée")]
    yield from ([c.who, c.what, c.by_when, c.answers, c.idea] for c in report.all_commitments)


def _not_kept(report: Report, _: Translate) -> Rows:
    yield [_("Proposition"), _("Raison")]
    yield from map(list, not_kept(report))


def _answers(report: Report, _: Translate) -> Rows:
    yield [_("Question"), _("Réponse"), _("Nombre"), *_sides(report)]
    for evaluation in report.evaluations:
        for question in evaluation.questions:
            for answer in question.answers:
                words = answer_words(question.type, answer.value, _)
                yield [question.title, words, *_three(answer.number)]
            if question.mean:
                mean = number_words(question.mean, report.language)
                yield [question.title, _("Moyenne sur 5"), mean]
            yield from ([question.title, remark.text, 1] for remark in question.remarks)


def _numbers(report: Report, _: Translate) -> Rows:
    met = report.encounters
    yield [_("Quoi"), _("Salle"), *_sides(report)]
    yield [_("Personnes présentes"), *_three(report.people.present)]
    yield [_("Paires possibles entre les deux regards"), met.possible]
    yield [_("Paires qui ont travaillé ensemble"), met.together]
    yield [_("Paires qui se sont parlé pendant les tours"), met.met]
    yield [_("Paires qui se sont rencontrées"), met.either]
