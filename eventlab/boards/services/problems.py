"""Writing, mending, withdrawing problems, and what the facilitator does with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem, ProblemWording
from eventlab.boards.queries.ballots import open_ballot_of
from eventlab.boards.queries.walls import closed_steps
from eventlab.boards.rules.privacy import cover, find_personal_data
from eventlab.boards.rules.text import TextRefused, check_problem_text
from eventlab.boards.services.ballot_lines import cover_line
from eventlab.boards.services.wall import touch_problem
from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Participant, Step

TEXT_LIMIT = 280


@dataclass(frozen=True)
class Draft:
    """What somebody wants to put on the wall. ``anyway``: they were warned of personal data."""

    text: str
    tile: str = ""
    anyway: bool = False


@dataclass(frozen=True)
class Channel:
    """How a text comes in: ``phone``, or through a helper at a ``kiosk`` or from ``paper``."""

    name: str = "phone"
    helper_id: str | None = None


def post_problem(
    event_id: int,
    author_id: str,
    draft: Draft,
    channel: Channel = Channel(),
    once: Once | None = None,
) -> dict[str, Any]:
    """Store a problem; gives ``{"id", "number", "state"}``.

    Raises ``Refusal``: ``empty``, ``too_long``, ``unreadable``, ``personal_data``,
    ``not_posting``, ``not_your_turn``, ``entries_locked``, ``list_on_ballot``, ``too_fast``,
    ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        text = checked_text(draft)
        author = this.session.get_one(Participant, author_id)
        event = this.session.get_one(Event, event_id)
        step = check_may_post(this.session, event, author)
        problem = Problem(
            event_id=event_id,
            step_id=step.id,
            number=_take_number(this),
            author_id=author_id,
            perspective=author.perspective,
            text=text,
            tile=draft.tile,
            state="waiting" if event.moderation == "before" else "shown",
            channel=channel.name,
            helper_id=channel.helper_id,
        )
        this.session.add(problem)
        this.session.flush()
        touch_problem(this, problem.id)
        this.answer |= {"id": problem.id, "number": problem.number, "state": problem.state}
    return this.answer


def checked_text(draft: Draft) -> str:
    """The text as it will be stored. Raises ``Refusal`` when it may not be."""
    try:
        text = check_problem_text(draft.text, limit=TEXT_LIMIT)
    except TextRefused as refused:
        raise Refusal(refused.code, limit=TEXT_LIMIT) from refused
    found = find_personal_data(text)
    if found and not draft.anyway:
        spans = [[f.kind, f.start, f.end] for f in found]
        raise Refusal("personal_data", found=spans, text=text)
    return text


def check_may_post(session: Session, event: Event, author: Participant) -> Step:
    """The current step, if this person may write in it now; raises the ``Refusal`` if not."""
    step = session.get(Step, event.current_step_id) if event.current_step_id else None
    if event.state != "open":
        raise Refusal("event_closed")
    if step is None or step.kind != "post":
        raise Refusal("not_posting")
    if event.entries_locked:
        raise Refusal("entries_locked")
    if step.settings.get("perspective") not in (None, "", "all", author.perspective):
        raise Refusal("not_your_turn")
    if _on_ballot(session, event.id):
        raise Refusal("list_on_ballot")
    if event.slow_mode_s and _wrote_since(session, author.id, now_ms() - event.slow_mode_s * 1000):
        raise Refusal("too_fast")
    return step


def _on_ballot(session: Session, event_id: int) -> bool:
    # A list that grew while people vote on it would not be the same for everybody.
    ballot = open_ballot_of(session, event_id)
    return ballot is not None and ballot.on == "problems"


def _wrote_since(session: Session, author_id: str, since_ms: int) -> bool:
    newest = session.scalar(
        select(func.max(Problem.created_at)).where(Problem.author_id == author_id)
    )
    return newest is not None and newest > since_ms


def _take_number(this: Change) -> int:
    after = this.session.execute(
        update(Event)
        .where(Event.id == this.event_id)
        .values(next_number=Event.next_number + 1)
        .returning(Event.next_number)
    ).scalar_one()
    return after - 1


def edit_problem(
    event_id: int, author_id: str, problem_id: int, draft: Draft, once: Once | None = None
) -> dict[str, Any]:
    """Replace the wording of one's own problem; the former one is kept.

    Raises ``Refusal``: as ``post_problem``, and ``no_such_problem``, ``not_yours``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        problem = own_problem(this.session, event_id, author_id, problem_id)
        text = checked_text(draft)
        event = this.session.get_one(Event, event_id)
        if event.state != "open":
            raise Refusal("event_closed")
        if event.entries_locked:
            raise Refusal("entries_locked")
        if text != problem.text:
            _keep_wording(this.session, problem)
            problem.text = text
            if event.moderation == "before":
                problem.state = "waiting"
        problem.tile = draft.tile
        touch_problem(this, problem.id)
        this.answer |= {"id": problem.id, "number": problem.number, "state": problem.state}
    return this.answer


def withdraw_problem(
    event_id: int, author_id: str, problem_id: int, once: Once | None = None
) -> None:
    """Take one's own problem off the wall. Raises ``no_such_problem``, ``not_yours``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        problem = own_problem(this.session, event_id, author_id, problem_id)
        problem.state = "withdrawn"
        problem.aloud = None
        touch_problem(this, problem.id)


