"""What happened in a rehearsal, written down as it happens; several threads write at once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Card:
    """One text somebody wants on the wall, and what became of it.

    ``text`` is what must be read there at the end. ``ids`` are the problems the server
    acknowledged for it: one, or something is wrong. ``expected`` is a refusal that was
    provoked on purpose and ends the matter; ``fate`` says how it ends: ``shown``, ``withdrawn``,
    ``hidden`` or ``masked``.
    """

    key: str
    person: str
    text: str
    given: bool = False  # one of the cards of the file
    attempts: int = 0
    ids: set[int] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)
    expected: str = ""
    fate: str = "shown"
    tapped_at: float = 0.0
    stored: dict[str, Any] = field(default_factory=dict)  # the last acknowledgement

    @property
    def id(self) -> int:
        """The problem's number in the database. Raises ``KeyError`` when it was never stored."""
        number: int = self.stored["id"]
        return number


@dataclass(frozen=True)
class Timing:
    """How long something took, in milliseconds, and in which step."""

    step: int
    kind: str
    ms: float


@dataclass
class Difference:
    """What one client saw otherwise than a fresh snapshot: {kind: [item ids]}."""

    client: str
    surface: str
    items: dict[str, list[str]]


@dataclass
class StepRecord:
    """One step as it was played."""

    number: int
    kind: str
    title: str
    seconds: float = 0.0
    pressed_by: list[str] = field(default_factory=list)
    moved_by: str = ""
    hashes: dict[str, str] = field(default_factory=dict)  # of what each surface shows
    compared: int = 0
    different: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    picture: str = ""


class Record:
    """Everything that is noted in one rehearsal."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self.steps: list[StepRecord] = []
        self.timings: list[Timing] = []
        self.faults: list[str] = []
        self.refused: Counter[str] = Counter()
        self.helped: dict[str, Counter[str]] = {}
        self.most_news = {"room": 0, "person": 0, "both": 0}  # to one phone within one second
        self.lines_lost = 0  # by clients that did not mean to
        self._sent = Counter[str]()
        self._lock = threading.Lock()

    @property
    def step(self) -> StepRecord:
        """The step being played."""
        return self.steps[-1]

    def open_step(self, kind: str, title: str) -> StepRecord:
        """Begin the notes of the next step."""
        self.steps.append(StepRecord(len(self.steps) + 1, kind, title))
        return self.step

    def next_key(self, person: str) -> str:
        """The name of the next thing this person sends; their threads send one at a time."""
        with self._lock:
            self._sent[person] += 1
            return f"rehearsal-{person}-{self._sent[person]:04}"

    def card(self, card: Card) -> Card:
        """Note a text that somebody is about to send."""
        with self._lock:
            self.cards[card.key] = card
        return card

    def took(self, kind: str, since: float, until: float | None = None) -> None:
        """Note a duration that began at ``since`` (``time.perf_counter``), and ends now."""
        ms = ((until or time.perf_counter()) - since) * 1000
        with self._lock:
            self.timings.append(Timing(len(self.steps), kind, ms))

    def refuse(self, code: str) -> None:
        """Count a refusal."""
        with self._lock:
            self.refused[code] += 1

    def fault(self, what: str) -> None:
        """Note something that must not happen."""
        with self._lock:
            self.faults.append(what)

    def note(self, what: str) -> None:
        """Note something worth telling about this step."""
        with self._lock:
            self.step.notes.append(what)

    def help(self, helper: str, what: str) -> None:
        """Count something a helper did for somebody."""
        with self._lock:
            self.helped.setdefault(helper, Counter())[what] += 1
