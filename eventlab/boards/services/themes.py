"""Grouping problems into themes: what facilitators do, several of them at once.

A theme holds problems in an order. Problems that say the same are merged: one stands for the
others, which keep their text and their author and go where it goes. Every change can be undone
(``services.grouping``). A move may say where it saw the problem; when somebody else moved it
meanwhile, the one who moves is told and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventlab.boards.models import Problem, Theme, ThemeProposal
from eventlab.boards.queries import said_alike
from eventlab.boards.rules.text import TextRefused
from eventlab.boards.rules.themes import (
    QUESTION_LIMIT,
    STEP,
    TITLE_LIMIT,
    check_question,
    check_title,
    places_for,
    who_stands,
)
from eventlab.boards.services.grouping import forget_theme, regroup
from eventlab.errors import Refusal
from eventlab.live.idempotency import Once
from eventlab.live.journal import Change

#: Called within the change that takes a theme away; may raise a ``Refusal`` to keep it.
before_remove: list[Callable[[Session, int], None]] = []


@dataclass(frozen=True)
class Where:
    """Where problems go in a theme: before that problem, or at the end.

    ``seen`` is in which theme the facilitator saw each of them; those it does not name are moved
    wherever they are.
    """

    before: int | None = None
    seen: Mapping[int, int | None] = field(default_factory=dict)


def add_theme(
    event_id: int, title: str, once: Once | None = None, staff: str = ""
) -> dict[str, Any]:
    """Make a theme with nothing in it; gives ``{"id"}``.

    Raises ``Refusal``: ``empty``, ``too_long``, ``unreadable``.
    """
    return accept_group(event_id, title, (), once, staff)


def accept_group(
    event_id: int,
    title: str,
    problem_ids: Sequence[int],
    once: Once | None = None,
    staff: str = "",
) -> dict[str, Any]:
    """Make a theme with these problems in it, wherever they were; gives ``{"id"}``.

    Raises ``Refusal``: ``empty``, ``too_long``, ``unreadable``, ``no_such_problem``.
    """
    return regroup(
        event_id, "add", staff, once, lambda this: _make(this, title, problem_ids, None).title
    )


def split_theme(
    event_id: int,
    theme_id: int,
    title: str,
    problem_ids: Sequence[int],
    once: Once | None = None,
    staff: str = "",
) -> dict[str, Any]:
    """Make some problems of a theme a theme of their own, just after it; gives ``{"id"}``.

    Raises ``Refusal``: as ``accept_group``; ``no_such_theme``; ``problem_moved`` when one of them
    is not in the theme any more.
    """

    def act(this: Change) -> str:
        theme = _theme(this.session, event_id, theme_id)
        for problem in _problems(this.session, event_id, problem_ids):
            if problem.theme_id != theme.id:
                raise Refusal("problem_moved")
        return _make(this, title, problem_ids, theme).title

    return regroup(event_id, "split", staff, once, act)


def _make(this: Change, title: str, problem_ids: Sequence[int], after: Theme | None) -> Theme:
    session = this.session
    theme = Theme(event_id=this.event_id, title=_checked(check_title, title, TITLE_LIMIT))
    order = _in_order(session, this.event_id)
    order.insert(order.index(after) + 1 if after else len(order), theme)
    _number(order)
    session.add(theme)
    session.flush()
    _put(session, this.event_id, problem_ids, theme.id, Where())
    this.answer["id"] = theme.id
    return theme


def rename_theme(
    event_id: int, theme_id: int, title: str, once: Once | None = None, staff: str = ""
) -> None:
    """Call a theme otherwise. Raises ``empty``, ``too_long``, ``unreadable``, ``no_such_theme``."""

    def act(this: Change) -> str:
        theme = _theme(this.session, event_id, theme_id)
        before, theme.title = theme.title, _checked(check_title, title, TITLE_LIMIT)
        return before

    regroup(event_id, "rename", staff, once, act)


def ask_question(
    event_id: int, theme_id: int, question: str, once: Once | None = None, staff: str = ""
) -> None:
    """Say a theme as a question: *Comment pourrions-nous... ?*

    Raises ``Refusal``: ``empty`` also when nothing follows the first words, ``too_long``,
    ``unreadable``, ``no_such_theme``.
    """

    def act(this: Change) -> str:
        theme = _theme(this.session, event_id, theme_id)
        theme.question = _checked(check_question, question, QUESTION_LIMIT)
        return theme.title

    regroup(event_id, "ask", staff, once, act)


def _checked(check: Callable[[str], str], text: str, limit: int) -> str:
    try:
        return check(text)
    except TextRefused as refused:
        raise Refusal(refused.code, limit=limit) from refused


def place_theme(
    event_id: int, theme_id: int, before_id: int | None, once: Once | None = None, staff: str = ""
) -> None:
    """Put a theme before another one, or last. Raises ``Refusal("no_such_theme")``."""

    def act(this: Change) -> str:
        theme = _theme(this.session, event_id, theme_id)
        order = [one for one in _in_order(this.session, event_id) if one is not theme]
        before = next((n for n, one in enumerate(order) if one.id == before_id), len(order))
        if before_id == theme_id:
            return theme.title
        order.insert(before, theme)
        _number(order)
        return theme.title

    regroup(event_id, "order", staff, once, act)


def remove_theme(event_id: int, theme_id: int, once: Once | None = None, staff: str = "") -> None:
    """Take a theme away; its problems are to be placed again. Raises ``no_such_theme``."""

    def act(this: Change) -> str:
        theme = _theme(this.session, event_id, theme_id)
        _take_away(this.session, theme)
        return theme.title

    regroup(event_id, "remove", staff, once, act)


def join_themes(
    event_id: int, theme_id: int, other_id: int, once: Once | None = None, staff: str = ""
) -> None:
    """Make two themes one: what ``other_id`` holds goes into ``theme_id``.

    Raises ``Refusal("no_such_theme")``.
    """

    def act(this: Change) -> str:
        session = this.session
        theme, other = (_theme(session, event_id, one) for one in (theme_id, other_id))
        if theme is other:
            raise Refusal("no_such_theme")
        held = [head.id for head in _heads(session, event_id, other.id)]
        _put(session, event_id, held, theme.id, Where())
        _take_away(session, other)
        return other.title

    regroup(event_id, "join", staff, once, act)


def _take_away(session: Session, theme: Theme) -> None:
    for check in before_remove:
        check(session, theme.id)
    forget_theme(session, theme)


def choose_themes(
    event_id: int,
    theme_ids: Collection[int],
    goes_on: bool = True,
    once: Once | None = None,
    staff: str = "",
) -> None:
    """Say which themes go on to the teams, or do not. Raises ``Refusal("no_such_theme")``."""

    def act(this: Change) -> str:
        chosen = [_theme(this.session, event_id, one) for one in theme_ids]
        for theme in chosen:
            theme.goes_on = goes_on
        return chosen[0].title if chosen else ""

    regroup(event_id, "choose", staff, once, act)


def move_problems(
    event_id: int,
    problem_ids: Sequence[int],
    theme_id: int | None,
    once: Once | None = None,
    where: Where = Where(),
    staff: str = "",
) -> None:
    """Put problems into a theme (None: they are to be placed again), in this order.

    One that stands for others takes them along; one of the others leaves it. Raises
    ``Refusal``: ``no_such_problem``, ``no_such_theme``, ``problem_moved``.
    """

    def act(this: Change) -> str:
        title = _theme(this.session, event_id, theme_id).title if theme_id is not None else ""
        _check_seen(_problems(this.session, event_id, problem_ids), theme_id, where.seen)
        _put(this.session, event_id, problem_ids, theme_id, where)
        return title

    regroup(event_id, "move", staff, once, act)


def put_at_the_end(session: Session, event_id: int, problem_id: int, theme_id: int) -> str:
    """Put a problem last in a theme, within a change under way; gives the theme's title.

    Raises ``Refusal``: ``no_such_problem``, ``no_such_theme``.
    """
    theme = _theme(session, event_id, theme_id)
    _put(session, event_id, [problem_id], theme.id, Where())
    return theme.title


def _check_seen(
    problems: Sequence[Problem], theme_id: int | None, seen: Mapping[int, int | None]
) -> None:
    # Twice to the same place is no quarrel.
    for problem in problems:
        if problem.theme_id not in (theme_id, seen.get(problem.id, problem.theme_id)):
            raise Refusal("problem_moved")


def merge_problems(
    event_id: int,
    leader_id: int,
    problem_ids: Sequence[int],
    once: Once | None = None,
    staff: str = "",
) -> None:
    """Let one problem stand for others that say the same; all of them go where it is.

    If it is in no theme, they go where the first of the others is. Those merged with one of them
    come along. Every text and every author is kept. Raises ``Refusal("no_such_problem")``.
    """

    def act(this: Change) -> str:
        session = this.session
        leader, *others = _problems(session, event_id, (leader_id, *problem_ids))
        alike = said_alike(session, event_id, [leader.id, *(other.id for other in others)])
        home = next((one for one in (leader, *others) if one.theme_id is not None), leader)
        theme_id, place = home.theme_id, home.place
        for one in alike:
            one.leader_id = None if one is leader else leader.id
            one.theme_id, one.place = theme_id, place
        _answer_proposals(session, [one.id for one in alike], theme_id)
        return _title_of(session, leader)

    regroup(event_id, "merge", staff, once, act)


def unmerge_problem(
    event_id: int, problem_id: int, once: Once | None = None, staff: str = ""
) -> None:
    """Let a problem stand for itself again; of one that stands for others, all of them.

    They stay in the theme, one after the other. Raises ``Refusal("no_such_problem")``.
    """

    def act(this: Change) -> str:
        session = this.session
        problem = _problems(session, event_id, [problem_id])[0]
        alike = said_alike(session, event_id, [problem_id])
        head = next(one for one in alike if _stands(one, alike))
        freed = [one for one in alike if one is not head] if problem is head else [problem]
        for one in (*freed, problem):
            one.leader_id = None
        loose = [one.id for one in freed if one.state != "withdrawn"]
        _put(session, event_id, loose, head.theme_id, _just_after(session, head, freed))
        return _title_of(session, head)

    regroup(event_id, "unmerge", staff, once, act)


def _just_after(session: Session, head: Problem, freed: Collection[Problem]) -> Where:
    column = [one for one in _heads(session, head.event_id, head.theme_id) if one not in freed]
    following = column[column.index(head) + 1 :] if head in column else []
    return Where(before=following[0].id if following else None)


def _title_of(session: Session, problem: Problem) -> str:
    theme = session.get(Theme, problem.theme_id) if problem.theme_id else None
    return theme.title if theme else ""


def _put(
    session: Session,
    event_id: int,
    problem_ids: Sequence[int],
    theme_id: int | None,
    where: Where,
) -> None:
    """Put problems into a column, each with those it stands for."""
    bundles = list(_bundles(session, _problems(session, event_id, problem_ids)))
    here = {one.id for bundle in bundles for one in bundle}
    column = [head for head in _heads(session, event_id, theme_id) if head.id not in here]
    at = _index_of(session, column, where.before)
    places = _places(session, column, at, len(bundles)) if theme_id is not None else None
    for number, bundle in enumerate(bundles):
        for one in bundle:
            one.theme_id, one.place = theme_id, places[number] if places else 0
    _answer_proposals(session, here, theme_id)
    session.flush()


def _bundles(session: Session, problems: Sequence[Problem]) -> Iterator[list[Problem]]:
    """What moves with each problem: those it stands for.

    One that stands for nobody leaves those it was merged with, unless they move too.
    """
    moving = {problem.id for problem in problems}
    for problem in problems:
        alike = said_alike(session, problem.event_id, [problem.id])
        head = next(one for one in alike if _stands(one, alike))
        if head is problem:
            yield alike
        elif head.id not in moving:
            problem.leader_id = None
            yield [problem]


def _index_of(session: Session, column: Sequence[Problem], problem_id: int | None) -> int:
    before = session.get(Problem, problem_id) if problem_id is not None else None
    stands = (before.leader_id or before.id) if before else None
    return next((n for n, head in enumerate(column) if head.id == stands), len(column))


def _stands(problem: Problem, alike: Sequence[Problem]) -> bool:
    at_desk = [(one.number, one.id) for one in alike if one.state != "withdrawn"]
    return who_stands(problem.leader_id or problem.id, at_desk) == problem.id


def _places(session: Session, column: list[Problem], at: int, count: int) -> list[int]:
    places = places_for(count, [head.place for head in column], at)
    if places is not None:
        return places
    for number, head in enumerate(column, 1):
        for one in said_alike(session, head.event_id, [head.id]):
            one.place = STEP * (number if number <= at else number + count)
    return [STEP * (at + n) for n in range(1, count + 1)]


def _answer_proposals(session: Session, problem_ids: Collection[int], theme_id: int | None) -> None:
    """A problem put where its author wanted it is an answer too."""
    session.execute(
        update(ThemeProposal)
        .where(
            ThemeProposal.problem_id.in_(problem_ids),
            ThemeProposal.theme_id == theme_id,
            ThemeProposal.state == "waiting",
        )
        .values(state="accepted")
    )


def _heads(session: Session, event_id: int, theme_id: int | None) -> list[Problem]:
    """The cards of a column in their order: the problems that stand for themselves or others."""
    column = session.scalars(
        select(Problem)
        .where(
            Problem.event_id == event_id,
            Problem.theme_id.is_(None) if theme_id is None else Problem.theme_id == theme_id,
            Problem.leader_id.is_(None),
        )
        .order_by(Problem.place, Problem.number)
    )
    return list(column)


def _problems(session: Session, event_id: int, problem_ids: Sequence[int]) -> list[Problem]:
    """Those problems, each once, in this order. Raises ``Refusal("no_such_problem")``."""
    wanted = list(dict.fromkeys(problem_ids))
    found = {
        problem.id: problem
        for problem in session.scalars(
            select(Problem).where(
                Problem.event_id == event_id,
                Problem.id.in_(wanted),
                Problem.state != "withdrawn",
            )
        )
    }
    if len(found) < len(wanted):
        raise Refusal("no_such_problem")
    return [found[one] for one in wanted]


def _theme(session: Session, event_id: int, theme_id: int | None) -> Theme:
    theme = session.get(Theme, theme_id) if theme_id is not None else None
    if theme is None or theme.event_id != event_id:
        raise Refusal("no_such_theme")
    return theme


def _in_order(session: Session, event_id: int) -> list[Theme]:
    return list(
        session.scalars(
            select(Theme).where(Theme.event_id == event_id).order_by(Theme.position, Theme.id)
        )
    )


def _number(themes: Sequence[Theme]) -> None:
    for position, theme in enumerate(themes):
        theme.position = position
