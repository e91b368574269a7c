"""The ``eventlab`` command."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import IO, Any

import click


@click.group()
def main() -> None:
    """EventLab: a one-day event where residents and professionals work together."""


@main.command()
def serve() -> None:
    """Migrate the database and serve (PORT, HOST, EVENTLAB_DATA... from the environment)."""
    from gevent import monkey

    monkey.patch_all()
    os.environ["EVENTLAB_ASYNC_MODE"] = "gevent"
    from eventlab import server

    sys.exit(server.run())


@main.group()
def event() -> None:
    """Events: make one, list them, bring one in again."""


@event.command("create")
@click.option("--format", "format_key", default="mairie", show_default=True)
@click.option("--title", required=True)
@click.option("--place", default="")
@click.option("--date", "starts_on", default="", help="YYYY-MM-DD; today by default.")
@click.option("--expected", default=0, type=click.IntRange(0, 2000), help="People expected.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def create(
    format_key: str, title: str, place: str, starts_on: str, expected: int, as_json: bool
) -> None:
    """Create an event; print its code and every link, the one-time ones included."""
    from eventlab import server
    from eventlab.errors import Refusal
    from eventlab.sessions.services.events import EventPlan

    plan = EventPlan(title, format_key, place=place, starts_on=_day(starts_on), expected=expected)
    try:
        made = server.create_event_with_links(plan)
    except Refusal as refusal:
        raise click.ClickException(_said(refusal)) from refusal
    click.echo(json.dumps(made, ensure_ascii=False) if as_json else _lines(made))


@event.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_events(as_json: bool) -> None:
    """List the events, the newest day first."""
    from eventlab import server
    from eventlab.sessions.queries import event_lines

    server.prepared()
    for line in event_lines():
        shown = {
            "code": line.event.code,
            "date": line.event.starts_on,
            "state": line.event.state,
            "present": line.present,
            "title": line.event.title,
        }
        as_text = "  ".join(str(value) for value in shown.values())
        click.echo(json.dumps(shown, ensure_ascii=False) if as_json else as_text)


@event.command("import")
@click.argument("source", type=click.File("rb"))
def import_event(source: IO[bytes]) -> None:
    """Bring an event in again from its complete data (JSON); print its code."""
    from eventlab import server
    from eventlab.errors import Refusal

    try:
        click.echo(server.bring_event_in(source.read()))
    except (Refusal, OSError) as wrong:
        raise click.ClickException(
            _said(wrong) if isinstance(wrong, Refusal) else str(wrong)
        ) from wrong


@main.command("office-link")
def office_link() -> None:
    """Print a one-time link into the office, for whoever has lost the pass phrase."""
    from eventlab import server

    click.echo(server.office_link())


def _day(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as wrong:
        raise click.BadParameter("YYYY-MM-DD", param_hint="--date") from wrong


def _said(refusal: Any) -> str:
    from eventlab.terminal import gettext

    sentence: str = gettext(refusal.sentence)
    return sentence % refusal.values if refusal.values else sentence


def _lines(made: dict[str, Any]) -> str:
    return "\n".join(f"{name:12} {value}" for name, value in made.items())


@main.command()
def doctor() -> None:
    """Look at this machine before the day; status 1 when something must be mended."""
    from eventlab import config
    from eventlab.doctor import examine, table

    findings = examine(config.from_environment())
    for line in table(findings):
        click.echo(line)
    sys.exit(1 if any(finding.state == "bad" for finding in findings) else 0)


@main.command()
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="A new file.")
def backup(to: Path | None) -> None:
    """Copy the database, checked, while it is in use or not."""
    from eventlab import config
    from eventlab.backup import BackupFailed, back_up
    from eventlab.boards.services.copies import held_in
    from eventlab.terminal import gettext

    try:
        copy = back_up(config.from_environment(), to)
    except BackupFailed as failure:
        raise click.ClickException(str(failure)) from failure
    click.echo(copy)
    if to and held_in(copy):
        words = gettext("Un vote est ouvert : cette copie dit qui vote quoi. Effacez-la ensuite.")
        click.echo(words, err=True)


@main.command()
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path))
def restore(source: Path) -> None:
    """Put a copy in the place of the database; the former one is kept beside it."""
    from eventlab import config, server
    from eventlab.backup import BackupFailed
    from eventlab.backup import restore as put_back

    settings = config.from_environment()
    try:
        with server.only_server(settings):
            aside = put_back(settings, source)
            server.keep_erased(settings)
    except (BackupFailed, server.CannotServe) as failure:
        raise click.ClickException(str(failure)) from failure
    if aside:
        click.echo(aside)


@main.command()
@click.option("--people", default=60, show_default=True, type=click.IntRange(1, 300))
@click.option("--seed", default=1, show_default=True, help="Who does what is drawn from it.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--cards", type=click.Path(dir_okay=False, path_type=Path), help="CSV of texts.")
@click.option("--format", "format_key", default="mairie", show_default=True)
@click.option("--base-url", help="A server that runs already, instead of one of our own.")
@click.option("--links", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--i-know", is_flag=True, help="Let --base-url be another machine.")
@click.option("--pictures/--no-pictures", default=True, show_default=True)
def rehearse(**options: Any) -> None:
    """Play a whole day with simulated people; report what was lost, doubled or different.

    With --base-url, --links names a file with what `eventlab event create --json` printed there.
    Ends with status 1 when something went wrong, 2 when it was asked wrongly.
    """
    from eventlab.rehearsal import command

    _end_as_by_ctrl_c()
    sys.exit(command.run(command.Options(**options)))


@main.command()
@click.option("--people", default=40, show_default=True, type=click.IntRange(1, 120))
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=int)
@click.option("--host", default="0.0.0.0", show_default=True, envvar="HOST")
@click.option("--minutes", default=60.0, show_default=True, type=click.FloatRange(min=0))
@click.option("--lead/--no-lead", default=True, help="Go through the programme by itself.")
@click.option("--speed", default=1.0, show_default=True, type=click.FloatRange(0.1, 100))
def demo(**options: Any) -> None:
    """Serve a living event with simulated people, to look at. Nothing of it is kept."""
    from eventlab.rehearsal.demo import run_demo

    _end_as_by_ctrl_c()
    sys.exit(run_demo(click.echo, **options))


def _end_as_by_ctrl_c() -> None:
    """Let a termination stop the server we started, too."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
