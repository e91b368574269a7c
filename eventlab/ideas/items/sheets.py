"""A sheet with all that lies on its table, read once for every audience."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.rules.privacy import find_personal_data
from eventlab.ideas.models import (
    HelpCall,
    Idea,
    IdeaDrawing,
    IdeaEntry,
    IdeaWording,
    IdeaWriting,
    TableMessage,
)
from eventlab.live.board import Item
from eventlab.matchmaking.models import Team
from eventlab.matchmaking.queries import teams_of
from eventlab.sessions.models import Participant

MESSAGES_SHOWN = 3
CLOCK = ("planned_ms", "started_ms", "paused_ms", "paused_total_ms", "extra_ms")


@dataclass
class Sheet:
    """An idea with all that lies on its table, read once for every audience."""

    idea: Idea
    team: Team | None = None
    entries: list[IdeaEntry] = field(default_factory=list)
    beside: list[IdeaWording] = field(default_factory=list)
    writing: list[IdeaWriting] = field(default_factory=list)
    drawings: list[IdeaDrawing] = field(default_factory=list)
    calls: list[HelpCall] = field(default_factory=list)
    messages: list[TableMessage] = field(default_factory=list)

    @cached_property
    def personal(self) -> dict[str, list[list[object]]]:
        """Where something personal seems to be: {field: [[kind, start, end], ...]}."""
        found = {key: find_personal_data(text) for key, text in self.texts.items()}
        return {
            key: [[f.kind, f.start, f.end] for f in spans] for key, spans in found.items() if spans
        }

    @property
    def texts(self) -> dict[str, str]:
        """What is written: {field: text}."""
        return {entry.field: entry.text for entry in self.entries if entry.text}


def read_sheets(session: Session, ideas: Iterable[Idea]) -> dict[int, Sheet]:
    sheets = {idea.id: Sheet(idea) for idea in ideas}
    if not sheets:
        return {}
    event_id = next(iter(sheets.values())).idea.event_id
    teams = {team.number: team for team in teams_of(session, event_id)}
    for sheet in sheets.values():
        sheet.team = teams.get(sheet.idea.team_number or 0)
    lying: dict[str, Any] = {
        "entries": select(IdeaEntry),
        "beside": select(IdeaWording).where(IdeaWording.state == "beside"),
        "writing": select(IdeaWriting).order_by(IdeaWriting.at, IdeaWriting.person_id),
        "drawings": select(IdeaDrawing).order_by(IdeaDrawing.id),
        "calls": select(HelpCall).where(HelpCall.open.is_(True)).order_by(HelpCall.id),
        "messages": select(TableMessage).order_by(TableMessage.id),
    }
    for name, query in lying.items():
        table = query.column_descriptions[0]["entity"]
        for row in session.scalars(query.where(table.idea_id.in_(sheets))):
            getattr(sheets[row.idea_id], name).append(row)
    return sheets


def team_item(team: Team | None) -> Item | None:
    if team is None:
        return None
    return {
        "number": team.number,
        "name": team.name,
        "table": team.table,
        "theme": team.theme_id,
    }


def load_sheets(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Sheet]:
    query = select(Idea).where(Idea.event_id == event_id)
    if ids is not None:
        query = query.where(Idea.id.in_([int(one) for one in ids]))
    return {str(key): sheet for key, sheet in read_sheets(session, session.scalars(query)).items()}


def people_ids(session: Session, event_id: int, ids: Collection[str] | None) -> list[str]:
    query = select(Participant.id).where(Participant.event_id == event_id)
    if ids is not None:
        query = query.where(Participant.id.in_(ids))
    return list(session.scalars(query))


def myself(_session: Session, _event_id: int, person_id: str) -> list[str]:
    return [person_id]


def ideas_of_teams(session: Session, event_id: int, teams: Collection[str]) -> list[int]:
    """The ideas of these teams; every idea of the event, when a team is not there any more."""
    asked = [int(one) for one in teams]
    numbers = list(session.scalars(select(Team.number).where(Team.id.in_(asked))))
    query = select(Idea.id).where(Idea.event_id == event_id)
    if len(numbers) == len(asked):
        query = query.where(Idea.team_number.in_(numbers))
    return list(session.scalars(query))
