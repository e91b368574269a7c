"""Bring the catalogues level with the sentences of the interface. Run by ``make translations``.

The sentences stand in French in Python, templates and JavaScript; every other language is a
catalogue, ``eventlab/translations/<language>/LC_MESSAGES/messages.po``. New sentences come in
empty, sentences nobody says any more go out, translations are kept.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["en"]
LAZY = parse_keywords(["lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2"])

# No dates and no names: they would differ in every change and say nothing.
HEADER = """\
# EventLab's sentences in another language than French. Brought level by `make translations`.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def catalogue_path(language: str) -> Path:
    """Give the file that holds a language."""
    return ROOT / "eventlab" / "translations" / language / "LC_MESSAGES" / "messages.po"


def collect() -> Catalog:
    """Give every sentence of the interface, with the files that say it, untranslated."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    messages = extract_from_dir(
        ROOT, methods, options, DEFAULT_KEYWORDS | LAZY, comment_tags=["Translators:"]
    )
    for name, _line, message, comments, context in messages:
        # The file alone: line numbers would change the catalogue with every edit.
        found.add(message, locations=[(name, None)], auto_comments=comments, context=context)
    return found


def read(language: str) -> Catalog:
    """Give the catalogue of a language; an empty one when there is no file yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalogue: Catalog) -> None:
    """Write the catalogue of a language, sorted by sentence."""
    body = io.BytesIO()
    write_po(body, catalogue, sort_output=True, ignore_obsolete=True, omit_header=True)
    header = HEADER.format(language=language, plural_forms=catalogue.plural_forms)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + body.getvalue().decode(), encoding="utf-8")


def untranslated(catalogue: Catalog) -> list[str]:
    """Give the sentences of a catalogue without a complete translation, in French."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not is_translated(message)
    ]


def is_translated(message: Message) -> bool:
    """Tell whether a sentence has its translation, in every plural form."""
    if isinstance(message.id, str):
        return bool(message.string)
    return isinstance(message.string, tuple) and all(message.string)


def main() -> None:
    """Bring every catalogue level and name what is still to be translated."""
    sentences = collect()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(sentences, no_fuzzy_matching=True)
        write(language, catalogue)
        empty = untranslated(catalogue)
        for sentence in empty:
            print(f"{language}: to translate: {sentence}")
        print(f"{language}: {len(catalogue) - len(empty)} of {len(catalogue)} sentences translated")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # for the extractor that babel.cfg names
    main()
