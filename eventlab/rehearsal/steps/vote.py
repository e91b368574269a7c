"""Everybody votes: at once, twice, with second thoughts, by a helper, on paper; then the count.

The rehearsal keeps its own tally of what was acknowledged and compares it with the desk's after
the closing. Before it, nobody may have been told a total.
"""

from __future__ import annotations

import functools
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import requests

from eventlab.rehearsal.client import Client
from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.hands import Act
from eventlab.rehearsal.kiosk import Kiosk, Visitor
from eventlab.rehearsal.players import Player, refusal

FEWEST_THEMES = 5
TITLES = ("Humidité", "Chauffage", "Charges", "Bruit", "Ascenseurs", "Travaux", "Voisins")
CHANGE_CHANCE = 0.2
TRIES = 5
PAPER_VOTERS = 4
SIDES = ("resident", "professional")


@dataclass
class Count:
    """What was acknowledged, by line and perspective. Several hands write into it."""

    ballot: int
    lines: list[int]
    budget: int
    dots: Counter[tuple[int, str]] = field(default_factory=Counter)
    voters: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, line: int, side: str, number: int) -> None:
        """Note dots that the server has said it has."""
        with self.lock:
            self.dots[line, side] += number

    def vote(self, side: str, number: int = 1) -> None:
        """Note somebody who voted."""
        with self.lock:
            self.voters[side] += number


def play(day: Day, step: Step) -> None:
    """The whole step, from themes to vote on to the themes that go on."""
    if step["settings"].get("on", "themes") != "themes":
        return
    _make_themes(day)
    count = _open(day, step)
    if count is None:
        return
    queues = [_voting(day, player, count) for player in day.players if not player.gone]
    queues += [_helping(day, kiosk, there, count) for kiosk, there in day.visitors.items()]
    day.hands.play(queues)
    _on_paper(day, count)
    _nothing_leaked(day, step)
    _close(day, step, count)
    _reveal(day, step)
    _send_on(day)


def _make_themes(day: Day) -> None:
    there = len(day.desk.client.items("theme"))
    for title in TITLES[: max(0, FEWEST_THEMES - there)]:
        day.desk.must("themes", {"title": title})


def _open(day: Day, step: Step) -> Count | None:
    day.desk.must("ballots", {"step": step["id"]})
    if day.desk.press("ballots", {"step": step["id"]}) != "ballot_open":
        day.record.fault("a second ballot was opened beside the first")
    day.wait(day.desk.client, lambda c: str(step["id"]) in c.items("ballot"), "the vote is open")
    ballot = day.desk.client.items("ballot").get(str(step["id"]))
    if ballot is None:
        return None
    return Count(ballot["id"], [line["id"] for line in ballot["lines"]], ballot["dots"])


def _voting(day: Day, player: Player, count: Count) -> list[Act]:
    """What one person does, by their habit."""
    if not player.joined:
        return []
    random = day.random(f"vote {player.person.key}")
    chosen = random.sample(count.lines, min(count.budget, len(count.lines)))
    side = player.person.perspective
    acts: list[Act] = [functools.partial(_tap, day, player, count, line, 1) for line in chosen]
    if random.random() < CHANGE_CHANCE:
        acts += [
            functools.partial(_tap, day, player, count, chosen[0], -1),
            functools.partial(_tap, day, player, count, _other(random, count, chosen), 1),
        ]
    acts.append(functools.partial(_one_too_many, day, player, count))
    acts.append(functools.partial(count.vote, side))
    return acts


def _other(random: Random, count: Count, chosen: list[int]) -> int:
    left = [line for line in count.lines if line not in chosen]
    return random.choice(left or chosen[:1])


def _tap(day: Day, player: Player, count: Count, line: int, number: int) -> None:
    path = f"/e/{day.code}/ballots/{count.ballot}/dots"
    fields, key = {"line": line, "number": number}, day.record.next_key(player.person.key)
    if player.person.habit == "hangs_up":
        player.client.post_and_hang_up(path, fields, key)
    if player.person.habit == "repeats":
        _twice_at_once(player.client, path, fields, key)
    if _send(day, player.client, path, fields, key):
        count.add(line, player.person.perspective, number)


def _twice_at_once(client: Client, path: str, fields: dict[str, Any], key: str) -> None:
    other = client.tab()
    second = threading.Thread(target=lambda: other.post(path, fields, key))
    second.start()
    client.post(path, fields, key)
    second.join()
    other.close()


def _send(day: Day, client: Client, path: str, fields: dict[str, Any], key: str) -> bool:
    for _ in range(TRIES):
        began = time.perf_counter()
        try:
            answer = client.post(path, fields, key)
        except requests.RequestException:
            continue
        day.record.took("vote", began)
        if not answer.ok:
            day.record.fault(f"a vote was refused: {refusal(answer)}")
        return answer.ok
    day.record.fault("a vote was never answered")
    return False


def _one_too_many(day: Day, player: Player, count: Count) -> None:
    """Whoever has given everything is refused, by name."""
    if len(count.lines) <= count.budget:
        return
    own = player.client.snapshot(day.code)["items"].get("my_ballot", {})
    given = next(iter(own.values()))["dots"] if own else {}
    line = next(line for line in count.lines if str(line) not in given)
    path = f"/e/{day.code}/ballots/{count.ballot}/dots"
    answer = player.client.post(path, {"line": line, "number": 1})
    if answer.ok:
        count.add(line, player.person.perspective, 1)
        day.record.fault(f"{player.person.key} gave more dots than they have")
    elif refusal(answer) != "budget_spent":
        day.record.fault(f"one dot too many was refused as {refusal(answer)}")


