"""Teams write: several phones in one field, texts sent twice, answers lost, help called."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import Any

from eventlab.rehearsal.client import Client
from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.hands import Act
from eventlab.rehearsal.players import Player, refusal

ROUNDS = 2


@dataclass
class Sent:
    """What was acknowledged, by sheet and field: no text of it may be missing at the end."""

    texts: dict[tuple[int, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    beside: int = 0
    refused: int = 0


def play(day: Day, step: Step) -> None:
    """Everybody of a team writes in every field at once; each text is found again afterwards."""
    writers = [player for player in day.players if player.joined and not player.gone]
    if not writers:
        return
    sent = Sent()
    fields = [entry for entry in step["settings"].get("sheet", ()) if entry.get("type") != "choice"]
    fields = fields[:2]
    began = time.perf_counter()
    day.hands.play([list(_writing(day, player, fields, sent)) for player in writers])
    day.record.took("sheets written", began)
    _check(day, writers, sent)
    _settle(day, writers)
    _call(day, writers)
    total = sum(len(texts) for texts in sent.texts.values())
    day.record.note(f"{total} texts kept, {sent.beside} of them beside another's")


def _writing(day: Day, player: Player, fields: list[dict[str, Any]], sent: Sent) -> Iterator[Act]:
    for turn in range(ROUNDS):
        for entry in fields:
            words = f"{player.person.name or player.person.key}, {entry['key']}, tour {turn + 1}."
            yield partial(_save, day, player, entry["key"], words, sent)


def _save(day: Day, player: Player, key: str, text: str, sent: Sent) -> None:
    """Send a text from the version this phone knows; a repeated sending must change nothing."""
    path, name = f"/e/{day.code}/idea/fields", day.record.next_key(player.person.key)
    fields = {"field": key, "text": text, "base": _version(player.client, key)}
    if player.person.habit == "hangs_up":
        player.client.post_and_hang_up(path, fields, name)
    began = time.perf_counter()
    answer = player.client.post(path, fields, name)
    day.record.took("sheet ack", began)
    if player.person.habit == "repeats":
        again = player.client.post(path, fields, name)
        if answer.ok and again.json() != answer.json():
            day.record.fault(f"{player.person.key}: the same text sent twice had two answers")
    if answer.ok:
        told = answer.json()
        sent.texts[told["idea"], key].add(text)
        sent.beside += told["state"] == "beside"
        return
    sent.refused += 1
    day.record.refuse(refusal(answer))
    if refusal(answer) != "no_team_yet":
        day.record.fault(f"{player.person.key}: a text of the sheet refused: {refusal(answer)}")


def _sheet(items: dict[str, Any]) -> dict[str, Any]:
    mine: dict[str, Any] = next(iter(items.values()), {})
    sheets = mine.get("sheets", {})
    return sheets.get("team") or sheets.get("room") or sheets.get("person") or {}


def _version(client: Client, key: str) -> int:
    return int(_sheet(client.items("my_idea")).get("texts", {}).get(key, {}).get("version", 0))


def _own_sheet(day: Day, player: Player) -> dict[str, Any]:
    """The sheet as a fresh snapshot of this phone has it."""
    return _sheet(player.client.snapshot(day.code)["items"].get("my_idea", {}))


def _check(day: Day, writers: list[Player], sent: Sent) -> None:
    """Every acknowledged text is in the history of its field, as its writers may read it."""
    seen: set[tuple[int, str]] = set()
    for player in writers:
        idea = _own_sheet(day, player).get("id")
        for key in [one for number, one in sent.texts if number == idea]:
            if (idea, key) not in seen:
                seen.add((int(idea or 0), key))
                _check_field(day, player, int(idea or 0), key, sent.texts[int(idea or 0), key])
    for number, key in set(sent.texts) - seen:
        day.record.fault(f"nobody could read the history of sheet {number}, {key}")


def _check_field(day: Day, player: Player, idea: int, key: str, texts: set[str]) -> None:
    page = unescape(player.client.get(f"/e/{day.code}/idea/{idea}/history/{key}").text)
    for text in texts:
        if text not in page:
            day.record.fault(f"acknowledged, and in no history of {key}: {text}")


def _settle(day: Day, writers: list[Player]) -> None:
    """Each team chooses what the sheet says; the others' texts stay in the history."""
    settled: set[int] = set()
    for player in writers:
        for one in _own_sheet(day, player).get("beside", ()):
            if one["id"] not in settled:
                settled.add(one["id"])
                fields = {"wording": one["id"]}
                answer = player.client.post(f"/e/{day.code}/idea/settle", fields)
                if not answer.ok:
                    day.record.fault(f"a choice was refused: {refusal(answer)}")


def _call(day: Day, writers: list[Player]) -> None:
    """Somebody calls twice: it is one call, the desk sees it and ends it."""
    caller = next((p for p in writers if p.writes and _version(p.client, "story")), writers[0])
    path, fields = f"/e/{day.code}/idea/calls", {"what": "facilitator"}
    answers = [caller.client.post(path, fields) for _ in range(2)]
    if not answers[0].ok:
        if refusal(answers[0]) != "no_team_yet":
            day.record.fault(f"a call was refused: {refusal(answers[0])}")
        return
    calls = {answer.json()["id"] for answer in answers}
    if len(calls) != 1:
        day.record.fault(f"one call became {len(calls)}")
    call = calls.pop()
    day.wait(day.desk.client, lambda c: call in _calls(c), "the desk sees a call")
    day.desk.must(f"calls/{call}/end")
    day.wait(day.desk.client, lambda c: call not in _calls(c), "a call that was answered ends")


def _calls(client: Client) -> set[int]:
    work = client.items("work").get("room", {})
    callers = (*work.get("tables", ()), *work.get("alone", ()))
    return {call["id"] for caller in callers for call in caller["calls"]}
