"""JSON read strictly, and where in a text each pointer stands."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.documents import Lines, NotJson, at, compact_json, lines_of, read_json, write_json

TEXT = '{\n  "a": [1,\n    {"b/c": "x"}],\n  "d~": null\n}'

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def test_every_pointer_has_its_lines():
    assert lines_of(TEXT) == {
        "": Lines(1, 5),
        "/a": Lines(2, 3),
        "/a/0": Lines(2, 2),
        "/a/1": Lines(3, 3),
        "/a/1/b~1c": Lines(3, 3),
        "/d~0": Lines(4, 4),
    }


@given(JSON)
def test_pointers_lead_to_values_and_lines_to_where_they_are_written(value):
    text = write_json(value)
    for pointer, lines in lines_of(text).items():
        assert 1 <= lines.first <= lines.last <= text.count("\n") + 1
        at(value, pointer)


@pytest.mark.parametrize(
    ("text", "half"),
    [
        (r'"\ud83d"', True),
        (r'"\ude00\ud83d"', True),
        (r'{"\uDFFF": 1}', True),
        (r'"\\\ud83d"', True),
        (r'"\ud83d\ude00"', False),
        (r'"\\ud83d"', False),
        (r'"\u00e4\uD83D\uDE00"', False),
    ],
)
def test_half_a_character_is_no_json_for_it_could_be_written_nowhere(text, half):
    if half:
        with pytest.raises(NotJson, match="half a surrogate pair"):
            read_json(text)
    else:
        read_json(text).encode()


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', "[NaN]", "{", "[" * 5000, "[" + "9" * 5000 + "]", ""])
def test_what_is_no_json_is_refused_with_a_reason(text):
    with pytest.raises(NotJson) as refused:
        read_json(text)
    assert refused.value.reason
    assert lines_of(text) == {}


@pytest.mark.parametrize(("text", "reason"), [('{"a', "unterminated string"), ('["\n"]', "invalid control character")])
def test_the_reason_is_whole_without_the_place(text, reason):
    with pytest.raises(NotJson) as refused:
        read_json(text)
    assert refused.value.reason == reason


@given(st.text())
def test_no_text_makes_it_fail_otherwise(text):
    try:
        value = read_json(text)
    except NotJson:
        return
    assert value == json.loads(text)


WHATEVER = st.recursive(
    JSON
    | st.integers()
    | st.text(st.characters(codec=None, exclude_categories=()), max_size=4)
    | st.sampled_from(["\x00", "\ud83d", 'é"']),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(WHATEVER)
def test_what_is_kept_on_one_line_is_read_as_it_was(value):
    assert json.loads(compact_json(value)) == value


def test_what_json_has_no_type_for_is_kept_as_text():
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    assert compact_json({"at": moment, "whole": 2**70, "by": ("a", 1)}) == (
        '{"at":"2026-11-23 00:00:00+00:00","whole":1180591620717411303424,"by":["a",1]}'
    )
    assert compact_json({"at": moment}) == '{"at":"2026-11-23 00:00:00+00:00"}'
