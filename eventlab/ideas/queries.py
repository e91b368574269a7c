"""Reading the ideas: what other features, the synthesis first, may know of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from eventlab.boards.models import Theme
from eventlab.boards.rules.tally import may_split
from eventlab.errors import Refusal
from eventlab.extensions import reading
from eventlab.ideas.models import (
    Commitment,
    Evaluated,
    EvaluationCount,
    EvaluationText,
    Fair,
    Idea,
    IdeaDrawing,
    IdeaEntry,
    IdeaWording,
    Support,
)
from eventlab.ideas.rules.evaluation import PERSPECTIVES, told
from eventlab.ideas.rules.sheet import Field, headline_of, sheet_of
from eventlab.matchmaking.models import Team
from eventlab.matchmaking.queries import members_of, team_of, teams_of
from eventlab.sessions.models import Participant, Step

SLIPS = ("support", "help", "concern")


def steps_of(session: Session, event_id: int) -> list[Step]:
    """The programme, in order."""
    query = select(Step).where(Step.event_id == event_id).order_by(Step.position, Step.id)
    return list(session.scalars(query))


def sheet_fields(session: Session, event_id: int) -> dict[str, Field]:
    """The fields of the event's sheets, in order: {key: field}."""
    return sheet_of(steps_of(session, event_id))


def fair_of(session: Session, event_id: int) -> Fair | None:
    """The gallery, once it is open."""
    return session.get(Fair, event_id)


def texts_of(session: Session, event_id: int) -> dict[int, dict[str, str]]:
    """What is written in each sheet: {idea id: {field: text}}; empty fields are left out."""
    rows = session.execute(
        select(IdeaEntry.idea_id, IdeaEntry.field, IdeaEntry.text)
        .join(Idea, Idea.id == IdeaEntry.idea_id)
        .where(Idea.event_id == event_id, IdeaEntry.text != "")
    )
    texts: dict[int, dict[str, str]] = {}
    for idea_id, key, text in rows:
        texts.setdefault(idea_id, {})[key] = text
    return texts


def in_fair_order(session: Session, event_id: int) -> list[Idea]:
    """The ideas as the fair shows them: by their place, then by their number."""
    query = select(Idea).where(Idea.event_id == event_id).order_by(Idea.place, Idea.number)
    return list(session.scalars(query))


def ideas_of(session: Session, event_id: int) -> list[dict[str, Any]]:
    """Every idea that holds something, in the order of the fair, hidden ones too (and so marked).

    ``{"id", "number", "headline", "hidden", "personal_sheet" (a card to take home: not for the
    room), "reason", "team": {"number", "name", "table",
    "people": {perspective: number}} or None, "theme": {"id", "title", "question"} or None,
    "kind": key of its choice field or "", "fields": [{"key", "label", "text", "shown"}],
    "drawings": [{"id", "width", "height"}] approved ones}``. A choice is told by its words, as
    {language: text}; any other text is a string.
    """
    fields, texts = sheet_fields(session, event_id), texts_of(session, event_id)
    teams = {team.number: team for team in teams_of(session, event_id)}
    people, themes = _people_by_team(session, event_id), _themes(session, event_id)
    drawings = _approved_drawings(session, event_id)
    told_ideas = []
    for idea in in_fair_order(session, event_id):
        written = texts.get(idea.id, {})
        if not written and idea.id not in drawings:
            continue
        team = teams.get(idea.team_number or 0)
        told_ideas.append(
            {
                "id": idea.id,
                "number": idea.number,
                "headline": headline_of(fields, written),
                "hidden": idea.hidden,
                "personal_sheet": idea.team_number is None,
                "reason": idea.reason,
                "team": team and _team(team, people.get(team.id, {})),
                "theme": themes.get(team.theme_id or 0) if team else None,
                "kind": next(
                    (written[k] for k, f in fields.items() if f.type == "choice" and k in written),
                    "",
                ),
                "fields": _written_fields(fields, written),
                "drawings": drawings.get(idea.id, []),
            }
        )
    return told_ideas


def _written_fields(fields: dict[str, Field], written: dict[str, str]) -> list[dict[str, Any]]:
    known = [
        {
            "key": key,
            "label": one.label,
            "text": one.options.get(written[key], written[key]),
            "shown": one.shown,
        }
        for key, one in fields.items()
        if key in written
    ]
    # A field an organiser took out of the sheet keeps what was written in it.
    lost = [
        {"key": key, "label": {"fr": key, "en": key}, "text": text, "shown": False}
        for key, text in written.items()
        if key not in fields
    ]
    return known + lost


def _team(team: Team, people: dict[str, int]) -> dict[str, Any]:
    return {"number": team.number, "name": team.name, "table": team.table, "people": people}


def _people_by_team(session: Session, event_id: int) -> dict[int, dict[str, int]]:
    side = dict(
        session.execute(
            select(Participant.id, Participant.perspective).where(Participant.event_id == event_id)
        ).all()
    )
    return {
        team_id: {each: sum(side.get(one) == each for one in people) for each in PERSPECTIVES}
        for team_id, people in members_of(session, event_id).items()
    }


