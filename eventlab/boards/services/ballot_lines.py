"""The lines of ballots, which keep the words of the texts they were taken from."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventlab.boards.models import Ballot


def cover_line(
    session: Session, event_id: int, on: str, line_id: int, cover: Callable[[str], str]
) -> bool:
    """Put what ``cover`` makes of them in the place of a line's words, in each ballot on a list.

    Gives whether anything changed. What is masked in a text is masked in what was voted on too.
    """
    changed = False
    for ballot in session.scalars(
        select(Ballot).where(Ballot.event_id == event_id, Ballot.on == on)
    ):
        lines = [_covered(line, cover) if line["id"] == line_id else line for line in ballot.lines]
        if lines != ballot.lines:
            ballot.lines, changed = lines, True
    return changed


def _covered(line: dict[str, object], cover: Callable[[str], str]) -> dict[str, object]:
    return line | {part: cover(str(line[part])) for part in ("title", "text")}
