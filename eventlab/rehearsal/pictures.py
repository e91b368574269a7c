"""Pictures of the real screen page, taken by the Chromium of this machine if it has one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from eventlab.rehearsal.client import Client

SIZE = (1920, 1080)
CHROMIUM = ("chromium", "chromium-browser", "/usr/bin/chromium", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class NoPictures(Exception):
    """Pictures cannot be taken here; the message says why."""


class Camera:
    """A browser window of 1920 x 1080 on one page; used by one thread only."""

    def __init__(self) -> None:
        """Raises ``NoPictures`` when Playwright or Chromium is missing."""
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as missing:
            raise NoPictures("Playwright is not installed") from missing
        browser = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
        if browser is None:
            raise NoPictures("there is no Chromium on this machine")
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=browser, args=FLAGS)
        self._page: Any = None

    def open(self, path: str, client: Client, size: tuple[int, int] = SIZE) -> None:
        """Open a page of the client's server with the client's cookies."""
        viewport: Any = {"width": size[0], "height": size[1]}
        context = self._browser.new_context(viewport=viewport, locale="fr-FR")
        context.add_cookies(
            [
                {"name": str(c.name), "value": str(c.value), "url": client.base_url}
                for c in client.http.cookies
            ]
        )
        self._page = context.new_page()
        self._page.goto(client.base_url + path, wait_until="load")

    def take(self, path: Path) -> None:
        """Write what the page shows to a PNG file."""
        self._page.evaluate("document.fonts.ready.then(() => true)")
        self._page.screenshot(path=path, animations="disabled")

    def wait_for_text(self, text: str, seconds: float = 5) -> None:
        """Wait until the page shows a text. Raises ``TimeoutError``."""
        try:
            self._page.get_by_text(text).first.wait_for(timeout=seconds * 1000)
        except Exception as late:
            raise TimeoutError(f"the page never showed {text!r}") from late

    def close(self) -> None:
        """Close the browser."""
        self._browser.close()
        self._playwright.stop()
