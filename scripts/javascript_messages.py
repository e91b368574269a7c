"""Find the sentences of the interface in JavaScript, inside nested htm templates too.

Babel's own extractor ends a template literal at the first backtick it meets, so what lies in a
template within a template is lost, and an apostrophe in a template's text hides what follows. Here
the templates are flattened first: their text is blanked, their ``${...}`` become plain
parentheses, and Babel reads what is left. Lines stay where they were.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_javascript

TOKEN = re.compile(
    r"""
      (?P<comment> //[^\n]* | /\*.*?\*/ )
    | (?P<string>  "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
    | (?P<regex>   /(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]* )
    | (?P<word>    [\w$]+ )
    | (?P<space>   \s+ )
    | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
TEXT = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*", re.DOTALL)
# After one of these a slash begins a regular expression; after anything else it divides.
BEFORE_REGEX = set("(,=:[!&|?{};+-*%<>~^") | {"return", "typeof", "case", "of", "in", ""}


class UnreadableMessage(ValueError):
    """A sentence that no catalogue can hold; the message says where it is."""


def extract(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Give ``(line, function, messages, comments)`` as Babel asks of an extraction method."""
    source = file.read().decode("utf-8")
    flat = flatten(source, keywords)
    yield from extract_javascript(
        io.BytesIO(flat.encode()), keywords, comment_tags, {**options, "jsx": False}
    )


def flatten(source: str, keywords: Collection[str] = ()) -> str:
    """Give the source with its templates opened: text blanked, ``${x}`` written ``(x)``.

    Raises ``UnreadableMessage`` where a function of ``keywords`` is given a template.
    """
    return Flattener(source, keywords).flat()


class Flattener:
    """One reading of one source, from left to right."""

    def __init__(self, source: str, keywords: Collection[str]) -> None:
        self.source = source
        self.keywords = keywords
        self.position = 0
        self.done: list[str] = []
        self.last = ["", ""]  # the last two tokens that count

    def flat(self) -> str:
        """Read to the end."""
        self._code()
        return "".join(self.done)

    def _code(self) -> None:
        """Read code up to the brace that closes it, or to the end."""
        depth = 0
        while self.position < len(self.source):
            token = self._token()
            if token == "`":
                self._template()
                continue
            depth += (token == "{") - (token == "}")
            if depth < 0:
                return
            self.done.append(token)

    def _token(self) -> str:
        match = TOKEN.match(self.source, self.position)
        assert match  # the last branch takes any character
        if match.lastgroup == "regex" and self.last[1] not in BEFORE_REGEX:
            self.position += 1
            self._remember("/")
            return "/"
        self.position = match.end()
        if match.lastgroup == "regex":
            self._remember("a regular expression")
            return blank(match.group())
        if match.lastgroup not in ("comment", "space"):
            self._remember(match.group())
        return match.group()

    def _remember(self, token: str) -> None:
        self.last = [self.last[1], token]

    def _template(self) -> None:
        """Read a template whose opening backtick was just taken."""
        self._refuse_message()
        self.done.append(" ")
        while self.position < len(self.source):
            self._text()
            if self.source.startswith("`", self.position):
                self.position += 1
                self.done.append(" ")
                break
            self.position += 2
            self.done.append(" (")
            self._remember("(")
            self._code()
            self.done.append(")")
        self._remember("a template")

    def _text(self) -> None:
        match = TEXT.match(self.source, self.position)
        assert match  # an empty text is a text
        self.position = match.end()
        self.done.append(blank(match.group()))

    def _refuse_message(self) -> None:
        # The last token is the backtick itself: look at what stands before it.
        text = "".join(self.done).rstrip()
        name = re.search(r"([\w$]+)\($", text)
        if name and name[1] in self.keywords:
            line = text.count("\n") + 1
            raise UnreadableMessage(
                f"line {line}: {name[1]}(`...`) cannot be translated; write "
                f'{name[1]}("... %(name)s ...", {{ name }})'
            )


def blank(text: str) -> str:
    """Give as many lines as ``text`` has, with nothing on them."""
    return re.sub(r"[^\n]", " ", text)
