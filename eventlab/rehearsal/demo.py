"""A living event to look at: simulated people arrive, write and follow, at the pace of a room."""

from __future__ import annotations

import dataclasses
import io
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import qrcode
import requests
import socketio

from eventlab.rehearsal.cards import Text, demo
from eventlab.rehearsal.cast import Person, cast
from eventlab.rehearsal.client import Client
from eventlab.rehearsal.house import House, house
from eventlab.rehearsal.leader import NAME, Leader, Tempo
from eventlab.rehearsal.players import Player
from eventlab.rehearsal.record import Record

TITLE = "Bien habiter le 19e"
FORMAT = "mairie"
SEED = 19
#: Of the people, how many are there when the doors open.
EARLY = 0.15
#: What some can tell in five minutes.
TOPICS = (
    "Lire une facture de chauffage",
    "Monter un dossier de relogement",
    "Signaler une panne d'ascenseur",
    "Ce qu'un gardien voit",
    "Isoler sans gros travaux",
    "Parler au syndic",
)
STOP_S = 10


@dataclass(frozen=True)
class Pace:
    """Seconds. ``arriving`` is how long people keep coming; ``writing`` how long one writes."""

    arriving: float = 75
    writing: tuple[float, float] = (10, 200)
    looking: float = 5
    second_thoughts: tuple[float, float] = (4, 15)

    def times(self, speed: float) -> Pace:
        """The same life, so many times as fast."""
        return Pace(
            self.arriving / speed,
            (self.writing[0] / speed, self.writing[1] / speed),
            self.looking / speed,
            (self.second_thoughts[0] / speed, self.second_thoughts[1] / speed),
        )


