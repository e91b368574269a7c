"""The report of a day: one frozen object, from which every form of the synthesis is made.

``build`` reads the plain dicts of ``synthesis.queries.day`` and the review, and nothing else: the
same day gives the same report. No name, code or id of a person is in it; each text passes through
``clean``, which masks what a reviewer or the search for personal data found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from eventlab.boards.rules.tally import may_split
from eventlab.synthesis.rules.asked import Asked, asked_by
from eventlab.synthesis.rules.encounters import Encounters, encounters

SIDES = ("resident", "professional")
TITLE_LIMIT = 280  # a long text that stands for a missing name is cut, and follows whole
Words = Mapping[str, str] | str
Clean = Callable[[str], str]


@dataclass(frozen=True)
class Counts:
    """A number for the room, and by perspective; None where a split would tell who."""

    room: int
    resident: int | None = None
    professional: int | None = None


@dataclass(frozen=True)
class People:
    """Who was there, in numbers only."""

    present: Counts
    listed: int
    left: int
    helped: int
    languages: tuple[str, ...]
    trades: int
    organisations: int


@dataclass(frozen=True)
class Stage:
    """One part of the programme as it went. ``took`` is in minutes, None if it never began."""

    at: str
    kind: str
    title: str
    minutes: int
    took: int | None


@dataclass(frozen=True)
class Problem:
    """A problem, and those that said the ``same``. ``quoted``: chosen by the reviewer."""

    ref: str
    number: int
    text: str
    perspective: str
    tile: str
    quoted: bool = False
    same: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Theme:
    """A theme and its problems. ``not_kept``: the reviewer's reason, if it did not go on."""

    ref: str
    title: str
    question: str
    goes_on: bool
    problems: tuple[Problem, ...]
    not_kept: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a vote."""

    title: str
    dots: Counts
    rank: int
    goes_on: bool = False


@dataclass(frozen=True)
class Vote:
    """One closed ballot. ``agreed``: what both put first. ``apart``: what one cares for more."""

    on: str
    voters: Counts
    lines: tuple[Line, ...]
    agreed: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()  # (perspective, title)

    @property
    def split(self) -> bool:
        """Whether there are numbers by perspective."""
        return any(line.dots.resident is not None for line in self.lines)


@dataclass(frozen=True)
class Team:
    """A team: no names."""

    number: int
    name: str
    table: str
    theme: str
    question: str
    people: Counts


@dataclass(frozen=True)
class Field:
    """One field of an idea's sheet."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Commitment:
    """Who does what, by when, who answers for it."""

    who: str
    what: str
    by_when: str
    answers: str
    idea: str = ""


@dataclass(frozen=True)
class Idea:
    """An idea, whole. ``drawings`` are numbers under which its pictures are found."""

    ref: str
    number: int
    title: str
    team: int | None
    theme: str
    kind: str
    kind_words: str
    fields: tuple[Field, ...]
    drawings: tuple[int, ...]
    supports: Counts
    helps: Counts
    concerns: Counts
    help_texts: tuple[str, ...]
    concern_texts: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    not_kept: str = ""

    @property
    def supported(self) -> bool:
        """Whether the room gave it slips."""
        return any(one.room for one in (self.supports, self.helps, self.concerns))


@dataclass(frozen=True)
class Answer:
    """How often a question was answered so."""

    value: str
    number: Counts


@dataclass(frozen=True)
class Remark:
    """A free line of the evaluation."""

    ref: str
    text: str
    quoted: bool


@dataclass(frozen=True)
class Question:
    """A question of the evaluation. ``told`` is False while too few answered it."""

    title: str
    type: str
    told: bool
    answers: tuple[Answer, ...]
    remarks: tuple[Remark, ...]

    @property
    def mean(self) -> float | None:
        """The mean of a scale from 1 to 5; None for other questions."""
        number = sum(one.number.room for one in self.answers)
        if self.type not in ("faces", "scale") or not number:
            return None
        return sum(int(one.value) * one.number.room for one in self.answers) / number


