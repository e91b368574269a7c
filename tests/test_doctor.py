"""The doctor names what would spoil the day."""

from __future__ import annotations

import dataclasses
import socket
from pathlib import Path

from click.testing import CliRunner

from eventlab.backup import database_file
from eventlab.cli import main
from eventlab.config import Settings
from eventlab.doctor import examine, table


def states(settings: Settings) -> dict[str, str]:
    return {finding.what: finding.state for finding in examine(settings)}


def test_a_folder_that_cannot_be_written_is_bad(settings: Settings, tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    found = states(dataclasses.replace(settings, data_dir=blocked / "var"))
    assert found["Dossier des données"] == "bad"


def test_a_port_somebody_answers_on_is_a_warning(settings: Settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert states(dataclasses.replace(settings, port=port))[f"Port {port}"] == "warn"


def test_a_damaged_database_is_bad(settings: Settings):
    assert states(settings)["Base de données"] == "ok"
    if settings.database_url.startswith("sqlite"):
        database_file(settings).write_bytes(b"broken" * 1000)
        assert states(settings)["Base de données"] == "bad"


def test_the_table_has_a_line_for_each_finding(settings: Settings):
    findings = examine(settings)
    assert len(list(table(findings))) == len(findings)


def test_the_command_ends_badly_when_something_is_bad(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    environment = {"EVENTLAB_DATA": str(blocked / "var"), "SECRET_KEY": "x" * 40}
    ran = CliRunner().invoke(main, ["doctor"], env=environment)
    assert ran.exit_code == 1
    assert "BAD" in ran.output
