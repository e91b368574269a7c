"""What the server writes to its log is nobody's: no text, name, code, token or address."""

from __future__ import annotations

from tests.conftest import Server
from tests.factories import Factory

SAID = "Mireille du troisième a froid"


def test_a_day_of_writes_leaves_nothing_of_anybody_in_the_log(server: Server, live: Factory):
    event = live.at_step(live.event("post"), "post", hidden=False, perspective=None)
    here, token = f"/e/{event.code}", live.staff_token(event)
    phone, desk, lost = server.client(), server.client(), server.client()
    phone.join(event.code, name="Zénobie", trade="Chauffagiste", organisation="Régie Sud")
    desk.enter(f"{here}/staff/{token}")
    phone.watch(event.code)
    code = next(iter(phone.items("me").values()))["code"]
    stored = phone.post(f"{here}/problems", {"text": SAID}).json()
    desk.post(f"{here}/desk/problems/{stored['id']}/hide", {"reason": SAID})
    # What goes wrong is what logs like to tell.
    lost.post(f"{here}/return", {"personal_code": "mésange-cactus-47"})
    lost.post(f"{here}/staff/{token}")
    phone.post(f"{here}/problems", {"text": SAID * 20})
    phone.post(f"{here}/problems", {"text": "\x00"}, key="x")
    desk.post(f"{here}/desk/next", {"from_step": str(10**30)})
    desk.post(f"{here}/desk/people/{SAID}/status", {"status": "present"})
    lost.post(f"{here}/return", {"personal_code": code})
    lost.get(f"{here}/{SAID}")
    phone.http.post(
        f"{phone.base_url}{here}/idea/drawings",
        files={"file": (SAID, b"<html>")},
        headers={"X-CSRFToken": phone.get("/csrf.json").json()["token"]},
    )
    phone.close()
    log = server.log()
    words = [SAID, "Mireille", "Zénobie", "Chauffagiste", "Régie Sud", code, token, event.code]
    words += ["mésange-cactus", "127.0.0.1 ", '127.0.0.1"', "Mozilla", "python-requests"]
    assert [word for word in words if word in log] == []
    for worn in ("Traceback", "SECRET_KEY"):
        assert worn not in log
