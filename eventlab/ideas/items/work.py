"""How the work of the teams looks at the desk and to the room; who is sent where."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.ideas.items.sheets import (
    MESSAGES_SHOWN,
    Sheet,
    load_sheets,
    myself,
    people_ids,
    read_sheets,
    team_item,
)
from eventlab.ideas.models import (
    HelpCall,
    Idea,
)
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows_each
from eventlab.matchmaking.models import Team
from eventlab.matchmaking.queries import teams_of
from eventlab.sessions.models import Participant


def _desk_sheet(sheet: Sheet) -> Item:
    return {
        "number": sheet.idea.number,
        "team": team_item(sheet.team),
        "person": sheet.idea.person_id,
        "hidden": sheet.idea.hidden,
        "reason": sheet.idea.reason,
        "texts": sheet.texts,
        "personal": sheet.personal,
        "beside": len(sheet.beside),
        "drawings": [{"id": d.id, "state": d.state} for d in sheet.drawings],
    }


register(Kind("sheet", load_sheets, {"desk": _desk_sheet}))


def _load_work(session: Session, event_id: int, _ids: Collection[str] | None) -> dict[str, Item]:
    ideas = session.scalars(select(Idea).where(Idea.event_id == event_id))
    read = read_sheets(session, ideas).values()
    sheets = {one.idea.team_number: one for one in read if one.idea.person_id is None}
    tables: list[tuple[int, Team | None]] = [
        (team.number, team) for team in teams_of(session, event_id)
    ]
    if 0 in sheets:
        tables.insert(0, (0, None))
    alone = [
        {"person": one.idea.person_id, "calls": _calls(one)}
        for one in read
        if one.idea.person_id is not None and one.calls
    ]
    progress = [_progress(number, team, sheets.get(number)) for number, team in tables]
    return {"room": {"tables": progress, "alone": alone}}


def _calls(sheet: Sheet) -> list[Item]:
    return [
        {"id": c.id, "what": c.what, "words": c.words, "sent": c.sent_id, "at": c.at}
        for c in sheet.calls
    ]


def _progress(number: int, team: Team | None, sheet: Sheet | None) -> Item:
    sheet = sheet or Sheet(Idea())
    return {
        "number": number,
        "name": team.name if team else "",
        "table": team.table if team else "",
        "theme": team.theme_id if team else None,
        "idea": sheet.idea.id,
        "filled": sorted(sheet.texts),
        "at": max((entry.at for entry in sheet.entries), default=None),
        "calls": _calls(sheet),
        "messages": [m.text for m in sheet.messages[-MESSAGES_SHOWN:]],
    }


_FOR_THE_ROOM = ("number", "name", "table", "theme", "filled")


def _screen_work(work: Item) -> Item:
    return {
        "tables": [
            {name: one[name] for name in _FOR_THE_ROOM}
            | {"calls": [call["what"] for call in one["calls"] if not call["sent"]]}
            for one in work["tables"]
        ]
    }


register(Kind("work", _load_work, {"desk": dict, "screen": _screen_work}))


def _load_errands(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, tuple[str, list[Item]]]:
    people = people_ids(session, event_id, ids)
    teams = {team.number: team for team in teams_of(session, event_id)}
    rows = session.execute(
        select(HelpCall, Idea.team_number, Participant.name)
        .join(Idea, Idea.id == HelpCall.idea_id)
        .outerjoin(Participant, Participant.id == Idea.person_id)
        .where(HelpCall.open.is_(True), HelpCall.sent_id.in_(people), Idea.event_id == event_id)
        .order_by(HelpCall.id)
    ).all()
    errands: dict[str, list[Item]] = {}
    for call, number, name in rows:
        team = team_item(teams.get(number or 0))
        table = {"id": call.id, "team": team, "name": name or "", "words": call.words}
        errands.setdefault(str(call.sent_id), []).append(table)
    return {one: (one, errands.get(one, [])) for one in people}


register(
    Kind(
        "my_errand",
        _load_errands,
        private=lambda row: {"calls": row[1]},
        owner=lambda row: row[0],
        own_ids=myself,
        stored_in=(Idea.event_id,),
        nothing={"calls": []},
    )
)


def _everybody_sent(session: Session, event_id: int, _ids: Collection[str]) -> list[str]:
    sent = (
        select(HelpCall.sent_id)
        .join(Idea, Idea.id == HelpCall.idea_id)
        .where(Idea.event_id == event_id, HelpCall.sent_id.is_not(None))
    )
    return [str(one) for one in session.scalars(sent)]


follows_each("my_errand", "team", _everybody_sent)
follows_each("my_errand", "participant", _everybody_sent)  # by name
