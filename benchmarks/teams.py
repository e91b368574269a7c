"""The team engine measured: solves, the day's repairs, rounds, one to one.

`python -m benchmarks teams` prints one JSON object a line and ends within TEAMS_LIMIT_S (20
minutes): each solve has a limit by its size (``LONGEST``), and rosters that no time is left for
are counted as `not_tried`. TEAMS_SIZES=30,60 and TEAMS_SEEDS=3 cut it down. Solves run on one
thread; `cpu` is processor time, which a busy machine stretches least, `wall` is what a person
waits on this one.
"""

from __future__ import annotations

import importlib
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from benchmarks.instances import roster
from eventlab.matchmaking.engine.annealing import greedy
from eventlab.matchmaking.engine.child import ONE_THREAD
from eventlab.matchmaking.engine.compiled import Compiled, State
from eventlab.matchmaking.engine.counting import counted
from eventlab.matchmaking.engine.explain import Explainer
from eventlab.matchmaking.engine.model import GONE, PROFESSIONAL, Instance, Person, Placement
from eventlab.matchmaking.engine.one_to_one import Sides, schedule
from eventlab.matchmaking.engine.quality import PROVEN_BEST
from eventlab.matchmaking.engine.repair import Day
from eventlab.matchmaking.engine.result import Progress, Result, Settings, Watch
from eventlab.matchmaking.engine.rounds import Tables, even_sizes, pair_bound, seat
from eventlab.matchmaking.engine.solve import solve

Figure = dict[str, object]

SEEDS = {30: 20, 60: 20, 120: 20, 300: 20, 1000: 5}
"""People -> how many rosters are solved."""

LONGEST = {30: 3.0, 60: 4.0, 120: 6.0, 300: 12.0, 1000: 30.0}
"""People -> seconds on the clock one solve may take; its answer then counts as it is."""

LIMIT_S = float(os.environ.get("TEAMS_LIMIT_S", 1200))
"""Seconds on the clock after which no further roster is begun."""

AIM = {30: (0.0, 0.2), 60: (0.0, 0.2), 120: (1.0, 1.0), 300: (1.0, 2.0), 1000: (2.0, 10.0)}
"""People -> (gap in per cent, seconds) to aim for."""

GOLFERS = ((8, 4, 10), (7, 7, 8), (5, 5, 6))
"""Groups, people in each, and the most rounds known without meeting twice."""


def run() -> Iterable[Figure]:
    """All figures, the quick ones first."""
    os.environ.update(ONE_THREAD)  # as in the engine's own processes
    _let_the_solver_introduce_itself()
    yield from one_to_one()
    yield from rounds()
    yield from through_the_day()
    yield from certificates()
    yield from solves()


def _let_the_solver_introduce_itself() -> None:
    """HiGHS prints one line when first used; it must not stand among the JSON lines."""
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        importlib.import_module("highspy").Highs()
    except ImportError:
        pass
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _figure(name: str, value: float, unit: str, **context: object) -> Figure:
    return {"name": name, "value": round(value, 4), "unit": unit, "context": context}


@dataclass
class _Timed:
    wall: float
    cpu: float
    answer: object


def _timed(work: Callable[[], object]) -> _Timed:
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return _Timed(time.perf_counter() - wall, time.process_time() - cpu, answer)


# -- solves ------------------------------------------------------------


def solves() -> Iterator[Figure]:
    """Seconds, score, bound, gap and broken rules by size, beside random, greedy and annealing."""
    sizes = [int(n) for n in os.environ.get("TEAMS_SIZES", "30,60,120,300,1000").split(",")]
    until = time.monotonic() + LIMIT_S - _last_takes(sizes)
    for people in sizes:
        seeds = int(os.environ.get("TEAMS_SEEDS", SEEDS.get(people, 3)))
        runs = []
        for seed in range(seeds):
            if time.monotonic() > until:
                break
            runs.append(_solve_once(people, seed))
        if runs:
            yield from _size(people, runs, seeds - len(runs))


def _last_takes(sizes: list[int]) -> float:
    """Seconds kept for the last roster, which is begun just in time."""
    return 2 * max(LONGEST.get(people, 60.0) for people in sizes)


@dataclass
class _Solve:
    result: Result
    wall: float
    cpu: float
    to_aim: float | None
    others: dict[str, tuple[int, float | None]]


def _solve_once(people: int, seed: int) -> _Solve:
    instance = roster(people, seed)
    words: list[tuple[float, Progress]] = []
    began = time.process_time()
    watch = Watch(progress=lambda word: words.append((time.process_time() - began, word)))
    timed = _timed(
        lambda: solve(instance, Settings(seed=seed, seconds=LONGEST.get(people, 60.0)), watch)
    )
    result = timed.answer
    assert isinstance(result, Result)
    bound = result.quality.bound
    enough = (1 + AIM.get(people, (1.0, 0.0))[0] / 100) * (bound or 0)
    to_aim = next((at for at, w in words if w.hard == 0 and w.score <= enough), None)
    return _Solve(result, timed.wall, timed.cpu, to_aim, _others(instance, seed, bound))


