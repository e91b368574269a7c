"""A helper at a kiosk: joins and writes for one person after another."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import Any

from eventlab.rehearsal.cast import Person
from eventlab.rehearsal.client import Client
from eventlab.rehearsal.players import new_card, refusal, send_card
from eventlab.rehearsal.record import Card, Record

_ISLAND = re.compile(r'<script type="application/json" id="island">(.*?)</script>', re.DOTALL)


@dataclass
class Visitor:
    """Somebody without a phone: what the kiosk's page showed of them."""

    person: Person
    personal_code: str = ""
    seal: str = ""  # names them as the author, even after the next person's turn has begun

    @property
    def channel(self) -> str:
        """How their texts come in: told to the helper, or read from a sheet of paper."""
        return "paper" if self.person.number % 3 == 0 else "kiosk"


class Kiosk:
    """One helper's tablet. One thread at a time plays one kiosk."""

    def __init__(self, name: str, client: Client, code: str, record: Record) -> None:
        self.name = name
        self.client = client
        self._door = f"/e/{code}/kiosk"
        self._record = record

    def join(self, visitor: Visitor) -> None:
        """Join for somebody, read them the notice, and note their code."""
        began = time.perf_counter()
        person = visitor.person
        fields = {"perspective": person.perspective, "name": person.name, "trade": person.trade}
        self._must("join", "/new", {**fields, "channel": visitor.channel})
        self._must("notice", "/notice")
        self._look_at(visitor)
        self._must("next", "/next")
        self._record.took("join at kiosk", began)
        self._record.help(self.name, "joined")

    def begin(self, visitor: Visitor) -> None:
        """Take somebody who comes back with their code."""
        self._must("known", "/known", {"personal_code": visitor.personal_code})
        self._look_at(visitor)

    def end(self) -> None:
        """The tablet is free for the next person."""
        self._must("next", "/next")

    def write(self, visitor: Visitor, text: str, tile: str = "", given: bool = False) -> Card:
        """Write for somebody, be it their turn or a sheet of paper left from before."""
        card = new_card(self._record, visitor.person, text, given=given)
        card.tapped_at = time.perf_counter()
        fields = {"text": card.text, "tile": tile}
        fields |= {"author": visitor.seal, "channel": visitor.channel}

        def send(card: Card, fields: dict[str, Any]) -> Any:
            return self.client.post(f"{self._door}/problems", fields, card.key)

        send_card(self._record, card, send, fields)
        if card.ids:
            self._record.help(self.name, f"posted ({visitor.channel})")
        return card

    def wish(self, visitor: Visitor, themes: list[int]) -> None:
        """Say which themes somebody wishes, by the pass of their page."""
        began = time.perf_counter()
        fields = {"themes": ",".join(map(str, themes)), "author": visitor.seal}
        self._must("wish", "/wishes", fields | {"channel": visitor.channel})
        self._record.took("wish at kiosk", began)
        self._record.help(self.name, "wished")

    def theirs(self) -> set[int]:
        """The problems of the person whose turn it is."""
        items = self.client.get(f"{self._door}/board.json").json()["items"]
        return {int(number) for number in items.get("mine", {})}

    def _look_at(self, visitor: Visitor) -> None:
        found = _ISLAND.search(self.client.get(self._door).text)
        if found is None:
            raise LookupError("the kiosk shows nobody")
        island = json.loads(found[1])
        visitor.seal = island["author"]
        visitor.personal_code = island["board"]["items"]["me"][island["owner"]]["code"]

    def _must(self, what: str, door: str, fields: dict[str, Any] | None = None) -> None:
        answer = self.client.post(self._door + door, fields)
        if not answer.ok:
            self._record.fault(f"{self.name}: {what} refused: {refusal(answer)}")
