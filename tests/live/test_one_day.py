"""The walk of one write, with a real server and real sockets."""

from __future__ import annotations

from tests.conftest import Server
from tests.factories import Factory


def test_a_posted_problem_reaches_screen_desk_and_phone_alike(server: Server, live: Factory):
    event = live.event("post", format_key="mairie")
    live.at_step(event, "post", hidden=False, perspective=None)
    phone, screen, desk = server.client(), server.client(), server.client()
    phone.join(event.code)
    screen.enter(f"/e/{event.code}/staff/{live.staff_token(event, 'screen')}")
    desk.enter(f"/e/{event.code}/staff/{live.staff_token(event)}")
    surfaces = {"phone": phone, "screen": screen, "desk": desk}
    for surface, client in surfaces.items():
        client.watch(event.code, surface)

    stored = phone.post(f"/e/{event.code}/problems", {"text": "Il fait <b>froid</b>."}).json()

    for surface, client in surfaces.items():
        client.wait_until(lambda c: str(stored["id"]) in c.items("problem"))
        assert client.items("problem")[str(stored["id"])]["text"] == "Il fait <b>froid</b>."
        assert client.board == client.snapshot(event.code, surface)
        client.close()
