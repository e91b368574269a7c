"""Grouping: nothing is lost, nothing shows too early, everything can be undone."""

from __future__ import annotations

import random

import pytest

from eventlab.boards.services import grouping, problems, proposals, themes
from eventlab.boards.services.themes import Where
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.live import board
from eventlab.live.board import Viewer
from eventlab.sessions.models import Event
from eventlab.sessions.services import programme
from tests.factories import Factory
from tests.writes import WRITES, World


@pytest.fixture
def event(make: Factory) -> Event:
    return make.at_step(make.event("post"), "post", hidden=False, perspective="all")


@pytest.fixture
def ids(make: Factory, event: Event) -> list[int]:
    """Six problems, each of its own author."""
    return [make.problem(event, make.person(event), f"Problème {n}.") for n in range(6)]


def items(event: Event, kind: str, surface: str = "screen", person: str | None = None) -> dict:
    with reading() as session:
        seen = board.snapshot(session, event.id, Viewer(surface, person))
    return {int(number): item for number, item in seen["items"].get(kind, {}).items()}


def column(event: Event, theme_id: int | None, surface: str = "screen") -> list[int]:
    """The cards of a theme as a page draws them."""
    held = [
        (item.get("place", 0), item["number"], number)
        for number, item in items(event, "problem", surface).items()
        if item.get("theme") == theme_id and "under" not in item
    ]
    return [number for _, _, number in sorted(held)]


def undo(event: Event) -> None:
    with reading() as session:
        last = grouping.last_grouping(session, event.id)
    assert last is not None
    grouping.undo_grouping(event.id, last.id)


# --- Themes and places


def test_a_card_goes_before_another_or_last(make, event, ids):
    theme = make.theme(event, "Humidité", *ids[:3])
    assert column(event, theme) == ids[:3]
    themes.move_problems(event.id, [ids[2]], theme, where=Where(before=ids[0]))
    themes.move_problems(event.id, [ids[4], ids[3]], theme, where=Where(before=ids[0]))
    themes.move_problems(event.id, [ids[5]], theme)
    assert column(event, theme) == [ids[2], ids[4], ids[3], ids[0], ids[1], ids[5]]


def test_many_moves_into_the_same_gap_keep_the_order(make, event, ids):
    theme = make.theme(event, "Humidité", *ids)
    order = list(ids)
    for turn in range(40):
        moved, before = order[2 + turn % 4], order[1]
        themes.move_problems(event.id, [moved], theme, where=Where(before=before))
        order.remove(moved)
        order.insert(order.index(before), moved)
        assert column(event, theme) == order


def test_a_move_before_a_card_that_left_goes_last(make, event, ids):
    theme = make.theme(event, "Humidité", *ids[:2])
    themes.move_problems(event.id, [ids[2]], theme, where=Where(before=ids[5]))
    assert column(event, theme) == ids[:3]


def test_two_facilitators_moving_different_cards_both_win(make, event, ids):
    one, two = make.theme(event, "Un"), make.theme(event, "Deux")
    seen = dict.fromkeys(ids)
    themes.move_problems(event.id, [ids[0]], one, where=Where(seen=seen))
    themes.move_problems(event.id, [ids[1]], two, where=Where(seen=seen))
    assert (column(event, one), column(event, two)) == ([ids[0]], [ids[1]])


def test_of_two_moving_the_same_card_the_later_is_told(make, event, ids):
    one, two = make.theme(event, "Un"), make.theme(event, "Deux")
    where = Where(seen={ids[0]: None, ids[1]: None})
    themes.move_problems(event.id, [ids[0]], one, where=where)
    with pytest.raises(Refusal, match="problem_moved"):
        themes.move_problems(event.id, [ids[0], ids[1]], two, where=where)
    assert (column(event, one), column(event, two)) == ([ids[0]], [])
    themes.move_problems(event.id, [ids[0]], one, where=where)  # both want the same: no quarrel


def test_removing_a_theme_loses_no_problem(make, event, ids):
    theme = make.theme(event, "Humidité", *ids[:3])
    themes.remove_theme(event.id, theme)
    assert column(event, None) == ids
    assert items(event, "theme") == {}
    undo(event)
    assert column(event, theme) == ids[:3]


