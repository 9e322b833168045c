"""What can stand at the caret (`|`), in documents that are not finished."""

import json
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.documents import read_json
from playground.iam import PolicyType
from playground.iam.catalogue.actions import is_key
from playground.iam.catalogue.global_keys import GLOBAL_KEYS
from playground.iam.completion import complete
from playground.iam.completion.condition import operator_words
from playground.iam.conditions import BY_NAME
from playground.iam.conditions.block import split_operator

IDENTITY, TRUST, BUCKET = PolicyType.IDENTITY, PolicyType.TRUST, PolicyType.RESOURCE
GOOGLE = "accounts.google.com"
GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"


def at_caret(text, kind=IDENTITY, provider=""):
    return complete(text.replace("|", "", 1), text.index("|"), kind, provider=provider)


def offered(text, kind=IDENTITY, provider=""):
    return [json.loads(one.text.removesuffix(": ")) for one in at_caret(text, kind, provider).items]


def statement(inside):
    return f'{{"Version": "2012-10-17", "Statement": [{{"Sid": "A"}}, {{{inside}}}]}}'


OFFERED = [
    # text, kind, provider, the first that are offered
    ("{|", IDENTITY, "", ["Version", "Statement"]),
    ('{"V|', BUCKET, "", ["Version"]),
    ("{|", BUCKET, "", ["Version", "Id", "Statement"]),
    ('{"Version": "2012-10-17", "|"}', IDENTITY, "", ["Statement"]),
    ('{"Version": |', IDENTITY, "", ["2012-10-17", "2008-10-17"]),
    ('{"Version": "20|"}', IDENTITY, "", ["2012-10-17", "2008-10-17"]),
    (statement("|"), IDENTITY, "", ["Effect", "Action", "Resource", "Condition", "Sid", "NotAction", "NotResource"]),
    (statement("|"), TRUST, "", ["Effect", "Principal", "Action", "Condition", "Sid", "NotAction"]),
    (statement('"Action": "s3:*", "Effect": "Deny", "|"'), BUCKET, "", ["Principal", "Resource", "Condition"]),
    (statement('"Effect": "|"'), IDENTITY, "", ["Allow", "Deny"]),
    (statement('"Effect": D|'), IDENTITY, "", ["Deny"]),
    (statement('"Action": "s3:GetObjectV|"'), IDENTITY, "", ["s3:GetObjectVersion", "s3:GetObjectVersionAcl"]),
    (statement('"Action": ["s3:PutObject", "S3:getobjectv|'), IDENTITY, "", ["s3:GetObjectVersion", "s3:GetObjectVersionAcl"]),
    (statement('"NotAction": "getobjectv|"'), IDENTITY, "", ["s3:GetObjectVersion", "s3:GetObjectVersionAcl"]),
    (statement('"Action": "|"'), IDENTITY, "", ["s3:", "sts:", "iam:"]),
    (statement('"Action": "|"'), TRUST, "", ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]),
    (
        statement('"Action": "s3:GetObject", "Resource": ["arn:aws:s3:::photos/maya/*", "|"]'),
        IDENTITY,
        GOOGLE,
        ["arn:aws:s3:::photos/*", "arn:aws:s3:::photos/${accounts.google.com:sub}/*"],
    ),
    (
        statement('"Action": "s3:ListBucket", "Resource": "|"'),
        IDENTITY,
        "",
        ["arn:aws:s3:us-east-1:111122223333:accesspoint/AccessPointName", "arn:aws:s3:::BucketName"],
    ),
    (statement('"Action": "s3:ListAllMyBuckets", "Resource": "|"'), IDENTITY, "", ["*"]),
    (
        statement('"Resource": "|", "Action": "sts:AssumeRole"'),
        IDENTITY,
        "",
        ["arn:aws:iam::111122223333:role/RoleNameWithPath"],
    ),
    (statement('"Principal": {"|"}'), TRUST, "", ["Federated", "AWS", "Service"]),
    (statement('"Principal": {"Federated": "|"}'), TRUST, "", [GOOGLE, "www.amazon.com", "graph.facebook.com"]),
    (statement('"Principal": {"Federated": ["|"]}'), TRUST, GITHUB, [GITHUB, GOOGLE]),
    (
        statement('"Principal": {"Federated": "git|"}'),
        TRUST,
        "",
        [GITHUB, "arn:aws:iam::111122223333:oidc-provider/gitlab.com"],
    ),
    (statement('"Condition": {"|"}'), IDENTITY, "", ["StringEquals", "StringNotEquals"]),
    (
        statement('"Condition": {"StringEquals": {}, "StringEq|"}'),
        IDENTITY,
        "",
        ["StringEqualsIgnoreCase", "StringEqualsIfExists"],
    ),
    (statement('"Condition": {"ForAny|"}'), IDENTITY, "", ["ForAnyValue:StringEquals"]),
    (statement('"Condition": {"StringEquals": {"|"}}'), TRUST, GOOGLE, [f"{GOOGLE}:sub", f"{GOOGLE}:aud"]),
    (statement('"Condition": {"StringEquals": {"|"}}'), IDENTITY, GOOGLE, [f"{GOOGLE}:sub", f"{GOOGLE}:aud", f"{GOOGLE}:amr"]),
    (
        statement(f'"Principal": {{"Federated": "{GITHUB}"}}, "Condition": {{"StringLike": {{"token|"}}}}'),
        TRUST,
        "",
        ["token.actions.githubusercontent.com:sub"],
    ),
    (statement('"Action": "s3:ListBucket", "Condition": {"StringLike": {"s3:p|"}}'), IDENTITY, "", ["s3:prefix"]),
    (statement('"Condition": {"StringEquals": {"aws:sec|"}}'), IDENTITY, "", ["aws:SecureTransport"]),
    (statement('"Condition": {"Bool": {"aws:SecureTransport": |}}'), IDENTITY, "", ["true", "false"]),
    (
        statement('"Condition": {"StringEquals": {"cognito-identity.amazonaws.com:amr": "|"}}'),
        TRUST,
        "",
        ["authenticated", "unauthenticated"],
    ),
    (statement('"Resource": "arn:aws:s3:::b/${|"'), IDENTITY, GOOGLE, ["arn:aws:s3:::b/${accounts.google.com:sub}"]),
    (statement('"Resource": "arn:aws:s3:::b/${aws:u|}/*"'), IDENTITY, "", ["arn:aws:s3:::b/${aws:userid}/*"]),
    (
        statement('"Condition": {"StringLike": {"s3:prefix": ["home/${aws:u|/*"]}}'),
        IDENTITY,
        "",
        ["home/${aws:userid}/*", "home/${aws:username}/*"],
    ),
    ('{"Statement": [{"Effect": "Allow"\n  "Act|', IDENTITY, "", ["Action"]),  # a comma is missing
    ('{"Statement": [{"Effect": "Allow,\n  "Action": "sts:TagS|', IDENTITY, "", ["sts:TagSession"]),  # and a quote
    ('{"Statement": {"Effect": "|', IDENTITY, "", ["Allow", "Deny"]),  # one statement, not in a list
]


