"""Starting: migrate, say where to go, serve until stopped."""

from __future__ import annotations

import errno
import fcntl
import logging
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import SQLAlchemyError

from eventlab import config, logs
from eventlab.app import ROOT, create_app
from eventlab.backup import Regularly
from eventlab.boards.services.copies import forget_votes
from eventlab.config import BadSettings, Settings
from eventlab.extensions import database, socketio
from eventlab.machine import install_line, lan_address, missing_pdf_packages
from eventlab.sessions.addresses import qr_characters
from eventlab.sessions.services.events import EventPlan, create_event
from eventlab.sessions.services.office import first_link, new_office_link
from eventlab.sessions.services.staff import invite_staff
from eventlab.synthesis.services import erasing, importing, jobs
from eventlab.synthesis.services.copies import forget_erased
from eventlab.terminal import draws_blocks
from eventlab.terminal import gettext as _

logger = logging.getLogger(__name__)

STOP_S = 2  # what a request under way may take after Ctrl-C
#: A whole room comes at once, after a restart or when a vote opens. Whom the kernel's queue cannot
#: hold asks again after 1, 2, 4 ... seconds: with 2,000 phones at 1,024 places one waited 94 s.
BACKLOG = 4096


class CannotServe(Exception):
    """The server cannot start; the message says why and what to do."""


def migrate(settings: Settings) -> None:
    """Bring the database to the newest shape."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    alembic = Config()
    alembic.set_main_option("script_location", str(ROOT / "migrations"))
    alembic.attributes["url"] = settings.database_url
    command.upgrade(alembic, "head")


def base_url(settings: Settings) -> str:
    """The address a phone in the room can reach."""
    return settings.base_url or f"http://{_reachable_host(settings)}:{settings.port}"


def _reachable_host(settings: Settings) -> str:
    # Bound to one address only, no other is answered.
    if settings.host in ("", "0.0.0.0", "::"):
        return lan_address()
    return settings.host


def prepared() -> Settings:
    """The settings, with the database migrated and connected: what a command needs."""
    settings = config.from_environment()
    migrate(settings)
    database.connect(settings.database_url)
    return settings


def bring_event_in(content: bytes) -> str:
    """The event of an export's file; gives its code. Raises ``Refusal``, ``OSError``."""
    return importing.bring_in(content, prepared().backup_folder).code


def create_event_with_links(plan: EventPlan) -> dict[str, Any]:
    """A new event: its code, and every link with the server's address."""
    settings = prepared()
    event = create_event(plan)
    here = base_url(settings)

    def staff_link(role: str) -> str:
        return f"{here}/e/{event.code}/staff/{invite_staff(event.id, role)}"

    return {
        "code": event.code,
        "join": f"{here}/e/{event.code}",
        "facilitator": staff_link("facilitator"),
        "helper": staff_link("helper"),
        "screen": staff_link("screen"),
        "office": f"{here}/office/e/{event.code}",
    }


def office_link() -> str:
    """A one-time link into the office, for whoever has lost the pass phrase."""
    return base_url(prepared()) + f"/office/welcome/{new_office_link()}"


def run() -> int:
    """Serve with gevent until SIGINT or SIGTERM; gives the exit status."""
    try:
        settings = config.from_environment()
        check_port(settings)
        with only_server(settings):
            _serve(settings)
    except (BadSettings, CannotServe) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


