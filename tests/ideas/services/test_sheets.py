"""A team's sheet: what is sent is kept, whoever else writes, and only its team writes it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from eventlab.errors import Refusal
from eventlab.extensions import reading, transaction
from eventlab.ideas.models import Idea, IdeaWording
from eventlab.ideas.services import sheets
from eventlab.ideas.services.sheets import Pen, Writ
from eventlab.live.idempotency import Once
from eventlab.sessions.models import Step
from eventlab.sessions.services import programme, room
from eventlab.sessions.services.events import close_event
from tests.ideas.rooms import at_work, seen


@pytest.fixture
def table(make):
    event, ((awa, denis),) = at_work(make)
    return event, awa, denis


def save(event, person, text, base=0, field="story", hand=None, **more):
    pen = Pen(person.id, hand or f"phone-{person.id}"[:24])
    return sheets.save_field(event.id, pen, Writ(field, text, base, **more))


def sheet(event, person) -> dict:
    return seen(event, "phone", person)["my_idea"][person.id]["sheets"]["team"]


def every_text(event) -> list[str]:
    with reading() as session:
        return list(session.scalars(select(IdeaWording.text)))


def refused(call, *arguments, **more) -> str:
    with pytest.raises(Refusal) as error:
        call(*arguments, **more)
    return error.value.code


def test_a_text_is_kept_and_the_whole_team_reads_it(table):
    event, awa, denis = table
    stored = save(event, awa, "Un hiver sans chauffage.")
    assert (stored["state"], stored["version"]) == ("stored", 1)
    entry = sheet(event, denis)["texts"]["story"]
    assert (entry["text"], entry["version"], entry["by"]) == (
        "Un hiver sans chauffage.",
        1,
        awa.name,
    )


def test_another_team_and_the_room_read_nothing_of_it(make):
    event, ((awa, _), (other, _)) = at_work(make, teams=2)
    save(event, awa, "Entre nous.")
    assert "team" not in seen(event, "phone", other)["my_idea"][other.id]["sheets"]
    for surface in ("phone", "screen"):
        assert "Entre nous." not in repr(seen(event, surface))


def test_two_people_in_one_field_lose_no_word_and_the_later_one_sees_both(table):
    event, awa, denis = table
    save(event, awa, "Un hiver.")
    save(event, awa, "Un hiver à Jaurès.", base=1)
    late = save(event, denis, "Un été.", base=1)
    assert (late["state"], late["text"], late["version"]) == ("beside", "Un hiver à Jaurès.", 2)
    (beside,) = sheet(event, denis)["beside"]
    assert (beside["text"], beside["by"], beside["id"]) == ("Un été.", denis.name, late["wording"])
    chosen = "Un hiver à Jaurès. Un été."
    both = save(event, denis, chosen, base=2, settles=late["wording"])
    assert (both["state"], both["version"]) == ("stored", 3)
    assert sheet(event, awa)["beside"] == []
    assert every_text(event) == ["Un hiver.", "Un hiver à Jaurès.", "Un été.", chosen]


def test_who_leaves_the_field_as_it_is_settles_too_and_the_history_keeps_theirs(table):
    event, awa, denis = table
    save(event, awa, "Un hiver.")
    late = save(event, denis, "Un été.")
    sheets.settle(event.id, awa.id, late["wording"])
    assert sheet(event, denis)["beside"] == []
    assert sheet(event, denis)["texts"]["story"]["text"] == "Un hiver."
    assert "Un été." in every_text(event)


def test_a_phone_goes_on_writing_though_the_answers_were_lost(table):
    event, awa, _ = table
    for text in ("U", "Un", "Un hiver"):
        assert save(event, awa, text, base=0)["state"] == "stored"
    assert sheet(event, awa)["texts"]["story"]["version"] == 3


def test_one_person_on_two_phones_overwrites_nothing_unseen(table):
    event, awa, _ = table
    save(event, awa, "Sur le premier.", hand="first")
    assert save(event, awa, "Sur le second.", hand="second")["state"] == "beside"


def test_a_field_can_be_emptied_and_its_text_comes_back_from_the_history(table):
    event, awa, denis = table
    save(event, awa, "Un hiver.")
    assert save(event, awa, "", base=1)["version"] == 2
    assert sheet(event, denis)["texts"]["story"]["text"] == ""
    assert every_text(event)[0] == "Un hiver."


def test_the_same_letter_five_times_is_one_text(table):
    event, awa, _ = table
    once, pen = Once("d" * 24, "letter-0001"), Pen(awa.id, "d" * 24)
    answers = [sheets.save_field(event.id, pen, Writ("story", "Une fois."), once) for _ in range(5)]
    assert all(answer == answers[0] for answer in answers)
    assert every_text(event) == ["Une fois."]


def test_eight_phones_at_once_in_one_field_lose_nothing(make):
    event, (people,) = at_work(make, each=8)
    texts = {one.id: f"Le texte de {one.name}." for one in people}
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda one: save(event, one, texts[one.id]), people))
    assert sorted(every_text(event)) == sorted(texts.values())
    assert [one["state"] for one in told].count("stored") == 1
    with reading() as session:
        assert len(session.scalars(select(Idea)).all()) == 1


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("story", "x" * 1201, "too_long"),
        ("story", "x" * 100_000, "too_long"),
        ("story", "\u202e\u2066", "unreadable"),
        ("kind", "anything", "not_an_option"),
        ("nowhere", "Texte", "no_such_field"),
    ],
)
def test_what_cannot_stand_is_refused_by_name_and_changes_nothing(table, field, text, code):
    event, awa, _ = table
    assert refused(save, event, awa, text, field=field) == code
    assert every_text(event) == []


@pytest.mark.parametrize("text", ["🛗" * 300, "שלום עולם", "مرحبا بالعالم"])
def test_emoji_and_other_scripts_are_texts_like_others(table, text):
    event, awa, _ = table
    save(event, awa, text)
    assert sheet(event, awa)["texts"]["story"]["text"] == text


def test_a_list_of_many_lines_keeps_its_lines(table):
    event, awa, _ = table
    lines = "\n".join(f"- point {n}" for n in range(30))
    assert save(event, awa, lines)["text"] == lines


def test_a_telephone_number_is_kept_and_said(table):
    event, awa, _ = table
    assert save(event, awa, "Appelez le 06 12 34 56 78.")["found"][0][0] == "phone"


def test_who_has_no_team_yet_is_told_so(make):
    event, _ = at_work(make)
    alone = make.person(event)
    assert refused(save, event, alone, "Seule.") == "no_team_yet"


def test_a_day_without_teams_has_one_sheet_for_the_room(make):
    event = make.event("work", format_key="referral_clinic")
    first, second = make.person(event), make.person(event, "professional")
    save(event, first, "Le cas.", field="account")
    mine = seen(event, "phone", second)["my_idea"][second.id]
    assert mine["sheets"]["room"]["texts"]["account"]["text"] == "Le cas."


def test_a_card_to_take_home_is_one_persons(make):
    event = make.event("work", format_key="bazar")
    first, second = make.person(event), make.person(event)
    save(event, first, "À poncer.", field="learnt")
    assert "person" not in seen(event, "phone", second)["my_idea"][second.id]["sheets"]
    assert "person" in seen(event, "phone", first)["my_idea"][first.id]["sheets"]


def test_the_sheet_stays_open_through_a_break_and_shuts_with_the_fair(make, table):
    event, awa, _ = table
    with transaction() as session:
        stored = session.get_one(Step, make.step(event, "fair").id)
        stored.started_ms = 1
    fair = make.at_step(event, "fair")
    assert refused(save, fair, awa, "Trop tard.") == "not_working"
    pause = [step for step in make.steps(event) if step.kind == "message"][-1]
    programme.go_to_step(event.id, fair.current_step_id, pause.id, "s")
    assert save(event, awa, "À la pause.")["state"] == "stored"


def test_what_was_on_its_way_when_the_facilitator_went_on_still_arrives(make, table):
    event, awa, _ = table
    for kind in ("teams", "work", "fair"):
        here = make.fresh(event).current_step_id
        programme.go_to_step(event.id, here, make.step(event, kind).id, "s")
    assert save(event, awa, "Juste à temps.")["state"] == "stored"


def test_locked_entries_and_a_closed_event_refuse(make, table):
    event, awa, _ = table
    room.set_room(event.id, "entries_locked", True)
    assert refused(save, event, awa, "Texte") == "entries_locked"
    close_event(event.id)
    assert refused(save, event, awa, "Texte") == "event_closed"


def test_who_is_writing_is_shown_to_the_team_and_to_nobody_else(make):
    event, ((awa, denis), (other, _)) = at_work(make, teams=2)
    sheets.mark_writing(event.id, awa.id, "story")
    (writing,) = sheet(event, denis)["writing"]
    assert (writing["name"], writing["field"]) == (awa.name, "story")
    assert seen(event, "phone", other)["my_idea"][other.id]["sheets"] == {}


def test_another_teams_text_cannot_be_settled(make):
    event, ((awa, denis), (other, _)) = at_work(make, teams=2)
    save(event, awa, "Un.")
    late = save(event, denis, "Deux.")
    assert refused(sheets.settle, event.id, other.id, late["wording"]) == "not_your_idea"
    elsewhere, ((stranger, _),) = at_work(make)
    assert refused(sheets.settle, elsewhere.id, stranger.id, late["wording"]) == "no_such_text"


def test_a_step_whose_sheet_was_written_in_is_kept(make, table):
    event, awa, _ = table
    save(event, awa, "Un hiver.")
    works = [step for step in make.steps(event) if step.kind == "work"]
    make.at_step(event, "fair")
    assert refused(programme.remove_step, event.id, works[0].id, "s") == "step_written"
    programme.remove_step(event.id, works[2].id, "s")


def test_somebody_who_changes_teams_sees_the_other_sheet(make):
    from eventlab.live.journal import change
    from eventlab.matchmaking.models import Member, Team

    event, ((awa, _), (other, _)) = at_work(make, teams=2)
    save(event, awa, "Table une.")
    save(event, other, "Table deux.")
    with change(event.id) as this:
        two = this.session.scalar(select(Team).where(Team.event_id == event.id, Team.number == 2))
        this.session.get_one(Member, awa.id).team_id = two.id
        this.touch("my_team", awa.id)
    assert sheet(event, awa)["texts"]["story"]["text"] == "Table deux."