def _themes(session: Session, event_id: int) -> dict[int, dict[str, Any]]:
    themes = session.scalars(select(Theme).where(Theme.event_id == event_id))
    return {t.id: {"id": t.id, "title": t.title, "question": t.question} for t in themes}


def _approved_drawings(session: Session, event_id: int) -> dict[int, list[dict[str, int]]]:
    rows = session.execute(
        select(IdeaDrawing.idea_id, IdeaDrawing.id, IdeaDrawing.width, IdeaDrawing.height)
        .join(Idea, Idea.id == IdeaDrawing.idea_id)
        .where(Idea.event_id == event_id, IdeaDrawing.state == "shown")
        .order_by(IdeaDrawing.id)
    )
    drawings: dict[int, list[dict[str, int]]] = {}
    for idea_id, drawing_id, width, height in rows:
        drawing = {"id": drawing_id, "width": width, "height": height}
        drawings.setdefault(idea_id, []).append(drawing)
    return drawings


def drawing_jpeg(session: Session, drawing_id: int) -> bytes:
    """The picture of a drawing, as JPEG; empty if there is none."""
    return session.scalar(select(IdeaDrawing.jpeg).where(IdeaDrawing.id == drawing_id)) or b""


def supports_of(session: Session, event_id: int) -> dict[int, dict[str, Any]]:
    """The slips, counted: {idea id: as ``tell_slips`` gives them, and "texts"}.

    ``texts`` are those the room may read: {"help": [text], "concern": [text]}.
    """
    ids = session.scalars(select(Idea.id).where(Idea.event_id == event_id)).all()
    return count_slips(session, ids)


