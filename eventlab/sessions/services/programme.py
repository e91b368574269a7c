"""Leading the day: which step is current, its timer, the order of the programme, and undo.

The order and the time follow ``rules.programme``; here they are read, stored and told. Two
facilitators may press at once: the event's row is locked first, and every move says which step
it starts from, so that one of them wins and the other is told.

Each change of the programme keeps what it changed, and only that, so that undoing it leaves
alone what was done since to other things (a pause, a minute more).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, ProgrammeChange, Step
from eventlab.sessions.rules import programme as rules
from eventlab.sessions.rules.programme import Clock, PlannedStep, Programme, ProgrammeRefused

MINUTE_MS = 60_000
PEERS = ("all", "resident", "professional")
_COLUMNS = tuple(column.key for column in Step.__table__.columns)
_CLOCK = ("started_ms", "ended_ms", "paused_ms", "paused_total_ms", "extra_ms")
_EDITABLE = ("title", "instruction", "minutes", "settings")

#: Called within a change that may show or hide what was written in a step, so that it is told.
on_reveal: list[Callable[[Change, int], None]] = []
#: Called within a change that makes a step the current one.
on_start: list[Callable[[Change, Step], None]] = []
#: Called within a change that takes a step away; may raise ``Refusal("step_written")``.
before_remove: list[Callable[[Session, int], None]] = []

Picture = dict[int, dict[str, Any]]


@dataclass
class Lead:
    """The programme during one change: its event and steps, read under lock."""

    this: Change
    event: Event
    steps: list[Step]

    @property
    def programme(self) -> Programme:
        """The programme as the rules see it."""
        return Programme(tuple(map(_planned, self.steps)), self.event.current_step_id)

    def step(self, step_id: int) -> Step:
        """One of the steps. Raises ``Refusal("no_such_step")``."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise Refusal("no_such_step")

    def follow(self, programme: Programme) -> None:
        """Make order, timers and current step those of ``programme``."""
        by_id = {step.id: step for step in self.steps}
        for position, planned in enumerate(programme.steps):
            step = by_id[planned.id]
            step.position, step.skipped = position, planned.skipped
            for name in _CLOCK:
                setattr(step, name, getattr(planned.clock, name))
        self.event.current_step_id = programme.current_id


def next_step(event_id: int, from_step: int, staff: str, once: Once | None = None) -> None:
    """Go on to the step after ``from_step``, past the skipped ones.

    Raises ``Refusal``: ``already_moved``, ``no_next_step``.
    """
    _move(event_id, from_step, staff, once, lambda day: rules.advance(day, now_ms()))


def previous_step(event_id: int, from_step: int, staff: str, once: Once | None = None) -> None:
    """Go back to the step before ``from_step``, past the skipped ones.

    Raises ``Refusal``: ``already_moved``, ``no_previous_step``.
    """
    _move(event_id, from_step, staff, once, lambda day: rules.go_back(day, now_ms()))


def go_to_step(
    event_id: int, from_step: int, to_step: int, staff: str, once: Once | None = None
) -> None:
    """Jump to any step. Raises ``Refusal``: ``already_moved``, ``no_such_step``."""
    _move(event_id, from_step, staff, once, lambda day: rules.go_to(day, to_step, now_ms()))


def _move(
    event_id: int,
    from_step: int,
    staff: str,
    once: Once | None,
    rule: Callable[[Programme], Programme],
) -> None:
    def act(lead: Lead) -> Step:
        if lead.event.current_step_id != from_step:
            raise Refusal("already_moved")
        after = rule(lead.programme)
        lead.follow(after)
        return lead.step(after.current_id or 0)

    _lead(event_id, "move", staff, once, act)


def reveal_step(
    event_id: int, step_id: int, revealed: bool, staff: str = "", once: Once | None = None
) -> None:
    """Show (or hide again) what the room wrote in a step that was hidden until now."""

    def act(lead: Lead) -> Step:
        step = lead.step(step_id)
        step.revealed = revealed
        return step

    _lead(event_id, "reveal" if revealed else "conceal", staff, once, act)


def skip_step(
    event_id: int, step_id: int, skipped: bool, staff: str, once: Once | None = None
) -> None:
    """Leave a step out of the day, or put it back. Raises ``step_in_use``, ``no_such_step``."""

    def act(lead: Lead) -> Step:
        lead.follow(rules.skip(lead.programme, step_id, skipped))
        return lead.step(step_id)

    _lead(event_id, "skip" if skipped else "unskip", staff, once, act)


def move_step(
    event_id: int, step_id: int, position: int, staff: str, once: Once | None = None
) -> None:
    """Put a step at ``position`` (0 = first). Raises ``Refusal("no_such_step")``."""

    def act(lead: Lead) -> Step:
        lead.follow(rules.move(lead.programme, step_id, position))
        return lead.step(step_id)

    _lead(event_id, "reorder", staff, once, act)


