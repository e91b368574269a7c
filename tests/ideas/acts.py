"""The writes of the ideas, as a test can do them to an event at random (see tests/writes.py)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from sqlalchemy import select

from eventlab.extensions import reading
from eventlab.ideas.models import (
    Commitment,
    EvaluationText,
    HelpCall,
    Idea,
    IdeaDrawing,
    IdeaWording,
    Support,
)
from eventlab.ideas.services import (
    calls,
    commitments,
    desk,
    drawings,
    evaluation,
    fair,
    sheets,
    slips,
)
from eventlab.ideas.services.commitments import Promise
from eventlab.ideas.services.sheets import Pen, Writ
from eventlab.matchmaking.models import Member
from tests.ideas.rooms import team_of

if TYPE_CHECKING:
    from tests.writes import World

FIELDS = ("story", "blocks", "idea", "how")


def at(world: World, kind: str) -> World:
    """The same world at the first step of a kind, everybody in a team."""
    with reading() as session:
        placed = set(session.scalars(select(Member.participant_id)))
    alone = [one for one in world.make.people(world.event) if one.id not in placed]
    if alone:
        team_of(world.event, *alone)
    world.make.at_step(world.event, kind)
    return world


def any_of(world: World, column: object) -> object:
    """Any value of a column of the ideas' tables, 0 if there is none."""
    with reading() as session:
        found = list(session.scalars(select(column)))
    return world.chance.choice(found) if found else 0


def writ(world: World) -> Writ:
    text = world.chance.choice(["Un hiver.", "Un été.", "Le 06 12 34 56 78.", ""])
    return Writ(world.chance.choice(FIELDS), text, world.chance.randrange(3))


def pen(world: World) -> Pen:
    return Pen(world.person(), world.chance.choice(["one", "two"]))


def written(world: World) -> World:
    """The same world with an idea at least."""
    at(world, "work")
    sheets.save_field(world.id, Pen(world.person(), "one"), Writ("idea", "Un prêt d'outils"))
    return world


def beside(world: World) -> tuple[str, int]:
    """Somebody, and a text that waits for them to choose."""
    written(world)
    for hand in ("three", "four"):
        sheets.save_field(world.id, Pen(world.person(), hand), Writ("how", hand))
    return world.person(), int(any_of(world, IdeaWording.id))


def called(world: World) -> int:
    calls.call_help(at(world, "work").id, world.person(), "resource")
    return int(any_of(world, HelpCall.id))


def drawn(world: World) -> int:
    drawings.add_drawing(at(world, "work").id, world.person(), picture())
    return int(any_of(world, IdeaDrawing.id))


def picture() -> bytes:
    seen = BytesIO()
    Image.new("RGB", (8, 8), "white").save(seen, "PNG")
    return seen.getvalue()


def slipped(world: World) -> tuple[int, str]:
    """An idea that has a slip of somebody who came for it, and who that is."""
    fair.open_fair(written(world).id)
    idea, giver = int(any_of(world, Idea.id)), world.make.person(world.event)
    slips.put_slip(world.id, idea, Pen(giver.id), "concern", "Trop loin de chez moi.")
    return idea, giver.id


def promised(world: World) -> int:
    promise = Promise("Awa", "Appeler le bailleur", "lundi")
    return int(commitments.commit(world.id, pen(world), promise)["id"])


def answered(world: World) -> str:
    at(world, "evaluate")
    said = {"day": str(world.chance.randrange(1, 6)), "free": "Merci."}
    return str(evaluation.answer(world.id, world.current(), world.person(), said)["state"])


def on_screen(world: World) -> int:
    idea = int(any_of(written(world), Idea.id))
    fair.put_on_screen(world.id, idea)
    return idea


def resource(world: World) -> str:
    person = world.person()
    calls.set_resource(world.id, person, True)
    return person


