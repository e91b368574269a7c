"""Voting, from a phone and at a kiosk, and the chart of what a vote gave."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from eventlab.boards.ballot_words import (
    going_key,
    going_words,
    in_sight_words,
    sentences,
    side_labels,
)
from eventlab.boards.forms.ballots import (
    ChoiceForm,
    DotForm,
    FinishForm,
    KioskChoiceForm,
    KioskDotForm,
    KioskFinishForm,
    dots_by_line,
)
from eventlab.boards.models import Ballot
from eventlab.boards.queries import going_of, lines_now
from eventlab.boards.rules.ballots import order_for
from eventlab.boards.rules.chart import SHAPES, Going, Shape, draw_up
from eventlab.boards.rules.results import Result, result_of
from eventlab.boards.services import ballots, votes
from eventlab.boards.services.ballots import Lines
from eventlab.boards.views.kiosk import author_of
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.sessions.access import Actor, allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("ballots", __name__, url_prefix="/e/<code>")


@blueprint.post("/ballots/<int:ballot_id>/dots")
@allow("participant")
def give_dot(code: str, ballot_id: int) -> Any:
    """Give a dot to a line, or take it back."""
    actor, form = current_actor(), checked(DotForm())
    left = votes.give_dot(
        actor.event_id,
        actor.participant_id,
        ballot_id,
        form.line.data,
        form.number.data,
        once=once(),
    )
    return done("surfaces.phone", code, **left)


@blueprint.post("/ballots/<int:ballot_id>/choice")
@allow("participant")
def fill_ballot(code: str, ballot_id: int) -> Any:
    """Put a whole choice in the place of the one before."""
    checked(ChoiceForm())
    actor = current_actor()
    left = votes.fill_ballot(
        actor.event_id, actor.participant_id, ballot_id, dots_by_line(), once=once()
    )
    return done("surfaces.phone", code, **left)


@blueprint.post("/ballots/<int:ballot_id>/finish")
@allow("participant")
def finish(code: str, ballot_id: int) -> Any:
    """Say that one has finished, or goes on."""
    actor, form = current_actor(), checked(FinishForm())
    said = votes.finish_ballot(
        actor.event_id, actor.participant_id, ballot_id, form.done.data, once=once()
    )
    return done("surfaces.phone", code, **said)


@blueprint.post("/kiosk/ballots/<int:ballot_id>/dots")
@allow("helper")
def give_dot_for(code: str, ballot_id: int) -> Any:
    """Give a dot for somebody, or take it back."""
    actor, form = current_actor(), checked(KioskDotForm())
    left = votes.give_dot(
        actor.event_id,
        author_of(form.author.data),
        ballot_id,
        form.line.data,
        form.number.data,
        form.channel_by(actor.staff_mark),
        once(),
    )
    return done("kiosk.kiosk", code, **left)


@blueprint.post("/kiosk/ballots/<int:ballot_id>/choice")
@allow("helper")
def fill_ballot_for(code: str, ballot_id: int) -> Any:
    """Put somebody's whole choice in the place of the one before."""
    actor, form = current_actor(), checked(KioskChoiceForm())
    left = votes.fill_ballot(
        actor.event_id,
        author_of(form.author.data),
        ballot_id,
        dots_by_line(),
        form.channel_by(actor.staff_mark),
        once(),
    )
    return done("kiosk.kiosk", code, **left)


@blueprint.post("/kiosk/ballots/<int:ballot_id>/finish")
@allow("helper")
def finish_for(code: str, ballot_id: int) -> Any:
    """Say that somebody has finished, or goes on."""
    actor, form = current_actor(), checked(KioskFinishForm())
    said = votes.finish_ballot(
        actor.event_id,
        author_of(form.author.data),
        ballot_id,
        form.done.data,
        form.channel_by(actor.staff_mark),
        once(),
    )
    return done("kiosk.kiosk", code, **said)


@blueprint.get("/ballots/<int:ballot_id>/chart.svg")
@allow("participant", "screen")
def chart(code: str, ballot_id: int) -> Any:
    """What the room was shown of a closed vote, as one drawing.

    ``?shape=`` wall, phone or paper. ``?stage=``: a facilitator may look ahead.
    """
    shape = SHAPES.get(request.args.get("shape", "phone"))
    if shape is None:
        raise Refusal("bad_request")
    actor = current_actor()
    with reading() as session:
        ballot = ballots.ballot_of(session, actor.event_id, ballot_id)
        lines = lines_now(session, [ballot])[ballot.id]
        going = going_of(session, ballot)
    stage = _stage_for(actor, ballot)
    result = result_of(in_words(lines), ballot.totals)
    return Response(_drawn(actor, result, stage, shape, going), content_type="image/svg+xml")


def _stage_for(actor: Actor, ballot: Ballot) -> int:
    if ballot.state == "open":
        raise Refusal("ballot_still_open")
    asked = request.args.get("stage", "")
    stage = ballot.stage
    if asked in ("1", "2") and "facilitator" in actor.roles:
        stage = int(asked)
    if stage == 0:
        raise Refusal("results_waiting")
    return stage


def _drawn(actor: Actor, result: Result, stage: int, shape: Shape, going: set[int]) -> str:
    labels = side_labels(actor.event.labels if actor.event else {})
    says = sentences(result, stage, labels)
    if (rest := len(result.lines) - shape.most) > 0:
        says.append(_rest(rest))
    later, chosen, spoken = sentences(result, 2, labels), None, list[str]()
    if going:
        kept = in_sight_words(result, going, labels)
        says, later = says + (kept if stage > 1 else []), later + kept
        chosen, spoken = Going(going, going_key()), [going_words(result, going)]
    drawn = draw_up(result, stage, shape, says, later, chosen)
    return render_template(
        "boards/ballot_chart.svg",
        chart=drawn,
        title=_title(sum(result.voters.values())),
        says=[*spoken, *says],
        labels=labels,
    )


def _rest(number: int) -> str:
    return ngettext(
        "%(num)s autre ligne a moins de voix.", "%(num)s autres lignes ont moins de voix.", number
    )


def _title(voters: int) -> str:
    return ngettext(
        "Résultat du vote de %(num)s personne", "Résultat du vote de %(num)s personnes", voters
    )


def in_words(lines: Lines) -> Lines:
    """The lines of a ballot, with words in the place of a text that is withheld."""
    return [line | {"title": _("Texte retiré")} if line.get("withheld") else line for line in lines]


def in_own_order(lines: Lines, ballot_id: int, person: str) -> Lines:
    """The lines of a ballot in a person's own order, for pages without a script."""
    by_id = {line["id"]: line for line in in_words(lines)}
    return [by_id[line] for line in order_for(ballot_id, person, by_id)]


def most_dots_first(lines: Lines, dots: dict[str, dict[str, int]]) -> Lines:
    """The lines of a shown ballot as the room ranked them."""
    return sorted(in_words(lines), key=lambda line: -dots[str(line["id"])]["room"])
