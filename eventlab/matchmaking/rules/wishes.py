"""What somebody may wish, and in which order they are shown what there is to wish."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

FNV_OFFSET, FNV_PRIME = 0x811C9DC5, 0x01000193


class WishesRefused(Exception):
    """Not these wishes; ``code`` says why (``too_many_wishes``, ``theme_dropped``)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_wishes(wanted: Sequence[int], themes: Collection[int], most: int) -> list[int]:
    """The wishes as they are kept: each theme once, best first.

    Raises ``WishesRefused``.
    """
    kept = list(dict.fromkeys(wanted))
    if len(kept) > most:
        raise WishesRefused("too_many_wishes")
    if not set(kept) <= set(themes):
        raise WishesRefused("theme_dropped")
    return kept


def order_for(person: str, ids: Iterable[int]) -> list[int]:
    """The same things in an order of this person's own: random, and always the same.

    Keep equal to ``orderFor`` in ``static/js/matchmaking/wish_order.js``.
    """
    return sorted(ids, key=lambda one: (_mark(f"{one}:{person}"), one))


def _mark(text: str) -> int:
    """FNV-1a, 32 bits: short enough for an old phone, and evenly spread.

    Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm" (IETF draft).
    """
    mark = FNV_OFFSET
    for byte in text.encode():
        mark = ((mark ^ byte) * FNV_PRIME) & 0xFFFFFFFF
    return mark