def _helping(day: Day, kiosk: Kiosk, visitors: list[Visitor], count: Count) -> list[Act]:
    """A helper votes for each person who has no phone."""
    acts: list[Act] = []
    for visitor in visitors:
        if visitor.personal_code:
            acts.append(functools.partial(kiosk.begin, visitor))
            acts.append(functools.partial(_vote_for, day, kiosk, visitor, count))
            acts.append(kiosk.end)
    return acts


def _vote_for(day: Day, kiosk: Kiosk, visitor: Visitor, count: Count) -> None:
    random = day.random(f"vote {visitor.person.key}")
    chosen = random.sample(count.lines, min(count.budget, len(count.lines)))
    fields: dict[str, Any] = {f"dots-{line}": 1 for line in chosen}
    fields |= {"author": visitor.seal, "channel": visitor.channel}
    path = f"/e/{day.code}/kiosk/ballots/{count.ballot}/choice"
    key = day.record.next_key(visitor.person.key)
    sent = [_send(day, kiosk.client, path, fields, key) for _ in range(2)]
    if all(sent):
        day.record.help(kiosk.name, f"voted ({visitor.channel})")
        count.vote(visitor.person.perspective)
        for line in chosen:
            count.add(line, visitor.person.perspective, 1)


def _on_paper(day: Day, count: Count) -> None:
    """Two tables voted on paper; one count is typed twice and taken out again."""
    door = f"ballots/{count.ballot}/paper"
    for place, side in enumerate(SIDES):
        line = count.lines[place]
        sheet = {"place": f"Table {place + 1}", "perspective": side, "voters": PAPER_VOTERS}
        day.desk.must(door, {**sheet, f"dots-{line}": PAPER_VOTERS})
        count.vote(side, PAPER_VOTERS)
        count.add(line, side, PAPER_VOTERS)
    day.desk.must(door, {"place": "Table 1", "perspective": SIDES[0], "voters": 9})
    step = str(day.step["id"])
    day.wait(day.desk.client, lambda c: len(c.items("ballot")[step]["papers"]) == 3, "the paper")
    wrong = day.desk.client.items("ballot")[step]["papers"][-1]["id"]
    day.desk.must(f"{door}/{wrong}/drop")


def _nothing_leaked(day: Day, step: Step) -> None:
    for name, surface, client in day.followers():
        ballot = client.items("ballot").get(str(step["id"]), {})
        if "totals" in ballot:
            day.record.fault(f"a total was on the {surface} of {name} before the closing")
    answer = day.screen.get(f"/e/{day.code}/ballots/{ballot_id(day, step)}/chart.svg")
    if answer.ok:
        day.record.fault("the chart could be had before the closing")


def ballot_id(day: Day, step: Step) -> int:
    """The number of the current step's ballot."""
    return int(day.desk.client.items("ballot")[str(step["id"])]["id"])


def _close(day: Day, step: Step, count: Count) -> None:
    answers = [day.desk.press(f"ballots/{count.ballot}/close") for _ in range(2)]
    if answers != ["", "ballot_closed"]:
        day.record.fault(f"the vote closed twice, or not at all: {answers}")
    key = str(step["id"])
    day.wait(day.desk.client, lambda c: "totals" in c.items("ballot").get(key, {}), "the totals")
    totals = day.desk.client.items("ballot")[key].get("totals", {"lines": {}, "voters": {}})
    wrong = [
        line
        for line in count.lines
        if totals["lines"].get(str(line), {}).get("room") != sum(count.dots[line, s] for s in SIDES)
    ]
    if wrong:
        day.record.fault(f"{len(wrong)} lines of the vote have another total than was given")
    if totals["voters"] != {side: count.voters[side] for side in SIDES}:
        day.record.fault(f"{totals['voters']} voted, {dict(count.voters)} were acknowledged")
    _compare_sides(day, totals, count)
    day.record.note(f"{sum(count.voters.values())} people gave {sum(count.dots.values())} dots")


def _compare_sides(day: Day, totals: dict[str, Any], count: Count) -> None:
    for side in SIDES:
        for line in count.lines:
            kept = totals["lines"].get(str(line), {}).get(side)
            if kept is not None and kept != count.dots[line, side]:
                day.record.fault(
                    f"line {line}: {kept} dots of {side}, not {count.dots[line, side]}"
                )


def _reveal(day: Day, step: Step) -> None:
    """First the room's bars, then both perspectives; the screen follows."""
    ballot, key = ballot_id(day, step), str(step["id"])
    for stage in (1, 2):
        began = time.perf_counter()
        day.desk.must(f"ballots/{ballot}/show", {"stage": stage})
        day.wait(
            day.screen,
            lambda c, stage=stage: c.items("ballot")[key]["stage"] == stage,  # type: ignore[misc]
            "the result on the screen",
        )
        day.record.took("result to wall", began)
        drawn = day.screen.get(f"/e/{day.code}/ballots/{ballot}/chart.svg?shape=wall")
        if not drawn.ok or "<svg" not in drawn.text:
            day.record.fault(f"the chart of stage {stage} cannot be had")


def _send_on(day: Day) -> None:
    """The facilitator takes the proposal."""
    client = day.desk.client
    day.wait(client, lambda c: "proposal" in c.items("going_on").get("room", {}), "a proposal")
    proposed = client.items("going_on").get("room", {}).get("proposal", {"lines": []})["lines"]
    day.desk.must("going-on", {"themes": ",".join(map(str, proposed))})

    def chosen(c: Client) -> bool:
        going = {int(i) for i, theme in c.items("theme").items() if theme["goes_on"]}
        return going == set(proposed)

    day.wait(client, chosen, "the themes that go on")
    day.record.note(f"{len(proposed)} themes go on to the teams")
