"""Whatever people write is on paper, on a machine that has no font at all."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from eventlab import letters
from eventlab.printing import print_page
from scripts.fonts import signs_in

EMOJI = "🏚️ 👨‍👩‍👧 🇫🇷 ✅ ❤️ 👩🏽‍🔧 🏳️‍🌈 🫠"
SIGNS = "m² CO₂ ½ ≥ ≠ ★ ☐ ✓ ✘ ● → ⇒ № €"
WRITTEN = {
    "emoji": EMOJI,
    "signs": SIGNS,
    "French": "Œuvre : « l’été » – 1\u202f000 €\u202f!",
    "Vietnamese": "Nguyễn Thị Mười",
    "Soninke": "ŋ ɲ ɓ ɗ Ɛ ɔ",
    "Arabic": "لا تدفئة في الشقة",
    "Hebrew": "קר בבית",
    "Tamil": "தமிழ் வீடு குளிர்",
    "Bengali": "ঘর ঠান্ডা",
    "Hindi": "ठंडा घर",
    "Punjabi": "ਠੰਡਾ ਘਰ",
    "Gujarati": "ઠંડું ઘર",
    "Telugu": "చల్లని ఇల్లు",
    "Malayalam": "തണുത്ത വീട്",
    "Sinhala": "සීතල ගෙදර",
    "Chinese": "电梯坏了，没有暖气。臺灣",
    "Japanese": "エレベーターが壊れた",
    "Russian": "Нет отопления",
    "Ukrainian": "Ґанок, їжа",
    "Greek": "Κρύο σπίτι",
    "Georgian": "ცივა",
    "Armenian": "Ցուրտ է",
    "Amharic": "ቤት ቀዝቃዛ",
    "Thai": "หนาวมาก",
    "Lao": "ໜາວ",
    "Khmer": "ត្រជាក់",
    "Tamazight": "ⴰⵅⵅⴰⵎ",
    "N'Ko": "ߒߞߏ",
}
#: The child that makes PDF files, which says each empty box it draws.
CHILD = """
import logging, sys
from eventlab import printing
class Boxes(logging.Handler):
    def emit(self, record):
        if "notdef" in str(record.msg):
            print("box", *map(ascii, record.args or [record.msg]), file=sys.stderr)
logging.getLogger("weasyprint").addHandler(Boxes())
printing.main()
"""
PAGE = """<!doctype html><html lang="fr"><head><title>Jour</title>
<link rel="stylesheet" href="/static/x/css/fonts.css">
<link rel="stylesheet" href="/static/x/css/components/report.css"></head><body>{}</body></html>"""


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any font."""
    nothing = tmp_path / "fonts.conf"
    nothing.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(nothing))
    monkeypatch.setattr(letters, "_machine_has", lambda signs: set())


def boxes(text: str) -> list[str]:
    with open(os.devnull, "wb") as pdf:
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(pdf.fileno())],
            input=PAGE.format(text).encode(),
            capture_output=True,
            pass_fds=[pdf.fileno()],
        )
    assert child.returncode == 0
    return [line for line in child.stderr.decode().splitlines() if line.startswith("box")]


@pytest.mark.usefixtures("bare")
def test_whatever_people_write_is_on_paper_without_a_font_of_the_machine():
    text = "".join(f"<p>{words}</p><p><b>{words}</b></p>" for words in WRITTEN.values())
    assert boxes(text) == []


@pytest.mark.usefixtures("bare")
def test_what_would_be_a_box_is_named_before_and_nothing_else_is():
    assert {name: letters.lacking(words) for name, words in WRITTEN.items()} == {
        name: [] for name in WRITTEN
    }
    assert letters.lacking("Il fait 춥다 🏚️") == ["다", "춥"]
    assert letters.packages_for("춥ក") == ["fonts-noto", "fonts-noto-cjk"]
    assert len(boxes("<p>춥다</p>")) == 2


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("text", "fonts"), [("1️⃣", {"emoji"}), ("☎ ", {"symbols-dejavu-400-normal"})]
)
def test_a_sign_is_drawn_by_one_font(text: str, fonts: set[str]):
    """A keycap whole, its number in its frame; a plain sign without the wide space of the emoji."""
    with pikepdf.open(io.BytesIO(print_page(PAGE.format(f"<p>{text}{text}</p>")).content)) as pdf:
        used = pdf.pages[0].Resources.Font
        drawn = pikepdf.parse_content_stream(pdf.pages[0])
        *asked, _number_of_the_page = [said[0] for said, operator in drawn if str(operator) == "Tf"]
        assert {str(used[name].BaseFont).partition("+")[2] for name in asked} == fonts


def test_a_line_of_a_chart_is_drawn_as_one():
    """Letter by letter, an Arabic word is taken apart."""
    chart = '<svg width="200" height="40"><text x="9" y="20" text-anchor="end">سكن</text></svg>'
    with pikepdf.open(io.BytesIO(print_page(PAGE.format(chart)).content)) as pdf:
        (drawing,) = pdf.pages[0].Resources.XObject.values()
        drawn = [str(operator) for _, operator in pikepdf.parse_content_stream(drawing)]
    assert drawn.count("TJ") == 1


def test_the_list_of_signs_is_true_to_the_fonts():
    assert json.loads(letters.SIGNS.read_text("ascii")) == signs_in(letters.FONTS)


def test_a_font_of_the_machine_counts():
    has = letters._machine_has({ord("A"), 0x10FFFD})
    assert 0x10FFFD not in has
    if subprocess.run(["fc-list", ":charset=41"], capture_output=True, text=True).stdout:
        assert ord("A") in has


def test_a_french_text_takes_no_font_but_our_own():
    assert letters.style_for("Œuvre : l’été, 1\u202f000 € → Łukasz", "/static/x/") == ""
