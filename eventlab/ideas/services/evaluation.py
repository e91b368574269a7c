"""Answering an evaluation: counted, with nothing kept that says who answered what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from eventlab.boards.rules.text import TextRefused, check_problem_text
from eventlab.errors import Refusal
from eventlab.ideas.models import Evaluated, EvaluationCount, EvaluationText
from eventlab.ideas.rules.evaluation import TEXT_LIMIT, readable
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Participant, Step


def answer(
    event_id: int,
    step_id: int,
    person_id: str,
    answers: Mapping[str, str],
    once: Once | None = None,
) -> dict[str, Any]:
    """Count somebody's answers, once a person; gives ``{"state": "stored" or "known"}``.

    The mark that somebody answered is all that bears their name; the answers are added to numbers
    of their perspective, the free lines lie in no order.
    Raises ``Refusal``: ``not_evaluating``, ``event_closed``, ``bad_request``, ``empty``,
    ``too_long``, ``unreadable``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        step = _open_step(this, step_id)
        questions = step.settings.get("questions", ())
        kept = _checked(questions, answers)
        person = this.session.get_one(Participant, person_id)
        this.answer["state"] = "stored" if _mark(this, step_id, person_id) else "known"
        if this.answer["state"] == "stored":
            _count(this, step_id, "", person.perspective, "people")
            _keep(this, step_id, person.perspective, questions, kept)
        this.touch("evaluation", step_id)
        this.touch("my_evaluation", person_id)
    return this.answer


def _open_step(this: Change, step_id: int) -> Step:
    event = this.session.get_one(Event, this.event_id)
    step = this.session.get(Step, step_id)
    if event.state != "open":
        raise Refusal("event_closed")
    if step is None or step.event_id != event.id or step.kind != "evaluate":
        raise Refusal("not_evaluating")
    current = this.session.get(Step, event.current_step_id) if event.current_step_id else None
    # Whoever is slow may still answer while the day closes.
    if current is None or (current.id != step.id and current.position <= step.position):
        raise Refusal("not_evaluating")
    return step


def _checked(questions: Any, answers: Mapping[str, str]) -> dict[str, str]:
    try:
        kept = readable(questions, answers)
    except ValueError:
        raise Refusal("bad_request") from None
    for question in questions:
        text = kept.pop(question["key"], "") if question.get("type") == "text" else ""
        if text.strip():
            kept[question["key"]] = _said(text)
    if not kept:
        raise Refusal("empty")
    return kept


def _said(text: str) -> str:
    try:
        return check_problem_text(text, TEXT_LIMIT)
    except TextRefused as refused:
        raise Refusal(refused.code, limit=TEXT_LIMIT) from refused


def _mark(this: Change, step_id: int, person_id: str) -> bool:
    """Whether this is the first time: the key of the table says so."""
    row = {"step_id": step_id, "participant_id": person_id}
    marked = _insert(this, Evaluated).values(row).on_conflict_do_nothing()
    found = this.session.execute(marked.returning(Evaluated.step_id)).scalar()
    return found is not None


def _keep(
    this: Change, step_id: int, perspective: str, questions: Any, kept: Mapping[str, str]
) -> None:
    for question in questions:
        key = question["key"]
        if key in kept and question.get("type") == "text":
            this.session.add(EvaluationText(step_id=step_id, question=key, text=kept[key]))
        elif key in kept:
            _count(this, step_id, key, perspective, kept[key])


def _count(this: Change, step_id: int, question: str, perspective: str, value: str) -> None:
    row = {"step_id": step_id, "question": question, "perspective": perspective, "value": value}
    counted = _insert(this, EvaluationCount).values(**row, number=1)
    this.session.execute(
        counted.on_conflict_do_update(
            index_elements=list(row), set_={"number": EvaluationCount.number + 1}
        )
    )


def _insert(this: Change, table: Any) -> Any:
    dialect = postgresql if this.session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def hide_line(event_id: int, line_id: str, hidden: bool, once: Once | None = None) -> None:
    """Leave a free line out of what is told, or bring it back. Raises ``no_such_text``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        line = this.session.get(EvaluationText, line_id)
        step = this.session.get(Step, line.step_id) if line else None
        if line is None or step is None or step.event_id != event_id:
            raise Refusal("no_such_text")
        line.hidden = hidden
        this.touch("evaluation", line.step_id)
