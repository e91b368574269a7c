"""Days to make reports of: what ``queries.day`` gives, invented, of any size."""

from __future__ import annotations

import io
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from eventlab.sessions.demo import demo_problems
from eventlab.sessions.formats import format_by_key

THEMES = (
    ("Froid", "Comment pourrions-nous nous chauffer sans nous ruiner ?"),
    ("Papiers", "Comment pourrions-nous comprendre les courriers que l'on reçoit ?"),
    ("Ascenseur", "Comment pourrions-nous ne plus rester coincés en bas de la tour ?"),
    ("Attente", "Comment pourrions-nous attendre moins longtemps un logement plus grand ?"),
    ("Voisinage", "Comment pourrions-nous vivre ensemble malgré le bruit ?"),
    ("Humidité", "Comment pourrions-nous en finir avec les murs qui moisissent ?"),
    ("Charges", "Comment pourrions-nous lire notre décompte de charges ?"),
    ("Réparations", "Comment pourrions-nous savoir qui répare, et quand ?"),
)
IDEAS = (
    "Un carnet de santé du logement, tenu par le gardien et les locataires",
    "Une permanence du samedi, avec un traducteur et une boîte à courriers",
    "Un numéro unique quand l'ascenseur tombe, et quelqu'un qui porte les courses",
    "Une bourse d'échange entre grands et petits appartements du quartier",
    "Des veilleurs de palier : deux voisins formés par escalier",
    "Un kit humidité prêté trois semaines, avec un relevé lu ensemble",
)
SENTENCES = (
    "Le locataire et le gardien remplissent une page ensemble, deux fois par an.",
    "La page reste dans l'appartement ; une copie va au bailleur et au service social.",
    "Quand quelqu'un déménage, le carnet passe à la personne suivante.",
    "On commence par vingt logements de la rue de Flandre, avec deux gardiens volontaires.",
    "Personne n'a besoin d'un téléphone : le carnet est en papier.",
)


EVENT = {
    "title": "Bien habiter dans le 19e",
    "place": "Mairie du 19e, salle des fêtes",
    "starts_on": "2026-11-28",
    "labels": {
        "resident": {"fr": "Usagers", "en": "Residents"},
        "professional": {"fr": "Professionnels", "en": "Professionals"},
    },
}
PROMISE = {
    "who": "La gardienne du 12",
    "what": "Montrer le carnet à dix voisins",
    "by_when": "avant Noël",
    "answers": "Le bailleur",
}


def a_day(people: int, ideas: int, problems: int, seed: int = 1, drawings: bool = True) -> Any:
    """A day of so many people, ideas and problems."""
    chance = Random(seed)
    came = {f"p{n:03}": "resident" if n % 9 < 5 else "professional" for n in range(people)}
    teams = max(1, round(people / 5.5)) if people > 1 else 1
    members = {n + 1: [one for k, one in enumerate(came) if k % teams == n] for n in range(teams)}
    chosen = format_by_key("mairie")
    assert chosen is not None
    sides = {
        side: sum(value == side for value in came.values()) for side in ("resident", "professional")
    }
    split = min(sides.values()) >= 5
    return {
        "event": EVENT,
        "people": _people(people, sides),
        "perspectives": came,
        "programme": [{"kind": step.kind, "settings": step.settings} for step in chosen.steps],
        "topics": [],
        "stages": [_stage(n, step, chance) for n, step in enumerate(chosen.steps)],
        "themes": [
            {"id": n, "position": n, "title": t, "question": q, "goes_on": n <= 6}
            for n, (t, q) in enumerate(THEMES, 1)
        ],
        "problems": [_problem(n, chance) for n in range(1, problems + 1)],
        "hidden": 3,
        "withdrawn": 2,
        "votes": [_vote("themes", [t for t, _ in THEMES], sides, split, chance)],
        "teams": [_team(n, [came[one] for one in there]) for n, there in members.items()],
        "members": members,
        "met": [(f"p{a:03}", f"p{b:03}") for a in range(0, people, 3) for b in range(1, people, 5)],
        "ideas": [_idea(n, teams, chance, drawings) for n in range(1, ideas + 1)],
        "supports": {n: _slips(split, chance) for n in range(1, ideas + 1)},
        "commitments": [
            PROMISE | {"idea": n if n <= ideas and n % 3 else None} for n in range(1, ideas + 2)
        ],
        "evaluations": [_evaluation(sides, split)],
        "drawings": {n: a_drawing() for n in range(1, ideas + 1, 3)} if drawings else {},
    }


