"""Answers to an evaluation: what may be said to each question, and what is told of the counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eventlab.boards.rules.tally import FEWEST_FOR_A_SPLIT, may_split

TEXT_LIMIT = 280
SCALE = ("1", "2", "3", "4", "5")
VALUES: dict[str, tuple[str, ...]] = {"faces": SCALE, "scale": SCALE, "yes_no": ("yes", "no")}
PERSPECTIVES = ("resident", "professional")

#: {question: {perspective: {value: number}}}
Counted = Mapping[str, Mapping[str, Mapping[str, int]]]


def readable(questions: Iterable[Mapping[str, Any]], said: Mapping[str, str]) -> dict[str, str]:
    """What was said, without what was left out and what answers no question.

    Raises ``ValueError`` for a value its question does not offer.
    """
    answers = {}
    for question in questions:
        value = said.get(question["key"], "")
        offered = VALUES.get(question.get("type", "faces"))
        if value and offered and value not in offered:
            raise ValueError(question["key"])
        if value:
            answers[question["key"]] = value
    return answers


def told(counted: Counted, question: str) -> dict[str, Any] | None:
    """The counts of one question; None while so few answered that somebody could be guessed.

    ``{"room": {value: number}, "split": {perspective: {value: number}} or None}``.
    """
    sides = {side: dict(counted.get(question, {}).get(side, {})) for side in PERSPECTIVES}
    answered = {side: sum(values.values()) for side, values in sides.items()}
    if sum(answered.values()) < FEWEST_FOR_A_SPLIT:
        return None
    room: dict[str, int] = {}
    for values in sides.values():
        for value, number in values.items():
            room[value] = room.get(value, 0) + number
    return {"room": room, "split": sides if may_split(**answered) else None}
