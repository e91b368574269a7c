"""A real Chromium, driven by Playwright, at the real server."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import Server

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"]
#: The rules that can find something in other colours, or in larger letters, of the same page.
COLOURS = ["color-contrast", "link-in-text-block"]
LAYOUT = ["color-contrast", "target-size", "scrollable-region-focusable"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

#: Colours under way from one theme to the other are nobody's colours.
#: They are brought to their end: a busy machine may draw no frame in which they would come to it.
AT_REST = """() => {
    const moving = () => document.getAnimations().filter((one) =>
        one.playState !== "finished" && one.effect.getComputedTiming().endTime !== Infinity);
    // The end of one begins that of what inherits from it.
    for (let left = moving(); left.length; left = moving()) left.forEach((one) => one.finish());
}"""

expect.set_options(timeout=30_000)  # a machine that does three things at once answers late

#: Opens a page of its own context: language, size and theme as asked.
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    path = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    assert path, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Contexts:
    """Chromium's contexts, each kept for the next test: it has read and compiled our scripts.

    Whoever takes one finds no cookie and nothing stored, as in a new one.
    """

    def __init__(self, chromium: Browser, origin: str) -> None:
        self._chromium = chromium
        self._origin = origin
        self._free: dict[Any, list[BrowserContext]] = defaultdict(list)
        self._taken: list[tuple[Any, BrowserContext]] = []

    def open_page(self, kept: bool, **kind: Any) -> Page:
        """A page in a context of this kind that nobody else has, and nobody will when not kept."""
        key = (kept, *sorted(kind.items()))
        free = self._free[key]
        context = free.pop() if free else self._chromium.new_context(**kind)
        self._taken.append((key, context))
        page = context.new_page()
        context.clear_cookies()
        stored = {"origin": self._origin, "storageTypes": "all"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
        return page

    def take_back(self) -> None:
        """Close every page; what a test did to its contexts is undone."""
        for key, context in self._taken:
            if not key[0]:
                context.close()
                continue
            for page in context.pages:
                page.close()
            context.unroute_all()
            context.set_offline(False)
            self._free[key].append(context)
        self._taken.clear()


@pytest.fixture(scope="session")
def contexts(chromium: Browser, server: Server) -> Contexts:
    """The contexts of all browser tests."""
    return Contexts(chromium, server.url)


@pytest.fixture
def open_page(contexts: Contexts) -> Iterator[OpenPage]:
    """Opens pages that each have their own cookies; a script error fails the test."""
    errors: list[str] = []

    def open_one(
        locale: str = "fr-FR",
        width: int = 360,
        height: int = 740,
        own_clock: bool = False,
        **kind: Any,
    ) -> Page:
        page = contexts.open_page(kept=not own_clock, locale=locale, **kind)
        if own_clock:
            page.clock.install()  # it would stay in its context
        page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_one
    contexts.take_back()
    assert errors == []


def open_desk_at(page: Page, server: Server, code: str, token: str) -> Page:
    """The desk, with a staff link used as its page does; that page itself is not drawn."""
    ask = page.context.request
    csrf = ask.get(f"{server.url}/csrf.json").json()["token"]
    door = f"{server.url}/e/{code}/staff/{token}"
    entered = ask.post(door, headers={"X-CSRFToken": csrf}, max_redirects=0)
    assert entered.status == 303
    page.goto(f"{server.url}/e/{code}/desk")
    expect(page.locator(".desk__step")).to_have_count(1)
    return page


def violations(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe-core, or ``only`` some of its rules, find on the page: rule, place."""
    assert AXE.exists(), "axe-core is missing: make test installs it (npm)"
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # a script tag would be against our CSP
    page.evaluate(AT_REST)
    found = page.evaluate(
        """runOnly => axe.run(document, {
             runOnly,
             resultTypes: ['violations'],  // what passed is counted, not described
           })""",
        {"type": "rule", "values": only} if only else {"type": "tag", "values": AXE_TAGS},
    )
    return [
        f"{violation['id']}: {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def phone_violations(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe-core finds on a phone's page in a window as long as the page.

    In a shorter one the bar covers part of some target, wherever the page is scrolled to.
    """
    window = page.viewport_size
    assert window is not None
    length = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": window["width"], "height": max(length, window["height"])})
    found = violations(page, only)
    page.set_viewport_size(window)
    return found


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(
        page.evaluate(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
        )
    )
