"""What is installed is pinned by hash, and nothing we keep names a place to fetch it from."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PINNED = ["requirements.txt", "requirements-dev.txt"]

# Debian 12 has Python 3.11.2, and markers tell it from 3.11.7.
PYTHONS = ["3.11.0", "3.11.2", "3.12.0", "3.13.0", "3.14.0"]
MACHINES = ["x86_64", "aarch64"]

# Written in pieces, so that this file does not name them either.
PLACES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry." + "npmjs",
    "--index" + "-url",
    "--extra-index" + "-url",
    "--find" + "-links ",
    "file:" + "///",
]
HOMES = re.compile(r"(?<![\w.:/~-])/(?:root|home|work|Users)/\w")


def requirements(name: str) -> list[str]:
    """Give the requirements of a pinned file, each with its hashes, on one line each."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


def tracked_texts() -> dict[str, str]:
    """Give the text of every tracked file by its path; what is not UTF-8 text is left out."""
    names = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    texts = {}
    for path in (ROOT / name for name in names if name):
        if path.is_file():
            data = path.read_bytes()
            if b"\0" not in data:
                texts[str(path.relative_to(ROOT))] = data.decode("utf-8", errors="replace")
    return texts


@pytest.mark.parametrize("name", PINNED)
def test_every_requirement_is_pinned_with_a_hash(name):
    lines = requirements(name)
    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("name", PINNED)
def test_the_servers_that_would_replace_gevent_are_not_installed(name):
    names = {line.split("==")[0] for line in requirements(name)}
    assert not names & {"eventlet", "gevent-websocket"}


def test_both_pinned_files_agree_on_what_they_share():
    runtime, development = (
        dict(line.split(" ")[0].split("==") for line in requirements(name)) for name in PINNED
    )
    shared = runtime.keys() & development.keys()
    assert {name: runtime[name] for name in shared} == {name: development[name] for name in shared}


def asks_for(requirement: Requirement, python: str, machine: str) -> bool:
    """Tell whether a requirement applies to this Python on this machine under Linux."""
    marker = requirement.marker
    return marker is None or marker.evaluate(
        {
            "python_version": python.rpartition(".")[0],
            "python_full_version": python,
            "platform_machine": machine,
            "extra": "",
        }
    )


@pytest.mark.parametrize("files", [PINNED[:1], PINNED], ids=["runtime", "tests"])
def test_what_any_supported_python_asks_for_is_pinned(files):
    pinned = {line.split("==")[0] for name in files for line in requirements(name)}
    missing = {
        (name, text)
        for name in pinned
        for text in requires(name) or []
        for python, machine in product(PYTHONS, MACHINES)
        if canonicalize_name((requirement := Requirement(text)).name) not in pinned
        and asks_for(requirement, python, machine)
    }
    assert not missing


def imported(tree: ast.AST) -> set[str]:
    """Give the top names a module cannot do without, wherever it imports them."""
    if isinstance(tree, ast.Import):
        return {alias.name.split(".")[0] for alias in tree.names}
    if isinstance(tree, ast.ImportFrom):
        return {(tree.module or "").split(".")[0]} if not tree.level else set()
    if isinstance(tree, ast.Try) and any(map(forgives_absence, tree.handlers)):
        return set()
    return set().union(*map(imported, ast.iter_child_nodes(tree)))


def forgives_absence(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler goes on when a library is not installed."""
    return isinstance(handler.type, ast.Name) and handler.type.id in {
        "ImportError",
        "ModuleNotFoundError",
    }


def test_what_eventlab_imports_is_pinned_without_the_tests():
    pinned = {line.split("==")[0] for line in requirements("requirements.txt")}
    sources = [*ROOT.glob("eventlab/**/*.py"), *ROOT.glob("migrations/**/*.py"), ROOT / "wsgi.py"]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources]
    names = set().union(*map(imported, trees)) - sys.stdlib_module_names - {"eventlab"}
    providers = packages_distributions()
    assert not [
        name
        for name in names
        if not pinned & {canonicalize_name(provider) for provider in providers.get(name, [])}
    ]


def test_no_tracked_file_names_a_registry():
    found = [
        (path, place) for path, text in tracked_texts().items() for place in PLACES if place in text
    ]
    assert not found


def test_no_tracked_file_names_a_folder_of_one_machine():
    found = [
        (path, match.group())
        for path, text in tracked_texts().items()
        if (match := HOMES.search(text))
    ]
    assert not found
