"""The kinds of step, and the settings each one understands: the one place that knows them.

A setting's purpose is a French sentence for the catalogue; the office shows it beside the field
and docs/formats.md repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from eventlab.errors import N_

LANGUAGES = ("fr", "en")
Complaint = tuple[str, dict[str, Any]]  # a sentence with %(name)s places, and what goes in them


@dataclass(frozen=True)
class Setting:
    """One setting of a kind of step.

    ``type``: ``switch`` (true or false), ``number`` (whole, between ``lowest`` and ``highest``),
    ``choice`` (one of ``choices``), ``words`` ({language: text}), ``list`` (of tables, each
    ``check``-ed).
    """

    type: str
    default: Any
    purpose: str
    lowest: int = 0
    highest: int = 0
    choices: tuple[str, ...] = ()
    check: Callable[[Mapping[str, Any]], Iterator[Complaint]] | None = None


def switch(default: bool, purpose: str) -> Setting:
    """A setting that is on or off."""
    return Setting("switch", default, purpose)


def number(default: int, lowest: int, highest: int, purpose: str) -> Setting:
    """A whole number within bounds, both included."""
    return Setting("number", default, purpose, lowest=lowest, highest=highest)


def choice(choices: tuple[str, ...], purpose: str) -> Setting:
    """One word out of a few; the first is the default."""
    return Setting("choice", choices[0], purpose, choices=choices)


def words(purpose: str) -> Setting:
    """A text in each language."""
    return Setting("words", {}, purpose)


def several(
    lowest: int,
    highest: int,
    purpose: str,
    check: Callable[[Mapping[str, Any]], Iterator[Complaint]],
) -> Setting:
    """A list of tables."""
    return Setting("list", [], purpose, lowest=lowest, highest=highest, check=check)


def check_words(name: str, value: Any) -> Iterator[Complaint]:
    """Complain unless ``value`` says something in one language at least."""
    given = (
        [value[each] for each in LANGUAGES if each in value] if isinstance(value, Mapping) else []
    )
    if not all(isinstance(text, str) for text in given) or not any(map(str.strip, given)):
        yield N_('« %(name)s » : un texte est attendu, comme { fr = "..." }.'), {"name": name}


def _check_key(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    key = entry.get("key")
    if not isinstance(key, str) or not re.fullmatch("[a-z][a-z0-9_]{0,39}", key):
        yield N_("« key » : un mot en minuscules sans accent est attendu."), {}


def _check_label(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _check_key(entry)
    yield from check_words(str(entry.get("key", "?")), entry)


def _check_field(field: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _check_label(field)
    for name, setting in _OF_A_FIELD.items():
        yield from check_value(name, setting, field.get(name, setting.default))
    if field.get("type") == "choice":
        yield from check_value("options", _OPTIONS, field.get("options", []))


def _check_question(question: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _check_label(question)
    yield from check_value("type", _QUESTION_TYPE, question.get("type", _QUESTION_TYPE.default))


def _check_prompt(prompt: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from check_words("prompts", prompt)
    yield from check_value("at_minute", _AT_MINUTE, prompt.get("at_minute"))


_OF_A_FIELD = {
    "limit": number(600, 40, 4000, N_("Nombre de caractères au plus dans ce champ.")),
    "type": choice(("text", "choice"), N_("Un texte, ou un choix parmi quelques mots.")),
    "headline": switch(False, N_("L'idée est nommée par ce champ.")),
    "shown": switch(True, N_("La salle lit ce champ à la foire.")),
}
_OPTIONS = several(2, 8, N_("Les choix possibles."), _check_label)
_QUESTION_TYPE = choice(("faces", "scale", "text", "yes_no"), N_("Sorte de réponse."))
_AT_MINUTE = number(0, 0, 600, N_("Minute de l'étape où la consigne paraît."))

#: What any kind understands. ``notes`` reaches the desk only.
COMMON: dict[str, Setting] = {
    "notes": words(N_("Conseil pour l'animation, visible au pupitre seulement.")),
}

_ON_SCREEN = choice(
    ("none", "programme", "break", "rules", "listen"), N_("Image montrée avec le message.")
)
_SIZES = (2, 12)

KINDS: dict[str, dict[str, Setting]] = {
    "welcome": {
        "programme": switch(True, N_("Montrer le programme à l'écran.")),
    },
    "message": {
        "picture": _ON_SCREEN,
    },
    "post": {
        "hidden": switch(False, N_("Cacher les textes jusqu'au dévoilement.")),
        "perspective": choice(("all", "resident", "professional"), N_("Qui écrit maintenant.")),
        "moderation": choice(("event", "after", "before"), N_("Quand l'animation relit.")),
        "tiles": switch(True, N_("Proposer les pictogrammes de thème.")),
        "examples": switch(True, N_("Proposer des exemples pour commencer.")),
        "prompt": words(N_("Début de phrase montré dans le champ vide.")),
        "pitch_seconds": number(0, 0, 600, N_("Temps de parole par personne, en secondes.")),
    },
    "group": {
        "least": number(6, 1, 30, N_("Nombre de thèmes au moins.")),
        "most": number(12, 2, 60, N_("Nombre de thèmes au plus.")),
        "open": switch(True, N_("Chacun peut proposer un thème pour son problème.")),
    },
    "vote": {
        "on": choice(("themes", "problems", "ideas"), N_("Ce qui est mis au vote.")),
        "dots": number(3, 1, 20, N_("Nombre de voix par personne.")),
        "per_theme": number(1, 1, 20, N_("Voix au plus sur une même ligne.")),
        "mode": choice(("open", "strict"), N_("Qui vote : tous, ou les codes imprimés seulement.")),
        "purpose": choice(("choose", "wishes"), N_("Choisir ensemble, ou dire ses souhaits.")),
    },
    "teams": {
        "by": choice(("themes", "profiles"), N_("Former les équipes par thème ou par profil.")),
        "wishes": number(3, 0, 5, N_("Nombre de souhaits par personne.")),
        "smallest": number(4, *_SIZES, N_("Personnes par équipe au moins.")),
        "largest": number(7, *_SIZES, N_("Personnes par équipe au plus.")),
        "k_resident": number(2, 0, 12, N_("Usagers par équipe au moins.")),
        "k_professional": number(1, 0, 12, N_("Professionnels par équipe au moins.")),
        "k_facilitator": number(0, 0, 3, N_("Animateurs par équipe au moins.")),
        "profiles": several(0, 12, N_("Profils qui se complètent."), _check_label),
    },
    "rounds": {
        "meet": choice(("tables", "experts", "sides"), N_("Tables, experts ou deux côtés.")),
        "count": number(4, 1, 30, N_("Nombre de tours.")),
        "minutes": number(5, 1, 60, N_("Minutes par tour.")),
        "change": number(1, 0, 15, N_("Minutes pour changer de place.")),
        "people": number(5, 2, 12, N_("Personnes par table.")),
        "wishes_least": number(0, 0, 10, N_("Souhaits de rencontre au moins.")),
        "wishes_most": number(0, 0, 10, N_("Souhaits de rencontre au plus.")),
        "fixed_seats": switch(False, N_("Des places fixes pour qui bouge peu.")),
        "meet_again": switch(False, N_("Demander à chacun s'il veut se revoir.")),
    },
    "work": {
        "sheet": several(0, 12, N_("Champs de la fiche d'idée."), _check_field),
        "prompts": several(0, 12, N_("Consignes qui paraissent en cours de route."), _check_prompt),
        "call_help": switch(True, N_("L'équipe peut appeler une personne ressource.")),
        "per": choice(("team", "person"), N_("Une fiche par équipe ou par personne.")),
    },
    "fair": {
        "minutes_each": number(2, 0, 30, N_("Minutes de parole par équipe.")),
        "slips": switch(True, N_("Recueillir les billets de soutien.")),
        "favourites": number(3, 0, 20, N_("Voix par personne, si l'on vote sur les idées.")),
    },
    "evaluate": {
        "questions": several(3, 5, N_("Questions posées à chacun."), _check_question),
        "commitments": switch(False, N_("Recueillir les engagements : qui, quoi, quand.")),
    },
    "close": {
        "contact": switch(True, N_("Dire comment suivre la suite, sans obligation.")),
    },
}


def defaults(kind: str) -> dict[str, Any]:
    """Give the settings a step of this kind has when nothing is said. An unknown kind has none."""
    return {name: deepcopy(setting.default) for name, setting in KINDS.get(kind, {}).items()}


def check_settings(
    kind: str, settings: Mapping[str, Any], minutes: int | None = None
) -> Iterator[Complaint]:
    """Yield what is wrong with a step's settings, each as a sentence and what to put in it.

    With the step's ``minutes`` it also sees whether all rounds fit.
    """
    known = KINDS.get(kind, {}) | COMMON
    for name, value in settings.items():
        if name in known:
            yield from check_value(name, known[name], value)
        else:
            yield (
                N_("« %(name)s » n'est pas un réglage d'ici. Possibles : %(known)s."),
                {
                    "name": name,
                    "known": ", ".join(sorted(known)),
                },
            )
    if kind in _TOGETHER:
        yield from _TOGETHER[kind](settings, minutes)


def check_value(name: str, setting: Setting, value: Any) -> Iterator[Complaint]:
    """Yield what is wrong with one value."""
    if setting.type == "words":
        yield from check_words(name, value)
    elif setting.type == "list":
        yield from _check_list(name, setting, value)
    elif not _fits(setting, value):
        yield (
            N_("« %(name)s » vaut « %(value)s ». Attendu : %(expected)s."),
            {
                "name": name,
                "value": str(value)[:40],
                "expected": _expected(setting),
            },
        )


def _fits(setting: Setting, value: Any) -> bool:
    if setting.type == "switch":
        return isinstance(value, bool)
    if setting.type == "number":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and setting.lowest <= value <= setting.highest
    return value in setting.choices


def _expected(setting: Setting) -> str:
    if setting.type == "switch":
        return "true / false"
    if setting.type == "number":
        return f"{setting.lowest} - {setting.highest}"
    return " / ".join(setting.choices)


def _check_list(name: str, setting: Setting, value: Any) -> Iterator[Complaint]:
    tables = value if isinstance(value, list) else []
    if not isinstance(value, list) or not setting.lowest <= len(value) <= setting.highest:
        yield (
            N_("« %(name)s » : une liste de %(lowest)s à %(highest)s éléments est attendue."),
            {
                "name": name,
                "lowest": setting.lowest,
                "highest": setting.highest,
            },
        )
    for place, entry in enumerate(tables, 1):
        for sentence, values in _check_entry(setting, entry):
            yield sentence, {**values, "name": f"{name} {place}: {values.get('name', '')}".rstrip()}


def _check_entry(setting: Setting, entry: Any) -> Iterator[Complaint]:
    if not isinstance(entry, Mapping):
        yield N_('« %(name)s » : une table est attendue, comme { key = "..." }.'), {}
    elif setting.check:
        yield from setting.check(entry)


def _group_together(settings: Mapping[str, Any], _: int | None) -> Iterator[Complaint]:
    yield from _ordered("group", settings, "least", "most")


def _teams_together(settings: Mapping[str, Any], _: int | None) -> Iterator[Complaint]:
    yield from _ordered("teams", settings, "smallest", "largest")
    full = defaults("teams") | dict(settings)
    needed = [full[name] for name in ("k_resident", "k_professional", "k_facilitator")]
    if _numbers(*needed, full["largest"]) and sum(needed) > full["largest"]:
        yield (
            N_("Une équipe de %(largest)s ne peut pas réunir %(needed)s personnes obligées."),
            {
                "largest": full["largest"],
                "needed": sum(needed),
            },
        )


def _rounds_together(settings: Mapping[str, Any], minutes: int | None) -> Iterator[Complaint]:
    yield from _ordered("rounds", settings, "wishes_least", "wishes_most")
    full = defaults("rounds") | dict(settings)
    each = (full["minutes"], full["change"], full["count"])
    if minutes is None or not _numbers(*each):
        return
    needed = full["count"] * (full["minutes"] + full["change"])
    if needed > minutes:
        yield (
            N_("%(count)s tours demandent %(needed)s minutes. L'étape en a %(minutes)s."),
            {
                "count": full["count"],
                "needed": needed,
                "minutes": minutes,
            },
        )


def _vote_together(settings: Mapping[str, Any], _: int | None) -> Iterator[Complaint]:
    yield from _ordered("vote", settings, "per_theme", "dots")


_TOGETHER: dict[str, Callable[[Mapping[str, Any], int | None], Iterator[Complaint]]] = {
    "group": _group_together,
    "vote": _vote_together,
    "teams": _teams_together,
    "rounds": _rounds_together,
}


def _ordered(kind: str, settings: Mapping[str, Any], less: str, more: str) -> Iterator[Complaint]:
    full = defaults(kind) | dict(settings)
    if _numbers(full[less], full[more]) and full[less] > full[more]:
        yield (
            N_("« %(less)s » (%(low)s) dépasse « %(more)s » (%(high)s)."),
            {
                "less": less,
                "low": full[less],
                "more": more,
                "high": full[more],
            },
        )


def _numbers(*values: Any) -> bool:
    return all(isinstance(value, int) for value in values)
