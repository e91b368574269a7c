"""Votes on a real database: the budget, the secret, the closing, paper, what is not counted."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select, text

from eventlab.boards.models import Ballot, BallotNote, Dot, PaperCount, Theme, Voter
from eventlab.boards.queries import closed_totals
from eventlab.boards.services import ballots, counting, problems, votes
from eventlab.boards.services.problems import Channel
from eventlab.errors import Refusal
from eventlab.extensions import database, reading
from eventlab.live.board import Viewer, snapshot
from eventlab.live.idempotency import Once
from eventlab.live.journal import change
from eventlab.sessions.models import Participant
from eventlab.sessions.services import programme, roster


@pytest.fixture
def vote(make, app):
    return make.ballot(make.event())


def refused(work, *what, **more) -> str:
    with pytest.raises(Refusal) as found:
        work(*what, **more)
    return found.value.code


def stored(vote) -> dict[str, dict[int, int]]:
    """Each voter's dots."""
    with reading() as session:
        rows = session.scalars(select(Dot).where(Dot.ballot_id == vote.id, Dot.dots > 0))
        found: dict[str, dict[int, int]] = {}
        for row in rows:
            found.setdefault(row.participant_id, {})[row.line_id] = row.dots
    return found


def ballot(vote) -> Ballot:
    with reading() as session:
        return session.get_one(Ballot, vote.id)


def test_dots_are_given_taken_back_and_counted_down(make, vote):
    ada = make.person(vote.event)

    def give(place, number=1):
        return votes.give_dot(vote.event.id, ada.id, vote.id, vote.lines[place], number)["left"]

    assert [give(0), give(1), give(2), give(1, -1), give(3)] == [2, 1, 0, 1, 0]
    assert stored(vote) == {ada.id: {vote.lines[n]: 1 for n in (0, 2, 3)}}


def test_a_dot_too_many_is_refused_and_changes_nothing(make, vote):
    ada = make.person(vote.event)
    make.dots(vote, ada, 0, 1, 2)
    before = stored(vote)
    here = (vote.event.id, ada.id, vote.id)
    assert refused(votes.give_dot, *here, vote.lines[3], 1) == "budget_spent"
    assert refused(votes.give_dot, *here, vote.lines[3], -1) == "no_dot_there"
    assert refused(votes.give_dot, *here, 999999, 1) == "no_such_line"
    assert refused(votes.give_dot, vote.event.id, ada.id, 999, vote.lines[0], 1) == "no_such_ballot"
    assert stored(vote) == before


def test_one_line_takes_no_more_than_its_share(make, app):
    single = make.ballot(make.event())
    ada = make.person(single.event)
    make.dots(single, ada, 0)
    here = (single.event.id, ada.id, single.id)
    assert refused(votes.give_dot, *here, single.lines[0], 1) == "line_full"
    several = make.ballot(make.event(), dots=5, per_theme=3)
    bea = make.person(several.event)
    make.dots(several, bea, 0, 0, 0, 1, 1)
    assert stored(several) == {bea.id: {several.lines[0]: 3, several.lines[1]: 2}}


def test_taking_back_where_nothing_was_given_is_refused(make, vote):
    ada = make.person(vote.event)
    here = (vote.event.id, ada.id, vote.id)
    assert refused(votes.give_dot, *here, vote.lines[0], -1) == "no_dot_there"
    make.dots(vote, ada, 1)
    assert refused(votes.give_dot, *here, vote.lines[0], -1) == "no_dot_there"


def test_a_whole_choice_takes_the_place_of_the_one_before(make, vote):
    ada = make.person(vote.event)
    make.dots(vote, ada, 0, 1)
    answer = votes.fill_ballot(vote.event.id, ada.id, vote.id, {vote.lines[3]: 1})
    assert (answer["left"], stored(vote)) == (2, {ada.id: {vote.lines[3]: 1}})
    make.dots(vote, ada, 0, 1)
    assert (
        refused(votes.give_dot, vote.event.id, ada.id, vote.id, vote.lines[2], 1) == "budget_spent"
    )


def test_another_events_person_has_no_ballot_here(make, vote):
    stranger = make.person(make.event())
    assert refused(make.dots, vote, stranger, 0) == "no_such_ballot"


def test_a_locked_room_does_not_vote(make, vote):
    ada = make.person(vote.event)
    with change(vote.event.id) as this:
        this.session.get_one(type(vote.event), vote.event.id).entries_locked = True
    assert refused(make.dots, vote, ada, 0) == "voting_paused"


