"""The six ready-made programmes, and what an edited copy is told."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eventlab.sessions import formats
from eventlab.sessions.formats import Format, StepPlan, all_formats, check_format
from eventlab.sessions.rules.programme import misplaced
from eventlab.sessions.rules.step_kinds import COMMON, KINDS, defaults

FORMATS = {each.key: each for each in all_formats()}
STEPS = [
    pytest.param(step, id=f"{each.key}-{place}-{step.kind}")
    for each in all_formats()
    for place, step in enumerate(each.steps, 1)
]
each_format = pytest.mark.parametrize("form", all_formats(), ids=lambda form: form.key)
each_step = pytest.mark.parametrize("step", STEPS)


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Yield every {language: text} within a value."""
    if isinstance(value, dict):
        if "fr" in value or "en" in value:
            yield value
        for inner in value.values():
            yield from texts(inner)
    if isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def sentences(text: str) -> list[str]:
    return [said for said in re.split(r"(?<=[.!?])\s+", text) if said]


# --- what comes with EventLab


def test_all_six_formats_of_the_product_are_there() -> None:
    assert list(FORMATS) == [
        "mairie", "hackathon", "museomix", "bazar", "speed_meeting", "referral_clinic",
    ]  # fmt: skip


def test_the_town_hall_day_lasts_from_nine_to_a_quarter_past_five() -> None:
    assert (FORMATS["mairie"].starts_at, FORMATS["mairie"].ends_at) == ("09:00", "17:15")
    assert FORMATS["mairie"].people == (40, 80)


def test_the_town_hall_day_has_the_minutes_of_the_product() -> None:
    assert [(step.kind, step.minutes) for step in FORMATS["mairie"].steps] == [
        ("welcome", 30), ("message", 20), ("post", 45), ("message", 20), ("group", 25),
        ("vote", 20), ("teams", 30), ("message", 60), ("rounds", 30), ("work", 50), ("work", 45),
        ("message", 15), ("work", 40), ("fair", 40), ("evaluate", 20), ("close", 5),
    ]  # fmt: skip


def test_the_town_hall_day_has_four_rounds_of_five_minutes() -> None:
    rounds = next(step for step in FORMATS["mairie"].steps if step.kind == "rounds").settings
    assert (rounds["count"], rounds["minutes"], rounds["change"]) == (4, 5, 1)


def test_the_hackathon_has_two_sprints_of_ninety_minutes_and_no_winner() -> None:
    steps = FORMATS["hackathon"].steps
    assert [step.minutes for step in steps if "Sprint" in step.title["fr"]] == [90, 90]
    fair = next(step for step in steps if step.kind == "fair").settings
    assert fair["minutes_each"] == 2
    assert not [step for step in steps if step.settings.get("on") == "ideas"]
    assert next(step for step in steps if step.kind == "post").settings["pitch_seconds"] == 60


def test_museomix_has_six_profiles_and_a_sheet_of_six_answers() -> None:
    steps = FORMATS["museomix"].steps
    teams = next(step for step in steps if step.kind == "teams").settings
    assert [profile["key"] for profile in teams["profiles"]] == [
        "content", "design", "communication", "code", "making", "use",
    ]  # fmt: skip
    assert any(len(step.settings["sheet"]) == 6 for step in steps if step.kind == "work")
    assert next(step for step in steps if step.kind == "rounds").settings["minutes"] == 8


def test_the_bazaar_asks_for_three_to_five_wishes_and_gives_a_card() -> None:
    steps = FORMATS["bazar"].steps
    rounds = next(step for step in steps if step.kind == "rounds").settings
    assert (rounds["wishes_least"], rounds["wishes_most"]) == (3, 5)
    assert any(step.settings["per"] == "person" for step in steps if step.kind == "work")


def test_the_speed_meeting_has_two_sides_and_shares_only_what_both_want() -> None:
    form = FORMATS["speed_meeting"]
    assert set(form.labels) == {"resident", "professional"}
    for step in form.steps:
        if step.kind == "rounds":
            assert (step.settings["meet"], step.settings["minutes"]) == ("sides", 6)
            assert step.settings["meet_again"]
            assert step.settings["fixed_seats"]


def test_the_referral_clinic_has_six_parts_in_fifty_minutes() -> None:
    form = FORMATS["referral_clinic"]
    parts = [step.minutes for step in form.steps if step.kind not in ("welcome", "close")]
    assert parts == [5, 10, 3, 20, 7, 5]
    assert sum(parts) == 50
    assert form.people == (5, 8)


@each_format
def test_a_day_opens_closes_and_makes_sense_in_its_order(form: Format) -> None:
    kinds = [step.kind for step in form.steps]
    assert (kinds[0], kinds[-1]) == ("welcome", "close")
    assert misplaced(kinds) == ()


