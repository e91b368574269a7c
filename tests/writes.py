"""Every write of the house, as something a test can do to an event at random.

``tests/live/test_news.py`` fails when a service has a public writer that is not here.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from eventlab.boards.grouping.suggest import suggest
from eventlab.boards.models import (
    Ballot,
    PaperCount,
    Problem,
    Theme,
    ThemeProposal,
    Voter,
)
from eventlab.boards.rules.prepared import Choice
from eventlab.boards.services import (
    ballots,
    counting,
    grouping,
    prepared,
    problems,
    proposals,
    suggestions,
    themes,
    votes,
)
from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading
from eventlab.matchmaking.engine.result import Progress
from eventlab.matchmaking.engine.result import Settings as EngineSettings
from eventlab.matchmaking.engine.solve import solve as engine_solve
from eventlab.matchmaking.models import Link
from eventlab.matchmaking.models.rounds import RoundPlan
from eventlab.matchmaking.queries import forming
from eventlab.matchmaking.queries.rounds import clock_of
from eventlab.matchmaking.rules.round_clock import read as read_clock
from eventlab.matchmaking.services import (
    links,
    round_guests,
    round_plans,
    round_runs,
    solving,
    team_names,
    team_plan,
    versions,
    wishes,
)
from eventlab.sessions.formats import format_by_key
from eventlab.sessions.models import Device, Event, Participant, Staff
from eventlab.sessions.services import (
    events,
    imports,
    joining,
    kiosk,
    programme,
    room,
    roster,
    staff,
)
from eventlab.sessions.services.formats import step_rows
from eventlab.synthesis.services import erasing, review
from tests.factories import Factory
from tests.ideas import acts as ideas


@dataclass
class World:
    """One event, and chance."""

    make: Factory
    event: Event
    chance: random.Random = field(default_factory=random.Random)

    @property
    def id(self) -> int:
        return self.event.id

    def step(self) -> int:
        """Any step."""
        return self.chance.choice(self.make.steps(self.event)).id

    def spare_step(self) -> int:
        """Any step that no write goes to: they go to the first of a kind, never to the welcome."""
        steps = self.make.steps(self.event)
        firsts = {step.kind: step.id for step in reversed(steps) if step.kind != "welcome"}
        spare = [step.id for step in steps if step.id not in firsts.values()]
        return self.chance.choice(spare or [0])

    def current(self) -> int:
        """The current step."""
        return self.make.fresh(self.event).current_step_id or 0

    def problem(self) -> int:
        """Any problem, or one that does not exist."""
        return self._any(select(Problem.id).where(Problem.event_id == self.id)) or 0

    def own(self) -> tuple[str, int]:
        """Any problem with its author."""
        with reading() as session:
            rows = session.execute(
                select(Problem.author_id, Problem.id).where(Problem.event_id == self.id)
            ).all()
        return self.chance.choice([(row[0] or "", row[1]) for row in rows] or [("", 0)])

    def person(self) -> str:
        """Any participant."""
        return self._any(select(Participant.id).where(Participant.event_id == self.id)) or ""

    def code(self) -> str:
        """Any participant's personal code."""
        return self._any(select(Participant.code).where(Participant.event_id == self.id)) or ""

    def device(self) -> str:
        """Any device."""
        return self._any(select(Device.id).where(Device.event_id == self.id)) or ""

    def member(self) -> str:
        """Any member of the staff."""
        return self._any(select(Staff.id).where(Staff.event_id == self.id)) or ""

    def profile(self) -> joining.Profile:
        """What somebody might say of themselves."""
        perspective = self.chance.choice(["resident", "professional"])
        return joining.Profile(perspective=perspective, name=f"N{self.chance.randrange(99)}")

    def text(self) -> problems.Draft:
        """What somebody might write."""
        return problems.Draft(f"Il fait {self.chance.randrange(-9, 30)} degrés.", anyway=True)

    def change(self) -> int:
        """The last change of the programme."""
        with reading() as session:
            last = programme.last_change(session, self.id)
            return last.id if last else 0

    def ballot(self) -> Ballot:
        """The newest ballot; one is opened if there is none yet."""
        newest = select(Ballot).where(Ballot.event_id == self.id).order_by(Ballot.id.desc())
        with reading() as session:
            found = session.scalar(newest.limit(1))
        if found is None:
            on = self.chance.choice(["themes", "problems"])
            self.make.ballot(self.event, "Humidité", "Bruit", on=on)
            return self.ballot()
        return found

    def line(self) -> int:
        """Any line of the newest ballot."""
        return int(self.chance.choice(self.ballot().lines)["id"])

    def choice(self) -> dict[int, int]:
        """A choice on the newest ballot: some of its lines."""
        return {line["id"]: 1 for line in self.ballot().lines if self.flag()}

    def voter(self) -> str:
        """Anybody who votes, or anybody."""
        return self._any(select(Voter.participant_id)) or self.person()

    def paper(self) -> int:
        """Any paper count."""
        return self._any(select(PaperCount.id)) or 0

    def sheet(self) -> counting.PaperSheet:
        """What a table might have counted."""
        side = self.chance.choice(["resident", "professional"])
        return counting.PaperSheet("Table 3", side, 4, self.choice())

    def themes(self) -> list[int]:
        """Some themes."""
        with reading() as session:
            found = session.scalars(select(Theme.id).where(Theme.event_id == self.id)).all()
        return [theme for theme in found if self.flag()]

    def theme(self) -> int:
        """Any theme, or one that does not exist."""
        return self._any(select(Theme.id).where(Theme.event_id == self.id)) or 0

    def some_problems(self) -> list[int]:
        """A few problems."""
        return list({self.problem() for _ in range(self.chance.randrange(1, 4))})

    def proposal(self) -> tuple[int, int]:
        """A problem and the theme proposed for it."""
        query = select(ThemeProposal.problem_id, ThemeProposal.theme_id).where(
            ThemeProposal.event_id == self.id, ThemeProposal.state == "waiting"
        )
        with reading() as session:
            return self.chance.choice([(a, b or 0) for a, b in session.execute(query)] or [(0, 0)])

    def flag(self) -> bool:
        return self.chance.random() < 0.5

    def teams_version(self) -> int:
        """The version of the teams in hand, 0 before there is one."""
        with reading() as session:
            return forming.plan_of(session, self.id).version_id or 0

    def theme_id(self) -> int:
        """Any theme that goes on, made if there is none."""
        query = select(Theme.id).where(Theme.event_id == self.id, Theme.goes_on)
        return self._any(query) or self.make.theme_on(self.event)

    def link(self) -> int:
        """Any link between two people, or one that does not exist."""
        return self._any(select(Link.id).where(Link.event_id == self.id)) or 0

    def name(self) -> str:
        """What a team may call itself, or nothing."""
        return self.chance.choice(["Les Tilleuls", "Les Voisins", ""])

    def team_number(self) -> int:
        """Any team of the version in hand."""
        with reading() as session:
            teams = forming.forming(session, self.id).day.teams
        return self.chance.choice([team.number for team in teams] or [1])

    def _any(self, query: object) -> object:
        with reading() as session:
            found = list(session.scalars(query))
        return self.chance.choice(found) if found else None


