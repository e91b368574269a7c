"""Suggested groups measured against labels people gave, beside chance and plain bags of words.

`make bench ONLY=themes` prints one JSON object a line. Without more it reads our own sample: the
problems of the demonstration and the examples of the tiles, in both languages, labelled by tile.
THEMES_FILE=path reads a CSV file instead; THEMES_COLUMNS=id,titre,thematique names its columns for
the number, the text and the label. Pairs of such a file that a person judged (the same said twice,
or not) stand in benchmarks/data/near_duplicates.csv by their numbers; the texts do not.
"""

from __future__ import annotations

import csv
import math
import os
import random
import re
import resource
import statistics
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eventlab.boards.grouping.clusters import divide
from eventlab.boards.grouping.duplicates import LEAST_LIKENESS, alike_pairs
from eventlab.boards.grouping.likeness import table, unit
from eventlab.boards.grouping.model import Suggestion
from eventlab.boards.grouping.suggest import suggest
from eventlab.boards.grouping.words import Word, words
from eventlab.boards.grouping.worker import Job
from eventlab.boards.tiles import tiles
from eventlab.sessions.demo import demo_problems

Figure = dict[str, object]

JUDGED = Path(__file__).parent / "data" / "near_duplicates.csv"
LEAST, MOST = 6, 12
SIZES = (300, 789)
DRAWS = 20


@dataclass(frozen=True)
class Labelled:
    """Texts with the label somebody gave each."""

    name: str
    texts: list[tuple[int, str]]
    labels: list[str]


def run() -> Iterable[Figure]:
    """Agreement with the labels, near-duplicates against the judged pairs, seconds."""
    sample = labelled()
    yield from agreement(sample)
    yield from duplicates(sample)
    yield from seconds(sample)


def labelled() -> Labelled:
    """The file that was named, else our own sample."""
    path = os.environ.get("THEMES_FILE")
    return _from_file(Path(path)) if path else _own()


def _own() -> Labelled:
    pairs = [(problem.text, problem.tile) for problem in demo_problems()]
    pairs += [
        (text, tile.key)
        for tile in tiles()
        for example in tile.examples
        for text in example.values()
    ]
    return Labelled(
        "own sample",
        [(place, text) for place, (text, _) in enumerate(pairs)],
        [label for _, label in pairs],
    )


def _from_file(path: Path) -> Labelled:
    number, text, label = os.environ.get("THEMES_COLUMNS", "id,titre,thematique").split(",")
    content = path.read_text(encoding="utf-8-sig")
    dialect = csv.Sniffer().sniff(content.partition("\n")[0], delimiters=";,\t")
    rows = list(csv.DictReader(content.splitlines(), dialect=dialect))
    return Labelled(
        path.name, [(int(row[number]), row[text]) for row in rows], [row[label] for row in rows]
    )


# -- agreement ------------------------------------------------------------


def agreement(sample: Labelled) -> Iterator[Figure]:
    """Adjusted Rand index and V-measure; a text that was left is a cluster of its own."""
    found = suggest(sample.texts, MOST, LEAST)
    ours = _labels_of(found, [number for number, _ in sample.texts])
    count = len(found.groups)
    drawn = [_drawn(len(ours), count, seed) for seed in range(DRAWS)]
    plain = [int(label) for label in _plain(sample)]
    for name, measure in (("ari", adjusted_rand), ("v_measure", v_measure)):
        yield _figure(
            f"themes_{name}",
            measure(sample.labels, ours),
            "1 is the labels",
            sample,
            random=round(statistics.mean(measure(sample.labels, draw) for draw in drawn), 4),
            bag_of_words=round(measure(sample.labels, plain), 4),
            groups=count,
            largest=max((len(group.ids) for group in found.groups), default=0),
            left=len(found.left),
            labels=len(set(sample.labels)),
        )


def _labels_of(found: Suggestion, numbers: Sequence[int]) -> list[int]:
    place = {number: n for n, group in enumerate(found.groups) for number in group.ids}
    alone = {number: len(found.groups) + n for n, number in enumerate(found.left)}
    return [(place | alone)[number] for number in numbers]


def _drawn(texts: int, groups: int, seed: int) -> list[int]:
    chance = random.Random(seed)
    return [chance.randrange(groups) for _ in range(texts)]