def count_slips(session: Session, idea_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The same for some ideas; each of them is there, with noughts if need be."""
    rows = session.execute(
        select(Support.idea_id, Support.kind, Support.perspective, func.count())
        .where(Support.idea_id.in_(idea_ids))
        .group_by(Support.idea_id, Support.kind, Support.perspective)
    )
    counts: dict[int, dict[str, dict[str, int]]] = {i: {} for i in idea_ids}
    for idea_id, kind, side, number in rows:
        counts[idea_id].setdefault(side, dict.fromkeys(SLIPS, 0))[kind] = number
    apart = _told_apart(session, idea_ids)
    told_slips = {i: tell_slips(counts[i], i in apart) for i in idea_ids}
    for slip in session.scalars(
        select(Support)
        .where(Support.idea_id.in_(idea_ids), Support.text != "", Support.state == "shown")
        .order_by(Support.id)
    ):
        told_slips[slip.idea_id]["texts"].setdefault(slip.kind, []).append(slip.text)
    return told_slips


def _told_apart(session: Session, idea_ids: Collection[int]) -> set[int]:
    """The ideas of which the room may know what each perspective gave."""
    people = people_with_slips(session, idea_ids)
    enough = {i for i, of in people.items() if may_split(*(of.get(p, 0) for p in PERSPECTIVES))}
    counted = select(Idea.id).join(Fair, Fair.event_id == Idea.event_id)
    kept_apart = counted.where(
        Idea.id.in_(idea_ids),
        Fair.counted_at.is_not(None),
        Idea.id.in_(select(Support.idea_id)),
        Idea.id.not_in(select(Support.idea_id).where(Support.perspective == "")),
    )
    return enough | set(session.scalars(kept_apart))


def people_with_slips(session: Session, idea_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many people of each perspective gave an idea slips: ``{idea id: {perspective: n}}``."""
    # Whoever was erased is not counted: rather no split than one that could name somebody.
    rows = session.execute(
        select(Support.idea_id, Support.perspective, func.count(Support.person_id.distinct()))
        .where(Support.idea_id.in_(idea_ids))
        .group_by(Support.idea_id, Support.perspective)
    )
    people: dict[int, dict[str, int]] = {}
    for idea_id, side, number in rows:
        people.setdefault(idea_id, {})[side] = number
    return people


def tell_slips(counts: dict[str, dict[str, int]], apart: bool) -> dict[str, Any]:
    """``{"room": {slip: number}, "split": {perspective: {slip: number}} or None, "texts": {}}``."""
    sides = {side: counts.get(side, dict.fromkeys(SLIPS, 0)) for side in PERSPECTIVES}
    room = {slip: sum(one[slip] for one in counts.values()) for slip in SLIPS}
    return {"room": room, "split": sides if apart else None, "texts": {}}


def commitments_of(session: Session, event_id: int) -> list[dict[str, Any]]:
    """The commitments the room may read, in the order they were made.

    ``{"id", "idea", "who", "what", "by_when", "answers"}``; ``idea`` is an idea's id or None.
    """
    rows = session.scalars(
        select(Commitment)
        .where(Commitment.event_id == event_id, Commitment.state == "shown")
        .order_by(Commitment.id)
    )
    names = ("id", "who", "what", "by_when", "answers")
    return [{name: getattr(one, name) for name in names} | {"idea": one.idea_id} for one in rows]


def evaluation_of(session: Session, event_id: int) -> list[dict[str, Any]]:
    """Each evaluation of the programme, in order.

    ``{"step", "title", "answered": {perspective: people}, "of": {perspective: people present},
    "questions": [{"key", "type", "label", "counts": as ``rules.evaluation.told``, "texts": []}]}``.
    """
    steps = [step for step in steps_of(session, event_id) if step.kind == "evaluate"]
    return [evaluation_of_step(session, step) for step in steps]


def evaluation_of_step(session: Session, step: Step) -> dict[str, Any]:
    """One evaluation; see ``evaluation_of``."""
    counted: dict[str, dict[str, dict[str, int]]] = {}
    for one in session.scalars(select(EvaluationCount).where(EvaluationCount.step_id == step.id)):
        values = counted.setdefault(one.question, {}).setdefault(one.perspective, {})
        values[one.value] = one.number
    texts: dict[str, list[str]] = {}
    for line in session.scalars(
        select(EvaluationText)
        .where(EvaluationText.step_id == step.id, EvaluationText.hidden.is_(False))
        .order_by(EvaluationText.id)
    ):
        texts.setdefault(line.question, []).append(line.text)
    answered = {side: sum(counted.get("", {}).get(side, {}).values()) for side in PERSPECTIVES}
    return {
        "step": step.id,
        "title": step.title,
        "answered": answered,
        "of": _present(session, step.event_id),
        "questions": [
            {
                "key": question["key"],
                "type": question.get("type", "faces"),
                "label": {k: question[k] for k in ("fr", "en") if k in question},
                "counts": told(counted, question["key"]),
                "texts": texts.get(question["key"], []),
            }
            for question in step.settings.get("questions", ())
        ],
    }


def _present(session: Session, event_id: int) -> dict[str, int]:
    rows = session.execute(
        select(Participant.perspective, func.count())
        .where(Participant.event_id == event_id, Participant.status == "present")
        .group_by(Participant.perspective)
    )
    return dict.fromkeys(PERSPECTIVES, 0) | dict(rows.all())


def has_answered(session: Session, step_id: int, participant_id: str) -> bool:
    """Whether somebody has answered an evaluation."""
    return session.get(Evaluated, (step_id, participant_id)) is not None


def history_of(event_id: int, idea_id: int, field: str) -> list[tuple[IdeaWording, str]]:
    """Every text a field has had, newest first, with the first name of who wrote it."""
    with reading() as session:
        rows = session.execute(
            select(IdeaWording, func.coalesce(Participant.name, ""))
            .join(Idea, Idea.id == IdeaWording.idea_id)
            .outerjoin(Participant, Participant.id == IdeaWording.person_id)
            .where(Idea.event_id == event_id, Idea.id == idea_id, IdeaWording.field == field)
            .order_by(IdeaWording.id.desc())
        )
        return [(wording, name) for wording, name in rows]


def own_ideas(event_id: int, participant_id: str) -> set[int]:
    """The sheets somebody may write on: their team's, their own, the room's."""
    with reading() as session:
        return {idea.id for idea in _own_ideas(session, event_id, participant_id)}


def _own_ideas(session: Session, event_id: int, participant_id: str) -> list[Idea]:
    team = team_of(session, participant_id)
    numbers = [0, *([team.number] if team else [])]
    query = select(Idea).where(
        Idea.event_id == event_id,
        or_(Idea.team_number.in_(numbers), Idea.person_id == participant_id),
    )
    return list(session.scalars(query))


def drawing_for(session: Session, event_id: int, drawing_id: int) -> tuple[bool, int] | None:
    """Whether the room may see a drawing, and whose idea it is of; None if there is none."""
    found = session.execute(
        select(IdeaDrawing.state, Idea)
        .join(Idea, Idea.id == IdeaDrawing.idea_id)
        .where(IdeaDrawing.id == drawing_id, Idea.event_id == event_id)
    ).one_or_none()
    if found is None:
        return None
    state, idea = found
    public = state == "shown" and not idea.hidden and fair_of(session, event_id) is not None
    return public, idea.id


def field_called(event_id: int, key: str) -> Field:
    """A field of the event's sheets. Raises ``Refusal("no_such_field")``."""
    with reading() as session:
        field = sheet_fields(session, event_id).get(key)
    if field is None:
        raise Refusal("no_such_field")
    return field


def version_of_field(idea_id: int, key: str) -> int:
    """The version a field is at."""
    with reading() as session:
        entry = session.get(IdeaEntry, (idea_id, key))
        return entry.version if entry else 0


def text_at(event_id: int, participant_id: str, key: str, version: int) -> str:
    """The text a field of somebody's sheet had at a version; empty if it had none."""
    with reading() as session:
        field = sheet_fields(session, event_id).get(key)
        per_person = field is not None and field.per == "person"
        ideas = [
            idea.id
            for idea in _own_ideas(session, event_id, participant_id)
            if (idea.person_id is not None) == per_person
        ]
        return (
            session.scalar(
                select(IdeaWording.text).where(
                    IdeaWording.idea_id.in_(ideas),
                    IdeaWording.field == key,
                    IdeaWording.version == version,
                    IdeaWording.state == "line",
                )
            )
            or ""
        )
