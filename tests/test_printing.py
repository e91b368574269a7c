"""PDF files from a child that reads nothing but our style, within its limits."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from eventlab import printing
from eventlab.printing import CannotPrint, PrintStopped, Progress, own_file, print_page

PAGE = '<!doctype html><html lang="fr"><head><title>Jour</title></head><body>{}</body></html>'
LONG = PAGE.format("<p>Il fait froid dans la cage d'escalier.</p>" * 3000)


def test_the_same_page_gives_the_same_bytes():
    page = PAGE.format("<h1>Bonjour</h1>")
    assert print_page(page).content == print_page(page).content


def test_a_pdf_is_tagged_and_says_its_language_and_its_title():
    content = print_page(PAGE.format("<h1>Bonjour</h1><p>Texte</p>")).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo.Title) == "Jour"
        with pdf.open_metadata() as said:
            assert said["pdfuaid:part"] == "1"


@cache
def pdf_of(page: str) -> bytes:
    """Its PDF, made once for all who look at it."""
    return print_page(page).content


HEADED = PAGE.format(
    "<style>@page { @top-left { content: 'Bien habiter' } }</style>"
    '<h1>Bonjour</h1><p><a href="#votes">Votes</a> <span class="mark"></span></p>'
    '<h2 id="votes">Votes</h2>'
    '<table><thead><tr><th scope="col">Ligne</th><th scope="col">Voix</th></tr></thead>'
    '<tbody><tr><th scope="row">Froid</th><td>3</td></tr></tbody></table>'
)


def test_each_header_of_a_table_says_which_way_it_counts():
    with pikepdf.open(io.BytesIO(pdf_of(HEADED))) as pdf:
        heads = [
            str(one.A.Scope)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH"
        ]
    assert sorted(heads) == ["/Column", "/Column", "/Row"]


def marks(pdf: pikepdf.Pdf) -> list[tuple[str, pikepdf.Dictionary]]:
    """What is drawn on the first page: each piece's kind, and what is said of it."""
    drawn = pikepdf.parse_content_stream(pdf.pages[0])
    return [(str(said[0]), said[1]) for said, operator in drawn if str(operator) == "BDC"]


def test_a_running_head_is_no_text_of_the_document():
    with pikepdf.open(io.BytesIO(pdf_of(HEADED))) as pdf:
        marked = marks(pdf)
        owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        assert [of.Type for kind, of in marked if kind == "/Artifact"] == ["/Pagination"]
        # Whatever else is drawn has its place in the tree.
        assert {int(of.MCID) for kind, of in marked if kind != "/Artifact"} == {
            number for number, owner in enumerate(owners) if owner is not None
        }
        links = [one for one in pdf.pages[0].Annots if one.Subtype == "/Link"]
        assert {int(one.F) for one in links} == {4}


def test_nothing_in_the_tree_is_empty():
    with pikepdf.open(io.BytesIO(pdf_of(HEADED))) as pdf:
        branches = [pdf.Root.StructTreeRoot.K[0]]
        while branches:
            one = branches.pop()
            assert len(one.K), str(one.S)
            branches += [
                kid for kid in one.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
            ]


QUIET = PAGE.format(
    "<style>a::after { content: leader(' . ') target-counter(attr(href), page) }"
    " .far { transform: rotate(180deg) }</style>"
    '<p><a href="#votes">Les votes de tous</a></p><h2 id="votes">Votes</h2>'
    '<section><div class="far" aria-hidden="true"><p>Table 7</p><ul><li>Froid</li></ul></div>'
    "<div><p>Table 7</p><ul><li>Froid</li></ul></div></section>"
)


def test_what_is_hidden_from_a_reader_and_the_dots_of_the_contents_are_not_in_the_tree():
    with pikepdf.open(io.BytesIO(pdf_of(QUIET))) as pdf:
        owners = [one for one in pdf.Root.StructTreeRoot.ParentTree.Nums[1] if one is not None]
        marked = marks(pdf)
        # Of one card: its number, the bullet and the theme. Of the contents: words, a page.
        assert len(owners) == 3 + 2 + 1
        artifacts = [of.Type for kind, of in marked if kind == "/Artifact"]
        assert len(artifacts) == len(marked) - len(owners) > 20
        assert set(artifacts) == {"/Layout"}


def test_a_link_is_named_by_its_words():
    with pikepdf.open(io.BytesIO(pdf_of(QUIET))) as pdf:
        named = {str(one.Contents) for one in pdf.pages[0].Annots if one.Subtype == "/Link"}
        assert named == {"Les votes de tous"}
        # Each has its place in the tree.
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
        links = [one for one in pdf.pages[0].Annots if one.Subtype == "/Link"]
        assert all(owners[int(one.StructParent)].P.K for one in links)


