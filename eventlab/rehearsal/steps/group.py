"""Two facilitators group at once, people say where theirs belongs; nothing may be lost."""

from __future__ import annotations

import functools
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from eventlab.rehearsal.client import Client
from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.hands import Act
from eventlab.rehearsal.players import Facilitator, Player, refusal
from eventlab.rehearsal.steps.suggesting import suggest

TITLES = (
    "Froid et énergie",
    "Humidité",
    "Bruit",
    "Démarches et papiers",
    "Ascenseur et accès",
    "Vivre ensemble",
)
#: How many presses one facilitator needs at most to place everything.
MOVES_EACH = 30
QUARRELS = 5
PROPOSALS = 6


@dataclass
class Table:
    """What the rehearsal put where: {problem: theme}, {problem: the one that stands for it}."""

    themes: list[str] = field(default_factory=list)
    place: dict[str, str] = field(default_factory=dict)
    under: dict[str, str] = field(default_factory=dict)


def play(day: Day, _step: Step) -> None:
    """Themes are made, filled, merged, asked, proposed for; then every client is looked at."""
    table = Table()
    suggest(day)
    make_themes(day, table)
    cards = sorted(day.desk.client.items("problem"), key=int)
    if not table.themes or not cards:
        return
    began = time.perf_counter()
    fill(day, table, cards)
    quarrel(day, table, cards[:QUARRELS])
    merge(day, table, cards)
    ask_and_undo(day, table)
    proposed(day, table)
    wait_for_all(day, table)
    day.record.took("group to all", began)
    check_places(day)
    day.stir()
    day.record.note(f"{len(cards)} problems in {len(table.themes)} themes by two facilitators")


def make_themes(day: Day, table: Table) -> None:
    """Both facilitators make themes at the same time."""
    day.hands.play(
        [functools.partial(who.must, "themes", {"title": title}) for title in TITLES[place::2]]
        for place, who in enumerate(day.desks)
    )
    for who in day.desks:
        day.wait(who.client, lambda c: len(c.items("theme")) >= len(TITLES), "the themes are made")
    table.themes = sorted(day.desk.client.items("theme"), key=int)


