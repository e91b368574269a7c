"""Which scripts a page loads."""

from __future__ import annotations

from eventlab.sessions.rules.scripts import imported, loadable

SOURCES = {
    "js/pages/phone.js": 'import { html } from "../../vendor/preact.js";\n'
    'import { STEP_PARTS } from "./parts.js";\nimport {\n  a,\n} from "../live/a.js";\n',
    "js/pages/parts.js": 'export const STEP_PARTS = { vote: "boards/vote.js", gone: "x/no.js" };\n',
    "js/live/a.js": 'import "./b.js";\nexport { c } from "./c.js";\n',
    "js/live/b.js": 'import { a } from "./a.js";\n',
    "js/live/c.js": 'const text = "import nothing from here";\n',
    "js/boards/vote.js": 'import { dots } from "./dots.js";\n',
    "js/boards/dots.js": "",
    "js/pages/desk.js": "",
    "vendor/preact.js": "",
}
FIRST = [
    "js/pages/phone.js",
    "vendor/preact.js",
    "js/pages/parts.js",
    "js/live/a.js",
    "js/live/b.js",
    "js/live/c.js",
]


def test_imports_are_followed_round_a_circle_and_each_is_named_once():
    assert imported("js/pages/phone.js", SOURCES) == FIRST


def test_parts_named_by_a_table_are_loadable_with_what_they_import():
    later = set(loadable("js/pages/phone.js", SOURCES)) - set(FIRST)
    assert later == {"js/boards/vote.js", "js/boards/dots.js"}


def test_another_page_s_scripts_are_not_among_them():
    assert "js/pages/desk.js" not in loadable("js/pages/phone.js", SOURCES)


def test_a_page_without_a_script_loads_none():
    assert imported("js/pages/none.js", SOURCES) == []