def add_step(
    event_id: int, after: int | None, plan: dict[str, Any], staff: str, once: Once | None = None
) -> int:
    """Add a step after another (None = at the end); gives its number.

    ``plan`` holds ``kind``, ``title``, ``instruction`` ({language: text}), ``minutes`` and
    ``settings``. Raises ``Refusal("no_such_step")``.
    """

    def act(lead: Lead) -> Step:
        before = lead.programme
        step = Step(event_id=event_id, position=len(lead.steps), **plan)
        lead.this.session.add(step)
        lead.this.session.flush()
        lead.steps.append(step)
        lead.follow(rules.insert(before, _planned(step), after))
        lead.this.answer["step"] = step.id
        return step

    return int(_lead(event_id, "add", staff, once, act)["step"])


def edit_step(
    event_id: int, step_id: int, fields: dict[str, Any], staff: str, once: Once | None = None
) -> None:
    """Change a step's ``title``, ``instruction``, ``minutes``; ``settings`` are added to it.

    Raises ``Refusal("no_such_step")``.
    """

    def act(lead: Lead) -> Step:
        step = lead.step(step_id)
        changed = {name: fields[name] for name in _EDITABLE if name in fields}
        if "settings" in changed:
            changed["settings"] = {**step.settings, **changed["settings"]}
        for name, value in changed.items():
            setattr(step, name, value)
        return step

    _lead(event_id, "edit", staff, once, act)


def set_peer_time(
    event_id: int, step_id: int, perspective: str, staff: str, once: Once | None = None
) -> None:
    """Let one perspective write in a step, or ``all``.

    Raises ``Refusal``: ``bad_request``, ``no_such_step``.
    """
    if perspective not in PEERS:
        raise Refusal("bad_request")

    def act(lead: Lead) -> Step:
        step = lead.step(step_id)
        step.settings = {**step.settings, "perspective": perspective}
        return step

    _lead(event_id, "peers", staff, once, act)


def remove_step(event_id: int, step_id: int, staff: str, once: Once | None = None) -> None:
    """Take a step out of the programme.

    Raises ``Refusal``: ``step_in_use`` for the current one, ``step_written`` when people wrote
    in it (it can still be skipped), ``no_such_step``.
    """

    def act(lead: Lead) -> Step:
        after = rules.remove(lead.programme, step_id)
        step = lead.step(step_id)
        _take_away(lead, step)
        lead.follow(after)
        return step

    _lead(event_id, "remove", staff, once, act)


def replace_programme(
    event_id: int, rows: list[dict[str, Any]], staff: str, once: Once | None = None
) -> None:
    """Put another programme in place of this one; ``rows`` hold what ``add_step`` takes.

    The first step of a kind stays the first of its kind, so that what was written in it stays
    there. Raises ``Refusal``: ``step_in_use`` when a step that has begun would go,
    ``step_written`` when people wrote in it.
    """

    def act(lead: Lead) -> Step:
        left = list(lead.steps)
        planned = tuple(_planned(_taken_over(lead, left, row)) for row in rows)
        for step in left:
            if step.started_ms is not None:
                raise Refusal("step_in_use")
            _take_away(lead, step)
        kept = {step.id for step in planned}
        current = lead.event.current_step_id
        lead.follow(Programme(planned, current if current in kept else planned[0].id))
        return lead.step(planned[0].id)

    _lead(event_id, "replace", staff, once, act)


def _taken_over(lead: Lead, left: list[Step], row: dict[str, Any]) -> Step:
    step = next((each for each in left if each.kind == row["kind"]), None)
    if step is None:
        step = Step(event_id=lead.event.id, position=len(lead.steps), **row)
        lead.this.session.add(step)
        lead.this.session.flush()
        lead.steps.append(step)
        return step
    left.remove(step)
    for name in _EDITABLE:
        setattr(step, name, row[name])
    return step


def _take_away(lead: Lead, step: Step) -> None:
    for check in before_remove:
        check(lead.this.session, step.id)
    lead.steps.remove(step)
    lead.this.session.delete(step)
    lead.this.touch("step", step.id)


def _lead(
    event_id: int, what: str, staff: str, once: Once | None, act: Callable[[Lead], Step]
) -> dict[str, Any]:
    """Change the programme by ``act``, tell what differs, and keep how to undo it."""
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        lead = _read(this)
        current, before = lead.event.current_step_id, _picture(lead.steps)
        try:
            step = act(lead)
        except ProgrammeRefused as refused:
            raise Refusal(refused.code) from refused
        undo = _difference(before, _picture(lead.steps))
        if lead.event.current_step_id != current:
            undo["current"] = current
            for started in on_start:
                started(this, lead.step(lead.event.current_step_id or 0))
        if undo:
            title = {"title": step.title, "step": step.id}
            _keep(this, what, staff, title | undo)
            _tell(this, undo)
    return this.answer


def _read(this: Change) -> Lead:
    event = this.session.get_one(Event, this.event_id, with_for_update=True)
    return Lead(this, event, steps_of(this.session, this.event_id))


def _planned(step: Step) -> PlannedStep:
    return PlannedStep(step.id, step.kind, clock_of(step), step.skipped)


def clock_of(step: Step) -> Clock:
    """The timer of a step as the rules see it."""
    return Clock(step.minutes * MINUTE_MS, **{name: getattr(step, name) for name in _CLOCK})


