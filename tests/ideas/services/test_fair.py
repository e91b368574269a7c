"""The fair: nothing before it opens, slips counted and not named, minutes on the server's clock."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from eventlab.boards.services import ballots
from eventlab.errors import Refusal
from eventlab.extensions import reading, transaction
from eventlab.ideas.models import IdeaWording, Support
from eventlab.ideas.queries import ideas_of, supports_of
from eventlab.ideas.services import commitments, desk, fair, sheets, slips
from eventlab.ideas.services.commitments import Promise
from eventlab.ideas.services.sheets import Pen, Writ
from eventlab.live.idempotency import Once
from eventlab.live.models import AnsweredRequest, Head, JournalLine
from eventlab.sessions.models import Device
from eventlab.sessions.services import events, programme, room
from tests.ideas.rooms import at_work, seen


def refused(call, *arguments, **more) -> str:
    with pytest.raises(Refusal) as error:
        call(*arguments, **more)
    return error.value.code


@pytest.fixture
def hall(make):
    """Two teams with an idea each, and the step of the fair."""
    event, teams = at_work(make, teams=2)
    for number, (writer, _) in enumerate(teams, 1):
        pen = Pen(writer.id, f"phone-{number}")
        sheets.save_field(event.id, pen, Writ("idea", f"Idée {number}"))
        sheets.save_field(event.id, pen, Writ("story", f"Histoire {number}"))
    return event, teams


def open_gallery(make, event):
    here = make.fresh(event).current_step_id
    programme.go_to_step(event.id, here, make.step(event, "fair").id, "s")


def gallery(event, surface="screen") -> dict:
    return seen(event, surface).get("idea", {})


def test_no_idea_is_seen_before_the_fair_and_the_fair_opens_by_itself(make, hall):
    event, _ = hall
    assert gallery(event) == gallery(event, "phone") == {}
    open_gallery(make, event)
    ideas = gallery(event, "phone")
    assert [one["texts"] for one in ideas.values()] == [{"idea": "Idée 1"}, {"idea": "Idée 2"}]
    assert "Histoire" not in repr([seen(event, surface) for surface in ("phone", "screen")])


def test_a_hidden_idea_is_gone_from_every_screen_and_its_team_reads_why(make, hall):
    event, ((awa, _), _) = hall
    open_gallery(make, event)
    first = int(next(iter(gallery(event))))
    fair.put_on_screen(event.id, first)
    desk.hide_idea(event.id, first, "On reconnaît quelqu'un")
    assert str(first) not in gallery(event)
    assert str(first) not in gallery(event, "phone")
    own = seen(event, "phone", awa)["my_idea"][awa.id]["sheets"]["team"]
    assert (own["hidden"], own["reason"]) == (True, "On reconnaît quelqu'un")
    assert refused(fair.put_on_screen, event.id, first) == "idea_hidden"
    desk.show_idea(event.id, first)
    assert str(first) in gallery(event)


def test_each_team_has_its_minutes_and_a_press_meant_for_another_does_nothing(make, hall):
    event, _ = hall
    open_gallery(make, event)
    first, second = map(int, gallery(event))
    fair.put_on_screen(event.id, first)
    fair.start_talk(event.id, first)
    told = seen(event, "screen")["fair"]["room"]
    assert (told["idea"], told["clock"]["planned_ms"]) == (first, 120_000)
    assert told["clock"]["started_ms"] is not None
    fair.put_on_screen(event.id, second)
    assert refused(fair.start_talk, event.id, first) == "already_moved"
    assert seen(event, "screen")["fair"]["room"]["clock"]["started_ms"] is None


def test_the_order_of_the_fair_is_the_facilitators(make, hall):
    event, _ = hall
    open_gallery(make, event)
    first, second = map(int, gallery(event))
    fair.move_idea(event.id, second, 0)
    assert seen(event, "phone")["fair"]["room"]["order"] == [second, first]


def test_a_slip_is_counted_and_names_nobody(make, hall):
    event, ((awa, _), (_other, _)) = hall
    open_gallery(make, event)
    second = int(list(gallery(event))[1])
    slips.put_slip(event.id, second, Pen(awa.id), "support")
    slips.put_slip(event.id, second, Pen(awa.id), "concern", "Je travaille de nuit.")
    told = seen(event, "screen")["slips"][str(second)]
    assert told["room"] == {"support": 1, "help": 0, "concern": 1}
    assert (told["split"], told["texts"]) == (None, {"concern": ["Je travaille de nuit."]})
    for surface in ("phone", "screen", "desk"):
        assert awa.id not in repr(seen(event, surface)["slips"])
    assert seen(event, "phone", awa)["my_slips"][awa.id]["ideas"][str(second)]["support"]


def test_the_split_comes_with_the_fifth_of_each_side(make, hall):
    event, _ = hall
    open_gallery(make, event)
    first = int(next(iter(gallery(event))))
    for _number in range(5):
        for side in ("resident", "professional"):
            assert seen(event, "screen").get("slips", {}).get(str(first), {}).get("split") is None
            slips.put_slip(event.id, first, Pen(make.person(event, side).id), "support")
    told = seen(event, "screen")["slips"][str(first)]
    assert told["split"]["resident"]["support"] == told["split"]["professional"]["support"] == 5
    with reading() as session:
        assert supports_of(session, event.id)[first]["split"] == told["split"]


def test_one_person_gives_one_slip_of_each_sort_and_may_take_it_back(make, hall):
    event, ((awa, _), _) = hall
    open_gallery(make, event)
    second = int(list(gallery(event))[1])
    for text in ("Le samedi.", "Le dimanche."):
        slips.put_slip(event.id, second, Pen(awa.id), "help", text)
    told = seen(event, "screen")["slips"][str(second)]
    assert (told["room"]["help"], told["texts"]["help"]) == (1, ["Le dimanche."])
    slips.withdraw_slip(event.id, second, awa.id, "help")
    assert "slips" not in seen(event, "screen")


def rows_of_slips() -> list[Support]:
    with reading() as session:
        return list(session.scalars(select(Support).order_by(Support.id)))


def test_a_slip_forgets_its_giver_when_the_event_closes_and_counts_on(make, hall):
    event, ((awa, _), _) = hall
    open_gallery(make, event)
    first, second = map(int, gallery(event))
    for side in ("resident", "professional"):
        for number in range(5):
            kind = ("support", "help")[number % 2]  # five people, though not five of one sort
            slips.put_slip(event.id, first, Pen(make.person(event, side).id), kind)
    slips.put_slip(event.id, second, Pen(awa.id), "help", "Je peux prêter une salle.")
    before = seen(event, "desk")["slips"]
    events.close_event(event.id)
    assert seen(event, "desk")["slips"] == before
    assert (before[str(first)]["split"]["resident"]["support"], before[str(second)]["split"]) == (
        3,
        None,
    )
    assert {one.person_id for one in rows_of_slips()} == {None}
    # Of the only resident who gave the second idea a slip, not even the perspective is kept.
    assert [one.perspective for one in rows_of_slips() if one.idea_id == second] == [""]
    assert len({one.at for one in rows_of_slips()}) == 1
    with reading() as session:
        versions = select(JournalLine.version).where(JournalLine.kind == "my_slips")
        assert set(session.scalars(versions)) == {session.scalar(select(Head.version))}
    assert seen(event, "phone", awa)["my_slips"][awa.id] == {"ideas": {}}
    events.open_event(event.id)
    assert refused(slips.put_slip, event.id, second, Pen(awa.id), "help") == "fair_counted"
    events.close_event(event.id)
    assert seen(event, "desk")["slips"] == before


def test_what_a_device_was_answered_ties_it_to_no_slip_once_the_event_is_closed(make, hall):
    event, _ = hall
    open_gallery(make, event)
    first, _ = map(int, gallery(event))
    givers = [make.person(event) for _ in range(9)]
    phones = [Device(event_id=event.id, participant_id=giver.id) for giver in givers]
    with transaction() as session:
        session.add_all(phones)
    asked = [Once(phone.id, secrets.token_hex(8)) for phone in phones]
    for giver, once in zip(givers, asked, strict=True):
        slips.put_slip(event.id, first, Pen(giver.id), "support", once=once)
    events.close_event(event.id)
    # Nothing but what each was told, at one moment, in the order of the keys they chose.
    query = select(AnsweredRequest).where(
        AnsweredRequest.device_id.in_([phone.id for phone in phones])
    )
    with reading() as session:
        kept = list(session.scalars(query.order_by(literal_column(place(session)))))
    assert {row.answer for row in kept} == {'{"state": "shown"}'}
    assert len({row.at for row in kept}) == 1
    assert [row.key for row in kept] == sorted(once.key for once in asked)
    for giver, once in zip(givers, asked, strict=True):
        again = slips.put_slip(event.id, first, Pen(giver.id), "support", once=once)
        assert again == {"state": "shown"}
    assert len(rows_of_slips()) == len(givers)


def place(session: Session) -> str:
    """Where the store keeps a row: what could tell the order of writing."""
    return "rowid" if session.get_bind().dialect.name == "sqlite" else "ctid"


def test_slips_that_cannot_stand_are_refused_by_name(make, hall):
    event, ((awa, _), _) = hall
    elsewhere, _ = at_work(make)
    put, pen = slips.put_slip, Pen(awa.id)
    ideas = seen(event, "desk")["sheet"]
    first, second = map(int, ideas)
    assert refused(put, event.id, second, pen, "support") == "no_fair_yet"
    open_gallery(make, event)
    assert refused(put, event.id, first, pen, "support") == "own_idea"
    assert refused(put, event.id, second, pen, "concern") == "empty"
    assert refused(put, event.id, second, pen, "concern", "x" * 281) == "too_long"
    assert refused(put, event.id, second, pen, "help", "Au 06 12 34 56 78") == "personal_data"
    assert refused(put, event.id, second, pen, "love") == "bad_request"
    assert refused(put, elsewhere.id, second, pen, "support") == "no_such_idea"
    room.set_room(event.id, "entries_locked", True)
    assert refused(put, event.id, second, pen, "support") == "entries_locked"


def test_words_wait_where_they_are_read_first_and_one_tap_takes_them_away(make, hall):
    event, ((awa, _), _) = hall
    open_gallery(make, event)
    room.set_room(event.id, "moderation", "before")
    second = int(list(gallery(event))[1])
    slip = slips.put_slip(event.id, second, Pen(awa.id), "concern", "Trop cher pour moi.")
    assert slip["state"] == "waiting"
    told = seen(event, "screen")["slips"][str(second)]
    assert (told["room"]["concern"], told["texts"]) == (1, {})
    slips.judge_slip(event.id, rows_of_slips()[-1].id, True)
    assert seen(event, "screen")["slips"][str(second)]["texts"]["concern"]
    slips.judge_slip(event.id, rows_of_slips()[-1].id, False)
    assert seen(event, "phone")["slips"][str(second)]["texts"] == {}


def test_a_number_in_a_slip_is_masked_for_the_room_and_for_who_wrote_it(make, hall):
    event, ((awa, _), _) = hall
    open_gallery(make, event)
    second = int(list(gallery(event))[1])
    slips.put_slip(event.id, second, Pen(awa.id), "help", "Au 06 12 34 56 78", anyway=True)
    number, labels = rows_of_slips()[-1].id, {"phone": "[masqué]"}
    slips.mask_slip(event.id, number, labels)
    assert seen(event, "screen")["slips"][str(second)]["texts"]["help"] == ["Au [masqué]"]
    mine = seen(event, "phone", awa)["my_slips"][awa.id]["ideas"][str(second)]
    assert mine["help"]["text"] == "Au [masqué]"
    assert refused(slips.mask_slip, event.id, number, labels) == "nothing_to_mask"
    assert refused(slips.mask_slip, event.id, 999_999, labels) == "no_such_slip"


def test_what_waits_is_shown_in_one_press_all_of_it_or_none(make, hall):
    event, ((awa, denis), _) = hall
    open_gallery(make, event)
    room.set_room(event.id, "moderation", "before")
    second = int(list(gallery(event))[1])
    for person in (awa, denis):
        slips.put_slip(event.id, second, Pen(person.id), "concern", "Trop cher pour moi.")
    numbers = [row.id for row in rows_of_slips()]
    assert refused(slips.judge_slips, event.id, [*numbers, 999_999], True) == "no_such_slip"
    assert seen(event, "screen")["slips"][str(second)]["texts"] == {}
    slips.judge_slips(event.id, numbers, True)
    assert len(seen(event, "screen")["slips"][str(second)]["texts"]["concern"]) == 2

    promise = Promise("Awa", "Appeler le syndic", "lundi")
    made = [commitments.commit(event.id, Pen(awa.id), promise)["id"] for _ in range(2)]
    show = commitments.show_commitments
    assert refused(show, event.id, [*made, 999_999]) == "no_such_commitment"
    assert "commitment" not in seen(event, "screen")
    show(event.id, made)
    assert len(seen(event, "screen")["commitment"]) == 2


def test_a_ballot_may_be_held_over_the_ideas_the_room_may_read(make, hall):
    event, _ = hall
    with reading() as session:
        assert fair.idea_lines(session, event.id) == []
    event = make.at_step(event, "vote", on="ideas", dots=3, per_theme=1)
    assert refused(ballots.open_ballot, event.id, event.current_step_id, "s") == "nothing_to_vote"
    fair.open_fair(event.id)
    ballots.open_ballot(event.id, event.current_step_id, "s")
    with reading() as session:
        assert [one["title"] for one in fair.idea_lines(session, event.id)] == ["Idée 1", "Idée 2"]
    desk.mask_idea(event.id, int(list(gallery(event))[1]), {"words": "[...]"}, "Idée")
    desk.hide_idea(event.id, int(next(iter(gallery(event)))), "Hors sujet")
    for who in ("screen", "desk"):
        lines = seen(event, who)["ballot"][str(event.current_step_id)]["lines"]
        assert [one["title"] for one in lines] == ["–", "[...] 2"]


def test_masking_reaches_every_text_a_field_has_had(make, hall):
    event, ((awa, _), _) = hall
    pen = Pen(awa.id, "phone-1")
    sheets.save_field(event.id, pen, Writ("how", "Appeler le 06 12 34 56 78."))
    sheets.save_field(event.id, pen, Writ("how", "Appeler le gardien.", 1))
    first = int(next(iter(seen(event, "desk")["sheet"])))
    desk.mask_idea(event.id, first, {"phone": "[masqué]"})
    with reading() as session:
        assert "06 12" not in repr(session.scalars(select(IdeaWording.text)).all())


def test_what_is_written_from_the_text_before_the_mask_waits_beside_it(make, hall):
    event, ((awa, _), _) = hall
    pen = Pen(awa.id, "phone-1")
    sheets.save_field(event.id, pen, Writ("how", "Appeler le 06 12 34 56 78."))
    desk.mask_idea(event.id, int(next(iter(seen(event, "desk")["sheet"]))), {"phone": "[masqué]"})
    mine = seen(event, "phone", awa)["my_idea"][awa.id]["sheets"]["team"]["texts"]["how"]
    assert (mine["text"], mine["version"]) == ("Appeler le [masqué].", 2)
    late = sheets.save_field(event.id, pen, Writ("how", "Appeler vite le 06 12 34 56 78.", 1))
    assert (late["state"], late["text"]) == ("beside", "Appeler le [masqué].")


def test_a_commitment_is_read_by_the_room_until_it_is_hidden_or_withdrawn(make, hall):
    event, ((awa, denis), _) = hall
    promise = Promise("Le bailleur", "Changer la vanne", "avant le 15 janvier", "Mme Diop")
    made = commitments.commit(event.id, Pen(awa.id), promise)
    assert seen(event, "screen")["commitment"][str(made["id"])]["what"] == "Changer la vanne"
    assert awa.id not in repr(seen(event, "desk")["commitment"])
    commitments.judge_commitment(event.id, made["id"], False, "Déjà dit")
    assert "commitment" not in seen(event, "screen")
    mine = seen(event, "phone", awa)["my_commitments"][awa.id]["made"]
    assert (mine[0]["state"], mine[0]["reason"]) == ("hidden", "Déjà dit")
    withdraw = commitments.withdraw_commitment
    assert refused(withdraw, event.id, denis.id, made["id"]) == "no_such_commitment"
    withdraw(event.id, awa.id, made["id"])
    assert seen(event, "phone", awa)["my_commitments"][awa.id]["made"] == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"who": ""}, "empty"),
        ({"by_when": " "}, "empty"),
        ({"what": "x" * 281}, "too_long"),
        ({"answers": "06 12 34 56 78"}, "personal_data"),
        ({"idea_id": 999}, "no_such_idea"),
    ],
)
def test_half_a_commitment_is_refused_by_name(make, hall, fields, code):
    event, ((awa, _), _) = hall
    whole = {"who": "Awa", "what": "Appeler", "by_when": "lundi", **fields}
    assert refused(commitments.commit, event.id, Pen(awa.id), Promise(**whole)) == code


def test_the_synthesis_is_told_of_every_idea_with_its_theme_its_kind_and_its_fields(make, hall):
    event, ((awa, _), _) = hall
    sheets.save_field(event.id, Pen(awa.id, "phone-1"), Writ("kind", "service"))
    with reading() as session:
        first, second = ideas_of(session, event.id)
    assert (first["headline"], first["kind"], second["kind"]) == ("Idée 1", "service", "")
    assert first["team"]["people"] == {"resident": 1, "professional": 1}
    kind = next(one for one in first["fields"] if one["key"] == "kind")
    assert kind["text"] == {"fr": "Un nouveau service", "en": "A new service"}
    assert [one["key"] for one in first["fields"]] == ["story", "idea", "kind"]
