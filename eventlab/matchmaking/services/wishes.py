"""What people say for their team: themes they wish, their profile."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.matchmaking.models import Member, TeamTrait, Wish
from eventlab.matchmaking.queries.forming import teams_step, themes_that_go_on
from eventlab.matchmaking.rules.arrangement import Terms, terms_of
from eventlab.matchmaking.rules.wishes import WishesRefused, check_wishes
from eventlab.sessions.models import Event
from eventlab.sessions.services.joining import person_of

MINUTES = 24 * 60
"""Of a day."""


def make_wishes(
    event_id: int,
    person_id: str,
    themes: list[int],
    helper_id: str | None = None,
    once: Once | None = None,
) -> dict[str, list[int]]:
    """Replace somebody's wishes, best first; gives ``{"themes"}`` as they are kept.

    Raises ``Refusal``: ``too_many_wishes``, ``theme_dropped``, and as ``check_may_wish``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        terms = check_may_wish(this.session, event_id, person_id)
        try:
            kept = check_wishes(themes, themes_that_go_on(this.session, event_id), terms.wishes)
        except WishesRefused as refused:
            raise Refusal(refused.code, most=terms.wishes) from refused
        this.session.execute(delete(Wish).where(Wish.participant_id == person_id))
        this.session.add_all(
            Wish(participant_id=person_id, rank=rank, theme_id=theme, helper_id=helper_id)
            for rank, theme in enumerate(kept, 1)
        )
        this.touch("wishes", person_id)
        this.answer["themes"] = kept
    return this.answer


def choose_profile(
    event_id: int, person_id: str, profile: str, once: Once | None = None
) -> dict[str, str]:
    """Say what one is good at, where teams join different profiles; "" takes it back.

    Raises ``Refusal``: ``bad_request`` for a profile the step does not name, and as
    ``check_may_wish``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        terms = check_may_wish(this.session, event_id, person_id)
        if profile and profile not in terms.profiles:
            raise Refusal("bad_request")
        trait_of(this, person_id).profile = profile
        this.touch("wishes", person_id)
        this.answer["profile"] = profile
    return this.answer


def set_facilitates(
    event_id: int, person_id: str, facilitates: bool, once: Once | None = None
) -> None:
    """Say whether somebody leads their team's work. Raises ``unknown_code``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        person_of(this.session, event_id, person_id)
        trait_of(this, person_id).facilitates = facilitates
        this.touch("wishes", person_id)


def set_until(
    event_id: int, person_id: str, until: int | None, once: Once | None = None
) -> dict[str, int | None]:
    """Say at which minute of the day somebody leaves; None: stays to the end. Gives ``{"until"}``.

    Raises ``Refusal``: ``unknown_code``, ``event_closed``, ``bad_request``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return this.answer
        person_of(this.session, event_id, person_id)
        if this.session.get_one(Event, event_id).state != "open":
            raise Refusal("event_closed")
        if until is not None and not 0 <= until < MINUTES:
            raise Refusal("bad_request")
        trait_of(this, person_id).until = until
        this.touch("wishes", person_id)
        this.answer["until"] = until
    return this.answer


def trait_of(this: Change, person_id: str) -> TeamTrait:
    """What counts of somebody for teams alone, stored from now on."""
    trait = this.session.get(TeamTrait, person_id)
    if trait is None:
        trait = TeamTrait(participant_id=person_id, profile="", facilitates=False)
        this.session.add(trait)
    return trait


def check_may_wish(session: Session, event_id: int, person_id: str) -> Terms:
    """The terms of the current step, if this person may say wishes in it now.

    Raises ``Refusal``: ``unknown_code``, ``event_closed``, ``not_wishing``, ``teams_out`` for who
    has a team already.
    """
    person_of(session, event_id, person_id)
    event = session.get_one(Event, event_id)
    step = teams_step(session, event_id)
    if event.state != "open":
        raise Refusal("event_closed")
    if step is None or event.current_step_id != step.id:
        raise Refusal("not_wishing")
    if session.get(Member, person_id) is not None:
        raise Refusal("teams_out")
    return terms_of(step.settings)
