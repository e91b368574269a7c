"""The organisers' own way in: the first link, pass phrases, logging in and out.

There is no account before somebody makes one: the first organiser comes in by a link that only
the terminal of the server shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import aside, now_ms, reading, transaction
from eventlab.live.journal import change
from eventlab.sessions.models import Device, Event, Organiser, StaffLink
from eventlab.sessions.services.joining import Admission
from eventlab.sessions.services.staff import find_link, new_link, use_link

SHORTEST_PHRASE = 12
LONGEST_PHRASE = 200  # a hash takes as long as its text: nobody sends a book

# OWASP, "Password Storage Cheat Sheet": argon2id, 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def first_link() -> str | None:
    """A fresh one-time token for the first organiser; None once somebody has a pass phrase.

    The links of earlier starts stop working: only the newest terminal shows one that does.
    """
    with transaction() as session:
        if session.scalar(select(Organiser.id).where(Organiser.password_hash != "").limit(1)):
            return None
        first = session.scalar(select(Organiser).order_by(Organiser.id).limit(1))
        return _invite(session, first or _new_organiser(session))


def new_office_link() -> str:
    """A one-time token for the first organiser, given to whoever sits at the server.

    The pass phrase they have stays good until another is chosen.
    """
    with transaction() as session:
        first = session.scalar(select(Organiser).order_by(Organiser.id).limit(1))
        return _invite(session, first or _new_organiser(session))


def invite_organiser() -> str:
    """A one-time token for one more organiser, who will choose a name and a pass phrase."""
    with transaction() as session:
        return _invite(session, _new_organiser(session))


def reinvite_organiser(organiser_id: int) -> str:
    """A one-time token for an organiser to choose another pass phrase. Raises ``not_found``."""
    with transaction() as session:
        organiser = session.get(Organiser, organiser_id)
        if organiser is None:
            raise Refusal("not_found")
        return _invite(session, organiser)


def _new_organiser(session: Session) -> Organiser:
    organiser = Organiser(name="")
    session.add(organiser)
    session.flush()
    return organiser


def _invite(session: Session, organiser: Organiser) -> str:
    session.execute(delete(StaffLink).where(StaffLink.organiser_id == organiser.id))
    return new_link(session, organiser_id=organiser.id)


def organiser_of_link(token: str) -> Organiser:
    """Whom a link lets into the office, without using it. Raises ``link_used``."""
    with reading() as session:
        link = find_link(session, token)
        organiser = session.get(Organiser, link.organiser_id) if link.organiser_id else None
        if organiser is None:
            raise Refusal("link_used")
        return organiser


def choose_phrase(token: str, name: str, phrase: str) -> Admission:
    """Use an organiser's link: from now on this name and phrase open the office.

    The link is used up only when the phrase is taken; every browser that was in with the phrase
    before is out. Raises ``Refusal``: ``link_used``, ``weak_password``, ``name_taken``.
    """
    organiser_of_link(token)  # no hash for somebody who only guesses links
    if not SHORTEST_PHRASE <= len(phrase) <= LONGEST_PHRASE:
        raise Refusal("weak_password")
    hashed = aside(_hasher.hash, phrase)
    with transaction() as session:
        link = use_link(session, token)
        organiser = session.get(Organiser, link.organiser_id) if link.organiser_id else None
        if organiser is None:
            raise Refusal("link_used")
        if _named(session, name) not in (None, organiser.id):
            raise Refusal("name_taken")
        organiser.name, organiser.password_hash = name, hashed
        shut_out = _shut_out(session, Device.organiser_id == organiser.id)
        admitted = _admit(session, organiser.id)
    _tell_desks(shut_out)
    return admitted


def log_in(name: str, phrase: str) -> Admission:
    """Let this browser into the office. Raises ``Refusal("wrong_password")``.

    The caller counts the tries. An unknown name takes as long as a wrong phrase. When there is
    one organiser only, the name does not matter.
    """
    with reading() as session:
        organiser_id = _only_one(session) or _named(session, name)
        organiser = session.get(Organiser, organiser_id) if organiser_id else None
        hashed = organiser.password_hash if organiser else ""
    if not aside(_fits, hashed or _nobody(), phrase[:LONGEST_PHRASE]) or organiser is None:
        raise Refusal("wrong_password")
    with transaction() as session:
        return _admit(session, organiser.id)


def _fits(hashed: str, phrase: str) -> bool:
    try:
        return _hasher.verify(hashed, phrase)
    except (Argon2Error, InvalidHashError):
        return False


def _nobody() -> str:
    if not _nobodys_hash:
        _nobodys_hash.append(aside(_hasher.hash, "nobody has this phrase"))
    return _nobodys_hash[0]


_nobodys_hash: list[str] = []


def account_of(name: str) -> str:
    """Under which name the tries of a log-in are counted: one organiser, or an unknown one."""
    with reading() as session:
        organiser_id = _only_one(session) or _named(session, name)
    return f"organiser-{organiser_id}" if organiser_id else "nobody"


def asks_name() -> bool:
    """Whether the log-in must ask who comes: several organisers have a pass phrase."""
    with reading() as session:
        return _only_one(session) is None


def _only_one(session: Session) -> int | None:
    ids = session.scalars(select(Organiser.id).where(Organiser.password_hash != "").limit(2)).all()
    return ids[0] if len(ids) == 1 else None


def _named(session: Session, name: str) -> int | None:
    # A handful of rows; the database folds only ASCII capitals.
    rows = session.execute(
        select(Organiser.id, Organiser.name).where(Organiser.password_hash != "")
    )
    return next((row.id for row in rows if row.name.casefold() == name.casefold()), None)


def _admit(session: Session, organiser_id: int) -> Admission:
    device = Device(organiser_id=organiser_id)
    session.add(device)
    session.flush()
    return Admission(device.id, device.epoch)


def log_out(device_id: str) -> None:
    """This browser is not at the office any more, whatever cookie it still shows."""
    with transaction() as session:
        shut_out = _shut_out(session, Device.id == device_id)
    _tell_desks(shut_out)


def remove_organiser(organiser_id: int) -> None:
    """End an organiser's access, on every browser. Raises ``not_found``, ``last_organiser``."""
    with transaction() as session:
        organiser = session.get(Organiser, organiser_id)
        if organiser is None:
            raise Refusal("not_found")
        if organiser.password_hash and _only_one(session):
            raise Refusal("last_organiser")
        shut_out = _shut_out(session, Device.organiser_id == organiser_id)
        session.execute(delete(StaffLink).where(StaffLink.organiser_id == organiser_id))
        session.execute(delete(Device).where(Device.organiser_id == organiser_id))
        session.delete(organiser)
    _tell_desks(shut_out)


def _shut_out(session: Session, which: ColumnElement[bool]) -> Sequence[str]:
    return session.scalars(
        update(Device)
        .where(which, Device.organiser_id.is_not(None), Device.revoked_at.is_(None))
        .values(revoked_at=now_ms())
        .returning(Device.id)
    ).all()


def _tell_desks(device_ids: Sequence[str]) -> None:
    # An organiser may watch the desk of any event; the broadcaster cuts by event.
    if not device_ids:
        return
    with reading() as session:
        events = session.scalars(select(Event.id)).all()
    for event_id in events:
        with change(event_id) as this:
            this.touch("device", *device_ids)


def organisers() -> list[Organiser]:
    """Everybody of the office, those invited but not yet in included."""
    with reading() as session:
        return list(session.scalars(select(Organiser).order_by(Organiser.id)))
