"""A rehearsal from beginning to end: a server, a day, a report, an exit status."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from eventlab.rehearsal.day import Day, Plan
from eventlab.rehearsal.hands import Hands, describe
from eventlab.rehearsal.house import house
from eventlab.rehearsal.judge import in_order, judge
from eventlab.rehearsal.leaving import leave
from eventlab.rehearsal.pictures import Camera, NoPictures
from eventlab.rehearsal.record import Record
from eventlab.rehearsal.report import make_report
from eventlab.rehearsal.steps import play_of, welcome

Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """Where a day is played: an address and the links of an event there."""

    base_url: str
    links: dict[str, Any]
    name: str
    cpu_s: Callable[[], float] = float  # what its server has used; 0.0 when nobody knows
    stored: Callable[[str], dict[str, Any]] | None = None  # the board of a surface, as stored


@contextmanager
def own_place(out: Path, title: str, format_key: str) -> Iterator[Place]:
    """A server of our own with a fresh event, in a temporary folder, until the block ends."""
    with (
        tempfile.TemporaryDirectory(prefix="eventlab-rehearsal-") as folder,
        house(Path(folder), log=out / "server.log") as server,
    ):
        links = server.create_event(title, format_key)
        for role in ("facilitator", "helper"):
            links[f"{role} 2"] = server.staff_link(links["code"], role, f"{role} 2")
        links["office link"] = server.office_link()
        stored = partial(server.stored_board, links["code"])
        yield Place(server.url, links, "own server", server.cpu_s, stored)


def rehearse(
    plan: Plan, place: Place, out: Path, say: Say, pictures: bool = True
) -> dict[str, Any]:
    """Play a day; writes ``report.json`` and pictures into ``out``, gives the report.

    Whatever breaks on the way is a fault in the report, not an exception.
    """
    record = Record()
    began = time.perf_counter()
    with ExitStack() as stack:
        hands = stack.enter_context(Hands(plan.hands, record.fault))
        day = Day(plan, place.base_url, place.links, record, hands)
        day.stored = place.stored
        stack.callback(day.close)
        camera = _camera(day, stack, say) if pictures else None
        _play(day, camera, out, say)
        synthesis = _leave(day, place, out, say)
        stored = day.desk.client.snapshot(day.code, "desk")["items"].get("problem", {})
        wall = dict(day.screen.items("problem"))
        order = in_order(day.steps, day.walked)
    seconds = round(time.perf_counter() - began, 1)
    verdict = judge(record.cards.values(), stored, wall, record.steps, [*record.faults, *order])
    report = make_report(
        record,
        verdict,
        wall,
        {
            "people": plan.people,
            "seed": plan.seed,
            "server": place.name,
            "cards_read": len(plan.cards),
            "seconds": seconds,
            "cpu_s": {"server": place.cpu_s(), "clients": round(time.process_time(), 1)},
            "pictures": camera is not None,
            "synthesis": synthesis,
        },
    )
    path = out / "report.json"
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    return report


def _leave(day: Day, place: Place, out: Path, say: Say) -> dict[str, Any]:
    if "office link" not in place.links:
        return {}  # somebody else's server: its office is not ours
    try:
        told = leave(day, str(place.links["office link"]), out)
    except Exception as error:
        day.record.fault(f"the synthesis: {describe(error)}")
        return {}
    say(f"   synthesis {told.get('seconds', 0.0):6.1f} s  {told.get('pages', 0)} pages")
    return told


def _camera(day: Day, stack: ExitStack, say: Say) -> Camera | None:
    try:
        camera = Camera()
    except NoPictures as why:
        say(f"no pictures: {why}")
        return None
    stack.callback(camera.close)
    camera.open(f"/e/{day.code}/screen", day.screen)
    return camera


def _play(day: Day, camera: Camera | None, out: Path, say: Say) -> None:
    going = True
    while going:
        day.begin()
        if not any(player.joined for player in day.players):
            welcome.play(day, day.step)  # a day may be taken up after its first step
        record, began = day.record.step, time.perf_counter()
        try:
            play_of(record.kind)(day, day.step)
            day.compare(wholly=day.touched())
        except Exception as error:  # the day goes on; the report says what broke
            day.record.fault(f"step {record.number} {record.kind}: {describe(error)}")
        if camera is not None:
            record.picture = f"{record.number:02}-{record.kind}.png"
            camera.take(out / record.picture)
        record.seconds = round(time.perf_counter() - began, 2)
        say(f"{record.number:2} {record.kind:9} {record.seconds:6.1f} s  {record.title}")
        going = day.next_step()
