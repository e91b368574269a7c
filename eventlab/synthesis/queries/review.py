"""Reading the review: what was said, at which revision, and whether it was released."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from eventlab.extensions import reading
from eventlab.synthesis.models import Release, ReviewMark, ReviewText
from eventlab.synthesis.rules.report import Review


@dataclass(frozen=True)
class StoredReview:
    """The review as stored: texts with their revisions, marks, and the release if there was one."""

    texts: dict[str, tuple[str, int]] = field(default_factory=dict)
    masked: tuple[str, ...] = ()
    quotes: frozenset[str] = frozenset()
    release: dict[str, str] | None = None

    def text(self, name: str) -> str:
        """A text of the review; empty if nobody wrote it."""
        return self.texts.get(name, ("", 0))[0]

    def revision(self, name: str) -> int:
        """How often it was written; 0 if never."""
        return self.texts.get(name, ("", 0))[1]

    @property
    def review(self) -> Review:
        """What the report is built with."""
        return Review(
            closing=self.text("closing"),
            next_steps=self.text("next"),
            reasons={name: text for name, (text, _) in self.texts.items() if ":" in name},
            quotes=self.quotes,
            masked=self.masked,
        )


def review_of(event_id: int) -> StoredReview:
    """The review of an event, empty before anybody began."""
    with reading() as session:
        texts = session.scalars(select(ReviewText).where(ReviewText.event_id == event_id)).all()
        marks = session.scalars(
            select(ReviewMark).where(ReviewMark.event_id == event_id).order_by(ReviewMark.value)
        ).all()
        release = session.get(Release, event_id)
    return StoredReview(
        {one.name: (one.text, one.revision) for one in texts},
        tuple(mark.value for mark in marks if mark.kind == "mask"),
        frozenset(mark.value for mark in marks if mark.kind == "quote"),
        _release(release) if release else None,
    )


def _release(release: Release) -> dict[str, str]:
    return {
        "signature": release.signature,
        "released_on": release.released_on,
        "digest": release.digest,
    }