def test_what_needs_a_theme_can_keep_it(make, event, ids, monkeypatch):
    def keep(_session: object, _theme_id: int) -> None:
        raise Refusal("step_in_use")

    monkeypatch.setattr(themes, "before_remove", [keep])
    theme = make.theme(event, "Humidité", ids[0])
    with pytest.raises(Refusal, match="step_in_use"):
        themes.remove_theme(event.id, theme)
    assert column(event, theme) == [ids[0]]


def test_a_theme_splits_in_two_neighbours(make, event, ids):
    one, last = make.theme(event, "Un", *ids[:4]), make.theme(event, "Dernier")
    new = themes.split_theme(event.id, one, "Moisissures", ids[2:4])["id"]
    assert (column(event, one), column(event, new)) == (ids[:2], ids[2:4])
    assert [theme.id for theme in make.themes(event)] == [one, new, last]
    with pytest.raises(Refusal, match="problem_moved"):
        themes.split_theme(event.id, one, "Encore", [ids[3]])


def test_two_themes_become_one(make, event, ids):
    one, two = make.theme(event, "Un", *ids[:2]), make.theme(event, "Deux", *ids[2:4])
    themes.join_themes(event.id, one, two)
    assert column(event, one) == ids[:4]
    assert [theme.id for theme in make.themes(event)] == [one]


def test_themes_are_put_in_order(make, event):
    one, two, three = (make.theme(event, title) for title in ("Un", "Deux", "Trois"))
    themes.place_theme(event.id, three, one)
    themes.place_theme(event.id, one, None)
    assert [theme.id for theme in make.themes(event)] == [three, two, one]
    assert [theme.position for theme in make.themes(event)] == [0, 1, 2]


def test_a_question_is_refused_by_name(make, event):
    theme = make.theme(event)
    for question, name in (
        ("", "empty"),
        ("Comment pourrions-nous ?", "empty"),
        ("x" * 201, "too_long"),
    ):
        with pytest.raises(Refusal, match=name):
            themes.ask_question(event.id, theme, question)
    themes.ask_question(event.id, theme, "Comment pourrions-nous dormir au sec ?")
    assert items(event, "theme")[theme]["question"] == "Comment pourrions-nous dormir au sec ?"


def test_what_goes_on_is_marked(make, event):
    one, two = make.theme(event, "Un"), make.theme(event, "Deux")
    themes.choose_themes(event.id, [one, two])
    themes.choose_themes(event.id, [two], False)
    assert [theme.goes_on for theme in make.themes(event)] == [True, False]


# --- Merging


def test_merged_problems_keep_every_text_and_count_people(make, event, ids):
    author = make.person(event)
    twice = [make.problem(event, author, text) for text in ("Il fait froid.", "Froid !")]
    theme = make.theme(event, "Froid", ids[0], *twice)
    themes.merge_problems(event.id, ids[0], twice)
    shown = items(event, "problem")
    assert shown[ids[0]]["same"] == {"people": 2, "problems": twice}
    assert [shown[one]["under"] for one in twice] == [ids[0]] * 2
    assert shown[twice[1]]["text"] == "Froid !"
    assert column(event, theme) == [ids[0]]


def test_who_is_merged_moves_along_and_comes_back_alone(make, event, ids):
    one, two = make.theme(event, "Un", *ids[:3]), make.theme(event, "Deux", ids[3])
    themes.merge_problems(event.id, ids[3], [ids[0]])
    themes.merge_problems(event.id, ids[1], [ids[0], ids[2]])  # those of ids[0] come too
    assert (column(event, one), column(event, two)) == ([ids[1]], [])
    themes.move_problems(event.id, [ids[1]], two)
    assert items(event, "problem")[ids[1]]["same"]["people"] == 4
    themes.unmerge_problem(event.id, ids[2])
    assert column(event, two) == [ids[1], ids[2]]
    themes.unmerge_problem(event.id, ids[1])
    assert column(event, two) == [ids[1], ids[0], ids[3], ids[2]]


def test_merging_with_a_placed_problem_never_takes_it_out_of_its_theme(make, event, ids):
    theme = make.theme(event, "Un", ids[1])
    themes.merge_problems(event.id, ids[0], [ids[1]])
    assert column(event, theme) == [ids[0]]


