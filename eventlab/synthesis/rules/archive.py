"""One ZIP of everything that leaves the day: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The files in one archive, in the order of their names, without dates."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return written.getvalue()


def add_to_zip(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with one file more."""
    with zipfile.ZipFile(io.BytesIO(archive)) as known:
        files = {entry: known.read(entry) for entry in known.namelist()}
    return as_zip(files | {name: content})
