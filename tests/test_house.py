"""The rules of the house that import-linter cannot hold."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "eventlab"
SESSION_READERS = {"sessions/identity.py"}
DRAWERS = {"rules", "models", "queries", "services", "forms", "items", "views", "sockets"}


@cache
def modules() -> dict[str, ast.Module]:
    """Give the syntax tree of every module of EventLab by its path inside the package."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in PACKAGE.rglob("*.py")
    }


def reads_flask_session(tree: ast.Module) -> bool:
    """Tell whether a module takes ``session`` from Flask, by name or as an attribute."""
    return any(
        (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").split(".")[0] == "flask"
            and any(alias.name in {"session", "*"} for alias in node.names)
        )
        or (
            isinstance(node, ast.Attribute)
            and node.attr == "session"
            and isinstance(node.value, ast.Name)
            and node.value.id == "flask"
        )
        for node in ast.walk(tree)
    )


def test_the_flask_session_has_one_reader():
    readers = {path for path, tree in modules().items() if reads_flask_session(tree)}
    assert readers <= SESSION_READERS


def test_a_reader_of_the_flask_session_is_recognised():
    for source in ("from flask import g, session", "import flask\nflask.session['a']"):
        assert reads_flask_session(ast.parse(source)), source
    assert not reads_flask_session(ast.parse("from eventlab.sessions import session"))


def test_the_package_itself_imports_nothing():
    tree = modules()["__init__.py"]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_no_module_is_a_junk_drawer():
    junk = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [path for path in modules() if set(path.removesuffix(".py").split("/")) & junk]


def test_every_feature_is_under_the_contract_of_the_drawers():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {one["id"]: one for one in settings["tool"]["importlinter"]["contracts"]}
    features = {
        f"eventlab.{folder}" for folder, drawer in map(first_two, modules()) if drawer in DRAWERS
    }
    assert features <= set(contracts["drawers"]["containers"])


def first_two(path: str) -> tuple[str, str]:
    """Give the feature and the drawer of a module: ``boards/rules/text.py`` is (boards, rules)."""
    feature, _, drawer = path.partition("/")
    return feature, drawer.split("/")[0].removesuffix(".py")


# What the house does not write, and where it is looked for. static/vendor is not ours.
UNWRITTEN = {
    "text put into a page unescaped": (
        r"\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write\b|dangerouslySetInnerHTML"
        r"|\|\s*safe\b|\bMarkup\(|autoescape\s+false",
        ["eventlab/**/*.py", "templates/**/*.*", "static/js/**/*.js"],
    ),
    "a script or a style inside a page": (
        r"<style\b|\sstyle=\"|\son[a-z]+=\"|<script(?![^>]*\b(src=|type=\"application/json\"))|javascript:",
        ["templates/**/*.html"],
    ),
    "an invisible no-break space": (
        "[\u00a0\u202f]",
        ["eventlab/**/*.py", "templates/**/*.*", "static/js/**/*.js", "eventlab/**/*.json"],
    ),
    "something fetched from outside the machine": (
        r"""(?:src|href)=["']?(?:https?:)?//|(?:url\(|@import\s+)["']?(?:https?:)?//""",
        ["templates/**/*.html", "static/css/**/*.css", "static/js/**/*.js"],
    ),
}


@pytest.mark.parametrize("what", UNWRITTEN)
def test_the_house_does_not_write(what):
    pattern, places = UNWRITTEN[what]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for place in places
        for path in ROOT.glob(place)
        if path.is_file() and path.suffix not in {".po", ".mo"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found
