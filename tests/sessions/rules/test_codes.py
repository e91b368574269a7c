"""Join codes and personal codes: what is given out, and what typing brings back."""

import random
import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlab.sessions.rules import codes

WORDS = tuple(codes._words().values())
FOLDED = tuple(codes._words())


def seeded(seed: int) -> codes.RandBelow:
    return random.Random(seed).randrange


# --- the join code


def test_a_join_code_is_six_characters_of_the_alphabet() -> None:
    for seed in range(500):
        code = codes.make_join_code(seeded(seed))
        assert len(code) == 6
        assert set(code) <= set(codes.JOIN_ALPHABET)


def test_the_alphabet_has_no_vowel_and_no_character_taken_for_another() -> None:
    assert not set("AEIOUY01LSZBG") & set(codes.JOIN_ALPHABET)


def test_a_join_code_never_spells_an_abbreviation() -> None:
    for seed in range(2000):
        code = codes.make_join_code(seeded(seed))
        assert not re.search("[A-Z]{3}|FN|RN|WC|KK|88|69|666", code), code


def test_an_unwelcome_draw_is_drawn_again() -> None:
    draws = iter([codes.JOIN_ALPHABET.index(char) for char in "888888" + "K7QP2M"])
    assert codes.make_join_code(lambda _: next(draws)) == "K7QP2M"


@pytest.mark.parametrize(
    "typed",
    [
        "K7QP2M",
        "k7qp2m",
        " k7q-p2m ",
        "K7Q P2M",
        "K.7.Q.P.2.M",
        "K7OP2M",
        "k70pzm",
        "KIQP2M",
        "k1qp2m",
    ],
)
def test_what_a_hurried_person_types_is_read_as_the_join_code(typed: str) -> None:
    assert codes.normalise_join_code(typed) == "K7QP2M"


@pytest.mark.parametrize(
    "typed", ["", "K7QP2", "K7QP2MM", "K7QPAM", "K7QP2é", "K7QP2م", "x" * 10_000]
)
def test_what_cannot_be_a_join_code_is_none(typed: str) -> None:
    assert codes.normalise_join_code(typed) is None


@given(st.text())
def test_reading_a_join_code_twice_changes_nothing(text: str) -> None:
    code = codes.normalise_join_code(text)
    assert code is None or codes.normalise_join_code(code) == code


# --- the word list


def test_the_list_gives_a_hundred_million_codes() -> None:
    assert len(WORDS) >= 1000
    assert len(WORDS) * (len(WORDS) - 1) * len(codes._NUMBERS) >= 1000 * 999 * 100


def test_words_are_four_to_nine_small_letters() -> None:
    for word in WORDS:
        assert unicodedata.is_normalized("NFC", word)
        assert re.fullmatch("[a-z]{4,9}", codes.fold(word)), word
        assert word == word.lower()


def test_no_two_words_are_one_slip_apart() -> None:
    near = [
        (one, other)
        for one in FOLDED
        for shorter in codes._shortenings(one)
        for other in codes._by_shortening()[shorter]
        if one < other and codes.within_one_slip(one, other)
    ]
    assert near == []


def test_no_word_begins_another_so_the_dash_may_be_forgotten() -> None:
    assert [pair for pair in pairwise(sorted(FOLDED)) if pair[1].startswith(pair[0])] == []


SOUNDS = [
    ("eau|au", "o"), ("ph", "f"), ("qu|ch(?=r)", "k"), ("sch|sh", "ch"), ("ç|sc(?=[eiéèê])", "ss"),
    ("c(?=[eiéèêy])", "ss"), ("c(?!h)", "k"), ("g(?=[eiéèêy])", "j"), ("gu(?=[eiéèêy])", "g"),
    ("(ain|ein|im|ym|yn)(?![aeiouymn])", "in"), ("(am|em|en)(?![aeiouymn])", "an"), ("om", "on"),
    ("(?<!s)s$", ""), ("(er|ez|et|ée)$", "é"), ("(?<=[^aeiou])[tdxp]$|(?<=[aeiou])[tdxps]$", ""),
    ("e$", ""), ("ai|ei|[éèêë]", "e"), ("y|ï", "i"), ("(?<!c)h", ""), ("w", "v"), ("œ", "e"),
    (r"(\w)\1", r"\1"),
]  # fmt: skip


def sound(word: str) -> str:
    """Give a rough key of how a word sounds in French: equal keys may be misheard."""
    for spelling, heard in SOUNDS:
        word = re.sub(spelling, heard, word)
    return codes.fold(word)


def test_the_sound_key_finds_homophones() -> None:
    assert sound("seau") == sound("sot") == sound("saut")
    assert sound("ancre") == sound("encre")
    assert sound("ballet") == sound("balai")


def test_no_two_words_sound_the_same() -> None:
    heard: dict[str, str] = {}
    same = [
        (word, heard[sound(word)]) for word in WORDS if heard.setdefault(sound(word), word) != word
    ]
    assert same == []


UNWELCOME = """
    andouille arme asperge autruche babouin baleine banane bidon blaireau boudin bouffon cafard
    caniche carton chameau chienne clodo clown cloporte cochon corbeau cornichon cruche
    crabe couteau dinde douche elephant fardeau fusil garce gland gourde grenade grue guenon
    huissier lapin maquereau marteau melon morue morpion moule nouille patate pedale pigeon
    pipe poule poufiasse prison punaise quenelle quiche radeau raton requin salope singe
    souris sarrasin taudis thon tombe torchon truie truffe turban vache vautour vermine vipere
    voile creole croix chapelle minaret bombe cancer galere jambon lardon whisky vodka
"""


