"""*Mine belongs there*, from a phone and at a kiosk."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from eventlab.boards.forms.themes import KioskProposalForm, ProposalForm
from eventlab.boards.services.proposals import propose_theme
from eventlab.boards.views.kiosk import author_of
from eventlab.sessions.access import allow, current_actor
from eventlab.sessions.answers import told
from eventlab.sessions.forms import checked, once

blueprint = Blueprint("proposals", __name__, url_prefix="/e/<code>")


@blueprint.post("/proposals")
@allow("participant")
def propose(code: str) -> Any:
    """Say where one's problem belongs."""
    actor = current_actor()
    form = checked(ProposalForm())
    said = propose_theme(
        actor.event_id, actor.participant_id, form.problem.data, form.theme.data, once=once()
    )
    ids = [str(form.problem.data)]
    return told("mine", actor.participant_id, "surfaces.phone", code, ids, **said)


@blueprint.post("/kiosk/proposals")
@allow("helper")
def propose_for(code: str) -> Any:
    """Say where a problem belongs, for its author."""
    actor = current_actor()
    form = checked(KioskProposalForm())
    author = author_of(form.author.data)
    said = propose_theme(
        actor.event_id,
        author,
        form.problem.data,
        form.theme.data,
        form.channel_by(actor.staff_mark),
        once(),
    )
    return told("mine", author, "kiosk.kiosk", code, [str(form.problem.data)], **said)
