"""Files sent by an organiser, kept between the look at them and the decision to bring them in."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading, transaction
from eventlab.sessions.models import PendingImport

KEEP_MS = 3600 * 1000


def keep_file(event_id: int, kind: str, content: bytes) -> str:
    """Keep a file for an hour; gives its id. ``kind``: ``roster`` or ``problems``."""
    forget_old_files()
    with transaction() as session:
        pending = PendingImport(event_id=event_id, kind=kind, content=content)
        session.add(pending)
        session.flush()
    return pending.id


def kept_file(event_id: int, kind: str, import_id: str) -> bytes:
    """What is in a kept file. Raises ``Refusal("import_gone")``."""
    with reading() as session:
        return find_file(session, event_id, kind, import_id).content


def find_file(session: Session, event_id: int, kind: str, import_id: str) -> PendingImport:
    """A kept file of that event. Raises ``Refusal("import_gone")``."""
    pending = session.get(PendingImport, import_id)
    if pending is None or pending.event_id != event_id or pending.kind != kind:
        raise Refusal("import_gone")
    return pending


def drop_file(event_id: int, kind: str, import_id: str) -> None:
    """Bring nothing in: the file is forgotten at once."""
    with transaction() as session:
        session.execute(
            delete(PendingImport).where(
                PendingImport.id == import_id,
                PendingImport.event_id == event_id,
                PendingImport.kind == kind,
            )
        )


def forget_old_files() -> None:
    """Forget the files nobody decided about."""
    with transaction() as session:
        session.execute(delete(PendingImport).where(PendingImport.at < now_ms() - KEEP_MS))
