"""What differs between two texts: true of any two, the shortest way where it is found, and found at once or not looked for."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.editor.line_diff import MOST_CHANGES, line_diff
from playground.editor.text import MOST_SHOWN, diff

TEXTS = st.lists(st.sampled_from("abc"), max_size=12)


def shortest(old, new):
    """How many lines go and come at the least: what is left of the longest common subsequence."""
    lengths = {}
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            skipped = max(lengths.get((i + 1, j), 0), lengths.get((i, j + 1), 0))
            lengths[i, j] = lengths.get((i + 1, j + 1), 0) + 1 if old[i] == new[j] else skipped
    return len(old) + len(new) - 2 * lengths.get((0, 0), 0)


@given(TEXTS, TEXTS)
def test_what_goes_and_what_comes_leads_from_one_text_to_the_other_in_the_fewest_lines(old, new):
    made = line_diff(old, new)
    assert [line for sign, line in made if sign != "+"] == old
    assert [line for sign, line in made if sign != "-"] == new
    assert sum(sign != " " for sign, _ in made) == shortest(old, new)


def test_a_changed_line_goes_before_its_successor_comes():
    assert line_diff(["{", "a", "b", "}"], ["{", "A", "B", "}"]) == [
        (" ", "{"),
        ("-", "a"),
        ("-", "b"),
        ("+", "A"),
        ("+", "B"),
        (" ", "}"),
    ]


HOSTILE = {
    "two long lines": ("a" * 30_000 + "b", "b" + "a" * 30_000),
    "brackets": ("[" * 10_240, "[\n" * 10_240),
    "back\\slashes": ('{"a":"' + "\\" * 20_000, '{"b":"' + "\\" * 20_000 + "\n"),
    "empty lines": ("\n" * 32_000, "a\n" * 16_000),
    "lines of two kinds": ("a\nb\n" * 1_000, "b\na\na\n" * 600),
    "lines of two kinds, few enough": ("a\nb\n" * 300, "b\na\na\n" * 300),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_however_much_differs_it_is_said_at_once_and_in_few_lines(hostile):
    saved, text = HOSTILE[hostile]
    start = time.process_time()
    shown = diff(saved, text)
    assert time.process_time() - start < 2  # under 0.1 where nothing else runs
    assert len(shown["text"].split("\n")) <= 2 * MOST_SHOWN + 1


def test_where_too_much_differs_the_old_text_goes_and_the_new_one_comes():
    old, new = [f"a{n}" for n in range(MOST_CHANGES)], [f"b{n}" for n in range(MOST_CHANGES)]
    assert line_diff(["{", *old], ["{", *new]) == [(" ", "{"), *(("-", one) for one in old), *(("+", one) for one in new)]