def test_moving_one_that_stands_for_nobody_takes_it_out_of_the_merge(make, event, ids):
    theme = make.theme(event, "Un")
    themes.merge_problems(event.id, ids[0], ids[1:3])
    themes.move_problems(event.id, [ids[1]], theme)
    assert column(event, theme) == [ids[1]]
    themes.move_problems(event.id, ids[:4], theme)  # all of a merge at once: it stays merged
    assert items(event, "problem")[ids[0]]["same"]["problems"] == [ids[2]]


def test_when_the_one_that_stands_is_hidden_another_stands_for_the_room(make, event, ids):
    theme = make.theme(event, "Un", *ids[:3])
    themes.merge_problems(event.id, ids[0], ids[1:3])
    problems.hide_problem(event.id, ids[0], "hors sujet")
    shown = items(event, "problem")
    assert ids[0] not in shown
    assert shown[ids[1]]["same"] == {"people": 2, "problems": [ids[2]]}
    assert column(event, theme) == [ids[1]]
    assert column(event, theme, "desk") == [ids[0]]


def test_when_the_one_that_stands_is_withdrawn_the_others_still_move_together(make, event, ids):
    one, two = make.theme(event, "Un", *ids[:3]), make.theme(event, "Deux")
    themes.merge_problems(event.id, ids[0], ids[1:3])
    author = make.problems(event)[0].author_id
    problems.withdraw_problem(event.id, author, ids[0])
    assert column(event, one, "desk") == [ids[1]]
    themes.move_problems(event.id, [ids[1]], two)
    assert column(event, two) == [ids[1]]
    themes.unmerge_problem(event.id, ids[1])
    assert column(event, two) == [ids[1], ids[2]]


# --- Nothing shows too early


def test_a_theme_waits_with_texts_that_wait_for_their_reveal(make):
    event = make.at_step(make.event("post"), "post", hidden=True, perspective="all")
    number = make.problem(event, make.person(event))
    theme, empty = make.theme(event, "Secret", number), make.theme(event, "Vide")
    for surface in ("screen", "phone"):
        assert items(event, "theme", surface) == {}
    assert set(items(event, "theme", "desk")) == {theme, empty}
    programme.reveal_step(event.id, make.step(event, "post").id, True)
    assert set(items(event, "theme")) == {theme, empty}


def test_hidden_and_waiting_problems_are_in_no_theme_of_the_room(make, event, ids):
    theme = make.theme(event, "Un", *ids)
    problems.hide_problem(event.id, ids[0], "")
    author = make.problems(event)[1].author_id
    problems.withdraw_problem(event.id, author, ids[1])
    for surface in ("screen", "phone"):
        assert column(event, theme, surface) == ids[2:]
        assert str(len(ids)) not in str(items(event, "theme", surface)[theme])


# --- Proposals


@pytest.fixture
def proposing(make: Factory, event: Event, ids: list[int]) -> tuple[Event, str, int, int]:
    """An event that groups, an author with a problem, and a theme."""
    theme = make.theme(event, "Humidité")
    make.at_step(event, "group")
    return event, make.problems(event)[0].author_id, ids[0], theme


def test_a_proposal_is_accepted_and_its_author_sees_it(make, proposing):
    event, author, problem, theme = proposing
    proposals.propose_theme(event.id, author, problem, theme)
    assert items(event, "proposal", "desk")[problem]["theme"] == theme
    assert items(event, "mine", "phone", author)[problem]["proposal"]["state"] == "waiting"
    proposals.accept_proposal(event.id, problem, theme)
    mine = items(event, "mine", "phone", author)[problem]
    assert (mine["theme"], mine["proposal"]["state"]) == (theme, "accepted")
    assert items(event, "proposal", "desk") == {}
    undo(event)
    mine = items(event, "mine", "phone", author)[problem]
    assert (mine["theme"], mine["proposal"]["state"]) == (None, "waiting")


def test_a_refused_proposal_moves_nothing(proposing):
    event, author, problem, theme = proposing
    proposals.propose_theme(event.id, author, problem, theme)
    proposals.refuse_proposal(event.id, problem, theme)
    mine = items(event, "mine", "phone", author)[problem]
    assert (mine["theme"], mine["proposal"]["state"]) == (None, "refused")
    with pytest.raises(Refusal, match="already_answered"):
        proposals.accept_proposal(event.id, problem, theme)


