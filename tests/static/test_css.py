"""The style sheets hold together, and the phone's contain nothing that an old phone would drop."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static" / "css"
BUNDLES = ["phone", "screen", "desk", "kiosk", "office", "paper"]
IMPORT = re.compile(r'^@import "([^"]+)";$', re.M)
TOO_YOUNG = [
    r"@layer",
    r":has\(",
    r":is\(",
    r":where\(",
    r"color-mix",
    r"\binset\s*:",
    r"(?<![-\w])gap\s*:",
    # With var() inside, a browser without the function takes the initial value, not the line above.
    r"(?<![-\w])(?:clamp|min|max|env)\([^;]*var\(",
    r"calc\([^;]*env\(",
]


def imports(bundle: str) -> list[Path]:
    """Give the files of a bundle, in the order of the cascade."""
    return [
        CSS / name for name in IMPORT.findall((CSS / f"{bundle}.css").read_text(encoding="utf-8"))
    ]


def rules(bundle: str) -> str:
    """Give a bundle's style rules, without comments."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in imports(bundle))
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


@pytest.mark.parametrize("bundle", BUNDLES)
def test_a_bundle_is_a_list_of_files_that_exist(bundle):
    text = (CSS / f"{bundle}.css").read_text(encoding="utf-8")
    assert len(imports(bundle)) == text.count("@import")
    assert [path.name for path in imports(bundle) if not path.is_file()] == []


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_token_that_is_read_is_defined(bundle):
    text = rules(bundle)
    read = set(re.findall(r"var\((--[\w-]+)\)", text))  # those without a default
    assert read <= set(re.findall(r"(--[\w-]+):", text))


@pytest.mark.parametrize("bundle", ["phone", "kiosk"])
@pytest.mark.parametrize("feature", TOO_YOUNG)
def test_an_old_phone_understands_the_rules(bundle, feature):
    assert re.search(feature, rules(bundle)) is None


def test_only_the_palette_and_the_printed_page_name_raw_colours():
    meant = {"tokens.css", "print.css", "paper.css", "code.css", "screen.css"}
    meant |= {"kit.css", "report.css"}
    guilty = [
        p.name
        for p in CSS.rglob("*.css")
        if re.search(r"#[0-9a-f]{3,8}\b", p.read_text(encoding="utf-8"))
    ]
    assert set(guilty) <= meant


def test_every_pictogram_that_is_named_is_in_the_sprite():
    sprite = (ROOT / "static/icons/sprite.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    named = set()
    for page in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'\bicon\("([\w-]+)"', page.read_text(encoding="utf-8")))
    assert named
    assert named <= known


@pytest.mark.parametrize("bundle", BUNDLES)
def test_a_name_belongs_to_one_file_of_a_bundle(bundle):
    """Two features that hit on one name undo each other's looks."""
    homes: dict[str, set[str]] = {}
    for path in imports(bundle):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        for name in re.findall(r"^\.([\w-]+) \{", text, flags=re.M):
            homes.setdefault(name, set()).add(f"{path.parent.name}/{path.name}")
    shared = {name: files for name, files in homes.items() if len(files) > 1}
    assert shared == {}