def check_port(settings: Settings) -> None:
    """Raise ``CannotServe`` when the port is taken or not ours to take."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as why:
            raise CannotServe(_port_sentence(settings, why)) from why


def _port_sentence(settings: Settings, why: OSError) -> str:
    values = {"port": settings.port, "host": settings.host}
    if why.errno == errno.EADDRINUSE:
        return (
            _("Le port %(port)s est déjà pris. Choisissez-en un autre : PORT=8001 make run")
            % values
        )
    if why.errno == errno.EACCES:
        return (
            _("Le port %(port)s est réservé au système. Prenez-en un au-dessus de 1024.") % values
        )
    return _("Impossible d'écouter sur %(host)s, port %(port)s.") % values


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """Hold the data folder while serving: SQLite allows one process.

    Raises ``CannotServe`` when another EventLab holds it.
    """
    if not settings.database_url.startswith("sqlite"):
        yield
        return
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.data_dir / "serving.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as why:
            sentence = _("EventLab sert déjà les données de %(folder)s. Arrêtez-le d'abord.")
            raise CannotServe(sentence % {"folder": settings.data_dir}) from why
        yield


def _serve(settings: Settings) -> None:
    logs.start()
    migrate(settings)
    app = create_app(settings)
    app.config["PUBLIC_URL"] = base_url(settings)
    app.extensions["eventlab"]["start"]()
    copies = Regularly(settings, lambda: forget_in_copies(settings))
    copies.start()
    forgetting = Forgetting(settings)
    forgetting.start()
    print(welcome(settings, first_link()), flush=True)
    _stop_on_signals()
    try:
        # Neither access lines nor complaints about requests: both would hold codes and addresses.
        socketio.run(
            app,
            host=settings.host,
            port=settings.port,
            backlog=BACKLOG,
            log_output=False,
            error_log=None,
        )
    except OSError as why:
        raise CannotServe(_port_sentence(settings, why)) from why
    finally:
        forgetting.stop()
        copies.stop()
        app.extensions["eventlab"]["stop"]()
    print(_("EventLab est arrêté. Tout est gardé."), flush=True)


def keep_erased(settings: Settings) -> int:
    """Erase again what a restored copy has brought back; gives how many people and events."""
    migrate(settings)
    database.connect(settings.database_url)
    again = erasing.erase_again(settings.backup_folder)
    forget_erased(settings)
    return again


def forget_in_copies(settings: Settings) -> None:
    """Destroy what kept copies still hold of closed votes, and of whom and what was erased."""
    forget_votes(settings)
    forget_erased(settings)


class Forgetting:
    """Erases, at the start and every hour, what was erased before and what has had its day.

    Files that were printed an hour ago go then, and a closing that was cut short is ended: see
    ``forget_votes``.
    """

    EVERY_S = 3600

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.backup_folder
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="forgetting", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """No more."""
        self._stopped.set()

    def _run(self) -> None:
        while True:
            self.forget(date.today().isoformat())  # noqa: DTZ011 - the room's own day
            if self._stopped.wait(self.EVERY_S):
                return

    def forget(self, today: str) -> None:
        """Erase what is due; what fails is logged and tried again."""
        forget_votes(self._settings)
        try:
            erasing.erase_again(self._folder)
            erasing.purge_due(today, self._folder)
            jobs.drop_old_jobs()
        except (OSError, SQLAlchemyError) as wrong:
            logger.error("forgetting: %s", type(wrong).__name__)
        forget_erased(self._settings)


def _stop_on_signals() -> None:
    import gevent

    # A client that hung up is no error of ours.
    hub = gevent.get_hub()
    hub.NOT_ERROR = (*hub.NOT_ERROR, ConnectionError)

    def stop() -> None:
        # A second Ctrl-C does not wait.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        gevent.spawn(socketio.wsgi_server.stop, STOP_S)

    # In a greenlet of its own: an exception raised by a signal would hit whichever one runs,
    # and a socket's would swallow it.
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, stop)


def welcome(settings: Settings, token: str | None) -> str:
    """What the terminal says at the start; ``token`` opens the office, once."""
    here = base_url(settings)
    lines = ["", _("EventLab est prêt."), ""]
    if draws_blocks():
        lines += [*qr_characters(here, coloured=sys.stdout.isatty()).splitlines(), ""]
    lines += [_("Les participants rejoignent ici (même réseau Wi-Fi) :"), f"    {here}", ""]
    lines += _office_lines(here, token)
    lines += [_("Les données sont dans :"), f"    {settings.data_dir}", ""]
    lines += _warnings(settings)
    lines += [_("Pour arrêter : Ctrl-C"), ""]
    return "\n".join(f"  {line}" for line in lines)


def _office_lines(here: str, token: str | None) -> list[str]:
    if token is None:
        return [_("Le bureau, pour préparer un événement :"), f"    {here}/office/", ""]
    return [
        _("Première visite : ouvrez ce lien pour créer votre accès au bureau."),
        f"    {here}/office/welcome/{token}",
        _("Il sert une seule fois. Gardez-le pour vous."),
        "",
    ]


def _warnings(settings: Settings) -> list[str]:
    lines = []
    if base_url(settings).startswith(("http://127.", "http://localhost")):
        lines += [_("Attention : aucun réseau. Seule cette machine peut rejoindre."), ""]
    if packages := missing_pdf_packages():
        lines += [
            _("Les PDF ne sont pas disponibles ici. Tout le reste marche. Pour les avoir :"),
            f"    {install_line(packages)}",
            "",
        ]
    return lines