def test_no_row_of_a_table_of_the_report_is_alone_on_its_page():
    rows = "".join(f"<tr><td>Équipe {number}</td></tr>" for number in range(6))
    tables = "".join(
        f'<div style="break-before: page; height: {height}px"></div>'
        '<table class="report__facts"><thead><tr><th>Nom</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        for height in range(700, 900, 8)
    )
    style = '<link rel="stylesheet" href="/static/-/css/components/report.css">'
    content = print_page(PAGE.format(f'{style}<div class="report">{tables}</div>')).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        kinds = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        together = [len(one.K) for one in kinds if one.get("/S") == "/TBody"]
    assert {2, 3, 4} <= set(together) <= {2, 3, 4, 6}


def test_a_word_longer_than_its_column_pushes_nothing_off_the_page():
    row = (
        f"<tr><td>1</td><th>{'Wolfeschlegel' * 16}</th><td class='report__number'>7 voix</td></tr>"
    )
    style = '<link rel="stylesheet" href="/static/-/css/components/report.css">'
    table = f'<table class="report__facts"><tbody>{row}</tbody></table>'
    content = print_page(PAGE.format(f'{style}<div class="report">{table}</div>')).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        drawn = pikepdf.parse_content_stream(pdf.pages[0])
        places = [float(where[4]) for where, operator in drawn if str(operator) == "Tm"]
    # The drawing's unit is that of the page's style: 794 in the width of a sheet.
    assert 600 < max(places) < 794


def test_it_costs_what_it_says(capfd: pytest.CaptureFixture[str]):
    printed = print_page(PAGE.format("<p>Un</p>"))
    assert printed.pages == 1
    assert printed.peak_mb > 10
    assert capfd.readouterr() == ("", "")


def test_progress_is_told_and_a_pdf_can_be_stopped():
    told: list[Progress] = []

    def going_on(progress: Progress) -> bool:
        told.append(progress)
        return progress.stage != "layout"

    with pytest.raises(PrintStopped):
        print_page(LONG, going_on)
    assert [told[0].stage, told[-1].stage] == ["waiting", "layout"]


def test_the_last_word_of_a_child_is_not_mixed_with_a_beat(tmp_path: Path):
    hurried = "from eventlab import printing; printing._BEAT_S = 0.0001; printing.main()"
    page = PAGE.format("<p>Un</p>").encode()
    for _ in range(12):
        with open(tmp_path / "page.pdf", "wb") as pdf:
            child = subprocess.run(
                [sys.executable, "-c", hurried, str(pdf.fileno())],
                input=page,
                stdout=subprocess.PIPE,
                pass_fds=[pdf.fileno()],
            )
        lines = [line.split() for line in child.stdout.decode().splitlines()]
        assert child.returncode == 0
        assert [line[:2] for line in lines if line[0] == "done"] == [["done", "1"]]
        assert all(line[0] in ("at", "done") and len(line) == 3 for line in lines)


def test_what_the_child_complains_of_is_not_taken_for_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    complains = "import sys; print('at \"<frozen importlib>\" done', file=sys.stderr)"
    (tmp_path / "sitecustomize.py").write_text(complains)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    assert print_page(PAGE.format("<p>Un</p>")).pages == 1


ELEMENTS = (
    '<img src="{}" alt="">',
    '<link rel="stylesheet" href="{}">',
    '<object data="{}"></object>',
    '<svg><image href="{}"/></svg>',
    '<p style="background: url({})">x</p>',
    '<link rel="attachment" href="{}">',
)


OUTSIDE = (
    "file:" + "///etc/passwd",
    "http://127.0.0.1:{port}/",
    "/static/x/../../wsgi.py",
    "/static/x/%2e%2e/%2e%2e/wsgi.py",
    "/e/ABCDEF/board.json",
)


def test_nothing_outside_is_opened():
    """Whatever element asks for it: all of them are on one page, for a child takes its time."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        door.settimeout(0.1)
        there = [address.format(port=door.getsockname()[1]) for address in OUTSIDE]
        asked = [element.format(address) for address in there for element in ELEMENTS]
        content = print_page(PAGE.format("".join(asked))).content
        with pytest.raises(TimeoutError):
            door.accept()
    assert b"SECRET" not in content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.attachments


@pytest.mark.parametrize(
    "address", ["data:text/css,a", "https://page.invalid/static/x/", "https://page.invalid//etc"]
)
def test_only_files_of_ours_have_an_address(address: str):
    with pytest.raises(ValueError, match="of ours"):
        own_file(address)


def test_a_child_that_needs_too_much_memory_is_a_pdf_that_cannot_be_made(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("EVENTLAB_PDF_MEMORY_MB", "64")
    with pytest.raises(CannotPrint):
        print_page(LONG)


def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(printing, "LONGEST_S", 0.2)
    with pytest.raises(CannotPrint):
        print_page(LONG)


def test_a_full_disk_is_a_pdf_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with pytest.raises(CannotPrint):
        print_page(PAGE.format(""))


def test_two_are_made_at_once_and_a_third_waits():
    assert all(printing._AT_ONCE.acquire(blocking=False) for _ in range(2))
    made = threading.Event()
    third = threading.Thread(target=lambda: (print_page(PAGE.format("")), made.set()))
    third.start()
    third.join(0.05)
    assert not made.is_set()
    printing._AT_ONCE.release()
    third.join(60)
    printing._AT_ONCE.release()
    assert made.is_set()