def test_the_same_request_is_done_once_and_its_answer_names_no_line(make, vote):
    ada, once = make.person(vote.event), Once("d" * 24, "one-tap-of-ada")
    here = (vote.event.id, ada.id, vote.id, vote.lines[0], 1)
    answers = [votes.give_dot(*here, once=once) for _ in range(5)]
    assert answers == [{"ballot": vote.id, "left": 2}] * 5
    assert stored(vote) == {ada.id: {vote.lines[0]: 1}}


# Opening


def test_the_lines_are_those_of_the_opening_whatever_becomes_of_the_themes(make, vote):
    with change(vote.event.id) as this:
        this.session.delete(this.session.get_one(Theme, vote.lines[0]))
    assert ballot(vote).lines[0]["title"] == "Humidité"
    make.dots(vote, make.person(vote.event), 0)


def test_one_ballot_at_a_time_and_only_in_a_vote_step(make, app):
    event = make.event()
    make.theme(event)
    make.theme(event, "Bruit")
    vote_step = make.step(event, "vote").id
    assert refused(ballots.open_ballot, event.id, vote_step, "s") == "already_moved"
    make.at_step(event, "post")
    assert refused(ballots.open_ballot, event.id, make.step(event, "post").id, "s") == "not_voting"
    make.at_step(event, "vote")
    ballots.open_ballot(event.id, vote_step, "s")
    assert refused(ballots.open_ballot, event.id, vote_step, "s") == "ballot_open"


def test_a_list_of_one_is_no_choice(make, app):
    event = make.event()
    make.theme(event, "Seul")
    make.at_step(event, "vote")
    assert (
        refused(ballots.open_ballot, event.id, make.step(event, "vote").id, "s")
        == "nothing_to_vote"
    )


def test_problems_can_be_voted_on_and_are_then_no_longer_written(make, app):
    event = make.at_step(make.event(), "post", hidden=False, perspective="all")
    ada = make.person(event)
    ids = [make.problem(event, ada, text) for text in ("Un.", "Deux.", "Trois.")]
    problems.hide_problem(event.id, ids[2], "hors sujet")
    make.at_step(event, "vote", on="problems")
    opened = ballots.open_ballot(event.id, make.step(event, "vote").id, "s")
    with reading() as session:
        assert [line["id"] for line in session.get_one(Ballot, opened).lines] == ids[:2]
    make.at_step(event, "post")
    assert refused(make.problem, event, ada) == "list_on_ballot"


def test_a_step_that_was_voted_in_is_not_taken_away(make, vote):
    make.at_step(vote.event, "post")
    assert refused(programme.remove_step, vote.event.id, vote.step, "s") == "step_written"


# Closing and the secret


def test_closing_keeps_totals_and_destroys_who_voted_what(make, vote):
    for n in range(5):
        make.dots(vote, make.person(vote.event, "resident"), 0, n % 2 + 1)
        make.dots(vote, make.person(vote.event, "professional"), 3)
    ballots.close_ballot(vote.event.id, vote.id, "s")
    with reading() as session:
        totals = closed_totals(session, vote.event.id, "themes")
        assert session.scalars(select(Dot)).all() == []
        assert session.scalars(select(Voter)).all() == []
    numbers = [
        [totals[n][side] for side in ("room", "resident", "professional")] for n in vote.lines
    ]
    assert numbers == [[5, 5, 0], [3, 3, 0], [2, 2, 0], [5, 0, 5]]
    assert totals[vote.lines[0]]["voters"] == {"resident": 5, "professional": 5}


def test_nothing_in_the_whole_store_ties_a_voter_to_a_line_after_the_closing(make, app):
    event = make.event()
    with change(event.id) as this:  # numbers that nothing else has
        for n in range(3):
            this.session.add(Theme(id=987651 + n, event_id=event.id, position=n, title=f"T{n}"))
    vote = make.ballot(event, "Autre")
    people = [make.person(event).id for _ in range(3)]
    for place, person in enumerate(people):
        once = Once("d" * 24, f"key-number-{place}")
        votes.give_dot(event.id, person, vote.id, vote.lines[place], 1, once=once)
    assert tied(people, vote.lines[:3]) == {"ballot_dot"}
    ballots.close_ballot(event.id, vote.id, "s")
    assert tied(people, vote.lines[:3]) == set()


def tied(people, lines) -> set[str]:
    """The tables with a row that names a person and a line."""
    found = set()
    with reading() as session:
        for table in inspect(database.engine).get_table_names():
            for row in session.execute(text(f'SELECT * FROM "{table}"')):
                words = " ".join(map(str, row))
                if any(who in words for who in people) and any(str(n) in words for n in lines):
                    found.add(table)
    return found


