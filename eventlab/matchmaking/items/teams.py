"""How teams look to each audience: the room's teams, mine, my links, and the desk's draft."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventlab.boards.models import Theme
from eventlab.live.board import Item, Kind, register
from eventlab.live.journal import follows, follows_each
from eventlab.matchmaking.engine.model import STARTED
from eventlab.matchmaking.models import Link, Member, Team, TeamPlan, TeamTrait, TeamVersion, Wish
from eventlab.matchmaking.queries.drafts import draft_of
from eventlab.matchmaking.queries.forming import places_of
from eventlab.sessions.models import Participant
from eventlab.sessions.queries import not_blank_slip
from eventlab.sessions.rules.codes import fold

Row = dict[str, Any]

# --- Teams, as the room knows them ---------------------------------------------------------------


def _load_teams(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Row]:
    query = select(Team, Theme).outerjoin(Theme, Theme.id == Team.theme_id)
    query = query.where(Team.event_id == event_id)
    if ids is not None:
        query = query.where(Team.id.in_([int(i) for i in ids]))
    rows: dict[int, Row] = {
        team.id: {"team": team, "theme": theme, "people": []}
        for team, theme in session.execute(query)
    }
    plan = session.get(TeamPlan, event_id)
    people = session.execute(
        select(Member.team_id, Member.since, Participant.name, Participant.perspective)
        .join(Participant, Participant.id == Member.participant_id)
        .where(Member.team_id.in_(rows), Participant.status != "gone")
        .order_by(Participant.id)
    )
    for team_id, since, name, perspective in sorted(people, key=_by_name):
        state = rows[team_id]["team"].state
        new = _is_news(since, plan.publication if plan else 0, state)
        rows[team_id]["people"].append((name, perspective, new))
    return {str(team_id): row for team_id, row in rows.items()}


def _is_news(since: int, publication: int, state: str) -> bool:
    """Whether a place is told as a change: until the team begins, from then on the latest alone.

    Not the latest alone before: a latecomer's seat must not take the word from who moved just now.
    """
    return since > 1 and (since == publication or state != STARTED)


def _by_name(row: Any) -> tuple[bool, str]:
    """Accents do not count, and who gave no name comes last."""
    return (not row.name, fold(row.name))


def _team(row: Row) -> Item:
    """Names and a table. Who gave no name is shown by perspective."""
    team, theme = row["team"], row["theme"]
    return {
        "number": team.number,
        "name": team.name,
        "table": team.table,
        "state": team.state,
        "theme": team.theme_id,
        "title": theme.title if theme else "",
        "question": theme.question if theme else "",
        "people": [
            {"name": name, "as": "" if name else perspective, "new": new}
            for name, perspective, new in row["people"]
        ],
    }


register(Kind("team", _load_teams, {"phone": _team, "screen": _team, "desk": _team}))


def _teams_with(session: Session, event_id: int, people: Collection[str]) -> Iterable[int]:
    mine = select(Member.team_id).where(Member.participant_id.in_(people))
    return (
        session.scalars(mine)
        if _all_there(session, Participant, people)
        else _all_teams(session, event_id)
    )


def _teams_on(session: Session, event_id: int, themes: Collection[str]) -> Iterable[int]:
    numbers = [int(theme) for theme in themes]
    theirs = select(Team.id).where(Team.theme_id.in_(numbers))
    return (
        session.scalars(theirs)
        if _all_there(session, Theme, numbers)
        else _all_teams(session, event_id)
    )


def _all_teams(session: Session, event_id: int) -> Iterable[int]:
    return session.scalars(select(Team.id).where(Team.event_id == event_id))


def _all_there(session: Session, model: Any, ids: Collection[Any]) -> bool:
    """Whether none of these was erased; of what is gone nobody can say whose it was."""
    found = session.scalar(select(func.count()).select_from(model).where(model.id.in_(ids)))
    return found == len(ids)


follows_each("team", "participant", _teams_with, stored_in=Team.event_id)
follows_each("team", "theme", _teams_on, stored_in=Team.event_id)

# --- My team -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MyTeam:
    """Somebody's place in what was published; none, if they have none."""

    person_id: str
    member: Member | None
    team: Team | None
    publication: int


