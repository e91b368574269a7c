"""A real event on a real server, and the phones in its room: what the figures of the day share."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import orjson

import eventlab.app  # noqa: F401 - registers what boards show
from benchmarks.phones import Browser, Phone, crowd, until
from benchmarks.servers import ROOT, Server, cores
from eventlab.live.board import kinds

Board = dict[str, dict[str, Any]]
#: What a board holds for one person: the rest is the same on every phone.
OWN = frozenset(kind.name for kind in kinds() if kind.private is not None)
SECRET = "a secret for the measurements, long enough"
# As static/js/live/socket.js asks of socket.io-client.
RECONNECT_S, RECONNECT_MAX_S, JITTER = 0.8, 6.0, 0.5

SENTENCES = (
    "Le chauffage collectif tombe en panne le vendredi et personne ne répond avant le lundi.",
    "Les charges ont doublé en deux ans et le détail tient sur une ligne du décompte.",
    "Il y a de la moisissure dans la chambre des enfants, malgré l'aération et la peinture.",
    "L'ascenseur est arrêté depuis six semaines ; ma mère, au septième, ne sort plus.",
    "On nous demande trois fois le même dossier, chaque fois à un guichet différent.",
)


def problem_text(number: int) -> str:
    """A problem to post, none like another."""
    return f"{SENTENCES[number % len(SENTENCES)]} (cas numéro {number})"


class Follower:
    """One page: a browser, its socket, and the board it shows.

    Boards of the room are shared between followers that saw the same news, so that six hundred
    of them cost little more than one; what is one's own is kept apart.
    """

    #: (identity of a board, news) -> the board after it, which is kept so that identity holds.
    _next: dict[tuple[int, bytes], tuple[Board, Board]] = {}  # noqa: RUF012
    _known: dict[bytes, Board] = {}  # noqa: RUF012

    def __init__(self, port: int, code: str, surface: str = "phone") -> None:
        self.browser = Browser(port)
        self.code = code
        self.surface = surface
        self.version = 0
        self.board: Board = {}
        self.own: Board = {}
        self.phone: Phone | None = None
        self.arrivals: list[float] = []
        self.on_news: Callable[[dict[str, Any], float], None] | None = None
        self.snapshots = 0
        self.connections = 0
        self._tasks: set[asyncio.Task[Any]] = set()

    def start_from(self, snapshot: dict[str, Any]) -> None:
        """Show a snapshot."""
        self.snapshots += 1
        self.version = snapshot["version"]
        items = {kind: shown for kind, shown in snapshot["items"].items() if shown}
        self.own = {kind: items.pop(kind) for kind in OWN if kind in items}
        self.board = self._known.setdefault(digest(items), items)

    async def fetch(self) -> None:
        """Fetch the snapshot again."""
        address = f"/e/{self.code}/board.json?surface={self.surface}"
        self.start_from((await self.browser.get(address)).json())

    async def connect(self) -> None:
        """Open the socket and watch from the version shown."""
        cookie = {"Cookie": self.browser.cookie}
        self.phone = await Phone.open(self.browser.port, cookie, self._hear)
        self.connections += 1
        await self.watch()

    async def watch(self) -> None:
        """Say what is shown, and from which version on."""
        wanted = {"event": self.code, "surface": self.surface, "since": self.version}
        assert self.phone is not None
        answer = await self.phone.ask("watch", wanted)
        if "refused" in answer:
            raise RuntimeError(f"watch: {answer}")

    async def stay(self, dice: random.Random) -> None:
        """Come back whenever the server goes, as the page does; ends when cancelled."""
        attempt = 0
        while True:
            if self.phone is not None:
                await self.phone.lost.wait()
                self.phone, attempt = None, 0
            pause = RECONNECT_S * 2**attempt * (1 + JITTER * (2 * dice.random() - 1))
            await asyncio.sleep(min(pause, RECONNECT_MAX_S))
            attempt += 1
            try:
                await self.connect()
            except (OSError, TimeoutError):
                self.phone = None

    def _hear(self, _phone: Phone, event: bytes, at: float) -> None:
        self.arrivals.append(at)
        if event.startswith(b'["news"'):
            self._merge(event, at)
        elif event.startswith(b'["resync"'):
            self._later(self.fetch())

    def _merge(self, event: bytes, at: float) -> None:
        news = orjson.loads(event)[1]
        since = news.get("since")
        if since is None:
            self.own = merged(self.own, news["items"])
        elif since > self.version:
            self._later(self.watch())
        elif news["version"] > self.version:
            self.version = news["version"]
            self._move_on(event, news["items"])
        if self.on_news:
            self.on_news(news, at)

    def _move_on(self, event: bytes, items: Board) -> None:
        key = (id(self.board), event)
        if key not in self._next:
            # What a returning page missed comes in one message, its own items among the others.
            room = {kind: changed for kind, changed in items.items() if kind not in OWN}
            after = merged(self.board, room)
            self._next[key] = (self.board, self._known.setdefault(digest(after), after))
        self.board = self._next[key][1]
        self.own = merged(self.own, {kind: items[kind] for kind in OWN if kind in items})

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """Go away."""
        self.browser.close()
        if self.phone is not None:
            self.phone.close()


def merged(board: Board, items: Board) -> Board:
    """A board after some news: items of ``None`` are gone."""
    if not items:
        return board
    after = {**board}
    for kind, changed in items.items():
        shown = {**after.get(kind, {}), **changed}
        after[kind] = {key: item for key, item in shown.items() if item is not None}
    return {kind: shown for kind, shown in after.items() if shown}


def digest(board: Board) -> bytes:
    """A hash of a board, the same whatever the order of its keys."""
    return hashlib.sha256(orjson.dumps(board, option=orjson.OPT_SORT_KEYS)).digest()


class Day:
    """A server of its own, one event in which everybody may post, its screen and its phones.

    Use with ``async with``.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="eventlab-bench-")
        environment = {
            "EVENTLAB_DATA": self._folder.name,
            "EVENTLAB_BACKUP_MINUTES": "1000",
            "HOST": "127.0.0.1",
            "SECRET_KEY": SECRET,
        }
        self.server = Server.python("eventlab", "serve", **environment)
        self._environment = {**os.environ, **environment, "PORT": str(self.server.port)}
        self.phones: list[Follower] = []
        self.screen: Follower
        self.desk: Follower
        self.posted = 0

    async def __aenter__(self) -> Day:
        os.sched_setaffinity(0, {cores()[1]})
        self.server.start()
        links = self._create_event()
        self.code = links["code"]
        self.desk = await self._enter(links["facilitator"], "desk")
        await self._open_posting(self.desk)
        self.screen = await self._enter(links["screen"], "screen")
        await self.screen.connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        for follower in [self.screen, self.desk, *self.phones]:
            follower.close()
        self.server.stop()
        self._folder.cleanup()

    def _create_event(self) -> dict[str, str]:
        command = [sys.executable, "-m", "eventlab", "event", "create", "--title", "Banc", "--json"]
        made = subprocess.run(
            command, cwd=ROOT, env=self._environment, check=True, capture_output=True
        )
        links: dict[str, str] = json.loads(made.stdout)
        return links

    async def _enter(self, link: str, surface: str) -> Follower:
        follower = Follower(self.server.port, self.code, surface)
        path = urlsplit(link).path
        await follower.browser.get(path)
        await follower.browser.post(path, {})
        follower.browser.token = ""  # it went with the session that this one replaced
        await follower.fetch()
        return follower

    async def _open_posting(self, desk: Follower) -> None:
        steps = desk.board["step"].values()
        post = next(step for step in steps if step["kind"] == "post")
        event = next(iter(desk.board["event"].values()))
        desk_path = f"/e/{self.code}/desk"
        moves = {"from_step": str(event["current"]), "to_step": str(post["id"])}
        await desk.browser.post(f"{desk_path}/go", moves)
        await desk.browser.post(f"{desk_path}/steps/{post['id']}/reveal", {})

    async def join(self, number: int) -> tuple[Follower, dict[str, float]]:
        """One person joins: the page, the form, the first board, the socket.

        Gives the phone, and the milliseconds each part took.
        """
        follower = Follower(self.server.port, self.code)
        browser, marks = follower.browser, [perf_counter()]
        await browser.get(f"/e/{self.code}/join")
        marks.append(perf_counter())
        perspective = "professional" if number % 3 == 0 else "resident"
        form = {"perspective": perspective, "name": f"Personne {number}"}
        await browser.post(f"/e/{self.code}/join", form, Accept="text/html")
        marks.append(perf_counter())
        browser.token = ""
        page = await browser.get(f"/e/{self.code}")
        marks.append(perf_counter())
        follower.start_from(island(page.body)["board"])
        await follower.connect()
        marks.append(perf_counter())
        browser.close()
        self.phones.append(follower)
        parts = ("page", "form", "board", "socket")
        took = dict(zip(parts, (b - a for a, b in pairwise(marks)), strict=True))
        return follower, {name: seconds * 1000 for name, seconds in took.items()}

    async def fill(self, people: int) -> None:
        """Let people join until there are that many phones."""
        numbers = range(len(self.phones), people)
        await crowd([partial(self.join, number) for number in numbers], at_once=8)

    async def post(self, follower: Follower) -> tuple[int, float]:
        """One problem, posted from a phone; gives its number in the database, and milliseconds."""
        self.posted += 1
        fields = {"text": problem_text(self.posted), "tile": ""}
        began = perf_counter()
        answer = await follower.browser.post(f"/e/{self.code}/problems", fields)
        return int(answer.json()["id"]), (perf_counter() - began) * 1000

    def level(self) -> bool:
        """Whether every phone shows the same board of the same version."""
        first = self.phones[0]
        return all(
            phone.version == first.version and phone.board is first.board for phone in self.phones
        )

    async def proved_level(self) -> bool:
        """Whether all phones are level, and what they show is what the server would now show."""
        fresh = Follower(self.server.port, self.code)
        fresh.browser.cookies = self.phones[0].browser.cookies
        await fresh.fetch()
        fresh.close()
        return self.level() and fresh.board is self.phones[0].board

    async def settle(self, timeout_s: float = 60) -> float:
        """Wait until all phones are level with the server; gives the seconds it took."""
        began = perf_counter()
        while not await self.proved_level():
            if perf_counter() - began > timeout_s:
                raise TimeoutError("the phones did not become level")
            await until(self.level, timeout_s, "level phones")
        return perf_counter() - began


def island(page: bytes) -> dict[str, Any]:
    """The JSON a live page carries."""
    _, _, rest = page.partition(b'id="island">')
    found: dict[str, Any] = orjson.loads(rest.partition(b"</script>")[0])
    return found


def percentile(values: list[float], percent: float) -> float:
    """The value that ``percent`` of the values do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def busiest_second(moments: list[float]) -> int:
    """The most moments that fall within one second."""
    most, first = 0, 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most
