"""Forming teams at the desk: solve, change by hand, lock, publish; and what may be asked first."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request
from flask_wtf import FlaskForm

from eventlab.errors import Refusal
from eventlab.extensions import reading, socketio
from eventlab.matchmaking.forms import teams as forms
from eventlab.matchmaking.queries import asking
from eventlab.matchmaking.queries.forming import teams_step
from eventlab.matchmaking.services import links, solving, team_names, team_plan, versions, wishes
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import done
from eventlab.sessions.forms import checked, once
from eventlab.sessions.services import programme

blueprint = Blueprint("desk_teams", __name__, url_prefix="/e/<code>/desk/teams")

WHAT = ("move", "swap", "seat", "mend")


def _done(code: str, stored: dict[str, Any] | None = None) -> Any:
    return done("surfaces.desk", code, **(stored or {}))


@blueprint.post("/solve")
@allow("facilitator")
def solve(code: str) -> Any:
    """Have the teams worked out; the answer comes by the board."""
    actor, form = current_actor(), checked(forms.SeenForm())
    answer, job = solving.start_solve(actor.event_id, form.version.data, actor.staff_mark, once())
    if job is not None:
        socketio.start_background_task(solving.run, job)
    return _done(code, answer)


@blueprint.post("/cancel")
@allow("facilitator")
def cancel(code: str) -> Any:
    """Stop working them out: the best found so far is kept."""
    checked(FlaskForm())
    solving.cancel_solve(current_actor().event_id, once())
    return _done(code)


@blueprint.post("/publish")
@allow("facilitator")
def publish(code: str) -> Any:
    """Tell the room."""
    actor, form = current_actor(), checked(forms.SeenForm())
    return _done(
        code, versions.publish(actor.event_id, form.version.data, actor.staff_mark, once())
    )


@blueprint.post("/move")
@allow("facilitator")
def move(code: str) -> Any:
    """Seat people in other teams."""
    actor, form = current_actor(), checked(forms.MovesForm())
    moves = forms.moves_of(form.moves.data or "")
    what = form.what.data if form.what.data in WHAT else "move"
    stored = versions.move_people(
        actor.event_id,
        form.version.data,
        moves,
        actor.staff_mark,
        once(),
        what=what,
        out=form.out.data == "true",
    )
    return _done(code, stored)


@blueprint.post("/lock")
@allow("facilitator")
def lock(code: str) -> Any:
    """Lock a person in their team or on a theme; or lock or open a whole team."""
    actor, form = current_actor(), checked(forms.LockForm())
    reason, seen = form.reason.data or "", form.version.data
    if form.team.data is not None:
        state = "locked" if form.state.data == "locked" else "open"
        stored = versions.lock_team(
            actor.event_id, seen, form.team.data, state, reason, actor.staff_mark, once()
        )
        return _done(code, stored)
    stored = versions.lock_person(
        actor.event_id,
        seen,
        form.person.data or "",
        form.theme.data,
        reason,
        actor.staff_mark,
        once(),
    )
    return _done(code, stored)


@blueprint.post("/unlock")
@allow("facilitator")
def unlock(code: str) -> Any:
    """Take people's locks away."""
    actor, form = current_actor(), checked(forms.PeopleForm())
    people = [one for one in (form.people.data or "").split(",") if one]
    stored = versions.unlock_people(
        actor.event_id, form.version.data, people, actor.staff_mark, once()
    )
    return _done(code, stored)


@blueprint.post("/start")
@allow("facilitator")
def start(code: str) -> Any:
    """Work begins: nobody is moved by a solve any more. Or it has not begun after all."""
    actor, form = current_actor(), checked(forms.SwitchForm())
    started = form.value.data == "true"
    stored = versions.start_teams(
        actor.event_id, form.version.data, started, actor.staff_mark, once()
    )
    return _done(code, stored)


@blueprint.post("/undo")
@allow("facilitator")
def undo(code: str) -> Any:
    """Go back to the version before."""
    form = checked(forms.SeenForm())
    return _done(code, versions.undo_teams(current_actor().event_id, form.version.data, once()))


@blueprint.post("/redo")
@allow("facilitator")
def redo(code: str) -> Any:
    """Do again what was undone."""
    form = checked(forms.SeenForm())
    return _done(code, versions.redo_teams(current_actor().event_id, form.version.data, once()))


@blueprint.post("/return")
@allow("facilitator")
def back(code: str) -> Any:
    """Take an older version in hand again."""
    actor, form = current_actor(), checked(forms.BackForm())
    stored = versions.return_to(
        actor.event_id, form.version.data, form.to.data, actor.staff_mark, once()
    )
    return _done(code, stored)


# --- How the teams are to be ---------------------------------------------------------------------


@blueprint.post("/counts")
@allow("facilitator")
def counts(code: str) -> Any:
    """How many teams of each theme: ``theme:teams`` pairs; nothing for as many as the votes say."""
    form = checked(forms.TextForm())
    wanted = {int(theme): number for theme, number in _theme_pairs(form.value.data or "")}
    team_plan.set_counts(current_actor().event_id, wanted, once())
    return _done(code)


def _theme_pairs(text: str) -> list[tuple[str, int]]:
    given = forms.pairs(text)
    forms.numbers(",".join(theme for theme, _ in given))
    return given


@blueprint.post("/total")
@allow("facilitator")
def total(code: str) -> Any:
    """So many teams in all."""
    form = checked(forms.NumberForm())
    team_plan.set_total(current_actor().event_id, form.value.data, once())
    return _done(code)


