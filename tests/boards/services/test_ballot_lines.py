"""What a ballot's lines say once a text they were taken from is hidden, masked or taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventlab.boards.models import Ballot
from eventlab.boards.queries import closed_result
from eventlab.boards.services import ballots, problems
from eventlab.extensions import reading
from eventlab.live.board import Viewer, apply_news, digest, replay, snapshot
from tests.factories import Vote

TEXTS = ("Paul fume au 3e.", "Il fait froid.", "L'ascenseur est lent.")
WITHHELD = {"title": "–", "text": "", "withheld": True}


@pytest.fixture
def vote(make, app) -> Vote:
    """A vote on three problems."""
    event = make.event()
    make.at_step(event, "post", hidden=False, perspective=None)
    ada = make.person(event)
    for text in TEXTS:
        make.problem(event, ada, text)
    return make.ballot(event, on="problems")


def viewers(make, event) -> list[Viewer]:
    return [Viewer("screen"), Viewer("desk"), Viewer("phone", make.people(event)[0].id)]


def lines_seen(make, vote) -> list[list[dict]]:
    """The lines as the screen, the desk and a phone have them."""
    with reading() as session:
        boards = [snapshot(session, vote.event.id, one) for one in viewers(make, vote.event)]
    return [board["items"]["ballot"][str(vote.step)]["lines"] for board in boards]


def hide(vote):
    problems.hide_problem(vote.event.id, vote.lines[0], "Un nom")


def mask(vote):
    problems.mask_problem(vote.event.id, vote.lines[0], {"words": "[...]"}, "paul")


def test_a_hidden_problem_is_read_on_no_ballot(make, vote):
    hide(vote)
    for lines in lines_seen(make, vote):
        assert lines[0] == {"id": vote.lines[0]} | WITHHELD
        assert [line["title"] for line in lines[1:]] == list(TEXTS[1:])


def test_a_problem_shown_again_is_read_again(make, vote):
    hide(vote)
    problems.show_problem(vote.event.id, vote.lines[0])
    assert {lines[0]["title"] for lines in lines_seen(make, vote)} == {TEXTS[0]}


def test_a_withdrawn_problem_is_read_on_no_ballot(make, vote):
    ada = make.people(vote.event)[0]
    problems.withdraw_problem(vote.event.id, ada.id, vote.lines[0])
    assert all(lines[0]["withheld"] for lines in lines_seen(make, vote))


def test_masking_reaches_the_line_and_what_is_stored_of_it(make, vote):
    mask(vote)
    assert {lines[0]["title"] for lines in lines_seen(make, vote)} == {"[...] fume au 3e."}
    with reading() as session:
        stored = session.scalars(select(Ballot.lines).where(Ballot.id == vote.id)).one()
    assert "Paul" not in str(stored)


def test_a_line_keeps_the_words_voted_on_when_its_author_writes_others(make, vote):
    ada = make.people(vote.event)[0]
    draft = problems.Draft("Tout va bien.", anyway=True)
    problems.edit_problem(vote.event.id, ada.id, vote.lines[0], draft)
    assert {lines[0]["title"] for lines in lines_seen(make, vote)} == {TEXTS[0]}
    mask(vote)
    assert {lines[0]["title"] for lines in lines_seen(make, vote)} == {"[...] fume au 3e."}


def test_a_closed_result_does_not_tell_a_hidden_text_and_keeps_its_dots(make, vote):
    make.dots(vote, make.people(vote.event)[0], 0)
    ballots.close_ballot(vote.event.id, vote.id, "s")
    ballots.show_results(vote.event.id, vote.id, 1, "s")
    hide(vote)
    assert all(lines[0]["withheld"] for lines in lines_seen(make, vote))
    with reading() as session:
        result = closed_result(session, vote.event.id, "problems")
    assert next((line.title, line.room) for line in result.lines) == ("–", 1)


def test_the_chart_does_not_draw_a_hidden_text(make, vote, browser):
    make.dots(vote, make.people(vote.event)[0], 0)
    ballots.close_ballot(vote.event.id, vote.id, "s")
    ballots.show_results(vote.event.id, vote.id, 1, "s")
    hide(vote)
    phone = browser()
    phone.join(vote.event.code)
    drawn = phone.get(f"/e/{vote.event.code}/ballots/{vote.id}/chart.svg").get_data(as_text=True)
    assert "Paul" not in drawn
    assert "Texte retiré" in drawn


@pytest.mark.parametrize("deed", [hide, mask])
def test_whoever_follows_the_vote_hears_of_it(make, vote, deed):
    watching = viewers(make, vote.event)
    with reading() as session:
        before = [snapshot(session, vote.event.id, one) for one in watching]
    deed(vote)
    with reading() as session:
        for viewer, seen in zip(watching, before, strict=True):
            news = replay(session, vote.event.id, viewer, seen["version"])
            assert "ballot" in news["items"]
            fresh = snapshot(session, vote.event.id, viewer)
            assert digest(apply_news(seen, news)) == digest(fresh)


def test_a_new_problem_does_not_tell_the_ballot_anew(make, vote):
    ballots.close_ballot(vote.event.id, vote.id, "s")
    make.at_step(vote.event, "post", hidden=False, perspective=None)
    screen = Viewer("screen")
    with reading() as session:
        before = snapshot(session, vote.event.id, screen)["version"]
    make.problem(vote.event, make.people(vote.event)[0], "Autre chose.")
    with reading() as session:
        assert "ballot" not in replay(session, vote.event.id, screen, before)["items"]
