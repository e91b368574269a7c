"""The kiosk: a shared tablet where a helper joins and writes for one person after another."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

import orjson
from flask import Blueprint, Response, redirect, render_template, url_for
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, rate_limits, reading
from eventlab.live.board import Viewer, level_snapshot
from eventlab.sessions import identity
from eventlab.sessions.access import Actor, allow, current_actor
from eventlab.sessions.addresses import public_url
from eventlab.sessions.answers import done
from eventlab.sessions.forms import CodeForm, checked, once
from eventlab.sessions.forms.kiosk import KioskJoinForm
from eventlab.sessions.kiosk_pass import write_pass
from eventlab.sessions.language import current_language
from eventlab.sessions.models import Event, Participant
from eventlab.sessions.reference import trades
from eventlab.sessions.rules.codes import suggest
from eventlab.sessions.services import joining, kiosk
from eventlab.sessions.views.surfaces import island

blueprint = Blueprint("kiosk", __name__, url_prefix="/e/<code>/kiosk")

TRIES = "30/minute"


@blueprint.get("", endpoint="kiosk")
@allow("helper")
def kiosk_page(code: str) -> Any:
    """Whose turn it is, or the page of the person whose turn it is."""
    actor = current_actor()
    event = _event(actor)
    person = _person(actor)
    if person is None:
        empty: dict[str, Any] = {"version": 0, "items": {}}
        return render_template(
            "sessions/kiosk.html", event=event, island=island(event, "kiosk", empty)
        )
    author = {"owner": person.id, "author": write_pass(event.id, actor.device_id or "", person.id)}
    return render_template(
        "sessions/kiosk_person.html",
        event=event,
        person=person,
        form=FlaskForm(),
        island=island(event, "kiosk", _snapshot(event, person)) | author,
    )


@blueprint.get("/board.json")
@allow("helper")
def board_json(code: str) -> Any:
    """A fresh board of the person this kiosk acts for."""
    actor = current_actor()
    seen = _snapshot(_event(actor), _chosen(actor)) | {"now": now_ms()}
    return Response(orjson.dumps(seen), content_type="application/json")


@blueprint.get("/new")
@allow("helper")
def new_page(code: str) -> Any:
    """The form to join for somebody."""
    return _new_form(KioskJoinForm(key=token_urlsafe(12)))


@blueprint.post("/new")
@allow("helper")
def join(code: str) -> Any:
    """Join for somebody, who is then the one this kiosk acts for."""
    form = KioskJoinForm()
    if not form.validate_on_submit():
        return _new_form(form), 422
    actor, device_id = current_actor(), _device_id()
    person_id, _ = joining.join(
        actor.event_id,
        form.profile(current_language()),
        channel=form.channel.data,
        helper_id=actor.staff_mark,
        once=once(),
    )
    kiosk.take(device_id, person_id)
    return redirect(url_for("kiosk.kiosk", code=code), 303)


def _new_form(form: KioskJoinForm) -> str:
    event = _event(current_actor())
    return render_template("sessions/kiosk_new.html", form=form, event=event, trades=trades())


@blueprint.get("/known")
@allow("helper")
def known_page(code: str) -> Any:
    """Where the code of somebody who joined before is typed."""
    return render_template("sessions/kiosk_known.html", form=CodeForm(), event=_event())


@blueprint.post("/known")
@allow("helper")
def known(code: str) -> Any:
    """Act for the person whose code was typed."""
    form = CodeForm()
    try:
        checked(form)
        device_id = _device_id()
        if not rate_limits.hit(TRIES, "kiosk", device_id):
            raise Refusal("too_many_tries")
        kiosk.act_for(current_actor().event_id, device_id, form.personal_code.data)
    except Refusal as refusal:
        near = suggest(form.personal_code.data or "") if refusal.code == "unknown_code" else ()
        page = render_template(
            "sessions/kiosk_known.html",
            form=form,
            event=_event(),
            refusal=refusal,
            suggestions=near,
        )
        return page, refusal.status
    return redirect(url_for("kiosk.kiosk", code=code), 303)


@blueprint.post("/notice")
@allow("helper")
def accept_notice(code: str) -> Any:
    """Say that the notice was read to the person."""
    checked(FlaskForm())
    actor = current_actor()
    joining.accept_notice(actor.event_id, _chosen(actor).id)
    return done("kiosk.kiosk", code, notice_seen=True)


@blueprint.post("/next")
@allow("helper")
def next_person(code: str) -> Any:
    """Forget the person: the tablet is free for the next one."""
    checked(FlaskForm())
    device_id = current_actor().device_id
    if device_id is not None:
        kiosk.next_person(device_id)
    return redirect(url_for("kiosk.kiosk", code=code), 303)


@blueprint.get("/slip")
@allow("helper")
def slip(code: str) -> Any:
    """A slip to print: the personal code, and how to come back with it."""
    actor = current_actor()
    event = _event(actor)
    return render_template(
        "sessions/slip.html",
        event=event,
        person=_chosen(actor),
        address=public_url().split("://", 1)[-1],
    )


def _event(actor: Actor | None = None) -> Event:
    event = (actor or current_actor()).event
    if event is None:
        raise Refusal("unknown_event")
    return event


def _person(actor: Actor) -> Participant | None:
    """Whom this kiosk acts for; nobody, if they were erased meanwhile."""
    with reading() as session:
        return session.get(Participant, actor.acting_for_id) if actor.acting_for_id else None


def _chosen(actor: Actor) -> Participant:
    person = _person(actor)
    if person is None:
        raise Refusal("nobody_chosen")
    return person


def _snapshot(event: Event, person: Participant) -> dict[str, Any]:
    with reading() as session:
        return level_snapshot(session, event.id, Viewer("phone", person.id))


def _device_id() -> str:
    """This browser's device at the event; an organiser's is made when it is first needed."""
    actor = current_actor()
    if actor.device_id is not None:
        return actor.device_id
    admitted = kiosk.open_kiosk(actor.event_id)
    identity.remember_device(_event(actor).code, admitted.device_id, admitted.epoch)
    return admitted.device_id
