"""Every sentence of the interface can be read in every language."""

import pytest

from eventlab.sessions.language import script_catalogue
from scripts.translations import LANGUAGES, catalogue_path, collect, read, untranslated

SENTENCES = collect()
TRANSLATED = [language for language in LANGUAGES if catalogue_path(language).exists()]


def test_a_sentence_is_typed_with_ordinary_spaces():
    found = [str(one.id) for one in SENTENCES if {"\u00a0", "\u202f"} & set(str(one.id))]
    assert not found


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_has_the_sentences_of_the_interface_and_no_other(language):
    """When this fails: ``make translations``, then translate what it names."""
    keys = [{(one.id, one.context) for one in book} for book in (SENTENCES, read(language))]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language):
    assert not untranslated(read(language))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_blanks_of_its_sentence(language):
    catalogue = read(language)
    assert not [(one.id, list(one.check(catalogue))) for one in catalogue if one.check(catalogue)]


def test_a_phone_is_sent_the_sentences_of_its_own_scripts_only():
    phone, desk = (script_catalogue("en", surface) for surface in ("phone", "desk"))
    assert phone["Envoyer"] == "Send"
    assert "%(num)s coché" not in phone
    assert "%(num)s coché" in desk
