"""The print kit: each thing that is printed for the day, and what goes on it.

A new one is a line of ``SHEETS`` and a template ``synthesis/kit/<key>.html``, whose ``it`` is
what ``content`` gives. What the programme never asks for is not in its kit.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from flask import url_for

from eventlab.boards.tiles import tiles
from eventlab.errors import N_
from eventlab.printing import STATIC
from eventlab.sessions import queries
from eventlab.sessions.addresses import join_url, public_url, qr_image, wifi_text
from eventlab.sessions.models import Event, Participant
from eventlab.sessions.rules.hours import hours_of
from eventlab.synthesis.queries import kit as reading

SLIPS_A_SHEET = 8
BADGES_A_SHEET = 10
PEOPLE_A_TABLE = 6
LINES_A_PAGE = 22  # to write on, a title counted as one
LIST_LINES = 90  # names on a list before it takes another page
PERSPECTIVES = ("resident", "professional")

Thing = TypeVar("Thing")
Content = Callable[[Event, str], dict[str, Any] | None]


@dataclass(frozen=True)
class Sheet:
    """One thing to print. ``content(event, who)`` is empty when there is nothing to print yet.

    ``missing`` then says why. It is None when this programme will never have it.
    """

    key: str
    title: str
    purpose: str
    content: Content
    missing: str = ""


def sheets_of(things: Sequence[Thing], size: int) -> list[Sequence[Thing]]:
    """The things, so many a sheet."""
    return [things[first : first + size] for first in range(0, len(things), size)]


def _poster(event: Event, _: str) -> dict[str, Any]:
    wifi = wifi_text(event.wifi_name, event.wifi_password) if event.wifi_name else ""
    return {
        "address": join_url(event),
        "qr": qr_image(join_url(event)),
        "wifi_qr": qr_image(wifi) if wifi else "",
    }


def _slips(event: Event, who: str) -> dict[str, Any]:
    people = slip_people(event, who)
    address = public_url() + url_for("joining.return_page", code=event.code)
    return _unless_empty(
        people,
        sheets=sheets_of(people, SLIPS_A_SHEET),
        blank=who == "blank",
        number=len(people),
        address=address,
        qr=qr_image(address),
    )


def _unless_empty(needed: Sequence[Any], **content: Any) -> dict[str, Any]:
    return content if needed else {}


def slip_people(event: Event, who: str) -> list[Participant]:
    """Whose slips: those of the ``list`` who have not come, the ``blank`` ones, all, or one's."""
    waiting = [person for person in queries.people_of(event.id) if person.status == "expected"]
    if who == "list":
        return waiting
    if who == "blank":
        return queries.blank_slips(event.id)
    if who == "":
        return [*waiting, *queries.blank_slips(event.id)]
    return [queries.person(event.id, who)]


def words_on(event: Event) -> str:
    """What people and teams wrote that the kit prints, in any order."""
    people = [
        words
        for one in queries.people_of(event.id)
        for words in (one.name, one.trade, one.organisation)
    ]
    lines = [line for lines in reading.lines_to_vote_on(event.id).values() for line in lines]
    teams = [team["name"] for team in reading.published_teams(event.id)]
    themes = [words for theme in reading.themes_to_wish(event.id) for words in theme]
    topics = [topic for topic, _ in reading.topics(event.id)]
    written = [event.title, event.place, *people, *lines, *themes, *teams, *topics]
    return "\n".join(filter(None, written))


def _badges(event: Event, _: str) -> dict[str, Any]:
    people = [person for person in queries.people_of(event.id) if person.status != "gone"]
    named = sheets_of([person for person in people if person.name], BADGES_A_SHEET)
    return {"sheets": named, "to_write": PERSPECTIVES, "a_sheet": BADGES_A_SHEET}


def _tables(event: Event, _: str) -> dict[str, Any] | None:
    teams = reading.published_teams(event.id)
    cards: list[tuple[str, dict[str, Any] | None]] = [
        (team["table"] or str(team["number"]), team) for team in teams
    ]
    taken = {number for number, _ in cards}
    others = (str(number) for number in range(1, _tables_of(event, bool(teams)) + 1))
    cards += [(number, None) for number in others if number not in taken]
    return {"cards": cards} if cards else None


