"""The step where teams form: wishes, links, a solve, publishing, a late arrival, a departure."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from eventlab.rehearsal.cast import Person
from eventlab.rehearsal.client import Client
from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.hands import Act
from eventlab.rehearsal.players import Player
from eventlab.rehearsal.team_check import broken_rules, excused_by, wrongly_told

THEMES = ("Avoir chaud", "Le bruit entre voisins", "Les ascenseurs", "L'humidité")
MOST_WISHES = 3
ALIKE = 4  # themes are chosen when the day has none that go on


def play(day: Day, step: Step) -> None:
    """Everybody wishes; teams are formed, told, and mended through the day."""
    themes = _themes(day)
    _wish(day, themes, min(MOST_WISHES, step["settings"].get("wishes", MOST_WISHES)))
    _ask_for_company(day)
    excused = _solve(day)
    _publish(day)
    _arrive_late(day, excused)
    _leave_and_mend(day, excused)


def _themes(day: Day) -> list[int]:
    """The themes that go on; some are made and chosen when there are none."""

    def chosen() -> list[int]:
        themes = day.desk.client.items("theme").items()
        return sorted(int(number) for number, theme in themes if theme["goes_on"])

    if not chosen():
        if not day.desk.client.items("theme"):
            for title in THEMES:
                day.desk.must("themes", {"title": title})
            day.wait(day.desk.client, lambda c: len(c.items("theme")) == ALIKE, "themes are made")
        for number in list(day.desk.client.items("theme"))[:ALIKE]:
            day.desk.must(f"themes/{number}/goes-on", {"value": "true"})
        day.wait(day.desk.client, lambda _: bool(chosen()), "themes go on")
    return chosen()


# --- Wishes --------------------------------------------------------------------------------------


def _wish(day: Day, themes: list[int], most: int) -> None:
    wanted: dict[str, list[int]] = {}
    luck = day.random("wishes")

    def dealt(person: Person) -> list[int]:
        chosen = luck.sample(themes, min(len(themes), luck.randint(1, most)))
        return wanted.setdefault(person.key, chosen)

    phones = [p for p in day.players if p.joined and not p.gone]
    queues: list[list[Act]] = [
        [partial(_send_wishes, day, player, dealt(player.person))] for player in phones
    ]
    for kiosk, visitors in day.visitors.items():
        queues.append([partial(kiosk.wish, one, dealt(one.person)) for one in visitors])
    day.hands.play(queues)
    _check_wishes(day, list(wanted.values()))


def _send_wishes(day: Day, player: Player, themes: list[int]) -> None:
    """Change one's mind once, then send the same words twice."""
    path, fields = f"/e/{day.code}/wishes", {"themes": ",".join(map(str, themes))}
    player.client.post(path, {"themes": str(themes[-1])})
    for _ in range(2):
        began = time.perf_counter()
        answer = player.client.post(path, fields, f"wishes-{player.person.key}")
        day.record.took("wish", began)
        if not answer.ok or _stored(answer.json()) != themes:
            day.record.fault(f"{player.person.key}: wishes {themes} gave {answer.text[:80]}")


def _stored(answer: dict[str, Any]) -> list[int]:
    """The wishes an answer says are kept: it carries the one item that the write changed."""
    (said,) = answer["items"]["wishes"].values()
    return list(said["themes"])


def _check_wishes(day: Day, wanted: list[list[int]]) -> None:
    def level(client: Client) -> bool:
        told = [one["themes"] for one in client.items("wishes").values() if one["themes"]]
        return sorted(told) == sorted(wanted)

    day.wait(day.desk.client, level, "the desk knows everybody's wishes")


def _ask_for_company(day: Day) -> None:
    """Two who want to sit together, and one who does not want to sit with another."""
    willing = [p for p in day.those_who("steady") if p.writes][:4]
    if len(willing) < 4:
        return
    one, other, third, fourth = willing
    other_id = _id_of(other)
    _must(day, one, "together", {"personal_code": other.personal_code})
    day.wait(other.client, lambda c: bool(_asked(c, other_id)), "a request comes to the phone")
    for link in _asked(other.client, other_id)[:1]:
        _must(day, other, f"links/{link['id']}", {"agreed": "true"})
    _must(day, third, "apart", {"words": "la personne du syndic"})
    day.wait(day.desk.client, lambda c: len(_draft(c)["links"]) == 2, "the desk reads the links")
    for link in _draft(day.desk.client)["links"]:
        if link["kind"] == "apart":
            day.desk.must(f"teams/links/{link['id']}/name", {"person": _id_of(fourth)})


def _asked(client: Client, person: str) -> list[dict[str, Any]]:
    links = client.items("my_links").get(person, {"together": []})
    return [link for link in links["together"] if not link["mine"] and not link["agreed"]]


def _id_of(player: Player) -> str:
    return str(next(iter(player.client.items("me"))))


def _must(day: Day, player: Player, path: str, fields: dict[str, Any]) -> None:
    answer = player.client.post(f"/e/{day.code}/{path}", fields)
    if not answer.ok:
        day.record.fault(f"{player.person.key}: {path} refused: {answer.text[:80]}")