def _rows(key: str) -> list[dict[str, object]]:
    chosen = format_by_key(key)
    assert chosen is not None
    return step_rows(chosen)


def _suggest(world: World) -> str:
    world.make.at_step(world.event, "post", hidden=False, perspective="all")
    for number in range(6):
        problems.post_problem(world.id, world.person(), problems.Draft(f"Du bruit {number}"))
    _, asked = suggestions.ask_for_groups(world.id)
    assert asked is not None
    suggestions.keep_suggestion(asked, suggest(asked.texts, asked.most, asked.least))
    return asked.token


def _refuse_suggested(world: World) -> None:
    suggestions.refuse_part(world.id, _suggest(world), "groups", 0)


def _wish(world: World) -> None:
    world.make.at_step(world.event, "teams", smallest=2, largest=7, k_resident=0)
    wishes.make_wishes(world.id, world.person(), [world.theme_id()])


def _solve(world: World) -> None:
    world.theme_id()
    world.make.at_step(world.event, "teams", smallest=2, largest=7, k_resident=0)
    _, job = solving.start_solve(world.id, world.teams_version(), "s")
    assert job is not None
    solving.tell_progress(job, Progress("levels", 0, 3, None))
    solving.finish_solve(job, engine_solve(job.instance, EngineSettings(solver=False)))