@each_format
def test_a_format_ends_the_day_it_begins_and_in_its_hours(form: Format) -> None:
    assert form.minutes == sum(step.minutes for step in form.steps)
    assert form.starts_at < form.ends_at <= "21:00"


@each_step
def test_instructions_are_read_at_a_glance(step: StepPlan) -> None:
    for language in ("fr", "en"):
        for sentence in sentences(step.instruction[language]):
            assert len(re.findall(r"[\w’'-]+", sentence)) <= 12, sentence


@each_step
def test_every_text_is_there_in_both_languages(step: StepPlan) -> None:
    for said in texts([step.title, step.instruction, step.settings]):
        assert set(said) >= {"fr", "en"}
        assert said["fr"].strip()
        assert said["en"].strip()


@each_format
def test_texts_are_written_in_both_languages_in_the_file_itself(form: Format) -> None:
    for said in texts(tomllib.loads(formats.format_source(form.key))):
        assert set(said) >= {"fr", "en"}, said


@each_format
def test_spaces_before_signs_are_ordinary_ones(form: Format) -> None:
    assert not re.search("[\u00a0\u202f\u2009]", formats.format_source(form.key))


@each_step
def test_a_step_knows_all_its_settings(step: StepPlan) -> None:
    assert set(defaults(step.kind)) <= set(step.settings) <= {*KINDS[step.kind], *COMMON}


def test_every_kind_of_step_is_used_by_some_format() -> None:
    assert {step.kind for form in all_formats() for step in form.steps} == set(KINDS)


def test_there_is_no_format_of_another_name() -> None:
    assert formats.format_by_key("mairie") is FORMATS["mairie"]
    assert formats.format_by_key("rave") is None
    with pytest.raises(KeyError):
        formats.format_source("../../models")


# --- a copy edited by an organiser

SMALL = """
key = "petit"
starts_at = "14:00"
people = [5, 10]
title = { fr = "Petit atelier" }
summary = { fr = "Deux étapes." }

[[steps]]
kind = "welcome"
minutes = 10
title = { fr = "Accueil" }
instruction = { fr = "Entrez." }

[[steps]]
kind = "post"
minutes = 20
title = { fr = "Écrire" }
instruction = { fr = "Écrivez." }
settings = { hidden = true }
"""


def edited(before: str, after: str) -> list[str]:
    assert before in SMALL
    return check_format(tomllib.loads(SMALL.replace(before, after)))


def test_a_small_copy_in_one_language_is_enough() -> None:
    form = formats.read_format(SMALL)
    assert form.steps[1].title == {"fr": "Écrire", "en": "Écrire"}
    assert form.steps[1].settings == defaults("post") | {"hidden": True}
    assert form.ends_at == "14:30"


@pytest.mark.parametrize(("before", "after", "said"), [
    ('key = "petit"', 'key = "Petit atelier"', ["« key »", "minuscules"]),
    ('starts_at = "14:00"', 'starts_at = "14h"', ["« starts_at »", "09:00"]),
    ("people = [5, 10]", "people = [10, 5]", ["« people »", "[40, 80]"]),
    ("people = [5, 10]", 'people = "dix"', ["« people »"]),
    ("people = [5, 10]", "people = [5, 10]\nsponsor = 1", ["« sponsor »", "summary"]),
    ("people = [5, 10]", "people = [5, 10]\nlabels = { resident = {} }", ["« labels »"]),
    ('title = { fr = "Petit atelier" }', 'title = "Petit atelier"', ["« title »", "{ fr ="]),
    ('kind = "post"', 'kind = "poste"', ["Étape 2 (Écrire)", "« poste »", "message, post"]),
    ("minutes = 20", 'minutes = "vingt"', ["Étape 2 (Écrire)", "« minutes »", "entier"]),
    ("minutes = 20", "minutes = -1", ["Étape 2 (Écrire)", "« minutes »"]),
    ("minutes = 20", "minutes = true", ["Étape 2 (Écrire)", "« minutes »"]),
    ('instruction = { fr = "Écrivez." }', "instruction = { fr = '' }", ["« instruction »"]),
    ("hidden = true", 'hidden = "oui"', ["Étape 2", "« hidden »", "« oui »", "true / false"]),
    ("hidden = true", 'perspective = "voisin"', ["« perspective »", "all / resident"]),
    ("hidden = true", "cache = true", ["« cache »", "hidden"]),
    ("hidden = true", "pitch_seconds = 9999", ["« pitch_seconds »", "0 - 600"]),
    ("settings = { hidden = true }", "settings = 3", ["Étape 2", "« settings »", "table"]),
    ('kind = "post"', 'kind = "vote"', ["Étape 2 (Écrire)", "rien à mettre au vote"]),
])  # fmt: skip
def test_a_mistake_is_told_with_its_step_and_what_was_expected(
    before: str, after: str, said: list[str]
) -> None:
    complaints = edited(before, after)
    assert any(all(piece in line for piece in said) for line in complaints), complaints