def test_the_last_word_of_the_author_counts_and_can_be_taken_back(make, proposing):
    event, author, problem, theme = proposing
    other = make.theme(event, "Bruit")
    proposals.propose_theme(event.id, author, problem, theme)
    proposals.propose_theme(event.id, author, problem, other)
    with pytest.raises(Refusal, match="already_answered"):
        proposals.accept_proposal(event.id, problem, theme)
    proposals.propose_theme(event.id, author, problem, None)
    assert items(event, "proposal", "desk") == {}
    assert items(event, "mine", "phone", author)[problem]["proposal"] is None


def test_putting_a_problem_where_its_author_wanted_it_is_an_answer(proposing):
    event, author, problem, theme = proposing
    proposals.propose_theme(event.id, author, problem, theme)
    themes.move_problems(event.id, [problem], theme)
    assert items(event, "mine", "phone", author)[problem]["proposal"]["state"] == "accepted"


def test_a_proposal_for_a_theme_that_went_is_refused(proposing):
    event, author, problem, theme = proposing
    proposals.propose_theme(event.id, author, problem, theme)
    themes.remove_theme(event.id, theme)
    mine = items(event, "mine", "phone", author)[problem]
    assert mine["proposal"] == {"theme": None, "state": "refused"}
    assert items(event, "proposal", "desk") == {}
    undo(event)
    assert items(event, "proposal", "desk")[problem]["theme"] == theme


def test_nobody_proposes_for_another_nor_when_it_is_not_the_time(make, proposing):
    event, author, problem, theme = proposing
    with pytest.raises(Refusal, match="not_yours"):
        proposals.propose_theme(event.id, make.person(event).id, problem, theme)
    with pytest.raises(Refusal, match="no_such_theme"):
        proposals.propose_theme(event.id, author, problem, theme + 99)
    make.at_step(event, "group", open=False)
    with pytest.raises(Refusal, match="not_grouping"):
        proposals.propose_theme(event.id, author, problem, theme)
    make.at_step(event, "vote")
    with pytest.raises(Refusal, match="not_grouping"):
        proposals.propose_theme(event.id, author, problem, theme)


# --- Undo


def test_undo_names_the_change_it_undoes(make, event, ids):
    make.theme(event, "Humidité")
    with reading() as session:
        seen = grouping.last_grouping(session, event.id)
    themes.rename_theme(event.id, make.themes(event)[0].id, "Moisissures")
    with pytest.raises(Refusal, match="regrouped"):
        grouping.undo_grouping(event.id, seen.id)
    undo(event)
    assert make.themes(event)[0].title == "Humidité"
    undo(event)
    assert make.themes(event) == []
    with pytest.raises(Refusal, match="nothing_to_undo"):
        grouping.undo_grouping(event.id, seen.id)


def test_a_move_to_where_it_is_already_leaves_nothing_to_undo(make, event, ids):
    theme = make.theme(event, "Un", ids[0])
    with reading() as session:
        before = grouping.last_grouping(session, event.id)
    themes.choose_themes(event.id, [theme], False)
    with reading() as session:
        assert grouping.last_grouping(session, event.id).id == before.id


GROUPING = sorted(
    name
    for name in WRITES
    if name.startswith("themes.")
    or name in ("proposals.accept_proposal", "proposals.refuse_proposal")
)


def test_a_long_run_of_changes_undone_one_by_one_leaves_nothing_changed(make, event, ids):
    world = World(make, event, random.Random(7))
    pictures = []
    for _ in range(120):
        with reading() as session:
            before = grouping.picture(session, event.id)
            last = grouping.last_grouping(session, event.id)
        try:
            WRITES[world.chance.choice(GROUPING)](world)
        except Refusal:
            continue
        with reading() as session:
            now = grouping.last_grouping(session, event.id)
        if now is not None and (last is None or now.id != last.id):
            pictures.append(before)
    assert len(pictures) > 40
    for before in reversed(pictures):
        undo(event)
        with reading() as session:
            assert grouping.picture(session, event.id) == before
