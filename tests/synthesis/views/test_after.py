"""After the day at the office: reading, completing, releasing, taking along."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile

import pikepdf
import pytest
from flask import Flask

from eventlab import letters
from eventlab.ideas.services import drawings
from eventlab.ideas.services.desk import judge_drawing
from eventlab.sessions.models import Event
from eventlab.synthesis.queries.review import review_of
from eventlab.synthesis.rules.cleaning import cleaner
from eventlab.synthesis.rules.report import Review, build
from eventlab.synthesis.views.reports import report_page
from tests.browser import Browser
from tests.factories import Factory
from tests.ideas.rooms import team_of
from tests.ideas.rules.test_drawing import photo
from tests.synthesis.days import a_day


@pytest.fixture
def event(make: Factory) -> Event:
    event = make.at_step(make.event("post"), "post", hidden=False)
    for perspective in ("resident", "professional"):
        make.problem(event, make.person(event, perspective), f"Il fait froid ({perspective}).")
    return event


def at(event: Event, path: str = "") -> str:
    return f"/office/e/{event.code}/synthesis{path}"


def read(organiser: Browser, path: str) -> str:
    answer = organiser.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).replace("&#39;", "'")


def digest_on(page: str) -> str:
    found = re.search(r'name="digest"[^>]*value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def sign(organiser: Browser, event: Event, digest: str = "") -> int:
    digest = digest or digest_on(read(organiser, at(event)))
    fields = {"digest": digest, "signature": "Nadia, adjointe au maire"}
    return organiser.post(at(event, "/release"), fields, script=False).status_code


def wait_for_print() -> None:
    for thread in threading.enumerate():
        if thread.name == "print":
            thread.join(90)


def printed(organiser: Browser, event: Event, what: str) -> bytes:
    answer = organiser.post(f"/office/e/{event.code}/print/{what}", script=False)
    assert answer.status_code == 303
    wait_for_print()
    assert organiser.get(f"{answer.location}.json").get_json()["state"] == "done"
    assert "Ouvrir le fichier" in read(organiser, answer.location)
    return organiser.get(f"{answer.location}/file").data


def test_a_draft_says_so_and_a_release_is_signed_and_dated(organiser: Browser, event: Event):
    assert "BROUILLON" in read(organiser, at(event, "/report"))
    assert sign(organiser, event) == 303
    page = read(organiser, at(event, "/report"))
    assert "BROUILLON" not in page
    assert "Nadia, adjointe au maire" in page


@pytest.mark.parametrize(
    ("spoken", "title", "column", "table"),
    [
        ("fr", "Qui était là", ';"Regard";', "problemes.csv"),
        ("en", "Who was there", ';"Perspective";', "problems.csv"),
    ],
)
def test_what_leaves_the_day_speaks_the_language_of_the_event(
    organiser: Browser, make: Factory, spoken: str, title: str, column: str, table: str
):
    event = make.at_step(make.event("post", language=spoken), "post", hidden=False)
    make.problem(event, make.person(event), "Il fait froid.")
    forms = ("", "/report", "/report.md", "/report.json", f"/tables/{table}")
    told = {}
    for reader in ("fr", "en"):
        ask = {"Accept-Language": reader}
        told[reader] = [
            organiser.get(at(event, form), headers=ask).get_data(as_text=True) for form in forms
        ]
        kit = organiser.get(f"/office/e/{event.code}/paper/poster", headers=ask)
        assert f' lang="{spoken}" dir=' in kit.get_data(as_text=True)
    assert told["fr"][1:] == told["en"][1:]
    assert f' lang="{spoken}" dir=' in told["fr"][1]
    assert title in told["en"][1]
    assert title in told["en"][2]
    assert column in told["en"][4]
    # The French put a space before a colon, and write n°: nobody else does.
    signs = [bool(re.search(r"\w[ \u00a0]:|n°", form)) for form in told["en"][1:3]]
    assert signs == [spoken == "fr"] * 2
    # What a French reader read may be released by an English one.
    assert digest_on(told["fr"][0]) == digest_on(told["en"][0])
    assert ' lang="en" dir=' in told["en"][0]


def test_what_changed_since_it_was_read_is_not_released(
    organiser: Browser, event: Event, make: Factory
):
    seen = digest_on(read(organiser, at(event)))
    make.problem(event, make.person(event), "Encore un.")
    assert sign(organiser, event, seen) == 409
    assert "BROUILLON" in read(organiser, at(event, "/report"))


def test_a_released_synthesis_that_changes_is_a_draft_again(
    organiser: Browser, event: Event, make: Factory
):
    sign(organiser, event)
    make.problem(event, make.person(event), "Encore un.")
    assert "BROUILLON" in read(organiser, at(event, "/report"))


def test_a_release_can_be_taken_back(organiser: Browser, event: Event):
    sign(organiser, event)
    organiser.post(at(event, "/take-back"))
    assert "BROUILLON" in read(organiser, at(event, "/report"))


def test_reviewers_write_mask_and_quote(organiser: Browser, event: Event):
    fields = {"name": "closing", "revision": "0", "text": "Merci à Denis."}
    assert organiser.post(at(event, "/review/text"), fields, script=False).status_code == 303
    organiser.post(at(event, "/review/mask"), {"value": "denis"}, script=False)
    organiser.post(at(event, "/review/quote"), {"value": "problem:1"}, script=False)
    page = read(organiser, at(event, "/report"))
    assert "Merci à [mots masqués]." in page
    assert '<blockquote class="report__quote">' in page
    organiser.post(at(event, "/review/quote/remove"), {"value": "problem:1"}, script=False)
    assert "<blockquote" not in read(organiser, at(event, "/report"))


def test_a_reviewer_who_comes_second_sees_both_texts(organiser: Browser, event: Event):
    for text, status in (("Premier", 303), ("Second", 409)):
        fields = {"name": "closing", "revision": "0", "text": text}
        answer = organiser.post(at(event, "/review/text"), fields, script=False)
        assert answer.status_code == status
    page = answer.get_data(as_text=True)
    assert "Premier" in page
    assert "Second" in page
    assert review_of(event.id).text("closing") == "Premier"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "password", "revision": "0", "text": "x"},
        {"name": "closing", "revision": "-1", "text": "x"},
        {"name": "closing", "revision": "x", "text": "x"},
        {"name": "closing", "revision": "0", "text": "x" * 100_000},
        {"name": "idea:1' OR 1", "revision": "0", "text": "x"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(organiser: Browser, event: Event, fields):
    assert organiser.post(at(event, "/review/text"), fields).status_code in (413, 422)
    assert review_of(event.id).texts == {}


def test_a_null_byte_and_a_hundred_thousand_names_do_no_harm(organiser: Browser, event: Event):
    organiser.post(at(event, "/review/mask"), {"value": "a\0b" * 50})
    organiser.post(at(event, "/review/text"), {"name": "next", "revision": "0", "text": "a\0b"})
    assert review_of(event.id).text("next") == "ab"
    assert organiser.get(at(event, "/report")).status_code == 200


def test_every_form_is_the_same_report(organiser: Browser, event: Event):
    told = json.loads(organiser.get(at(event, "/report.json")).data)
    assert [p["text"] for p in told["loose"]] == [
        "Il fait froid (resident).",
        "Il fait froid (professional).",
    ]
    assert "Il fait froid" in read(organiser, at(event, "/report.md"))
    assert "Il fait froid" in read(organiser, at(event, "/tables/problemes.csv"))
    assert organiser.get(at(event, "/tables/passwords.csv")).status_code == 404


def test_the_same_day_gives_the_same_bytes(organiser: Browser, event: Event):
    for form in ("/report.json", "/report.md", "/all.zip"):
        assert organiser.get(at(event, form)).data == organiser.get(at(event, form)).data
    assert printed(organiser, event, "report") == printed(organiser, event, "report")


def test_the_archive_holds_every_form_and_the_page_stands_alone(organiser: Browser, event: Event):
    with zipfile.ZipFile(io.BytesIO(printed(organiser, event, "archive"))) as archive:
        names = archive.namelist()
        page = archive.read("synthese.html").decode()
    assert {"synthese.pdf", "synthese.md", "synthese.json", "csv/problemes.csv"} <= set(names)
    assert "/static/" not in page
    assert "data:text/css" in page


NAMES = {
    "fr": (
        "synthese.html synthese.md synthese.json synthese.pdf csv/problemes.csv csv/votes.csv "
        "csv/equipes.csv csv/idees.csv csv/billets.csv csv/engagements.csv csv/non-retenu.csv "
        "csv/avis.csv csv/nombres.csv dessins/1.jpg",
        "donnees.json synthese.md synthese.zip a-imprimer.pdf",
    ),
    "en": (
        "synthesis.html synthesis.md synthesis.json synthesis.pdf csv/problems.csv csv/votes.csv "
        "csv/teams.csv csv/ideas.csv csv/slips.csv csv/commitments.csv csv/not-kept.csv "
        "csv/opinions.csv csv/numbers.csv drawings/1.jpg",
        "data.json synthesis.md synthesis.zip to-print.pdf",
    ),
}


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_files_are_named_in_the_language_of_the_event_whoever_asks(
    organiser: Browser, make: Factory, spoken: str
):
    event = make.event("work", language=spoken)
    awa = make.person(event)
    team_of(event, awa)
    drawing = drawings.add_drawing(event.id, awa.id, photo())["id"]
    judge_drawing(event.id, drawing, True)
    with zipfile.ZipFile(io.BytesIO(printed(organiser, event, "archive"))) as archive:
        inside = archive.namelist()
        text = archive.read(NAMES[spoken][1].split()[1]).decode()
    assert sorted(inside) == sorted(NAMES[spoken][0].split())
    assert NAMES[spoken][0].split()[-1] in text  # the picture is where the text says it is
    office = f"/office/e/{event.code}"
    kit = organiser.post(f"{office}/print/kit", script=False).location
    wait_for_print()
    paths = ("/data.json", "/synthesis/report.md", "/synthesis/all.zip")
    ways = [*(office + path for path in paths), f"{kit}/file"]
    told = [organiser.get(way).headers["Content-Disposition"] for way in ways]
    named = [words.partition("filename=")[2].partition("-")[2] for words in told]
    assert named == NAMES[spoken][1].split()
    assert f"{office}/paper" in read(organiser, kit)


def outline_titles(items: list[pikepdf.OutlineItem]) -> list[str]:
    return [title for one in items for title in (one.title, *outline_titles(one.children))]


def structure(element: pikepdf.Object, found: list[str]) -> list[str]:
    """The names of the tags below one, in order."""
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.append(str(kid.S))
            structure(kid, found)
    return found


def test_the_pdf_has_contents_heads_and_a_structure_to_read_aloud(organiser: Browser, event: Event):
    with pikepdf.open(io.BytesIO(printed(organiser, event, "report"))) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as said:
            assert said["pdfuaid:part"] == "1"
        tags = structure(pdf.Root.StructTreeRoot, [])
        assert {"/H1", "/H2", "/Table", "/TR", "/TH", "/TD", "/L", "/LI"} <= set(tags)
        assert tags.count("/H1") == 1
        with pdf.open_outline() as outline:
            assert "Qui était là" in outline_titles(outline.root)
        assert all("/StructParents" in page for page in pdf.pages)


def test_without_its_library_the_page_is_offered_instead(
    organiser: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("eventlab.machine.PDF_LIBRARIES", {"libnone.so": "libnone0"})
    page = read(organiser, at(event))
    assert "libnone0" in page
    assert "Faire le PDF" not in page
    assert organiser.post(f"/office/e/{event.code}/print/report").status_code == 503
    assert organiser.get(at(event, "/all.zip")).status_code == 200
    assert organiser.get(at(event, "/report")).status_code == 200


def test_hostile_texts_stay_texts(organiser: Browser, event: Event, make: Factory):
    author = make.person(event)
    for text in ("<script>alert(1)</script>", "😀" * 90, "مرحبا \u202e بالجميع", "=1+1"):
        make.problem(event, author, text)
    page = read(organiser, at(event, "/report"))
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "'=1+1" in read(organiser, at(event, "/tables/problemes.csv"))
    assert printed(organiser, event, "report").startswith(b"%PDF")


def test_an_empty_box_is_named_before_the_release(
    organiser: Browser, make: Factory, event: Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(letters, "_machine_has", lambda signs: set())
    assert "fonts-noto" not in read(organiser, at(event))
    make.problem(event, make.person(event), "Il fait 춥다, 冷, 🏚️.")
    page = read(organiser, at(event))
    assert "<b>다 춥</b>" in page
    assert "fonts-noto-cjk</code>" in page


def test_an_empty_box_in_a_name_is_named_before_it_is_printed(
    organiser: Browser, make: Factory, event: Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(letters, "_machine_has", lambda signs: set())
    make.person(event, name="민수")
    assert "<b>민 수</b>" in read(organiser, f"/office/e/{event.code}/paper")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, ["1 problème masqué par l'animation ne figure pas ici.", "1 problème retiré par"]),
        (2, ["2 problèmes masqués par l'animation ne", "2 problèmes retirés par"]),
    ],
)
def test_what_is_left_out_is_counted_in_right_french(app: Flask, number: int, said: list[str]):
    day = a_day(30, 2, 5, drawings=False) | {"hidden": number, "withdrawn": number}
    with app.test_request_context():
        page = report_page(build(day, Review(), "fr", cleaner((), {})))
    page = re.sub("[\u00a0\u202f]", " ", page.replace("&#39;", "'"))
    assert [words for words in said if words in page] == said


def test_the_review_asks_what_was_not_kept_only_where_something_is_chosen(
    organiser: Browser, make: Factory
):
    asked = {
        key: "pas été retenu" in read(organiser, at(make.event(format_key=key), "/review"))
        for key in ("mairie", "bazar", "speed_meeting")
    }
    assert asked == {"mairie": True, "bazar": False, "speed_meeting": False}


def test_the_review_offers_no_quotes_where_nothing_was_written(
    organiser: Browser, make: Factory, event: Event
):
    assert "Les citations à garder" in read(organiser, at(event, "/review"))
    clinic = make.event(format_key="referral_clinic")
    assert "Les citations à garder" not in read(organiser, at(clinic, "/review"))


def test_the_page_after_the_day_counts_what_its_format_asks_for(organiser: Browser, make: Factory):
    pairs = read(organiser, at(make.event(format_key="speed_meeting")))
    assert "0 texte." in re.sub("[\u00a0\u202f]", " ", pairs)
    assert not re.search(r"\d+\s(problème|équipe|idée|engagement)", pairs)
