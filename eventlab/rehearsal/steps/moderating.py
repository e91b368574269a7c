"""What facilitators do with what is written: turns, approval, hiding, masking, a pause."""

from __future__ import annotations

import time
from collections.abc import Callable

from eventlab.rehearsal.client import Client
from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.players import Player
from eventlab.rehearsal.record import Card

SECRET = "06 12 34 56 78"


def play(day: Day, step: Step) -> None:
    """Every button of moderation, once, with somebody who writes."""
    writers = [player for player in day.those_who("steady", "repeats", "hangs_up") if player.joined]
    if not writers:
        return
    take_turns(day, step)
    approve(day, writers[0])
    hide_and_show(day, writers[-1])
    mask(day, writers[0])
    pause(day, writers[-1])


def take_turns(day: Day, step: Step) -> None:
    """Peer time: only one perspective writes, the other is told to wait."""
    for turn in ("resident", "professional", "all"):
        day.desk.must(f"steps/{step['id']}/peers", {"perspective": turn})
        for side in ("resident", "professional"):
            writers = [p for p in day.players if p.person.perspective == side and p.writes]
            refused = "" if turn in ("all", side) else "not_your_turn"
            for player in writers[:1]:
                player.write(player.new_card(f"À qui le tour ? {turn}, {side}", expected=refused))
    day.wait_for_wall()


def approve(day: Day, player: Player) -> None:
    """Texts wait for a facilitator: nobody reads them before, everybody after."""
    day.desk.must("room", {"name": "moderation", "value": "before"})
    cards = [player.new_card(f"À relire d'abord : {n}") for n in range(3)]
    for card in cards:
        player.write(card)
    ids = [str(card.id) for card in cards if card.ids]
    day.wait(day.desk.client, lambda c: all(i in c.items("problem") for i in ids), "texts to read")
    early = [i for i in ids if i in day.screen.snapshot(day.code, "screen")["items"]["problem"]]
    if early:
        day.record.fault(f"{len(early)} texts were on the screen before anybody had approved them")
    began = time.perf_counter()
    day.desk.must("problems/show", {"problems": ",".join(ids)})
    day.wait_for_wall()
    day.record.took("approve to wall", began)
    day.desk.must("room", {"name": "moderation", "value": "after"})


def hide_and_show(day: Day, player: Player) -> None:
    """A text is taken off every screen, and its author reads why; then it comes back."""
    card = _write_one(day, player, "Ce texte va être caché, puis montré.")
    began = time.perf_counter()
    day.desk.must(f"problems/{card.id}/hide", {"reason": "Doublon"})
    everybody(day, lambda c: str(card.id) not in c.items("problem"), "a hidden text goes away")
    day.record.took("hide to gone", began)
    day.wait(
        player.client,
        lambda c: c.items("mine").get(str(card.id), {}).get("reason") == "Doublon",
        "the author reads the reason",
    )
    day.desks[1].must(f"problems/{card.id}/show")
    day.wait_for_wall()


def mask(day: Day, player: Player) -> None:
    """Somebody sends a telephone number in spite of the warning; the desk masks it everywhere."""
    card = _write_one(day, player, f"Appelez mon voisin au {SECRET}, il ne dort plus.")
    if "personal_data" not in card.refusals:
        day.record.fault("nobody was warned of a telephone number")
    card.fate = "masked"
    day.desk.must(f"problems/{card.id}/mask")
    everybody(
        day,
        lambda c: SECRET not in c.items("problem").get(str(card.id), {}).get("text", SECRET),
        "a number is masked",
    )


def pause(day: Day, player: Player) -> None:
    """Entries are locked, a text is read aloud, and entries are open again."""
    day.desk.must("room", {"name": "entries_locked", "value": "true"})
    player.write(player.new_card("Pendant la pause.", expected="entries_locked"))
    aloud = next(str(c.id) for c in day.record.cards.values() if c.ids and c.fate == "shown")
    day.desk.must(f"problems/{aloud}/queue")
    day.desks[1].must("problems/read-next")
    day.wait(day.screen, lambda c: bool(c.items("spotlight").get("room")), "a text is read aloud")
    day.desk.must("problems/clear-spotlight")
    day.desk.must("room", {"name": "entries_locked", "value": "false"})


def everybody(day: Day, true: Callable[[Client], bool], what: str) -> None:
    """Wait until it is true for the screen and for every phone that gets news."""
    for name, surface, client in day.followers():
        if surface != "desk":
            day.wait(client, true, f"{what}: {name}")


def _write_one(day: Day, player: Player, text: str) -> Card:
    card = player.new_card(text)
    player.write(card)
    day.wait_for_wall()
    return card
