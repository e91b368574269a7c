"""Forgetting: one person by code, a whole event by hand or on its date; the certificate of it.

What is erased goes on a list beside the backups first, so that a restore brings nobody back.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.orm import Session

from eventlab import erasures
from eventlab.boards.models import Ballot, Problem
from eventlab.boards.services.ballot_lines import cover_line
from eventlab.extensions import Base, reading, transaction
from eventlab.ideas.models import Idea, IdeaEntry, IdeaWording
from eventlab.live import board
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Device, Event, Participant
from eventlab.sessions.services import events
from eventlab.sessions.services.joining import find_by_code, person_of
from eventlab.synthesis.models import Certificate, PrintJob
from eventlab.synthesis.queries.whole import belongs_to, exported_tables

GONE = "–"
#: What somebody wrote, in the tables that outlive their author: the values that take its place,
#: or None where the row goes. Tables with no other link to a person go with the person.
AUTHORED: dict[tuple[str, str], dict[str, Any] | None] = {
    ("commitment", "author_id"): {
        "who": GONE,
        "what": GONE,
        "by_when": GONE,
        "answers": "",
        "state": "withdrawn",
    },
    ("help_call", "sent_id"): {},
    ("idea", "person_id"): None,
    ("idea_drawing", "person_id"): None,
    ("idea_entry", "person_id"): {},  # see _erase_from_sheets
    ("idea_wording", "person_id"): None,
    ("problem", "author_id"): {"text": GONE, "tile": "", "reason": "", "state": "withdrawn"},
    ("support", "person_id"): {"text": ""},
}


def erase_person(event_id: int, personal_code: str, folder: Path, once: Once | None = None) -> str:
    """Erase somebody and what they wrote, earlier wordings too; gives the certificate's id.

    Counts stay. Raises ``Refusal("unknown_code")``, ``OSError`` when the list cannot be written.
    """
    with reading() as session:
        person_id = find_by_code(session, event_id, personal_code).id
    erasures.note_person(folder, person_id)
    with change(event_id, once) as this:
        if this.repeated:
            return str(this.answer["certificate"])
        person_of(this.session, event_id, person_id)
        counts = _erase_and_tell(this, person_id)
        certificate = _certify(this.session, "person", event_id, "hand", counts)
        this.answer = {"certificate": certificate.id}
    return certificate.id


def _erase_and_tell(this: Change, person_id: str) -> dict[str, int]:
    before = _everything(this)
    devices = this.session.scalars(
        select(Device.id).where(Device.participant_id == person_id)
    ).all()
    counts = erase_within(this.session, person_id)
    for kind, items in _everything(this).items():
        this.touch(kind, *sorted(before.get(kind, set()) | items))
    this.touch("device", *devices)
    return counts


def _everything(this: Change) -> dict[str, set[str]]:
    """Every item of every board: rarely asked for, and then nothing may be forgotten."""
    this.session.flush()
    return {
        kind.name: {str(one) for one in kind.load(this.session, this.event_id, None)}
        for kind in board.kinds()
    }


def erase_within(session: Session, person_id: str) -> dict[str, int]:
    """Erase a person within a transaction; gives how many rows of each table were touched.

    Nobody is told; the person may already be gone.
    """
    counts: dict[str, int] = {}
    _erase_wordings(session, person_id, counts)
    _erase_from_ballots(session, person_id)
    _erase_from_sheets(session, person_id, counts)
    for (name, column), values in AUTHORED.items():
        table = Base.metadata.tables.get(name)
        if table is None:
            continue
        theirs = table.c[column] == person_id
        if values is None:
            _count(counts, name, session.execute(delete(table).where(theirs)))
        elif values:
            _count(counts, name, session.execute(update(table).where(theirs).values(values)))
    event_id = session.scalar(select(Participant.event_id).where(Participant.id == person_id))
    # Files that were made before still hold what they wrote.
    session.execute(delete(PrintJob).where(PrintJob.event_id == event_id))
    _count(
        counts,
        "participant",
        session.execute(delete(Participant).where(Participant.id == person_id)),
    )
    session.expire_all()
    return counts


def _erase_wordings(session: Session, person_id: str, counts: dict[str, int]) -> None:
    problem, wording = Base.metadata.tables["problem"], Base.metadata.tables["problem_wording"]
    theirs = select(problem.c.id).where(problem.c.author_id == person_id)
    erased = session.execute(delete(wording).where(wording.c.problem_id.in_(theirs)))
    _count(counts, "problem_wording", erased)


def _erase_from_ballots(session: Session, person_id: str) -> None:
    # A vote on problems has kept their texts as they were when it opened.
    theirs = set(session.scalars(select(Problem.id).where(Problem.author_id == person_id)))
    events_written = select(Problem.event_id).where(Problem.id.in_(theirs))
    for ballot in session.scalars(
        select(Ballot).where(Ballot.event_id.in_(events_written), Ballot.on == "problems")
    ):
        gone = {"title": GONE, "text": GONE}
        ballot.lines = [line | (gone if line["id"] in theirs else {}) for line in ballot.lines]
    session.flush()


def _erase_from_sheets(session: Session, person_id: str, counts: dict[str, int]) -> None:
    """A field they wrote last goes back to what somebody else wrote in it; else it is empty.

    What others have taken up and written on is the team's, and stays.
    """
    _erase_from_votes_on_ideas(session, person_id)
    theirs = session.scalars(select(IdeaEntry).where(IdeaEntry.person_id == person_id)).all()
    for entry in theirs:
        of_field = select(IdeaWording).filter_by(idea_id=entry.idea_id, field=entry.field)
        others = of_field.where(IdeaWording.state == "line", IdeaWording.person_id != person_id)
        last = session.scalar(others.order_by(IdeaWording.version.desc()).limit(1))
        entry.version += 1
        entry.text = last.text if last else ""
        entry.person_id = last.person_id if last else None
        if last:
            told = ("idea_id", "field", "state", "text", "person_id", "hand", "channel")
            again = {name: getattr(last, name) for name in told}
            session.add(IdeaWording(version=entry.version, **again))
    session.flush()
    if theirs:
        counts["idea_entry"] = len(theirs)


def _erase_from_votes_on_ideas(session: Session, person_id: str) -> None:
    # A vote on ideas has kept their names as they were when it opened.
    written: dict[int, set[str]] = {}
    for theirs in (
        select(IdeaWording.idea_id, IdeaWording.text).where(IdeaWording.person_id == person_id),
        select(IdeaEntry.idea_id, IdeaEntry.text).where(IdeaEntry.person_id == person_id),
    ):
        for idea_id, text in session.execute(theirs):
            written.setdefault(idea_id, set()).add(text)
    for idea_id, texts in written.items():
        event_id = session.get_one(Idea, idea_id).event_id
        texts.discard("")
        gone = partial(_unless_in, texts)
        cover_line(session, event_id, "ideas", idea_id, gone)


def _unless_in(texts: set[str], text: str) -> str:
    return GONE if text in texts else text


def _count(counts: dict[str, int], name: str, done: Any) -> None:
    if done.rowcount > 0:
        counts[name] = counts.get(name, 0) + int(done.rowcount)


def _certify(
    session: Session, what: str, event_id: int, cause: str, counts: dict[str, int]
) -> Certificate:
    event = session.get_one(Event, event_id)
    certificate = Certificate(
        what=what, title=event.title, starts_on=event.starts_on, cause=cause, counts=counts
    )
    session.add(certificate)
    session.flush()
    return certificate


def erase_event(event_id: int, folder: Path, cause: str = "hand") -> str:
    """Erase an event for good; gives the certificate's id. Raises ``OSError``."""
    with transaction() as session:
        event = session.get_one(Event, event_id)
        counts = {table.name: _rows(session, table, event_id) for table in exported_tables()}
        erasures.note_event(folder, event.code, event.created_at)
        certificate = _certify(
            session, "event", event_id, cause, {name: n for name, n in counts.items() if n}
        )
    events.delete_event(event_id)
    return certificate.id