class Guest:
    """One simulated person: arrives, writes when it is time to, now and then changes their mind."""

    def __init__(
        self, player: Player, texts: list[Text], pace: Pace, stop: threading.Event
    ) -> None:
        self.player = player
        self._texts = deque(texts)
        self._pace = pace
        self._stop = stop
        self._random = Random(f"guest {player.person.key}")
        self._answered: set[int] = set()

    def live(self, arrives_after: float) -> None:
        """Everything this person does, until the demonstration stops."""
        if self._stop.wait(arrives_after):
            return
        while not self._stop.is_set():
            try:
                self._moment()
            except (requests.RequestException, socketio.exceptions.ConnectionError, TimeoutError):
                self._stop.wait(self._pace.looking)  # as a phone does: wait, then try again
        self.player.client.close()

    def _moment(self) -> None:
        if not self.player.joined:
            self.player.join()
        elif not self.player.client.connected:
            self.player.find_network()
        elif self._texts and self.may_write():
            if not self._stop.wait(self._random.uniform(*self._pace.writing)) and self.may_write():
                self._write(self._texts.popleft())
        else:
            self._answer()
            self._stop.wait(self._pace.looking)

    def _answer(self) -> None:
        """Say once what the step asks for: which themes one wishes, what one can tell."""
        step = self._step()
        said = {"teams": self._wishes, "rounds": self._topic}.get(step.get("kind", ""))
        if said is not None and step["id"] not in self._answered and said(step):
            self._answered.add(step["id"])

    def _wishes(self, step: dict[str, Any]) -> bool:
        themes = [number for number, one in self._items("theme") if one["goes_on"]]
        most = min(len(themes), int(step["settings"].get("wishes", 3)))
        if not most:
            return False
        wanted = self._random.sample(sorted(themes), self._random.randint(1, most))
        return self._say("wishes", {"themes": ",".join(wanted)})

    def _topic(self, step: dict[str, Any]) -> bool:
        if step["settings"].get("meet") != "experts" or self.player.person.number % 4:
            return False
        return self._say("rounds/topic", {"topic": self._random.choice(TOPICS)})

    def _say(self, what: str, fields: dict[str, str]) -> bool:
        code = next(iter(self.player.client.items("event").values()))["code"]
        return self.player.client.post(f"/e/{code}/{what}", fields).ok

    def _items(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        return list(self.player.client.items(kind).items())

    def _step(self) -> dict[str, Any]:
        client = self.player.client
        event = next(iter(client.items("event").values()))
        step: dict[str, Any] = client.items("step").get(str(event["current"]), {})
        return step

    def may_write(self) -> bool:
        """Whether it is the moment to write, as far as this phone knows."""
        event = next(iter(self.player.client.items("event").values()))
        step = self._step()
        turn = step.get("settings", {}).get("perspective") or "all"
        mine = turn in ("all", self.player.person.perspective)
        return step.get("kind") == "post" and mine and not event["locked"]

    def _write(self, text: Text) -> None:
        card = self.player.new_card(text.text)
        chance = self._random.random()
        if chance < 0.1:
            card.text = f"{text.text[: len(text.text) * 2 // 3]}..."
        self.player.write(card, text.tile)
        if not card.ids:
            return  # locked, moved on, not their turn: said on the phone, and no harm here
        if chance < 0.1 and not self._stop.wait(self._random.uniform(*self._pace.second_thoughts)):
            self.player.edit(card, text.text, text.tile)
        elif chance > 0.96 and not self._stop.wait(self._pace.looking):
            self.player.withdraw(card)
        elif chance > 0.9:
            self.player.lose_network()


def guests(
    people: int, base_url: str, code: str, pace: Pace, stop: threading.Event
) -> list[tuple[Guest, float]]:
    """The people of the demonstration, each with the seconds after which they arrive."""
    life, random = demo(), Random(f"demo {SEED}")
    persons = [
        dataclasses.replace(person, name=_name(person, life.names), habit="steady")
        for person in cast(people, SEED)
    ]
    texts = _deal(persons, life.problems)
    arrivals = _arrivals(len(persons), pace, random)
    record = Record()
    record.open_step("demo", TITLE)
    return [
        (Guest(Player(person, base_url, code, record), texts[person.key], pace, stop), after)
        for person, after in zip(persons, arrivals, strict=True)
    ]


def _name(person: Person, names: list[str]) -> str:
    # Some give no name: it is not required of anybody.
    return names[person.number % len(names)] if person.number % 5 else ""


def _deal(persons: list[Person], problems: list[Text]) -> dict[str, list[Text]]:
    dealt: dict[str, list[Text]] = {person.key: [] for person in persons}
    for text in problems:
        able = [p for p in persons if p.perspective == text.perspective] or persons
        dealt[min(able, key=lambda p: len(dealt[p.key])).key].append(text)
    return dealt


def _arrivals(people: int, pace: Pace, random: Random) -> list[float]:
    early = round(people * EARLY)
    late = [random.uniform(0.05, 1) * pace.arriving for _ in range(people - early)]
    return [random.uniform(0, 0.04) * pace.arriving for _ in range(early)] + sorted(late)


def run_demo(
    say: Callable[[str], None],
    people: int = 40,
    port: int = 8000,
    host: str = "0.0.0.0",
    minutes: float = 60,
    lead: bool = True,
    speed: float = 1,
    stop: threading.Event | None = None,
) -> int:
    """Serve a living event until ``minutes`` have passed or Ctrl-C; gives the exit status.

    ``speed`` 2 is twice the pace of a room; ``stop`` ends it from another thread. Raises
    ``HouseFailed`` when the server does not start.
    """
    with (
        tempfile.TemporaryDirectory(prefix="eventlab-demo-") as folder,
        house(Path(folder), port=port, host=host) as server,
    ):
        links = server.create_event(TITLE, FORMAT)
        say(invitation(links))
        stop = stop or threading.Event()
        code, pace, tempo = str(links["code"]), Pace().times(speed), Tempo().times(speed)
        threads = _let_in(guests(people, server.url, code, pace, stop))
        if lead:
            threads.append(_lead(server, code, stop, tempo))
        try:
            _wait(server, stop, minutes * 60)
        except KeyboardInterrupt:
            say("")
        stop.set()
        say("The room empties...")
        for thread in threads:
            thread.join(timeout=STOP_S)
    return 0


def _wait(server: House, stop: threading.Event, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.process.poll() is None and not stop.is_set():
        stop.wait(1)


def _let_in(arriving: list[tuple[Guest, float]]) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=guest.live, args=(after,), daemon=True) for guest, after in arriving
    ]
    for thread in threads:
        thread.start()
    return threads


def _lead(server: House, code: str, stop: threading.Event, tempo: Tempo) -> threading.Thread:
    leader = Leader(Client(server.url), code, stop, tempo)
    leader.enter(server.staff_link(code, "facilitator", NAME))
    thread = threading.Thread(target=leader.lead, daemon=True)
    thread.start()
    return thread


def invitation(links: dict[str, Any]) -> str:
    """What to open, and the QR code of the join address."""
    return "\n".join(
        [
            "",
            f"  {TITLE}",
            "",
            f"  Screen (open it on the projector, full screen):  {links['screen']}",
            f"  Desk (lead the day yourself from here):          {links['facilitator']}",
            f"  Phone (or scan):                                 {links['join']}",
            "",
            qr_characters(str(links["join"])),
            "  Simulated people arrive for a minute, then write. The day leads itself until",
            "  somebody uses the desk. Ctrl-C ends it.",
            "",
        ]
    )


def qr_characters(text: str) -> str:
    """A QR code drawn in characters, for a dark terminal."""
    code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_L)
    code.add_data(text)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue()
