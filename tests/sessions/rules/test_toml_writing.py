"""What is written as TOML reads back the same."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlab.sessions.rules.toml_writing import write_toml

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    texts | st.integers(-(2**60), 2**60) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts, values, max_size=5))
def test_what_is_written_reads_back_the_same(data):
    assert tomllib.loads(write_toml(data)) == data


def test_a_list_of_tables_gets_headings_a_person_can_edit():
    written = write_toml({"key": "a", "steps": [{"kind": "post"}, {"kind": "vote"}]})
    assert written == 'key = "a"\n\n[[steps]]\nkind = "post"\n\n[[steps]]\nkind = "vote"\n'


@pytest.mark.parametrize("value", [None, 1.5, object()])
def test_what_toml_cannot_hold_is_refused(value):
    with pytest.raises(TypeError):
        write_toml({"key": value})
