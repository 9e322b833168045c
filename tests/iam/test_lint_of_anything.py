"""Whatever JSON, or nearly JSON, somebody types: the linter answers, and its fixes can be applied."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.iam import PolicyType
from playground.iam.editing.rewriting import apply
from playground.iam.lint import lint

NAMES = st.sampled_from(
    "Version Statement Effect Action Resource Condition Principal NotAction NotResource NotPrincipal Sid Id effect Conditions "
    "StringEquals StringEqual aws:x accounts.google.com:aud Federated AWS ForAllValues:StringLike".split()
)
LEAVES = st.sampled_from(
    [
        None,
        True,
        1,
        "",
        "*",
        "Allow",
        "allow",
        "s3:GetObject",
        "2012-10-17",
        "arn:aws:s3:::b/*",
        "${aws:x}",
        "accounts.google.com",
    ]
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)


@pytest.mark.parametrize("kind", [PolicyType.TRUST, PolicyType.SESSION, PolicyType.RESOURCE, PolicyType.IDENTITY])
@given(data=ANYTHING, cut=st.integers(0, 60))
@settings(max_examples=150)
def test_the_linter_answers_anything(kind, data, cut):
    for text in (
        json.dumps(data),
        json.dumps({"Statement": data}),
        json.dumps({"Statement": {"Effect": "Allow", "Condition": data}}),
    ):
        for one in lint(text, kind):
            assert one.sentence
            assert apply(text, one.fix) != text or not one.fix
        lint(text[:cut], kind)
