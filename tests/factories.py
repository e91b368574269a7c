"""Things to test with, made through the services; every value can be given, none surprises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from eventlab.boards.models import Ballot, Problem, Theme
from eventlab.boards.services import ballots, votes
from eventlab.boards.services.problems import Draft, post_problem
from eventlab.boards.services.themes import accept_group, choose_themes
from eventlab.boards.services.wall import touch_step_problems
from eventlab.extensions import reading
from eventlab.live.journal import change
from eventlab.matchmaking.models import Member, Team
from eventlab.sessions.models import Event, Participant, Staff, Step
from eventlab.sessions.services import joining, office, staff
from eventlab.sessions.services.events import EventPlan, create_event
from eventlab.sessions.services.programme import steps_of


@dataclass(frozen=True)
class Vote:
    """A ballot: its number, its step, and the numbers of its lines."""

    event: Event
    id: int
    step: int
    lines: list[int]


class Factory:
    """Makes events, people, staff and problems in the connected database."""

    def event(self, kind: str | None = None, **fields: Any) -> Event:
        """An event; ``kind`` makes the first step of that kind the current one."""
        plan = {"title": "Bien habiter", "format_key": "mairie", **fields}
        event = create_event(EventPlan(**plan))
        return self.at_step(event, kind) if kind else event

    def at_step(self, event: Event, kind: str, **settings: Any) -> Event:
        """Put the event at its first step of a kind, with these settings changed."""
        step = self.step(event, kind)
        with change(event.id) as this:
            stored = this.session.get_one(Step, step.id)
            stored.settings = {**stored.settings, **settings}
            this.session.get_one(Event, event.id).current_step_id = step.id
            this.touch("event", event.id)
            this.touch("step", *[one.id for one in steps_of(this.session, event.id)])
            touch_step_problems(this, step.id)
        return self.fresh(event)

    def step(self, event: Event, kind: str) -> Step:
        """The first step of a kind."""
        with reading() as session:
            found = [step for step in steps_of(session, event.id) if step.kind == kind]
        assert found, f"the programme has no step of kind {kind}"
        return found[0]

    def steps(self, event: Event) -> list[Step]:
        """The whole programme."""
        with reading() as session:
            return steps_of(session, event.id)

    def fresh(self, event: Event) -> Event:
        """The event as it is stored now."""
        with reading() as session:
            return session.get_one(Event, event.id)

    def person(self, event: Event, perspective: str = "resident", **fields: Any) -> Participant:
        """A participant who is present."""
        profile = joining.Profile(perspective=perspective, **fields)
        person_id, _ = joining.join(event.id, profile)
        with reading() as session:
            return session.get_one(Participant, person_id)

    def people(self, event: Event) -> list[Participant]:
        """Everybody of the event, in the order they joined."""
        query = select(Participant).where(Participant.event_id == event.id)
        with reading() as session:
            return list(session.scalars(query.order_by(Participant.joined_at)))

    def problems(self, event: Event) -> list[Problem]:
        """Every problem of the event, by number."""
        query = select(Problem).where(Problem.event_id == event.id).order_by(Problem.number)
        with reading() as session:
            return list(session.scalars(query))

    def problem(self, event: Event, author: Participant, text: str = "Il fait froid.") -> int:
        """A problem on the wall; gives its id."""
        return int(post_problem(event.id, author.id, Draft(text, anyway=True))["id"])

    def theme(self, event: Event, title: str = "Humidité", *problem_ids: int) -> int:
        """A theme with these problems in it; gives its id."""
        return int(accept_group(event.id, title, problem_ids)["id"])

    def theme_on(self, event: Event, title: str = "Chauffage") -> int:
        """A theme that goes on to the teams; gives its id."""
        theme = self.theme(event, title)
        choose_themes(event.id, [theme])
        return theme

    def themes(self, event: Event) -> list[Theme]:
        """Every theme of the event, in order."""
        query = select(Theme).where(Theme.event_id == event.id).order_by(Theme.position)
        with reading() as session:
            return list(session.scalars(query))

    def team(
        self, event: Event, *people: Participant, theme: int | None = None, table: str = ""
    ) -> Team:
        """One more published team with these people in it, as if it had been formed."""
        with change(event.id) as this:
            query = select(func.max(Team.number)).where(Team.event_id == event.id)
            number = (this.session.scalar(query) or 0) + 1
            team = Team(
                event_id=event.id, number=number, theme_id=theme, table=table or str(number)
            )
            this.session.add(team)
            this.session.flush()
            this.session.add_all(Member(participant_id=p.id, team_id=team.id) for p in people)
            this.touch("team", team.id)
            this.touch("my_team", *[person.id for person in people])
            return team

    def ballot(self, event: Event, *titles: str, **settings: Any) -> Vote:
        """An open ballot on themes of these titles; the event is put at its vote step."""
        for title in titles or ("Humidité", "Chauffage", "Bruit", "Charges"):
            self.theme(event, title)
        self.at_step(event, "vote", **settings)
        ballot_id = ballots.open_ballot(event.id, self.step(event, "vote").id, "s")
        with reading() as session:
            stored = session.get_one(Ballot, ballot_id)
        return Vote(event, ballot_id, stored.step_id or 0, [line["id"] for line in stored.lines])

    def dots(self, vote: Vote, voter: Participant, *lines: int) -> None:
        """Somebody's dots for the lines at these places."""
        for place in lines:
            votes.give_dot(vote.event.id, voter.id, vote.id, vote.lines[place], 1)

    def staff_token(self, event: Event, role: str = "facilitator") -> str:
        """A one-time link's token."""
        return staff.invite_staff(event.id, role)

    def staff(self, event: Event) -> list[Staff]:
        """Everybody who serves the event."""
        with reading() as session:
            return list(session.scalars(select(Staff).where(Staff.event_id == event.id)))

    def office_token(self) -> str:
        """The token of the link printed at the first start."""
        token = office.first_link()
        assert token is not None, "somebody has a pass phrase already"
        return token
