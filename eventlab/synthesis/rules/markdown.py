"""The report as Markdown: the same chapters, in plain text that any editor opens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from eventlab.synthesis.rules.report import Commitment, Counts, Idea, Problem, Report, Theme
from eventlab.synthesis.rules.words import (
    Translate,
    answer_words,
    chapters,
    not_kept,
    number_words,
    sides,
    vote_title,
)

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


def literal(text: str) -> str:
    """Words of people, so that no sign of theirs is taken for layout."""
    escaped = _SIGNS.sub(r"\\\1", text)
    return _AT_START.sub(lambda found: f"{found[1]}\\{found[2]}", escaped)


def _bold(words: str) -> str:
    return f"**{words}**\n"


def _title(words: str) -> str:
    return f"\n### {words}\n"


def _item(words: str, value: object) -> str:
    return f"- {words} : {value}"


def as_markdown(report: Report, _: Translate, day: Callable[[str], str]) -> str:
    """The whole report; ``day`` writes an ISO date in words."""
    lines = [
        *_head(report, _, day),
        *_body(report, _),
        *_foot(report, _, day),
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _head(report: Report, _: Translate, day: Callable[[str], str]) -> Iterator[str]:
    if report.state != "released":
        yield _bold(_("BROUILLON"))
    yield "# " + _("Synthèse de la journée") + " - " + literal(report.title) + "\n"
    yield f"{day(report.date)}" + (f", {literal(report.place)}" if report.place else "") + "\n"
    if report.closing:
        yield literal(report.closing) + "\n"
    for quote in report.quotes:
        yield "\n".join(f"> {line}" for line in literal(quote).split("\n")) + "\n"


def _body(report: Report, _: Translate) -> Iterator[str]:
    parts = {
        "people": _people,
        "method": _method,
        "problems": _problems,
        "votes": _votes,
        "teams": _teams,
        "ideas": _ideas,
        "commitments": lambda report, _: _table(report.all_commitments, _, True),
        "not-kept": _not_kept,
        "evaluation": _evaluation,
    }
    for key, title in chapters(_):
        if key in parts:
            yield f"\n## {title}\n"
            yield from parts[key](report, _)


def _foot(report: Report, _: Translate, day: Callable[[str], str]) -> Iterator[str]:
    yield f"\n## {chapters(_)[-1][1]}\n"
    yield literal(report.next_steps) + "\n"
    if report.state == "released":
        signed = _("Relue et validée par %(name)s, le %(date)s.")
        yield signed % {"name": literal(report.signature), "date": day(report.released_on)}
    else:
        yield _("Brouillon : cette synthèse n'est pas encore relue ni validée.")


def _counts(counts: Counts, report: Report) -> str:
    by_side = ", ".join(sides(counts, dict(report.labels)))
    return f"{counts.room} ({literal(by_side)})" if by_side else str(counts.room)


def _people(report: Report, _: Translate) -> Iterator[str]:
    yield _item(_("Personnes présentes"), _counts(report.people.present, report))
    for words, number in (
        (_("Inscriptions à l'avance"), report.people.listed),
        (_("Départs avant la fin"), report.people.left),
        (_("Arrivées avec une aide, sans téléphone"), report.people.helped),
        (_("Métiers"), report.people.trades),
        (_("Organismes"), report.people.organisations),
    ):
        if number:
            yield _item(words, number)


def _method(report: Report, _: Translate) -> Iterator[str]:
    for stage in report.stages:
        real = _("Réel")
        took = "" if stage.took is None else f" ({real} : {stage.took} min)"
        yield f"- {stage.at} {literal(stage.title)}, {stage.minutes} min{took}"


def _problems(report: Report, _: Translate) -> Iterator[str]:
    for theme in report.themes:
        yield from _theme(theme, report)
    if report.loose:
        if report.themes:
            yield _title(_("Sans thème"))
        yield from _problem_lines(report.loose, report)


def _theme(theme: Theme, report: Report) -> Iterator[str]:
    yield _title(literal(theme.title))
    if theme.question:
        yield _bold(literal(theme.question))
    yield from _problem_lines(theme.problems, report)


def _problem_lines(problems: Iterable[Problem], report: Report, deep: str = "") -> Iterator[str]:
    for one in problems:
        side = report.labels.get(one.perspective, "")
        facts = ", ".join(part for part in (f"n° {one.number}", side) if part)
        yield f"{deep}- {_on_one_line(one.text)} ({literal(facts)})"
        yield from _problem_lines(one.same, report, deep + "  ")


def _on_one_line(text: str) -> str:
    return literal(" ".join(text.split()))


def _votes(report: Report, _: Translate) -> Iterator[str]:
    for vote in report.votes:
        yield _title(vote_title(vote.on, _))
        yield _("Personnes ayant voté :") + " " + _counts(vote.voters, report) + "\n"
        for line in vote.lines:
            yield f"{line.rank}. {_on_one_line(line.title)} : {_counts(line.dots, report)}"
        if vote.agreed:
            agreed = ", ".join(map(_on_one_line, vote.agreed))
            yield "\n" + _("Les deux regards placent d'abord :") + " " + agreed
        for side, title in vote.apart:
            words = _("%(who)s y tiennent bien plus :") % {"who": report.labels[side]}
            yield f"\n{words} {_on_one_line(title)}"


def _teams(report: Report, _: Translate) -> Iterator[str]:
    for team in report.teams:
        words = " · ".join(part for part in (team.name, team.question or team.theme) if part)
        yield f"- {team.number}. {_on_one_line(words)} : {_counts(team.people, report)}"
    index = report.encounters
    if index.possible:
        yield ""
        yield _item(_("Paires possibles entre les deux regards"), index.possible)
        yield _item(_("Paires qui ont travaillé ensemble"), index.together)
        yield _item(_("Paires qui se sont parlé pendant les tours"), index.met)
        yield _item(_("Paires qui se sont rencontrées"), index.either)


def _ideas(report: Report, _: Translate) -> Iterator[str]:
    for words, number in report.kinds.items():
        yield _item(literal(words) or _("Sans sorte choisie"), number)
    for idea in report.ideas:
        yield from _idea(idea, report, _)


def _idea(idea: Idea, report: Report, _: Translate) -> Iterator[str]:
    yield _title(_on_one_line(idea.title))
    for field in idea.fields:
        if field.text and field.text != idea.title:
            yield _bold(literal(field.label))
            yield literal(field.text) + "\n"
    for number in idea.drawings:
        yield "![" + _("Dessin") + f"](dessins/{number}.jpg)\n"
    for words, counts, texts in (
        (_("Je soutiens"), idea.supports, ()),
        (_("Je peux aider"), idea.helps, idea.help_texts),
        (_("Cela ne marcherait pas pour moi"), idea.concerns, idea.concern_texts),
    ):
        yield _item(words, _counts(counts, report))
        yield from (f"  - {_on_one_line(text)}" for text in texts)
    yield from _table(idea.commitments, _)


def _table(commitments: Iterable[Commitment], _: Translate, with_idea: bool = False) -> list[str]:
    heads = [_("Qui"), _("Quoi"), _("Pour quand"), _("Qui répond")]
    heads += [_("Idée")] if with_idea else []
    rows = [
        [one.who, one.what, one.by_when, one.answers, *([one.idea] if with_idea else [])]
        for one in commitments
    ]
    if not rows:
        return []
    lines = [heads, ["---"] * len(heads), *([_on_one_line(cell) for cell in row] for row in rows)]
    return ["", *(f"| {' | '.join(line)} |" for line in lines), ""]


def _not_kept(report: Report, _: Translate) -> Iterator[str]:
    for words, why in not_kept(report):
        yield f"- {_on_one_line(words)} : {_on_one_line(why)}"


def _evaluation(report: Report, _: Translate) -> Iterator[str]:
    for evaluation in report.evaluations:
        yield _("Réponses :") + " " + _counts(evaluation.answered, report) + "\n"
        for question in evaluation.questions:
            yield _title(literal(question.title))
            for answer in question.answers:
                words = answer_words(question.type, answer.value, _)
                yield _item(words, _counts(answer.number, report))
            if question.mean:
                mean = number_words(question.mean, report.language)
                yield "\n" + _("Moyenne : %(mean)s sur 5") % {"mean": mean}
            yield from (f"- {_on_one_line(remark.text)}" for remark in question.remarks)
