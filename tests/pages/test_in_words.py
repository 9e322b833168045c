"""The reason that an error gives stands on a page with its code as code, and no backtick of ours is left over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.explain import FAIL, Finding, in_words
from playground.iam import PolicyType
from playground.iam.lint import lint
from playground.pages.reasons import headline, sentence


def drawn(reason):
    return str(sentence(Finding("Policy", FAIL, *in_words(reason))))


@pytest.mark.parametrize(
    ("reason", "html"),
    [
        (
            "`allow` is no effect; write `Allow` or `Deny`",
            "<code>allow</code> is no effect; write <code>Allow</code> or <code>Deny</code>.",
        ),
        ("a policy is a JSON object; start with `{`", "A policy is a JSON object; start with <code>{</code>."),
        ("this is no JSON: expecting value", "This is no JSON: expecting value."),
        ("`a`b` is no effect", "`a`b` is no effect."),
        ("the key {} stands twice", "the key {} stands twice."),
        ("`{}` is no effect", "<code>{}</code> is no effect."),
    ],
)
def test_code_is_code_and_what_cannot_be_told_apart_stays_as_it_is(reason, html):
    assert drawn(reason) == html


def test_over_a_refusal_what_it_turns_on_is_underlined_and_the_name_of_the_role_is_not():
    says = "the role `{}` trusts `{}`, and this token comes from `{}`"
    drawn = str(headline(Finding("Trust policy", FAIL, says, ("A<b", "www.amazon.com", "accounts.google.com")), "A<b"))
    assert drawn == (
        "The role <code>A&lt;b</code> trusts <em><code>www.amazon.com</code></em>, "
        "and this token comes from <em><code>accounts.google.com</code></em>."
    )


@given(st.text("ab`{}<", max_size=12))
def test_nothing_of_a_reason_is_lost(reason):
    says, values = in_words(f"`{reason}` is no effect")
    assert Finding("Policy", FAIL, says, values).sentence == f"`{reason}` is no effect"


def test_a_long_text_of_a_readers_is_a_value_and_no_template():
    assert in_words("x" * 201) == ("{}", ("x" * 201,))


@pytest.mark.parametrize("text", ["[]", "{", '{"Statement": {"Effect": "allow", "Action": "s3:*", "Resource": "*"}}'])
def test_what_aws_refuses_is_said_without_backticks(text):
    assert "`" not in "".join(str(sentence(remark)) for remark in lint(text, PolicyType.SESSION))
