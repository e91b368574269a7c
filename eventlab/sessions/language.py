"""Languages: which one a person reads, and the no-break spaces French needs.

Message ids are French sentences typed with ordinary spaces. What gettext gives back goes
through ``typeset``, so that nobody has to type invisible characters in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Domain, get_locale, refresh
from wtforms.i18n import messages_path

from eventlab.extensions import babel
from eventlab.sessions import identity
from eventlab.sessions.reference import languages as spoken_languages
from eventlab.sessions.rules.scripts import imported, loadable

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT = "fr"
#: Whose way of writing dates a language follows: "26 November", as in Europe.
DATES = {"fr": "fr_FR", "en": "en_GB"}
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"
STATIC = CATALOGUES.parent.parent / "static"

NARROW = "\u202f"
NO_BREAK = "\u00a0"


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """French text with its no-break spaces: narrow before ; ! ?, plain before : and in « ».

    Source: Imprimerie nationale, "Lexique des règles typographiques".
    """
    text = re.sub(r" ([;!?])", NARROW + r"\1", text)
    text = re.sub(r" ([:»])", NO_BREAK + r"\1", text)
    return text.replace("« ", "«" + NO_BREAK)


class TypesetDomain(Domain):
    """The catalogue, with French set as an editor would."""

    def get_translations(self) -> Any:
        translations = super().get_translations()
        return _as_printed(translations) if current_language() == "fr" else translations


class Typeset(NullTranslations):
    """Translations whose sentences are typeset on the way out."""

    def __init__(self, inner: Translations | NullTranslations) -> None:
        super().__init__()
        self._inner = inner

    def ugettext(self, message: str) -> str:
        return typeset(self._inner.ugettext(message))

    gettext = ugettext

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        # Nought is singular in French: "0 problème".
        return typeset(msgid1 if abs(n) < 2 else msgid2)

    ungettext = ngettext

    def upgettext(self, context: str, message: str) -> str:
        return typeset(str(self._inner.upgettext(context, message)))

    pgettext = upgettext


@cache
def _as_printed(translations: Translations) -> Typeset:
    return Typeset(translations)


def current_language() -> str:
    """The language spoken to this person: the one chosen, else the browser's, else French."""
    if not has_request_context():
        return DEFAULT
    if "language" not in g:  # asked a hundred times a page
        g.language = _language_asked()
    return str(g.language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language whatever the person asked for: what leaves the day speaks the event's."""
    before = current_language()
    g.language = language
    refresh()
    try:
        yield
    finally:
        g.language = before
        refresh()


def _language_asked() -> str:
    chosen = identity.chosen_language()
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES), DEFAULT) or DEFAULT


def start(app: Flask) -> None:
    """Give the application its languages."""
    babel.init_app(app, default_locale=DEFAULT, locale_selector=current_language)
    babel.domain_instance = TypesetDomain()
    app.before_request(_speak_in_forms)
    app.jinja_env.globals["languages"] = LANGUAGES
    app.jinja_env.globals["current_language"] = current_language
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.globals["first_scripts"] = first_scripts
    app.jinja_env.globals["in_language"] = in_language
    app.jinja_env.globals["long_date"] = long_date
    app.jinja_env.globals["full_date"] = full_date
    app.jinja_env.globals["day_line"] = day_line
    app.jinja_env.globals["hour_words"] = hour_words


def _speak_in_forms() -> None:
    # Where Flask-WTF looks; it would read the file again for each form.
    request.wtforms_translations = _sentences_of_forms(current_language())  # type: ignore[attr-defined]


@cache
def _sentences_of_forms(language: str) -> Translations | NullTranslations:
    return Translations.load(messages_path(), [language], domain="wtforms")


@cache
def script_catalogue(language: str, surface: str) -> dict[str, Any]:
    """The sentences a surface's scripts use: {French: translation or [one, many]}.

    Empty for French, which is what the scripts are written in.
    """
    path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    if language == DEFAULT or not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    here = {f"static/{module}" for module in loadable(f"js/pages/{surface}.js", scripts())}
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in catalogue
        if message.id and any(place in here for place, _ in message.locations)
    }


@cache
def scripts() -> dict[str, str]:
    """The text of every script, by its path below ``static/``."""
    found = [*STATIC.glob("js/**/*.js"), *STATIC.glob("vendor/*.js")]
    return {path.relative_to(STATIC).as_posix(): path.read_text("utf-8") for path in found}


@cache
def first_scripts(surface: str) -> list[str]:
    """What a surface loads before it can draw: named in the page, they come all at once."""
    return imported(f"js/pages/{surface}.js", scripts())[1:]


def in_language(texts: dict[str, Any] | None, fallback: str = DEFAULT) -> str:
    """The text of {language: text} this person reads best; "" when there is none."""
    if not texts:
        return ""
    language = current_language()
    for choice in (language, fallback, DEFAULT, *texts):
        if texts.get(choice):
            return typeset(str(texts[choice])) if language == "fr" else str(texts[choice])
    return ""


def long_date(iso: str) -> str:
    """An ISO date in words: ``22 mai 2027``."""
    return _written(iso, "long")


def full_date(iso: str) -> str:
    """An ISO date with its day of the week: ``samedi 22 mai 2027``."""
    return _written(iso, "full")


def day_line(iso: str) -> str:
    """The same where it begins a line of its own: ``Samedi 22 mai 2027``."""
    written = full_date(iso)
    return written[:1].upper() + written[1:]


def hour_words(at: str) -> str:
    """A time of day (``09:30``) as this person's language writes it."""
    hour, colon, minute = at.partition(":")
    return (
        f"{int(hour)}{NO_BREAK}h{NO_BREAK}{minute}" if colon and current_language() == "fr" else at
    )


def _written(iso: str, length: Literal["long", "full"]) -> str:
    return format_date(date.fromisoformat(iso), length, locale=DATES[current_language()])


def spoken_names() -> dict[str, str]:
    """The languages people may say they speak, each as this person's language calls it."""
    known = Locale.parse(current_language()).languages
    return {spoken.code: known.get(spoken.code, spoken.name) for spoken in spoken_languages()}
