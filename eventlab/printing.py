"""Making PDF files: WeasyPrint in a process of its own, which may read our style and no more.

The page's words come from people; whatever they hold, the child opens no connection and no file
but those under ``static``. It is also where the memory goes when a document is long.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import unquote, urlsplit

STATIC = Path(__file__).resolve().parent.parent / "static"
LONGEST_S = 120
_PAGE = "https://page.invalid/"  # the page's own address, to the child: nothing answers there
_STATIC_PATH = re.compile(r"/static/[^/]+/(?!/)(.+)")
_AT_ONCE = BoundedSemaphore(2)


class CannotPrint(Exception):
    """No PDF could be made here: a library is missing, or the document took too long."""


def make_pdf(html: str) -> bytes:
    """The PDF of a page whose addresses begin with ``/static/<prefix>/``. Raises ``CannotPrint``.

    Takes about a tenth of a second a page, in another process.
    """
    with _AT_ONCE:
        try:
            child = subprocess.run(
                [sys.executable, "-m", "eventlab.printing"],
                input=html.encode(),
                capture_output=True,
                timeout=LONGEST_S,
                check=True,
                cwd=STATIC.parent,
            )
        except (subprocess.SubprocessError, OSError) as wrong:
            raise CannotPrint from wrong
    return child.stdout


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


def main() -> None:
    """The child: a page on the standard input, its PDF on the standard output."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Opens what the page holds itself (``data:``), and our own files."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = own_file(url)
            kind = {"Content-Type": _MEDIA_TYPES.get(path.suffix, "application/octet-stream")}
            return URLFetcherResponse(url, path.read_bytes(), kind)

    page = sys.stdin.buffer.read().decode()
    fetcher = OwnFiles(allowed_protocols=["data"])
    document = HTML(string=page, base_url=_PAGE, url_fetcher=fetcher)
    sys.stdout.buffer.write(document.write_pdf(pdf_tags=True))


_MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


if __name__ == "__main__":
    main()
