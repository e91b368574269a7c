"""Leading the day: which step is current, its timer, the order of the programme, and undo.

Two facilitators may press at once: every move says which step it starts from, and the guarded
UPDATE lets one of them through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, ProgrammeChange, Step

_STEP_COLUMNS = tuple(column.key for column in Step.__table__.columns)
MINUTE_MS = 60_000


def next_step(event_id: int, from_step: int, staff: str, once: Once | None = None) -> None:
    """Go on to the step after ``from_step``, past the skipped ones.

    Raises ``Refusal``: ``already_moved``, ``no_next_step``.
    """
    _move(event_id, from_step, staff, once, _after)


def previous_step(event_id: int, from_step: int, staff: str, once: Once | None = None) -> None:
    """Go back to the step before ``from_step``, past the skipped ones.

    Raises ``Refusal``: ``already_moved``, ``no_previous_step``.
    """
    _move(event_id, from_step, staff, once, _before)


def go_to_step(
    event_id: int, from_step: int, to_step: int, staff: str, once: Once | None = None
) -> None:
    """Jump to any step. Raises ``Refusal``: ``already_moved``, ``no_such_step``."""
    _move(event_id, from_step, staff, once, lambda steps, _: _by_id(steps, to_step))


def _move(
    event_id: int,
    from_step: int,
    staff: str,
    once: Once | None,
    choose: Callable[[list[Step], int], Step],
) -> None:
    with change(event_id, once) as this:
        if this.repeated:
            return
        steps = steps_of(this.session, event_id)
        here = next((n for n, step in enumerate(steps) if step.id == from_step), None)
        if here is None:
            raise Refusal("no_such_step")
        target = choose(steps, here)
        _remember(this, staff, "move", steps)
        _make_current(this, steps[here], target)


def _after(steps: list[Step], here: int) -> Step:
    return _beside(steps, here, 1, "no_next_step")


def _before(steps: list[Step], here: int) -> Step:
    return _beside(steps, here, -1, "no_previous_step")


def _beside(steps: list[Step], here: int, way: int, refusal: str) -> Step:
    place = here + way
    while 0 <= place < len(steps):
        if not steps[place].skipped:
            return steps[place]
        place += way
    raise Refusal(refusal)


def _by_id(steps: list[Step], step_id: int) -> Step:
    for step in steps:
        if step.id == step_id:
            return step
    raise Refusal("no_such_step")


def _make_current(this: Change, old: Step, new: Step) -> None:
    moved = this.session.execute(
        update(Event)
        .where(Event.id == this.event_id, Event.current_step_id == old.id)
        .values(current_step_id=new.id)
        .returning(Event.id)
    ).scalar()
    if moved is None:
        raise Refusal("already_moved")
    at = now_ms()
    if old.started_ms is not None:
        old.ended_ms = at
    new.started_ms, new.ended_ms, new.paused_ms = at, None, None
    new.paused_total_ms = new.extra_ms = 0
    new.skipped = False
    this.touch("event", this.event_id)
    this.touch("step", old.id, new.id)


def start_timer(event_id: int, step_id: int, once: Once | None = None) -> None:
    """Start the timer of a step that has none yet, or go on after a pause."""
    with _timing(event_id, step_id, once) as step:
        at = now_ms()
        if step.started_ms is None:
            step.started_ms = at
        elif step.paused_ms is not None:
            step.paused_total_ms += at - step.paused_ms
            step.paused_ms = None


def pause_timer(event_id: int, step_id: int, once: Once | None = None) -> None:
    """Pause the timer of a step; nothing happens if it does not run."""
    with _timing(event_id, step_id, once) as step:
        if step.started_ms is not None and step.paused_ms is None:
            step.paused_ms = now_ms()


def add_minutes(event_id: int, step_id: int, minutes: int, once: Once | None = None) -> None:
    """Give a step more time (or less, with a negative number)."""
    with _timing(event_id, step_id, once) as step:
        step.extra_ms = max(step.extra_ms + minutes * MINUTE_MS, -step.minutes * MINUTE_MS)


class _timing:
    """A change of one step's timer."""

    def __init__(self, event_id: int, step_id: int, once: Once | None) -> None:
        self._change = change(event_id, once)
        self._event_id = event_id
        self._step_id = step_id

    def __enter__(self) -> Step:
        this = self._change.__enter__()
        step = _own_step(this.session, self._event_id, self._step_id)
        if this.repeated:
            this.session.expunge(step)  # the caller's changes then go nowhere
        this.touch("step", step.id)
        return step

    def __exit__(self, *raised: Any) -> bool | None:
        return self._change.__exit__(*raised)


