"""Who comes to the demonstration, and what they have to say."""

import threading

from eventlab.rehearsal.cards import demo
from eventlab.rehearsal.demo import Pace, guests, invitation, qr_characters

NOWHERE = "http://127.0.0.1:9"


def arriving(people: int = 40) -> list[tuple[object, float]]:
    return list(guests(people, NOWHERE, "ABC234", Pace(), threading.Event()))


def test_people_keep_coming_for_a_while_and_some_are_there_at_once():
    after = [seconds for _, seconds in arriving()]
    assert len(after) == 40
    assert min(after) < 5
    assert 60 < max(after) <= Pace().arriving


def test_every_text_has_somebody_to_write_it():
    texts = [text for guest, _ in arriving() for text in guest._texts]  # type: ignore[attr-defined]
    assert len(texts) == len(demo().problems)


def test_texts_come_from_the_perspective_they_speak_from():
    for guest, _ in arriving():
        sides = {text.perspective for text in guest._texts}  # type: ignore[attr-defined]
        assert sides <= {guest.player.person.perspective}  # type: ignore[attr-defined]


def test_the_invitation_shows_each_link():
    links = {"join": "http://a/e/X", "screen": "http://a/s", "facilitator": "http://a/f"}
    shown = invitation(links)
    assert all(link in shown for link in links.values())


def test_a_qr_code_of_characters_is_square_enough_to_scan():
    lines = qr_characters("http://192.168.1.20:8000/e/K7QP2M").splitlines()
    assert len({len(line) for line in lines}) == 1
    assert abs(len(lines) * 2 - len(lines[0])) <= 1
