"""The office's events: the list, a new one, its particulars, its end."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.sessions import identity, queries
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.addresses import join_url
from eventlab.sessions.answers import fresh_key
from eventlab.sessions.formats import Format, all_formats, format_by_key
from eventlab.sessions.forms import checked, once
from eventlab.sessions.forms.office import (
    EventForm,
    FileForm,
    labels_as_fields,
    particulars_of,
)
from eventlab.sessions.models import Event
from eventlab.sessions.services import events as services

blueprint = Blueprint("office", __name__, url_prefix="/office")


@blueprint.get("/")
@allow("organiser")
def events() -> Any:
    """The events of this server."""
    return render_template("office/events.html", lines=queries.event_lines())


@blueprint.get("/new")
@allow("organiser")
def formats() -> Any:
    """The formats to choose from."""
    file_form = FileForm(key=fresh_key())
    return render_template("office/formats.html", formats=all_formats(), file_form=file_form)


@blueprint.get("/new/<format_key>")
@allow("organiser")
def new_page(format_key: str) -> Any:
    """The particulars of a new event of this format."""
    chosen = _format(format_key)
    today = date.today()  # noqa: DTZ011 - the room's own day
    form = EventForm(
        key=fresh_key(),
        starts_on=today,
        starts_at=time.fromisoformat(chosen.starts_at),
        purge_on=today + services.PURGE_AFTER,
        **labels_as_fields({**services.LABELS, **chosen.labels}),
    )
    return _new_page(form, chosen)


@blueprint.post("/new/<format_key>")
@allow("organiser")
def create(format_key: str) -> Any:
    """Make the event."""
    chosen = _format(format_key)
    form = EventForm()
    if not form.validate_on_submit():
        return _new_page(form, chosen), 422
    event = services.create_event(form.plan(format_key), once())
    identity.leave_note(_("L'événement est créé. Invitez maintenant l'équipe d'animation."))
    return redirect(url_for("office.event", code=event.code), 303)


def _new_page(form: EventForm, chosen: Format) -> str:
    days = services.PURGE_AFTER.days
    return render_template("office/new.html", form=form, format=chosen, purge_days=days)


def _format(key: str) -> Format:
    chosen = format_by_key(key)
    if chosen is None:
        raise Refusal("unknown_format")
    return chosen


@blueprint.get("/e/<code>")
@allow("organiser")
def event(code: str) -> Any:
    """One event: where to join, who serves, what to prepare."""
    event = own_event()
    return render_template(
        "office/event.html",
        event=event,
        form=FlaskForm(),
        join_url=join_url(event),
        staff=queries.staff_lines(event.id),
        counts=queries.people_counts(event.id),
    )


def own_event() -> Event:
    """The event of the address. Raises ``Refusal("unknown_event")`` outside one."""
    event = current_actor().event
    if event is None:
        raise Refusal("unknown_event")
    return event


@blueprint.get("/e/<code>/particulars")
@allow("organiser")
def particulars_page(code: str) -> Any:
    """The particulars, to change."""
    event = own_event()
    form = EventForm(key=fresh_key(), **particulars_of(event))
    return _particulars_page(form, event)


@blueprint.post("/e/<code>/particulars")
@allow("organiser")
def change_particulars(code: str) -> Any:
    """Change the particulars."""
    event, form = own_event(), EventForm()
    if not form.validate_on_submit():
        return _particulars_page(form, event), 422
    services.change_particulars(event.id, form.plan(event.format_key), once())
    identity.leave_note(_("C'est enregistré."))
    return redirect(url_for("office.event", code=code), 303)


def _particulars_page(form: EventForm, event: Event) -> str:
    days = services.PURGE_AFTER.days
    return render_template("office/particulars.html", form=form, event=event, purge_days=days)


@blueprint.post("/e/<code>/<any(close, open):what>")
@allow("organiser")
def close_or_open(code: str, what: str) -> Any:
    """End the event, or take it up again."""
    checked(FlaskForm())
    if what == "close":
        services.close_event(current_actor().event_id)
        identity.leave_note(_("L'événement est fermé. Plus rien ne s'y écrit."))
    else:
        services.open_event(current_actor().event_id)
        identity.leave_note(_("L'événement est rouvert."))
    return redirect(url_for("office.event", code=code), 303)
