"""Wishes, a solve in its own process, changes by hand, publishing: by the services."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy import select

from eventlab.boards.services.themes import choose_themes, remove_theme
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.live.board import Viewer, kind_named, render, snapshot
from eventlab.live.journal import change
from eventlab.matchmaking.engine.solve import solve
from eventlab.matchmaking.models import Seat, Team, TeamPlan, TeamVersion
from eventlab.matchmaking.queries import members_of, team_of, teams_of
from eventlab.matchmaking.queries.asking import arrivals, comparison, departures, proposal, why
from eventlab.matchmaking.services import links, solving, team_names, team_plan, versions, wishes
from eventlab.sessions.models import Event, Participant
from eventlab.sessions.services import joining
from eventlab.sessions.services.events import close_event
from tests.factories import Factory

BROKEN_CHILD = (sys.executable, "-c", "import sys; sys.exit(9)")


class Room:
    """Twelve people, two themes, teams of 3 to 5."""

    def __init__(self, make: Factory, people: int = 12, **settings: object) -> None:
        self.make = make
        self.event = make.event("welcome")
        self.themes = [make.theme_on(self.event, title) for title in ("Froid", "Bruit")]
        terms = {"smallest": 3, "largest": 5, "k_resident": 1, "k_professional": 1, **settings}
        self.event = make.at_step(self.event, "teams", **terms)
        sides = ("resident", "resident", "professional")
        self.people = [
            make.person(self.event, sides[n % 3], name=f"P{n:02}").id for n in range(people)
        ]

    @property
    def id(self) -> int:
        return self.event.id

    @property
    def seen(self) -> int:
        return self.draft["version"]

    @property
    def draft(self) -> dict:
        """What the desk sees of the teams; its other items are not asked for."""
        with reading() as session:
            return render(session, self.id, kind_named("teams"), "desk", None)["room"]

    def desk(self) -> dict:
        with reading() as session:
            return snapshot(session, self.id, Viewer("desk"))["items"]

    def phone(self, person: str) -> dict:
        with reading() as session:
            return snapshot(session, self.id, Viewer("phone", person))["items"]

    def solve(self) -> dict:
        """Solve in this process: what a child adds is tried by itself."""
        _, job = solving.start_solve(self.id, self.seen, "s")
        assert job is not None
        solving.finish_solve(job, solve(job.instance))
        return self.draft

    def publish(self) -> None:
        versions.publish(self.id, self.seen, "s")

    def seats(self) -> dict[str, int]:
        return {p: team["number"] for team in self.draft["teams"] for p in team["members"]}

    def erase(self, person: str) -> None:
        with change(self.id) as this:
            this.session.delete(this.session.get_one(Participant, person))
            this.touch("participant", person)


@pytest.fixture
def room(app: object, make: Factory) -> Room:
    return Room(make)


def refused(code: str) -> object:
    return pytest.raises(Refusal, match=f"^{code}$")


def test_wishes_are_kept_in_order_and_replaced_whole(room: Room):
    first, second = room.themes
    person = room.people[0]
    wishes.make_wishes(room.id, person, [first])
    wishes.make_wishes(room.id, person, [second, first, second])
    assert room.phone(person)["wishes"][person] == {
        "themes": [second, first],
        "profile": "",
        "until": None,
    }
    assert "wishes" not in room.phone(room.people[1]) or room.phone(room.people[1])["wishes"] == {
        room.people[1]: {"themes": [], "profile": "", "until": None}
    }


def test_a_theme_that_does_not_go_on_cannot_be_wished(room: Room, make: Factory):
    dropped = make.theme(room.event, "Abandonné")
    with refused("theme_dropped"):
        wishes.make_wishes(room.id, room.people[0], [dropped])
    with refused("too_many_wishes"):
        make.at_step(room.event, "teams", wishes=1)
        wishes.make_wishes(room.id, room.people[0], room.themes)


def test_a_solve_gives_everybody_a_team_and_says_how_good_it_is(room: Room):
    draft = room.solve()
    assert draft["breaches"] == []
    assert draft["quality"]["statement"] == "proven_best"
    assert set(room.seats()) == set(room.people)
    assert len({team["table"] for team in draft["teams"]}) == len(draft["teams"])
    assert room.desk()["solve"]["room"]["state"] == "done"


def test_nothing_reaches_the_room_before_it_is_published(room: Room):
    room.solve()
    with reading() as session:
        assert teams_of(session, room.id) == []
        assert "team" not in snapshot(session, room.id, Viewer("screen"))["items"]
    room.publish()
    with reading() as session:
        teams, members = teams_of(session, room.id), members_of(session, room.id)
        assert sorted(p for here in members.values() for p in here) == sorted(room.people)
        mine = team_of(session, room.people[0])
        shown = snapshot(session, room.id, Viewer("screen"))["items"]["team"]
    assert mine is not None
    assert len(teams) == len(shown)
    assert room.phone(room.people[0])["my_team"][room.people[0]]["table"] == mine.table


def test_a_killed_solver_still_gives_teams_marked_not_proven(room: Room):
    _, job = solving.start_solve(room.id, 0)
    assert job is not None
    solving.run(job, command=BROKEN_CHILD)
    draft = room.draft
    assert draft["quality"]["statement"] == "not_proven"
    assert draft["quality"]["reason"] == "solver_failed"
    assert set(room.seats()) == set(room.people)


def test_only_those_who_are_here_get_a_seat(room: Room):
    joining.set_status(room.id, room.people[0], "expected")
    joining.set_status(room.id, room.people[1], "gone")
    room.solve()
    assert set(room.seats()) == set(room.people[2:])


def test_somebody_erased_while_solving_is_nowhere(room: Room):
    _, job = solving.start_solve(room.id, 0)
    assert job is not None
    room.erase(room.people[3])
    solving.run(job)
    assert set(room.seats()) == set(room.people) - {room.people[3]}
    assert room.draft["quality"]["reason"] == "changed"


def test_somebody_erased_after_publishing_leaves_no_trace(room: Room):
    room.solve()
    room.publish()
    gone = room.people[0]
    links.set_link(room.id, "apart", gone, room.people[1], "bailleur")
    room.erase(gone)
    with reading() as session:
        assert team_of(session, gone) is None
        assert session.scalars(select(Seat).where(Seat.participant_id == gone)).all() == []
    assert room.draft["links"] == []
    assert gone not in room.seats()


def test_of_two_facilitators_the_second_is_told(room: Room):
    room.solve()
    seen = room.seen
    team = next(t for t in room.draft["teams"] if room.people[0] not in t["members"])
    versions.move_people(room.id, seen, [(room.people[0], team["number"])])
    with refused("teams_moved"):
        versions.move_people(room.id, seen, [(room.people[1], team["number"])])
    with refused("teams_moved"):
        versions.publish(room.id, seen)
    with refused("teams_moved"):
        solving.start_solve(room.id, seen)


def test_a_second_solve_waits_for_the_first(room: Room):
    solving.start_solve(room.id, 0)
    with refused("already_solving"):
        solving.start_solve(room.id, 0)


def test_a_solve_whose_process_was_lost_does_not_shut_the_next_out(room: Room):
    solving.start_solve(room.id, 0)
    with change(room.id) as this:
        this.session.get_one(TeamPlan, room.id).heard_at -= solving.SILENT_MS
    room.solve()
    assert set(room.seats()) == set(room.people)


def test_a_cancelled_solve_keeps_the_best_found_so_far(room: Room):
    _, job = solving.start_solve(room.id, 0)
    assert job is not None
    solving.cancel_solve(room.id)
    solving.run(job)
    assert room.desk()["solve"]["room"]["state"] == "cancelled"
    assert set(room.seats()) == set(room.people)


def test_a_change_is_told_before_it_is_made(room: Room):
    room.solve()
    person = room.people[0]
    to = next(t["number"] for t in room.draft["teams"] if person not in t["members"])
    with reading() as session:
        told = proposal(session, room.id, room.seen, [(person, to)], linked=True)
    assert told["moves"] == [[person, room.seats()[person], to]]
    assert told["moved"] == 1
    assert room.seats()[person] != to


def test_those_who_sit_together_move_together(room: Room):
    one, other = room.people[:2]
    links.set_link(room.id, "together", one, other, "interprète")
    room.solve()
    to = next(t["number"] for t in room.draft["teams"] if one not in t["members"])
    with reading() as session:
        told = proposal(session, room.id, room.seen, [(one, to)], linked=True)
    assert {person for person, _ in told["wanted"]} == {one, other}


def test_strict_mode_refuses_what_breaks_a_rule_and_free_mode_does_it(room: Room):
    room.solve()
    team_plan.set_mode(room.id, "strict")
    team = room.draft["teams"][0]
    others = [t["number"] for t in room.draft["teams"] if t["number"] != team["number"]]
    moves = [(person, others[0]) for person in team["members"]]
    with refused("rules_broken"):
        versions.move_people(room.id, room.seen, moves)
    team_plan.set_mode(room.id, "free")
    versions.move_people(room.id, room.seen, moves)
    assert room.draft["breaches"] != []


def test_who_waits_for_a_seat_does_not_keep_strict_mode_from_telling_the_others(
    room: Room, make: Factory
):
    room.solve()
    team_plan.set_mode(room.id, "strict")
    late = make.person(room.event, name="Tard").id
    room.publish()
    with reading() as session:
        assert all(team_of(session, person) is not None for person in room.people)
        assert team_of(session, late) is None
    one, beside = room.draft["teams"][0]["members"][:2]
    links.set_link(room.id, "apart", one, beside, "")
    with refused("rules_broken"):
        room.publish()


def test_what_is_known_of_the_quality_stays_true_through_changes_by_hand(room: Room, make: Factory):
    bound = room.solve()["quality"]["bound"]
    (kept, one), (other, *_) = (team["members"][:2] for team in room.draft["teams"][:2])
    versions.lock_person(room.id, room.seen, kept, None, "y tient")
    assert room.draft["quality"]["statement"] == "proven_best"
    seats = room.seats()
    swap = [(one, seats[other]), (other, seats[one])]
    team_plan.set_mode(room.id, "free")
    versions.move_people(room.id, room.seen, swap, what="swap")
    quality = room.draft["quality"]
    assert (quality["bound"], quality["reason"]) in [(bound, "by_hand"), (bound, "")]
    assert quality["reached"]
    late = make.person(room.event, name="Tard").id
    versions.move_people(room.id, room.seen, [(late, seats[one])], what="seat")
    assert room.draft["quality"]["reason"] == "changed"
    assert not room.draft["quality"]["reached"]


def test_why_it_cannot_be_done_is_told_after_a_change_by_hand_too(room: Room):
    for person in room.people[5::3]:
        joining.set_status(room.id, person, "gone")
    told = room.solve()["certificates"]
    assert [one["kind"] for one in told] == ["too_few_professionals"]
    to = next(t["number"] for t in room.draft["teams"] if room.people[0] not in t["members"])
    versions.move_people(room.id, room.seen, [(room.people[0], to)])
    assert room.draft["certificates"] == told


def moved_places(room: Room) -> set[str]:
    return {p for p in room.people if room.phone(p)["my_team"][p]["moved"]}


def test_a_change_is_told_until_the_teams_begin_whoever_is_seated_meanwhile(
    room: Room, make: Factory
):
    room.solve()
    room.publish()
    assert moved_places(room) == set()
    one, other = room.draft["teams"][0]["members"][0], room.draft["teams"][1]["number"]
    versions.move_people(room.id, room.seen, [(one, other)])
    room.publish()
    late = make.person(room.event, name="Tard").id
    versions.move_people(room.id, room.seen, [(late, other)], what="seat", out=True)
    assert moved_places(room) == {one}
    versions.start_teams(room.id, room.seen, True)
    assert moved_places(room) == set()
    later = make.person(room.event, name="Plus tard").id
    versions.move_people(room.id, room.seen, [(later, other)], what="seat", out=True)
    assert room.phone(later)["my_team"][later]["moved"]


def test_a_team_that_changes_its_table_is_told_so(room: Room):
    team_plan.set_places(room.id, [True, False, False])
    room.solve()
    room.publish()
    there, with_step = (
        next(t for t in room.draft["teams"] if (t["table"] == "1") == free)
        for free in (True, False)
    )
    one = with_step["members"][0]
    with change(room.id) as this:
        this.session.get_one(Participant, one).needs = ["step_free"]
        this.touch("participant", one)
    versions.lock_person(room.id, room.seen, one, None, "")
    room.solve()
    room.publish()
    mine = room.phone(one)["my_team"][one]
    assert (mine["table"], mine["came_from"], mine["moved"]) == ("1", with_step["table"], True)
    assert moved_places(room) >= {*there["members"], *with_step["members"]}


def test_undo_and_redo_walk_along_the_versions(room: Room):
    room.solve()
    before = room.seats()
    to = next(t["number"] for t in room.draft["teams"] if room.people[0] not in t["members"])
    versions.move_people(room.id, room.seen, [(room.people[0], to)])
    after = room.seats()
    versions.undo_teams(room.id, room.seen)
    assert room.seats() == before
    versions.redo_teams(room.id, room.seen)
    assert room.seats() == after
    with refused("nothing_to_redo"):
        versions.redo_teams(room.id, room.seen)


def test_one_may_compare_with_an_older_version_and_return_to_it(room: Room):
    room.solve()
    first, before = room.seen, room.seats()
    to = next(t["number"] for t in room.draft["teams"] if room.people[0] not in t["members"])
    versions.move_people(room.id, room.seen, [(room.people[0], to)])
    with reading() as session:
        told = comparison(session, room.id, room.seen, first)
    assert told["moved"] == 1
    versions.return_to(room.id, room.seen, first)
    assert room.seats() == before


def test_locks_survive_every_solve(room: Room):
    room.solve()
    person = room.people[0]
    to = next(t["number"] for t in room.draft["teams"] if person not in t["members"])
    versions.move_people(room.id, room.seen, [(person, to)])
    versions.lock_person(room.id, room.seen, person, None, "à sa demande")
    theme = room.themes[1]
    versions.lock_person(room.id, room.seen, room.people[1], theme, "connaît le sujet")
    room.solve()
    assert room.seats()[person] == to
    on = {t["number"]: t["theme"] for t in room.draft["teams"]}
    assert on[room.seats()[room.people[1]]] == theme
    assert room.draft["locks"][person]["reason"] == "à sa demande"


def test_who_is_placed_by_hand_stays_there_at_every_solve(room: Room):
    room.solve()
    before, person = room.seats(), room.people[0]
    residents = [one for n, one in enumerate(room.people) if n % 3 < 2]
    other = next(one for one in residents if before[one] != before[person])
    swap = [(person, before[other]), (other, before[person])]
    bound = room.draft["quality"]["bound"]
    versions.move_people(room.id, room.seen, swap, what="swap")
    versions.lock_person(room.id, room.seen, residents[-1], None, "")
    assert room.draft["quality"]["bound"] == bound
    assert room.draft["quality"]["statement"] in ("proven_best", "within")
    room.solve()
    assert {one: room.seats()[one] for one in (person, other)} == dict(swap)
    assert room.draft["locks"][person]["lock"] == "team"
    versions.unlock_people(room.id, room.seen, [person])
    assert room.draft["quality"]["statement"] == "not_proven"


def test_who_is_given_a_seat_on_arriving_may_still_be_moved_by_a_solve(room: Room, make: Factory):
    room.solve()
    new = make.person(room.event).id
    to = room.draft["teams"][0]["number"]
    versions.move_people(room.id, room.seen, [(new, to)], what="seat")
    assert new not in room.draft["locks"]


def test_a_lock_to_a_theme_that_was_dropped_is_named_and_can_be_opened(room: Room):
    room.solve()
    person = room.people[0]
    versions.lock_person(room.id, room.seen, person, room.themes[1], "y tient")
    choose_themes(room.id, [room.themes[1]], goes_on=False)
    draft = room.solve()
    assert [one["kind"] for one in draft["certificates"]] == ["lock_to_dropped_theme"]
    assert set(room.seats()) == set(room.people)
    versions.unlock_people(room.id, room.seen, [person])
    assert room.solve()["breaches"] == []


def test_a_whole_team_that_is_locked_keeps_its_people(room: Room):
    room.solve()
    team = room.draft["teams"][0]
    versions.lock_team(room.id, room.seen, team["number"], "locked", "bien ainsi")
    other = next(p for p in room.people if p not in team["members"])
    team_plan.set_mode(room.id, "strict")
    with refused("rules_broken"):
        versions.move_people(room.id, room.seen, [(other, team["number"])])
    room.solve()
    assert sorted(room.draft["teams"][0]["members"]) == sorted(team["members"])


def locked(room: Room, level: str) -> tuple[str, int]:
    """Somebody locked at a level, and a team where they may not go."""
    room.solve()
    one = room.people[0]
    mine = next(t for t in room.draft["teams"] if one in t["members"])
    other = next(t for t in room.draft["teams"] if t["theme"] != mine["theme"])
    if level == "team":
        versions.lock_team(room.id, room.seen, mine["number"], "locked", "bien ainsi")
    else:
        theme = mine["theme"] if level == "person-theme" else None
        versions.lock_person(room.id, room.seen, one, theme, "y tient")
    return one, other["number"]


@pytest.mark.parametrize(
    ("level", "rule"),
    [("person-team", "lock_team"), ("person-theme", "lock_theme"), ("team", "held")],
)
def test_what_a_move_unlocks_is_told_refused_in_strict_mode_and_done_in_the_others(
    room: Room, level: str, rule: str
):
    one, to = locked(room, level)
    for mode in ("strict", "warn", "free"):
        team_plan.set_mode(room.id, mode)
        with reading() as session:
            told = proposal(session, room.id, room.seen, [(one, to)], linked=True)
        assert rule in [breach["rule"] for breach in told["broken"]]
        assert told["allowed"] == (mode != "strict")
    team_plan.set_mode(room.id, "strict")
    with refused("rules_broken"):
        versions.move_people(room.id, room.seen, [(one, to)])
    for mode in ("warn", "free"):
        team_plan.set_mode(room.id, mode)
        versions.move_people(room.id, room.seen, [(one, to)])
        assert room.seats()[one] == to
        versions.undo_teams(room.id, room.seen)


def test_a_locked_team_that_was_changed_by_hand_keeps_who_is_in_it_now(room: Room):
    one, to = locked(room, "team")
    versions.move_people(room.id, room.seen, [(one, to)])
    assert "held" not in [breach["rule"] for breach in room.draft["breaches"]]
    versions.lock_person(room.id, room.seen, one, None, "")
    room.solve()
    assert room.seats()[one] == to


def test_started_teams_are_not_moved_by_a_solve(room: Room, make: Factory):
    room.solve()
    with refused("not_published"):
        versions.start_teams(room.id, room.seen, True)
    room.publish()
    versions.start_teams(room.id, room.seen, True)
    before = room.seats()
    late = make.person(room.event, name="Tard").id
    team_plan.set_total(room.id, 2)
    room.solve()
    seats = room.seats()
    assert {person: seats[person] for person in before} == before
    assert late in seats


def test_who_has_just_come_is_offered_seats_and_the_room_is_told(room: Room, make: Factory):
    room.solve()
    room.publish()
    late = make.person(room.event, name="Tard").id
    with reading() as session:
        options = arrivals(session, room.id, room.seen, late)["options"]
    assert options[0]["broken"] == []
    moves = [(person, team) for person, team in options[0]["wanted"]]
    versions.move_people(room.id, room.seen, moves, what="seat", out=True)
    with reading() as session:
        team = team_of(session, late)
    assert team is not None
    mine = room.phone(late)["my_team"][late]
    assert (mine["team"], mine["moved"]) == (team.id, True)


def test_a_seat_for_a_latecomer_does_not_let_a_draft_out(room: Room, make: Factory):
    room.solve()
    room.publish()
    to = next(t["number"] for t in room.draft["teams"] if room.people[0] not in t["members"])
    versions.move_people(room.id, room.seen, [(room.people[0], to)])
    late = make.person(room.event).id
    versions.move_people(room.id, room.seen, [(late, to)], what="seat", out=True)
    with reading() as session:
        assert team_of(session, late) is None


def test_a_departure_that_breaks_a_rule_is_mended_by_the_fewest(room: Room):
    room.solve()
    room.publish()
    pros = [p for n, p in enumerate(room.people) if n % 3 == 2]
    joining.set_status(room.id, pros[0], "gone")
    with reading() as session:
        told = departures(session, room.id, room.seen)
    assert told["fewest"] in (True, False)
    if told["wanted"]:
        versions.move_people(room.id, room.seen, [tuple(one) for one in told["wanted"]])
        assert room.draft["breaches"] == []


def test_why_somebody_is_here_tells_the_desk_all_and_the_person_their_own(room: Room):
    one, other = room.people[0], room.people[2]
    wishes.make_wishes(room.id, one, room.themes)
    links.set_link(room.id, "apart", one, other, "bailleur")
    room.solve()
    room.publish()
    with reading() as session:
        told = why(session, room.id, room.seen, one)
    assert {"kind": "apart", "people": [other]} in told["pins"]
    mine = room.phone(one)
    assert "apart" not in mine["my_team"][one]["pins"]
    assert mine["my_team"][one]["rank"] in (1, 2)
    assert "bailleur" not in str(mine)


def test_a_no_to_sit_together_looks_like_no_answer_yet(room: Room):
    one, other = room.people[:2]
    code = room.phone(other)["me"][other]["code"]
    link = links.ask_together(room.id, one, code)["link"]
    before = room.phone(one)["my_links"][one]
    links.answer_together(room.id, other, link, False)
    assert room.phone(one)["my_links"][one] == before
    assert room.phone(other)["my_links"][other]["together"] == []


def test_two_who_ask_for_each_other_have_both_said_yes(room: Room):
    one, other = room.people[:2]
    for mine, theirs in ((one, other), (other, one)):
        links.ask_together(room.id, mine, room.phone(theirs)["me"][theirs]["code"])
    room.solve()
    assert room.seats()[one] == room.seats()[other]


def test_not_with_is_told_to_the_desk_alone(room: Room):
    one, other = room.people[:2]
    link = links.ask_apart(room.id, one, "l'agent de mon bailleur")["link"]
    links.name_apart(room.id, link, other)
    assert "bailleur" not in str(room.phone(other))
    with reading() as session:
        assert "bailleur" not in str(snapshot(session, room.id, Viewer("screen")))
    assert room.draft["links"][0]["other"] == other
    with refused("no_such_link"):
        links.withdraw_link(room.id, other, link)
    room.solve()
    assert room.seats()[one] != room.seats()[other]


def test_not_with_asked_once_teams_are_out_is_a_rule_the_desk_sees_broken(room: Room):
    room.solve()
    room.publish()
    one = room.people[0]
    beside = next(p for p, team in room.seats().items() if team == room.seats()[one] and p != one)
    link = links.ask_apart(room.id, one, "la personne en face")["link"]
    links.name_apart(room.id, link, beside)
    (broken,) = room.draft["breaches"]
    assert (broken["rule"], set(broken["people"])) == ("apart", {one, beside})
    assert "en face" not in str(room.phone(beside))
    room.solve()
    assert room.seats()[one] != room.seats()[beside]


def test_a_closed_event_takes_no_private_request(room: Room):
    close_event(room.id)
    with refused("event_closed"):
        links.ask_apart(room.id, room.people[0], "mon bailleur")


def test_contradictory_links_are_named_with_their_way_out(room: Room):
    one, other = room.people[:2]
    together = links.set_link(room.id, "together", one, other, "")["link"]
    links.set_link(room.id, "apart", one, other, "")
    draft = room.solve()
    certificate = draft["certificates"][0]
    assert certificate["kind"] == "together_and_apart"
    assert set(certificate["people"]) == {one, other}
    links.remove_links(room.id, [together])
    assert room.solve()["breaches"] == []


def test_no_theme_is_said_and_teams_without_one_are_a_way_out(room: Room):
    choose_themes(room.id, room.themes, goes_on=False)
    draft = room.solve()
    assert [one["kind"] for one in draft["certificates"]] == ["no_theme"]
    assert draft["version"] == 0
    team_plan.set_counts(room.id, {0: 3})
    assert room.solve()["breaches"] == []
    room.publish()
    with reading() as session:
        assert {team.theme_id for team in teams_of(session, room.id)} == {None}


def test_one_theme_gets_every_team(room: Room):
    remove_theme(room.id, room.themes[1])
    draft = room.solve()
    assert {team["theme"] for team in draft["teams"]} == {room.themes[0]}
    assert draft["breaches"] == []


def test_no_professionals_is_said_in_people(room: Room):
    for place, person in enumerate(room.people):
        if place % 3 == 2:
            joining.set_status(room.id, person, "gone")
    certificate = room.solve()["certificates"][0]
    assert (certificate["kind"], certificate["have"]) == ("too_few_professionals", 0)
    team_plan.set_without(room.id, "professionals", 10)
    assert room.solve()["breaches"] == []


@pytest.mark.parametrize("place", [0, 1])
def test_asking_for_none_on_the_theme_named_leads_out_at_once(room: Room, place: int):
    """Whichever theme has fewer votes: all professionals are held on the other one."""
    room.solve()
    here, named = room.themes[place], room.themes[1 - place]
    for person in room.people[2::3]:
        versions.lock_person(room.id, room.seen, person, here, "connaît le sujet")
    (told,) = room.solve()["certificates"]
    assert (told["kind"], told["theme"]) == ("professionals", named)
    way = next(way for way in told["ways"] if way["kind"] == "none_in")
    assert [theme for theme, _ in way["facts"]["themes"]] == [named]
    team_plan.set_without(room.id, "professionals", 0, dict(way["facts"]["themes"]))
    draft = room.solve()
    assert (draft["certificates"], draft["breaches"]) == ([], [])
    assert list(draft["without"]["professionals"]) == [str(named)]
    team_plan.set_without(room.id, "professionals", 0)
    assert room.solve()["certificates"] != []


def test_teams_that_are_held_are_not_among_those_in_which_nobody_is_asked_for(room: Room):
    room.solve()
    last = room.draft["teams"][-1]["number"]
    versions.lock_team(room.id, room.seen, last, "locked", "bien ainsi")
    for person in room.people[2::3]:
        if room.seats()[person] != last:
            joining.set_status(room.id, person, "gone")
    found = {one["kind"]: one for one in room.solve()["certificates"]}
    told = found["too_few_professionals"]
    way = next(way for way in told["ways"] if way["kind"] == "none_in")
    team_plan.set_without(room.id, "professionals", way["facts"]["teams"])
    kinds = [one["kind"] for one in room.solve()["certificates"]]
    assert "too_few_professionals" not in kinds


def test_fewer_people_than_one_team_is_said_and_shown_all_the_same(app: object, make: Factory):
    room = Room(make, people=2)
    draft = room.solve()
    assert draft["certificates"][0]["kind"] == "too_few_people"
    assert set(room.seats()) == set(room.people)


def test_everybody_locked_is_kept_as_it_is(room: Room):
    room.solve()
    before = room.seats()
    for person in room.people:
        versions.lock_person(room.id, room.seen, person, None, "")
    room.solve()
    assert room.seats() == before


def test_profiles_are_shared_out_over_the_teams(app: object, make: Factory):
    profiles = [{"key": key, "fr": key} for key in ("code", "dessin", "usage")]
    room = Room(make, by="profiles", profiles=profiles, k_professional=0)
    choose_themes(room.id, room.themes, goes_on=False)
    for place, person in enumerate(room.people):
        wishes.choose_profile(room.id, person, profiles[place % 3]["key"])
    team_plan.set_counts(room.id, {0: 4})
    draft = room.solve()
    said = {person: room.phone(person)["wishes"][person]["profile"] for person in room.people}
    assert [sorted(said[p] for p in t["members"]) for t in draft["teams"]] == [
        ["code", "dessin", "usage"]
    ] * 4


def test_a_step_free_table_goes_to_the_team_that_needs_one(room: Room, make: Factory):
    person = make.person(room.event, name="Roue", needs=("step_free",)).id
    team_plan.set_places(room.id, [False, False, True, False])
    room.solve()
    team = next(t for t in room.draft["teams"] if person in t["members"])
    assert team["table"] == "3"


def test_only_so_many_drafts_are_kept(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(versions, "KEPT", 3)
    room.solve()
    for reason in "abcdef":
        versions.lock_person(room.id, room.seen, room.people[0], None, reason)
    with reading() as session:
        assert len(session.scalars(select(TeamVersion)).all()) == 3


def test_a_published_team_keeps_its_number_in_the_database(room: Room):
    room.solve()
    room.publish()
    with reading() as session:
        before = {team.number: team.id for team in session.scalars(select(Team))}
    room.solve()
    room.publish()
    with reading() as session:
        assert {team.number: team.id for team in session.scalars(select(Team))} == before


def test_another_events_things_are_not_there(room: Room, make: Factory):
    room.solve()
    other: Event = make.event()
    stranger = make.person(other).id
    with refused("unknown_code"):
        versions.move_people(room.id, room.seen, [(stranger, 1)])
    with refused("unknown_code"):
        links.set_link(room.id, "apart", room.people[0], stranger, "")
    with refused("no_such_version"):
        versions.return_to(other.id, 0, room.seen)


def test_what_was_proven_stays_proven_once_published(room: Room):
    for round_ in range(2):
        room.solve()
        assert room.draft["quality"]["statement"] == "proven_best"
        room.publish()
        assert room.draft["quality"]["statement"] == "proven_best", round_
        joining.set_status(room.id, room.people[round_], "gone")
    assert room.draft["quality"]["reason"] == "changed"


def names(room: Room) -> dict[int, str]:
    return {team["number"]: team["name"] for team in room.desk()["team"].values()}


def test_a_team_names_itself_and_the_facilitator_may_name_it_too(room: Room):
    one = room.people[0]
    with refused("no_such_team"):
        team_names.name_my_team(room.id, one, "Les Tilleuls")
    room.solve()
    room.publish()
    mine = room.seats()[one]
    team_names.name_my_team(room.id, one, "  Les   Tilleuls ")
    assert names(room)[mine] == "Les Tilleuls"
    assert "Les Tilleuls" in str(room.phone(room.people[1])["team"])
    other = next(number for number in names(room) if number != mine)
    with refused("team_name_taken"):
        team_names.name_team(room.id, other, "les tilleuls")
    with refused("no_such_team"):
        team_names.name_team(room.id, 99, "Les Voisins")
    team_names.name_team(room.id, mine, "")
    assert names(room)[mine] == ""


@pytest.mark.parametrize(
    ("name", "code"),
    [("x" * 41, "too_long"), ("Appelez 06 12 34 56 78", "name_personal")],
)
def test_a_name_the_room_should_not_read_is_refused(room: Room, name: str, code: str):
    room.solve()
    room.publish()
    with refused(code):
        team_names.name_my_team(room.id, room.people[0], name)


def test_where_texts_are_read_before_the_facilitator_writes_the_name(room: Room):
    room.solve()
    room.publish()
    with change(room.id) as this:
        this.session.get_one(Event, room.id).moderation = "before"
        this.touch("event", room.id)
    with refused("names_read_before"):
        team_names.name_my_team(room.id, room.people[0], "Les Tilleuls")
    team_names.name_team(room.id, room.seats()[room.people[0]], "Les Tilleuls")
    assert "Les Tilleuls" in names(room).values()


def test_a_name_stays_with_its_team_and_not_with_its_number(room: Room):
    room.solve()
    room.publish()
    team_names.name_my_team(room.id, room.people[0], "Les Tilleuls")
    room.solve()
    room.publish()
    assert "Les Tilleuls" in names(room).values()
    team_plan.set_counts(room.id, {room.themes[1]: 3})
    theme = next(team for team in room.desk()["team"].values() if team["name"])["theme"]
    room.solve()
    room.publish()
    assert ("Les Tilleuls" in names(room).values()) == (theme == room.themes[1])


def test_who_leaves_before_the_end_is_told_to_the_desk_with_what_will_break(room: Room):
    room.solve()
    room.publish()
    proven = room.draft["quality"]
    only = next(
        person
        for team in room.draft["teams"]
        for person in team["members"]
        if room.desk()["participant"][person]["perspective"] == "professional"
        and sum(
            room.desk()["participant"][p]["perspective"] == "professional" for p in team["members"]
        )
        == 1
    )
    wishes.set_until(room.id, only, 16 * 60)
    (told,) = room.draft["foreseen"]
    assert (told["minute"], told["people"]) == (960, [only])
    assert [one["rule"] for one in told["broken"]] == ["professionals"]
    assert room.draft["breaches"] == []
    assert room.draft["quality"] == proven
    assert room.phone(only)["wishes"][only]["until"] == 960
    assert "960" not in str(
        room.phone(room.people[0] if room.people[0] != only else room.people[1])
    )
    joining.set_status(room.id, only, "gone")
    assert room.draft["foreseen"] == []
    wishes.set_until(room.id, only, None)
    assert room.draft["until"] == {}
    with refused("bad_request"):
        wishes.set_until(room.id, only, 24 * 60)


def test_accents_do_not_count_in_the_order_of_names(app: object, make: Factory):
    event = make.event("teams")
    make.team(event, *[make.person(event, name=name) for name in ("Zoé", "Élise", "", "Anne")])
    with reading() as session:
        (team,) = snapshot(session, event.id, Viewer("screen"))["items"]["team"].values()
    assert [person["name"] for person in team["people"]] == ["Anne", "Élise", "Zoé", ""]
