"""Machine text as HTML: an attacker may have written every letter of it, so nothing of it may become markup."""

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.explain import Compared, standing_alone
from playground.pages.painting import paint, paint_lines, say
from playground.pages.pairs import pair

EVIL = '"><script>alert(1)</script>&amp;${x}{0}`'
OURS = re.compile(r'<span class="[a-z\- ]+">|</span>|<bdi data-code="\\u[0-9a-f]{4}">|</bdi>|<mark>|</mark>|<code>|</code>')

texts = st.text(max_size=80) | st.just(EVIL) | st.text("<>&\"'`{}:=-/ \n•abc", max_size=60)


def left_over(painted):
    """What remains of a painted text once our own tags are taken out, as a browser would read it."""
    bare = OURS.sub("", str(painted))
    assert "<" not in bare
    return html.unescape(bare)


@given(texts, st.sampled_from(["json", "xml", "sh", "http", ""]))
def test_painting_changes_no_letter_and_lets_no_markup_through(text, kind):
    assert left_over(paint(text, kind)) == text


@given(texts)
def test_neither_do_numbered_lines(text):
    painted = paint_lines(text, {1: "lit", 2: "del", 3: "add"})
    assert left_over(painted) == text.replace("\n", "")


@given(texts, texts)
def test_a_sentence_shows_its_values_and_nothing_of_them_is_markup(one, other):
    assert left_over(say("`{}` is not `{}`, says {1}", (one, other))) == f"{one} is not {other}, says {other}"


@given(texts, texts)
def test_a_difference_shows_both_values_whole(one, other):
    shown = pair(Compared(one, other, "sub", "StringEquals"))
    assert left_over(shown["one"]) == one
    assert left_over(shown["other"]) == other
    assert ("<mark>" in shown["one"] + shown["other"]) == (one != other)


def test_amounts_are_not_compared_letter_by_letter():
    shown = pair(Compared("2026-11-21T20:31:07Z", "2026-11-21T20:41:07Z", "exp", "now"))
    assert shown == {"one": "2026-11-21T20:31:07Z", "other": "2026-11-21T20:41:07Z", "note": None}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ('"a": "b"', "json", '<span class="j-k">&quot;a&quot;</span>: &quot;b&quot;'),
        ("<A>x</A>", "xml", '&lt;<span class="j-k">A</span>&gt;x&lt;/<span class="j-k">A</span>&gt;'),
        ("aws s3 ls --region x", "sh", 'aws s3 ls <span class="j-k">--region</span> x'),
        ("Host: here", "http", '<span class="j-k">Host:</span> here'),
        ("code=••••9Qe4&x=1", "", 'code=<span class="mask">••••9Qe4</span>&amp;x=1'),
    ],
)
def test_names_masks_and_nothing_else_get_a_tone(text, kind, expected):
    assert str(paint(text, kind)) == expected


@pytest.mark.parametrize("text", ["a" * 32_000 + "•", '"' + '\\"' * 16_000, "[" * 32_000, '"a"' + " " * 32_000])
def test_no_text_takes_long_to_paint(text):
    start = time.process_time()
    assert left_over(paint(text, "json")) == text
    assert time.process_time() - start < 2  # under 0.01 where nothing else runs; looked at from every start, many seconds


@pytest.mark.parametrize("drawn", [paint, lambda text: paint(f'"{text}": 1', "json"), lambda text: say("`{}`", (text,))])
def test_what_turns_letters_around_or_cannot_be_seen_is_written_out(drawn):
    shown = drawn("a\u202eb\u200bc\ufeffdé\u0645")
    for code in (r"\u202e", r"\u200b", r"\ufeff"):
        assert f'<bdi data-code="{code}">' in shown
    assert "dé\u0645" in shown


def test_a_document_that_was_painted_before_has_the_marks_of_this_time():
    text = '{\n  "Version": "2012-10-17"\n}'
    first, marked_now, again = (paint_lines(text, marks) for marks in ({}, {2: "lit"}, None))
    assert first == again
    assert marked_now == first.replace('<span class="ln">  ', '<span class="ln ln--lit">  ')
    assert paint_lines(text, {2: "fail"}) != marked_now


def test_the_values_of_a_sentence_are_those_of_this_time():
    assert say("`{}` is {} & no {}", ("<a>", 1, "`{}`")) == "<code>&lt;a&gt;</code> is 1 &amp; no `{}`"
    assert say("`{}` is {} & no {}", (True, 1.0, None)) == "<code>True</code> is 1.0 &amp; no None"


def test_a_sentence_without_values_keeps_its_braces_and_a_question_its_mark():
    assert say("audience is `{}`, and {} is nothing", ()) == "audience is <code>{}</code>, and {} is nothing"
    assert standing_alone("is the address right?") == "Is the address right?"
    assert say("audience is `{}`", ("{}",)) == "audience is <code>{}</code>"
