"""What a ballot allows: who may give which dot where, in which order a person reads the lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

PERSPECTIVES = ("resident", "professional")
#: Somebody of the welcome gave these people their code, printed; the others made it by themselves.
PRINTED = frozenset({"slip", "roster", "kiosk", "paper"})
MOST_PAPER_VOTERS = 500


class VoteRefused(Exception):
    """A vote that may not be; ``code`` names the refusal, ``values`` fill its sentence."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Terms:
    """What a ballot asks: ``dots`` a person, ``per_line`` at most on one of ``lines``.

    ``strict``: only people whose code was printed for them may vote.
    """

    state: str
    dots: int
    per_line: int
    lines: Collection[int]
    strict: bool = False


def check_voter(terms: Terms, channel: str) -> None:
    """Raise ``VoteRefused`` unless somebody who came in by ``channel`` may vote now.

    ``ballot_closed``; ``slip_needed`` in strict mode, for who joined with a phone alone.
    """
    if terms.state != "open":
        raise VoteRefused("ballot_closed")
    if terms.strict and channel not in PRINTED:
        raise VoteRefused("slip_needed")


def check_dot(terms: Terms, line: int, number: int) -> None:
    """Raise ``VoteRefused`` unless one dot may be given to (1) or taken from (-1) this line."""
    if line not in terms.lines:
        raise VoteRefused("no_such_line")
    if number not in (1, -1):
        raise VoteRefused("bad_request")


def check_choice(terms: Terms, choice: Mapping[int, int]) -> None:
    """Raise ``VoteRefused`` unless a whole choice ``{line: dots}`` may be stored."""
    if any(line not in terms.lines for line in choice):
        raise VoteRefused("no_such_line")
    if any(dots < 1 for dots in choice.values()):
        raise VoteRefused("bad_request")
    if any(dots > terms.per_line for dots in choice.values()):
        raise VoteRefused("line_full", limit=terms.per_line)
    if sum(choice.values()) > terms.dots:
        raise VoteRefused("budget_spent", limit=terms.dots)


def check_paper(terms: Terms, perspective: str, voters: int, dots: Mapping[int, int]) -> None:
    """Raise ``VoteRefused`` unless so many voters on paper can have given these dots."""
    if terms.state != "open":
        raise VoteRefused("ballot_closed")
    if perspective not in PERSPECTIVES or not 1 <= voters <= MOST_PAPER_VOTERS:
        raise VoteRefused("bad_request")
    if any(line not in terms.lines for line in dots):
        raise VoteRefused("no_such_line")
    if any(not 0 <= given <= voters * terms.per_line for given in dots.values()):
        raise VoteRefused("paper_too_many", voters=voters)
    if sum(dots.values()) > voters * terms.dots:
        raise VoteRefused("paper_too_many", voters=voters)


def order_for(ballot: int, person: str, lines: Iterable[int]) -> list[int]:
    """The lines in this person's own order: random, and the same each time they look.

    The same in static/js/boards/ballot_order.js; tests hold the two together.
    """
    return sorted(lines, key=lambda line: (_scramble(f"{ballot}:{person}:{line}"), line))


def _scramble(text: str) -> int:
    # FNV-1a, then MurmurHash3's last mixing: without it, texts that differ at the end stay near.
    mixed = 2166136261
    for byte in text.encode():
        mixed = (mixed ^ byte) * 16777619 & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return mixed ^ mixed >> 16
