"""Making PDF files: WeasyPrint in a process of its own, which may read our style and no more.

The page's words come from people; whatever they hold, the child opens no connection and no file
but those under ``static``. It is also where the memory and the time go when a document is long:
both are bounded, the child gives way to the room's phones, and it says a few times a second how
far it is.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from eventlab.letters import keep_lines_whole, style_for
from eventlab.tags import mend, watch

STATIC = Path(__file__).resolve().parent.parent / "static"
LONGEST_S = 180
MOST_MEMORY_MB = 1536  # of addresses, about three times what is really used
MOST_BYTES = 256 * 1024 * 1024
_BEAT_S = 0.25
_PAGE = "https://page.invalid/"  # the page's own address, to the child: nothing answers there
_STATIC_PATH = re.compile(r"/static/[^/]+/(?!/)(.+)")
_AT_ONCE = threading.BoundedSemaphore(2)


class CannotPrint(Exception):
    """No PDF could be made here: a library is missing, or the document took too much."""


class PrintStopped(CannotPrint):
    """Whoever asked for the PDF did not want it any more."""


@dataclass(frozen=True)
class Progress:
    """How far a PDF is. ``stage``: ``waiting``, ``reading``, ``layout`` or ``writing``."""

    stage: str
    page: int = 0


@dataclass(frozen=True)
class Printed:
    """A PDF, and what it cost."""

    content: bytes
    pages: int
    peak_mb: float


def make_pdf(html: str) -> bytes:
    """The PDF of a page whose addresses begin with ``/static/<prefix>/``. Raises ``CannotPrint``.

    Takes about a tenth of a second a page, in another process.
    """
    return print_page(html).content


def print_page(html: str, going_on: Callable[[Progress], bool] = lambda _: True) -> Printed:
    """The PDF of a page, tagged for screen readers; the same page gives the same bytes.

    ``going_on`` is told how far it is, more than once a second; when it answers False the work
    stops with ``PrintStopped``. Raises ``CannotPrint``.
    """
    if not going_on(Progress("waiting")):
        raise PrintStopped
    with _AT_ONCE:
        try:
            with tempfile.TemporaryFile() as page, tempfile.TemporaryFile() as pdf:
                page.write(html.encode())
                page.seek(0)
                said = _run(page, pdf, going_on)
                pdf.seek(0)
                return Printed(pdf.read(), int(said["pages"]), float(said["peak_mb"]))
        except (OSError, KeyError) as wrong:
            raise CannotPrint from wrong


def _run(page: IO[bytes], pdf: IO[bytes], going_on: Callable[[Progress], bool]) -> dict[str, str]:
    """Run the child to its end; gives what it said last. Raises ``CannotPrint``."""
    child = subprocess.Popen(
        [sys.executable, "-m", "eventlab.printing", str(pdf.fileno())],
        stdin=page,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a complaint of Python's must not end up within a line of ours
        pass_fds=[pdf.fileno()],
        cwd=STATIC.parent,
    )
    too_long = threading.Timer(LONGEST_S, child.kill)
    too_long.start()
    try:
        said = _listen(child, going_on)
    finally:
        too_long.cancel()
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()
    if "pages" not in said:
        raise CannotPrint(f"the child ended with {child.returncode}")
    return said


def _listen(child: subprocess.Popen[bytes], going_on: Callable[[Progress], bool]) -> dict[str, str]:
    said: dict[str, str] = {}
    for line in child.stdout or ():
        words = line.decode().split()
        if words[:1] == ["done"]:
            said = {"pages": words[1], "peak_mb": words[2]}
        elif words[:1] == ["at"] and not going_on(Progress(words[1], int(words[2]))):
            raise PrintStopped
    child.wait()
    return said if child.returncode == 0 else {}


def own_file(address: str) -> Path:
    """The file under ``static`` that an address of the page means. Raises ``ValueError``."""
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}/" != _PAGE:
        raise ValueError("not an address of ours")
    found = _STATIC_PATH.fullmatch(unquote(parts.path))
    path = STATIC.joinpath(found[1]).resolve() if found else STATIC
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise ValueError("not a file of ours")
    return path


# --- The child


def main() -> None:
    """The child: a page on the standard input, its PDF to the open file that the argument names.

    What it says, a line at a time, is on the standard output.
    """
    _hold_back()
    beats = _Beats()
    beats.start()
    page = sys.stdin.buffer.read()
    document = _document(page.decode(), beats)
    beats.stage = "writing"
    watch()
    # The same page, the same name: a PDF has no date of its own.
    mark = hashlib.sha256(page).digest()[:16]
    with open(int(sys.argv[1]), "wb") as pdf:
        document.write_pdf(
            pdf,
            finisher=mend,
            pdf_variant="pdf/ua-1",
            pdf_identifier=mark,
            optimize_images=False,
        )
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say("done", len(document.pages), f"{peak_mb:.1f}")
    os._exit(0)  # the end of the process frees all; taking Pango down by hand has crashed


def _say(*words: object) -> None:
    """One write a line: a child that is killed, or two threads, leave no half of one."""
    os.write(sys.stdout.fileno(), (" ".join(map(str, words)) + "\n").encode())


def _hold_back() -> None:
    os.nice(10)
    gc.disable()  # a tenth of the time, for a process that lives some seconds
    most_memory = int(os.environ.get("EVENTLAB_PDF_MEMORY_MB", MOST_MEMORY_MB)) * 1024 * 1024
    for what, most in (
        (resource.RLIMIT_AS, most_memory),
        (resource.RLIMIT_CPU, LONGEST_S),
        (resource.RLIMIT_FSIZE, MOST_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


class _Beats(logging.Handler):
    """Says a few times a second where WeasyPrint is, as its log of progress told."""

    def __init__(self) -> None:
        super().__init__()
        self.stage, self.page = "reading", 0
        self.start = threading.Thread(target=self._beat, daemon=True).start
        progress = logging.getLogger("weasyprint.progress")
        progress.addHandler(self)
        progress.setLevel(logging.INFO)
        logging.getLogger("weasyprint").addHandler(logging.NullHandler())

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of a page that was laid out."""
        if record.args and "Page" in str(record.msg):
            self.stage, self.page = "layout", int(str(record.args[-1]))  # type: ignore[index]

    def _beat(self) -> None:
        while True:
            time.sleep(_BEAT_S)
            _say("at", self.stage, self.page)


def _document(page: str, beats: _Beats) -> Any:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Opens what the page holds itself (``data:``), and our own files."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = own_file(url)
            kind = {"Content-Type": _MEDIA_TYPES.get(path.suffix, "application/octet-stream")}
            return URLFetcherResponse(url, path.read_bytes(), kind)

    keep_lines_whole()
    fetcher = OwnFiles(allowed_protocols=["data"])
    beats.stage = "layout"
    own = {"base_url": _PAGE, "url_fetcher": fetcher}
    fonts = FontConfiguration()
    letters = CSS(string=style_for(page, "/static/-/"), font_config=fonts, **own)
    return HTML(string=page, **own).render(font_config=fonts, stylesheets=[letters])


_MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


if __name__ == "__main__":
    main()