@pytest.mark.parametrize(("kind", "settings", "said"), [
    ("rounds", "{ count = 5, minutes = 5, change = 1 }", "5 tours demandent 30 minutes"),
    ("rounds", "{ wishes_least = 5, wishes_most = 3 }", "« wishes_least » (5) dépasse"),
    ("teams", "{ smallest = 8, largest = 4 }", "« smallest » (8) dépasse « largest » (4)"),
    ("teams", "{ smallest = 2, largest = 3, k_resident = 3, k_professional = 2 }", "5 personnes"),
    ("teams", "{ k_resident = 'deux' }", "« k_resident »"),
    ("evaluate", "{ questions = [] }", "3 à 5"),
    ("evaluate", "{ commitments = true }", "3 à 5"),
    ("work", "{ sheet = [{ key = 'Nom', fr = 'Nom' }] }", "« key »"),
    ("work", "{ sheet = [{ key = 'nom' }] }", "« sheet 1: nom »"),
    ("work", "{ sheet = [{ key = 'nom', fr = 'Nom', limit = 5 }] }", "« sheet 1: limit »"),
    ("work", "{ sheet = 'nom' }", "« sheet »"),
    ("work", "{ sheet = ['nom'] }", "« sheet 1: »"),
    ("work", "{ prompts = [{ fr = 'Allez' }] }", "« prompts 1: at_minute »"),
    ("message", "{ notes = 'Parlez fort' }", "« notes »"),
])  # fmt: skip
def test_settings_are_checked_one_by_one_and_together(kind: str, settings: str, said: str) -> None:
    source = SMALL.replace('kind = "post"', f'kind = "{kind}"')
    source = source.replace("{ hidden = true }", settings)
    complaints = check_format(tomllib.loads(source))
    assert any(said in line and line.startswith("Étape 2 (Écrire)") for line in complaints), (
        complaints
    )


@pytest.mark.parametrize("steps", [None, [], "rien", [1, 2], {"kind": "post"}])
def test_a_format_without_steps_is_told_so(steps: Any) -> None:
    data = {**tomllib.loads(SMALL), "steps": steps}
    assert any("[[steps]]" in line for line in check_format(data))


def test_every_mistake_is_told_at_once() -> None:
    source = SMALL.replace("minutes = 10", "minutes = -1").replace("minutes = 20", "minutes = -2")
    with pytest.raises(formats.FormatRefused) as refused:
        formats.read_format(source)
    assert len(refused.value.complaints) == 2


def test_a_file_that_is_not_toml_is_refused_with_its_line() -> None:
    with pytest.raises(formats.FormatRefused, match="line 2"):
        formats.read_format('key = "petit"\n???')


def test_nothing_an_organiser_writes_makes_the_check_fall_over() -> None:
    odd: list[Any] = [
        None,
        0,
        -1,
        1.5,
        True,
        "",
        "x",
        [],
        [[]],
        [{}],
        {},
        {"fr": "x", "en": 1},
        {"fr": "x"},
    ]
    base = tomllib.loads(SMALL)
    for name in (*base, "labels"):
        for value in odd:
            check_format({**base, name: value})
    for kind in KINDS:
        for name in (*KINDS[kind], *COMMON, "kind", "title", "instruction", "minutes", "settings"):
            for value in odd:
                step = {**base["steps"][0], "kind": kind, "settings": {name: value}}
                check_format({**base, "steps": [step, {**step, name: value}]})


def test_complaints_can_be_told_in_another_language() -> None:
    said = check_format({**tomllib.loads(SMALL), "people": 3}, translate=lambda text: f"EN {text}")
    assert said
    assert all(line.startswith("EN ") for line in said)


def test_the_documentation_names_every_kind_and_every_setting() -> None:
    documentation = Path("docs/formats.md").read_text("utf-8")
    for kind, settings in KINDS.items():
        section = documentation.split(f"### `{kind}`", 1)[1].split("\n#", 1)[0]
        for name, setting in settings.items():
            row = next(line for line in section.split("\n") if line.startswith(f"| `{name}` |"))
            if setting.type == "number":
                assert f"{setting.lowest} to {setting.highest}" in row
                assert f"| {setting.default} |" in row
            for word in setting.choices:
                assert f"`{word}`" in row
