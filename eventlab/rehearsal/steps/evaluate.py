"""The evaluation: everybody answers once, however often they send; commitments are made."""

from __future__ import annotations

import threading
from collections import Counter
from functools import partial
from typing import Any

from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.hands import Act
from eventlab.rehearsal.players import Player, refusal

OFFERED = {"faces": "12345", "scale": "12345"}


def play(day: Day, step: Step) -> None:
    """Answers and their counts are compared once the desk has revealed them."""
    questions = step["settings"].get("questions", ())
    counted: dict[str, Counter[str]] = {question["key"]: Counter() for question in questions}
    people: Counter[str] = Counter()
    lock = threading.Lock()
    answering = [player for player in day.players if player.joined and not player.gone]

    def answer(player: Player) -> None:
        said = _said(day, player, questions)
        if not _send(day, step, player, said):
            return
        with lock:
            people[player.person.perspective] += 1
            for key, value in said.items():
                counted[key][value] += 1

    acts: list[list[Act]] = [[partial(answer, player)] for player in answering]
    day.hands.play(acts)
    _check(day, step, people, counted)
    if step["settings"].get("commitments") and answering:
        _commit(day, answering)


def _said(day: Day, player: Player, questions: Any) -> dict[str, str]:
    random = day.random(f"evaluate {player.person.key}")
    said = {}
    for question in questions:
        kind = question.get("type", "faces")
        if kind != "text":
            said[question["key"]] = random.choice(OFFERED.get(kind) or ("yes", "no"))
    return said


def _send(day: Day, step: Step, player: Player, said: dict[str, str]) -> bool:
    path = f"/e/{day.code}/evaluations/{step['id']}"
    fields = {f"answer-{key}": value for key, value in said.items()}
    answer = player.client.post(path, fields, day.record.next_key(player.person.key))
    if not answer.ok:
        day.record.fault(f"{player.person.key}: an opinion refused: {refusal(answer)}")
        return False
    if player.person.habit in ("repeats", "returns"):
        again = player.client.post(path, fields)
        if again.json().get("state") != "known":
            day.record.fault(f"{player.person.key}: an opinion was counted twice")
    return answer.json().get("state") == "stored"


def _check(day: Day, step: Step, people: Counter[str], counted: dict[str, Counter[str]]) -> None:
    number = str(step["id"])
    day.wait(
        day.desk.client,
        lambda c: Counter(c.items("evaluation").get(number, {}).get("answered", {})) == people,
        "the desk knows how many have answered",
    )
    early = day.desk.client.items("evaluation").get(number, {}).get("questions")
    if early and not step["revealed"]:
        day.record.fault("results were at the desk before they were revealed")
    day.desk.must(f"steps/{number}/reveal")
    told = day.desk.client.snapshot(day.code, "desk")["items"]["evaluation"][number]["questions"]
    for question in told:
        counts = question["counts"]
        wanted = {value: n for value, n in counted[question["key"]].items() if n}
        if counts is not None and counts["room"] != wanted:
            day.record.fault(f"{question['key']}: {counts['room']} counted, {wanted} sent")
    day.record.note(f"{sum(people.values())} opinions")


def _commit(day: Day, people: list[Player]) -> None:
    makers = people[:3]
    for player in makers:
        fields = {"who": "Le quartier", "what": "Se revoir", "by_when": "dans un mois"}
        key = day.record.next_key(player.person.key)
        answers = [player.client.post(f"/e/{day.code}/commitments", fields, key) for _ in range(2)]
        if not all(answer.ok for answer in answers):
            day.record.fault(f"a commitment was refused: {refusal(answers[0])}")
    day.wait(
        day.screen,
        lambda c: len(c.items("commitment")) == len(makers),
        "every commitment is on the screen, once",
    )
