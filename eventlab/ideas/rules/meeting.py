"""When two texts meet in one field: which becomes the text, and which waits beside it."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["same", "next", "beside"]


def meet(text: str, base: int, now: str, version: int, others_since: bool) -> Outcome:
    """What becomes of a text written from version ``base`` of a field that holds ``now``.

    ``same``: it is there already. ``next``: it becomes the field's text. ``beside``: somebody
    else wrote since ``base``, so that both are kept and the later one chooses. A hand that goes on
    from its own text is nobody else, even when the answer to its last sending was lost.
    """
    if text == now:
        return "same"
    if base == version or (base < version and not others_since):
        return "next"
    return "beside"
