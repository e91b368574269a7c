"""Real texts, read as they are."""

from pathlib import Path

import pytest

from eventlab.rehearsal.cards import CardsRefused, demo, read_cards


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "cards.csv"
    path.write_text(text, encoding=encoding, newline="")
    return path


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("column", ["titre", "text", "texte"])
def test_the_column_of_texts_is_found(tmp_path: Path, separator: str, column: str):
    path = written(tmp_path, separator.join(["id", column]) + "\n" + separator.join(["1", "Froid"]))
    assert [card.text for card in read_cards(path)] == ["Froid"]


def test_quoted_separators_and_line_breaks_are_part_of_the_text(tmp_path: Path):
    path = written(tmp_path, 'titre;n\r\n"Froid ; et ""humide""\r\nici";1\r\n')
    assert read_cards(path)[0].text == 'Froid ; et "humide"\nici'


def test_odd_characters_stay_and_blanks_around_go(tmp_path: Path):
    path = written(tmp_path, "titre\n  Handicap\u00a0: l’école #13  \n\n   \n", "utf-8-sig")
    assert [card.text for card in read_cards(path)] == ["Handicap\u00a0: l’école #13"]


@pytest.mark.parametrize(
    ("text", "encoding"), [("id;intitulé\n1;Froid\n", "utf-8"), ("titre\nété\n", "latin-1")]
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str, encoding: str):
    with pytest.raises(CardsRefused, match=r"cards\.csv"):
        read_cards(written(tmp_path, text, encoding))


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(CardsRefused):
        read_cards(tmp_path / "none.csv")


def test_the_demonstration_has_texts_for_both_perspectives():
    assert {text.perspective for text in demo().problems} == {"resident", "professional"}
