"""What becomes of what people write."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlab.boards.rules.text import (
    MOST_LINES,
    TextRefused,
    check_problem_text,
    clean,
    count_characters,
)

FAMILY = "👨‍👩‍👧‍👦"
ZWJ, ZWNJ = "\u200d", "\u200c"


def refusal(text: str, limit: int = 280) -> str:
    with pytest.raises(TextRefused) as refused:
        check_problem_text(text, limit)
    return refused.value.code


# --- what must pass unharmed


@pytest.mark.parametrize(
    "text",
    [
        "L’ascenseur est en panne depuis 3 semaines",
        "Un « vrai » local à vélos, s'il vous plaît !",
        "Pas d'eau chaude\u00a0: qui appeler\u00a0?",
        "Du vert sur le toit  -  et des bancs",
        "Des voisins #solidaires, un mur _vert_ & 10 à 15 m²",
        "Trop de bruit… la nuit – et le jour !",
        "Cœur de quartier, Île, À l'école, ÉTÉ, naïf, Noël",
        "50\u202f% de charges en plus\u2009!",
        "J'ai froid 🥶 chez moi 🏠, ça fait 😡😡",
        f"Nous sommes quatre {FAMILY} dans 20 m²",
        "Une rampe pour 👩🏽‍🦽 et 🧑🏿‍🦯, merci 🙏🏾",
        "Je vote ❤️ et 1️⃣ puis *️⃣",
        "Drapeaux 🇫🇷 🇺🇦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈",
        "Căn hộ của tôi quá ẩm ướt, tường bị mốc",
        "شقتي صغيرة جدًّا ورَطْبَة",
        "من نمی‌خواهم اسباب‌کشی کنم",
        "הַדִּירָה שֶׁלִּי קְטַנָּה מְאֹד",
        "मेरा घर बहुत छोटा है और छत टपकती है। क्षेत्र, हृदय, ज़मीन",
        "আমার ঘরে স্যাঁতসেঁতে দেয়াল, র‍্যাব",
        "எனது வீடு சிறியது, ஸ்ரீ",
        "ශ්‍රී ලංකා",
        "ห้องของฉันเล็กเกินไป ที่นี่ น้ำ",
        "ကြိုးစားပါတယ်",
        "我的房子太小，墙上发霉。葛󠄀飾",
        "私の家は寒いです",
        "집이 너무 추워요",
        "Моя квартира холодна, ґанок, їжа",
        "Ɲ kan'an ka so ka dɔgɔ, ɛɛ n̄ ɔ̃́",
        "Première ligne\nDeuxième ligne\n\nAutre paragraphe",
        "<b>pas gras</b> & \"guillemets\" 'simples' {accolades} %s",
        "=1+1 @moi -2 +3",
    ],
)
def test_what_people_mean_passes_unharmed(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)
    assert check_problem_text(text) == unicodedata.normalize("NFC", text)


# --- what is taken out


@pytest.mark.parametrize(("dirty", "cleaned"), [
    ("a\x00b", "ab"),
    ("a\x07\x1b[31mb", "a[31mb"),
    ("a\x7f\x9fb", "ab"),
    ("\u202eévitcepsrep\u202c", "évitcepsrep"),
    ("a\u202a\u202b\u202d\u2066\u2067\u2068\u2069\u200e\u200f\u061cb", "ab"),
    ("a\u200b\u2060\ufeff\u00ad\u180eb", "ab"),
    ("a\u200d\u200cb", "ab"),
    ("👍\u200d", "👍"),
    ("\u200d\u200d👍", "👍"),
    ("سلام\u200c", "سلام"),
    ("می\u200c\u200c\u200cخواهم", "میخواهم"),
    ("a\u3164\u115f\uffa0b", "ab"),
    ("a\ufe0fb", "ab"),
    ("x\U000e0041\U000e0042\U000e007fy", "xy"),
    ("a\ue000\U000f0000b", "ab"),
    ("a\uffff\ufdd0\ufffcb", "ab"),
    ("a\ud800b", "ab"),
    ("Z" + "\u0335\u0322\u0316\u0342\u0315\u0334" * 10, "Z\u0335\u0334\u0335"),
    ("e\u0301", "é"),
    ("e\u200b\u0301", "é"),
    ("a\tb", "a b"),
    ("a     b", "a b"),
    ("  a  b  ", "a  b"),
    ("a \r\n b\rc\u2028d", "a\nb\nc\nd"),
    ("a\n\n\n\n\nb", "a\n\nb"),
    ("\u00a0a\u00a0", "a"),
    ("\n\n", ""),
])  # fmt: skip
def test_what_nobody_typed_on_purpose_is_taken_out(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


def test_a_text_never_stands_taller_than_ten_lines() -> None:
    cleaned = clean("\n".join("abcdefghijklmnopqrst"))
    assert cleaned.count("\n") == MOST_LINES - 1
    assert cleaned.endswith("j k l m n o p q r s t")


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


MIXED = st.text(
    alphabet="aé e\u0301\u0300\u0327\u0315\u20e3 \t\n\r\u00a0\u200b\u200c\u200d\u202e\ufe0f\x00"
    "\u2028👍👨👩🏽🏳🌈🏴\U000e0067\U000e007fسلامیक्षि\u0950\u093cוּשׁ葛\U000e0100#1.",
    max_size=60,
)


@given(MIXED)
def test_cleaning_twice_is_cleaning_once_for_odd_mixtures(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not set(once) & set("\x00\u200b\u202e\r\t\u2028")
    assert unicodedata.is_normalized("NFC", once)


@given(MIXED)
def test_no_character_carries_a_tower(text: str) -> None:
    marks = 0
    for char in clean(text):
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        assert marks <= 5


# --- what is refused, by name


@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0"])
def test_blanks_are_an_empty_text(text: str) -> None:
    assert refusal(text) == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01",
        "\u200b\u200b",
        "\u2800",
        "\u3164",
        "\ufffd\ufffd",
        "L\ufffd\ufffdtat",
        "\u0301\u0301",
    ],
)
def test_a_text_of_which_nothing_can_be_read_is_said_unreadable(text: str) -> None:
    assert refusal(text) == "unreadable"


def test_one_letter_lost_on_the_way_does_not_refuse_the_text() -> None:
    assert check_problem_text("L'\ufffdtat de l'escalier") == "L'\ufffdtat de l'escalier"


def test_the_limit_counts_what_a_reader_counts() -> None:
    assert check_problem_text("é" * 280)
    assert check_problem_text("e\u0301" * 280) == "é" * 280
    assert check_problem_text(FAMILY * 200)
    assert count_characters(f"ab{FAMILY}🇫🇷é") == 5
    assert refusal("a" * 281) == "too_long"


def test_blanks_around_do_not_count() -> None:
    assert check_problem_text(" " * 50 + "a" * 280 + "\n" * 50) == "a" * 280


@pytest.mark.parametrize(
    "text",
    ["👍" * 10_000, FAMILY * 10_000, "a" + "\u0301" * 100_000, "\u200d" * 1_000_000, "क्" * 9_000],
)
def test_a_flood_is_refused_before_it_is_read(text: str) -> None:
    assert refusal(text) == "too_long"


def test_one_endless_character_is_too_long() -> None:
    assert refusal("👨" + "\u200d👨" * 1500) == "too_long"


def outcome(text: str) -> str:
    try:
        return check_problem_text(text)
    except TextRefused as refused:
        return refused.code


@given(st.text(max_size=400))
def test_a_text_is_stored_clean_or_refused_by_name(text: str) -> None:
    stored = outcome(text)
    assert stored == clean(stored)
    assert 0 < count_characters(stored) <= 280
    assert len(stored) <= 280 * 7
