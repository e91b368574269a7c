"""What ``eventlab rehearse`` does: checks what was asked, plays, prints, gives the exit status."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from eventlab.rehearsal.cards import CardsRefused, demo, read_cards
from eventlab.rehearsal.day import Plan
from eventlab.rehearsal.house import HouseFailed, answers
from eventlab.rehearsal.report import as_text
from eventlab.rehearsal.run import Place, own_place, rehearse

TITLE = "Répétition générale"
GOOD, BAD, MISUSE = 0, 1, 2
LINKS = ("code", "facilitator", "helper", "screen")


class Misuse(Exception):
    """The command was asked for something it will not do; the message says what to change."""


@dataclass(frozen=True)
class Options:
    """The options of the command, as they were typed."""

    people: int
    seed: int
    out: Path
    cards: Path | None = None
    format_key: str = "mairie"
    base_url: str | None = None
    links: Path | None = None
    i_know: bool = False
    pictures: bool = True


def run(options: Options) -> int:
    """Play a day as asked; 0 when it was good, 1 when it was not, 2 on misuse."""
    try:
        cards = read_cards(options.cards) if options.cards else demo().problems
        options.out.mkdir(parents=True, exist_ok=True)
        with _place(options) as place:
            plan = Plan(options.people, options.seed, cards)
            report = rehearse(plan, place, options.out, click.echo, options.pictures)
    except (Misuse, CardsRefused) as why:
        click.echo(f"eventlab rehearse: {why}", err=True)
        return MISUSE
    except HouseFailed as why:
        click.echo(f"eventlab rehearse: {why}", err=True)
        return BAD
    click.echo(f"\n{as_text(report)}\n\n{options.out / 'report.json'}")
    return GOOD if report["good"] else BAD


@contextmanager
def _place(options: Options) -> Iterator[Place]:
    if options.base_url is None:
        with own_place(options.out, TITLE, options.format_key) as place:
            yield place
        return
    if not options.i_know and not is_loopback(options.base_url):
        raise Misuse(
            f"{options.base_url} is not this machine. A rehearsal is a load: "
            "add --i-know if that server is yours and waits for it."
        )
    if options.links is None:
        raise Misuse("--base-url needs --links: what `eventlab event create --json` printed there.")
    links = read_links(options.links)
    if not answers(options.base_url):
        raise Misuse(f"nobody answers at {options.base_url}.")
    yield Place(options.base_url, links, options.base_url)


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine and nowhere else."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_links(path: Path) -> dict[str, Any]:
    """The links of an event from a file. Raises ``Misuse`` saying what is missing."""
    try:
        links = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise Misuse(
            f"{path} is not the JSON of `eventlab event create --json`: {wrong}"
        ) from wrong
    missing = [name for name in LINKS if not isinstance(links, dict) or name not in links]
    if missing:
        raise Misuse(f"{path} lacks {', '.join(missing)}.")
    return dict(links)