def _name_team(world: World) -> None:
    _published(world)
    team_names.name_team(world.id, world.team_number(), world.name())


def _published(world: World) -> int:
    if not world.teams_version():
        _solve(world)
    versions.publish(world.id, world.teams_version(), "s")
    return world.teams_version()


def _undo(world: World) -> None:
    programme.undo(world.id, world.change())


def _undo_grouping(world: World) -> None:
    with reading() as session:
        last = grouping.last_grouping(session, world.id)
    grouping.undo_grouping(world.id, last.id if last else 0)


def _propose(world: World) -> None:
    world.make.at_step(world.event, "group")
    author, problem = world.own()
    proposals.propose_theme(world.id, author, problem, world.theme() if world.flag() else None)


def _at_rounds(world: World) -> int:
    """The first step for rounds, made the current one."""
    step = next((s for s in world.make.steps(world.event) if s.kind == "rounds"), None)
    if step is not None and step.id != world.current():
        programme.go_to_step(world.id, world.current(), step.id, "s")
    return step.id if step else 0


def _proposed(world: World) -> tuple[int, int]:
    """A step with a proposal, and the name of the proposal."""
    step = _at_rounds(world)
    round_guests.offer_topic(world.id, world.person(), "Lire une facture.")
    round_plans.propose_rounds(world.id, step)
    with reading() as session:
        return step, session.get_one(RoundPlan, step).made_at


def _published(world: World) -> int:
    """A step whose rounds were told to everybody."""
    step, made_at = _proposed(world)
    round_plans.publish_rounds(world.id, step, made_at)
    return step


def _running(world: World) -> tuple[int, int]:
    """A step whose rounds are on, and the phase."""
    step = _published(world)
    round_runs.start_rounds(world.id, step)
    with reading() as session:
        clock = clock_of(session.get_one(RoundPlan, step))
    return step, read_clock(clock, now_ms()).phase


def _tick(world: World) -> None:
    step, phase = _running(world)
    with suppress(Refusal):
        round_runs.skip_phase(world.id, step, phase)
    one, other = world.person(), world.person()
    round_guests.see_again(world.id, one, other, True)
    round_guests.see_again(world.id, other, one, True)


def _wish(world: World) -> None:
    _at_rounds(world)
    wanted = world.person()
    round_guests.offer_topic(world.id, wanted, "Réparer un joint.")
    round_guests.wish_topic(world.id, world.person(), wanted, world.flag())


