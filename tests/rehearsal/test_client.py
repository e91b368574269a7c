"""The client: it keeps level, however it loses the line."""

import socket
from concurrent.futures import ThreadPoolExecutor

from eventlab.rehearsal.client import Client
from tests.conftest import Server
from tests.factories import Factory


def in_the_room(server: Server, live: Factory) -> tuple[str, Client]:
    event = live.event("post")
    live.at_step(event, "post", hidden=False)
    client = server.client()
    client.join(event.code)
    client.watch(event.code)
    return event.code, client


def post(client: Client, code: str, text: str, key: str | None = None) -> int:
    answer = client.post(f"/e/{code}/problems", {"text": text}, key)
    answer.raise_for_status()
    return int(answer.json()["id"])


def test_a_client_whose_line_was_cut_catches_up(server: Server, live: Factory):
    code, client = in_the_room(server, live)
    client.vanish()
    assert not client.connected
    missed = post(client, code, "Écrit sans réseau de nouvelles")
    assert str(missed) not in client.items("problem")
    client.come_back()
    client.wait_until(lambda c: str(missed) in c.items("problem"))
    assert client.board == client.snapshot(code)
    client.close()


def test_a_request_whose_answer_was_not_heard_is_stored_once(server: Server, live: Factory):
    code, client = in_the_room(server, live)
    fields = {"text": "Envoyé dans un tunnel"}
    client.post_and_hang_up(f"/e/{code}/problems", fields, key="tunnel-0001")
    stored = post(client, code, fields["text"], key="tunnel-0001")
    client.wait_until(lambda c: str(stored) in c.items("problem"))
    assert len(client.snapshot(code)["items"]["problem"]) == 1
    client.close()


def test_another_tab_is_the_same_person(server: Server, live: Factory):
    code, client = in_the_room(server, live)
    other = client.tab()
    assert post(client, code, "D'ici", key="same-key-1") == post(
        other, code, "Là", key="same-key-1"
    )
    client.close()
    other.close()


def test_a_listener_hears_every_message(server: Server, live: Factory):
    event = live.event("post")
    live.at_step(event, "post", hidden=False)
    heard: list[str] = []
    client = Client(server.url, listener=lambda name, payload, at: heard.append(name))
    client.join(event.code)
    client.watch(event.code)
    stored = post(client, event.code, "Bonjour")
    client.wait_until(lambda c: str(stored) in c.items("problem"))
    client.wait_until(lambda c: heard.count("news") >= 1)
    client.close()


def test_who_hangs_up_in_the_middle_of_an_answer_goes_on():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        client = Client(f"http://127.0.0.1:{listening.getsockname()[1]}")
        client._token = "known"

        def begin_to_answer() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(65536)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")
                line.recv(1)  # until the client is gone

        with ThreadPoolExecutor(1) as server:
            answering = server.submit(begin_to_answer)
            client.post_and_hang_up("/e/ABCDEF/problems")
            client.http.close()
            answering.result(timeout=20)
