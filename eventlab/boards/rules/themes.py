"""Themes as rules: a title, a question worth a day, places in a column, who stands for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eventlab.boards.rules.text import TextRefused, check_problem_text

TITLE_LIMIT = 80
QUESTION_LIMIT = 200
#: How a question may begin; alone it asks nothing.
STEMS = ("comment pourrions-nous", "comment pourrait-on", "how might we", "how could we")

#: Places are far apart, so that a card moved between two others moves no third one.
STEP = 1024


def check_title(text: str) -> str:
    """The title of a theme, on one line. Raises ``TextRefused``."""
    return check_problem_text(_one_line(text), limit=TITLE_LIMIT)


def check_question(text: str) -> str:
    """The question of a theme, on one line.

    Raises ``TextRefused``: ``empty`` also when nothing follows "Comment pourrions-nous".
    """
    question = check_problem_text(_one_line(text), limit=QUESTION_LIMIT)
    if not any(letter.isalnum() for letter in _after_stem(question)):
        raise TextRefused("empty")
    return question


def _after_stem(question: str) -> str:
    plain = question.casefold().replace("\N{NON-BREAKING HYPHEN}", "-")
    for stem in STEMS:
        if plain.startswith(stem):
            return plain[len(stem) :]
    return plain


def _one_line(text: str) -> str:
    return " ".join(text.split())


def places_for(count: int, taken: Sequence[int], index: int) -> list[int] | None:
    """Places for ``count`` cards put before the card number ``index`` of a column.

    ``taken`` are the places of its cards, in order. None when there is no room between the two
    neighbours: the column must be numbered again.
    """
    if index >= len(taken):
        last = taken[-1] if taken else 0
        return [last + STEP * n for n in range(1, count + 1)]
    below = taken[index - 1] if index else taken[index] - STEP * (count + 1)
    apart = (taken[index] - below) // (count + 1)
    return [below + apart * n for n in range(1, count + 1)] if apart else None


def who_stands(leader: int | None, members: Iterable[tuple[int, int]]) -> int:
    """Which of several problems that say the same stands for them: ``(number, id)`` of each.

    The one chosen, while it can be seen; else the one with the lowest number.
    """
    seen = sorted(members)
    return next((one for _, one in seen if one == leader), seen[0][1])