WRITES: dict[str, Callable[[World], object]] = {
    **ideas.WRITES,
    "joining.join": lambda w: joining.join(w.id, w.profile()),
    "joining.come_back": lambda w: joining.come_back(w.id, w.code()),
    "joining.set_status": lambda w: joining.set_status(
        w.id, w.person(), w.chance.choice(["expected", "present", "gone"])
    ),
    "joining.change_profile": lambda w: joining.change_profile(w.id, w.person(), w.profile()),
    "joining.accept_notice": lambda w: joining.accept_notice(w.id, w.person()),
    "joining.replace_code": lambda w: joining.replace_code(w.id, w.person()),
    "joining.leave": lambda w: joining.leave(w.device()),
    "kiosk.open_kiosk": lambda w: kiosk.open_kiosk(w.id),
    "kiosk.act_for": lambda w: kiosk.act_for(w.id, w.device(), w.code()),
    "kiosk.take": lambda w: kiosk.take(w.device(), w.person()),
    "kiosk.next_person": lambda w: kiosk.next_person(w.device()),
    "programme.next_step": lambda w: programme.next_step(w.id, w.current(), "s"),
    "programme.previous_step": lambda w: programme.previous_step(w.id, w.current(), "s"),
    "programme.go_to_step": lambda w: programme.go_to_step(w.id, w.current(), w.step(), "s"),
    "programme.start_timer": lambda w: programme.start_timer(w.id, w.current()),
    "programme.pause_timer": lambda w: programme.pause_timer(w.id, w.current()),
    "programme.add_minutes": lambda w: programme.add_minutes(w.id, w.current(), 1),
    "programme.set_peer_time": lambda w: programme.set_peer_time(
        w.id, w.step(), w.chance.choice(programme.PEERS), "s"
    ),
    "programme.reveal_step": lambda w: programme.reveal_step(w.id, w.step(), w.flag()),
    "programme.skip_step": lambda w: programme.skip_step(w.id, w.step(), w.flag(), "s"),
    "programme.move_step": lambda w: programme.move_step(
        w.id, w.step(), w.chance.randrange(9), "s"
    ),
    "programme.add_step": lambda w: programme.add_step(
        w.id,
        w.step(),
        {"kind": "message", "title": {"fr": "Pause"}, "minutes": 5, "settings": {}},
        "s",
    ),
    "programme.edit_step": lambda w: programme.edit_step(
        w.id, w.step(), {"settings": {"hidden": w.flag()}}, "s"
    ),
    "programme.remove_step": lambda w: programme.remove_step(w.id, w.spare_step(), "s"),
    "programme.undo": _undo,
    "room.set_room": lambda w: room.set_room(w.id, "moderation", "before"),
    "room.set_screen": lambda w: room.set_screen(w.id, "black", w.flag()),
    "staff.invite_staff": lambda w: staff.invite_staff(w.id, "helper"),
    "staff.renew_link": lambda w: staff.renew_link(w.id, w.member()),
    "staff.enter_event": lambda w: staff.enter_event(w.id, staff.invite_staff(w.id, "helper")),
    "staff.revoke_staff": lambda w: staff.revoke_staff(w.id, w.member()),
    "events.rotate_join_code": lambda w: events.rotate_join_code(w.id),
    "events.note_guessing": lambda w: events.note_guessing(w.id),
    "events.close_event": lambda w: events.close_event(w.id),
    "events.open_event": lambda w: events.open_event(w.id),
    "events.change_particulars": lambda w: events.change_particulars(
        w.id,
        events.EventPlan(
            f"Jour {w.chance.randrange(9)}",
            "mairie",
            starts_on="2026-03-14",
            purge_on="2026-09-14",
            labels={"resident": {"fr": "Habitante", "en": "Neighbour"}},
        ),
    ),
    "programme.replace_programme": lambda w: programme.replace_programme(
        w.id, w.chance.choice([_rows("hackathon"), _rows("mairie")]), "s"
    ),
    "roster.import_roster": lambda w: roster.import_roster(
        w.id, imports.keep_file(w.id, "roster", b"regard,nom\nusager,Awa\npro,Denis\n")
    ),
    "roster.make_blank_slips": lambda w: roster.make_blank_slips(
        w.id, {"resident": w.chance.randrange(3), "professional": 1}
    ),
    "roster.remove_expected": lambda w: roster.remove_expected(w.id, w.person()),
    "prepared.import_problems": lambda w: prepared.import_problems(
        w.id, imports.keep_file(w.id, "problems", b"texte\nIl fait froid\n"), Choice(0)
    ),
    "prepared.remove_prepared": lambda w: prepared.remove_prepared(w.id, w.problem()),
    "problems.post_problem": lambda w: problems.post_problem(w.id, w.person(), w.text()),
    "problems.edit_problem": lambda w: problems.edit_problem(w.id, *w.own(), w.text()),
    "problems.withdraw_problem": lambda w: problems.withdraw_problem(w.id, *w.own()),
    "problems.show_problem": lambda w: problems.show_problem(w.id, w.problem()),
    "problems.hide_problem": lambda w: problems.hide_problem(w.id, w.problem(), "hors sujet"),
    "problems.mask_problem": lambda w: problems.mask_problem(w.id, w.problem(), {}),
    "problems.queue_aloud": lambda w: problems.queue_aloud(w.id, w.problem(), w.flag()),
    "problems.read_next_aloud": lambda w: problems.read_next_aloud(w.id),
    "problems.show_problems": lambda w: problems.show_problems(w.id, [w.problem(), w.problem()]),
    "problems.put_in_spotlight": lambda w: problems.put_in_spotlight(w.id, w.problem()),
    "problems.clear_spotlight": lambda w: problems.clear_spotlight(w.id),
    "round_guests.offer_topic": lambda w: (
        _at_rounds(w),
        round_guests.offer_topic(w.id, w.person(), "Changer un robinet."),
    ),
    "round_guests.withdraw_topic": lambda w: round_guests.withdraw_topic(w.id, w.person()),
    "round_guests.show_topic": lambda w: round_guests.show_topic(w.id, w.person()),
    "round_guests.keep_place": lambda w: round_guests.keep_place(w.id, w.person(), w.flag()),
    "round_guests.wish_topic": _wish,
    "round_guests.see_again": _tick,
    "round_guests.leave_contact": lambda w: (
        _tick(w),
        round_guests.leave_contact(w.id, w.person(), "au café"),
    ),
    "round_plans.propose_rounds": _proposed,
    "round_plans.drop_proposal": lambda w: round_plans.drop_proposal(w.id, _proposed(w)[0]),
    "round_plans.publish_rounds": _published,
    "round_plans.set_absences": lambda w: round_plans.set_absences(
        w.id, _at_rounds(w), w.person(), [1, 3]
    ),
    "round_runs.start_rounds": _running,
    "round_runs.pause_rounds": lambda w: round_runs.pause_rounds(w.id, _running(w)[0]),
    "round_runs.stop_rounds": lambda w: round_runs.stop_rounds(w.id, _running(w)[0]),
    "round_runs.skip_phase": lambda w: round_runs.skip_phase(w.id, *_running(w)),
    "round_runs.back_phase": lambda w: round_runs.back_phase(w.id, *_running(w)),
    "round_runs.add_minute": lambda w: round_runs.add_minute(w.id, *_running(w)),
    "ballots.open_ballot": lambda w: ballots.open_ballot(w.id, w.ballot().step_id or 0, "s"),
    "ballots.close_ballot": lambda w: ballots.close_ballot(w.id, w.ballot().id, "s"),
    "ballots.show_results": lambda w: ballots.show_results(
        w.id, w.ballot().id, w.chance.randrange(3), "s"
    ),
    "ballots.send_on": lambda w: ballots.send_on(w.id, w.themes(), "s"),
    "votes.give_dot": lambda w: votes.give_dot(
        w.id, w.person(), w.ballot().id, w.line(), w.chance.choice([1, 1, -1])
    ),
    "votes.fill_ballot": lambda w: votes.fill_ballot(w.id, w.person(), w.ballot().id, w.choice()),
    "votes.finish_ballot": lambda w: votes.finish_ballot(w.id, w.person(), w.ballot().id, w.flag()),
    "counting.count_paper": lambda w: counting.count_paper(w.id, w.ballot().id, w.sheet(), "s"),
    "counting.drop_paper": lambda w: counting.drop_paper(w.id, w.ballot().id, w.paper(), "s"),
    "counting.count_people": lambda w: counting.count_people(w.id, w.ballot().id, 1, "s"),
    "counting.void_vote": lambda w: counting.void_vote(w.id, w.ballot().id, "s", voter=w.voter()),
    "wishes.make_wishes": _wish,
    "wishes.choose_profile": lambda w: wishes.choose_profile(w.id, w.person(), ""),
    "wishes.set_facilitates": lambda w: wishes.set_facilitates(w.id, w.person(), w.flag()),
    "wishes.set_until": lambda w: wishes.set_until(
        w.id, w.person(), w.chance.choice([None, 0, 16 * 60])
    ),
    "links.ask_together": lambda w: links.ask_together(w.id, w.person(), w.code()),
    "links.answer_together": lambda w: links.answer_together(w.id, w.person(), w.link(), w.flag()),
    "links.ask_apart": lambda w: links.ask_apart(w.id, w.person(), "mon bailleur"),
    "links.withdraw_link": lambda w: links.withdraw_link(w.id, w.person(), w.link()),
    "links.set_link": lambda w: links.set_link(
        w.id, w.chance.choice(["together", "apart"]), w.person(), w.person(), "voisins"
    ),
    "links.name_apart": lambda w: links.name_apart(w.id, w.link(), w.person()),
    "links.remove_links": lambda w: links.remove_links(w.id, [w.link()]),
    "team_names.name_my_team": lambda w: team_names.name_my_team(w.id, w.person(), w.name()),
    "team_names.name_team": _name_team,
    "team_plan.set_counts": lambda w: team_plan.set_counts(w.id, {w.theme_id(): 1}),
    "team_plan.set_total": lambda w: team_plan.set_total(w.id, 2),
    "team_plan.set_without": lambda w: team_plan.set_without(w.id, "professionals", 1),
    "team_plan.set_places": lambda w: team_plan.set_places(w.id, [True, w.flag()]),
    "team_plan.set_order": lambda w: team_plan.set_order(
        w.id, ["wishes", "moved", "excess", "evenness", "met"]
    ),
    "team_plan.set_mode": lambda w: team_plan.set_mode(w.id, "free"),
    "solving.start_solve": lambda w: solving.start_solve(w.id, w.teams_version(), "s"),
    "solving.finish_solve": _solve,
    "solving.cancel_solve": lambda w: solving.cancel_solve(w.id),
    "versions.publish": _published,
    "versions.move_people": lambda w: versions.move_people(
        w.id, _published(w), [(w.person(), w.chance.choice([None, w.team_number()]))], out=True
    ),
    "versions.lock_person": lambda w: versions.lock_person(
        w.id, _published(w), w.person(), None, "reste ici"
    ),
    "versions.unlock_people": lambda w: versions.unlock_people(
        w.id, w.teams_version(), [w.person()]
    ),
    "versions.lock_team": lambda w: versions.lock_team(
        w.id, _published(w), w.team_number(), w.chance.choice(["locked", "open"]), "bien ainsi"
    ),
    "versions.start_teams": lambda w: versions.start_teams(w.id, _published(w), w.flag()),
    "versions.return_to": lambda w: versions.return_to(w.id, _published(w), _published(w)),
    "versions.undo_teams": lambda w: versions.undo_teams(w.id, _published(w)),
    "versions.redo_teams": lambda w: versions.redo_teams(w.id, w.teams_version()),
    "suggestions.ask_for_groups": lambda w: suggestions.ask_for_groups(w.id),
    "suggestions.keep_suggestion": _suggest,
    "suggestions.refuse_part": _refuse_suggested,
    "suggestions.cancel_suggestion": lambda w: suggestions.cancel_suggestion(w.id),
    "themes.add_theme": lambda w: themes.add_theme(w.id, f"Thème {w.chance.randrange(99)}"),
    "themes.accept_group": lambda w: themes.accept_group(w.id, "Humidité", w.some_problems()),
    "themes.split_theme": lambda w: themes.split_theme(
        w.id, w.theme(), "Moisissures", w.some_problems()
    ),
    "themes.rename_theme": lambda w: themes.rename_theme(w.id, w.theme(), "Bruit"),
    "themes.ask_question": lambda w: themes.ask_question(w.id, w.theme(), "Comment dormir ?"),
    "themes.place_theme": lambda w: themes.place_theme(w.id, w.theme(), w.theme()),
    "themes.remove_theme": lambda w: themes.remove_theme(w.id, w.theme()),
    "themes.join_themes": lambda w: themes.join_themes(w.id, w.theme(), w.theme()),
    "themes.choose_themes": lambda w: themes.choose_themes(w.id, [w.theme()], w.flag()),
    "themes.move_problems": lambda w: themes.move_problems(
        w.id, w.some_problems(), w.theme() or None, where=themes.Where(w.problem())
    ),
    "themes.merge_problems": lambda w: themes.merge_problems(w.id, w.problem(), w.some_problems()),
    "themes.unmerge_problem": lambda w: themes.unmerge_problem(w.id, w.problem()),
    "grouping.undo_grouping": _undo_grouping,
    "proposals.propose_theme": _propose,
    "proposals.accept_proposal": lambda w: proposals.accept_proposal(w.id, *w.proposal()),
    "proposals.refuse_proposal": lambda w: proposals.refuse_proposal(w.id, *w.proposal()),
}
WRITES |= {
    "review.write_text": lambda w: review.write_text(w.id, "closing", w.text().text, 0),
    "review.mark": lambda w: review.mark(w.id, "mask", "Denis"),
    "review.unmark": lambda w: review.unmark(w.id, "mask", "Denis"),
    "review.release": lambda w: review.release(w.id, "Nadia", "2026-12-01", "0" * 64),
    "review.take_back": lambda w: review.take_back(w.id),
}