WRITES: dict[str, Callable[[World], object]] = {
    "sheets.save_field": lambda w: sheets.save_field(at(w, "work").id, pen(w), writ(w)),
    "sheets.settle": lambda w: sheets.settle(w.id, *beside(w)),
    "sheets.mark_writing": lambda w: sheets.mark_writing(at(w, "work").id, w.person(), "story"),
    "drawings.add_drawing": lambda w: drawings.add_drawing(
        at(w, "work").id, w.person(), picture()
    ),
    "drawings.remove_drawing": lambda w: drawings.remove_drawing(w.id, w.person(), drawn(w)),
    "desk.judge_drawing": lambda w: desk.judge_drawing(w.id, drawn(w), w.flag()),
    "desk.hide_idea": lambda w: desk.hide_idea(w.id, int(any_of(written(w), Idea.id)), "non"),
    "desk.show_idea": lambda w: desk.show_idea(w.id, int(any_of(written(w), Idea.id))),
    "desk.mask_idea": lambda w: desk.mask_idea(w.id, int(any_of(written(w), Idea.id)), {}, "prêt"),
    "calls.call_help": lambda w: calls.call_help(at(w, "work").id, w.person(), "facilitator"),
    "calls.end_own_call": lambda w: calls.end_own_call(w.id, w.person(), called(w)),
    "calls.end_call": lambda w: calls.end_call(w.id, called(w)),
    "calls.send_resource": lambda w: calls.send_resource(w.id, called(w), resource(w)),
    "calls.set_resource": lambda w: calls.set_resource(w.id, w.person(), w.flag()),
    "calls.message_table": lambda w: calls.message_table(at(w, "work").id, 1, "Dix minutes."),
    "fair.open_fair": lambda w: fair.open_fair(w.id),
    "fair.put_on_screen": on_screen,
    "fair.start_talk": lambda w: fair.start_talk(w.id, on_screen(w)),
    "fair.pause_talk": lambda w: fair.pause_talk(w.id, on_screen(w)),
    "fair.add_talk": lambda w: fair.add_talk(w.id, on_screen(w), 1),
    "fair.move_idea": lambda w: fair.move_idea(w.id, on_screen(w), w.chance.randrange(3)),
    "slips.put_slip": slipped,
    "slips.withdraw_slip": lambda w: slips.withdraw_slip(w.id, *slipped(w), "concern"),
    "slips.judge_slip": lambda w: (
        slipped(w), slips.judge_slip(w.id, int(any_of(w, Support.id)), w.flag())
    ),
    "slips.judge_slips": lambda w: (
        slipped(w), slips.judge_slips(w.id, [int(any_of(w, Support.id))] * 2, True)
    ),
    "slips.mask_slip": lambda w: (
        slips.put_slip(
            w.id, (given := slipped(w))[0], Pen(given[1]), "help", "Au 06 12 34 56 78", True
        ),
        slips.mask_slip(w.id, int(any_of(w, Support.id)), {"phone": "[masqué]"}),
    ),
    "commitments.commit": promised,
    "commitments.withdraw_commitment": lambda w: commitments.withdraw_commitment(
        w.id, str(any_of(w, Commitment.author_id)), promised(w)
    ),
    "commitments.edit_commitment": lambda w: commitments.edit_commitment(
        w.id, promised(w), Promise("Denis", "Écrire", "mardi")
    ),
    "commitments.judge_commitment": lambda w: commitments.judge_commitment(
        w.id, promised(w), w.flag()
    ),
    "commitments.show_commitments": lambda w: commitments.show_commitments(
        w.id, [promised(w), promised(w)]
    ),
    "evaluation.answer": answered,
    "evaluation.hide_line": lambda w: (
        answered(w), evaluation.hide_line(w.id, str(any_of(w, EvaluationText.id)), w.flag())
    ),
}  # fmt: skip

NOT_WRITES = {
    "calls.sheet_now",
    "fair.idea_lines",
    "fair.readable_ideas",
    "fair.open_when_it_comes",
    "sheets.field_open_to",
    "sheets.own_sheet",
    "sheets.sheet_of_team",
    "sheets.team_sheet",
    "slips.said",
    "telling.idea_at",
    "telling.people_of",
    "telling.refuse_to_lose",
    "telling.touch_every_idea",
    "telling.touch_idea",
    "telling.touch_team",
}
