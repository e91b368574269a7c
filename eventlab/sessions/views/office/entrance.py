"""The door of the office: the one-time link, the pass phrase, leaving, inviting one more."""

from __future__ import annotations

from secrets import randbelow
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.extensions import rate_limits
from eventlab.sessions import identity
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.addresses import public_url, qr_image
from eventlab.sessions.answers import own_path
from eventlab.sessions.forms import checked
from eventlab.sessions.forms.office import LogInForm, PhraseForm
from eventlab.sessions.rules.codes import make_phrase
from eventlab.sessions.services import office
from eventlab.sessions.services.joining import Admission

blueprint = Blueprint("entrance", __name__, url_prefix="/office")

TRIES = ("5/minute", "30/hour")


@blueprint.get("/login")
@allow("anyone")
def login_page() -> Any:
    """The form to come in; whoever is in goes on."""
    if current_actor().organiser_id is not None:
        return redirect(url_for("office.events"))
    return _login_page(LogInForm(next=request.args.get("next", "")))


@blueprint.post("/login")
@allow("anyone")
def log_in() -> Any:
    """Come in with the pass phrase."""
    form = LogInForm()
    try:
        checked(form)
        _count_try(form.name.data or "")
        admitted = office.log_in(form.name.data or "", form.phrase.data or "")
    except Refusal as refusal:
        return _login_page(form, refusal), refusal.status
    _let_in(admitted)
    return redirect(own_path(form.next.data or "", url_for("office.events")), 303)


def _login_page(form: LogInForm, refusal: Refusal | None = None) -> str:
    return render_template(
        "office/login.html", form=form, refusal=refusal, asks_name=office.asks_name()
    )


def _count_try(name: str) -> None:
    # Strangers share the tries of an account; a browser that was in before has its own, so that
    # nobody can keep an organiser out by guessing.
    keys = ("office", office.account_of(name), identity.known_at_office())
    if not all(rate_limits.hit(limit, *keys) for limit in TRIES):
        raise Refusal("too_many_tries")


@blueprint.post("/logout")
@allow("organiser")
def log_out() -> Any:
    """Leave the office, on this browser."""
    checked(FlaskForm())
    actor = current_actor()
    if actor.office_device_id:
        office.log_out(actor.office_device_id)
    identity.forget_device(identity.OFFICE)
    identity.renew()
    return redirect(url_for("entrance.login_page"), 303)


@blueprint.get("/welcome/<token>")
@allow("anyone")
def welcome(token: str) -> Any:
    """The page of a one-time link; opening it uses nothing up."""
    organiser = office.organiser_of_link(token)
    return _welcome_page(PhraseForm(name=organiser.name))


@blueprint.post("/welcome/<token>")
@allow("anyone")
def choose_phrase(token: str) -> Any:
    """Choose a name and a pass phrase: the link is used up, this browser is in."""
    form = PhraseForm()
    if not form.validate_on_submit():
        return _welcome_page(form), 422
    try:
        admitted = office.choose_phrase(token, form.name.data or "", form.phrase.data or "")
    except Refusal as refusal:
        if refusal.code == "link_used":
            raise
        return _welcome_page(form, refusal), refusal.status
    _let_in(admitted)
    return redirect(url_for("office.events"), 303)


def _welcome_page(form: PhraseForm, refusal: Refusal | None = None) -> str:
    return render_template(
        "office/welcome.html",
        form=form,
        refusal=refusal,
        shortest=office.SHORTEST_PHRASE,
        example=make_phrase(randbelow),
    )


def _let_in(admitted: Admission) -> None:
    identity.renew()
    identity.remember_device(identity.OFFICE, admitted.device_id, admitted.epoch)
    identity.know_at_office()


@blueprint.get("/organisers")
@allow("organiser")
def organisers() -> Any:
    """Who is of the office."""
    return _organisers_page()


@blueprint.post("/organisers")
@allow("organiser")
def invite() -> Any:
    """A one-time link for one more organiser, shown once."""
    checked(FlaskForm())
    return _organisers_page(office.invite_organiser())


@blueprint.post("/organisers/<int:organiser_id>/link")
@allow("organiser")
def reinvite(organiser_id: int) -> Any:
    """A one-time link for an organiser who has lost the pass phrase, or never came."""
    checked(FlaskForm())
    return _organisers_page(office.reinvite_organiser(organiser_id))


def _organisers_page(token: str = "") -> str:
    link = public_url() + url_for("entrance.welcome", token=token) if token else ""
    return render_template(
        "office/organisers.html",
        form=FlaskForm(),
        organisers=office.organisers(),
        me=current_actor().organiser_id,
        link=link,
        qr=qr_image(link) if link else "",
    )


@blueprint.post("/organisers/<int:organiser_id>/remove")
@allow("organiser")
def remove(organiser_id: int) -> Any:
    """End an organiser's access."""
    checked(FlaskForm())
    office.remove_organiser(organiser_id)
    identity.leave_note(_("Cette personne n'a plus accès au bureau."))
    return redirect(url_for("entrance.organisers"), 303)