def show_problem(event_id: int, problem_id: int, once: Once | None = None) -> None:
    """Let the room see a waiting or hidden problem. Raises ``Refusal("no_such_problem")``."""
    show_problems(event_id, [problem_id], once)


def show_problems(event_id: int, problem_ids: Collection[int], once: Once | None = None) -> None:
    """Let the room see waiting or hidden problems. Raises ``Refusal("no_such_problem")``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        for problem_id in problem_ids:
            problem = _problem(this.session, event_id, problem_id)
            problem.state, problem.reason = "shown", ""
        touch_problem(this, *problem_ids)


def hide_problem(event_id: int, problem_id: int, reason: str, once: Once | None = None) -> None:
    """Take a problem off every screen and phone; its author reads the reason.

    Hiding a hidden one changes the reason. Raises ``Refusal("no_such_problem")``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        problem = _problem(this.session, event_id, problem_id)
        problem.state, problem.reason, problem.aloud = "hidden", reason[:120], None
        touch_problem(this, problem.id)


def mask_problem(
    event_id: int,
    problem_id: int,
    labels: dict[str, str],
    words: str = "",
    once: Once | None = None,
) -> None:
    """Mask personal data in a problem, its former wordings and the lines of votes on it.

    ``labels`` gives the words of the mark for each kind of finding, and under ``"words"`` the
    mark for ``words``, which the facilitator saw and the rules did not.

    Raises ``Refusal``: ``no_such_problem``, ``nothing_to_mask`` when nothing would change.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        problem = _problem(this.session, event_id, problem_id)
        wordings = this.session.scalars(
            select(ProblemWording).where(ProblemWording.problem_id == problem_id)
        )
        texts: list[Problem | ProblemWording] = [problem, *wordings]
        changed = [_cover(text, labels, words) for text in texts]
        changed.append(
            cover_line(
                this.session,
                event_id,
                "problems",
                problem_id,
                lambda text: cover(text, labels, words),
            )
        )
        if not any(changed):
            raise Refusal("nothing_to_mask")
        touch_problem(this, problem.id)


def _cover(written: Problem | ProblemWording, labels: dict[str, str], words: str) -> bool:
    before = written.text
    written.text = cover(before, labels, words)
    return written.text != before


def queue_aloud(event_id: int, problem_id: int, wanted: bool, once: Once | None = None) -> None:
    """Put a problem at the end of the read-aloud queue, or take it out."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        problem = _problem(this.session, event_id, problem_id)
        if not wanted:
            problem.aloud = None
        elif problem.aloud is None:
            problem.aloud = 1 + (
                this.session.scalar(
                    select(func.max(Problem.aloud)).where(Problem.event_id == event_id)
                )
                or 0
            )
        touch_problem(this, problem.id)


def read_next_aloud(event_id: int, once: Once | None = None) -> int | None:
    """Put the first of the queue the room may read in the spotlight.

    Gives its number; None when there is none, and the screen goes back to the wall.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer.get("problem")
        closed = closed_steps(this.session, event_id)
        queue = this.session.scalars(
            select(Problem)
            .where(Problem.event_id == event_id, Problem.aloud.is_not(None))
            .order_by(Problem.aloud)
        )
        first = next((p for p in queue if p.state == "shown" and p.step_id not in closed), None)
        if first is not None:
            first.aloud = None
            touch_problem(this, first.id)
        set_spotlight(this, first.id if first else None)
        this.answer["problem"] = first.id if first else None
    return this.answer["problem"]


def put_in_spotlight(event_id: int, problem_id: int, once: Once | None = None) -> None:
    """Show one problem alone on the screen, at once; it leaves the queue."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        problem = _problem(this.session, event_id, problem_id)
        problem.aloud = None
        touch_problem(this, problem.id)
        set_spotlight(this, problem.id)


def clear_spotlight(event_id: int, once: Once | None = None) -> None:
    """Give the screen back to the wall."""
    with change(event_id, once) as this:
        if not this.repeated:
            set_spotlight(this, None)


def set_spotlight(this: Change, problem_id: int | None) -> None:
    """Choose the problem the screen shows alone, within a change under way."""
    event = this.session.get_one(Event, this.event_id)
    event.screen = {**event.screen, "spotlight": problem_id}
    this.touch("spotlight", "room")


def own_problem(session: Session, event_id: int, author_id: str, problem_id: int) -> Problem:
    """One's own problem. Raises ``Refusal``: ``no_such_problem``, ``not_yours``."""
    problem = _problem(session, event_id, problem_id)
    if problem.author_id != author_id:
        raise Refusal("not_yours")
    return problem


def _problem(session: Session, event_id: int, problem_id: int) -> Problem:
    problem = session.get(Problem, problem_id)
    if problem is None or problem.event_id != event_id or problem.state == "withdrawn":
        raise Refusal("no_such_problem")
    return problem


def _keep_wording(session: Session, problem: Problem) -> None:
    session.add(ProblemWording(problem_id=problem.id, text=problem.text))