def _load_members(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, MyTeam]:
    query = (
        select(Participant.id, Member, Team)
        .outerjoin(Member, Member.participant_id == Participant.id)
        .outerjoin(Team, Team.id == Member.team_id)
        .where(Participant.event_id == event_id)
    )
    if ids is not None:
        query = query.where(Participant.id.in_(ids))
    plan = session.get(TeamPlan, event_id)
    publication = plan.publication if plan else 0
    return {
        person: MyTeam(person, member, team, publication)
        for person, member, team in session.execute(query)
    }


def _my_team(mine: MyTeam) -> Item:
    member, team = mine.member, mine.team
    if member is None or team is None:
        return {"team": None}
    return {
        "team": team.id,
        "number": team.number,
        "table": team.table,
        "moved": _is_news(member.since, mine.publication, team.state),
        "came_from": member.came_from,
        "rank": member.why.get("rank"),
        "pins": member.why.get("pins", []),
    }


register(
    Kind(
        "my_team",
        _load_members,
        private=_my_team,
        owner=lambda mine: mine.person_id,
        own_ids=lambda _session, _event_id, person_id: [person_id],
        stored_in=(Team.event_id,),
        nothing={"team": None},
    )
)

# --- Wishes --------------------------------------------------------------------------------------


def _load_wishes(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Row]:
    people = select(Participant.id).where(Participant.event_id == event_id)
    if ids is not None:
        people = people.where(Participant.id.in_(ids))
    rows: dict[str, Row] = {
        person: {"id": person, "themes": [], "profile": "", "facilitates": False, "until": None}
        for person in session.scalars(people)
    }
    wishes = select(Wish).where(Wish.participant_id.in_(rows)).order_by(Wish.rank)
    for wish in session.scalars(wishes):
        rows[wish.participant_id]["themes"].append(wish.theme_id)
    for trait in session.scalars(select(TeamTrait).where(TeamTrait.participant_id.in_(rows))):
        said = {"profile": trait.profile, "facilitates": trait.facilitates, "until": trait.until}
        rows[trait.participant_id] |= said
    return rows


def _my_wishes(row: Row) -> Item:
    return {"themes": row["themes"], "profile": row["profile"], "until": row["until"]}


def _desk_wishes(row: Row) -> Item | None:
    said = {**_my_wishes(row), "facilitates": row["facilitates"]}
    return said if any(said.values()) or said["until"] is not None else None


register(
    Kind(
        "wishes",
        _load_wishes,
        {"desk": _desk_wishes},
        private=_my_wishes,
        owner=lambda row: row["id"],
        own_ids=lambda _session, _event_id, person_id: [person_id],
    )
)


def _wishers(session: Session, event_id: int, themes: Collection[str]) -> Iterable[str]:
    if _all_there(session, Theme, [int(theme) for theme in themes]):
        return []
    # With a theme go the wishes for it: whose they were is not known any more.
    return _everybody(session, event_id)


def _everybody(session: Session, event_id: int) -> Iterable[str]:
    return session.scalars(select(Participant.id).where(Participant.event_id == event_id))


def _erased(session: Session, _event_id: int, people: Collection[str]) -> Iterable[str]:
    here = session.scalars(select(Participant.id).where(Participant.id.in_(people)))
    return set(people) - set(here)


follows_each("wishes", "theme", _wishers)
follows_each("wishes", "participant", _erased)


def _load_wished(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, dict[str, int]]:
    here = (Participant.event_id == event_id, Participant.status == "present", not_blank_slip)
    said = session.scalar(
        select(func.count(Wish.participant_id.distinct()))
        .join(Participant, Participant.id == Wish.participant_id)
        .where(*here)
    )
    people = session.scalar(select(func.count()).select_from(Participant).where(*here))
    return {"room": {"said": said or 0, "people": people or 0}}


def _counted(row: dict[str, int]) -> Item | None:
    return row if row["said"] else None


