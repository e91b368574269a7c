"""*Mine belongs there*: an author says where their problem goes; a facilitator answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from eventlab.boards.models import Theme, ThemeProposal
from eventlab.boards.queries import early_themes
from eventlab.boards.services.grouping import regroup
from eventlab.boards.services.problems import Channel, own_problem
from eventlab.boards.services.themes import put_at_the_end
from eventlab.errors import Refusal
from eventlab.extensions import now_ms
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Step

BY_PHONE = Channel()


def propose_theme(
    event_id: int,
    author_id: str,
    problem_id: int,
    theme_id: int | None,
    channel: Channel = BY_PHONE,
    once: Once | None = None,
) -> dict[str, Any]:
    """Say where one's problem belongs (None: take that back); gives ``{"id", "theme", "state"}``.

    The last word counts. Raises ``Refusal``: ``no_such_problem``, ``not_yours``,
    ``no_such_theme``, ``not_grouping``, ``entries_locked``, ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        problem = own_problem(this.session, event_id, author_id, problem_id)
        check_may_propose(this.session, event_id)
        if theme_id is not None:
            _check_public(this.session, event_id, theme_id)
        state = "withdrawn" if theme_id is None else "waiting"
        if theme_id is not None and problem.theme_id == theme_id:
            state = "accepted"
        proposal = ThemeProposal(
            problem_id=problem_id,
            event_id=event_id,
            theme_id=theme_id,
            state=state,
            channel=channel.name,
            helper_id=channel.helper_id,
            at=now_ms(),
        )
        this.session.merge(proposal)
        this.touch("proposal", problem_id)
        this.touch("mine", problem_id)
        this.answer |= {"id": problem_id, "theme": theme_id, "state": state}
    return this.answer


def check_may_propose(session: Session, event_id: int) -> None:
    """Raise the ``Refusal`` that says why nobody may propose now, if nobody may."""
    event = session.get_one(Event, event_id)
    step = session.get(Step, event.current_step_id) if event.current_step_id else None
    if event.state != "open":
        raise Refusal("event_closed")
    if step is None or step.kind != "group" or not step.settings.get("open", True):
        raise Refusal("not_grouping")
    if event.entries_locked:
        raise Refusal("entries_locked")


def _check_public(session: Session, event_id: int, theme_id: int) -> None:
    theme = session.get(Theme, theme_id)
    if theme is None or theme.event_id != event_id or theme_id in early_themes(session, event_id):
        raise Refusal("no_such_theme")


def accept_proposal(
    event_id: int, problem_id: int, theme_id: int, once: Once | None = None, staff: str = ""
) -> None:
    """Put the problem where its author wants it.

    Raises ``Refusal("already_answered")`` when the proposal is not, or no more, for that theme.
    """

    def act(this: Change) -> str:
        _waiting(this.session, event_id, problem_id, theme_id)
        return put_at_the_end(this.session, event_id, problem_id, theme_id)

    regroup(event_id, "accept", staff, once, act)


def refuse_proposal(
    event_id: int, problem_id: int, theme_id: int, once: Once | None = None, staff: str = ""
) -> None:
    """Leave the problem where it is; its author is told. Raises ``already_answered``."""

    def act(this: Change) -> str:
        _waiting(this.session, event_id, problem_id, theme_id).state = "refused"
        return this.session.get_one(Theme, theme_id).title

    regroup(event_id, "refuse", staff, once, act)


def _waiting(session: Session, event_id: int, problem_id: int, theme_id: int) -> ThemeProposal:
    proposal = session.get(ThemeProposal, problem_id)
    if (
        proposal is None
        or proposal.event_id != event_id
        or (proposal.state, proposal.theme_id) != ("waiting", theme_id)
    ):
        raise Refusal("already_answered")
    return proposal
