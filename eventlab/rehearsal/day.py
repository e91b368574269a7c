"""The day of a rehearsal: everybody's clients, the way through the programme, the comparisons."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from eventlab.live.board import digest, kinds
from eventlab.rehearsal.cards import Text
from eventlab.rehearsal.cast import Person, cast
from eventlab.rehearsal.client import Client
from eventlab.rehearsal.hands import Hands
from eventlab.rehearsal.judge import Items, differences
from eventlab.rehearsal.kiosk import Kiosk, Visitor
from eventlab.rehearsal.players import Facilitator, Player
from eventlab.rehearsal.record import Difference, Record

SOME_PHONES = 2
LEVEL_S = 10
WAIT_S = 20
BOTH_PRESS_EVERY = 3

Step = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """What is played: how many people, which luck, which texts."""

    people: int
    seed: int
    cards: list[Text] = field(default_factory=list)
    hands: int = 8


class Day:
    """One event as it is played. ``links`` is what ``eventlab event create --json`` printed."""

    def __init__(
        self, plan: Plan, base_url: str, links: dict[str, Any], record: Record, hands: Hands
    ) -> None:
        self.plan = plan
        self.base_url = base_url
        self.code = str(links["code"])
        self.record = record
        self.hands = hands
        self.seen: dict[int, float] = {}
        self.stored: Callable[[str], dict[str, Any]] | None = None
        self.walked: list[int] = []
        self._written = 0
        self.cards_left = list(plan.cards)
        people = cast(plan.people, plan.seed)
        self.players = [Player(p, base_url, self.code, record) for p in people if is_writer(p)]
        self.kiosks = self._open_kiosks(links)
        self.visitors = self._share_out([p for p in people if not is_writer(p)])
        self.desks = self._open_desks(links)
        self.screen = Client(base_url, listener=self._see)
        self.screen.enter(str(links["screen"]))
        self.screen.watch(self.code, "screen")

    def _open_desks(self, links: dict[str, Any]) -> list[Facilitator]:
        first = Client(self.base_url)
        first.enter(str(links["facilitator"]))
        if "facilitator 2" in links:
            second = Client(self.base_url)
            second.enter(str(links["facilitator 2"]))
        else:
            second = first.tab()  # two tabs press as independently as two people
        clients = {"facilitator 1": first, "facilitator 2": second}
        for client in clients.values():
            client.watch(self.code, "desk")
        return [Facilitator(name, c, self.code, self.record) for name, c in clients.items()]

    def _open_kiosks(self, links: dict[str, Any]) -> list[Kiosk]:
        kiosks = []
        for name, link in (("helper 1", "helper"), ("helper 2", "helper 2")):
            if link in links:
                client = Client(self.base_url)
                client.enter(str(links[link]))
                kiosks.append(Kiosk(name, client, self.code, self.record))
        return kiosks

    def _share_out(self, people: list[Person]) -> dict[Kiosk, list[Visitor]]:
        """Who comes to which helper."""
        number = len(self.kiosks)
        return {
            kiosk: [Visitor(person) for person in people[place::number]]
            for place, kiosk in enumerate(self.kiosks)
        }

    def close(self) -> None:
        """Send everybody away."""
        for _, _, client in self._clients():
            client.close()
        for kiosk in self.kiosks:
            kiosk.client.close()

    # --- Who and what ---------------------------------------------------------------------

    def random(self, purpose: str) -> Random:
        """Luck for one purpose, the same for the same seed."""
        return Random(f"{purpose} {self.plan.seed}")

    def those_who(self, *habits: str) -> list[Player]:
        """The players with these habits who have not gone home."""
        return [p for p in self.players if p.person.habit in habits and not p.gone]

    @property
    def desk(self) -> Facilitator:
        """The first facilitator."""
        return self.desks[0]

    @property
    def steps(self) -> list[Step]:
        """The programme, skipped steps left out, as the desk knows it."""
        steps = self.desk.client.items("step").values()
        return sorted((s for s in steps if not s["skipped"]), key=lambda s: s["position"])

    @property
    def step(self) -> Step:
        """The current step, as the desk knows it."""
        event = next(iter(self.desk.client.items("event").values()))
        return next(step for step in self.steps if step["id"] == event["current"])

    # --- On the screen --------------------------------------------------------------------

    def _see(self, name: str, payload: Any, at: float) -> None:
        shown = payload["items"].get("problem", {}) if name == "news" else {}
        for number, item in shown.items():
            if item is not None:
                self.seen.setdefault(int(number), at)

    def wait_for_wall(self) -> None:
        """Wait until the screen shows every text that is to be shown."""
        wanted = {str(c.id) for c in self.record.cards.values() if c.ids and c.fate == "shown"}
        self.wait(self.screen, lambda c: wanted <= c.items("problem").keys(), "the wall is full")
        for number in self.screen.items("problem"):
            self.seen.setdefault(int(number), time.perf_counter())

    def wait(self, client: Client, true: Callable[[Client], bool], what: str) -> None:
        """Wait for a condition; a fault when it does not come."""
        try:
            client.wait_until(true, WAIT_S)
        except TimeoutError:
            self.record.fault(f"in vain for {WAIT_S} s: {what}")

    # --- Level ----------------------------------------------------------------------------

    def _clients(self) -> list[tuple[str, str, Client]]:
        people = [(p.person.key, "phone", p.client) for p in self.players if p.joined]
        desks = [(desk.name, "desk", desk.client) for desk in self.desks]
        return [*people, *desks, ("screen", "screen", self.screen)]

    def away(self) -> list[tuple[str, Client]]:
        """(name, client) of those whose line ended though they had not meant it."""
        silent = {p.person.key for p in self.players if p.gone or p.person.habit == "no_socket"}
        return [(n, c) for n, _, c in self._clients() if n not in silent and not c.connected]

    def followers(self) -> list[tuple[str, str, Client]]:
        """(name, surface, client) of everybody whom news can reach."""
        return [one for one in self._clients() if one[2].connected]

    def compare(self, wholly: bool) -> None:
        """Compare what each client knows with a fresh snapshot; nobody writes meanwhile.

        The desks, the screen and some phones fetch their own. So does every phone when
        ``wholly``; otherwise the others compare what the room sees with the first one's, for
        their own things did not change.
        """
        self._mend_lines()
        if wholly:
            self._check_people()
        followers = self.followers()
        phones = [one for one in followers if one[1] == "phone"]
        own = [one for one in followers if one[1] != "phone"]
        own += phones if wholly else phones[:: max(1, len(phones) // SOME_PHONES)]
        self.record.step.compared = len(followers)
        self.hands.each(partial(self._compare, *one) for one in own)
        self._compare_stored(phones[0][2] if phones else None)
        if not wholly and phones:
            seen = shared(phones[0][2].snapshot(self.code))
            rest = [one for one in phones if one not in own]
            self.hands.each(partial(self._compare_shared, seen, *one) for one in rest)

    def _check_people(self) -> None:
        """Check that everybody who joined is known once."""
        joined = sum(player.joined for player in self.players)
        joined += sum(bool(v.personal_code) for there in self.visitors.values() for v in there)
        client = self.desk.client
        try:
            client.wait_until(lambda c: len(c.items("participant")) == joined, LEVEL_S)
        except TimeoutError:
            known = len(client.items("participant"))
            self.record.fault(f"{joined} people joined, the desk knows {known}")

    def _compare_stored(self, phone: Client | None) -> None:
        """Compare what the server answers with what its database holds, where that can be read."""
        asked = {"desk": self.desk.client, "screen": self.screen}
        if phone is not None:
            asked["phone"] = phone
        for surface, client in asked.items():
            answered = shared(client.snapshot(self.code, surface), surface)
            self.record.step.hashes[surface] = digest(answered)
            if self.stored is not None:
                stored = self.stored(surface)["items"]
                self._note("the server", surface, answered["items"], stored)

    def _compare(self, name: str, surface: str, client: Client) -> None:
        began = time.perf_counter()
        fresh = client.snapshot(self.code, surface)
        self.record.took("snapshot", began)
        wanted = digest(fresh)
        try:
            client.wait_until(lambda c: c.digest() == wanted, LEVEL_S)
        except TimeoutError:
            known = (client.board or {"items": {}})["items"]
            self._note(name, surface, known, client.snapshot(self.code, surface)["items"])

    def _compare_shared(self, fresh: dict[str, Any], name: str, surface: str, c: Client) -> None:
        wanted = digest(fresh)
        try:
            c.wait_until(lambda c: digest(shared(c.board or {"items": {}})) == wanted, LEVEL_S)
        except TimeoutError:
            self._note(name, surface, shared(c.board or {"items": {}})["items"], fresh["items"])

    def _note(self, name: str, surface: str, known: Items, fresh: Items) -> None:
        if found := differences(known, fresh):
            self.record.step.different.append(Difference(name, surface, found))

    def _mend_lines(self) -> None:
        """Do what a browser does by itself: connect again after an unwanted end."""
        for name, client in self.away():
            self.record.lines_lost += 1
            self.record.note(f"{name} had lost the line")
            client.come_back()

    def touched(self) -> bool:
        """Whether anything was written since this was last asked, or the day is about to end."""
        written = sum(bool(card.ids) for card in self.record.cards.values())
        written += sum(player.joined for player in self.players)
        before, self._written = self._written, written
        return written != before or self.step["id"] == self.steps[-1]["id"]

    def stir(self) -> None:
        """Say that something else than cards was written, so that all is compared after it."""
        self._written = -1

    def check_owners(self) -> None:
        """Check that everybody finds their own texts on their page, and nobody else's."""
        wrote: dict[str, set[int]] = {}
        for card in self.record.cards.values():
            wrote.setdefault(card.person, set()).update(card.ids)
        for player in self.players:
            if player.writes:
                mine = {int(number) for number in player.client.items("mine")}
                self._same(player.person, mine, wrote)
        for kiosk, visitors in self.visitors.items():
            for visitor in visitors:
                kiosk.begin(visitor)
                self._same(visitor.person, kiosk.theirs(), wrote)
            kiosk.end()
        self._check_helped(wrote)

    def _check_helped(self, wrote: dict[str, set[int]]) -> None:
        people = [visitor.person.key for there in self.visitors.values() for visitor in there]
        helped = sum(len(wrote.get(person, ())) for person in people)
        counted = self.desk.client.items("written").get("room", {}).get("helped", 0)
        if helped != counted:
            self.record.fault(f"helpers wrote {helped} texts, the desk counts {counted}")

    def _same(self, person: Person, mine: set[int], wrote: dict[str, set[int]]) -> None:
        if mine != wrote.get(person.key, set()):
            extra, missing = (
                mine - wrote.get(person.key, set()),
                wrote.get(person.key, set()) - mine,
            )
            self.record.fault(f"{person.key} finds {sorted(extra)} too, misses {sorted(missing)}")

    # --- From step to step ----------------------------------------------------------------

    def begin(self) -> None:
        """Open the notes of the current step."""
        step = self.step
        self.walked.append(step["id"])
        self.record.open_step(step["kind"], str(step["title"].get("fr", step["kind"])))

    def next_step(self) -> bool:
        """Go on; False after the last step. Now and then both facilitators press at once."""
        here, steps = self.step, self.steps
        place = [step["id"] for step in steps].index(here["id"])
        if place + 1 == len(steps):
            return False
        played = len(self.walked)
        both = played % BOTH_PRESS_EVERY == 1
        pressing = self.desks if both else [self.desks[played % 2]]
        began = time.perf_counter()
        self._note_move(self._press_together(pressing, {"from_step": here["id"]}))
        self._wait_for_step(steps[place + 1]["id"], began)
        return True

    def _press_together(
        self, pressing: list[Facilitator], fields: dict[str, Any]
    ) -> dict[str, str]:
        ready = threading.Barrier(len(pressing))
        answers: dict[str, str] = {}

        def press(who: Facilitator) -> None:
            ready.wait()
            answers[who.name] = who.press("next", fields)

        threads = [threading.Thread(target=press, args=(who,)) for who in pressing]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def _note_move(self, answers: dict[str, str]) -> None:
        won = [name for name, refused in answers.items() if not refused]
        told = [name for name, refused in answers.items() if refused == "already_moved"]
        self.record.step.pressed_by = sorted(answers)
        self.record.step.moved_by = " and ".join(sorted(won))
        if len(won) != 1 or len(won) + len(told) != len(answers):
            self.record.fault(f"pressing next together gave {answers}")

    def _wait_for_step(self, step_id: int, began: float) -> None:
        def there(client: Client) -> bool:
            return any(e["current"] == step_id for e in client.items("event").values())

        self.wait(self.screen, there, f"the screen comes to step {step_id}")
        self.record.took("step to screen", began)
        for name, _, client in self.followers():
            self.wait(client, there, f"{name} comes to step {step_id}")
        self.record.took("step to all", began)


def shared(board: dict[str, Any], surface: str = "phone") -> dict[str, Any]:
    """The part of a board that every such surface has; what only its owner sees is left out."""
    everybodys = {kind.name for kind in kinds() if surface in kind.audiences}
    items = {k: shown for k, shown in board["items"].items() if k in everybodys}
    return {"version": board.get("version", 0), "items": items}


def is_writer(person: Person) -> bool:
    """Whether this person writes with a phone of their own."""
    return person.habit != "no_phone"
