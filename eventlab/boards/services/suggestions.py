"""Suggested groups: asked for at the desk, worked out in a process of its own, never carried out.

What is accepted goes through the doors of the themes, so that it can be undone like anything else.
The server process that was asked watches its child; whether to stop goes through the database, so
that every server process of the event knows.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventlab.boards.grouping.model import Suggestion, TooFewTexts, fewest_texts
from eventlab.boards.grouping.worker import COMMAND, LONGEST_S, Job, SuggestionFailed
from eventlab.boards.models import GroupSuggestion, Problem, Theme
from eventlab.boards.rules.suggestions import bounds
from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Step
from eventlab.sessions.rules.step_kinds import defaults

LOOK_S = 0.3
LOST_MS = int(1000 * LONGEST_S) + 15_000
"""A suggestion that took so long has lost its process."""

PARTS = ("alike", "groups")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A suggestion to be worked out by this process."""

    event_id: int
    token: str
    texts: tuple[tuple[int, str], ...]
    least: int
    most: int


def ask_for_groups(event_id: int, once: Once | None = None) -> tuple[dict[str, Any], Asked | None]:
    """Begin a suggestion over the problems still to be placed.

    Gives the answer, and what to ``run`` (None when this request was done before). What was
    refused before stays refused. Raises ``Refusal``: ``too_few_texts``, ``already_suggesting``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer, None
        row = _row(this)
        if row.state == "working" and now_ms() - row.at < LOST_MS:
            raise Refusal("already_suggesting")
        texts = _loose(this.session, event_id)
        least, most = bounds(*_wanted(this.session, event_id), len(texts))
        if len(texts) < fewest_texts(least):
            raise Refusal("too_few_texts", needed=fewest_texts(least))
        row.token, row.state, row.reason = secrets.token_hex(8), "working", ""
        row.texts, row.found, row.at = len(texts), {}, now_ms()
        this.touch("suggestion", "room")
        this.answer["suggestion"] = row.token
    return this.answer, Asked(event_id, row.token, texts, least, most)


def _row(this: Change) -> GroupSuggestion:
    row = this.session.get(GroupSuggestion, this.event_id)
    if row is None:
        row = GroupSuggestion(event_id=this.event_id, token="", state="", at=0)
        row.found, row.refused = {}, {}
        this.session.add(row)
    return row


def _loose(session: Session, event_id: int) -> tuple[tuple[int, str], ...]:
    """What is to be placed: shown, in no theme, standing for itself."""
    rows = session.execute(
        select(Problem.id, Problem.text)
        .where(
            Problem.event_id == event_id,
            Problem.state == "shown",
            Problem.theme_id.is_(None),
            Problem.leader_id.is_(None),
        )
        .order_by(Problem.number)
    )
    return tuple((row.id, row.text) for row in rows)


def _wanted(session: Session, event_id: int) -> tuple[int, int, int]:
    """How many themes there are to be at least and at most, and how many there are."""
    event = session.get_one(Event, event_id)
    step = session.get(Step, event.current_step_id) if event.current_step_id else None
    settings = defaults("group") | (step.settings if step and step.kind == "group" else {})
    themes = session.scalar(
        select(func.count()).select_from(Theme).where(Theme.event_id == event_id)
    )
    return settings["least"], settings["most"], themes or 0


def run(asked: Asked, command: tuple[str, ...] = COMMAND, seconds: float = LONGEST_S) -> None:
    """Do the work and keep what comes of it. Never raises: the desk reads what went wrong."""
    try:
        found = _watched(asked, command, seconds)
    except SuggestionFailed as failed:
        fail_suggestion(asked, failed.code)
    except Exception:
        log.exception("a suggestion failed")
        fail_suggestion(asked, "failed")
    else:
        keep_suggestion(asked, found)


def _watched(asked: Asked, command: tuple[str, ...], seconds: float) -> Suggestion:
    try:
        job = Job(asked.texts, asked.most, asked.least, command, seconds).start()
    except (TooFewTexts, ValueError) as wrong:
        raise SuggestionFailed("failed") from wrong
    while (found := job.wait(LOOK_S)) is None:
        if not _is_wanted(asked):
            job.cancel()
    return found


def _is_wanted(asked: Asked) -> bool:
    with reading() as session:
        row = session.get(GroupSuggestion, asked.event_id)
        return row is not None and row.token == asked.token and row.state == "working"


def keep_suggestion(asked: Asked, found: Suggestion) -> None:
    """Keep the answer, unless it was cancelled or another was asked for since."""

    def keep(row: GroupSuggestion) -> None:
        row.state = "ready"
        row.found = {
            "alike": [list(one.ids) for one in found.near_duplicates],
            "groups": [
                {"words": list(group.words), "ids": list(group.ids)} for group in found.groups
            ],
            "left": list(found.left),
        }

    _answer(asked, keep)


def fail_suggestion(asked: Asked, reason: str) -> None:
    """Say that a suggestion ended without an answer: ``cancelled``, ``time`` or ``failed``."""

    def fail(row: GroupSuggestion) -> None:
        row.state, row.reason = "failed", reason

    _answer(asked, fail)


def _answer(asked: Asked, write: Callable[[GroupSuggestion], None]) -> None:
    with change(asked.event_id) as this:
        row = this.session.get(GroupSuggestion, asked.event_id)
        if row is not None and row.token == asked.token and row.state == "working":
            write(row)
            this.touch("suggestion", "room")


def cancel_suggestion(event_id: int, once: Once | None = None) -> None:
    """Stop the suggestion under way, or put a ready one away. Raises ``suggestion_gone``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        row = this.session.get(GroupSuggestion, event_id)
        if row is None or row.state not in ("working", "ready"):
            raise Refusal("suggestion_gone")
        row.state, row.reason, row.found = "failed", "cancelled", {}
        this.touch("suggestion", "room")


def refuse_part(event_id: int, token: str, what: str, place: int, once: Once | None = None) -> None:
    """Refuse one group (``groups``) or one set of near-duplicates (``alike``), for good.

    ``place`` is where it stands in the suggestion ``token``. Raises ``Refusal``:
    ``suggestion_gone``, ``bad_request``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return
        row = this.session.get(GroupSuggestion, event_id)
        if row is None or row.token != token or row.state != "ready":
            raise Refusal("suggestion_gone")
        parts = row.found.get(what, []) if what in PARTS else []
        if not 0 <= place < len(parts):
            raise Refusal("bad_request")
        ids = parts[place] if what == "alike" else parts[place]["ids"]
        row.refused = {**row.refused, what: [*row.refused.get(what, []), ids]}
        this.touch("suggestion", "room")
