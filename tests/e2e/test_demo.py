"""The demonstration: people come, write, and the day leads itself."""

import re
import threading

from eventlab.rehearsal.client import Client
from eventlab.rehearsal.demo import run_demo
from eventlab.rehearsal.house import free_port


def test_the_day_leads_itself_to_the_rounds_and_the_demonstration_stops_when_told():
    said: list[str] = []
    invited, stop = threading.Event(), threading.Event()
    statuses: list[int] = []

    def say(line: str) -> None:
        said.append(line)
        invited.set()

    def run() -> None:
        port = free_port()
        statuses.append(run_demo(say, 6, port, "127.0.0.1", minutes=4, speed=80, stop=stop))

    demonstration = threading.Thread(target=run)
    demonstration.start()
    try:
        assert invited.wait(60)
        screen = at_the_screen(said[0])
        screen.wait_until(lambda c: len(c.items("problem")) >= 3, 60)
        assert sum(screen.items("counts")["room"].values()) >= 3
        # The day leads itself on: teams are told, then places are dealt and the rounds go.
        screen.wait_until(lambda c: len(c.items("team")) > 0, 90)
        screen.wait_until(lambda c: len(c.items("seating")) > 0, 60)
        screen.close()
    finally:
        stop.set()
        demonstration.join(60)
    assert statuses == [0]


def at_the_screen(invitation: str) -> Client:
    """A screen that used its link, as the terminal showed it."""
    link = re.search(r"Screen.*?(http://[^/]+(?P<path>/e/(?P<code>\w+)\S+))", invitation)
    port = re.search(r":(\d+)/e/", invitation)
    assert link
    assert port
    screen = Client(f"http://127.0.0.1:{port[1]}")
    screen.enter(link["path"])
    screen.watch(link["code"], "screen")
    return screen