# --- Teams ---------------------------------------------------------------------------------------


def _draft(client: Client) -> dict[str, Any]:
    empty: dict[str, Any] = {"version": 0, "teams": [], "links": []}
    return client.items("teams").get("room", empty)


def _seen(day: Day) -> dict[str, int]:
    return {"version": _draft(day.desk.client)["version"]}


def _solve(day: Day) -> set[str]:
    """The teams are worked out; gives which rules the engine says must be broken."""
    began = time.perf_counter()
    day.desk.must("teams/solve", _seen(day))

    def done(client: Client) -> bool:
        solve = client.items("solve").get("room", {})
        return solve.get("state", "running") != "running"

    day.wait(day.desk.client, done, "the teams are worked out")
    day.wait(day.desk.client, lambda c: _draft(c)["version"] > 0, "the teams come to the desk")
    day.record.took("teams", began)
    certificates = _draft(day.desk.client).get("certificates", [])
    for certificate in certificates:
        day.record.note(f"not possible: {certificate['kind']}")
    excused = excused_by(certificate["kind"] for certificate in certificates)
    _check_rules(day, excused)
    return excused


def _check_rules(day: Day, excused: set[str]) -> None:
    """No rule is broken but those that must be: the room goes on with these all day."""
    draft, people = _draft(day.desk.client), day.desk.client.items("participant")
    for wrong in broken_rules(draft, people, excused):
        day.record.fault(f"teams: {wrong}")


def _publish(day: Day) -> None:
    day.desk.must("teams/publish", _seen(day))
    _check_told(day)


def _check_told(day: Day) -> None:
    """The screen and the phones show what was published, and each their own."""
    draft = _draft(day.desk.client)

    def level(client: Client) -> bool:
        return not list(wrongly_told(draft, client.items("team")))

    day.wait(day.screen, level, "the screen shows the teams")
    for wrong in wrongly_told(draft, day.screen.items("team")):
        day.record.fault(f"screen: {wrong}")
    tables = {p: team["table"] for team in draft["teams"] for p in team["members"]}
    for player in [one for one in day.players if one.writes]:
        person = _id_of(player)
        day.wait(
            player.client,
            lambda c, person=person: (
                c.items("my_team").get(person, {}).get("table")  # type: ignore[misc]
                == tables.get(person)
            ),
            f"{player.person.key} is told their table",
        )


def _arrive_late(day: Day, excused: set[str]) -> None:
    """Somebody comes after the teams were told: the first seat offered is taken, at once."""
    number = max(player.person.number for player in day.players) + 500
    late = Player(
        Person(number, "resident", "steady", "Tardive"), day.base_url, day.code, day.record
    )
    late.join()
    day.players.append(late)
    person = _id_of(late)
    day.wait(day.desk.client, lambda c: person in c.items("participant"), "a late one is known")
    began = time.perf_counter()
    told = _ask(day, "arrival", person=person)
    day.record.took("late arrival", began)
    if not told.get("options"):
        day.record.fault(f"no seat was offered to who came late: {str(told)[:80]}")
        return
    moves = ",".join(f"{one}:{team}" for one, team in told["options"][0]["wanted"])
    day.desk.must("teams/move", {**_seen(day), "moves": moves, "what": "seat", "out": "true"})
    day.wait(day.desk.client, lambda c: person in _seated(c), "the late one is seated")
    _check_rules(day, excused)
    _check_told(day)


def _leave_and_mend(day: Day, excused: set[str]) -> None:
    """A professional leaves; where a rule breaks, the fewest moves mend it. Then they are back."""
    people = day.desk.client.items("participant")
    gone = next(
        p for p in sorted(_seated(day.desk.client)) if people[p]["perspective"] == "professional"
    )
    day.desk.must(f"people/{gone}/status", {"status": "gone"})
    day.wait(
        day.desk.client,
        lambda c: c.items("participant")[gone]["status"] == "gone",
        "who left is known to have",
    )
    told = _ask(day, "departure")
    if told.get("wanted"):
        moves = ",".join(f"{one}:{team}" for one, team in told["wanted"])
        before = _seen(day)
        day.desk.must("teams/move", {**before, "moves": moves, "what": "mend", "out": "true"})
        day.wait(day.desk.client, lambda _: _seen(day) != before, "the departure is mended")
    if told.get("legal"):
        _check_rules(day, excused)
    day.desk.must(f"people/{gone}/status", {"status": "present"})
    day.wait(
        day.desk.client,
        lambda c: c.items("participant")[gone]["status"] == "present",
        "who left is back",
    )


def _seated(client: Client) -> set[str]:
    return {person for team in _draft(client)["teams"] for person in team["members"]}


def _ask(day: Day, what: str, **fields: str) -> dict[str, Any]:
    query = "&".join(f"{name}={value}" for name, value in {**_seen(day), **fields}.items())
    answer = day.desk.client.get(f"/e/{day.code}/desk/teams/{what}.json?{query}")
    told: dict[str, Any] = answer.json()
    return told