@pytest.mark.parametrize(("text", "kind", "provider", "first"), OFFERED, ids=lambda value: str(value)[-40:])
def test_the_likeliest_stand_first(text, kind, provider, first):
    assert offered(text, kind, provider)[: len(first)] == first


NOTHING = [
    "|",
    "[|",
    '{"Version" |',
    '{"Effect": "Allow" |}',
    '{"x": "|"}',
    statement('"Sid": "|"'),
    statement('"Effect": "Allow"|'),
]


@pytest.mark.parametrize("text", NOTHING)
def test_where_nothing_is_known_nothing_is_offered(text):
    assert at_caret(text).items == ()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('{"V|ersion": "x"}', '{"Version": "x"}'),
        ('{"Vers|"}', '{"Version": }'),
        ('{"Version": "20|"}', '{"Version": "2012-10-17"}'),
        ('{"Version": 20|}', '{"Version": "2012-10-17"}'),
        ('{"Version": "20|, "Id": "x"}', '{"Version": "2012-10-17", "Id": "x"}'),
        ('{"Version": |}', '{"Version": "2012-10-17"}'),
        (statement('"Action": "sts:TagS|es"'), statement('"Action": "sts:TagSession"')),
        (statement('"Resource": "b/${aws:useri|"'), statement('"Resource": "b/${aws:userid}"')),
        (statement('"Resource": "b/${aws:useri|d}/c"'), statement('"Resource": "b/${aws:userid}/c"')),
        (
            statement('"Condition": {"StringEquals": {"aws:PrincipalTa|"}}'),
            statement('"Condition": {"StringEquals": {"aws:PrincipalTag/"}}'),
        ),
    ],
)
def test_the_item_takes_the_place_of_the_whole_word_and_its_quotes(text, after):
    found = at_caret(text)
    plain = text.replace("|", "", 1)
    assert plain[: found.start] + found.items[0].text + plain[found.end :] == after


