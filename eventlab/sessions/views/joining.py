"""Joining by phone, coming back with a personal code, the language, leaving."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.extensions import rate_limits
from eventlab.sessions import identity
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done, own_path
from eventlab.sessions.forms import CodeForm, JoinForm, checked, once, tidy
from eventlab.sessions.guessing import count_wrong_code, refuse_guessing
from eventlab.sessions.language import LANGUAGES, current_language
from eventlab.sessions.reference import trades
from eventlab.sessions.rules.codes import normalise_join_code, suggest
from eventlab.sessions.services import joining

blueprint = Blueprint("joining", __name__)

TRIES = "8/minute"


@blueprint.get("/")
@allow("anyone")
def home() -> Any:
    """Where somebody types the code of the event."""
    typed = request.args.get("event")
    code = normalise_join_code(tidy(typed)) if typed else None
    if code:
        return redirect(url_for("surfaces.phone", code=code))
    if typed is None:
        return render_template("sessions/home.html", typed="")
    refusal = Refusal("unknown_event")
    return render_template("sessions/home.html", typed=typed, refusal=refusal), refusal.status


@blueprint.get("/e/<code>/join")
@allow("anyone")
def join_page(code: str) -> Any:
    """The form to join."""
    actor = current_actor()
    if actor.person is not None:
        return redirect(url_for("surfaces.phone", code=code))
    identity.visitor()
    return _join_form(JoinForm(key=token_urlsafe(12)))


@blueprint.post("/e/<code>/join")
@allow("anyone")
def join(code: str) -> Any:
    """Join; sent twice, it joins once."""
    actor = current_actor()
    if actor.person is not None:
        return redirect(url_for("surfaces.phone", code=code), 303)
    form = JoinForm()
    if not form.validate_on_submit():
        return _join_form(form), 422
    _, admitted = joining.join(
        actor.event_id,
        form.profile(current_language()),
        device_id=actor.device_id,
        once=once(),
    )
    _let_in(actor.event.code if actor.event else code, admitted)
    return redirect(url_for("surfaces.phone", code=code), 303)


def _join_form(form: JoinForm) -> str:
    return render_template(
        "sessions/join.html", form=form, event=current_actor().event, trades=trades()
    )


@blueprint.get("/e/<code>/return")
@allow("anyone")
def return_page(code: str) -> Any:
    """The form to come back with a personal code."""
    return render_template("sessions/return.html", form=CodeForm(), event=current_actor().event)


@blueprint.post("/e/<code>/return")
@allow("anyone")
def come_back(code: str) -> Any:
    """Come back as the person whose code was typed."""
    actor = current_actor()
    form = CodeForm()
    try:
        checked(form)
        if not rate_limits.hit(TRIES, "return", identity.visitor()):
            raise Refusal("too_many_tries")
        refuse_guessing(actor.event_id)
        admitted = joining.come_back(
            actor.event_id, form.personal_code.data, device_id=actor.device_id
        )
    except Refusal as refusal:
        return _return_again(form, refusal)
    _let_in(actor.event.code if actor.event else code, admitted)
    return redirect(url_for("surfaces.phone", code=code), 303)


def _return_again(form: CodeForm, refusal: Refusal) -> tuple[str, int]:
    near: tuple[str, ...] = ()
    event = current_actor().event
    if refusal.code == "unknown_code":
        near = suggest(form.personal_code.data or "")
        count_wrong_code(current_actor().event_id)
    page = render_template(
        "sessions/return.html", form=form, event=event, refusal=refusal, suggestions=near
    )
    return page, refusal.status


@blueprint.post("/e/<code>/leave")
@allow("participant")
def leave(code: str) -> Any:
    """Forget who this browser is, for a phone that is lent or passed on."""
    checked(FlaskForm())
    actor = current_actor()
    if actor.device_id and actor.event:
        joining.leave(actor.device_id)
        identity.forget_device(actor.event.code)
    return redirect(url_for("joining.join_page", code=code), 303)


@blueprint.get("/e/<code>/me")
@allow("participant")
def me(code: str) -> Any:
    """What one said of oneself, to change it."""
    return _me_form(JoinForm(obj=current_actor().participant))


@blueprint.post("/e/<code>/me")
@allow("participant")
def change_me(code: str) -> Any:
    """Change what one said of oneself."""
    actor = current_actor()
    form = JoinForm()
    if not form.validate_on_submit():
        return _me_form(form), 422
    joining.change_profile(actor.event_id, actor.participant_id, form.profile())
    return redirect(url_for("surfaces.phone", code=code, _anchor="me"), 303)


def _me_form(form: JoinForm) -> str:
    return render_template(
        "sessions/me.html", form=form, event=current_actor().event, trades=trades()
    )


@blueprint.get("/e/<code>/notice")
@allow("anyone")
def notice(code: str) -> Any:
    """The full notice: what is kept, why, for how long, and one's rights."""
    return render_template("sessions/notice.html", event=current_actor().event)


@blueprint.post("/e/<code>/notice")
@allow("participant")
def accept_notice(code: str) -> Any:
    """Say that the notice was read."""
    checked(FlaskForm())
    actor = current_actor()
    joining.accept_notice(actor.event_id, actor.participant_id)
    return done("surfaces.phone", code, notice_seen=True)


@blueprint.post("/language")
@allow("anyone")
def choose_language() -> Any:
    """Speak another language to this person."""
    language = request.form.get("language", "")
    if language in LANGUAGES:
        identity.choose_language(language)
    return redirect(own_path(request.form.get("back", "/")), 303)


def _let_in(code: str, admitted: joining.Admission | None) -> None:
    if admitted is not None:
        identity.remember_device(code, admitted.device_id, admitted.epoch)