def _plain(sample: Labelled) -> Iterable[int]:
    """The same clustering of plain bags of words: no stems, no stop words, no families."""
    rows, _ = table([re.findall(r"\w+", text.lower()) for _, text in sample.texts], 1)
    rows = unit(rows)
    return divide(rows @ rows.T, LEAST, MOST)


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Pairs put together by both beyond chance: 1 the same partition, 0 chance (Hubert, 1985)."""
    both = _pairs(Counter(zip(one, other, strict=True)))
    of_one, of_other = _pairs(Counter(one)), _pairs(Counter(other))
    expected = of_one * of_other / max(1, math.comb(len(one), 2))
    most = (of_one + of_other) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _pairs(sizes: Counter[object]) -> int:
    return sum(math.comb(size, 2) for size in sizes.values())


def v_measure(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg, 2007): 0 to 1."""
    of_one, of_other = _entropy(one), _entropy(other)
    shared = of_one + of_other - _entropy(list(zip(one, other, strict=True)))
    return 2 * shared / (of_one + of_other) if of_one + of_other else 1.0


def _entropy(labels: Sequence[Hashable]) -> float:
    total = len(labels)
    return -sum(n / total * math.log(n / total) for n in Counter(labels).values())


# -- near-duplicates ------------------------------------------------------------


def duplicates(sample: Labelled) -> Iterator[Figure]:
    """Of the pairs proposed as the same said twice, how many a person judged so."""
    judged = _judged({number for number, _ in sample.texts})
    if not judged:
        return
    ours = {_pair(sample, one, other) for _, one, other in alike_pairs(_words(sample))}
    plain = {_pair(sample, one, other) for one, other in _plain_pairs(sample)}
    yield _figure(
        "themes_near_duplicate_precision",
        _precision(ours, judged),
        "of the pairs proposed",
        sample,
        proposed=len(ours),
        not_judged=len(ours - set(judged)),
        recall_in_judged=round(len(_same(judged) & ours) / len(_same(judged)), 3),
        judged=len(judged),
        same=len(_same(judged)),
        bag_of_words={
            "precision": round(_precision(plain, judged), 3),
            "proposed": len(plain),
            "recall_in_judged": round(len(_same(judged) & plain) / len(_same(judged)), 3),
        },
        random=round(_share_of_chance(sample, judged), 6),
    )


def _judged(numbers: set[int]) -> dict[tuple[int, int], bool]:
    with JUDGED.open(encoding="ascii", newline="") as file:
        rows = [(int(row["one"]), int(row["other"]), row["same"]) for row in csv.DictReader(file)]
    return {(one, other): same == "1" for one, other, same in rows if {one, other} <= numbers}


def _same(judged: dict[tuple[int, int], bool]) -> set[tuple[int, int]]:
    return {pair for pair, same in judged.items() if same}


def _precision(proposed: set[tuple[int, int]], judged: dict[tuple[int, int], bool]) -> float:
    # A pair nobody judged counts as wrong.
    return sum(judged.get(pair, False) for pair in proposed) / max(1, len(proposed))


def _share_of_chance(sample: Labelled, judged: dict[tuple[int, int], bool]) -> float:
    return len(_same(judged)) / math.comb(len(sample.texts), 2)


def _plain_pairs(sample: Labelled) -> list[tuple[int, int]]:
    rows, _ = table([re.findall(r"\w+", text.lower()) for _, text in sample.texts], 1)
    likeness = unit(rows) @ unit(rows).T
    places = range(len(rows))
    return [(i, j) for i in places for j in range(i) if likeness[i, j] >= LEAST_LIKENESS]


def _pair(sample: Labelled, one: int, other: int) -> tuple[int, int]:
    numbers = sorted((sample.texts[one][0], sample.texts[other][0]))
    return numbers[0], numbers[1]


def _words(sample: Labelled) -> list[list[Word]]:
    return [words(text) for _, text in sample.texts]


# -- seconds ------------------------------------------------------------


def seconds(sample: Labelled) -> Iterator[Figure]:
    """What the facilitator waits (the child started, asked and heard), and its processor time."""
    for size in sorted({min(size, len(sample.texts)) for size in SIZES}):
        waits = [_wait(sample.texts[:size]) for _ in range(3)]
        yield _figure(
            f"themes_s_{size}",
            statistics.median(wall for wall, _ in waits),
            "s wall, median of 3, child process included",
            sample,
            worst=round(max(wall for wall, _ in waits), 2),
            cpu_s=round(statistics.median(cpu for _, cpu in waits), 2),
            load=round(os.getloadavg()[0], 1),
            aim=2 if size <= 300 else None,
        )


def _wait(texts: list[tuple[int, str]]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), _of_children()
    Job(texts, MOST, LEAST).start().result()
    return time.perf_counter() - wall, _of_children() - cpu


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _figure(name: str, value: float, unit_: str, sample: Labelled, **context: object) -> Figure:
    about = {"sample": sample.name, "texts": len(sample.texts)}
    return {"name": name, "value": round(value, 4), "unit": unit_, "context": about | context}
