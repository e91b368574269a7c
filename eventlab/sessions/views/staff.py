"""The one-time links of those who serve. Opening one changes nothing; pressing its button does."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.sessions import identity
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.forms import checked
from eventlab.sessions.services import staff

blueprint = Blueprint("staff", __name__)


@blueprint.get("/e/<code>/staff/<token>")
@allow("anyone")
def entrance(code: str, token: str) -> Any:
    """A page with one button, so that a link preview does not use the link up."""
    actor = current_actor()
    member = staff.member_of_link(actor.event_id, token)
    return render_template(
        "sessions/staff_entrance.html", form=FlaskForm(), event=actor.event, member=member
    )


@blueprint.post("/e/<code>/staff/<token>")
@allow("anyone")
def enter(code: str, token: str) -> Any:
    """Use the link: this browser serves the event from now on."""
    checked(FlaskForm())
    actor = current_actor()
    if actor.event is None:
        raise Refusal("unknown_event")
    admitted = staff.enter_event(actor.event_id, token, device_id=actor.device_id)
    identity.renew()
    identity.remember_device(actor.event.code, admitted.device_id, admitted.epoch)
    return redirect(url_for("staff.start", code=code), 303)


@blueprint.get("/e/<code>/start")
@allow("screen")
def start(code: str) -> Any:
    """The surface that goes with one's role."""
    actor = current_actor()
    role = actor.staff_role or "facilitator"
    surface = {"screen": "surfaces.screen", "helper": "kiosk.kiosk"}.get(role, "surfaces.desk")
    return redirect(url_for(surface, code=code))
