"""The drawings as pictures, for whom may see them."""

from __future__ import annotations

from flask import Blueprint, Response

from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.ideas import queries
from eventlab.sessions.access import allow, current_actor

blueprint = Blueprint("drawings", __name__, url_prefix="/e/<code>/ideas/drawings")


@blueprint.get("/<int:drawing_id>.jpg")
@allow("participant", "screen")
def drawing(code: str, drawing_id: int) -> Response:
    """A drawing: to its team and the desk always, to others once it is approved."""
    actor = current_actor()
    with reading() as session:
        found = queries.drawing_for(session, actor.event_id, drawing_id)
        if found is None:
            raise Refusal("no_such_drawing")
        public, idea_id = found
        own = actor.person and idea_id in queries.own_ideas(actor.event_id, actor.person)
        if not (public or own or "facilitator" in actor.roles):
            raise Refusal("no_such_drawing")
        answer = Response(queries.drawing_jpeg(session, drawing_id), content_type="image/jpeg")
    answer.cache_control.private = True
    answer.cache_control.no_cache = True  # hidden means gone: ask each time
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer
