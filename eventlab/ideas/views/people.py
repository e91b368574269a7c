"""The doors of the ideas for people: on their phone, and through a helper at the kiosk.

Each is there twice, below ``/e/<code>/`` and below ``/e/<code>/kiosk/``, where a form says for
whom it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from eventlab.boards.views.kiosk import author_of
from eventlab.errors import Refusal
from eventlab.ideas import forms, queries
from eventlab.ideas.services import (
    calls,
    commitments,
    drawings,
    evaluation,
    sheets,
    slips,
)
from eventlab.ideas.services.sheets import Pen
from eventlab.ideas.views.plain import again, writs_of
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done, fresh_key, told, wants_json
from eventlab.sessions.forms import checked, once

phone = Blueprint("ideas", __name__, url_prefix="/e/<code>")
kiosk = Blueprint("kiosk_ideas", __name__, url_prefix="/e/<code>/kiosk")

ANSWER = "answer-"


@dataclass(frozen=True)
class Hand:
    """Who a request is for, and where a plain form goes back to."""

    event_id: int
    pen: Pen
    back: str

    @property
    def person_id(self) -> str:
        """The participant."""
        return self.pen.person_id


Act = Callable[..., dict[str, Any] | None]


def both(path: str, form: type[forms.PersonForm], kind: str = "") -> Callable[[Act], Act]:
    """Open a door on the phone and at the kiosk; the act gives what was stored.

    ``kind``: what the person sees of it, answered with.
    """

    def open_doors(act: Act) -> Act:
        @phone.post(path, endpoint=act.__name__)
        @allow("participant")
        def by_phone(code: str, **numbers: int) -> Any:
            return _answered(code, act, checked(form()), _own_hand(), numbers, kind)

        @kiosk.post(path, endpoint=act.__name__)
        @allow("helper")
        def by_helper(code: str, **numbers: int) -> Any:
            filled = checked(form())
            return _answered(code, act, filled, _helping_hand(filled), numbers, kind)

        return act

    return open_doors


def _own_hand() -> Hand:
    actor = current_actor()
    pen = Pen(actor.participant_id, actor.device_id or "")
    return Hand(actor.event_id, pen, "surfaces.phone")


def _helping_hand(form: forms.PersonForm) -> Hand:
    actor = current_actor()
    channel = "paper" if form.channel.data == "paper" else "kiosk"
    pen = Pen(author_of(form.author.data), actor.device_id or "", channel, actor.staff_mark)
    return Hand(actor.event_id, pen, "kiosk.kiosk")


def _answered(
    code: str,
    act: Act,
    form: forms.PersonForm,
    hand: Hand,
    numbers: dict[str, int],
    kind: str,
) -> Any:
    try:
        stored = act(hand, form, **numbers)
    except Refusal as refusal:
        if wants_json():
            raise
        return again(refusal, hand.back)
    if kind:
        return told(kind, hand.person_id, hand.back, code, **(stored or {}))
    return done(hand.back, code, **(stored or {}))


@both("/idea/fields", forms.FieldForm)
def save_field(hand: Hand, form: forms.FieldForm) -> dict[str, Any]:
    """Keep a text of one field."""
    return sheets.save_field(hand.event_id, hand.pen, form.writ(), once())


@both("/idea/sheet", forms.PersonForm)
def save_sheet(hand: Hand, form: forms.PersonForm) -> dict[str, Any]:
    """Keep every text of a plain form that was changed in it."""
    told = [
        sheets.save_field(hand.event_id, hand.pen, writ, key)
        for writ, key in writs_of(hand.event_id, hand.person_id)
    ]
    return {"fields": [one["field"] for one in told]}


@both("/idea/settle", forms.WordingForm)
def settle(hand: Hand, form: forms.WordingForm) -> None:
    """Leave the field as it is; the text beside it goes to the history."""
    sheets.settle(hand.event_id, hand.person_id, form.wording.data, once())


@both("/idea/writing", forms.WritingForm)
def writing(hand: Hand, form: forms.WritingForm) -> None:
    """Let the team see in which field one writes."""
    sheets.mark_writing(hand.event_id, hand.person_id, form.field.data or "")


@both("/idea/calls", forms.CallForm)
def call_help(hand: Hand, form: forms.CallForm) -> dict[str, Any]:
    """Call the facilitator, or a resource person."""
    what, words = form.what.data or "", form.words.data or ""
    return calls.call_help(hand.event_id, hand.person_id, what, words, once())


@both("/idea/calls/<int:call_id>/end", forms.PersonForm)
def end_call(hand: Hand, form: forms.PersonForm, call_id: int) -> None:
    """Say that help is no longer needed."""
    calls.end_own_call(hand.event_id, hand.person_id, call_id, once())


@both("/idea/drawings", forms.DrawingForm)
def add_drawing(hand: Hand, form: forms.DrawingForm) -> dict[str, Any]:
    """Keep a photo of a drawing."""
    content = form.file.data.read()
    return drawings.add_drawing(hand.event_id, hand.person_id, content, once())


@both("/idea/drawings/<int:drawing_id>/remove", forms.PersonForm)
def remove_drawing(hand: Hand, form: forms.PersonForm, drawing_id: int) -> None:
    """Take a drawing of one's team away."""
    drawings.remove_drawing(hand.event_id, hand.person_id, drawing_id, once())


@both("/ideas/<int:idea_id>/slips", forms.SlipForm, "my_slips")
def put_slip(hand: Hand, form: forms.SlipForm, idea_id: int) -> dict[str, Any]:
    """Give an idea a slip."""
    said = (form.kind.data or "", form.text.data or "", form.anyway.data)
    return slips.put_slip(hand.event_id, idea_id, hand.pen, *said, once=once())


@both("/ideas/<int:idea_id>/slips/withdraw", forms.SlipForm, "my_slips")
def withdraw_slip(hand: Hand, form: forms.SlipForm, idea_id: int) -> None:
    """Take a slip back."""
    slips.withdraw_slip(hand.event_id, idea_id, hand.person_id, form.kind.data or "", once())


@both("/commitments", forms.PromiseForm, "my_commitments")
def commit(hand: Hand, form: forms.PromiseForm) -> dict[str, Any]:
    """Commit to something."""
    return commitments.commit(hand.event_id, hand.pen, form.promise(), once())


@both("/commitments/<int:commitment_id>/withdraw", forms.PersonForm, "my_commitments")
def withdraw_commitment(hand: Hand, form: forms.PersonForm, commitment_id: int) -> None:
    """Take a commitment back."""
    commitments.withdraw_commitment(hand.event_id, hand.person_id, commitment_id, once())


@both("/evaluations/<int:step_id>", forms.PersonForm, "my_evaluation")
def answer(hand: Hand, form: forms.PersonForm, step_id: int) -> dict[str, Any]:
    """Answer the questions of an evaluation."""
    given = request.form.items()
    said = {name.removeprefix(ANSWER): text for name, text in given if name.startswith(ANSWER)}
    return evaluation.answer(hand.event_id, step_id, hand.person_id, said, once())


@phone.get("/idea/<int:idea_id>/history/<field>")
@allow("participant")
def history(code: str, idea_id: int, field: str) -> Any:
    """Every text a field of one's own sheet has had."""
    actor = current_actor()
    if idea_id not in queries.own_ideas(actor.event_id, actor.participant_id):
        raise Refusal("not_your_idea")
    return render_template(
        "ideas/history.html",
        event=actor.event,
        field=queries.field_called(actor.event_id, field),
        wordings=queries.history_of(actor.event_id, idea_id, field),
        version=queries.version_of_field(idea_id, field),
        key=fresh_key(),
    )
