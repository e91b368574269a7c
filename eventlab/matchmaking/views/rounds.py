"""The rounds, from a phone: my topic, my wishes, my place, whom I would see again."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from eventlab.matchmaking.forms.rounds import ContactForm, SayForm, TopicForm, YesForm
from eventlab.matchmaking.services import round_guests
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import told
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("rounds", __name__, url_prefix="/e/<code>/rounds")


@blueprint.post("/topic")
@allow("participant")
def offer(code: str) -> Any:
    """Say what I can tell in five minutes."""
    actor, form = current_actor(), checked(TopicForm())
    topic = form.topic.data or ""
    round_guests.offer_topic(actor.event_id, actor.participant_id, topic, form.way(), once=once())
    return told("my_rounds", actor.participant_id, "surfaces.phone", code)


@blueprint.post("/topic/withdraw")
@allow("participant")
def withdraw(code: str) -> Any:
    """Only listen."""
    checked(SayForm())
    actor = current_actor()
    round_guests.withdraw_topic(actor.event_id, actor.participant_id, once=once())
    return told("my_rounds", actor.participant_id, "surfaces.phone", code)


@blueprint.post("/wish")
@allow("participant")
def wish(code: str) -> Any:
    """Wish to hear somebody, or no longer."""
    actor, form = current_actor(), checked(YesForm())
    round_guests.wish_topic(
        actor.event_id, actor.participant_id, form.person.data or "", form.yes, once=once()
    )
    return told("my_rounds", actor.participant_id, "surfaces.phone", code)


@blueprint.post("/place")
@allow("participant")
def place(code: str) -> Any:
    """Keep one place, or move with the others."""
    actor, form = current_actor(), checked(YesForm())
    round_guests.keep_place(actor.event_id, actor.participant_id, form.yes, once=once())
    return told("my_rounds", actor.participant_id, "surfaces.phone", code)


@blueprint.post("/again")
@allow("participant")
def again(code: str) -> Any:
    """Tick somebody I met, or take the tick back."""
    actor, form = current_actor(), checked(YesForm())
    round_guests.see_again(
        actor.event_id, actor.participant_id, form.person.data or "", form.yes, once=once()
    )
    return told("my_rounds", actor.participant_id, "surfaces.phone", code)


@blueprint.post("/contact")
@allow("participant")
def contact(code: str) -> Any:
    """Say how I can be reached."""
    actor, form = current_actor(), checked(ContactForm())
    words = form.contact.data or ""
    round_guests.leave_contact(actor.event_id, actor.participant_id, words, once=once())
    return told("my_rounds", actor.participant_id, "surfaces.phone", code)