def _others(
    instance: Instance, seed: int, bound: int | None
) -> dict[str, tuple[int, float | None]]:
    """Rules broken and gap (None while rules are broken) of the simpler ways."""
    compiled = Compiled(instance)
    rng = random.Random(seed)
    dealt = {
        "random": [rng.randrange(len(compiled.teams)) for _ in compiled.people],
        "greedy": greedy(compiled, range(len(compiled.atoms)), range(len(compiled.teams))),
        "annealing": compiled.team_of(solve(instance, Settings(seed, solver=False)).placement),
    }
    return {name: _judged(State(compiled, team_of), bound) for name, team_of in dealt.items()}


def _judged(state: State, bound: int | None) -> tuple[int, float | None]:
    hard = state.hard()
    return hard, None if hard or not bound else 100 * (state.soft() - bound) / bound


def _size(people: int, runs: list[_Solve], not_tried: int) -> Iterator[Figure]:
    gaps = [100 * run.result.quality.gap for run in runs if run.result.quality.gap is not None]
    aim_gap, aim_s = AIM.get(people, (1.0, 2.0))
    common = {"people": people, "seeds": len(runs), "not_tried": not_tried}
    common["cut_short"] = sum(run.result.quality.reason == "time" for run in runs)
    yield _figure(
        f"teams_gap_pct_{people}",
        max(gaps, default=float("nan")),
        "%, worst seed",
        median=round(statistics.median(gaps), 3) if gaps else None,
        aim=aim_gap,
        within_aim=sum(gap <= aim_gap for gap in gaps),
        proven_best=sum(run.result.quality.statement == PROVEN_BEST for run in runs),
        rules_broken=sum(len(run.result.breaches) for run in runs if not run.result.certificates),
        proven_impossible=sum(bool(run.result.certificates) for run in runs),
        scores=[run.result.quality.score for run in runs],
        bounds=[run.result.quality.bound for run in runs],
        others={name: _beside(runs, name) for name in ("random", "greedy", "annealing")},
        **common,
    )
    reached = [run.to_aim for run in runs if run.to_aim is not None]
    yield _figure(
        f"teams_s_{people}",
        statistics.median(run.cpu for run in runs),
        "s cpu, median, to the end",
        aim=aim_s,
        worst_cpu=round(max(run.cpu for run in runs), 2),
        median_wall=round(statistics.median(run.wall for run in runs), 2),
        worst_wall=round(max(run.wall for run in runs), 2),
        median_cpu_to_aim=round(statistics.median(reached), 3) if reached else None,
        worst_cpu_to_aim=round(max(reached), 3) if reached else None,
        reached_aim=len(reached),
        reached_in_time=sum(at <= aim_s for at in reached),
        **common,
    )


def _beside(runs: list[_Solve], name: str) -> Figure:
    broken = [run.others[name][0] for run in runs]
    gaps = [gap for run in runs if (gap := run.others[name][1]) is not None]
    return {
        "rules_broken_mean": round(statistics.mean(broken), 1),
        "legal": sum(not hard for hard in broken),
        "gap_pct_median": round(statistics.median(gaps), 1) if gaps else None,
    }


# -- the day ------------------------------------------------------------


def _event(people: int) -> tuple[Instance, Placement]:
    instance = roster(people, seed=0)
    placement = solve(instance).placement
    return replace(instance, published=placement), placement


def through_the_day(people: int = 300) -> Iterator[Figure]:
    """Late arrivals, departures and explanations, one after the other, on one published event."""
    instance, placement = _event(people)
    made = _timed(lambda: Day(instance, placement))
    arrivals = [_arrival(instance, placement, seed) for seed in range(20)]
    yield _figure(
        f"teams_arrival_ms_{people}",
        1000 * statistics.median(timed.cpu for timed in arrivals),
        "ms cpu, median, options of one newcomer",
        worst=round(1000 * max(timed.cpu for timed in arrivals), 2),
        making_the_day_ms=round(1000 * made.cpu, 2),
        aim=10,
        rules_broken_by_the_best=sum(max(0, timed.answer[0].broken) for timed in arrivals),  # type: ignore[index]
    )
    departures = [_departure(instance, placement, person) for person in instance.people]
    needed = [d for d in departures if d.answer.moves or not d.answer.legal]  # type: ignore[attr-defined]
    yield _figure(
        f"teams_departure_ms_{people}",
        1000 * statistics.median(d.cpu for d in needed),
        "ms cpu, median, where a rule breaks",
        worst=round(1000 * max(d.cpu for d in needed), 2),
        departures=len(departures),
        a_rule_breaks=len(needed),
        people_moved=_histogram(len(d.answer.moves) for d in needed),  # type: ignore[attr-defined]
        given_up=sum(not d.answer.legal for d in needed),  # type: ignore[attr-defined]
    )
    explainer = Explainer(instance, placement)
    told = [_timed(lambda person=p: explainer.explain(person.id)) for p in instance.people]  # type: ignore[misc]
    yield _figure(
        f"teams_explain_ms_{people}",
        1000 * statistics.median(t.cpu for t in told),
        "ms cpu, median, one person",
        worst=round(1000 * max(t.cpu for t in told), 2),
    )