register(Kind("wished", _load_wished, {"screen": _counted, "desk": _counted}))
follows("wished", "room", "wishes", "participant", "theme")

# --- Links ---------------------------------------------------------------------------------------


def _load_my_links(session: Session, event_id: int, ids: Collection[str] | None) -> dict[str, Row]:
    people = select(Participant.id, Participant.name).where(Participant.event_id == event_id)
    names = {str(person): str(name) for person, name in session.execute(people)}
    wanted = names if ids is None else [one for one in ids if one in names]
    rows: dict[str, Row] = {one: {"id": one, "links": []} for one in wanted}
    for link in session.scalars(select(Link).where(Link.event_id == event_id).order_by(Link.id)):
        for mine, other in ((link.one_id, link.other_id), (link.other_id, link.one_id)):
            if mine in rows and (link.kind == "together" or mine == link.one_id):
                rows[mine]["links"].append((link, names.get(other or "", "")))
    return rows


def _my_links(row: Row) -> Item:
    """What I asked and what is asked of me. A no is not told: it looks like no answer yet."""
    return {
        "together": [
            {
                "id": link.id,
                "name": name,
                "mine": link.one_id == row["id"],
                "agreed": link.state == "agreed",
            }
            for link, name in row["links"]
            if link.kind == "together" and (link.state != "declined" or link.one_id == row["id"])
        ],
        "apart": [
            {"id": link.id, "words": link.words}
            for link, _ in row["links"]
            if link.kind == "apart" and not link.by_staff
        ],
    }


register(
    Kind(
        "my_links",
        _load_my_links,
        private=_my_links,
        owner=lambda row: row["id"],
        own_ids=lambda _session, _event_id, person_id: [person_id],
        stored_in=(Link.event_id,),
        nothing={"together": [], "apart": []},
    )
)


def _linked_with(session: Session, event_id: int, people: Collection[str]) -> Iterable[str]:
    query = select(Link.one_id, Link.other_id).where(Link.event_id == event_id)
    if not _all_there(session, Participant, people):
        return _everybody(session, event_id)
    pairs = session.execute(query.where(Link.one_id.in_(people) | Link.other_id.in_(people)))
    return {*people, *(one for pair in pairs for one in pair if one)}


follows_each("my_links", "participant", _linked_with, stored_in=Link.event_id)

# --- The desk ------------------------------------------------------------------------------------


def _load_draft(session: Session, event_id: int, _ids: Collection[str] | None) -> dict[str, Row]:
    draft = draft_of(session, event_id)
    return {"room": draft} if draft else {}


register(Kind("teams", _load_draft, {"desk": lambda draft: draft}))
follows(
    "teams", "room", "participant", "theme", "wishes", "step", "event", "staff", "device", "ballot"
)


def _load_places(
    session: Session, event_id: int, _ids: Collection[str] | None
) -> dict[str, list[bool]]:
    places = places_of(session, event_id)
    return {"room": [places[number] for number in sorted(places)]} if places else {}


register(Kind("places", _load_places, {"desk": lambda places: {"without_step": places}}))


def _load_solve(session: Session, event_id: int, _ids: Collection[str] | None) -> dict[str, Row]:
    plan = session.get(TeamPlan, event_id)
    return {"room": plan.solve} if plan and plan.solve else {}


register(Kind("solve", _load_solve, {"desk": lambda solve: solve}))


def _load_versions(
    session: Session, event_id: int, ids: Collection[str] | None
) -> dict[str, TeamVersion]:
    query = select(TeamVersion).where(TeamVersion.event_id == event_id)
    if ids is not None:
        query = query.where(TeamVersion.id.in_([int(i) for i in ids]))
    return {str(version.id): version for version in session.scalars(query)}


def _version(version: TeamVersion) -> Item:
    return {
        "what": version.what,
        "facts": version.facts,
        "staff": version.staff_id,
        "quality": version.quality,
        "at": version.at,
        "published_at": version.published_at,
    }


register(Kind("team_version", _load_versions, {"desk": _version}))
