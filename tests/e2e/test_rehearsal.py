"""One short day, played whole by real clients, judged good; and a day that went wrong, not."""

import json
from pathlib import Path

from click.testing import CliRunner

from eventlab.cli import main
from eventlab.sessions.formats import format_by_key
from eventlab.sessions.services import programme
from tests.conftest import Server
from tests.factories import Factory

CARDS = [f"Le problème n° {n} : l'eau « froide »" for n in range(24)]
PEOPLE = 8


def written(folder: Path) -> str:
    path = folder / "cards.csv"
    lines = ["titre", *CARDS]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_whole_day_of_eight_people_is_good(tmp_path: Path):
    words = ["--people", str(PEOPLE), "--out", str(tmp_path), "--cards", written(tmp_path)]
    ran = CliRunner().invoke(main, ["rehearse", *words, "--no-pictures"])
    assert ran.exit_code == 0, ran.output
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    mairie = format_by_key("mairie")
    assert mairie is not None
    assert [step["kind"] for step in report["steps"]] == [step.kind for step in mairie.steps]
    passed = {report["cards"][what] for what in ("read", "given", "on_wall_unharmed")}
    assert passed == {len(CARDS)}
    assert report["counts"]["sent"] > report["counts"]["acknowledged"]
    assert report["refused"]["already_moved"] >= 1
    assert sum(counts["joined"] for counts in report["helpers"].values()) == 1
    assert all(set(step["hashes"]) == {"phone", "desk", "screen"} for step in report["steps"])
    assert all(step["compared"] >= PEOPLE for step in report["steps"][2:8])


def test_a_text_that_nobody_sent_makes_the_exit_status_1(
    server: Server, live: Factory, tmp_path: Path
):
    event = live.event("post")
    for step in live.steps(event):
        if step.kind not in ("welcome", "post"):
            programme.remove_step(event.id, step.id, "test")
    live.problem(event, live.person(event), "Il était là avant tout le monde.")
    links = {
        role: f"/e/{event.code}/staff/{live.staff_token(event, role)}"
        for role in ("facilitator", "helper", "screen")
    }
    (tmp_path / "links.json").write_text(json.dumps({"code": event.code, **links}))
    words = ["--people", "2", "--out", str(tmp_path), "--cards", written(tmp_path)]
    words += ["--base-url", server.url, "--links", str(tmp_path / "links.json"), "--no-pictures"]
    ran = CliRunner().invoke(main, ["rehearse", *words])
    assert ran.exit_code == 1, ran.output
    assert "acknowledged to nobody" in ran.output
