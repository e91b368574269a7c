"""The report of a rehearsal: everything as JSON, and a page to read on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from eventlab.rehearsal.judge import Items, Verdict
from eventlab.rehearsal.record import Card, Record, Timing

#: Above this, a phone in the room is told too often (messages within one second).
NEWS_LIMIT = 4
SHOWN_FAULTS = 12


def make_report(
    record: Record, verdict: Verdict, wall: Items, about: dict[str, Any]
) -> dict[str, Any]:
    """The whole report, ready for JSON. ``about`` tells seed, people, server, seconds."""
    cards = list(record.cards.values())
    return {
        **about,
        "good": verdict.good,
        "counts": _counts(cards, record, verdict, wall),
        "cards": {"read": about["cards_read"], **_given(cards, wall)},
        "refused": dict(record.refused.most_common()),
        "news_per_phone_and_second": {**record.most_news, "limit": NEWS_LIMIT},
        "latencies_ms": latencies(record.timings),
        "steps": [
            {**asdict(step), "latencies_ms": latencies(t for t in record.timings if t.step == n)}
            for n, step in enumerate(record.steps, 1)
        ],
        "helpers": {name: dict(counts) for name, counts in sorted(record.helped.items())},
        "went_wrong": asdict(verdict),
    }


def _counts(cards: list[Card], record: Record, verdict: Verdict, wall: Items) -> dict[str, int]:
    return {
        "texts": len(cards),
        "sent": sum(card.attempts for card in cards),
        "acknowledged": sum(bool(card.ids) for card in cards),
        "seen_on_wall": sum(any(str(i) in wall for i in card.ids) for card in cards),
        "withdrawn": sum(card.fate == "withdrawn" for card in cards),
        "refused_on_purpose": sum(bool(card.expected) for card in cards),
        "lost": len(verdict.lost),
        "double": len(verdict.double),
        "harmed": len(verdict.harmed),
        "compared": sum(step.compared for step in record.steps),
        "different": sum(len(step.different) for step in record.steps),
        "lines_lost": record.lines_lost,
        "faults": len(verdict.faults),
    }


def _given(cards: list[Card], wall: Items) -> dict[str, int]:
    given = [card for card in cards if card.given]
    return {
        "given": len(given),
        "on_wall_unharmed": sum(
            any(wall.get(str(i), {}).get("text") == card.text for i in card.ids) for card in given
        ),
        "warned": sum("personal_data" in card.refusals for card in given),
        "too_long": sum("too_long" in card.refusals for card in given),
    }


def latencies(timings: Iterable[Timing]) -> dict[str, dict[str, float]]:
    """{kind: {"n", "p50", "p95", "max"}}, in milliseconds."""
    by_kind: dict[str, list[float]] = {}
    for timing in timings:
        by_kind.setdefault(timing.kind, []).append(timing.ms)
    return {kind: _summary(sorted(ms)) for kind, ms in sorted(by_kind.items())}


def _summary(ms: Sequence[float]) -> dict[str, float]:
    return {
        "n": len(ms),
        "p50": round(quantile(ms, 0.5), 1),
        "p95": round(quantile(ms, 0.95), 1),
        "max": round(ms[-1], 1),
    }


def quantile(rising: Sequence[float], part: float) -> float:
    """The value below which ``part`` of the values lie (nearest rank). Needs one value at least."""
    return rising[min(len(rising) - 1, max(0, round(part * len(rising)) - 1))]


# --- To read --------------------------------------------------------------------------------


def as_text(report: dict[str, Any]) -> str:
    """The report on one terminal page."""
    parts = [
        f"{report['people']} people, seed {report['seed']}, {report['seconds']} s, "
        f"{report['server']}; processor seconds: {_pairs(report['cpu_s'])}",
        table(
            ("step", "", "s", "moved on by", "level", ""),
            [_step_line(step) for step in report["steps"]],
        ),
        table(("what", "n", "p50 ms", "p95 ms", "max ms"), _latency_lines(report)),
        table(("counted", ""), list(report["counts"].items())),
        _cards_line(report["cards"]),
        _news_line(report["news_per_phone_and_second"]),
        "refused: " + (_pairs(report["refused"]) or "nothing"),
        "helpers: "
        + ("; ".join(f"{n}: {_pairs(c)}" for n, c in report["helpers"].items()) or "none"),
        _verdict_lines(report),
    ]
    return "\n\n".join(parts)


def _step_line(step: dict[str, Any]) -> tuple[str, ...]:
    level = f"{step['compared'] - len(step['different'])}/{step['compared']}"
    both = " (both pressed)" if len(step["pressed_by"]) > 1 else ""
    return (
        f"{step['number']:2} {step['kind']}",
        step["title"][:34],
        f"{step['seconds']:.1f}",
        step["moved_by"] + both,
        level,
        "; ".join(step["notes"]),
    )


def _latency_lines(report: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (kind, one["n"], one["p50"], one["p95"], one["max"])
        for kind, one in report["latencies_ms"].items()
    ]


def _cards_line(cards: dict[str, int]) -> str:
    return (
        f"cards: {cards['read']} read, {cards['given']} written, {cards['on_wall_unharmed']} "
        "on the wall, byte for byte; "
        f"{cards['warned']} after a warning, {cards['too_long']} too long"
    )


def _news_line(news: dict[str, int]) -> str:
    said = "" if news["both"] <= news["limit"] else " TOO MANY"
    return (
        f"news to one phone within a second: {news['room']} for the room, {news['person']} of its "
        f"own, {news['both']} in all (limit {news['limit']}){said}"
    )


def _verdict_lines(report: dict[str, Any]) -> str:
    wrong = [f"{kind}: {line}" for kind, lines in report["went_wrong"].items() for line in lines]
    if not wrong:
        return "GOOD: nothing lost, nothing double, nothing different."
    more = [f"... and {len(wrong) - SHOWN_FAULTS} more, in report.json"]
    return "\n".join(["BAD:", *wrong[:SHOWN_FAULTS], *(more if len(wrong) > SHOWN_FAULTS else [])])


def _pairs(counts: dict[str, Any]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())


def table(head: Sequence[str], lines: Sequence[Sequence[Any]]) -> str:
    """Columns as wide as their widest cell."""
    rows = [[str(cell) for cell in line] for line in [head, *lines]]
    widths = [max(len(row[n]) for row in rows) for n in range(len(head))]
    drawn = [
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([drawn[0], "-" * len(drawn[0]), *drawn[1:]])
