"""Team lists for the wall of the room: a page any browser prints, or a PDF, A3 and large type."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.live.board import kind_named, render
from eventlab.machine import missing_pdf_packages
from eventlab.printing import CannotPrint, make_pdf
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.language import speaking

blueprint = Blueprint("desk_team_lists", __name__, url_prefix="/e/<code>/desk/teams")


@blueprint.get("/print")
@allow("facilitator")
def lists(code: str) -> Any:
    """The lists as a page."""
    return _page()


@blueprint.get("/print.pdf")
@allow("facilitator")
def pdf(code: str) -> Response:
    """The lists as a PDF. Raises ``no_pdf`` where the machine cannot make one."""
    if missing_pdf_packages():
        raise Refusal("no_pdf")
    try:
        content = make_pdf(_page())
    except CannotPrint as wrong:
        raise Refusal("no_pdf") from wrong
    answer = Response(content, content_type="application/pdf")
    name = f"{code}-{_('equipes')}.pdf"
    answer.headers.set("Content-Disposition", "inline", filename=name)
    return answer


def _page() -> str:
    actor = current_actor()
    assert actor.event
    with reading() as session:
        shown = render(session, actor.event_id, kind_named("team"), "screen", None)
    teams = [team for team in shown.values() if team is not None]
    with speaking(actor.event.language):
        return render_template(
            "matchmaking/team_lists.html",
            event=actor.event,
            teams=sorted(teams, key=_by_table),
            pdf=not missing_pdf_packages(),
        )


def _by_table(team: dict[str, Any]) -> tuple[int, int]:
    table = team["table"]
    return (int(table) if table.isdecimal() else 999, team["number"])
