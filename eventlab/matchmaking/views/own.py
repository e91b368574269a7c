"""How a write about one person is answered: with what that person now sees of it."""

from __future__ import annotations

from typing import Any

from eventlab.extensions import reading
from eventlab.live.board import kind_named, render_private
from eventlab.sessions.access import current_actor
from eventlab.sessions.answers import done


def told(kind: str, person: str, back: str, code: str) -> Any:
    """``{"items": {kind: {id: item}}}`` of this person, to a script; the page ``back`` to a form.

    The item itself, before its news: a second tap must start from what the first one stored.
    """
    with reading() as session:
        mine = render_private(session, current_actor().event_id, kind_named(kind), [person])
    return done(back, code, items={kind: mine.get(person, {})})