def _rows(session: Session, table: Table, event_id: int) -> int:
    query = select(func.count()).select_from(table).where(belongs_to(table, event_id))
    return session.scalar(query) or 0


def purge_due(today: str, folder: Path) -> int:
    """Erase the events whose date of erasure has come; gives how many. ``today`` is ISO."""
    with reading() as session:
        due = session.scalars(select(Event.id).where(Event.purge_on <= today)).all()
    for event_id in due:
        erase_event(event_id, folder, "date")
    events.sweep()
    return len(due)


def erase_again(folder: Path, people_only: bool = False) -> int:
    """Erase what a restore or an import has brought back; gives how many people and events."""
    erased, back = erasures.read_erased(folder), 0
    with reading() as session:
        events_back = [
            event.id
            for event in session.scalars(select(Event))
            if event.created_at in erased.moments
        ]
        people_back = [
            (event_id, person_id)
            for person_id, event_id in session.execute(select(Participant.id, Participant.event_id))
            if person_id in erased.people
        ]
    for event_id in () if people_only else events_back:
        events.delete_event(event_id)
        back += 1
    for event_id, person_id in people_back:
        with change(event_id) as this:
            back += bool(_erase_and_tell(this, person_id))
    return back


def certificates() -> list[Certificate]:
    """Every certificate, the newest first."""
    with reading() as session:
        query = select(Certificate).order_by(Certificate.at.desc(), Certificate.id)
        return list(session.scalars(query))
