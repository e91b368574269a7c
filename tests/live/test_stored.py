"""What follows from an empty table is not read, and looks as if it had been."""

from __future__ import annotations

from typing import Any

from eventlab.extensions import reading
from eventlab.live.board import Viewer, kinds, render_private, snapshot
from eventlab.live.stored import filled
from eventlab.matchmaking.models import Team
from eventlab.sessions.models import Participant
from tests.factories import Factory


def test_a_table_is_filled_by_the_rows_of_its_own_event_only(app: object, make: Factory):
    here, there = make.event(), make.event()
    make.person(there)
    with reading() as session:
        assert filled(session, here.id, [Participant.event_id, Team.event_id]) == set()
        assert filled(session, there.id, [Participant.event_id]) == {Participant.event_id}
    make.person(here)
    with reading() as session:
        assert filled(session, here.id, [Participant.event_id]) == {Participant.event_id}


def test_nothing_looks_as_what_would_be_read(app: object, make: Factory):
    event = make.event("post")
    person = make.person(event).id
    with reading() as session:
        seen: dict[str, Any] = snapshot(session, event.id, Viewer("phone", person))["items"]
        for kind in kinds():
            if kind.stored_in and kind.own_ids:
                ids = kind.own_ids(session, event.id, person)
                read = render_private(session, event.id, kind, ids).get(person, {}) if ids else {}
                assert seen.get(kind.name, {}) == read, kind.name