def _picture(steps: list[Step]) -> Picture:
    return {step.id: {name: getattr(step, name) for name in _COLUMNS} for step in steps}


def _difference(before: Picture, after: Picture) -> dict[str, Any]:
    changed = {
        str(step_id): {n: v for n, v in row.items() if after[step_id][n] != v}
        for step_id, row in before.items()
        if step_id in after and after[step_id] != row
    }
    parts = {
        "changed": changed,
        "added": [step_id for step_id in after if step_id not in before],
        "removed": [row for step_id, row in before.items() if step_id not in after],
    }
    return {name: part for name, part in parts.items() if part}


def _keep(this: Change, what: str, staff: str, before: dict[str, Any]) -> None:
    this.session.add(
        ProgrammeChange(event_id=this.event_id, staff_id=staff[:24], what=what, before=before)
    )


def _tell(this: Change, difference: dict[str, Any]) -> None:
    this.touch("event", this.event_id)
    this.touch("step", *difference.get("changed", ()), *difference.get("added", ()))
    for step_id, fields in difference.get("changed", {}).items():
        if "revealed" in fields or "settings" in fields:
            _reveal(this, int(step_id))
    for step_id in (
        *difference.get("added", ()),
        *(r["id"] for r in difference.get("removed", ())),
    ):
        _reveal(this, step_id)


def _reveal(this: Change, step_id: int) -> None:
    for touch in on_reveal:
        touch(this, step_id)


def undo(event_id: int, change_id: int, once: Once | None = None) -> None:
    """Put back what the last change of the programme, which must be ``change_id``, changed.

    Raises ``Refusal``: ``nothing_to_undo``, ``already_moved`` if something came after it,
    ``step_written`` when people wrote in the step that would go.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        lead = _read(this)
        last = last_change(this.session, event_id)
        if last is None:
            raise Refusal("nothing_to_undo")
        if last.id != change_id:
            raise Refusal("already_moved")
        last.undone = True
        _restore(lead, last.before)


def _restore(lead: Lead, before: dict[str, Any]) -> None:
    by_id = {str(step.id): step for step in lead.steps}
    for step_id in before.get("added", ()):
        if str(step_id) in by_id:
            _take_away(lead, by_id[str(step_id)])
    for row in before.get("removed", ()):
        _put_back(lead, row)
    for step_id, fields in before.get("changed", {}).items():
        for name, value in fields.items() if step_id in by_id else ():
            setattr(by_id[step_id], name, value)
    if "current" in before:
        lead.event.current_step_id = before["current"]
    _tell(lead.this, before)


def _put_back(lead: Lead, row: dict[str, Any]) -> None:
    session = lead.this.session
    session.flush()
    # The number of a step that went may have been given to another since.
    taken = session.get(Step, row["id"]) is not None
    step = Step(**{name: value for name, value in row.items() if name != "id" or not taken})
    session.add(step)
    session.flush()
    lead.this.touch("step", step.id)


def last_change(session: Session, event_id: int) -> ProgrammeChange | None:
    """The newest change of the programme that was not undone."""
    return session.scalar(
        select(ProgrammeChange)
        .where(ProgrammeChange.event_id == event_id, ProgrammeChange.undone.is_(False))
        .order_by(ProgrammeChange.id.desc())
        .limit(1)
    )


def start_timer(event_id: int, step_id: int, once: Once | None = None) -> None:
    """Start the current step's timer, or go on after a pause. Raises ``already_moved``."""
    _time(event_id, step_id, once, lambda clock: rules.start(clock, now_ms()))


def pause_timer(event_id: int, step_id: int, once: Once | None = None) -> None:
    """Pause the current step's timer, if it runs. Raises ``already_moved``."""
    _time(event_id, step_id, once, lambda clock: rules.pause(clock, now_ms()))


def add_minutes(event_id: int, step_id: int, minutes: int, once: Once | None = None) -> None:
    """Give the current step more time, or less. Raises ``already_moved``."""
    _time(event_id, step_id, once, lambda clock: rules.add(clock, minutes * MINUTE_MS))


def _time(event_id: int, step_id: int, once: Once | None, rule: Callable[[Clock], Clock]) -> None:
    with change(event_id, once) as this:
        if this.repeated:
            return
        lead = _read(this)
        if lead.event.current_step_id != step_id:
            raise Refusal("already_moved")
        step = lead.step(step_id)
        clock = asdict(rule(clock_of(step)))
        for name in _CLOCK:
            setattr(step, name, clock[name])
        this.touch("step", step.id)


def steps_of(session: Session, event_id: int) -> list[Step]:
    """The programme, in order."""
    return list(
        session.scalars(
            select(Step).where(Step.event_id == event_id).order_by(Step.position, Step.id)
        )
    )


def step_of(session: Session, event_id: int, step_id: int) -> Step:
    """One step of the event. Raises ``Refusal("no_such_step")``."""
    step = session.get(Step, step_id)
    if step is None or step.event_id != event_id:
        raise Refusal("no_such_step")
    return step
