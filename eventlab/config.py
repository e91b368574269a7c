"""Settings, read from the environment once, at the start."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class BadSettings(Exception):
    """The settings contradict each other; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """How this process runs.

    ``data_dir`` holds the database, the secret and the backups. ``base_url`` is the address
    printed in codes and posters ("" = found out from the network). ``workers`` is how many
    processes serve the same database (docs/decisions/several-processes.md).
    ``slow_down`` holds back a device that asks too often (docs/decisions/slowing-down.md).
    """

    data_dir: Path
    database_url: str
    secret_key: str = field(repr=False)
    redis_url: str = ""
    base_url: str = ""
    host: str = "0.0.0.0"
    port: int = 8000
    workers: int = 1
    hosted: bool = False
    async_mode: str = "threading"
    fast_fanout: bool = True
    slow_down: bool = True
    trusted_proxies: int = 0
    backup_dir: str = ""
    backup_minutes: float = 5

    @property
    def backup_folder(self) -> Path:
        """Where copies of the database go, and the list of what was erased."""
        return Path(self.backup_dir) if self.backup_dir else self.data_dir / "backups"

    def __post_init__(self) -> None:
        if self.workers > 1 and self.database_url.startswith("sqlite"):
            raise BadSettings("Several workers need PostgreSQL: set DATABASE_URL.")
        if self.workers > 1 and not self.redis_url:
            raise BadSettings("Several workers need Redis: set REDIS_URL.")
        if self.hosted and len(self.secret_key) < 32:
            raise BadSettings("A hosted server needs SECRET_KEY (32 characters at least).")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process.

    Raises ``BadSettings`` when they contradict each other, ``ValueError`` on a bad number.
    """
    data_dir = Path(environ.get("EVENTLAB_DATA", "var")).resolve()
    hosted = environ.get("EVENTLAB_HOSTED", "") == "1"
    secret_key = environ.get("SECRET_KEY", "")
    if not secret_key and not hosted:
        secret_key = kept_secret(data_dir / "secret_key")
    return Settings(
        data_dir=data_dir,
        database_url=environ.get("DATABASE_URL", f"sqlite:///{data_dir / 'eventlab.db'}"),
        secret_key=secret_key,
        redis_url=environ.get("REDIS_URL", ""),
        base_url=environ.get("BASE_URL", "").rstrip("/"),
        host=environ.get("HOST", "0.0.0.0"),
        port=int(environ.get("PORT", "8000")),
        workers=int(environ.get("EVENTLAB_WORKERS", "1")),
        hosted=hosted,
        async_mode=environ.get("EVENTLAB_ASYNC_MODE", "threading"),
        fast_fanout=environ.get("EVENTLAB_FAST_FANOUT", "1") != "0",
        slow_down=environ.get("EVENTLAB_SLOW_DOWN", "1") != "0",
        trusted_proxies=int(environ.get("EVENTLAB_TRUSTED_PROXIES", "0")),
        backup_dir=environ.get("EVENTLAB_BACKUP_DIR", ""),
        backup_minutes=float(environ.get("EVENTLAB_BACKUP_MINUTES", "5")),
    )


def kept_secret(path: Path) -> str:
    """The secret in ``path``, made at the first start; readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
