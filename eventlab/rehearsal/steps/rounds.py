"""Two rounds of meetings: places dealt and published, somebody leaves, somebody comes late.

What is checked is counted here, from what the desk and the phones were told, not by the dealer.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from eventlab.rehearsal.cast import Person
from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.players import Player, refusal
from eventlab.rehearsal.round_check import behind_a_step, who_share, wrong_in_rounds

Tables = dict[str, list[dict[str, Any]]]
#: More people at a table than this are too many to hear each other.
TALKERS = 6


def play(day: Day, step: Step) -> None:
    """Offer, deal, publish; two rounds; one departure and one late arrival between them."""
    if step["settings"].get("meet") == "experts":
        offer_topics(day)
    publish(day, step)
    check_round(day, step, 1)
    go_on(day, step, "start")
    go_on(day, step, "next", 0)
    left = leave(day, step)
    come_late(day, len(day.players))
    before = seats(day, step, 1)
    publish(day, step)
    check_kept(day, before, seats(day, step, 1))
    for phase in (1, 2):
        go_on(day, step, "next", phase)
    check_round(day, step, 2)
    check_meetings(day, step)
    check_phones(day, step)
    check_meeting_again(day, step)
    go_on(day, step, "stop")
    day.desk.must(f"people/{left}/status", {"status": "present"})
    day.record.note(f"two rounds of {len(seats(day, step, 2))} tables")


def offer_topics(day: Day) -> None:
    """As many people as tables are needed say what they can tell."""
    able = [player for player in day.players if player.writes]
    present = [p for p in day.desk.client.items("participant").values() if p["status"] == "present"]
    for number, player in enumerate(able[: max(1, len(present) // TALKERS + 1)]):
        answer = player.client.post(f"/e/{day.code}/rounds/topic", {"topic": f"Sujet {number}"})
        if not answer.ok:
            day.record.fault(f"{player.person.key}: a topic was refused: {refusal(answer)}")


def publish(day: Day, step: Step) -> None:
    """One facilitator has the places worked out, the other publishes them."""
    door, known = f"rounds/{step['id']}", plan(day, step).get("made_at")
    day.desks[0].must(f"{door}/propose")
    day.wait(
        day.desk.client,
        lambda c: (
            c.items("round_plan").get(str(step["id"]), {}).get("made_at") not in (None, known)
        ),
        "a proposal of the rounds",
    )
    day.desks[1].must(f"{door}/publish", {"made_at": plan(day, step).get("made_at")})
    day.wait(
        day.desk.client,
        lambda c: c.items("round_plan").get(str(step["id"]), {}).get("draft_from") == 0,
        "the rounds are published",
    )


def plan(day: Day, step: Step) -> dict[str, Any]:
    """What the desk knows of the plan of a step."""
    return dict(day.desk.client.items("round_plan").get(str(step["id"]), {}))


def go_on(day: Day, step: Step, what: str, phase: int | None = None) -> None:
    """Press a button of the rounds; both facilitators press next at once, and one of them wins."""
    door = f"rounds/{step['id']}/{what}"
    if phase is None:
        day.desk.must(door)
        return
    refused = [desk.press(door, {"phase": phase}) for desk in day.desks]
    if sorted(refused) != ["", "round_moved"]:
        day.record.fault(f"pressing next twice in phase {phase} gave {refused}")


def seats(day: Day, step: Step, number: int) -> Tables:
    """The tables of one published round, as the desk knows them."""
    seating = day.desk.client.items("seating").get(str(step["id"]), {})
    return dict(seating.get("rounds", {}).get(str(number), {}))


def seated(tables: Tables) -> Counter[str]:
    """How often each person has a seat."""
    return Counter(one["id"] for people in tables.values() for one in people if not one["absent"])


def check_round(day: Day, step: Step, number: int) -> None:
    """Nobody sits in two places, and everybody who is here sits."""
    have = seated(seats(day, step, number))
    here = {
        person
        for person, one in day.desk.client.items("participant").items()
        if one["status"] == "present"
    }
    twice = [person for person, times in have.items() if times > 1]
    if twice:
        day.record.fault(f"round {number}: {len(twice)} people have two places")
    everybody = step["settings"].get("meet") != "sides"
    if (everybody and set(have) != here) or not set(have) <= here:
        missing, extra = len(here - set(have)), len(set(have) - here)
        day.record.fault(f"round {number}: {missing} people have no place, {extra} are not here")


def check_meetings(day: Day, step: Step) -> None:
    """Nobody met anybody twice who could be spared it; who is to be apart was; no step to climb."""
    client = day.desk.client
    links = client.items("teams").get("room", {}).get("links", [])
    places = client.items("places").get("room", {}).get("without_step", [])
    needs = {person: one["needs"] for person, one in client.items("participant").items()}
    rounds = [seats(day, step, number) for number in (1, 2)]
    meet = step["settings"].get("meet") or "tables"
    for wrong in wrong_in_rounds(rounds, meet, links, who_share(needs, places)):
        day.record.fault(f"rounds: {wrong}")
    for tables in rounds:
        for wrong in behind_a_step(tables, needs, places):
            day.record.fault(f"rounds: {wrong}")


def leave(day: Day, step: Step) -> str:
    """Somebody with a place goes home in the middle of the first round; gives their id."""
    hosts = {
        one["id"] for people in seats(day, step, 1).values() for one in people if "keeps" in one
    }
    left = next(person for person in seated(seats(day, step, 1)) if person not in hosts)
    day.desks[1].must(f"people/{left}/status", {"status": "gone"})
    return left


def come_late(day: Day, number: int) -> None:
    """Somebody joins while the others talk."""
    person = Person(900 + number, "resident", "steady", "Tard")
    player = Player(person, day.base_url, day.code, day.record)
    player.join()
    day.players.append(player)
    one = next(iter(player.client.items("me")))
    day.wait(day.desk.client, lambda c: one in c.items("participant"), "a late arrival at the desk")


def check_kept(day: Day, before: Tables, after: Tables) -> None:
    """The round that was on stays as it was; newcomers sit down at its tables."""
    for number, people in before.items():
        was, now = [{one["id"] for one in there} for there in (people, after.get(number, []))]
        if not was <= now:
            day.record.fault(f"table {number} of the round that was on was dealt again")


def check_phones(day: Day, step: Step) -> None:
    """Each phone names the places the desk knows, with the same people."""
    for player in day.players:
        if player.writes:
            check_phone(day, step, player)


def check_phone(day: Day, step: Step, player: Player) -> None:
    """One phone names the places the desk knows, with the same people."""
    me = next(iter(player.client.items("me")))
    wanted = _places_of(day, step, me)
    day.wait(
        player.client,
        lambda client: _places_on(client.items("my_rounds"), step, me) == wanted,
        f"the places of {player.person.key}",
    )


def _places_of(day: Day, step: Step, person: str) -> dict[int, tuple[int, frozenset[str]]]:
    rounds = day.desk.client.items("seating")[str(step["id"])]["rounds"]
    return {
        int(number): (int(table), frozenset(one["id"] for one in people) - {person})
        for number, tables in rounds.items()
        for table, people in tables.items()
        if person in {one["id"] for one in people}
    }


def _places_on(mine: dict[str, Any], step: Step, person: str) -> dict[int, Any]:
    places = mine.get(person, {}).get("steps", {}).get(str(step["id"]), [])
    return {
        place["round"]: (place["table"], frozenset(one["id"] for one in place["with"]))
        for place in places
    }


def check_meeting_again(day: Day, step: Step) -> None:
    """Two people who met tick each other; the first tick tells the other nothing."""
    pair = _pair_who_met(day, step)
    if pair is None:
        return
    (one, first), (other, second) = pair
    door = f"/e/{day.code}/rounds"
    one.client.post(f"{door}/contact", {"contact": "près du café"})
    one.client.post(f"{door}/again", {"person": second, "wanted": "yes"})
    told = other.client.snapshot(day.code)["items"]["my_rounds"][second]
    if told["mutual"] or "café" in str(told):
        day.record.fault("a single tick was told to the other")
    other.client.post(f"{door}/again", {"person": first, "wanted": "yes"})
    day.wait(
        other.client,
        lambda c: "près du café" in str(c.items("my_rounds")[second]["mutual"]),
        "a contact on a mutual yes",
    )


def _pair_who_met(day: Day, step: Step) -> tuple[tuple[Player, str], tuple[Player, str]] | None:
    phones = {next(iter(p.client.items("me"))): p for p in day.players if p.writes}
    for people in seats(day, step, 1).values():
        able = [one["id"] for one in people if one["id"] in phones and not one["absent"]]
        if len(able) > 1:
            return (phones[able[0]], able[0]), (phones[able[1]], able[1])
    return None