def _arrival(instance: Instance, placement: Placement, seed: int) -> _Timed:
    like = random.Random(seed).choice(instance.people)
    late = replace(like, id="late", lock_team=None, facilitator=False, step_free=False)
    day = Day(instance.with_person(late), placement)
    return _timed(lambda: day.just_arrived("late"))


def _departure(instance: Instance, placement: Placement, person: Person) -> _Timed:
    day = Day(instance.with_person(replace(person, status=GONE)), placement)
    return _timed(day.gone)


def _histogram(values: Iterable[int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in sorted(values):
        counts[str(value)] = counts.get(str(value), 0) + 1
    return counts


def certificates() -> Iterator[Figure]:
    """How long counting takes to say what is missing, at 300 people."""
    instance = roster(300, seed=0)
    few = tuple(p for p in instance.people if p.perspective != PROFESSIONAL)
    compiled = Compiled(replace(instance, people=few))
    timed = _timed(lambda: counted(compiled))
    kinds = sorted({one.kind for one in timed.answer})  # type: ignore[attr-defined]
    yield _figure("teams_certificate_ms", 1000 * timed.cpu, "ms cpu", aim=1, kinds=kinds)


# -- rounds and pairs ------------------------------------------------------------


def rounds() -> Iterator[Figure]:
    """Pairs met against the bound: 100 people at 15 tables, and the social golfers."""
    people = tuple(range(100))
    sizes = even_sizes(100, 15)
    sides = {p: "resident" if p < 55 else "professional" for p in people}
    for name, perspective in (("", {}), ("_mixed", sides)):
        tables = Tables(people, sizes, 5, perspective)
        timed = _timed(lambda tables=tables: seat(tables))  # type: ignore[misc]
        found = timed.answer
        yield _figure(
            f"rounds_pct_of_bound_100{name}",
            100 * found.value / found.bound,  # type: ignore[attr-defined]
            "%",
            pairs=found.pairs,  # type: ignore[attr-defined]
            pair_bound=pair_bound(sizes, 5, 100),
            worth=found.value,  # type: ignore[attr-defined]
            bound=found.bound,  # type: ignore[attr-defined]
            cpu_s_a_round=round(timed.cpu / 5, 3),
            aim=99.9,
        )
    for groups, size, known in GOLFERS:
        yield _golfers(groups, size, known)


def _golfers(groups: int, size: int, known: int) -> Figure:
    """The most rounds in which nobody meets twice."""
    best, began = 0, time.process_time()
    for count in range(1, known + 1):
        found = seat(Tables(tuple(range(groups * size)), (size,) * groups, count))
        if found.pairs == count * groups * size * (size - 1) // 2:
            best = count
    cpu = round(time.process_time() - began, 2)
    return _figure(
        f"rounds_golfers_{groups}_of_{size}", best, "rounds, nobody twice", known=known, cpu_s=cpu
    )


def one_to_one() -> Iterator[Figure]:
    """165 x 135 people in 8 slots, with and without wishes."""
    left, right = tuple(f"l{i}" for i in range(165)), tuple(f"r{i}" for i in range(135))
    rng = random.Random(1)
    wishes = frozenset((one, other) for one in left for other in rng.sample(right, 3))
    for name, sides in (
        ("", Sides(left, right, 8)),
        ("_wishes", Sides(left, right, 8, wishes=wishes)),
    ):
        timed = _timed(lambda sides=sides: schedule(sides))  # type: ignore[misc]
        met = timed.answer
        granted = sum(sides.wished(*pair) for slot in met.slots for pair in slot)  # type: ignore[attr-defined]
        yield _figure(
            f"one_to_one_ms{name}",
            1000 * timed.cpu,
            "ms cpu",
            meetings=met.count,  # type: ignore[attr-defined]
            bound=met.bound,  # type: ignore[attr-defined]
            wishes=len(sides.wishes),
            wishes_granted=granted,
            known_ms=32,
        )
