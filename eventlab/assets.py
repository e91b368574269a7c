"""Static files under a prefix that changes with their content, kept by phones for a year.

Style sheets may ``@import "other.css";`` on lines of their own: they are put together here, so
that a phone fetches one file. Text is compressed once, at the start.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from flask import Flask

from eventlab.errors import Refusal
from eventlab.sessions.access import allow

_IMPORT = re.compile(r'^@import "([^"]+)";[ \t]*$', re.MULTILINE)
#: Comments that have their lines to themselves, and the space before a line.
_COMMENT = re.compile(rb"^[ \t]*(?:/\*.*?\*/[ \t]*|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)
_TEXT = {".css", ".js", ".svg", ".json", ".txt", ".webmanifest", ".map"}
_YEAR_S = 365 * 24 * 3600

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True)
class Asset:
    """One file ready to send."""

    body: bytes
    gzipped: bytes | None
    media_type: str


def start(app: Flask, folder: Path) -> None:
    """Serve ``folder`` at ``/static/<prefix>/...``, before the application is asked anything."""
    files = read_assets(folder)
    prefix = f"/static/{fingerprint(files)}/"
    app.extensions["eventlab_assets"] = files

    @app.route(f"{prefix}<path:filename>", endpoint="static")
    @allow("anyone")
    def static(filename: str) -> NoReturn:
        raise Refusal("not_found")  # what there is was sent by StaticFiles

    app.jinja_env.globals["static"] = lambda filename: prefix + filename
    app.wsgi_app = StaticFiles(app.wsgi_app, files, prefix)  # type: ignore[method-assign]


class StaticFiles:
    """WSGI: files ready to send go out at once; the rest is the application's.

    A phone that joins fetches thirty of them. Through the application each cost a millisecond,
    as much together as everything else about joining.
    """

    def __init__(
        self, app: Callable[..., Iterable[bytes]], files: dict[str, Asset], prefix: str
    ) -> None:
        self._app = app
        self._files = files
        self._prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        asset = self._files.get(path.removeprefix(self._prefix))
        method = environ["REQUEST_METHOD"]
        if asset is None or not path.startswith(self._prefix) or method not in ("GET", "HEAD"):
            return self._app(environ, start_response)
        zipped = asset.gzipped is not None and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        body = asset.gzipped if zipped and asset.gzipped else asset.body
        start_response("200 OK", _headers(asset, len(body), zipped))
        return [body if method == "GET" else b""]


def _headers(asset: Asset, length: int, zipped: bool) -> list[tuple[str, str]]:
    alone = [("Content-Security-Policy", "default-src 'none'; style-src 'self'")]
    return [
        ("Content-Type", _content_type(asset.media_type)),
        ("Content-Length", str(length)),
        *([("Content-Encoding", "gzip")] if zipped else []),
        ("Vary", "Accept-Encoding"),
        ("Cache-Control", f"public, max-age={_YEAR_S}, immutable"),
        ("X-Content-Type-Options", "nosniff"),
        *(alone if asset.media_type == "image/svg+xml" else []),  # a drawing is opened by itself
    ]


def read_assets(folder: Path) -> dict[str, Asset]:
    """Every file under ``folder``, by its path relative to it, with imports put together."""
    return {
        path.relative_to(folder).as_posix(): _read(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fingerprint(files: dict[str, Asset]) -> str:
    """A short hash of all files: it changes when any of them does."""
    digest = hashlib.sha256()
    for name, asset in files.items():
        digest.update(name.encode())
        digest.update(asset.body)
    return digest.hexdigest()[:12]


def _read(path: Path) -> Asset:
    body = _inlined(path).encode() if path.suffix == ".css" else path.read_bytes()
    if path.suffix == ".js" and "vendor" not in path.parts:
        body = _lean(body)
    gzipped = gzip.compress(body, 9, mtime=0) if path.suffix in _TEXT else None
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(body, gzipped, media_type)


def _lean(script: bytes) -> bytes:
    # A sixth of what a phone fetches is said to whoever reads the source, not to the phone.
    return _INDENT.sub(b"", _COMMENT.sub(b"", script))


def _inlined(path: Path) -> str:
    def put(match: re.Match[str]) -> str:
        return _inlined(path.parent / match[1])

    return _IMPORT.sub(put, path.read_text(encoding="utf-8"))


def _content_type(media_type: str) -> str:
    textual = media_type.startswith("text/") or media_type in ("image/svg+xml", "application/json")
    return f"{media_type}; charset=utf-8" if textual else media_type