def test_nobody_is_called_by_a_word_that_hurts_or_has_a_second_meaning() -> None:
    assert not set(UNWELCOME.split()) & set(FOLDED)


@pytest.mark.parametrize(
    "root", ["salop", "putain", "merde", "negre", "encul", "connar", "batard", "bite"]
)
def test_no_word_hides_an_insult(root: str) -> None:
    assert [word for word in FOLDED if root in word] == []


# --- the personal code


def test_a_personal_code_is_two_different_words_and_two_digits() -> None:
    for seed in range(500):
        code = codes.make_personal_code(seeded(seed), ())
        first, second, number = code.split("-")
        assert first in WORDS
        assert second in WORDS
        assert first != second
        assert re.fullmatch("[1-9][0-9]", number)


def test_a_taken_code_is_never_given_again() -> None:
    first = codes.make_personal_code(seeded(1), ())
    assert codes.make_personal_code(seeded(1), {first}) != first


def spellings(code: str) -> list[str]:
    bare = codes.fold(code)
    return [
        code,
        code.upper(),
        bare,
        bare.replace("-", ""),
        bare.replace("-", " ").title(),
        code.replace("-", "\u2011"),
        code.replace("-", " – "),
        code.replace("-", "_"),
        code.replace("-", ", ") + " .",
        unicodedata.normalize("NFD", code),
        "\u200b\ufeff " + code + "\n",
        code[:-2] + code[-2] + " " + code[-1],
        code.replace("-", "\u00a0"),
        code.replace("oe", "œ"),
        code[:-2] + "".join(chr(ord("٠") + int(digit)) for digit in code[-2:]),
    ]


@pytest.mark.parametrize("seed", range(60))
def test_however_it_is_typed_the_code_is_found(seed: int) -> None:
    code = codes.make_personal_code(seeded(seed), ())
    for typed in spellings(code):
        assert codes.normalise_personal_code(typed) == code, ascii(typed)


@pytest.mark.parametrize(
    "typed", ["mesange cactus 47", "MESANGECACTUS47", "Mésange Cactus, 47", "mésange-cactus-47"]
)
def test_the_example_of_the_slip_is_found(typed: str) -> None:
    assert codes.normalise_personal_code(typed) == "mésange-cactus-47"


def test_a_word_with_a_ligature_is_found_either_way() -> None:
    assert codes.normalise_personal_code("oeillet cactus 31") == "œillet-cactus-31"
    assert codes.normalise_personal_code("ŒILLET CACTUS 31") == "œillet-cactus-31"


def test_letters_typed_for_digits_are_understood() -> None:
    assert codes.normalise_personal_code("mésange-cactus-4O") == "mésange-cactus-40"
    assert codes.normalise_personal_code("mésange-cactus-l7") == "mésange-cactus-17"


@pytest.mark.parametrize(
    "typed",
    [
        "", "47", "mésange-47", "mésange-cactus", "mésange-cactus-4", "mésange-cactus-477",
        "mesenge-cactus-47", "mésange-cactus-pomme-47", "47-mésange-cactus", "кактус-mésange-47",
        "-" * 10_000, "a" * 10_000, "\x00", "mésange-cactus-½½",
    ],
)  # fmt: skip
def test_what_is_not_a_personal_code_is_none(typed: str) -> None:
    assert codes.normalise_personal_code(typed) is None


def test_no_two_codes_share_a_dashless_form() -> None:
    given_out = {codes.make_personal_code(seeded(seed), ()) for seed in range(3000)}
    assert len({codes.fold(code).replace("-", "") for code in given_out}) == len(given_out)


@given(st.text())
def test_reading_a_personal_code_twice_changes_nothing(text: str) -> None:
    code = codes.normalise_personal_code(text)
    assert code is None or codes.normalise_personal_code(code) == code


# --- the kind message


@pytest.mark.parametrize(
    "typed",
    [
        "mesenge cactus 47",
        "mésange-catcus-47",
        "mesangescactus47",
        "mesanecactus47",
        "mésnge-cactuss-47",
    ],
)
def test_one_slip_a_word_still_suggests_the_code(typed: str) -> None:
    assert "mésange-cactus-47" in codes.suggest(typed)
    assert codes.normalise_personal_code(typed) is None


@pytest.mark.parametrize(
    "typed", ["", "bonjour", "mésange-cactus-47", "zzzzz-yyyyy-12", "mesenge cactus"]
)
def test_nothing_is_suggested_for_a_good_or_a_hopeless_text(typed: str) -> None:
    assert codes.suggest(typed) == ()


@given(st.text(alphabet="abcdeilnorstu-47", max_size=30))
def test_suggestions_are_always_readable_codes_and_few(text: str) -> None:
    suggestions = codes.suggest(text)
    assert len(suggestions) <= 3
    assert all(codes.normalise_personal_code(code) == code for code in suggestions)


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_a_slip_is_the_same_both_ways(one: str, other: str) -> None:
    assert codes.within_one_slip(one, other) == codes.within_one_slip(other, one)