@blueprint.post("/without")
@allow("facilitator")
def without(code: str) -> Any:
    """In how many teams nobody of a role is asked for: in all, or ``theme:teams`` of some."""
    form = checked(forms.WithoutForm())
    themes = {int(theme): number for theme, number in _theme_pairs(form.themes.data or "")}
    team_plan.set_without(
        current_actor().event_id, form.role.data or "", form.value.data or 0, themes, once()
    )
    return _done(code)


@blueprint.post("/sizes")
@allow("facilitator")
def sizes(code: str) -> Any:
    """How many people a team has: a setting of the step, undone with it."""
    actor, form = current_actor(), checked(forms.SizesForm())
    least, most = sorted((form.smallest.data, form.largest.data))
    with reading() as session:
        step = teams_step(session, actor.event_id)
    if step is None:
        raise Refusal("no_such_step")
    settings = {**step.settings, "smallest": least, "largest": most}
    fields = {"settings": settings}
    programme.edit_step(actor.event_id, step.id, fields, actor.staff_mark, once())
    return _done(code)


@blueprint.post("/places")
@allow("facilitator")
def places(code: str) -> Any:
    """The tables: a 1 for each that one comes to without a step, a 0 for the others."""
    form = checked(forms.TextForm())
    given = forms.numbers(form.value.data or "")
    team_plan.set_places(current_actor().event_id, [bool(one) for one in given], once())
    return _done(code)


@blueprint.post("/order")
@allow("facilitator")
def order(code: str) -> Any:
    """What matters most, first."""
    form = checked(forms.TextForm())
    team_plan.set_order(current_actor().event_id, (form.value.data or "").split(","), once())
    return _done(code)


@blueprint.post("/mode")
@allow("facilitator")
def mode(code: str) -> Any:
    """What a change by hand may break."""
    form = checked(forms.TextForm())
    team_plan.set_mode(current_actor().event_id, form.value.data or "", once())
    return _done(code)


@blueprint.post("/leads")
@allow("facilitator")
def leads(code: str) -> Any:
    """Whether somebody leads their team's work."""
    form = checked(forms.PersonForm())
    leading = form.value.data == "true"
    wishes.set_facilitates(current_actor().event_id, form.person.data or "", leading, once())
    return _done(code)


@blueprint.post("/until")
@allow("facilitator")
def until(code: str) -> Any:
    """Say when somebody leaves."""
    form = checked(forms.UntilForm())
    person, minute = form.person.data or "", form.minute()
    return _done(code, wishes.set_until(current_actor().event_id, person, minute, once()))


@blueprint.post("/<int:number>/name")
@allow("facilitator")
def name(code: str, number: int) -> Any:
    """Name a published team."""
    form = checked(forms.NameForm())
    team_names.name_team(current_actor().event_id, number, form.name.data or "", once())
    return _done(code)


@blueprint.post("/links")
@allow("facilitator")
def link(code: str) -> Any:
    """Put a link between two people."""
    form = checked(forms.LinkForm())
    stored = links.set_link(
        current_actor().event_id,
        form.kind.data or "",
        form.one.data or "",
        form.other.data or "",
        form.reason.data or "",
        once(),
    )
    return _done(code, stored)


@blueprint.post("/links/<int:link_id>/name")
@allow("facilitator")
def name_link(code: str, link_id: int) -> Any:
    """Say whom somebody wants to sit apart from."""
    form = checked(forms.PersonForm())
    links.name_apart(current_actor().event_id, link_id, form.person.data or "", once())
    return _done(code)


@blueprint.post("/links/remove")
@allow("facilitator")
def remove_links(code: str) -> Any:
    """Take links away."""
    form = checked(forms.TextForm())
    links.remove_links(current_actor().event_id, forms.numbers(form.value.data or ""), once())
    return _done(code)


# --- What may be asked first ---------------------------------------------------------------------


def _seen() -> int:
    given = forms.numbers(request.args.get("version", "0"))
    return given[0] if given else 0


@blueprint.get("/proposal.json")
@allow("facilitator")
def proposal(code: str) -> Any:
    """What moves would do: ``?version=&moves=person:team,...&linked=true``."""
    moves = forms.moves_of(request.args.get("moves", ""))
    if not moves:
        raise Refusal("bad_request")
    linked = request.args.get("linked") == "true"
    with reading() as session:
        told = asking.proposal(session, current_actor().event_id, _seen(), moves, linked)
    return jsonify(told)


@blueprint.get("/arrival.json")
@allow("facilitator")
def arrival(code: str) -> Any:
    """Where somebody who has just come can sit: ``?version=&person=``."""
    person = request.args.get("person", "")
    with reading() as session:
        return jsonify(asking.arrivals(session, current_actor().event_id, _seen(), person))


@blueprint.get("/departure.json")
@allow("facilitator")
def departure(code: str) -> Any:
    """What to do after people have left: ``?version=``."""
    with reading() as session:
        return jsonify(asking.departures(session, current_actor().event_id, _seen()))


@blueprint.get("/why.json")
@allow("facilitator")
def why(code: str) -> Any:
    """Why somebody sits where they sit: ``?version=&person=``."""
    person = request.args.get("person", "")
    with reading() as session:
        return jsonify(asking.why(session, current_actor().event_id, _seen(), person))


@blueprint.get("/compare.json")
@allow("facilitator")
def compare(code: str) -> Any:
    """What going back to another version would change: ``?version=&to=``."""
    other = forms.numbers(request.args.get("to", "")) or [0]
    with reading() as session:
        told = asking.comparison(session, current_actor().event_id, _seen(), other[0])
    return jsonify(told)
