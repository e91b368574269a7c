"""What is told of an evaluation: counts, never answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.ideas.items.sheets import (
    myself,
    people_ids,
)
from eventlab.ideas.models import (
    Evaluated,
    EvaluationText,
)
from eventlab.ideas.queries import (
    evaluation_of_step,
)
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows_each
from eventlab.sessions.models import Step


@dataclass
class Opinion:
    """What is told of one evaluation, and its free lines at the desk."""

    step: Step
    told: dict[str, Any]
    lines: list[EvaluationText]


def _load_evaluations(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, Opinion]:
    query = select(Step).where(Step.event_id == event_id, Step.kind == "evaluate")
    if ids is not None:
        query = query.where(Step.id.in_([int(one) for one in ids]))
    steps = list(session.scalars(query))
    lines: dict[int, list[EvaluationText]] = {}
    worded = select(EvaluationText).where(EvaluationText.step_id.in_([s.id for s in steps]))
    for line in session.scalars(worded.order_by(EvaluationText.id)):
        lines.setdefault(line.step_id, []).append(line)
    return {
        str(step.id): Opinion(step, evaluation_of_step(session, step), lines.get(step.id, []))
        for step in steps
    }


def _screen_evaluation(row: Opinion) -> Item:
    return {
        "answered": sum(row.told["answered"].values()),
        "of": sum(row.told["of"].values()),
    }


def _desk_evaluation(row: Opinion) -> Item:
    # No total exists outside the server before it is revealed: who answers last gives nothing away.
    counted = row.step.revealed
    return {
        "answered": row.told["answered"],
        "of": row.told["of"],
        "questions": [
            {"key": q["key"], "counts": q["counts"]} for q in row.told["questions"] if counted
        ],
        "lines": [
            {"id": line.id, "question": line.question, "text": line.text, "hidden": line.hidden}
            for line in row.lines
            if counted
        ],
    }


register(
    Kind(
        "evaluation",
        _load_evaluations,
        {"screen": _screen_evaluation, "desk": _desk_evaluation},
    )
)


def _every_evaluation(session: Session, event_id: int, _ids: Collection[str]) -> list[int]:
    query = select(Step.id).where(Step.event_id == event_id, Step.kind == "evaluate")
    return list(session.scalars(query))


follows_each("evaluation", "counts", _every_evaluation)
follows_each("evaluation", "participant", _every_evaluation)


def _load_answered(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, tuple[str, list[int]]]:
    people = people_ids(session, event_id, ids)
    answered: dict[str, list[int]] = {one: [] for one in people}
    query = select(Evaluated).where(Evaluated.participant_id.in_(people))
    for mark in session.scalars(query.order_by(Evaluated.step_id)):
        answered[mark.participant_id].append(mark.step_id)
    return {one: (one, steps) for one, steps in answered.items()}


register(
    Kind(
        "my_evaluation",
        _load_answered,
        private=lambda row: {"answered": row[1]},
        owner=lambda row: row[0],
        own_ids=myself,
    )
)
