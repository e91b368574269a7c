"""What somebody sees of their own: their team's sheet, where they are sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.ideas.items.sheets import (
    MESSAGES_SHOWN,
    Sheet,
    ideas_of_teams,
    myself,
    people_ids,
    read_sheets,
    team_item,
)
from eventlab.ideas.models import (
    Idea,
)
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows, follows_each
from eventlab.matchmaking.models import Member, Team
from eventlab.matchmaking.queries import teams_of
from eventlab.sessions.models import Participant


@dataclass
class Own:
    """Somebody's team and the sheets they may write on, and the names beside the texts."""

    person_id: str
    team: Team | None
    sheets: dict[str, Sheet]
    names: dict[str, str]


def _load_own(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Own]:
    people = people_ids(session, event_id, ids)
    team_of = _teams_of(session, event_id)
    ideas = list(session.scalars(select(Idea).where(Idea.event_id == event_id)))
    if ids is not None:
        numbers = {team_of[one].number for one in people if one in team_of} | {0}
        ideas = [one for one in ideas if one.person_id in people or one.team_number in numbers]
    sheets = read_sheets(session, ideas).values()
    names = _names(session, sheets)
    return {
        one: Own(one, team_of.get(one), _theirs(one, team_of.get(one), sheets), names)
        for one in people
    }


def _teams_of(session: Session, event_id: int) -> dict[str, Team]:
    teams = {team.id: team for team in teams_of(session, event_id)}
    members = select(Member).where(Member.team_id.in_(teams))
    return {one.participant_id: teams[one.team_id] for one in session.scalars(members)}


def _theirs(person_id: str, team: Team | None, sheets: Iterable[Sheet]) -> dict[str, Sheet]:
    found = {}
    for sheet in sheets:
        number = sheet.idea.team_number
        if team is not None and number == team.number:
            found["team"] = sheet
        elif number == 0:
            found["room"] = sheet
        elif sheet.idea.person_id == person_id:
            found["person"] = sheet
    return found


def _names(session: Session, sheets: Iterable[Sheet]) -> dict[str, str]:
    """The first names of all who wrote, or are writing: {participant id: name}."""
    hands: set[str | None] = set()
    for sheet in sheets:
        hands |= {one.person_id for one in sheet.entries} | {one.person_id for one in sheet.beside}
        hands |= {one.person_id for one in sheet.writing}
    query = select(Participant.id, Participant.name).where(Participant.id.in_(hands - {None}))
    return dict(session.execute(query).all())


def _own(row: Own) -> Item:
    return {
        "team": team_item(row.team),
        "sheets": {name: _own_sheet(sheet, row.names) for name, sheet in row.sheets.items()},
    }


def _own_sheet(sheet: Sheet, names: dict[str, str]) -> Item:
    return {
        "id": sheet.idea.id,
        "number": sheet.idea.number,
        "hidden": sheet.idea.hidden,
        "reason": sheet.idea.reason,
        "texts": {
            entry.field: {
                "text": entry.text,
                "version": entry.version,
                "by": names.get(entry.person_id or "", ""),
                "at": entry.at,
                "personal": entry.field in sheet.personal,
            }
            for entry in sheet.entries
        },
        "beside": [
            {
                "id": one.id,
                "field": one.field,
                "text": one.text,
                "by": names.get(one.person_id or "", ""),
                "person": one.person_id,
            }
            for one in sheet.beside
        ],
        "writing": [
            {
                "person": w.person_id,
                "name": names.get(w.person_id, ""),
                "field": w.field,
                "at": w.at,
            }
            for w in sheet.writing
        ],
        "drawings": [{"id": d.id, "state": d.state} for d in sheet.drawings],
        "calls": [
            {
                "id": call.id,
                "what": call.what,
                "words": call.words,
                "sent": call.sent_id is not None,
                "at": call.at,
            }
            for call in sheet.calls
        ],
        "messages": [
            {"id": m.id, "text": m.text, "at": m.at} for m in sheet.messages[-MESSAGES_SHOWN:]
        ],
    }


register(
    Kind(
        "my_idea",
        _load_own,
        private=_own,
        owner=lambda row: row.person_id,
        own_ids=myself,
        stored_in=(Team.event_id, Idea.event_id),
        nothing={"team": None, "sheets": {}},
    )
)


def _team_mates(session: Session, event_id: int, ids: Collection[str]) -> set[str]:
    """Those who read the names of ``ids`` beside texts: their teams, or everybody on one sheet."""
    shared = select(Idea.id).where(Idea.event_id == event_id, Idea.team_number == 0)
    if session.scalar(shared) is not None:
        return set(people_ids(session, event_id, None))
    theirs = select(Member.team_id).where(Member.participant_id.in_(ids))
    mates = select(Member.participant_id).where(Member.team_id.in_(theirs))
    return set(session.scalars(mates)) | set(people_ids(session, event_id, ids))


def _members(session: Session, _event_id: int, teams: Collection[str]) -> list[str]:
    numbers = [int(one) for one in teams]
    theirs = select(Member.participant_id).where(Member.team_id.in_(numbers))
    return list(session.scalars(theirs))


def _same(_session: Session, _event_id: int, ids: Collection[str]) -> Collection[str]:
    return ids


follows_each("my_idea", "participant", _team_mates)
follows_each("my_idea", "my_team", _same)
follows_each("my_idea", "team", _members)
follows_each("sheet", "team", ideas_of_teams)
follows_each("idea", "team", ideas_of_teams)
follows("work", "room", "team", "my_team")
