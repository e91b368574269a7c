"""Static files under a prefix that changes with their content, kept by phones for a year.

Style sheets may ``@import "other.css";`` on lines of their own: they are put together here, so
that a phone fetches one file. Text is compressed once, at the start.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, request, url_for

from eventlab.errors import Refusal
from eventlab.sessions.access import allow

_IMPORT = re.compile(r'^@import "([^"]+)";[ \t]*$', re.MULTILINE)
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
    """Serve ``folder`` at ``/static/<prefix>/...`` as the endpoint ``static``."""
    files = read_assets(folder)
    prefix = fingerprint(files)
    app.extensions["eventlab_assets"] = files

    @app.route(f"/static/{prefix}/<path:filename>", endpoint="static")
    @allow("anyone")
    def static(filename: str) -> Response:
        asset = files.get(filename)
        if asset is None:
            raise Refusal("not_found")
        return _send(asset)

    app.jinja_env.globals["static"] = lambda filename: url_for("static", filename=filename)


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
    gzipped = gzip.compress(body, 9, mtime=0) if path.suffix in _TEXT else None
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(body, gzipped, media_type)


def _inlined(path: Path) -> str:
    def put(match: re.Match[str]) -> str:
        return _inlined(path.parent / match[1])

    return _IMPORT.sub(put, path.read_text(encoding="utf-8"))


def _send(asset: Asset) -> Response:
    zipped = asset.gzipped is not None and "gzip" in request.accept_encodings
    response = Response(
        asset.gzipped if zipped else asset.body, content_type=_content_type(asset.media_type)
    )
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.cache_control.public = True
    response.cache_control.max_age = _YEAR_S
    response.cache_control.immutable = True
    return response


def _content_type(media_type: str) -> str:
    textual = media_type.startswith("text/") or media_type in ("image/svg+xml", "application/json")
    return f"{media_type}; charset=utf-8" if textual else media_type
