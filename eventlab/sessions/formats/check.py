"""What is wrong with a format, in words an organiser can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from eventlab.errors import N_
from eventlab.sessions.rules.programme import misplaced
from eventlab.sessions.rules.step_kinds import KINDS, Complaint, check_settings, check_words

Translate = Callable[[str], str]

_TOP = {"key", "title", "summary", "starts_at", "people", "labels", "steps"}
_OF_A_STEP = {"kind", "title", "instruction", "minutes", "settings"}
_PERSPECTIVES = {"resident", "professional"}
_DAY = 24 * 60

_MISPLACED = {
    "welcome_late": N_("L'accueil vient en premier, ou après une clôture."),
    "after_close": N_("Après la clôture, seul un nouvel accueil peut venir."),
    "nothing_to_group": N_("Il n'y a encore aucun problème à regrouper."),
    "nothing_to_vote_on": N_("Il n'y a encore rien à mettre au vote."),
    "nothing_to_show": N_("Il n'y a encore aucune idée à montrer."),
}


def check_format(data: Mapping[str, Any], translate: Translate = str) -> list[str]:
    """Give one sentence for each thing wrong with a format as read from TOML; none when it is good.

    Each says which step and what was expected. ``translate`` is the catalogue's gettext.
    """
    complaints = [*_check_top(data)]
    steps = data.get("steps")
    tables = isinstance(steps, list) and all(isinstance(step, Mapping) for step in steps)
    if not tables or not steps:
        complaints.append((N_("Il manque les étapes : des tables [[steps]]."), {}))
        return [translate(sentence) % values for sentence, values in complaints]
    said = [translate(sentence) % values for sentence, values in complaints]
    for place, step in enumerate(steps, 1):
        where = translate(N_("Étape %(place)s (%(title)s)")) % {
            "place": place,
            "title": _name(step),
        }
        said += [f"{where} : {translate(line) % values}" for line, values in _check_step(step)]
    return [*said, *_check_order(steps, translate)]


def _check_top(data: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _unknown(data, _TOP)
    if not re.fullmatch("[a-z][a-z0-9_]{0,39}", str(data.get("key", ""))):
        yield N_("« key » : un mot en minuscules sans accent est attendu."), {}
    for name in ("title", "summary"):
        yield from check_words(name, data.get(name))
    if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", str(data.get("starts_at", ""))):
        yield N_("« starts_at » : une heure comme « 09:00 » est attendue."), {}
    yield from _check_people(data.get("people"))
    yield from _check_labels(data.get("labels", {}))


def _check_people(people: Any) -> Iterator[Complaint]:
    whole = isinstance(people, list) and all(type(number) is int for number in people)
    if not whole or len(people) != 2 or not 0 < people[0] <= people[1]:
        yield N_("« people » : deux nombres sont attendus, comme [40, 80]."), {}


def _check_labels(labels: Any) -> Iterator[Complaint]:
    if labels == {}:
        return
    if not isinstance(labels, Mapping) or set(labels) != _PERSPECTIVES:
        yield N_("« labels » : « resident » et « professional » sont attendus."), {}
        return
    for perspective, label in labels.items():
        yield from check_words(perspective, label)


def _check_step(step: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _unknown(step, _OF_A_STEP)
    kind = step.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        yield (
            N_("« kind » vaut « %(kind)s ». Attendu : %(known)s."),
            {
                "kind": kind,
                "known": ", ".join(KINDS),
            },
        )
        return
    yield from check_words("title", step.get("title"))
    yield from check_words("instruction", step.get("instruction"))
    minutes = step.get("minutes")
    if type(minutes) is not int or not 0 <= minutes <= _DAY:
        yield N_("« minutes » : un nombre entier de 0 à 1440 est attendu."), {}
        minutes = None
    yield from _check_its_settings(kind, step.get("settings", {}), minutes)


def _check_its_settings(kind: str, settings: Any, minutes: int | None) -> Iterator[Complaint]:
    if not isinstance(settings, Mapping):
        yield N_("« settings » : une table est attendue."), {}
        return
    if kind == "evaluate" and "questions" not in settings:
        yield N_("« questions » : il en faut 3 à 5."), {}
    yield from check_settings(kind, settings, minutes)


def _check_order(steps: list[Mapping[str, Any]], translate: Translate) -> Iterator[str]:
    kinds = [str(step.get("kind")) for step in steps]
    for place, code in misplaced(kinds):
        where = translate(N_("Étape %(place)s (%(title)s)")) % {
            "place": place + 1,
            "title": _name(steps[place]),
        }
        yield f"{where} : {translate(_MISPLACED[code])}"


def _unknown(table: Mapping[str, Any], known: set[str]) -> Iterator[Complaint]:
    for name in table:
        if name not in known:
            yield (
                N_("« %(name)s » n'est pas connu ici. Possibles : %(known)s."),
                {
                    "name": name,
                    "known": ", ".join(sorted(known)),
                },
            )


def _name(step: Mapping[str, Any]) -> str:
    """Give what the organiser calls the step: its French title, else its kind."""
    title = step.get("title")
    said = title.get("fr") if isinstance(title, Mapping) else None
    return str(said or step.get("kind") or "?")
