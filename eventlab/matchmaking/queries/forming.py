"""All that counts when teams are formed, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import Theme
from eventlab.boards.queries import closed_totals
from eventlab.matchmaking.engine import model as engine
from eventlab.matchmaking.models import (
    Link,
    Member,
    Place,
    Seat,
    Team,
    TeamPlan,
    TeamTrait,
    TeamVersion,
    Wish,
)
from eventlab.matchmaking.rules.arrangement import (
    NO_THEME,
    Guest,
    Hold,
    Situation,
    TeamSpec,
    Terms,
    count_of_teams,
    counts_by_votes,
    terms_of,
)
from eventlab.sessions.models import Device, Event, Participant, Staff, Step
from eventlab.sessions.queries import is_blank_slip


def teams_step(session: Session, event_id: int) -> Step | None:
    """The step whose settings count: the current one if it forms teams, else the first."""
    event = session.get(Event, event_id)
    steps = session.scalars(
        select(Step).where(Step.event_id == event_id, Step.kind == "teams").order_by(Step.position)
    ).all()
    current = [step for step in steps if event and step.id == event.current_step_id]
    return next(iter([*current, *steps]), None)


def plan_of(session: Session, event_id: int) -> TeamPlan:
    """The plan of an event; a fresh one, not stored, while nobody has touched it."""
    return session.get(TeamPlan, event_id) or TeamPlan(
        event_id=event_id,
        mode="warn",
        tiers=[],
        counts={},
        without={},
        publication=0,
        redo=[],
        solve={},
        heard_at=0,
    )


@dataclass(frozen=True)
class Forming:
    """The teams of an event as they are being formed."""

    plan: TeamPlan
    version: TeamVersion | None
    seats: dict[str, Seat]
    themes: dict[int, Theme]  # those that go on, in order
    day: Situation  # with the teams and seats of the version

    @property
    def counts(self) -> dict[int, int]:
        """How many teams of each theme: as set by hand, else by the votes."""
        return counts_of(self.plan, self.day)


def forming(session: Session, event_id: int, version_id: int | None = None) -> Forming:
    """Everything at hand; of a certain version instead of the one in hand, if it is named."""
    plan = plan_of(session, event_id)
    wanted = version_id or plan.version_id
    version = session.get(TeamVersion, wanted) if wanted else None
    seats = seats_of(session, version.id) if version else {}
    themes = themes_that_go_on(session, event_id)
    day = _situation(session, event_id, plan, themes, version, seats)
    return Forming(plan, version, seats, themes, day)


def _situation(
    session: Session,
    event_id: int,
    plan: TeamPlan,
    themes: dict[int, Theme],
    version: TeamVersion | None,
    seats: dict[str, Seat],
) -> Situation:
    step = teams_step(session, event_id)
    event = session.get(Event, event_id)
    terms = terms_of(step.settings if step else {}, plan.without)
    return Situation(
        guests=_guests(session, event_id, seats),
        teams=specs_of(version),
        themes=engine_themes(session, event_id, themes, terms, plan),
        links=agreed_links(session, event_id),
        terms=terms,
        places=places_of(session, event_id),
        seats={person: seat.team for person, seat in seats.items() if seat.team is not None},
        published=published_seats(session, event_id),
        order=tuple(plan.tiers),
        language=event.language if event else "fr",
    )


def themes_that_go_on(session: Session, event_id: int) -> dict[int, Theme]:
    """The themes people may wish, by id, in their order on the wall."""
    query = select(Theme).where(Theme.event_id == event_id, Theme.goes_on)
    return {theme.id: theme for theme in session.scalars(query.order_by(Theme.position, Theme.id))}


def engine_themes(
    session: Session, event_id: int, themes: Iterable[int], terms: Terms, plan: TeamPlan
) -> tuple[engine.Theme, ...]:
    """The themes with their votes; the theme "none" where teams are formed without one."""
    listed = list(themes)
    if (terms.by == "profiles" and not listed) or str(NO_THEME) in plan.counts:
        listed = [*listed, NO_THEME]
    votes = theme_votes(session, event_id)
    return tuple(engine.Theme(theme, votes=votes.get(theme, 0)) for theme in listed)


def theme_votes(session: Session, event_id: int) -> dict[int, int]:
    """The votes of each theme, once a ballot on them is closed."""
    totals = closed_totals(session, event_id, "themes")
    return {theme: line["room"] for theme, line in totals.items()}


def counts_of(plan: TeamPlan, day: Situation) -> dict[int, int]:
    """How many teams of each theme: as set by hand, else by the votes."""
    if plan.counts:
        known = {theme.id for theme in day.themes}
        return {int(t): n for t, n in plan.counts.items() if int(t) in known}
    present = sum(guest.status == "present" for guest in day.guests)
    return counts_by_votes(day.themes, count_of_teams(present, day.terms))


def specs_of(version: TeamVersion | None) -> tuple[TeamSpec, ...]:
    """The teams of a version."""
    return tuple(TeamSpec(**team) for team in version.teams) if version else ()


def seats_of(session: Session, version_id: int) -> dict[str, Seat]:
    """The seats of a version, by participant."""
    query = select(Seat).where(Seat.version_id == version_id).order_by(Seat.participant_id)
    return {seat.participant_id: seat for seat in session.scalars(query)}


def published_seats(session: Session, event_id: int) -> dict[str, int]:
    """{participant id: number of their team} as the room was told."""
    rows = session.execute(
        select(Member.participant_id, Team.number)
        .join(Team, Team.id == Member.team_id)
        .where(Team.event_id == event_id)
    )
    return {str(person): int(number) for person, number in rows}


def places_of(session: Session, event_id: int) -> dict[int, bool]:
    """The tables of the room as they were described: {number: step-free}."""
    query = select(Place).where(Place.event_id == event_id).order_by(Place.number)
    return {place.number: place.step_free for place in session.scalars(query)}


def links_of(session: Session, event_id: int) -> list[Link]:
    """Every link that was asked for, in that order."""
    query = select(Link).where(Link.event_id == event_id)
    return list(session.scalars(query.order_by(Link.id)))


def agreed_links(session: Session, event_id: int) -> tuple[engine.Link, ...]:
    """The links that count."""
    return tuple(
        engine.Link(link.kind, link.one_id, link.other_id, link.words)
        for link in links_of(session, event_id)
        if link.state == "agreed" and link.other_id is not None
    )


def wishes_of(session: Session, event_id: int) -> dict[str, list[int]]:
    """The wishes of everybody, best first: {participant id: theme ids}."""
    rows = session.execute(
        select(Wish.participant_id, Wish.theme_id)
        .join(Participant, Participant.id == Wish.participant_id)
        .where(Participant.event_id == event_id)
        .order_by(Wish.participant_id, Wish.rank)
    )
    wishes: dict[str, list[int]] = {}
    for person, theme in rows:
        wishes.setdefault(person, []).append(theme)
    return wishes


def facilitators_of(session: Session, event_id: int) -> set[str]:
    """The participants who also serve as facilitators, by a phone that holds both."""
    query = (
        select(Device.participant_id)
        .join(Staff, Staff.id == Device.staff_id)
        .where(
            Device.event_id == event_id,
            Device.participant_id.is_not(None),
            Device.revoked_at.is_(None),
            Staff.role == "facilitator",
            Staff.revoked_at.is_(None),
        )
    )
    return {str(person) for person in session.scalars(query)}


def traits_of(session: Session, event_id: int) -> dict[str, TeamTrait]:
    """What counts of people for teams alone."""
    query = (
        select(TeamTrait)
        .join(Participant, Participant.id == TeamTrait.participant_id)
        .where(Participant.event_id == event_id)
    )
    return {trait.participant_id: trait for trait in session.scalars(query)}


def _guests(session: Session, event_id: int, seats: dict[str, Seat]) -> tuple[Guest, ...]:
    wishes, traits = wishes_of(session, event_id), traits_of(session, event_id)
    leading = facilitators_of(session, event_id)
    people = session.scalars(
        select(Participant).where(Participant.event_id == event_id).order_by(Participant.id)
    )
    return tuple(
        _guest(person, wishes, traits.get(person.id), leading, seats.get(person.id))
        for person in people
        if not is_blank_slip(person)
    )


def _guest(
    person: Participant,
    wishes: dict[str, list[int]],
    trait: TeamTrait | None,
    leading: set[str],
    seat: Seat | None,
) -> Guest:
    return Guest(
        id=person.id,
        perspective=person.perspective,
        status=person.status,
        speaks=tuple(person.speaks),
        needs=tuple(person.needs),
        trade=person.trade,
        organisation=person.organisation,
        profile=trait.profile if trait else "",
        facilitates=person.id in leading or bool(trait and trait.facilitates),
        wishes=tuple(wishes.get(person.id, ())),
        hold=_hold(seat),
        until=trait.until if trait else None,
    )


def _hold(seat: Seat | None) -> Hold:
    if seat is None or not seat.lock:
        return Hold()
    if seat.lock == "team":
        return Hold(team=seat.team, reason=seat.reason)
    return Hold(theme=seat.lock_theme, reason=seat.reason)


def spec_rows(teams: Iterable[TeamSpec]) -> list[dict[str, Any]]:
    """Teams as a version stores them."""
    return [
        {
            "number": team.number,
            "theme": team.theme,
            "table": team.table,
            "state": team.state,
            "reason": team.reason,
        }
        for team in teams
    ]
