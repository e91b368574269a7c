"""What people say for their team, on their own phone and at a kiosk: wishes, profile, links."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from eventlab.boards.views.kiosk import author_of
from eventlab.errors import Refusal
from eventlab.extensions import rate_limits
from eventlab.matchmaking.forms.teams import (
    AnswerForm,
    ApartForm,
    NameForm,
    ProfileForm,
    TogetherForm,
    UntilForm,
    WishesForm,
)
from eventlab.matchmaking.services import links, team_names, wishes
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done, told
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("teams", __name__, url_prefix="/e/<code>")

TRIES = "20/minute"
"""Codes of others one person may type: nobody finds out names by trying."""


@blueprint.post("/wishes")
@allow("participant")
def wish(code: str) -> Any:
    """Say which themes one wishes."""
    return _wish(code, current_actor().participant_id, "surfaces.phone", None)


@blueprint.post("/kiosk/wishes")
@allow("helper")
def kiosk_wish(code: str) -> Any:
    """Say somebody's wishes for them."""
    author = author_of(WishesForm().author.data)
    return _wish(code, author, "kiosk.kiosk", current_actor().staff_mark)


def _wish(code: str, person: str, back: str, helper: str | None) -> Any:
    form, event_id = checked(WishesForm()), current_actor().event_id
    wishes.make_wishes(event_id, person, form.wanted(), helper, once())
    return told("wishes", person, back, code)


@blueprint.post("/profile")
@allow("participant")
def profile(code: str) -> Any:
    """Say what one is good at."""
    return _profile(code, current_actor().participant_id, "surfaces.phone")


@blueprint.post("/kiosk/profile")
@allow("helper")
def kiosk_profile(code: str) -> Any:
    """Say what somebody is good at, for them."""
    return _profile(code, author_of(ProfileForm().author.data), "kiosk.kiosk")


def _profile(code: str, person: str, back: str) -> Any:
    form = checked(ProfileForm())
    wishes.choose_profile(current_actor().event_id, person, form.profile.data or "", once())
    return told("wishes", person, back, code)


@blueprint.post("/together")
@allow("participant")
def together(code: str) -> Any:
    """Ask to sit with the person of this code."""
    return _together(code, current_actor().participant_id, "surfaces.phone", None)


@blueprint.post("/kiosk/together")
@allow("helper")
def kiosk_together(code: str) -> Any:
    """Ask for somebody to sit with the person of this code."""
    author = author_of(TogetherForm().author.data)
    return _together(code, author, "kiosk.kiosk", current_actor().staff_mark)


def _together(code: str, person: str, back: str, helper: str | None) -> Any:
    form, event_id = checked(TogetherForm()), current_actor().event_id
    if not rate_limits.hit(TRIES, "together", person):
        raise Refusal("too_many_tries")
    typed = form.personal_code.data or ""
    return done(back, code, **links.ask_together(event_id, person, typed, helper, once()))


@blueprint.post("/apart")
@allow("participant")
def apart(code: str) -> Any:
    """Ask in private not to sit with somebody."""
    return _apart(code, current_actor().participant_id, "surfaces.phone", None)


@blueprint.post("/kiosk/apart")
@allow("helper")
def kiosk_apart(code: str) -> Any:
    """Ask for somebody, in private, not to sit with somebody."""
    author = author_of(ApartForm().author.data)
    return _apart(code, author, "kiosk.kiosk", current_actor().staff_mark)


def _apart(code: str, person: str, back: str, helper: str | None) -> Any:
    form, event_id = checked(ApartForm()), current_actor().event_id
    words = form.words.data or ""
    return done(back, code, **links.ask_apart(event_id, person, words, helper, once()))


@blueprint.post("/until")
@allow("participant")
def until(code: str) -> Any:
    """Say when one leaves."""
    return _until(code, current_actor().participant_id, "surfaces.phone")


@blueprint.post("/kiosk/until")
@allow("helper")
def kiosk_until(code: str) -> Any:
    """Say when somebody leaves, for them."""
    return _until(code, author_of(UntilForm().author.data), "kiosk.kiosk")


def _until(code: str, person: str, back: str) -> Any:
    form = checked(UntilForm())
    wishes.set_until(current_actor().event_id, person, form.minute(), once())
    return told("wishes", person, back, code)


@blueprint.post("/team/name")
@allow("participant")
def name(code: str) -> Any:
    """Name one's team."""
    return _name(code, current_actor().participant_id, "surfaces.phone")


@blueprint.post("/kiosk/team/name")
@allow("helper")
def kiosk_name(code: str) -> Any:
    """Name the team of somebody, with their words."""
    return _name(code, author_of(NameForm().author.data), "kiosk.kiosk")


def _name(code: str, person: str, back: str) -> Any:
    form = checked(NameForm())
    team_names.name_my_team(current_actor().event_id, person, form.name.data or "", once())
    return done(back, code)


@blueprint.post("/links/<int:link_id>")
@allow("participant")
def answer(code: str, link_id: int) -> Any:
    """Confirm or decline to sit together."""
    return _answer(code, current_actor().participant_id, link_id, "surfaces.phone")


@blueprint.post("/kiosk/links/<int:link_id>")
@allow("helper")
def kiosk_answer(code: str, link_id: int) -> Any:
    """Confirm or decline for somebody."""
    return _answer(code, author_of(AnswerForm().author.data), link_id, "kiosk.kiosk")


def _answer(code: str, person: str, link_id: int, back: str) -> Any:
    agreed = checked(AnswerForm()).agreed.data == "true"
    links.answer_together(current_actor().event_id, person, link_id, agreed, once())
    return done(back, code, link=link_id)


@blueprint.post("/links/<int:link_id>/withdraw")
@allow("participant")
def withdraw(code: str, link_id: int) -> Any:
    """Take back what one asked."""
    return _withdraw(code, current_actor().participant_id, link_id, "surfaces.phone")


@blueprint.post("/kiosk/links/<int:link_id>/withdraw")
@allow("helper")
def kiosk_withdraw(code: str, link_id: int) -> Any:
    """Take back what somebody asked, for them."""
    return _withdraw(code, author_of(AnswerForm().author.data), link_id, "kiosk.kiosk")


def _withdraw(code: str, person: str, link_id: int, back: str) -> Any:
    checked(AnswerForm())
    links.withdraw_link(current_actor().event_id, person, link_id, once())
    return done(back, code, link=link_id)
