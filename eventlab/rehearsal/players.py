"""The people of a rehearsal at their phones, and those who serve, each with a real client."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import requests

from eventlab.boards.rules.text import count_characters
from eventlab.boards.services.problems import TEXT_LIMIT
from eventlab.rehearsal.cast import Person
from eventlab.rehearsal.client import Client
from eventlab.rehearsal.record import Card, Record

#: How often a text is sent again before it counts as lost.
TRIES = 5


class Player:
    """A participant with a phone. One thread at a time plays one player."""

    def __init__(self, person: Person, base_url: str, code: str, record: Record) -> None:
        self.person = person
        self.client = Client(base_url)
        self.personal_code = ""
        self.gone = False
        self._base_url = base_url
        self._code = code
        self._record = record

    @property
    def joined(self) -> bool:
        """Whether this person is in."""
        return bool(self.personal_code)

    @property
    def writes(self) -> bool:
        """Whether this person is here with a phone that gets news."""
        return self.joined and not self.gone and self.client.connected

    def join(self) -> None:
        """Scan the code: the page, the form, the first snapshot, the socket."""
        began = time.perf_counter()
        self._fill_in_form()
        self.client.watch(self._code)
        self._record.took("join", began)
        self.client.post(f"/e/{self._code}/notice")
        self.personal_code = next(iter(self.client.items("me").values()))["code"]
        if self.person.habit == "no_socket":
            self.client.vanish()

    def _fill_in_form(self) -> None:
        door, key = f"/e/{self._code}/join", f"rehearsal-{self.person.key}-join"
        fields = {
            "perspective": self.person.perspective,
            "name": self.person.name,
            "trade": self.person.trade,
        }
        self.client.get(door)
        if self.person.habit == "hangs_up":
            self.client.post_and_hang_up(door, fields, key)
        self.client.post(door, fields, key).raise_for_status()

    def new_card(self, text: str, **fields: Any) -> Card:
        """A text this person is about to send."""
        return new_card(self._record, self.person, text, **fields)

    def write(self, card: Card, tile: str = "", times: int = 1) -> None:
        """Send a text until it is acknowledged, then ``times - 1`` times more."""
        card.tapped_at = time.perf_counter()
        path = f"/e/{self._code}/problems"
        send_card(self._record, card, self._sender(path), {"text": card.text, "tile": tile})
        for _ in range(times - 1):
            self._send(card, path, {"text": card.text, "tile": tile})

    def write_twice_at_once(self, card: Card, tile: str = "") -> None:
        """Two taps in one moment, from the same page."""
        other = self.client.tab()
        fields = {"text": card.text, "tile": tile, "anyway": "true"}
        path = f"/e/{self._code}/problems"
        second = threading.Thread(
            target=lambda: note_answer(self._record, card, other.post(path, fields, card.key))
        )
        second.start()
        self.write(card, tile)
        second.join()
        other.close()

    def write_and_hang_up(self, card: Card, tile: str = "") -> None:
        """Send a text, lose the network before the answer, send it again with the same key."""
        path = f"/e/{self._code}/problems"
        fields = {"text": card.text, "tile": tile, "anyway": "true"}
        card.attempts += 1
        self.client.post_and_hang_up(path, fields, card.key)
        self.write(card, tile)

    def edit(self, card: Card, text: str, tile: str = "") -> None:
        """Give one's problem another wording."""
        card.text = text.strip()
        fields = {"text": card.text, "tile": tile, "anyway": "true"}
        self._timed("edit", f"/e/{self._code}/problems/{card.id}", fields)

    def withdraw(self, card: Card) -> None:
        """Take one's problem off the wall."""
        card.fate = "withdrawn"
        self._timed("withdraw", f"/e/{self._code}/problems/{card.id}/withdraw")

    def change_phone(self) -> None:
        """Go on with another phone, by the personal code; the first one stays in a pocket."""
        began = time.perf_counter()
        other = Client(self._base_url)
        other.post(
            f"/e/{self._code}/return", {"personal_code": self.personal_code}
        ).raise_for_status()
        other.watch(self._code)
        self._record.took("return", began)
        self.client.close()
        self.client = other

    def lose_network(self) -> None:
        """The line is cut; the page stays open."""
        self.client.vanish()

    def find_network(self) -> None:
        """The line is back, with the version that was known."""
        began = time.perf_counter()
        self.client.come_back()
        self._record.took("reconnect", began)

    def leave(self) -> None:
        """Go home: this phone is nobody's any more."""
        self.gone = True
        self.client.post(f"/e/{self._code}/leave")
        self.client.close()

    def _sender(self, path: str) -> Callable[[Card, dict[str, Any]], requests.Response]:
        return lambda card, fields: self.client.post(path, fields, card.key)

    def _send(self, card: Card, path: str, fields: dict[str, Any]) -> None:
        # Asked again, the server must give the first answer, whatever it would say now.
        note_answer(self._record, card, self.client.post(path, fields, card.key))

    def _timed(self, kind: str, path: str, fields: dict[str, Any] | None = None) -> None:
        began = time.perf_counter()
        answer = self.client.post(path, fields)
        self._record.took(kind, began)
        if not answer.ok:
            self._record.fault(f"{self.person.key}: {kind} refused: {refusal(answer)}")


def new_card(record: Record, person: Person, text: str, **fields: Any) -> Card:
    """A text somebody is about to send; one that is too long is expected to be refused."""
    card = Card(record.next_key(person.key), person.key, text.strip(), **fields)
    if count_characters(card.text) > TEXT_LIMIT:
        card.expected = "too_long"
    return record.card(card)


def send_card(
    record: Record,
    card: Card,
    send: Callable[[Card, dict[str, Any]], requests.Response],
    fields: dict[str, Any],
) -> None:
    """Send a text as the phone's outbox does: again after a lost line, and after a warning."""
    for _ in range(TRIES):
        began = time.perf_counter()
        try:
            answer = send(card, fields)
        except requests.RequestException:
            card.attempts += 1
            continue
        record.took("ack", began)
        note_answer(record, card, answer)
        if not answer.ok and refusal(answer) == "personal_data" and "anyway" not in fields:
            fields = {**fields, "anyway": "true"}
            continue
        return


def note_answer(record: Record, card: Card, answer: requests.Response) -> None:
    """Write down what the server said of a text."""
    card.attempts += 1
    if answer.ok:
        card.stored = answer.json()
        card.ids.add(card.stored["id"])
    else:
        card.refusals.append(refusal(answer))
        record.refuse(card.refusals[-1])


def refusal(answer: requests.Response) -> str:
    """The name of a refusal; the status when it has none."""
    try:
        return str(answer.json()["refused"])
    except (ValueError, KeyError, TypeError):
        return f"http_{answer.status_code}"


class Facilitator:
    """Somebody at the desk."""

    def __init__(self, name: str, client: Client, code: str, record: Record) -> None:
        self.name = name
        self.client = client
        self._code = code
        self._record = record

    def press(self, what: str, fields: dict[str, Any] | None = None) -> str:
        """Press a button of the desk; gives the refusal, empty when it was done."""
        began = time.perf_counter()
        answer = self.client.post(f"/e/{self._code}/desk/{what}", fields)
        self._record.took("desk", began)
        if answer.ok:
            return ""
        self._record.refuse(refusal(answer))
        return refusal(answer)

    def must(self, what: str, fields: dict[str, Any] | None = None) -> None:
        """Press a button that has to work."""
        if refused := self.press(what, fields):
            self._record.fault(f"{self.name}: {what} refused: {refused}")