def test_the_bytes_of_the_votes_leave_the_file(sqlite_file, make, vote):
    ada = make.person(vote.event)
    make.dots(vote, ada, 0)
    marked = "f" * 24
    with change(vote.event.id) as this:
        this.session.execute(
            text("UPDATE ballot_voter SET helper_id = :mark WHERE participant_id = :who"),
            {"mark": marked, "who": ada.id},
        )
    ballots.close_ballot(vote.event.id, vote.id, "s")
    for file in (sqlite_file, sqlite_file.with_name(sqlite_file.name + "-wal")):
        assert marked.encode() not in file.read_bytes()


def test_with_four_professionals_only_the_room_is_kept(make, vote):
    for _ in range(6):
        make.dots(vote, make.person(vote.event, "resident"), 0)
    for _ in range(4):
        make.dots(vote, make.person(vote.event, "professional"), 1)
    ballots.close_ballot(vote.event.id, vote.id, "s")
    assert ballot(vote).totals["lines"][str(vote.lines[1])] == {"room": 4}
    with reading() as session:
        assert (
            closed_totals(session, vote.event.id, "themes")[vote.lines[1]]["professional"] is None
        )


def test_a_closed_ballot_takes_no_vote_and_is_not_closed_twice(make, vote):
    ada = make.person(vote.event)
    ballots.close_ballot(vote.event.id, vote.id, "s")
    assert refused(make.dots, vote, ada, 0) == "ballot_closed"
    assert refused(ballots.close_ballot, vote.event.id, vote.id, "s") == "ballot_closed"


def test_opening_again_is_a_new_ballot_from_nought(make, vote):
    ada = make.person(vote.event)
    make.dots(vote, ada, 0)
    ballots.close_ballot(vote.event.id, vote.id, "s")
    again = ballots.open_ballot(vote.event.id, vote.step, "s")
    assert again != vote.id
    with reading() as session:
        board = snapshot(session, vote.event.id, Viewer("phone", ada.id))["items"]
        assert board["ballot"][str(vote.step)]["id"] == again
        assert "my_ballot" not in board
        # Until it closes, the room's last word is the one before.
        assert closed_totals(session, vote.event.id, "themes")[vote.lines[0]]["room"] == 1


def test_results_wait_for_the_closing_and_come_in_two_parts(make, vote):
    for side in ("resident", "professional") * 5:
        make.dots(vote, make.person(vote.event, side), 0)
    assert refused(ballots.show_results, vote.event.id, vote.id, 1, "s") == "ballot_still_open"
    ballots.close_ballot(vote.event.id, vote.id, "s")
    assert refused(ballots.show_results, vote.event.id, vote.id, 3, "s") == "bad_request"

    def seen(surface):
        with reading() as session:
            board = snapshot(session, vote.event.id, Viewer(surface))
        totals = board["items"]["ballot"][str(vote.step)].get("totals")
        return totals and totals["lines"][str(vote.lines[0])]

    assert (seen("phone"), seen("screen")) == (None, None)
    assert seen("desk") == {"room": 10, "resident": 5, "professional": 5}
    ballots.show_results(vote.event.id, vote.id, 1, "s")
    assert (seen("phone"), seen("screen")) == ({"room": 10}, {"room": 10})
    ballots.show_results(vote.event.id, vote.id, 2, "s")
    assert seen("phone") == seen("screen") == seen("desk")
    ballots.show_results(vote.event.id, vote.id, 0, "s")
    assert seen("screen") is None


# Paper, kiosk, and what is not counted


def test_helpers_and_paper_are_counted_as_such(make, vote):
    ada, bea = make.person(vote.event), make.person(vote.event)
    make.dots(vote, ada, 0)
    here = (vote.event.id, bea.id, vote.id, vote.lines[1], 1)
    votes.give_dot(*here, Channel("kiosk", "helper-1"))
    sheet = counting.PaperSheet("Table 3", "professional", 6, {vote.lines[2]: 5})
    counting.count_paper(vote.event.id, vote.id, sheet, "desk-1")
    ballots.close_ballot(vote.event.id, vote.id, "s")
    totals = ballot(vote).totals
    assert totals["channels"] == {"phone": 1, "kiosk": 1, "paper": 6}
    assert totals["voters"] == {"resident": 2, "professional": 6}
    assert totals["lines"][str(vote.lines[2])]["room"] == 5
    with reading() as session:
        logged = session.scalars(select(BallotNote).order_by(BallotNote.id)).all()
        (paper,) = session.scalars(select(PaperCount)).all()
    assert [(one.what, one.staff_id, one.number) for one in logged][1] == ("paper", "desk-1", 6)
    assert (paper.voters, paper.dots) == (6, {})


