"""The people expected: brought in from the office's list, or as codes for nobody yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from secrets import randbelow

from babel import Locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change, change
from eventlab.sessions.models import Event, Participant
from eventlab.sessions.reference import languages
from eventlab.sessions.rules.codes import make_personal_code
from eventlab.sessions.rules.csv_reading import Complaint, read_table, word_key
from eventlab.sessions.rules.roster import ExpectedPerson, newcomers, read_roster
from eventlab.sessions.services.imports import find_file
from eventlab.sessions.services.joining import person_of

MOST_SLIPS = 200


@dataclass(frozen=True)
class Preview:
    """What bringing a file in would do: who is new, how many are known, what is wrong."""

    new: tuple[ExpectedPerson, ...]
    known: int
    complaints: tuple[Complaint, ...]


def preview_roster(session: Session, event: Event, content: bytes) -> Preview:
    """Read an office's list against the people already expected.

    Raises ``CsvRefused`` when the file cannot be read at all.
    """
    roster = read_roster(read_table(content), _labels(event), language_codes())
    fresh = newcomers(roster.people, map(_as_expected, _from_roster(session, event.id)))
    return Preview(tuple(fresh), len(roster.people) - len(fresh), roster.complaints)


def import_roster(event_id: int, import_id: str, once: Once | None = None) -> int:
    """Bring the good lines of a kept file in; gives how many people were new.

    Brought in twice, a file adds nobody the second time. Raises ``Refusal``: ``import_gone``,
    ``event_closed``.
    """
    with change(event_id, once) as this:
        if this.repeated:
            return int(this.answer["people"])
        event = _open_event(this)
        pending = find_file(this.session, event_id, "roster", import_id)
        new = preview_roster(this.session, event, pending.content).new
        this.session.delete(pending)
        _add(this, new, "roster")
        this.answer["people"] = len(new)
    return len(new)


def make_blank_slips(event_id: int, numbers: dict[str, int], once: Once | None = None) -> list[str]:
    """Personal codes for people who come unannounced; gives the ids of these participants.

    ``numbers`` is how many for each perspective. Raises ``Refusal``: ``bad_request`` beyond
    ``MOST_SLIPS``, ``event_closed``.
    """
    if any(number < 0 for number in numbers.values()) or sum(numbers.values()) > MOST_SLIPS:
        raise Refusal("bad_request")
    with change(event_id, once) as this:
        if not this.repeated:
            _open_event(this)
            nobody = [
                ExpectedPerson(perspective)
                for perspective, number in numbers.items()
                for _ in range(number)
            ]
            this.answer["people"] = _add(this, nobody, "slip")
    return list(this.answer["people"])


def remove_expected(event_id: int, participant_id: str, once: Once | None = None) -> None:
    """Take somebody who has not come off the list. Raises ``unknown_code``, ``already_here``."""
    with change(event_id, once) as this:
        if this.repeated:
            return
        person = person_of(this.session, event_id, participant_id)
        if person.status != "expected" or person.joined_at is not None:
            raise Refusal("already_here")
        this.session.delete(person)
        _touch(this, [participant_id])


def _open_event(this: Change) -> Event:
    event = this.session.get_one(Event, this.event_id)
    if event.state != "open":
        raise Refusal("event_closed")
    return event


def _add(this: Change, people: Sequence[ExpectedPerson], channel: str) -> list[str]:
    codes = _free_codes(this.session, this.event_id, len(people))
    added = [
        Participant(
            event_id=this.event_id,
            code=code,
            channel=channel,
            status="expected",
            joined_at=None,
            **{
                name: list(value) if isinstance(value, tuple) else value
                for name, value in asdict(person).items()
            },
        )
        for person, code in zip(people, codes, strict=True)
    ]
    this.session.add_all(added)
    this.session.flush()
    ids = [person.id for person in added]
    if ids:
        _touch(this, ids)
    return ids


def _touch(this: Change, ids: Iterable[str]) -> None:
    this.touch("participant", *ids)
    this.touch("me", *ids)
    this.touch("counts", "room")


def _free_codes(session: Session, event_id: int, number: int) -> list[str]:
    taken = set(session.scalars(select(Participant.code).where(Participant.event_id == event_id)))
    codes = []
    for _ in range(number):
        code = make_personal_code(randbelow, taken)
        taken.add(code)
        codes.append(code)
    return codes


def _from_roster(session: Session, event_id: int) -> Sequence[Participant]:
    return session.scalars(
        select(Participant).where(Participant.event_id == event_id, Participant.channel == "roster")
    ).all()


def _as_expected(person: Participant) -> ExpectedPerson:
    return ExpectedPerson(
        perspective=person.perspective,
        name=person.name,
        trade=person.trade,
        organisation=person.organisation,
        speaks=tuple(person.speaks),
        needs=tuple(person.needs),
    )


def _labels(event: Event) -> dict[str, list[str]]:
    return {perspective: list(words.values()) for perspective, words in event.labels.items()}


@cache
def language_codes() -> dict[str, str]:
    """The code of each language by any of its names: its own, French, English, the code."""
    french, english = Locale("fr").languages, Locale("en").languages
    return {
        word_key(name): each.code
        for each in languages()
        for name in (each.code, each.name, french.get(each.code), english.get(each.code))
        if name
    }