def test_what_somebody_typed_whole_reads_back():
    text = statement('"Effect": "Allow", "Action": "s3:GetObj|", "Resource": "*"')
    found = at_caret(text)
    plain = text.replace("|", "", 1)
    assert found.items
    for item in found.items:
        read_json(plain[: found.start] + item.text + plain[found.end :])


def test_every_operator_is_offered_with_words_and_is_one():
    names = offered(statement('"Condition": {"|"}'))
    assert all(operator_words(name) for name in (*BY_NAME, "Null"))
    assert {split_operator(name)[1] for name in names} == {*BY_NAME, "Null"}
    assert len(set(names)) == len(names)


def test_every_action_is_offered_with_its_words():
    items = at_caret(statement('"Action": "s3:|"')).items
    assert len(items) > 150
    assert all(item.words for item in items)


def test_no_key_of_every_request_stands_twice():
    assert len({one.name.lower() for one in GLOBAL_KEYS}) == len(GLOBAL_KEYS)
    assert is_key("aws:sourceip", frozenset(one.name.lower() for one in GLOBAL_KEYS))


PIECES = [
    '"',
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\\",
    "\n",
    "${",
    "}",
    "*",
    '"Statement"',
    '"Condition": {',
    '"Action": "s3:',
    "é",
    " ",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join),
    st.integers(-2, 60),
    st.sampled_from(PolicyType),
)
def test_no_text_whatever_breaks_it(text, offset, kind):
    found = complete(text, offset, kind, provider=GOOGLE)
    assert 0 <= found.start <= found.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400))
def test_no_document_that_ends_too_early_breaks_it(length, offset):
    whole = json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Get*"], "Resource": "*"}] * 4}
    )
    complete(whole[:length], offset, IDENTITY)


def longest():
    many = [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::b{n}/*"} for n in range(120)]
    return json.dumps({"Version": "2012-10-17", "Statement": many})[:-2] + ', {"Action": "s3:'


NONSENSE = [
    "[" * 32_000,
    '{"a":' * 6_400,
    '"' * 32_000,
    "\\" * 32_000,
    '{"Statement":[' * 2_000,
    "}" * 32_000,
    "9" * 32_000 + "}",
]


def fastest(text):
    """Seconds of the processor's time, the least of five; the machine may have other things to do."""
    took = []
    for n in range(5):
        start = time.process_time()
        complete(" " * n + text, len(text) + n, IDENTITY)
        took.append(time.process_time() - start)
    return min(took)


def test_a_long_document_is_answered_within_a_fiftieth_of_a_second():
    complete(longest(), 0, IDENTITY)
    assert 9_000 < len(longest()) < 11_000
    assert fastest(longest()) < 0.02


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: text[:12])
def test_nonsense_takes_no_longer_than_its_length(text):
    assert fastest(text) < 1


def test_a_long_name_is_not_kept_once_more_for_each_value_under_it():
    """A pointer for each took four thousand times as much room as the text, and sixteen texts were remembered."""
    tracemalloc.start()
    complete(f'{{"{"k" * 16_000}":[{"1," * 7_900}', 32_000, IDENTITY)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