def test_a_paper_count_typed_wrong_is_taken_out(make, vote):
    sheet = counting.PaperSheet("Table 3", "resident", 6, {vote.lines[2]: 5})
    paper = counting.count_paper(vote.event.id, vote.id, sheet, "s")
    counting.drop_paper(vote.event.id, vote.id, paper, "s")
    assert refused(counting.drop_paper, vote.event.id, vote.id, paper, "s") == "not_found"
    too_many = counting.PaperSheet("", "resident", 2, {vote.lines[0]: 3})
    assert refused(counting.count_paper, vote.event.id, vote.id, too_many, "s") == "paper_too_many"
    ballots.close_ballot(vote.event.id, vote.id, "s")
    assert ballot(vote).totals["lines"][str(vote.lines[2])]["room"] == 0


def test_in_strict_mode_only_a_printed_code_votes(make, app):
    strict = make.ballot(make.event(), mode="strict")
    roster.make_blank_slips(strict.event.id, {"resident": 1, "professional": 0})
    with reading() as session:
        slip = session.scalars(select(Participant).where(Participant.channel == "slip")).one()
    assert refused(make.dots, strict, make.person(strict.event), 0) == "slip_needed"
    make.dots(strict, slip, 0, 1)
    assert list(stored(strict)) == [slip.id]


def turnout(vote, surface):
    with reading() as session:
        return snapshot(session, vote.event.id, Viewer(surface))["items"]["turnout"]["room"]


def test_the_desk_sees_who_has_finished_as_numbers_by_perspective(make, vote):
    ada = make.person(vote.event, "resident")
    make.person(vote.event, "resident")
    bea = make.person(vote.event, "professional")
    make.dots(vote, ada, 0, 1, 2)
    make.dots(vote, bea, 0)
    seen = turnout(vote, "desk")
    assert seen["by"]["resident"] == {"finished": 1, "voted": 1, "paper": 0, "of": 2}
    assert seen["by"]["professional"] == {"finished": 0, "voted": 1, "paper": 0, "of": 1}
    assert turnout(vote, "screen") == {"ballot": vote.id, "finished": 1, "of": 3}
    votes.finish_ballot(vote.event.id, bea.id, vote.id, True)
    assert turnout(vote, "screen")["finished"] == 2


def test_more_votes_than_people_are_flagged_with_the_late_phones(make, vote):
    people = [make.person(vote.event) for _ in range(3)]
    for person in people:
        make.dots(vote, person, 0)
    counting.count_people(vote.event.id, vote.id, 3, "s")
    assert (turnout(vote, "desk")["surplus"], turnout(vote, "desk")["late"]) == (0, [])
    counting.count_people(vote.event.id, vote.id, 2, "s")
    seen = turnout(vote, "desk")
    assert seen["surplus"] == 1
    # Everybody joined after the opening here.
    assert {one["voter"] for one in seen["late"]} == {person.id for person in people}
    assert "late" not in turnout(vote, "screen")


def test_a_vote_taken_out_stays_out_and_is_written_down(make, vote):
    ada, bea = make.person(vote.event), make.person(vote.event)
    make.dots(vote, ada, 0, 1)
    counting.void_vote(vote.event.id, vote.id, "desk-1", voter=ada.id)
    counting.void_vote(vote.event.id, vote.id, "desk-1", code=bea.code)
    assert stored(vote) == {}
    assert refused(make.dots, vote, ada, 0) == "vote_voided"
    assert refused(make.dots, vote, bea, 0) == "vote_voided"
    assert refused(votes.fill_ballot, vote.event.id, ada.id, vote.id, {}) == "vote_voided"
    assert refused(counting.void_vote, vote.event.id, vote.id, "s", code="x") == "unknown_code"
    ballots.close_ballot(vote.event.id, vote.id, "s")
    assert ballot(vote).totals["voters"] == {"resident": 0, "professional": 0}
    with reading() as session:
        notes = session.scalars(select(BallotNote).where(BallotNote.what == "void")).all()
    assert [one.staff_id for one in notes] == ["desk-1", "desk-1"]


def test_the_facilitator_chooses_what_goes_on(make, vote):
    ballots.send_on(vote.event.id, vote.lines[:2], "s")
    ballots.send_on(vote.event.id, vote.lines[1:3], "s")
    with reading() as session:
        going = session.scalars(select(Theme.id).where(Theme.goes_on)).all()
    assert list(going) == vote.lines[1:3]
    assert refused(ballots.send_on, vote.event.id, [999], "s") == "no_such_theme"
