"""A phone's first visit, in a real Chromium: what it downloads before it can write, and how long.

The network is Chromium's "Slow 4G" (1.6 Mbit/s down, 750 kbit/s up, both at nine tenths, 562 ms
a request) and the processor four times slower than this machine's.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from sqlalchemy import select, update

from benchmarks.servers import machine
from eventlab.extensions import database, transaction
from eventlab.rehearsal.house import House, house
from eventlab.rehearsal.pictures import FLAGS
from eventlab.sessions.models import Event, Participant, Step

SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6e6 / 8 * 0.9,
    "uploadThroughput": 750e3 / 8 * 0.9,
}
SLOWER = 4
VISITS = 3

#: Notes when the form can be written in (with or without its script), and when the script drew it.
WATCH = """
window.marks = {};
const mark = (name, found) => { if (found && !(name in marks)) marks[name] = performance.now(); };
window.look = () => {
  const text = document.querySelector("textarea");
  const styled = document.styleSheets.length && getComputedStyle(document.body).margin === "0px";
  mark("form", styled && text && !text.disabled);
  mark("script", text && document.querySelector(".status"));
  requestAnimationFrame(window.look);
};
window.look();
"""


def run() -> Iterator[dict[str, Any]]:
    """The figures of a first visit; none where there is no Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        print("phone: there is no Chromium on this machine", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as serving:
        code = _open_the_wall(serving, Path(folder))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            yield from _first_load(browser, serving.url, code, Path(folder))
            yield _ready(browser, serving.url, code, Path(folder))
            browser.close()


def _open_the_wall(serving: House, folder: Path) -> str:
    made = serving.create_event("Premier chargement", "mairie")
    database.connect(f"sqlite:///{folder / 'eventlab.db'}")
    with transaction() as session:
        steps = select(Step).where(Step.kind == "post")
        step = session.scalars(steps).first()
        assert step is not None
        step.settings = {**step.settings, "hidden": False, "perspective": None}
        session.execute(update(Event).values(current_step_id=step.id))
    database.dispose()
    return str(made["code"])


def _read_notice(folder: Path) -> None:
    database.connect(f"sqlite:///{folder / 'eventlab.db'}")
    with transaction() as session:
        session.execute(update(Participant).values(notice_seen=True))
    database.dispose()


class Downloads:
    """The bytes that came over the network to one page, by kind of file."""

    def __init__(self, wire: CDPSession) -> None:
        self.kinds: dict[str, str] = {}
        self.bytes: dict[str, float] = {}
        self.files = 0
        wire.send("Network.enable")
        wire.on("Network.responseReceived", self._named)
        wire.on("Network.loadingFinished", self._came)

    def _named(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _came(self, event: dict[str, Any]) -> None:
        kind = self.kinds.get(event["requestId"], "Other")
        self.bytes[kind] = self.bytes.get(kind, 0) + event["encodedDataLength"]
        self.files += 1

    def kb(self) -> dict[str, float]:
        """Kilobytes by kind."""
        return {kind: round(number / 1000, 1) for kind, number in sorted(self.bytes.items())}


def _join(page: Page, url: str, code: str) -> None:
    page.goto(f"{url}/e/{code}")
    page.locator("label.tile").first.click()
    page.get_by_role("button").last.click()
    page.wait_for_url(f"**/e/{code}")
    page.locator(".own-code ~ .button--primary").click()
    page.locator(".status").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")


def _first_load(browser: Browser, url: str, code: str, folder: Path) -> Iterator[dict[str, Any]]:
    for language, name in (("fr-FR", "phone_first_load_kb"), ("en-GB", "phone_first_load_en_kb")):
        context = browser.new_context(locale=language, viewport={"width": 360, "height": 740})
        page = context.new_page()
        downloads = Downloads(context.new_cdp_session(page))
        _join(page, url, code)
        context.close()
        total = round(sum(downloads.kb().values()), 1)
        detail = {"by_kind_kb": downloads.kb(), "files": downloads.files, "machine": machine()}
        told = {"from": "the QR code's address, joining included, cache empty", **detail}
        yield {"name": name, "value": total, "unit": "kB", "context": told}


def _ready(browser: Browser, url: str, code: str, folder: Path) -> dict[str, Any]:
    context = browser.new_context(locale="fr-FR", viewport={"width": 360, "height": 740})
    _join(context.new_page(), url, code)
    _read_notice(folder)
    state = context.storage_state()
    context.close()
    visits = [_visit(browser, f"{url}/e/{code}", state) for _ in range(VISITS)]
    forms, scripts = ([visit[name] for visit in visits] for name in ("form", "script"))
    context_of = {
        "script_drawn_ms": round(median(scripts)),
        "visits": VISITS,
        "network": SLOW_4G,
        "cpu_slower": SLOWER,
        "load_1min": round(os.getloadavg()[0], 1),
        "machine": machine(),
    }
    value = round(median(forms))
    return {"name": "phone_ready_slow4g_ms", "value": value, "unit": "ms", "context": context_of}


def _visit(browser: Browser, address: str, state: Any) -> dict[str, float]:
    size: Any = {"width": 360, "height": 740}
    context = browser.new_context(locale="fr-FR", viewport=size, storage_state=state)
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit")
    page.locator(".status").first.wait_for(state="attached", timeout=60_000)
    page.locator("textarea").first.wait_for(timeout=60_000)
    marks: dict[str, float] = page.evaluate("() => { look(); return window.marks }")
    context.close()
    return marks