@dataclass(frozen=True)
class Evaluation:
    """What people thought of the day."""

    answered: Counts
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Report:
    """A day, whole. ``state``: ``draft`` or ``released`` (then signed and dated)."""

    title: str
    place: str
    date: str
    language: str
    labels: Mapping[str, str]
    people: People
    stages: tuple[Stage, ...]
    themes: tuple[Theme, ...]
    loose: tuple[Problem, ...]  # under no theme
    hidden: int  # problems hidden by the facilitators
    withdrawn: int
    votes: tuple[Vote, ...]
    teams: tuple[Team, ...]
    ideas: tuple[Idea, ...]
    commitments: tuple[Commitment, ...]  # about no idea
    evaluations: tuple[Evaluation, ...]
    encounters: Encounters
    topics: tuple[str, ...] = ()  # told in rounds of experts
    asked: Asked = field(default_factory=Asked)
    closing: str = ""
    next_steps: str = ""
    state: str = "draft"
    signature: str = ""
    released_on: str = ""
    drawings: Mapping[int, bytes] = field(default_factory=dict)  # {number: JPEG}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, by number."""
        leading = [*(p for theme in self.themes for p in theme.problems), *self.loose]
        every = [each for one in leading for each in (one, *one.same)]
        return tuple(sorted(every, key=lambda one: one.number))

    @property
    def all_commitments(self) -> tuple[Commitment, ...]:
        """Every commitment, those about an idea first."""
        return (*(one for idea in self.ideas for one in idea.commitments), *self.commitments)

    @property
    def quotes(self) -> tuple[str, ...]:
        """What the reviewer chose to quote."""
        remarks = (r for e in self.evaluations for q in e.questions for r in q.remarks)
        return (
            *(one.text for one in self.problems if one.quoted),
            *(one.text for one in remarks if one.quoted),
        )

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many ideas of each kind: did the day produce something new?"""
        kinds: dict[str, int] = {}
        for idea in self.ideas:
            kinds[idea.kind_words] = kinds.get(idea.kind_words, 0) + 1
        return kinds


def plain(report: Report) -> dict[str, Any]:
    """The report as what JSON holds; pictures by their digest, no word on the programme."""
    drawings = {
        str(number): hashlib.sha256(jpeg).hexdigest() for number, jpeg in report.drawings.items()
    }
    told = asdict(replace(report, drawings={})) | {"drawings": drawings}
    del told["asked"]
    return told


def digest(report: Report) -> str:
    """What the report says, in short: it changes when a word does, not when it is released."""
    told = plain(replace(report, state="", signature="", released_on=""))
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def released(report: Report, release: Mapping[str, str] | None) -> Report:
    """The report as released, if what was released is what it says now."""
    if release is None or release["digest"] != digest(report):
        return report
    return replace(
        report,
        state="released",
        signature=release["signature"],
        released_on=release["released_on"],
    )


# --- Building it


@dataclass(frozen=True)
class Review:
    """What the reviewers said. ``reasons``: {``theme:12`` or ``idea:5``: why it was not kept}."""

    closing: str = ""
    next_steps: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    quotes: frozenset[str] = frozenset()
    masked: tuple[str, ...] = ()


def build(day: Mapping[str, Any], review: Review, language: str, clean: Clean) -> Report:
    """The report of a day, in a language; a draft."""
    return _Builder(day, review, language, clean).report()


class _Builder:
    def __init__(self, day: Mapping[str, Any], review: Review, language: str, clean: Clean) -> None:
        self.day, self.review, self.language, self.clean = day, review, language, clean
        self.asked = asked_by(day["programme"])

    def say(self, words: Words | None) -> str:
        """Words in the report's language, masked."""
        if words is None or isinstance(words, str):
            return self.clean(words or "")
        said: Mapping[str, str] = words
        order = (self.language, "fr", "en", *said)
        return self.clean(next((said[one] for one in order if said.get(one)), ""))

    def report(self) -> Report:
        event = self.day["event"]
        problems = self._problems()
        return Report(
            title=event["title"],
            place=event["place"],
            date=event["starts_on"],
            language=self.language,
            labels={side: self.say(event["labels"].get(side)) for side in SIDES},
            people=self._people(),
            stages=tuple(Stage(**{**one, "title": self.say(one["title"])}) for one in self._stages),
            themes=tuple(self._themes(problems)),
            loose=tuple(problems.get(None, ())),
            hidden=self.day["hidden"],
            withdrawn=self.day["withdrawn"],
            votes=tuple(self._vote(vote) for vote in self.day["votes"]),
            teams=tuple(self._team(team) for team in self.day["teams"]),
            ideas=tuple(self._idea(idea) for idea in self._kept_ideas),
            commitments=tuple(self._commitments(None)),
            evaluations=tuple(self._evaluation(one) for one in self.day["evaluations"]),
            encounters=encounters(
                self.day["perspectives"], self.day["members"].values(), self.day["met"]
            ),
            topics=tuple(map(self.clean, self.day["topics"])),
            asked=self.asked,
            closing=self.clean(self.review.closing),
            next_steps=self.clean(self.review.next_steps),
            drawings={n: self.day["drawings"][n] for n in sorted(self.day["drawings"])},
        )

    @property
    def _stages(self) -> list[dict[str, Any]]:
        return list(self.day["stages"])

    @property
    def _kept_ideas(self) -> list[dict[str, Any]]:
        """What the room may read: a card to take home is its author's alone."""
        shared = (idea for idea in self.day["ideas"] if not idea["personal_sheet"])
        return [idea for idea in shared if not idea["hidden"]]

    def _people(self) -> People:
        people = self.day["people"]
        present = _counted(people["present"])
        return People(present, **{k: v for k, v in people.items() if k != "present"})

    def _problems(self) -> dict[int | None, list[Problem]]:
        """The problems that stand for themselves, by theme, each with those that said the same."""
        known = {one["id"] for one in self.day["problems"]}
        led: dict[int, list[Problem]] = {}
        for one in self.day["problems"]:
            if one["leader"] in known:
                led.setdefault(one["leader"], []).append(self._problem(one))
        by_theme: dict[int | None, list[Problem]] = {}
        for one in self.day["problems"]:
            if one["leader"] not in known:
                problem = self._problem(one, tuple(led.get(one["id"], ())))
                by_theme.setdefault(one["theme"], []).append(problem)
        return by_theme

    def _problem(self, one: Mapping[str, Any], same: tuple[Problem, ...] = ()) -> Problem:
        ref = f"problem:{one['number']}"
        return Problem(
            ref=ref,
            number=one["number"],
            text=self.clean(one["text"]),
            perspective=one["perspective"],
            tile=self.say(one["tile"]),
            quoted=ref in self.review.quotes,
            same=same,
        )

    def _themes(self, problems: Mapping[int | None, list[Problem]]) -> Iterable[Theme]:
        for theme in self.day["themes"]:
            ref = f"theme:{theme['id']}"
            yield Theme(
                ref=ref,
                title=self.clean(theme["title"]),
                question=self.clean(theme["question"]),
                goes_on=theme["goes_on"],
                problems=tuple(problems.get(theme["id"], ())),
                not_kept=self._reason(ref),
            )

    def _reason(self, ref: str) -> str:
        return self.clean(self.review.reasons.get(ref, ""))

    def _vote(self, vote: Mapping[str, Any]) -> Vote:
        dots = sorted({line["room"] for line in vote["lines"]}, reverse=True)
        more = {one: sum(line["room"] > one for line in vote["lines"]) for one in dots}
        lines = [
            Line(
                self.clean(line["title"]),
                Counts(line["room"], line["resident"], line["professional"]),
                more[line["room"]] + 1,
                line.get("goes_on", False),
            )
            for line in vote["lines"]
        ]
        return Vote(
            on=vote["on"],
            voters=_counted(vote["voters"]),
            lines=tuple(sorted(lines, key=lambda line: line.rank)),
            agreed=tuple(self.clean(title) for title in vote["agreed"]),
            apart=tuple((side, self.clean(title)) for side, title in vote["apart"]),
        )

    def _team(self, team: Mapping[str, Any]) -> Team:
        return Team(
            team["number"],
            self.clean(team["name"]),
            team["table"],
            self.clean(team["theme"]),
            self.clean(team["question"]),
            _counted(team["people"]),
        )

    def _idea(self, idea: Mapping[str, Any]) -> Idea:
        ref, slips = f"idea:{idea['number']}", self.day["supports"].get(idea["id"], {})
        choice = next((f for f in idea["fields"] if isinstance(f["text"], Mapping)), None)
        texts = slips.get("texts", {})
        title = self._title(idea)
        return Idea(
            ref=ref,
            number=idea["number"],
            title=title,
            team=idea["team"]["number"] if idea["team"] else None,
            theme=self.clean(idea["theme"]["title"]) if idea["theme"] else "",
            kind=idea["kind"],
            kind_words=self.say(choice["text"]) if choice else "",
            fields=tuple(
                Field(one["key"], self.say(one["label"]), self.say(one["text"]))
                for one in idea["fields"]
            ),
            drawings=tuple(one["id"] for one in idea["drawings"]),
            supports=_slip(slips, "support"),
            helps=_slip(slips, "help"),
            concerns=_slip(slips, "concern"),
            help_texts=tuple(map(self.clean, texts.get("help", ()))),
            concern_texts=tuple(map(self.clean, texts.get("concern", ()))),
            commitments=tuple(self._commitments(idea["id"], title)),
            not_kept=self._reason(ref),
        )

    def _title(self, idea: Mapping[str, Any]) -> str:
        """What an idea is called; empty where no field of the sheet gives it a name."""
        if not self.asked.named:
            return ""
        words = self.clean(idea["headline"])
        return words if len(words) <= TITLE_LIMIT else words[:TITLE_LIMIT].rstrip() + "…"

    def _commitments(self, idea_id: int | None, title: str = "") -> Iterable[Commitment]:
        for one in self.day["commitments"]:
            if one["idea"] == idea_id:
                names = ("who", "what", "by_when", "answers")
                yield Commitment(**{name: self.clean(one[name]) for name in names}, idea=title)

    def _evaluation(self, told: Mapping[str, Any]) -> Evaluation:
        questions = (self._question(one) for one in told["questions"])
        return Evaluation(_counted(told["answered"]), tuple(questions))

    def _question(self, question: Mapping[str, Any]) -> Question:
        counts = question["counts"]
        remarks = ((_remark_ref(text), text) for text in question["texts"])
        return Question(
            title=self.say(question["label"]),
            type=question["type"],
            told=counts is not None,
            answers=tuple(_answers(question["type"], counts)) if counts else (),
            remarks=tuple(
                Remark(ref, self.clean(text), ref in self.review.quotes) for ref, text in remarks
            ),
        )


def _remark_ref(text: str) -> str:
    # Free lines have neither author nor order: one is known by its words.
    return "remark:" + hashlib.sha256(text.encode()).hexdigest()[:16]


_VALUES = {"faces": "54321", "scale": "54321", "yes_no": ("yes", "no")}


def _answers(kind: str, counts: Mapping[str, Any]) -> Iterable[Answer]:
    split = counts["split"]
    for value in _VALUES.get(kind, ()):
        sides = {side: split[side].get(value, 0) if split else None for side in SIDES}
        yield Answer(value, Counts(counts["room"].get(value, 0), **sides))


def _counted(sides: Mapping[str, int]) -> Counts:
    return Counts(sum(sides.values()), **{side: sides.get(side, 0) for side in SIDES})


def _slip(slips: Mapping[str, Any], kind: str) -> Counts:
    if not slips:
        return Counts(0)
    split = slips["split"]
    sides = {side: split[side][kind] if split else None for side in SIDES}
    return Counts(slips["room"][kind], **sides)


def may_tell_apart(counts: Counts) -> bool:
    """Whether a count of people may be followed by what each perspective said."""
    return may_split(counts.resident or 0, counts.professional or 0)
