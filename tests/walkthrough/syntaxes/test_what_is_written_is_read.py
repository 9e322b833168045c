"""The call as it is shown is the call: written in any syntax and read back, nothing is lost and nothing is misunderstood."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.walkthrough.journey import Draft
from playground.walkthrough.pasting.paste import paste
from playground.walkthrough.syntaxes import SYNTAXES
from tests.walkthrough.syntaxes.calls import DRAFTS, call

TOKENS = st.sampled_from(["", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "Atza|IwEBIJ-$x'y"])
EVERY = pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda one: one.title)


@EVERY
@given(draft=DRAFTS, token=TOKENS)
@settings(max_examples=60, deadline=None)
def test_every_value_comes_back_as_it_went(syntax, draft, token):
    pasted = paste(syntax.write(call(draft, token)), Draft())
    assert pasted.syntax, pasted.said
    assert pasted.draft == draft
    words = " ".join(one.says for one in pasted.said)
    assert ("the token in it was left out" in words) == bool(token)


@EVERY
def test_a_secret_is_a_placeholder_unless_it_is_asked_for(syntax):
    draft = Draft(RoleArn="arn:aws:iam::123456789012:role/X", RoleSessionName="maya")
    assert "SECRET" not in syntax.write(call(draft))
    assert "SECRET" in syntax.write(call(draft, "SECRET"))


@EVERY
@given(text=st.text(max_size=60), cut=st.integers(0, 400))
@settings(max_examples=40, deadline=None)
def test_a_torn_text_is_an_answer_and_no_failure(syntax, text, cut):
    draft = Draft(RoleArn="arn:aws:iam::123456789012:role/X", RoleSessionName="maya", Policy='{"a": "b"}')
    written = syntax.write(call(draft))
    for torn in (text, written[:cut], written[:cut] + text, written[:cut] + text + written[cut:]):
        assert paste(torn, Draft()).said or paste(torn, Draft()).filled
