"""Everybody writes: at once, twice, from a lost network, on another phone, with second thoughts."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator
from random import Random

from eventlab.rehearsal.cards import Text
from eventlab.rehearsal.cast import Person
from eventlab.rehearsal.day import Day, Step
from eventlab.rehearsal.hands import Act
from eventlab.rehearsal.judge import most_in_a_second
from eventlab.rehearsal.kiosk import Kiosk, Visitor
from eventlab.rehearsal.players import Player
from eventlab.rehearsal.record import Card
from eventlab.rehearsal.steps import moderating

MEND_CHANCE = 0.15
REGRET_CHANCE = 0.1
#: Acts of others between losing the network and finding it again, and before somebody late comes.
AWAY = 3


def play(day: Day, step: Step) -> None:
    """The cards are dealt and written; a hidden step is half written when it is revealed."""
    hidden = bool(step["settings"].get("hidden")) and not step["revealed"]
    dealt = deal(day)
    queues = [writing(day, player, dealt[player.person]) for player in day.players]
    queues += [helping(kiosk, visitors, dealt) for kiosk, visitors in day.visitors.items()]
    if hidden:
        halves = [len(queue) // 2 for queue in queues]
        day.hands.play(queue[:half] for queue, half in zip(queues, halves, strict=True))
        _reveal(day, step)
        queues = [queue[half:] for queue, half in zip(queues, halves, strict=True)]
    began = time.perf_counter()
    day.hands.play([*queues, refusals(day)])
    day.wait_for_wall()
    _measure_wall(day, began)
    _measure_news(day, began)
    moderating.play(day, step)
    day.check_owners()
    if day.cards_left:
        day.record.fault(f"{len(day.cards_left)} cards had nobody to write them")


def deal(day: Day) -> dict[Person, list[Text]]:
    """Who writes which of the cards that are left: spread over all who may, in a drawn order."""
    writers = [player.person for player in day.players if not player.gone]
    writers += [visitor.person for visitors in day.visitors.values() for visitor in visitors]
    day.random("writers").shuffle(writers)
    dealt: dict[Person, list[Text]] = {writer: [] for writer in writers}
    left = []
    for text in day.cards_left:
        able = [w for w in writers if text.perspective in ("", w.perspective)]
        if able:
            dealt[min(able, key=lambda writer: len(dealt[writer]))].append(text)
        else:
            left.append(text)
    day.cards_left = left
    return dealt


def helping(kiosk: Kiosk, visitors: list[Visitor], dealt: dict[Person, list[Text]]) -> list[Act]:
    """What a helper does: each person in turn; one sheet of paper is entered a turn too late."""
    acts: list[Act] = []
    for place, visitor in enumerate(visitors):
        texts = dealt[visitor.person]
        acts.append(functools.partial(kiosk.begin, visitor))
        acts += [_for(kiosk, visitor, text) for text in texts[1:]]
        if place:
            late = visitors[place - 1]
            acts += [_for(kiosk, late, text) for text in dealt[late.person][:1]]
        acts.append(kiosk.end)
    if visitors:
        acts += [_for(kiosk, visitors[-1], text) for text in dealt[visitors[-1].person][:1]]
    return acts


def _for(kiosk: Kiosk, visitor: Visitor, text: Text) -> Act:
    return lambda: kiosk.write(visitor, text.text, text.tile, given=True)


def writing(day: Day, player: Player, texts: list[Text]) -> list[Act]:
    """What one person does in this step, in order."""
    random = day.random(f"post {player.person.key}")
    acts = [act for text in texts for act in _writing_one(player, text, random)]
    habit = player.person.habit
    middle = len(acts) // 2
    away: list[Act] = [_nothing] * AWAY
    if habit == "late" and not player.joined:
        return [*away, player.join, *acts]
    if habit == "drops":
        return [*acts[:middle], player.lose_network, *away, player.find_network, *acts[middle:]]
    if habit == "returns":
        return [*acts[:middle], player.change_phone, *acts[middle:]]
    return acts


def refusals(day: Day) -> list[Act]:
    """Somebody sends what cannot be stored, and must be told so."""
    joined = day.those_who("steady", "no_socket", "repeats")
    return [
        functools.partial(_try, joined[0], text, refusal)
        for text, refusal in (("  ", "empty"), ("trop " * 60, "too_long"))
        if joined
    ]


def _try(player: Player, text: str, refusal: str) -> None:
    player.write(player.new_card(text, expected=refusal))


def _writing_one(player: Player, text: Text, random: Random) -> Iterator[Act]:
    chance = random.random()
    if chance < REGRET_CHANCE:
        yield functools.partial(_regret, player)
    if chance > 1 - MEND_CHANCE:
        yield functools.partial(_mend, player, text)
        return
    card = functools.partial(player.new_card, text.text, given=True)
    if player.person.habit == "repeats":
        times = random.choice((1, 2, 5))
        yield lambda: _often(player, card(), text.tile, times)
    elif player.person.habit == "hangs_up":
        yield lambda: player.write_and_hang_up(card(), text.tile)
    else:
        yield lambda: player.write(card(), text.tile)


def _often(player: Player, card: Card, tile: str, times: int) -> None:
    if times == 1:
        player.write_twice_at_once(card, tile)
    else:
        player.write(card, tile, times)


def _mend(player: Player, text: Text) -> None:
    card = player.new_card(f"{text.text[: len(text.text) // 2]}...", given=True)
    player.write(card, text.tile)
    if card.ids:
        player.edit(card, text.text, text.tile)


def _regret(player: Player) -> None:
    card = player.new_card("Je me suis trompé de case, je retire ce texte.")
    player.write(card)
    if card.ids:
        player.withdraw(card)


def _nothing() -> None:
    """Time passes: the others write."""


def _reveal(day: Day, step: Step) -> None:
    if leaked := day.screen.items("problem"):
        day.record.fault(f"{len(leaked)} hidden texts were on the screen before the reveal")
    for name, surface, client in day.followers():
        if surface == "phone" and client.items("problem"):
            day.record.fault(f"hidden texts were on the phone of {name} before the reveal")
    began = time.perf_counter()
    day.desk.must(f"steps/{step['id']}/reveal")
    day.wait_for_wall()
    day.record.took("reveal to wall", began)
    day.record.note(f"{len(day.screen.items('problem'))} texts revealed together")


def _measure_wall(day: Day, began: float) -> None:
    for card in day.record.cards.values():
        if card.tapped_at >= began and card.ids and card.id in day.seen:
            day.record.took("tap to wall", card.tapped_at, day.seen[card.id])


def _measure_news(day: Day, began: float) -> None:
    most = day.record.most_news
    for _, surface, client in day.followers():
        if surface == "phone":
            since = {
                who: [at for at in times if at >= began] for who, times in client.news_at.items()
            }
            since["both"] = sorted(since["room"] + since["person"])
            for who, times in since.items():
                most[who] = max(most[who], most_in_a_second(times))
