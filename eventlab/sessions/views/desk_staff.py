"""Those who serve, at the desk: one-time links, shown once, and ending an access."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, render_template, url_for
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import AnyOf, Length

from eventlab.errors import Refusal
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.addresses import public_url, qr_image
from eventlab.sessions.answers import done, wants_json
from eventlab.sessions.forms import checked, once, tidy
from eventlab.sessions.services import staff

blueprint = Blueprint("desk_staff", __name__, url_prefix="/e/<code>/desk/staff")


class InviteForm(FlaskForm):
    """Somebody to let in, and what for."""

    role = StringField(validators=[AnyOf(["facilitator", "helper", "screen"])])
    name = StringField(filters=[tidy], validators=[Length(max=60)])


@blueprint.post("")
@allow("facilitator")
def invite(code: str) -> Any:
    """A one-time link for a new member of the staff."""
    form = checked(InviteForm())
    token = staff.invite_staff(
        current_actor().event_id, form.role.data or "", form.name.data or "", once()
    )
    return _shown_once(code, token)


@blueprint.post("/<staff_id>/link")
@allow("facilitator")
def renew(code: str, staff_id: str) -> Any:
    """Another one-time link for a member who lost theirs, or their device."""
    checked(FlaskForm())
    return _shown_once(code, staff.renew_link(current_actor().event_id, staff_id))


@blueprint.post("/<staff_id>/revoke")
@allow("facilitator")
def revoke(code: str, staff_id: str) -> Any:
    """End somebody's access, on every device, at once."""
    checked(FlaskForm())
    actor = current_actor()
    if actor.staff_id == staff_id:
        raise Refusal("own_access")
    staff.revoke_staff(actor.event_id, staff_id)
    return done("surfaces.desk", code)


def _shown_once(code: str, token: str) -> Any:
    link = public_url() + url_for("staff.entrance", code=code, token=token)
    picture = qr_image(link)
    if wants_json():
        return jsonify(link=link, qr=picture)
    event = current_actor().event
    return render_template("sessions/staff_link.html", event=event, link=link, qr=picture)