#: Public functions of the services that change no board: they read, help a writer within its
#: transaction, or make what did not exist yet.
NOT_WRITES = {
    *ideas.NOT_WRITES,
    "round_guests.current_rounds",
    "round_guests.guest_of",
    "round_guests.open_event",
    "round_plans.keep_step_with_rounds",
    "round_plans.note_status",
    "round_plans.plan_for",
    "round_plans.rounds_step",
    "round_plans.touch_rounds",
    "ballot_lines.cover_line",
    "ballots.ballot_of",
    "ballots.ballot_under_way",
    "ballots.note",
    "ballots.problem_lines",
    "ballots.refuse_to_lose",
    "ballots.theme_lines",
    "ballots.touch_ballot",
    "programme.clock_of",
    "programme.step_of",
    "wall.refuse_to_lose",
    "joining.add_participant",
    "joining.find_by_code",
    "joining.free_personal_code",
    "joining.mark_present",
    "joining.person_of",
    "joining.revoke_devices",
    "programme.last_change",
    "programme.steps_of",
    "staff.find_link",
    "staff.member_of_link",
    "staff.new_link",
    "staff.use_link",
    "events.create_event",
    "imports.drop_file",
    "imports.find_file",
    "imports.forget_old_files",
    "imports.keep_file",
    "imports.kept_file",
    "prepared.preview_problems",
    "roster.language_codes",
    "roster.preview_roster",
    "events.delete_event",  # there is no board left to compare
    "events.purge",
    "events.sweep",
    "formats.as_toml",
    "formats.read_upload",
    "formats.step_rows",
    "office.account_of",
    "office.asks_name",
    "office.choose_phrase",
    "office.first_link",
    "office.invite_organiser",
    "office.log_in",
    "office.log_out",
    "office.new_office_link",
    "office.organiser_of_link",
    "office.organisers",
    "office.reinvite_organiser",
    "office.remove_organiser",
    "grouping.forget_theme",
    "grouping.last_grouping",
    "grouping.picture",
    "grouping.regroup",
    "proposals.check_may_propose",
    "suggestions.fail_suggestion",  # told like an answer
    "suggestions.run",
    "themes.put_at_the_end",
    "problems.check_may_post",
    "problems.checked_text",
    "problems.own_problem",
    "problems.set_spotlight",
    "slips.forget_givers",  # within the closing of an event
    "links.links_of",
    "solving.fail_solve",  # told like an answer
    "solving.is_running",
    "solving.run",
    "solving.tell_progress",
    "versions.add_version",
    "versions.check_seen",
    "versions.plan_for",
    "versions.put_out",
    "versions.rearrange",
    "wishes.check_may_wish",
    "wishes.trait_of",
    "wall.touch_problem",
    "wall.touch_step_problems",
}

NOT_WRITES |= {
    "jobs.drop_old_jobs",
    "jobs.job_of",
    "jobs.start_job",
    "jobs.stop_job",
    "importing.bring_in",
}
#: What the disk still holds of closed ballots: no board shows it.
NOT_WRITES |= {
    "ballots.leave_no_trace",
    "copies.forget_in",
    "copies.forget_votes",
    "copies.held_in",
}


def _erase(world: World) -> None:
    # Somebody nobody watches for: their own phone is cut, not told.
    somebody = world.make.person(world.event, name="Zoé")
    problems.post_problem(world.id, somebody.id, world.text())
    with TemporaryDirectory() as folder:
        erasing.erase_person(world.id, somebody.code, Path(folder))


WRITES["erasing.erase_person"] = _erase
NOT_WRITES |= {
    "erasing.certificates",
    "erasing.erase_again",  # the same for those who came back
    "erasing.erase_event",  # there is no board left to compare
    "erasing.purge_due",
    "copies.forget_erased",
    "erasing.erase_within",
    "importing.import_event",
}