def _people(people: int, sides: dict[str, int]) -> dict[str, Any]:
    return {
        "present": sides,
        "listed": people + 9,
        "left": people // 20,
        "helped": people // 8,
        "languages": ("ar", "fr", "wo"),
        "trades": min(12, people // 4),
        "organisations": min(7, people // 6),
    }


def _stage(place: int, step: Any, chance: Random) -> dict[str, Any]:
    return {
        "at": f"{9 + place // 2:02}:{place % 2 * 30:02}",
        "kind": step.kind,
        "title": step.title,
        "minutes": step.minutes,
        "took": step.minutes + chance.randrange(-3, 8),
    }


def _team(number: int, members: list[str]) -> dict[str, Any]:
    theme, question = THEMES[number % 6]
    return {
        "number": number,
        "name": "Les Frileux" if number == 1 else "",
        "table": str(number),
        "theme": theme,
        "question": question,
        "people": {side: members.count(side) for side in ("resident", "professional")},
    }


def _problem(number: int, chance: Random) -> dict[str, Any]:
    told = demo_problems()[number % len(demo_problems())]
    return {
        "id": number,
        "number": number,
        "text": told.text,
        "perspective": told.perspective,
        "tile": {"fr": "Chauffage", "en": "Heating"},
        "theme": chance.choice([None, *range(1, 9)]),
        "leader": number - 1 if number % 10 == 0 else None,
    }


def _vote(on: str, titles: Any, sides: Any, split: bool, chance: Random) -> dict[str, Any]:
    lines = []
    for title in titles:
        res, pro = (chance.randrange(0, sides[side] + 1) for side in ("resident", "professional"))
        lines.append(
            {
                "title": title,
                "room": res + pro,
                "resident": res if split else None,
                "professional": pro if split else None,
            }
        )
    return {
        "on": on,
        "voters": sides,
        "lines": lines,
        "agreed": [titles[0]] if split else [],
        "apart": [("resident", titles[2])] if split else [],
    }


def _idea(number: int, teams: int, chance: Random, drawings: bool) -> dict[str, Any]:
    headline = IDEAS[number % 6]
    labels = ["Pour qui", "Ce que cela apporte", "Comment cela marche", "Ce qui bloque"]
    labels += ["Le plus petit essai", "Qui doit être d'accord", "Comment l'étendre"]
    texts = [" ".join(chance.sample(SENTENCES, 3)) for _ in labels]
    fields = [
        {"key": f"f{k}", "label": {"fr": label}, "text": text, "shown": True}
        for k, (label, text) in enumerate(zip(labels, texts, strict=True))
    ]
    return {
        "id": number,
        "number": number,
        "headline": headline,
        "hidden": False,
        "personal_sheet": False,
        "reason": "",
        "team": {"number": number, "name": "", "table": "1", "people": {}}
        if number <= teams
        else None,
        "theme": {"id": 1, "title": THEMES[number % 6][0], "question": ""},
        "kind": "service",
        "fields": [
            {"key": "idea", "label": {"fr": "L'idée"}, "text": headline, "shown": True},
            *fields,
            {
                "key": "kind",
                "label": {"fr": "Quelle sorte d'idée ?"},
                "text": {
                    "fr": ("Un nouveau service", "Une solution pour les habitants")[number % 2]
                },
                "shown": True,
            },
        ],
        "drawings": [{"id": number, "width": 800, "height": 600}]
        if drawings and number % 3 == 1
        else [],
    }


def _slips(split: bool, chance: Random) -> dict[str, Any]:
    res, pro = ({k: chance.randrange(9) for k in ("support", "help", "concern")} for _ in "ab")
    return {
        "room": {k: res[k] + pro[k] for k in res},
        "split": {"resident": res, "professional": pro} if split else None,
        "texts": {
            "help": ["Je peux prêter une salle le samedi."],
            "concern": ["Je travaille le samedi.", "Le bailleur ne répondra pas."],
        },
    }


def _evaluation(sides: Any, split: bool) -> dict[str, Any]:
    half = {side: number // 2 for side, number in sides.items()}
    one = {side: {"5": half[side], "4": sides[side] - half[side]} for side in sides}
    yes = {side: {"yes": half[side], "no": 1} for side in sides}

    def counts(given: Any) -> Any:
        room: dict[str, int] = {}
        for values in given.values():
            for value, number in values.items():
                room[value] = room.get(value, 0) + number
        return {"room": room, "split": given if split else None} if sum(room.values()) > 4 else None

    return {
        "step": 7,
        "title": {"fr": "Votre avis"},
        "answered": sides,
        "of": sides,
        "questions": [
            {
                "key": "day",
                "type": "faces",
                "label": {"fr": "Comment avez-vous vécu cette journée ?"},
                "counts": counts(one),
                "texts": [],
            },
            {
                "key": "met",
                "type": "yes_no",
                "label": {
                    "fr": "Avez-vous travaillé avec une personne que vous n'auriez pas rencontrée ?"
                },
                "counts": counts(yes),
                "texts": [],
            },
            {
                "key": "free",
                "type": "text",
                "label": {"fr": "Un mot de plus ?"},
                "counts": None,
                "texts": ["Enfin on m'a écouté.", "Trop court !"],
            },
        ],
    }


def a_drawing() -> bytes:
    """A photographed drawing, small."""
    picture = Image.new("RGB", (800, 600), "#f7f4ec")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((200, 250, 600, 520), outline="#333", width=6)
    pen.polygon([(180, 250), (400, 110), (620, 250)], outline="#333", width=6)
    pen.rectangle((360, 380, 440, 520), outline="#a33", width=5)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
