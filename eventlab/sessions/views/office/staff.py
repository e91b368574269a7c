"""The people who serve an event: their one-time links, shown once, renewed, revoked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from eventlab.sessions import identity
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.addresses import public_url, qr_image
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.office import StaffForm
from eventlab.sessions.services import staff
from eventlab.sessions.views.office.events import own_event

blueprint = Blueprint("office_staff", __name__, url_prefix="/office/e/<code>/staff")


@blueprint.get("")
@allow("organiser")
def new_member(code: str) -> Any:
    """The form to invite somebody."""
    return render_template("office/invite.html", event=own_event(), form=StaffForm(key=fresh_key()))


@blueprint.post("")
@allow("organiser")
def invite(code: str) -> Any:
    """Invite somebody; their link is shown once."""
    event, form = own_event(), StaffForm()
    if not form.validate_on_submit():
        return render_template("office/invite.html", event=event, form=form), 422
    token = staff.invite_staff(event.id, form.role.data, form.name.data or "", once())
    return _link_page(token)


@blueprint.post("/<staff_id>/renew")
@allow("organiser")
def renew(code: str, staff_id: str) -> Any:
    """Another link for the same member, shown once; the former stops working."""
    checked(FlaskForm())
    return _link_page(staff.renew_link(current_actor().event_id, staff_id))


def _link_page(token: str) -> str:
    event = own_event()
    link = public_url() + url_for("staff.entrance", code=event.code, token=token)
    member = staff.member_of_link(event.id, token)
    return render_template(
        "office/link.html",
        event=event,
        member=member,
        link=link,
        qr=qr_image(link),
        days=staff.LINK_LIVES_MS // (24 * 3600 * 1000),
    )


@blueprint.post("/<staff_id>/revoke")
@allow("organiser")
def revoke(code: str, staff_id: str) -> Any:
    """End the access of a member, on every device, at once."""
    checked(FlaskForm())
    staff.revoke_staff(current_actor().event_id, staff_id)
    identity.leave_note(_("Cet accès est fermé."))
    return redirect(url_for("office.event", code=code), 303)
