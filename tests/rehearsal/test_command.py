"""The command: what it refuses, and its exit status."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventlab.cli import main
from eventlab.rehearsal.command import is_loopback


def rehearse(folder: Path, *words: str) -> tuple[int, str]:
    ran = CliRunner().invoke(main, ["rehearse", "--out", str(folder / "out"), *words])
    return ran.exit_code, ran.output


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("http://127.0.0.1.example.org", False),
        ("http://192.168.1.20:8000", False),
        ("http://localhost@example.org", False),
        ("nonsense", False),
    ],
)
def test_only_this_machine_is_loopback(url: str, ours: bool):
    assert is_loopback(url) is ours


def test_another_machine_is_refused(tmp_path: Path):
    status, said = rehearse(tmp_path, "--base-url", "http://192.0.2.7", "--cards", cards(tmp_path))
    assert (status, "--i-know" in said) == (2, True)


@pytest.mark.parametrize("links", [None, "no json", "[]", json.dumps({"code": "ABC234"})])
def test_links_that_do_not_do_are_misuse(tmp_path: Path, links: str | None):
    words = ["--base-url", "http://127.0.0.1:9", "--cards", cards(tmp_path)]
    if links is not None:
        (tmp_path / "links.json").write_text(links)
        words += ["--links", str(tmp_path / "links.json")]
    assert rehearse(tmp_path, *words)[0] == 2


def test_a_server_that_is_not_there_is_misuse(tmp_path: Path):
    links = dict.fromkeys(("code", "facilitator", "helper", "screen"), "x")
    (tmp_path / "links.json").write_text(json.dumps(links))
    words = ["--base-url", "http://127.0.0.1:9", "--cards", cards(tmp_path)]
    status, said = rehearse(tmp_path, *words, "--links", str(tmp_path / "links.json"))
    assert (status, "nobody answers" in said) == (2, True)


def test_cards_without_a_column_of_texts_are_misuse(tmp_path: Path):
    (tmp_path / "bad.csv").write_text("a;b\n1;2\n")
    assert rehearse(tmp_path, "--cards", str(tmp_path / "bad.csv"))[0] == 2


def cards(folder: Path) -> str:
    path = folder / "cards.csv"
    path.write_text("titre\nFroid\n", encoding="utf-8")
    return str(path)