def fill(day: Day, table: Table, cards: list[str]) -> None:
    """Each facilitator places every second card, while phones propose."""
    chance = day.random("group")
    queues: list[list[Act]] = []
    for place, who in enumerate(day.desks):
        own = cards[place :: len(day.desks)]
        several = max(1, -(-len(own) // MOVES_EACH))
        moves = [own[at : at + several] for at in range(0, len(own), several)]
        queues.append([_move(who, table, some, chance.choice(table.themes)) for some in moves])
    day.hands.play(queues)


def _move(who: Facilitator, table: Table, cards: list[str], theme: str) -> Act:
    table.place.update(dict.fromkeys(cards, theme))
    fields = {"problems": ",".join(cards), "theme": theme, "seen": ",".join("0" for _ in cards)}
    return functools.partial(who.must, "themes/move", fields)


def quarrel(day: Day, table: Table, cards: list[str]) -> None:
    """Both want the same card elsewhere at the same moment: one wins, the other is told."""
    for card in cards:
        here = table.place[card]
        goals = [theme for theme in table.themes if theme != here][: len(day.desks)]
        answers = _at_once(day, [{"problems": card, "theme": goal, "seen": here} for goal in goals])
        if Counter(answers) != {"": 1, "problem_moved": len(answers) - 1}:
            day.record.fault(f"moving one card together gave {answers}")
        if "" in answers:
            table.place[card] = goals[answers.index("")]


def _at_once(day: Day, moves: list[dict[str, Any]]) -> list[str]:
    ready = threading.Barrier(len(moves))
    answers = [""] * len(moves)

    def press(number: int) -> None:
        ready.wait()
        answers[number] = day.desks[number].press("themes/move", moves[number])

    threads = [threading.Thread(target=press, args=(n,)) for n in range(len(moves))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def merge(day: Day, table: Table, cards: list[str]) -> None:
    """Each facilitator merges three cards of a theme of their own, and one takes one out again."""
    queues: list[list[Act]] = []
    for who, theme in zip(day.desks, table.themes, strict=False):
        three = [card for card in cards if table.place[card] == theme][:3]
        if len(three) == 3:
            fields = {"leader": three[0], "problems": ",".join(three[1:])}
            acts: list[Act] = [functools.partial(who.must, "themes/merge", fields)]
            acts.append(functools.partial(who.must, "themes/unmerge", {"problem": three[2]}))
            table.under[three[1]] = three[0]
            queues.append(acts)
    day.hands.play(queues)


def ask_and_undo(day: Day, table: Table) -> None:
    """A theme becomes a question; another is taken away by mistake and comes back."""
    question = "Comment pourrions-nous avoir chaud sans nous ruiner ?"
    day.desk.must(f"themes/{table.themes[0]}/question", {"question": question})
    if day.desk.press(f"themes/{table.themes[0]}/question", {"question": " "}) != "empty":
        day.record.fault("an empty question was taken")
    gone = table.themes[-1]
    day.desk.must(f"themes/{gone}/remove")
    day.wait(day.desk.client, lambda c: gone not in c.items("theme"), "a theme is taken away")
    last = day.desk.client.items("grouping")["room"]["undo"]
    day.desk.must("themes/undo", {"change": last["id"]})


def proposed(day: Day, table: Table) -> None:
    """People say where theirs belongs; every second one is accepted, and all read the answer."""
    asked: dict[str, tuple[Player, str]] = {}
    for player in day.those_who("steady", "repeats", "returns"):
        free = [card for card in _own(player, table) if card not in asked]
        if player.writes and free and len(asked) < PROPOSALS:
            theme = next(one for one in table.themes if one != table.place[free[0]])
            _propose(day, player, free[0], theme)
            asked[free[0]] = (player, theme)
    day.wait(day.desk.client, lambda c: asked.keys() <= c.items("proposal").keys(), "proposals")
    for number, (card, (_, theme)) in enumerate(asked.items()):
        accepted = number % 2 == 0
        who = day.desks[number % len(day.desks)]
        who.must(f"themes/proposals/{card}/{'accept' if accepted else 'refuse'}", {"theme": theme})
        if accepted:
            table.place[card] = theme
    for number, (card, (player, _)) in enumerate(asked.items()):
        state = "refused" if number % 2 else "accepted"
        day.wait(player.client, _answered(card, state), f"{player.person.key} reads the answer")


def _own(player: Player, table: Table) -> list[str]:
    merged = {*table.under, *table.under.values()}
    mine = player.client.items("mine")
    return [i for i in sorted(mine, key=int) if mine[i]["visible"] and i not in merged]


def _propose(day: Day, player: Player, card: str, theme: str) -> None:
    fields = {"problem": card, "theme": theme}
    key = day.record.next_key(player.person.key)
    for _ in range(2):  # twice: it is one proposal
        answer = player.client.post(f"/e/{day.code}/proposals", fields, key)
        if not answer.ok:
            day.record.fault(f"{player.person.key}: proposing refused: {refusal(answer)}")


def _answered(card: str, state: str) -> Any:
    return lambda c: (c.items("mine").get(card, {}).get("proposal") or {}).get("state") == state


def wait_for_all(day: Day, table: Table) -> None:
    """Wait until the screen, the desks and every phone have each problem where it was put."""
    for name, surface, client in day.followers():
        day.wait(client, lambda c: _as_put(c, table), f"{name} ({surface}) sees where all went")


def _as_put(client: Client, table: Table) -> bool:
    return all(
        str(item.get("theme")) == table.place[card] and _stands_under(item, card, table)
        for card, item in client.items("problem").items()
        if card in table.place
    )


def _stands_under(item: dict[str, Any], card: str, table: Table) -> bool:
    return str(item.get("under", "")) == table.under.get(card, "")


def check_places(day: Day) -> None:
    """On every client each problem is in exactly one place, and none names what is not there."""
    for name, _, client in day.followers():
        for why in misplaced(client.items("problem"), client.items("theme")):
            day.record.fault(f"{name}: {why}")


def misplaced(problems: dict[str, Any], themes: dict[str, Any]) -> list[str]:
    """What is wrong with the places of a board's problems."""
    wrong = [
        f"{card} is in theme {item['theme']}, which is not there"
        for card, item in problems.items()
        if "theme" in item and str(item["theme"]) not in themes
    ]
    for card, item in problems.items():
        head = problems.get(str(item.get("under", card)))
        if head is None or "under" in head or head.get("theme") != item.get("theme"):
            wrong.append(f"{card} is under {item.get('under')}, which does not stand there")
    return wrong
