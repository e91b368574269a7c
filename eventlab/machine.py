"""What this machine has: its address, its libraries, its browser."""

from __future__ import annotations

import ctypes
import shutil
import socket

#: The Debian package of each library that WeasyPrint opens, by the name it opens it under.
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def lan_address() -> str:
    """This machine's address on the local network; the loopback's if it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A datagram socket that is connected sends nothing: it only chooses a route.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def missing_pdf_packages() -> list[str]:
    """The Debian packages that are missing to make PDF files; none when all is there."""
    return [package for name, package in PDF_LIBRARIES.items() if not _opens(name)]


def install_line(packages: list[str]) -> str:
    """The command that installs Debian packages."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def chromium() -> str | None:
    """The path of a Chromium, if there is one."""
    return next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
