"""Problems prepared by the organisers: brought in from a table before the day, or taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem
from eventlab.boards.rules.prepared import (
    Choice,
    PreparedProblem,
    guess,
    newcomers,
    read_prepared,
)
from eventlab.boards.rules.privacy import find_personal_data
from eventlab.boards.services.wall import touch_problem
from eventlab.boards.tiles import tiles
from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Step
from eventlab.sessions.rules.csv_reading import Complaint, read_table, word_key
from eventlab.sessions.services.imports import find_file


@dataclass(frozen=True)
class Preview:
    """What bringing a table in would do, with these columns."""

    headings: tuple[str, ...]
    choice: Choice
    new: tuple[PreparedProblem, ...]
    known: int
    complaints: tuple[Complaint, ...]
    personal: tuple[int, ...]


def preview_problems(
    session: Session, event_id: int, content: bytes, choice: Choice | None = None
) -> Preview:
    """Read a table against the problems prepared already; without ``choice`` columns are guessed.

    Raises ``CsvRefused`` when the file cannot be read, ``Refusal("bad_request")`` when the
    choice names a column that is not there.
    """
    table = read_table(content)
    choice = choice or guess(table)
    if not all(0 <= place < len(table.headings) for place in (choice.text, choice.tile or 0)):
        raise Refusal("bad_request")
    read = read_prepared(table, choice, _tile_names(), lambda text: bool(find_personal_data(text)))
    fresh = newcomers(read.problems, _prepared_texts(session, event_id))
    return Preview(
        headings=table.headings,
        choice=choice,
        new=tuple(fresh),
        known=len(read.problems) - len(fresh),
        complaints=read.complaints,
        personal=read.personal,
    )


def import_problems(event_id: int, import_id: str, choice: Choice, once: Once | None = None) -> int:
    """Bring the good lines of a kept table in; gives how many problems were new.

    They belong to the first step of writing, and wait for its reveal like the others. Raises
    ``Refusal``: ``import_gone``, ``event_closed``, ``bad_request``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return int(this.answer["problems"])
        event = this.session.get_one(Event, event_id)
        if event.state != "open":
            raise Refusal("event_closed")
        pending = find_file(this.session, event_id, "problems", import_id)
        new = preview_problems(this.session, event_id, pending.content, choice).new
        this.session.delete(pending)
        _add(this, event, new)
        this.answer["problems"] = len(new)
    return len(new)


def _add(this: Change, event: Event, new: tuple[PreparedProblem, ...]) -> None:
    if not new:
        return
    step_id = _first_writing_step(this.session, event.id)
    first = _take_numbers(this, len(new))
    added = [
        Problem(
            event_id=event.id,
            step_id=step_id,
            number=number,
            text=problem.text,
            tile=problem.tile,
            state="waiting" if event.moderation == "before" else "shown",
            channel="prepared",
        )
        for number, problem in enumerate(new, first)
    ]
    this.session.add_all(added)
    this.session.flush()
    touch_problem(this, *(problem.id for problem in added))


def _first_writing_step(session: Session, event_id: int) -> int | None:
    return session.scalar(
        select(Step.id)
        .where(Step.event_id == event_id, Step.kind == "post")
        .order_by(Step.position)
        .limit(1)
    )


def _take_numbers(this: Change, number: int) -> int:
    after = this.session.execute(
        update(Event)
        .where(Event.id == this.event_id)
        .values(next_number=Event.next_number + number)
        .returning(Event.next_number)
    ).scalar_one()
    return int(after) - number


def remove_prepared(event_id: int, problem_id: int, once: Once | None = None) -> None:
    """Take a prepared problem away. Raises ``Refusal("no_such_problem")``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        problem = this.session.get(Problem, problem_id)
        mine = problem is not None and problem.event_id == event_id
        if problem is None or not mine or problem.channel != "prepared":
            raise Refusal("no_such_problem")
        problem.state, problem.aloud = "withdrawn", None
        touch_problem(this, problem.id)


def _prepared_texts(session: Session, event_id: int) -> Iterable[str]:
    return session.scalars(
        select(Problem.text).where(
            Problem.event_id == event_id,
            Problem.channel == "prepared",
            Problem.state != "withdrawn",
        )
    ).all()


@cache
def _tile_names() -> dict[str, str]:
    by_label = {word_key(text): tile.key for tile in tiles() for text in tile.label.values()}
    return by_label | {word_key(tile.key): tile.key for tile in tiles()}
