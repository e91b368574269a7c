"""Sentences are found wherever a template may hide them."""

import io

import pytest

from scripts.javascript_messages import UnreadableMessage, extract, flatten

KEYWORDS = {"_": None, "ngettext": (1, 2)}


def messages(source: str) -> list[tuple[int, object]]:
    """Give (line, messages) for each sentence of a source."""
    found = extract(io.BytesIO(source.encode()), KEYWORDS, [], {})
    return [(line, text) for line, _function, text, _comments in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('const a = _("Envoyer");', [(1, "Envoyer")]),
        ('html`<p>\n${_("Envoyer")}</p>`', [(2, "Envoyer")]),
        ('html`<p>${a && html`<b>${_("Envoyer")}</b>`}</p>`', [(1, "Envoyer")]),
        ('html`<p>aujourd\'hui</p>${_("Envoyer")}`', [(1, "Envoyer")]),
        ('html`<p title=${_("Un")}>${list.map((x) => ({ x }))}${_("Deux")}</p>`',
         [(1, "Un"), (1, "Deux")]),
        ('html`<p>coût : 5 $ ${_("Prix")}</p>`', [(1, "Prix")]),
        ('text.replace(/`"/g, ""); html`${_("Envoyer")}`', [(1, "Envoyer")]),
        ("html`${a / b}${_('Envoyer')}${c / d}`", [(1, "Envoyer")]),
        ('// ` and `${\nhtml`${_("Envoyer")}`', [(2, "Envoyer")]),
        ('"`"; html`${_("Envoyer")}`', [(1, "Envoyer")]),
        ('html`\\` ${_("Envoyer")}`', [(1, "Envoyer")]),
        ('html`${ngettext("%(num)s voix", "%(num)s voix en tout", n)}`',
         [(1, ("%(num)s voix", "%(num)s voix en tout"))]),
        ('html`${_("Il reste " + "une voix")}`', [(1, "Il reste une voix")]),
        ("html`<p>_('pas une phrase')</p>`", []),
    ],
)  # fmt: skip
def test_a_sentence_is_found(source, expected):
    assert messages(source) == expected


def test_a_sentence_written_as_a_template_is_refused():
    with pytest.raises(UnreadableMessage, match=r"line 2: _\("):
        messages("\nconst a = _(`Il reste ${n} voix`);")


def test_flattening_keeps_every_line_where_it_was():
    source = "a`\n${b`\n`}\n`;\nc();\n"
    flat = flatten(source)
    assert flat.split("\n")[4] == "c();"
    assert "`" not in flat
