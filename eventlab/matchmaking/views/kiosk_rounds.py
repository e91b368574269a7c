"""The rounds, at a kiosk: the same for the person it acts for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from eventlab.boards.views.kiosk import author_of
from eventlab.matchmaking.forms.rounds import ContactForm, SayForm, TopicForm, YesForm
from eventlab.matchmaking.services import round_guests
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import told
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("kiosk_rounds", __name__, url_prefix="/e/<code>/kiosk/rounds")


@blueprint.post("/topic")
@allow("helper")
def offer(code: str) -> Any:
    """Say what the person can tell in five minutes."""
    actor, form = current_actor(), checked(TopicForm())
    person, topic = author_of(form.author.data), form.topic.data or ""
    round_guests.offer_topic(actor.event_id, person, topic, form.way(actor.staff_mark), once=once())
    return told("my_rounds", person, "kiosk.kiosk", code)


@blueprint.post("/topic/withdraw")
@allow("helper")
def withdraw(code: str) -> Any:
    """Let the person only listen."""
    person = author_of(checked(SayForm()).author.data)
    round_guests.withdraw_topic(current_actor().event_id, person, once=once())
    return told("my_rounds", person, "kiosk.kiosk", code)


@blueprint.post("/wish")
@allow("helper")
def wish(code: str) -> Any:
    """Wish to hear somebody, or no longer."""
    form = checked(YesForm())
    person, wanted = author_of(form.author.data), form.person.data or ""
    round_guests.wish_topic(current_actor().event_id, person, wanted, form.yes, once=once())
    return told("my_rounds", person, "kiosk.kiosk", code)


@blueprint.post("/place")
@allow("helper")
def place(code: str) -> Any:
    """Keep one place, or move with the others."""
    form = checked(YesForm())
    person = author_of(form.author.data)
    round_guests.keep_place(current_actor().event_id, person, form.yes, once=once())
    return told("my_rounds", person, "kiosk.kiosk", code)


@blueprint.post("/again")
@allow("helper")
def again(code: str) -> Any:
    """Tick somebody the person met, or take the tick back."""
    form = checked(YesForm())
    person, other = author_of(form.author.data), form.person.data or ""
    round_guests.see_again(current_actor().event_id, person, other, form.yes, once=once())
    return told("my_rounds", person, "kiosk.kiosk", code)


@blueprint.post("/contact")
@allow("helper")
def contact(code: str) -> Any:
    """Say how the person can be reached."""
    form = checked(ContactForm())
    person, words = author_of(form.author.data), form.contact.data or ""
    round_guests.leave_contact(current_actor().event_id, person, words, once=once())
    return told("my_rounds", person, "kiosk.kiosk", code)