def reveal_step(event_id: int, step_id: int, revealed: bool, once: Once | None = None) -> None:
    """Show (or hide again) what the room wrote in a step that was hidden until now."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        step = _own_step(this.session, event_id, step_id)
        step.revealed = revealed
        this.touch("step", step.id)
        for touch in on_reveal:
            touch(this, step.id)


#: Called within the change that reveals a step, so that its contents are told too.
on_reveal: list[Callable[[Change, int], None]] = []


def skip_step(event_id: int, step_id: int, skipped: bool, staff: str) -> None:
    """Leave a step out of the day, or put it back. Raises ``step_in_use``, ``no_such_step``."""
    with change(event_id) as this:
        step = _own_step(this.session, event_id, step_id)
        if skipped and _current(this.session, event_id) == step.id:
            raise Refusal("step_in_use")
        _remember(this, staff, "skip")
        step.skipped = skipped
        this.touch("step", step.id)


def move_step(event_id: int, step_id: int, position: int, staff: str) -> None:
    """Put a step at ``position`` (0 = first). Raises ``Refusal("no_such_step")``."""
    with change(event_id) as this:
        steps = steps_of(this.session, event_id)
        step = _by_id(steps, step_id)
        _remember(this, staff, "reorder", steps)
        steps.remove(step)
        steps.insert(max(0, min(position, len(steps))), step)
        _number(this, steps)


def add_step(event_id: int, after: int | None, plan: dict[str, Any], staff: str) -> int:
    """Add a step after another (None = at the end); gives its number.

    ``plan`` holds ``kind``, ``title``, ``instruction`` ({language: text}), ``minutes`` and
    ``settings``.
    """
    with change(event_id) as this:
        steps = steps_of(this.session, event_id)
        _remember(this, staff, "add", steps)
        place = len(steps) if after is None else steps.index(_by_id(steps, after)) + 1
        step = Step(event_id=event_id, position=len(steps), **plan)
        this.session.add(step)
        this.session.flush()
        this.touch("step", step.id)
        steps.insert(place, step)
        _number(this, steps)
    return step.id


def edit_step(event_id: int, step_id: int, fields: dict[str, Any], staff: str) -> None:
    """Change a step's title, instruction, minutes or settings."""
    with change(event_id) as this:
        step = _own_step(this.session, event_id, step_id)
        _remember(this, staff, "edit")
        for name in ("title", "instruction", "minutes", "settings"):
            if name in fields:
                setattr(step, name, fields[name])
        this.touch("step", step.id)
        for touch in on_reveal:  # a setting may hide or show what was written
            touch(this, step.id)


def remove_step(event_id: int, step_id: int, staff: str) -> None:
    """Take a step out of the programme. Raises ``step_in_use`` for the current one."""
    with change(event_id) as this:
        step = _own_step(this.session, event_id, step_id)
        if _current(this.session, event_id) == step.id:
            raise Refusal("step_in_use")
        _remember(this, staff, "remove")
        this.session.delete(step)
        this.touch("step", step_id)


def undo(event_id: int, change_id: int) -> None:
    """Put the programme back as it was before its last change, which must be ``change_id``.

    Raises ``Refusal``: ``nothing_to_undo``, ``already_moved`` if something came after it.
    """
    with change(event_id) as this:
        last = last_change(this.session, event_id)
        if last is None:
            raise Refusal("nothing_to_undo")
        if last.id != change_id:
            raise Refusal("already_moved")
        last.undone = True
        _restore(this, last.before)


def last_change(session: Session, event_id: int) -> ProgrammeChange | None:
    """The newest change of the programme that was not undone."""
    return session.scalar(
        select(ProgrammeChange)
        .where(ProgrammeChange.event_id == event_id, ProgrammeChange.undone.is_(False))
        .order_by(ProgrammeChange.id.desc())
        .limit(1)
    )


def _remember(this: Change, staff: str, what: str, steps: list[Step] | None = None) -> None:
    steps = steps or steps_of(this.session, this.event_id)
    before = {
        "current": _current(this.session, this.event_id),
        "steps": [{name: getattr(step, name) for name in _STEP_COLUMNS} for step in steps],
    }
    this.session.add(
        ProgrammeChange(event_id=this.event_id, staff_id=staff, what=what, before=before)
    )
    this.touch("event", this.event_id)


def _restore(this: Change, before: dict[str, Any]) -> None:
    kept = {row["id"]: row for row in before["steps"]}
    for step in steps_of(this.session, this.event_id):
        this.touch("step", step.id)
        if step.id not in kept:
            this.session.execute(delete(Step).where(Step.id == step.id))
    for row in before["steps"]:
        this.session.merge(Step(**row))
        this.touch("step", row["id"])
    this.session.get_one(Event, this.event_id).current_step_id = before["current"]
    this.touch("event", this.event_id)


def _number(this: Change, steps: list[Step]) -> None:
    for position, step in enumerate(steps):
        if step.position != position:
            step.position = position
            this.touch("step", step.id)


def steps_of(session: Session, event_id: int) -> list[Step]:
    """The programme, in order."""
    return list(
        session.scalars(
            select(Step).where(Step.event_id == event_id).order_by(Step.position, Step.id)
        )
    )


def _current(session: Session, event_id: int) -> int | None:
    return session.scalar(select(Event.current_step_id).where(Event.id == event_id))


def _own_step(session: Session, event_id: int, step_id: int) -> Step:
    step = session.get(Step, step_id)
    if step is None or step.event_id != event_id:
        raise Refusal("no_such_step")
    return step
