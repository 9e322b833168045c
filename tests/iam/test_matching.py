"""Patterns: wildcards, variables, escapes; and that no pattern can be made to take long."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.iam.patterns.pattern import compile_pattern

CONTEXT = {"aws:username": ("David",), "many": ("a", "b"), "star": ("*",), "empty": ("",)}


def matches(pattern, value, *, wildcards=True, variables=True, ignore_case=False, context=CONTEXT):
    compiled = compile_pattern(pattern, wildcards=wildcards, variables=variables, ignore_case=ignore_case)
    return compiled.matches(value, context)


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("abc", "abc", True),
        ("abc", "abcd", False),
        ("a*", "a", True),
        ("*", "", True),
        ("**", "x", True),
        ("a*c", "abbbc", True),
        ("a*c", "ac", True),
        ("a*c", "acd", False),
        ("a*b*c", "aXbYc", True),
        ("ab*ba", "aba", False),  # the ends may not share a character
        ("?", "", False),
        ("?", "x", True),
        ("a?c", "ac", False),
        ("*?", "", False),
        ("*?", "xy", True),
        ("a*?c*", "abcd", True),
        ("*a?b*", "xaabab", True),
        ("a.c", "abc", False),
        ("[a]", "a", False),
        ("a\nb*", "a\nbc", True),
        ("home/${aws:username}/*", "home/David/x", True),
        ("home/${AWS:UserName}/*", "home/David/x", True),
        ("home/${aws:username}/*", "home/Davi/x", False),
        ("${aws:nobody}", "", False),
        ("${aws:nobody, 'guest'}/*", "guest/x", True),
        ("${many}", "a", False),
        ("${star}", "anything", False),
        ("${star}", "*", True),
        ("x${empty}y", "xy", True),
        ("${aws:username}*${aws:username}", "David", False),
        ("${aws:username}*${aws:username}", "DavidDavid", True),
        ("${*}", "*", True),
        ("${*}", "x", False),
        ("${?}.txt", "a.txt", False),
        ("${$}{x}", "${x}", True),
        ("a${}b", "a${}b", True),
    ],
)
def test_a_pattern_matches_what_it_should(pattern, value, expected):
    assert matches(pattern, value) is expected


def test_without_version_2012_a_variable_is_literal_text():
    assert matches("${aws:username}", "${aws:username}", variables=False)
    assert not matches("${aws:username}", "David", variables=False)


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("${*}", "${anything}", True),
        ("${*}", "*", False),
        ("a${?}", "a${x}", True),
        ("a${?}", "a?", False),
        ("${$}", "${$}", True),
    ],
)
def test_without_version_2012_an_escape_is_none_and_its_wildcard_is_one(pattern, value, expected):
    assert matches(pattern, value, variables=False) is expected
    assert matches(pattern, pattern, variables=False, wildcards=False)


def test_without_wildcards_a_star_is_a_star():
    assert matches("a*", "a*", wildcards=False)
    assert not matches("a*", "ab", wildcards=False)


def test_case_matters_unless_it_is_told_not_to():
    assert not matches("s3:get*", "s3:GetObject")
    assert matches("S3:get*", "s3:GetObject", ignore_case=True)
    assert matches("${aws:username}", "DAVID", ignore_case=True)


@given(st.text("ab*?", max_size=12), st.text("ab", max_size=12))
def test_it_agrees_with_a_regular_expression(pattern, value):
    expected = re.fullmatch("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern), value, re.DOTALL)
    assert matches(pattern, value) is bool(expected)


@given(st.text(max_size=20))
def test_a_substituted_value_is_literal(value):
    assert matches("x${key}y", f"x{value}y", context={"key": (value,)})
    assert not matches("x${key}y", f"x{value}zy", context={"key": (value,)})


@pytest.mark.parametrize("pattern", ["a*" * 2000 + "b", "*a" * 2000 + "b", "?*" * 1000 + "b", "*" * 4000 + "b"])
def test_no_pattern_explodes(pattern):
    start = time.process_time()
    assert not matches(pattern, "a" * 20_000)
    assert time.process_time() - start < 5  # with backtracking this would not end today