def _tables_of(event: Event, formed: bool) -> int:
    """How many tables the day needs: for its teams until they are ``formed``, for its rounds."""
    people = event.expected or len(queries.people_of(event.id))
    a_table = [step.settings.get("people") or PEOPLE_A_TABLE for step in _steps(event, "rounds")]
    if not formed and _steps(event, "teams"):
        a_table.append(PEOPLE_A_TABLE)
    return max((_table_number(people, one) for one in a_table), default=0)


def _table_number(people: int, a_table: int) -> int:
    return max(2, min(40, -(-people // a_table)))


def _lists(event: Event, _: str) -> dict[str, Any] | None:
    teams = reading.published_teams(event.id)
    if not teams and not _steps(event, "teams"):
        return None
    found = reading.where_people_sit(event.id)
    return _unless_empty(teams, teams=teams, pages=sheets_of(found, LIST_LINES))


def _run_sheet(event: Event, _: str) -> dict[str, Any]:
    steps = [step for step in queries.programme_of(event.id) if not step.skipped]
    hours = hours_of([*(step.minutes for step in steps), 0], event.starts_at)
    return {"lines": list(zip(hours, steps, strict=False)), "ends_at": hours[-1]}


def _post_form(event: Event, _: str) -> dict[str, Any] | None:
    """A form for each different thing that is asked: peers may write one after the other."""
    forms = {
        (str(step.title), str(step.settings.get("prompt"))): (step, _tiles(step.settings))
        for step in _steps(event, "post")
    }
    return {"forms": list(forms.values())} if forms else None


def _tiles(settings: dict[str, Any]) -> list[dict[str, Any]]:
    if settings.get("tiles") is False:
        return []
    return [{"label": tile.label, "picture": picture(tile.pictogram)} for tile in tiles()]


@cache
def picture(pictogram: str) -> str:
    """A pictogram as an image of its own (``data:``): a PDF cannot point into the sprite."""
    sprite = (STATIC / "icons" / "sprite.svg").read_text(encoding="utf-8")
    found = re.search(rf'<symbol id="{re.escape(pictogram)}"[^>]*>(.*?)</symbol>', sprite, re.S)
    strokes = 'fill="none" stroke="#000" stroke-width="1.8" stroke-linecap="round"'
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" {strokes}>'
        f"{found[1] if found else ''}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def _vote_form(event: Event, _: str) -> dict[str, Any] | None:
    steps = _steps(event, "vote")
    lines = reading.lines_to_vote_on(event.id)
    ballots = [{"step": step, "lines": lines[step.settings.get("on", "themes")]} for step in steps]
    ready = [ballot for ballot in ballots if ballot["lines"]]
    return _unless_empty(ready, ballots=ready) if steps else None


def _wish_form(event: Event, _: str) -> dict[str, Any] | None:
    """The themes to wish for, and the profiles where teams join different ones."""
    asked = [s for s in _steps(event, "teams") if s.settings.get("wishes") or _profiles(s)]
    themes = reading.themes_to_wish(event.id)
    ready = [step for step in asked if themes or _profiles(step)]
    return _unless_empty(ready, steps=ready, themes=themes) if asked else None


def _profiles(step: Any) -> list[dict[str, Any]]:
    return step.settings.get("profiles") or []


def _round_form(event: Event, _: str) -> dict[str, Any] | None:
    """What is asked before rounds of experts, once; whom one would meet again, for each step."""
    steps = _steps(event, "rounds")
    experts = [step for step in steps if step.settings.get("meet") == "experts"][:1]
    again = [step for step in steps if step.settings.get("meet_again")]
    if not experts and not again:
        return None
    return {"experts": experts, "again": again, "topics": reading.topics(event.id)}


def _slip_form(event: Event, _: str) -> dict[str, Any] | None:
    steps = [step for step in _steps(event, "fair") if step.settings.get("slips") is not False]
    return {"steps": steps} if steps else None


def _promise_form(event: Event, _: str) -> dict[str, Any] | None:
    if not any(step.settings.get("commitments") for step in _steps(event, "evaluate")):
        return None
    return {"ideas": bool(_steps(event, "work"))}


def _idea_form(event: Event, _: str) -> dict[str, Any] | None:
    steps = [step for step in _steps(event, "work") if step.settings.get("sheet")]
    teams = bool(_steps(event, "teams"))
    return {"steps": steps, "lines": lines_for, "teams": teams} if steps else None


def lines_for(sheet: Sequence[dict[str, Any]], field: dict[str, Any]) -> int:
    """How many lines a field has on paper: a page is shared out, a long answer takes two shares."""
    shares = {one["key"]: 1 if (one.get("limit") or 600) <= 300 else 2 for one in sheet}
    to_write = sum(shares[one["key"]] for one in sheet if not one.get("options"))
    return shares[field["key"]] * max(2, (LINES_A_PAGE - len(sheet)) // to_write)


def _evaluation_form(event: Event, _: str) -> dict[str, Any] | None:
    steps = [step for step in _steps(event, "evaluate") if step.settings.get("questions")]
    return {"steps": steps} if steps else None


def _steps(event: Event, kind: str) -> list[Any]:
    programme = queries.programme_of(event.id)
    return [step for step in programme if step.kind == kind and not step.skipped]


SHEETS = {
    sheet.key: sheet
    for sheet in (
        Sheet(
            "poster",
            N_("L'affiche pour rejoindre"),
            N_("Le code à scanner, et celui du Wi-Fi. À coller à l'entrée et sur les tables."),
            _poster,
        ),
        Sheet(
            "slips",
            N_("Les billets"),
            N_("Le code personnel de chacun, à donner à l'accueil."),
            _slips,
            N_("Ajoutez une liste de personnes, ou faites des billets d'avance."),
        ),
        Sheet(
            "badges",
            N_("Les badges"),
            N_("Un badge par personne inscrite, et une planche à remplir à la main."),
            _badges,
        ),
        Sheet(
            "tables",
            N_("Les chevalets de table"),
            N_("Une feuille à plier par table : le numéro, l'équipe, la question."),
            _tables,
        ),
        Sheet(
            "lists",
            N_("Les listes d'équipes (A3)"),
            N_("Qui est à quelle table, à afficher au mur."),
            _lists,
            N_("Les équipes ne sont pas encore publiées."),
        ),
        Sheet(
            "run-sheet",
            N_("La feuille de route"),
            N_("Le programme avec ses heures, ses consignes et vos conseils."),
            _run_sheet,
        ),
        Sheet(
            "post-form",
            N_("Le papier pour écrire"),
            N_("Deux par feuille, comme sur le téléphone. Une personne de l'accueil les saisit."),
            _post_form,
        ),
        Sheet(
            "vote-form",
            N_("Le bulletin de vote"),
            N_("Les lignes du vote, avec des cases à cocher."),
            _vote_form,
            N_("Ce qui sera mis au vote n'est pas encore écrit."),
        ),
        Sheet(
            "wish-form",
            N_("Le papier pour les souhaits"),
            N_("Thèmes à numéroter, profils à cocher. Une personne de l'accueil les saisit."),
            _wish_form,
            N_("Aucun thème ne continue encore."),
        ),
        Sheet(
            "round-form",
            N_("Le papier pour les tours"),
            N_("Ce que l'on raconte, ce que l'on veut entendre, qui l'on veut revoir."),
            _round_form,
        ),
        Sheet(
            "idea-form",
            N_("La fiche à remplir"),
            N_("Les questions des étapes de travail, avec de la place pour écrire."),
            _idea_form,
        ),
        Sheet(
            "slip-form",
            N_("Les billets de soutien"),
            N_(
                "Deux par feuille, à donner pendant la foire. Une personne de l'accueil les saisit."
            ),
            _slip_form,
        ),
        Sheet(
            "promise-form",
            N_("Le papier pour un engagement"),
            N_("Deux par feuille : quoi, qui, pour quand."),
            _promise_form,
        ),
        Sheet(
            "evaluation-form",
            N_("Le papier pour l'avis"),
            N_("Les questions de la fin de journée."),
            _evaluation_form,
        ),
    )
}
