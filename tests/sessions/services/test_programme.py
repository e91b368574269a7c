"""Leading the day: moves, order, undo, and what is told of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventlab.boards.services import problems
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.live import board
from eventlab.live.board import Viewer
from eventlab.live.idempotency import Once
from eventlab.sessions.models import Event, ProgrammeChange, Step
from eventlab.sessions.services import programme
from tests.factories import Factory

PAUSE = {"kind": "message", "title": {"fr": "Pause"}, "instruction": {}, "minutes": 5}


def current(make: Factory, event: Event) -> int:
    return make.fresh(event).current_step_id or 0


def last(event: Event) -> int:
    with reading() as session:
        change = programme.last_change(session, event.id)
        return change.id if change else 0


def picture(make: Factory, event: Event) -> tuple[int, list[dict[str, object]]]:
    columns = [column.key for column in Step.__table__.columns]
    steps = [{name: getattr(step, name) for name in columns} for step in make.steps(event)]
    return current(make, event), steps


def refused(code: str):
    return pytest.raises(Refusal, match=f"^{code}$")


def snapshot(event: Event, surface: str = "screen"):
    with reading() as session:
        return board.snapshot(session, event.id, Viewer(surface))


def after_news(event: Event, before, surface: str = "screen"):
    with reading() as session:
        missed = board.news(session, event.id, surface, before["version"])
    return board.apply_news(before, missed)


def test_the_next_step_is_the_one_after_that_is_not_skipped(make: Factory):
    event = make.event()
    first, second, third = make.steps(event)[:3]
    programme.skip_step(event.id, second.id, True, "a")
    programme.next_step(event.id, first.id, "a")
    assert current(make, event) == third.id
    programme.previous_step(event.id, third.id, "a")
    assert current(make, event) == first.id


def test_a_move_from_a_step_that_is_no_longer_current_is_refused(make: Factory):
    event = make.event()
    first, second = make.steps(event)[:2]
    programme.next_step(event.id, first.id, "a")
    for move in (programme.next_step, programme.previous_step):
        with refused("already_moved"):
            move(event.id, first.id, "b")
    assert current(make, event) == second.id


def test_the_ends_of_the_programme_are_named(make: Factory):
    event = make.event()
    steps = make.steps(event)
    with refused("no_previous_step"):
        programme.previous_step(event.id, steps[0].id, "a")
    programme.go_to_step(event.id, steps[0].id, steps[-1].id, "a")
    with refused("no_next_step"):
        programme.next_step(event.id, steps[-1].id, "a")


def test_a_move_repeated_with_its_key_moves_once(make: Factory):
    event = make.event()
    first, second = make.steps(event)[:2]
    for _ in range(3):
        programme.next_step(event.id, first.id, "a", Once("device", "a-key-of-this-move"))
    assert current(make, event) == second.id


@pytest.mark.parametrize(
    "act",
    [
        lambda e, s: programme.next_step(e, s[0].id, "a"),
        lambda e, s: programme.go_to_step(e, s[0].id, s[-1].id, "a"),
        lambda e, s: programme.skip_step(e, s[1].id, True, "a"),
        lambda e, s: programme.move_step(e, s[-1].id, 0, "a"),
        lambda e, s: programme.move_step(e, s[0].id, 99, "a"),
        lambda e, s: programme.add_step(e, s[0].id, dict(PAUSE), "a"),
        lambda e, s: programme.edit_step(e, s[1].id, {"title": {"fr": "Autre"}}, "a"),
        lambda e, s: programme.edit_step(e, s[1].id, {"settings": {"notes": {"fr": "x"}}}, "a"),
        lambda e, s: programme.set_peer_time(e, s[1].id, "resident", "a"),
        lambda e, s: programme.remove_step(e, s[1].id, "a"),
        lambda e, s: programme.remove_step(e, s[-1].id, "a"),
        lambda e, s: programme.reveal_step(e, s[1].id, True, "a"),
    ],
)
def test_undo_puts_the_programme_back_as_it_was(make: Factory, act):
    event = make.event()
    programme.start_timer(event.id, make.steps(event)[0].id)
    before = picture(make, event)
    act(event.id, make.steps(event))
    assert picture(make, event) != before
    programme.undo(event.id, last(event))
    assert picture(make, event) == before


def test_changes_are_undone_one_by_one_down_to_the_first(make: Factory):
    event = make.event()
    before = picture(make, event)
    first, second, third = make.steps(event)[:3]
    programme.skip_step(event.id, second.id, True, "a")
    programme.add_step(event.id, first.id, dict(PAUSE), "a")
    programme.remove_step(event.id, third.id, "b")
    programme.move_step(event.id, second.id, 0, "b")
    for _ in range(4):
        programme.undo(event.id, last(event))
    assert picture(make, event) == before
    with refused("nothing_to_undo"):
        programme.undo(event.id, 1)


def test_undo_of_a_change_that_is_no_longer_the_last_is_refused(make: Factory):
    event = make.event()
    second, third = make.steps(event)[1:3]
    programme.skip_step(event.id, second.id, True, "a")
    seen = last(event)
    programme.skip_step(event.id, third.id, True, "b")
    with refused("already_moved"):
        programme.undo(event.id, seen)


def test_undo_leaves_alone_what_was_done_since_to_other_things(make: Factory):
    event = make.event()
    first, second = make.steps(event)[:2]
    programme.skip_step(event.id, second.id, True, "a")
    programme.add_minutes(event.id, first.id, 3)
    programme.undo(event.id, last(event))
    assert make.steps(event)[0].extra_ms == 3 * programme.MINUTE_MS
    assert not make.steps(event)[1].skipped


def test_a_change_that_changes_nothing_is_not_there_to_undo(make: Factory):
    event = make.event()
    second = make.steps(event)[1]
    programme.skip_step(event.id, second.id, False, "a")
    programme.move_step(event.id, second.id, 1, "a")
    assert last(event) == 0


def test_a_removed_step_comes_back_even_if_its_number_was_given_away(make: Factory):
    event = make.event()
    gone = make.steps(event)[-1]
    programme.remove_step(event.id, gone.id, "a")
    other = make.event()
    theirs = [step.id for step in make.steps(other)]
    programme.undo(event.id, last(event))
    assert make.steps(event)[-1].title == gone.title
    assert [step.id for step in make.steps(other)] == theirs


def test_the_current_step_is_neither_skipped_nor_removed(make: Factory):
    event = make.event()
    first = make.steps(event)[0]
    with refused("step_in_use"):
        programme.skip_step(event.id, first.id, True, "a")
    with refused("step_in_use"):
        programme.remove_step(event.id, first.id, "a")


def test_a_step_people_wrote_in_is_not_removed_so_that_nothing_hidden_shows(make: Factory):
    event = make.event("post")
    event = make.at_step(event, "post", hidden=True, perspective="all")
    make.problem(event, make.person(event))
    post = make.step(event, "post")
    programme.previous_step(event.id, post.id, "a")
    with refused("step_written"):
        programme.remove_step(event.id, post.id, "a")


def test_undoing_an_added_step_people_wrote_in_is_refused(make: Factory):
    event = make.event("post")
    event = make.at_step(event, "post", hidden=False, perspective="all")
    here = current(make, event)
    plan = {**PAUSE, "kind": "post", "settings": {"hidden": True}}
    added = programme.add_step(event.id, here, plan, "a")
    with reading() as session:
        change = session.scalars(select(ProgrammeChange)).one()
    programme.next_step(event.id, here, "a")
    make.problem(event, make.person(event))
    programme.undo(event.id, last(event))
    assert current(make, event) == here
    with refused("step_written"):
        programme.undo(event.id, change.id)
    assert added in [step.id for step in make.steps(event)]


def test_undoing_a_reveal_hides_the_texts_again(make: Factory):
    event = make.event("post")
    event = make.at_step(event, "post", hidden=True, perspective="all")
    number = make.problem(event, make.person(event))
    post = make.step(event, "post")
    programme.reveal_step(event.id, post.id, True, "a")
    before = snapshot(event)
    assert before["items"]["problem"].keys() == {str(number)}
    programme.undo(event.id, last(event))
    assert "problem" not in snapshot(event)["items"]
    assert after_news(event, before) == snapshot(event)


def test_the_timer_of_a_step_that_is_no_longer_current_is_left_alone(make: Factory):
    event = make.event()
    first = make.steps(event)[0]
    programme.next_step(event.id, first.id, "a")
    for press in (programme.start_timer, programme.pause_timer):
        with refused("already_moved"):
            press(event.id, first.id)
    with refused("already_moved"):
        programme.add_minutes(event.id, first.id, 1)


def test_less_time_stops_at_none(make: Factory):
    event = make.event()
    first = make.steps(event)[0]
    programme.add_minutes(event.id, first.id, -60)
    assert make.steps(event)[0].extra_ms == -min(60, first.minutes) * programme.MINUTE_MS


def test_peer_time_is_for_one_perspective_or_all(make: Factory):
    event = make.event("post")
    post = make.step(event, "post")
    programme.set_peer_time(event.id, post.id, "resident", "a")
    with refused("not_your_turn"):
        make.problem(event, make.person(event, "professional"))
    with refused("bad_request"):
        programme.set_peer_time(event.id, post.id, "nobody", "a")


def test_the_desk_is_told_of_an_imbalance_when_people_come(make: Factory):
    event = make.event("post")
    before = snapshot(event, "desk")
    for _ in range(8):
        make.person(event)
    after = after_news(event, before, "desk")
    assert after == snapshot(event, "desk")
    assert after["items"]["balance"]["room"]["present"]["more"] == "resident"


def test_peer_time_is_no_imbalance_of_writing(make: Factory):
    event = make.event("post")
    make.at_step(event, "post", hidden=False, perspective="all")
    make.person(event, "professional")
    author = make.person(event)
    for number in range(12):
        make.problem(event, author, f"Il fait {number} degrés.")
    before = snapshot(event, "desk")
    assert before["items"]["balance"]["room"]["written"]["more"] == "resident"
    programme.set_peer_time(event.id, make.step(event, "post").id, "resident", "a")
    assert snapshot(event, "desk")["items"]["balance"]["room"]["written"] is None
    assert after_news(event, before, "desk") == snapshot(event, "desk")


def test_hiding_by_a_setting_takes_the_texts_off_the_wall(make: Factory):
    event = make.event("post")
    event = make.at_step(event, "post", hidden=False, perspective="all")
    number = make.problem(event, make.person(event))
    problems.put_in_spotlight(event.id, number)
    before = snapshot(event)
    assert str(number) in before["items"]["problem"]
    post = make.step(event, "post")
    programme.edit_step(event.id, post.id, {"settings": {"hidden": True}}, "a")
    assert "problem" not in snapshot(event)["items"]
    assert after_news(event, before) == snapshot(event)
