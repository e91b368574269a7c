"""The report as Markdown: the same chapters, in plain text that any editor opens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from eventlab.synthesis.rules.report import Commitment, Counts, Idea, Problem, Report, Theme
from eventlab.synthesis.rules.words import (
    Translate,
    answer_words,
    chapters,
    idea_title,
    method_words,
    next_words,
    not_kept,
    number_words,
    sides,
    told_of,
    too_few_voted,
    vote_title,
)


@dataclass(frozen=True)
class Speech:
    """How a language says things: ``say`` translates, the others write days, hours, languages."""

    say: Translate
    day: Callable[[str], str]
    hour: Callable[[str], str]
    languages: Callable[[Sequence[str]], str]

    def __call__(self, words: str) -> str:
        """The words in the language."""
        return self.say(words)

    def item(self, what: str, value: object) -> str:
        """A line of a list: a thing and its number."""
        return "- " + self.with_number(what, value)

    def with_number(self, what: str, value: object) -> str:
        """A thing and its number, with the colon of the language."""
        return self.say("%(what)s : %(number)s") % {"what": what, "number": value}


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


def as_markdown(report: Report, _: Speech) -> str:
    """The whole report, as the page says it."""
    lines = [*_head(report, _), *_body(report, _), *_foot(report, _)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _head(report: Report, _: Speech) -> Iterator[str]:
    if report.state != "released":
        yield _bold(_("BROUILLON"))
    yield "# " + _("Synthèse de la journée") + " - " + literal(report.title) + "\n"
    day = _.day(report.date)
    yield day[:1].upper() + day[1:] + (f", {literal(report.place)}" if report.place else "") + "\n"
    if report.closing:
        yield literal(report.closing) + "\n"
    for quote in report.quotes:
        yield "\n".join(f"> {line}" for line in literal(quote).split("\n")) + "\n"


def _body(report: Report, _: Speech) -> Iterator[str]:
    parts = {
        "people": _people,
        "method": _method,
        "problems": _problems,
        "votes": _votes,
        "teams": _teams,
        "ideas": _ideas,
        "commitments": _commitments,
        "not-kept": _not_kept,
        "evaluation": _evaluation,
    }
    for key, title in chapters(report, _):
        if key in parts:
            yield f"\n## {title}\n"
            yield from parts[key](report, _)


def _foot(report: Report, _: Speech) -> Iterator[str]:
    yield f"\n## {chapters(report, _)[-1][1]}\n"
    yield " ".join(next_words(report, _)) + "\n"
    yield literal(report.next_steps) + "\n"
    if report.state == "released":
        signed = _("Relue et validée par %(name)s, le %(date)s.")
        yield signed % {"name": literal(report.signature), "date": _.day(report.released_on)}
    else:
        yield _("Brouillon : cette synthèse n'est pas encore relue ni validée.")


def _counts(counts: Counts, report: Report, _: Speech) -> str:
    by_side = ", ".join(_.with_number(who, number) for who, number in sides(counts, report.labels))
    return f"{counts.room} ({literal(by_side)})" if by_side else str(counts.room)


def _people(report: Report, _: Speech) -> Iterator[str]:
    yield _.item(_("Personnes présentes"), _counts(report.people.present, report, _))
    for words, number in (
        (_("Inscriptions à l'avance"), report.people.listed),
        (_("Départs avant la fin"), report.people.left),
        (_("Arrivées avec une aide, sans téléphone"), report.people.helped),
        (_("Métiers"), report.people.trades),
        (_("Organismes"), report.people.organisations),
    ):
        if number:
            yield _.item(words, number)
    if report.people.languages:
        yield _.item(_("Langues parlées"), literal(_.languages(report.people.languages)))


def _method(report: Report, _: Speech) -> Iterator[str]:
    yield " ".join(method_words(report, _)) + "\n"
    for stage in report.stages:
        took = stage.took is not None and _.with_number(_("Réel"), f"{stage.took} min")
        yield (
            f"- {_.hour(stage.at)} {literal(stage.title)}, {stage.minutes} min"
            + (f" ({took})" if took else "")
        )


def _problems(report: Report, _: Speech) -> Iterator[str]:
    if not (report.problems or report.hidden or report.withdrawn):
        yield (
            _("Aucun problème n'a été écrit.")
            if report.asked.problems
            else _("Rien n'a été écrit.")
        )
    for theme in report.themes:
        yield from _theme(theme, report, _)
    if report.loose:
        if report.themes:
            yield _title(_("Sans thème"))
        yield from _problem_lines(report.loose, report, _)
    yield ""
    problems = report.asked.problems
    hidden = _("Problèmes masqués par l'animation") if problems else _("Textes masqués")
    withdrawn = _("Problèmes retirés par qui les avait écrits") if problems else _("Textes retirés")
    if report.hidden:
        yield _.with_number(hidden, report.hidden) + "\n"
    if report.withdrawn:
        yield _.with_number(withdrawn, report.withdrawn)


def _theme(theme: Theme, report: Report, _: Speech) -> Iterator[str]:
    yield _title(literal(theme.title))
    if theme.question:
        yield _bold(literal(theme.question))
    if not theme.problems:
        yield _("Aucun problème n'y est rangé.")
    yield from _problem_lines(theme.problems, report, _)


def _problem_lines(
    problems: Iterable[Problem], report: Report, _: Speech, deep: str = ""
) -> Iterator[str]:
    for one in problems:
        number = _("n° %(number)s") % {"number": one.number}
        facts = ", ".join(filter(None, [number, report.labels.get(one.perspective), one.tile]))
        yield f"{deep}- {_on_one_line(one.text) or _('(texte illisible)')} ({literal(facts)})"
        if one.same:
            yield f"{deep}  {_('Dit aussi ainsi :')}"
        yield from _problem_lines(one.same, report, _, deep + "  ")


def _on_one_line(text: str) -> str:
    return literal(" ".join(text.split()))


def _votes(report: Report, _: Speech) -> Iterator[str]:
    if not report.votes:
        yield _("Il n'y a pas eu de vote.")
    for vote in report.votes:
        yield _title(vote_title(report, vote.on, _))
        yield _("Personnes ayant voté :") + " " + _counts(vote.voters, report, _) + "\n"
        for line in vote.lines:
            counted = _.with_number(_on_one_line(line.title), _counts(line.dots, report, _))
            # Lines of one rank keep it: a numbered list would count on.
            yield f"- {line.rank} · {counted}"
        if not vote.split:
            yield "\n" + too_few_voted(_)
        elif vote.agreed:
            agreed = ", ".join(map(_on_one_line, vote.agreed))
            yield "\n" + _("Les deux regards placent d'abord :") + " " + agreed
        else:
            yield "\n" + _("Les deux regards ne placent pas la même ligne en premier.")
        for side, title in vote.apart:
            words = _("%(who)s y tiennent bien plus :") % {"who": report.labels[side]}
            yield f"\n{words} {_on_one_line(title)}"


def _teams(report: Report, _: Speech) -> Iterator[str]:
    told = told_of(report)
    if not report.teams and told("teams"):
        yield _("Il n'y a pas eu d'équipes.")
    for team in report.teams:
        number = _("Équipe %(number)s") % {"number": team.number}
        words = " · ".join(filter(None, [number, team.name, team.question or team.theme]))
        yield _.item(_on_one_line(words), _counts(team.people, report, _))
    index = report.encounters
    if index.possible:
        yield _title(_("Les rencontres entre les deux regards"))
        yield _.item(_("Paires possibles entre les deux regards"), index.possible)
        if told("teams"):
            yield _.item(_("Paires qui ont travaillé ensemble"), index.together)
        if told("rounds"):
            yield _.item(_("Paires qui se sont parlé pendant les tours"), index.met)
        yield _.item(_("Paires qui se sont rencontrées"), index.either)
    elif not told("teams"):
        yield _("Il n'y a pas eu de rencontres.")
    if report.topics:
        yield _title(_("Ce qui s'est raconté"))
        yield from (f"- {_on_one_line(topic)}" for topic in report.topics)


def _ideas(report: Report, _: Speech) -> Iterator[str]:
    if not report.ideas:
        yield _("Aucune idée n'a été écrite.") if report.asked.named else _("Rien n'a été écrit.")
    for words, number in report.kinds.items() if told_of(report)("kinds") else ():
        yield _.item(literal(words) or _("Sans sorte choisie"), number)
    for idea in report.ideas:
        yield from _idea(idea, report, _)


def _idea(idea: Idea, report: Report, _: Speech) -> Iterator[str]:
    yield _title(_on_one_line(idea_title(report, idea.title, idea.number, _)))
    team = _("Équipe %(number)s") % {"number": idea.team} if idea.team else ""
    yield _on_one_line(" · ".join(filter(None, [team, idea.theme, idea.kind_words]))) + "\n"
    for field in idea.fields:
        if field.text and field.text not in (idea.title, idea.kind_words):
            yield _bold(literal(field.label))
            yield literal(field.text) + "\n"
    for number in idea.drawings:
        yield "![" + _("Dessin") + f"]({_('dessins')}/{number}.jpg)\n"
    if told_of(report)("slips"):
        yield from _slips(idea, report, _)
    if idea.commitments:
        yield "\n" + _bold(_("Engagements"))
    yield from _table(idea.commitments, _)


def _slips(idea: Idea, report: Report, _: Speech) -> Iterator[str]:
    yield _bold(_("Ce qu'en dit la salle"))
    for words, counts, texts in (
        (_("Je soutiens"), idea.supports, ()),
        (_("Je peux aider"), idea.helps, idea.help_texts),
        (_("Cela ne marcherait pas pour moi"), idea.concerns, idea.concern_texts),
    ):
        yield _.item(words, _counts(counts, report, _))
        yield from (f"  - {_on_one_line(text)}" for text in texts)


def _commitments(report: Report, _: Speech) -> list[str]:
    every = _table(report.all_commitments, _, True)
    return every or [_("Aucun engagement n'a été pris.")]


def _table(commitments: Iterable[Commitment], _: Speech, with_idea: bool = False) -> list[str]:
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


def _not_kept(report: Report, _: Speech) -> Iterator[str]:
    left = not_kept(report)
    if not left:
        proposed = report.themes or report.ideas
        yield (
            _("Tout ce qui a été proposé a été retenu.") if proposed else _("Rien n'a été proposé.")
        )
    for words, why in left:
        reason = _on_one_line(why) or _("La raison n'est pas encore écrite.")
        yield f"- **{_on_one_line(words)}** {reason}"


def _evaluation(report: Report, _: Speech) -> Iterator[str]:
    if not report.evaluations:
        yield _("Il n'y a pas eu d'évaluation.")
    for evaluation in report.evaluations:
        yield _("Réponses :") + " " + _counts(evaluation.answered, report, _) + "\n"
        for question in evaluation.questions:
            yield _title(literal(question.title))
            for answer in question.answers:
                words = answer_words(question.type, answer.value, _)
                yield _.item(words, _counts(answer.number, report, _))
            if question.mean:
                mean = number_words(question.mean, report.language)
                yield "\n" + _("Moyenne : %(mean)s sur 5") % {"mean": mean}
            if question.type == "text" and not question.remarks:
                yield _("Rien n'a été écrit.")
            elif question.type != "text" and not question.answers:
                yield _("Trop peu de réponses pour les montrer.")
            yield from (f"- {_on_one_line(remark.text)}" for remark in question.remarks)
