"""The report: frozen, pseudonymous, the same for the same day, whole in every form."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile
from typing import Any

import pytest

from eventlab.sessions.formats import format_by_key
from eventlab.synthesis.rules.archive import add_to_zip, as_zip
from eventlab.synthesis.rules.cleaning import cleaner
from eventlab.synthesis.rules.encounters import encounters
from eventlab.synthesis.rules.markdown import Speech, as_markdown, literal
from eventlab.synthesis.rules.report import Report, Review, build, digest, plain, released
from eventlab.synthesis.rules.tables import as_csv, inert, tables
from eventlab.synthesis.rules.words import chapters, not_kept, reads
from tests.synthesis.days import a_day

LABELS = {"phone": "[téléphone masqué]", "words": "[mots masqués]"}


def same(words: str) -> str:
    return words


PLAIN = Speech(same, same, same, ", ".join)


def report_of(day: object = None, review: Review | None = None, language: str = "fr") -> Report:
    review = review or Review()
    day = day or a_day(22, 4, 30, drawings=False)
    return build(day, review, language, cleaner(review.masked, LABELS))


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts_in(one)]
    parts = value if isinstance(value, list | tuple) else ()
    return [text for one in parts for text in texts_in(one)]


def test_the_same_day_gives_the_same_report_and_it_cannot_be_changed():
    assert report_of() == report_of()
    assert digest(report_of()) == digest(report_of())
    with pytest.raises(dataclasses.FrozenInstanceError):
        report_of().title = "Autre"  # type: ignore[misc]


def test_nobody_is_in_it():
    day = a_day(22, 4, 30, drawings=False)
    told = json.dumps(plain(report_of(day)))
    assert not [one for one in day["perspectives"] if one in told]


def test_every_text_is_masked_names_whatever_their_case_and_accents():
    day = a_day(5, 2, 3, drawings=False)
    hostile = "DÉNIS et denis m'ont dit d'appeler le 06 12 34 56 78, pas Denisot."
    for one in (*day["problems"], *day["commitments"]):
        one["text"] = one["who"] = hostile
    day["themes"][0]["title"] = day["ideas"][0]["headline"] = hostile
    day["supports"][1]["texts"]["concern"] = [hostile]
    day["evaluations"][0]["questions"][2]["texts"] = [hostile]
    review = Review(closing=hostile, reasons={"theme:7": hostile}, masked=("Denis",))
    texts = [text for text in texts_in(plain(report_of(day, review))) if "Denisot" in text]
    assert len(texts) > 8
    for text in texts:
        assert "06 12" not in text
        assert text.count("[mots masqués]") == 2


def test_a_release_counts_as_long_as_the_report_says_the_same():
    report = report_of()
    release = {"digest": digest(report), "signature": "Nadia, élue", "released_on": "2026-12-01"}
    assert released(report, release).state == "released"
    assert digest(released(report, release)) == digest(report)
    changed = report_of(review=Review(closing="Merci."))
    assert released(changed, release).state == "draft"
    assert released(report, None).state == "draft"


def test_merged_problems_keep_every_text():
    report = report_of()
    assert [one.number for one in report.problems] == list(range(1, 31))
    leader = next(p for theme in report.themes for p in theme.problems if p.same)
    assert leader.same[0].number == leader.number + 1


def test_a_problem_whose_leader_is_hidden_stands_for_itself():
    day = a_day(5, 0, 3, drawings=False)
    day["problems"][0]["leader"] = 99
    assert len(report_of(day).problems) == 3


def test_hidden_ideas_stay_out():
    day = a_day(22, 4, 3, drawings=False)
    day["ideas"][1]["hidden"] = True
    assert [idea.number for idea in report_of(day).ideas] == [1, 3, 4]


def test_what_was_not_kept_is_what_nobody_took_up_or_what_has_a_reason():
    left = dict(not_kept(report_of(review=Review(reasons={"idea:2": "Trop cher."}))))
    assert left["Comment pourrions-nous savoir qui répare, et quand ?"] == ""
    assert "Trop cher." in left.values()


def test_a_text_is_read_from_the_side_of_its_first_letter():
    assert [reads(text) for text in ("Il fait froid", "", "3 €", "٣ 🏚️")] == ["ltr"] * 4
    assert [reads(text) for text in ("لا تدفئة", "1. קר בבית", "« لا » dit-il")] == ["rtl"] * 3


def test_what_the_reviewer_quotes_opens_the_report():
    asked = report_of().evaluations[0].questions[2]
    remark = next(one.ref for one in asked.remarks if one.text == "Enfin on m'a écouté.")
    report = report_of(review=Review(quotes=frozenset({"problem:3", remark, "no:1"})))
    assert len(report.quotes) == 2
    assert "Enfin on m'a écouté." in report.quotes


def test_small_groups_are_never_told_apart():
    report = report_of(a_day(5, 1, 3, drawings=False))
    assert report.votes[0].split is False
    assert all(line.dots.resident is None for line in report.votes[0].lines)
    assert report.ideas[0].supports.resident is None


@pytest.mark.parametrize("day", [a_day(0, 0, 0), a_day(1, 1, 1, drawings=False)])
def test_a_day_of_nobody_or_of_one_has_every_form(day: object):
    day["votes"], day["evaluations"] = [], []
    report = report_of(day)
    # No chapter is but its title.
    parts = re.split(r"^## .+$", as_markdown(report, PLAIN), flags=re.M)
    assert len(parts) == 11
    assert all(words.strip() for words in parts)
    assert tables(report, same)
    assert plain(report)
    assert report.encounters.share == 0


def a_day_of(key: str, **more: object) -> Any:
    """A day of a format where nothing was done."""
    chosen = format_by_key(key)
    assert chosen is not None
    nothing = {"votes": [], "teams": [], "evaluations": [], "members": {}, "themes": [], "met": []}
    steps = [{"kind": step.kind, "settings": step.settings} for step in chosen.steps]
    none = {"programme": steps, "stages": [], "commitments": [], "hidden": 0, "withdrawn": 0}
    return a_day(30, 0, 0, drawings=False) | nothing | none | more


WHOLE = ["people", "method", "problems", "votes", "teams", "ideas", "commitments", "not-kept"]
WHOLE += ["evaluation", "next"]


@pytest.mark.parametrize(
    ("key", "without"),
    [
        ("mairie", set()),
        ("hackathon", set()),
        ("museomix", {"votes", "commitments"}),
        ("bazar", {"votes", "ideas", "commitments", "not-kept"}),
        ("speed_meeting", {"votes", "ideas", "commitments", "not-kept"}),
        (
            "referral_clinic",
            {"problems", "votes", "teams", "commitments", "not-kept", "evaluation"},
        ),
    ],
)
def test_a_synthesis_has_the_chapters_its_format_asks_for(key: str, without: set[str]):
    report = report_of(a_day_of(key))
    assert [one for one, title in chapters(report, same)] == [
        one for one in WHOLE if one not in without
    ]
    written = as_markdown(report, PLAIN)
    assert written.count("\n## ") == len(WHOLE) - len(without)
    named = {"votes": "votes.csv", "ideas": "idees.csv", "commitments": "engagements.csv"}
    left_out = {named[one] for one in without & set(named)}
    assert not left_out & set(tables(report, same))


def test_what_was_done_all_the_same_has_its_chapter():
    done = a_day(30, 2, 3, drawings=False)
    kept = ("votes", "teams", "members", "ideas", "commitments", "evaluations", "problems")
    report = report_of(a_day_of("referral_clinic", **{one: done[one] for one in kept}))
    shown = {one for one, title in chapters(report, same)}
    assert {"problems", "votes", "teams", "ideas", "commitments", "evaluation"} <= shown


def test_a_slip_says_which_sheet_it_is_about_where_sheets_have_no_name():
    done = a_day(30, 2, 0, drawings=False)
    given = {one: done[one] for one in ("ideas", "supports")}
    slips = tables(report_of(a_day_of("referral_clinic", **given)), same)["billets.csv"][1:]
    assert {slip[0] for slip in slips} == {"Fiche 1", "Fiche 2"}


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("bazar", r"problème|équipe|\bidée|laborato"),
        ("speed_meeting", r"problème|équipe|\bidée|laborato"),
        ("museomix", r"problème|écrit d'abord ses"),
        ("referral_clinic", r"problème|équipe|\bidée|vote|voix"),
    ],
)
def test_no_word_of_another_format_is_said(key: str, wrong: str):
    words = as_markdown(report_of(a_day_of(key)), PLAIN)
    assert not re.findall(wrong, words, re.IGNORECASE)


def test_what_is_written_is_a_problem_only_where_problems_are_asked_for():
    written = {"problems": a_day(5, 0, 3)["problems"], "withdrawn": 2}
    told = as_markdown(report_of(a_day_of("speed_meeting", **written)), PLAIN)
    assert "## Ce qui a été écrit" in told
    assert "Textes retirés : 2" in told
    assert "Problèmes retirés" in as_markdown(report_of(a_day_of("mairie", **written)), PLAIN)


def test_a_card_to_take_home_is_in_no_form_of_the_synthesis():
    day = a_day(22, 3, 3, drawings=False)
    day["ideas"][1] |= {"personal_sheet": True, "headline": "Revoir Denis au 4e"}
    report = report_of(day)
    assert [idea.number for idea in report.ideas] == [1, 3]
    everything = [as_markdown(report, PLAIN), json.dumps(plain(report), ensure_ascii=False)]
    everything.append(str(tables(report, same)))
    assert not [form for form in everything if "Revoir Denis" in form]


def test_a_sheet_without_a_name_is_numbered_and_whole():
    day = a_day_of("referral_clinic", ideas=a_day(22, 1, 0, drawings=False)["ideas"])
    day["ideas"][0]["headline"] = day["ideas"][0]["fields"][0]["text"] = "Il a froid. " * 90
    report = report_of(day)
    text = as_markdown(report, PLAIN)
    assert "### Fiche 1" in text
    assert ("Il a froid. " * 90).strip() in text
    assert "Ce qu'en dit la salle" not in text
    named = report_of(a_day(22, 1, 0, drawings=False) | {"ideas": day["ideas"]})
    assert named.ideas[0].title.endswith("…")
    assert ("Il a froid. " * 90).strip() in as_markdown(named, PLAIN)


def test_what_was_told_at_the_tables_is_in_every_form_without_who_told_it():
    report = report_of(a_day_of("bazar", topics=["Lire une facture", "*Recoudre*"]))
    assert "- \\*Recoudre\\*" in as_markdown(report, PLAIN)
    assert tables(report, same)["sujets.csv"] == [["Sujet"], ["Lire une facture"], ["*Recoudre*"]]
    assert plain(report)["topics"] == ("Lire une facture", "*Recoudre*")


def test_the_index_counts_each_pair_once():
    perspectives = {"a": "resident", "b": "resident", "x": "professional", "y": "professional"}
    index = encounters(perspectives, [["a", "b", "x"]], [("x", "a"), ("a", "x"), ("a", "b")])
    assert (index.possible, index.together, index.met, index.either) == (4, 2, 1, 2)
    assert index.alone == 1
    assert index.share == 0.5


def test_markdown_gives_lines_of_one_rank_the_same_rank():
    day = a_day(22, 1, 3, drawings=False)
    for line in day["votes"][0]["lines"]:
        line["room"] = 4
    text = as_markdown(report_of(day), PLAIN)
    assert len(re.findall(r"^- 1 · ", text, re.M)) == len(day["votes"][0]["lines"])


def test_markdown_holds_every_idea_and_takes_no_sign_of_theirs_for_layout():
    day = a_day(22, 4, 3, drawings=False)
    day["ideas"][0]["headline"] = "# *Gras* [lien](javascript:x) <b>|</b>\n- liste"
    text = as_markdown(report_of(day), PLAIN)
    assert r"\# \*Gras\* \[lien\](javascript:x) \<b\>\|\</b\>" in text
    assert "BROUILLON" in text
    for idea in report_of(day).ideas[1:]:
        assert idea.title in text
    assert literal("1. a\n- b\n+ c") == "\\1. a\n\\- b\n\\+ c"


def test_a_text_with_a_comma_is_one_cell_where_commas_part_cells_too():
    assert as_csv([["a, b; c", 3, None]]).decode("utf-8-sig") == '"a, b; c";3;""\r\n'


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝"])
def test_a_cell_that_begins_like_a_formula_is_inert(sign: str):
    hostile = f'{sign}cmd|" /C calc"!A0'
    assert inert(hostile) == "'" + hostile
    rows = list(csv.reader(io.StringIO(as_csv([[hostile]]).decode("utf-8-sig")), delimiter=";"))
    assert rows == [["'" + hostile]]
    assert inert(-3) == -3


def test_tables_open_in_a_french_spreadsheet():
    day = a_day(22, 4, 3, drawings=False)
    day["problems"][0]["text"] = 'Il dit : "froid" ;\net voilà'
    for rows in tables(report_of(day), same).values():
        content = as_csv(rows)
        assert content.startswith(b"\xef\xbb\xbf")
        read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        assert len(read) == len(rows)
    assert len({len(row) for row in tables(report_of(), same)["idees.csv"]}) == 1


def test_an_archive_has_no_date_and_takes_the_pdf_later():
    files = {"b.txt": b"b", "a/c.txt": b"c"}
    assert as_zip(files) == as_zip(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(add_to_zip(as_zip(files), "a.pdf", b"%PDF"))) as archive:
        assert archive.namelist() == ["a.pdf", "a/c.txt", "b.txt"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u202eb\u2066c\u200bd\x00e", "abcde"),
        ("Z" + "\u0301" * 40, "Z" + "\u0301" * 3),
        ("👨‍👩‍👧 🏳️‍🌈", "👨‍👩‍👧 🏳️‍🌈"),
        ("مرحبا بالجميع", "مرحبا بالجميع"),
        (" deux \r\n lignes\t", "deux \n lignes"),
    ],
)
def test_signs_that_break_pages_are_dropped_and_languages_are_not(text: str, kept: str):
    assert cleaner((), {})(text) == kept
