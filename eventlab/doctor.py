"""A look at the machine before the day: what is well, what to watch, what must be mended."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from eventlab import backup, letters
from eventlab.config import Settings
from eventlab.machine import chromium, install_line, lan_address, missing_pdf_packages
from eventlab.terminal import gettext as _

FREE_BYTES = 500 * 1024 * 1024
OLDEST_SQLITE = (3, 35, 0)  # UPDATE ... RETURNING
#: When this was written: a clock before it is wrong.
WRITTEN = 1_795_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``ok``, ``warn`` or ``bad``, and what to do about it."""

    what: str
    state: str
    words: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything that can spoil the day."""
    looks: list[Callable[[Settings], Finding]] = [
        _address,
        _port,
        _folder,
        _disk,
        _sqlite,
        _backups,
        _clock,
        _pdf,
        _letters,
        _browser,
    ]
    return [look(settings) for look in looks]


def _address(settings: Settings) -> Finding:
    if settings.base_url:
        return Finding(_("Adresse"), "ok", settings.base_url)
    found = lan_address()
    if found.startswith("127."):
        words = _("aucun réseau : branchez le Wi-Fi avant de démarrer")
        return Finding(_("Adresse"), "bad", words)
    return Finding(_("Adresse"), "ok", f"http://{found}:{settings.port}")


def _port(settings: Settings) -> Finding:
    what = _("Port %(port)s") % {"port": settings.port}
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex(("127.0.0.1", settings.port)) == 0:
            return Finding(what, "warn", _("un programme y répond déjà (EventLab, peut-être)"))
    return Finding(what, "ok", _("libre"))


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".doctor-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        return Finding(_("Dossier des données"), "bad", f"{folder} : {error.strerror}")
    return Finding(_("Dossier des données"), "ok", str(folder))


def _disk(settings: Settings) -> Finding:
    folder = next(path for path in (settings.data_dir, *settings.data_dir.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    words = _("%(free)s Mo libres") % {"free": free // 1024**2}
    return Finding(_("Disque"), "ok" if free > FREE_BYTES else "bad", words)


def _sqlite(settings: Settings) -> Finding:
    if not settings.database_url.startswith("sqlite"):
        return Finding(_("Base de données"), "ok", "PostgreSQL")
    words = f"SQLite {sqlite3.sqlite_version}"
    state = "ok" if sqlite3.sqlite_version_info >= OLDEST_SQLITE else "bad"
    path = backup.database_file(settings)
    if path.exists():
        try:
            backup.check_file(path)
        except backup.BackupFailed as failure:
            return Finding(_("Base de données"), "bad", str(failure))
    return Finding(_("Base de données"), state, words)


def _backups(settings: Settings) -> Finding:
    folder = backup.backup_folder(settings)
    words = _("toutes les %(minutes)g minutes dans %(folder)s") % {
        "minutes": settings.backup_minutes,
        "folder": folder,
    }
    if settings.backup_minutes <= 0:
        return Finding(_("Copies"), "warn", _("aucune : EVENTLAB_BACKUP_MINUTES vaut 0"))
    if not settings.backup_dir:
        advice = _("même disque que les données ; EVENTLAB_BACKUP_DIR en choisit un autre")
        return Finding(_("Copies"), "warn", f"{words} ({advice})")
    return Finding(_("Copies"), "ok", words)


def _clock(_settings: Settings) -> Finding:
    words = time.strftime("%Y-%m-%d %H:%M")
    if time.time() < WRITTEN:
        return Finding(_("Horloge"), "bad", words + " : " + _("réglez la date de cette machine"))
    return Finding(_("Horloge"), "ok", words)


def _pdf(_settings: Settings) -> Finding:
    if missing := missing_pdf_packages():
        return Finding("PDF", "warn", install_line(missing))
    return Finding("PDF", "ok", "Pango")


def _letters(_settings: Settings) -> Finding:
    what = _("Polices")
    if missing := letters.lacking(letters.BEYOND):
        words = _("les emoji et la plupart des écritures ; sans ce paquet, ni coréen ni birman :")
        return Finding(what, "ok", f"{words} {install_line(letters.packages_for(missing))}")
    return Finding(what, "ok", _("toutes les écritures"))


def _browser(_settings: Settings) -> Finding:
    if path := chromium():
        return Finding("Chromium", "ok", path)
    return Finding("Chromium", "warn", _("absent : la répétition ne prendra pas d'images"))


def table(findings: list[Finding]) -> Iterator[str]:
    """The findings, a line each."""
    signs = {"ok": "  ok ", "warn": "  !  ", "bad": " BAD "}
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        yield f"[{signs[finding.state]}] {finding.what:<{width}}  {finding.words}"
