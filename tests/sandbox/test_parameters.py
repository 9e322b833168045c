"""Parameters are checked against botocore's own model of STS, and refused in AWS's words."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.sandbox.errors import AwsError
from playground.sandbox.protocols.parameters import read_parameters
from tests.sandbox.visit import (
    ACCOUNT,
    VERSION,
    failed,
    fields,
    gates,
    header,
    new_site,
    post,
    refusal,
    role_arn,
    sentence,
    verdicts,
)
from tests.tokens.minting import mint

PATTERN_OF_A_NAME = r"[\w+=,.@-]*"
PATTERN_OF_A_POLICY = r"[\u0009\u000A\u000D\u0020-\u00FF]+"
REGEX = "failed to satisfy constraint: Member must satisfy regular expression pattern:"
NULL = "failed to satisfy constraint: Member must not be null"
AT_LEAST = "failed to satisfy constraint: Member must have length greater than or equal to"
AT_MOST = "failed to satisfy constraint: Member must have length less than or equal to"

REFUSED = [
    ({"RoleSessionName": "Session1:2"}, f"Value 'Session1:2' at 'roleSessionName' {REGEX} {PATTERN_OF_A_NAME}"),
    ({"RoleSessionName": "m"}, f"Value 'm' at 'roleSessionName' {AT_LEAST} 2"),
    ({"RoleSessionName": "m" * 65}, f"Value '{'m' * 65}' at 'roleSessionName' {AT_MOST} 64"),
    ({"RoleSessionName": "mäya"}, f"Value 'mäya' at 'roleSessionName' {REGEX} {PATTERN_OF_A_NAME}"),
    ({"RoleSessionName": None}, f"Value at 'roleSessionName' {NULL}"),
    ({"RoleArn": None}, f"Value at 'roleArn' {NULL}"),
    ({"RoleArn": "arn:aws:iam::1:role"}, f"Value 'arn:aws:iam::1:role' at 'roleArn' {AT_LEAST} 20"),
    ({"WebIdentityToken": None}, f"Value at 'webIdentityToken' {NULL}"),
    ({"WebIdentityToken": "abc"}, f"Value at 'webIdentityToken' {AT_LEAST} 4"),
    ({"WebIdentityToken": "x" * 20_001}, f"Value at 'webIdentityToken' {AT_MOST} 20000"),
    ({"ProviderId": "abc"}, f"Value 'abc' at 'providerId' {AT_LEAST} 4"),
    ({"Policy": "{" * 2049}, f"Value at 'policy' {AT_MOST} 2048"),
    ({"Policy": '{"Ā": 1}'}, f"Value at 'policy' {REGEX} {PATTERN_OF_A_POLICY}"),
    (
        {"DurationSeconds": "100"},
        "Value '100' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ),
    (
        {"DurationSeconds": "43201"},
        "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ),
    ({"PolicyArns.member.1.arn": "too short"}, f"Value 'too short' at 'policyArns.1.member.arn' {AT_LEAST} 20"),
]


@pytest.mark.parametrize(("changes", "message"), REFUSED)
def test_a_value_of_the_wrong_length_or_shape_is_refused_in_awss_words(site, changes, message):
    assert refusal(site.assume(**changes)) == (400, "ValidationError", f"1 validation error detected: {message}")


def test_several_errors_stand_in_one_answer_and_a_sensitive_value_in_none(site):
    answer = site.assume("abc", RoleSessionName="a:b", DurationSeconds="1", RoleArn=None)
    told = refusal(answer)[2]
    assert told.startswith("4 validation errors detected: Value at 'roleArn'")
    assert told.count("; Value ") == 3
    assert "abc" not in told


def test_a_value_can_break_two_constraints_at_once(site):
    name = ":" * 65
    told = refusal(site.assume(RoleSessionName=name))[2]
    assert told == (
        f"2 validation errors detected: Value '{name}' at 'roleSessionName' {REGEX} {PATTERN_OF_A_NAME}; "
        f"Value '{name}' at 'roleSessionName' {AT_MOST} 64"
    )


def test_more_than_ten_policy_arns_are_refused(site):
    arns = {f"PolicyArns.member.{number}.arn": f"arn:aws:iam::{ACCOUNT}:policy/P{number}" for number in range(1, 12)}
    assert refusal(site.assume(**arns))[2].endswith(f"Value at 'policyArns' {AT_MOST} 10")


@pytest.mark.parametrize(
    "name", ["PolicyArns.member.1", "PolicyArns.1.arn", "PolicyArns.member.one.arn", "PolicyArns.member.01.arn", "PolicyArns"]
)
def test_a_policy_arn_that_is_not_understood_is_refused_and_not_left_out(site, name):
    """Left out, the session would be allowed more than its caller asked for."""
    status, code, _ = refusal(site.assume(**{name: f"arn:aws:iam::{ACCOUNT}:policy/ReadPhotos"}))
    assert (status, code) == (400, "MalformedInput")


@pytest.mark.parametrize(
    "number", ["1.5", "an hour", "3600 ", "0x384", "٣٦٠٠", "9" * 40, "2147483648", "-2147483649", "9" * 5000, "+", "--900"]
)
def test_a_duration_that_is_no_integer_is_refused_without_a_word(site, number):
    answer = site.assume(DurationSeconds=number)
    assert answer.response.status == 400
    assert {name: value for name, value in fields(answer).items() if name != "RequestId"} == {
        "Type": "Sender",
        "Code": "MalformedInput",
    }
    assert sentence(answer) == f"`{number}` is no integer of 32 bits, and DurationSeconds takes one"


def test_an_empty_duration_is_told_to_be_missing(site):
    form = {"Action": "AssumeRoleWithWebIdentity", "Version": VERSION, "DurationSeconds": ""}
    assert refusal(site.send(post(urlencode(form)))) == (400, "MalformedInput", "missing value for decimal type")


@pytest.mark.parametrize("number", ["900", "+900", "0900"])
def test_a_duration_may_have_a_sign_and_zeros_before_it(site, number):
    assert fields(site.assume(DurationSeconds=number))["Expiration"] == "2026-11-21T20:38:17Z"


@pytest.mark.parametrize("number", ["2147483647", "-2147483648", "-1"])
def test_a_duration_of_32_bits_is_compared_with_its_bounds(site, number):
    assert refusal(site.assume(DurationSeconds=number))[1:] == (
        "ValidationError",
        f"1 validation error detected: Value '{number}' at 'durationSeconds' failed to satisfy constraint: "
        f"Member must have value {'less than or equal to 43200' if number[0] == '2' else 'greater than or equal to 900'}",
    )


def test_the_first_of_a_repeated_parameter_counts(site):
    role = {"RoleArn": role_arn("Admin"), "WebIdentityToken": mint(), "Version": VERSION}
    first = urlencode({"Action": "AssumeRoleWithWebIdentity", "RoleSessionName": "maya"} | role)
    second = urlencode({"Action": "GetCallerIdentity", "RoleSessionName": ":", "Version": "2000-01-01", "RoleArn": "x"})
    assert site.send(post(f"{first}&{second}")).response.status == 200
    assert refusal(site.send(post(f"{second}&{first}")))[1] == "InvalidAction"


@pytest.mark.parametrize("length", [2048, 2049])
def test_characters_beyond_the_first_plane_match_no_pattern_and_count_once(site, length):
    arn = "\U0001f600" * length
    told = refusal(site.assume(role=arn, RoleArn=arn))[2]
    number = "1 validation error" if length == 2048 else "2 validation errors"
    assert told.startswith(f"{number} detected: Value '{arn}' at 'roleArn' {REGEX} ")
    assert told.endswith(f" at 'roleArn' {AT_MOST} 2048") is (length == 2049)


INVALID_ARNS = [
    "nothing-valid-in-here",
    "arn::b:::something/test-role",
    "arn:a:a::aaaaaaaaaa:",
    "arn:aws:iam::12a456789012:role/x",
]


@pytest.mark.parametrize("arn", INVALID_ARNS)
def test_an_arn_that_is_none_is_refused(site, arn):
    assert refusal(site.assume(role=arn, RoleArn=arn)) == (400, "ValidationError", f"{arn} is invalid")


@pytest.mark.parametrize(
    "arn",
    [f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com", f"arn:aws:acm::{ACCOUNT}:role/x", f"arn:aws:iam::{ACCOUNT}:x"],
)
def test_the_arn_of_something_else_is_refused(site, arn):
    assert refusal(site.assume(role=arn)) == (400, "ValidationError", "Request ARN is invalid")


def test_all_that_follows_a_wrong_parameter_is_shown_as_not_reached(site):
    answer = site.assume(RoleSessionName="a:b")
    assert len(gates(answer)) == 12
    assert failed(answer) == "Parameters"
    assert verdicts(answer) == ["fail", *["skip"] * 11]


def test_with_a_provider_id_it_is_the_checks_of_an_access_token_that_are_not_reached(site):
    answer = site.assume(RoleSessionName="a:b", ProviderId="www.amazon.com")
    assert gates(answer)[1:4] == ["ProviderId", "Shape", "The provider knows it"]
    assert len(gates(answer)) == 9


def test_the_order_of_parameters_and_where_they_stand_do_not_matter(site):
    """minio-py and object_store put them into the query of a POST, with an empty body."""
    query = "&".join(
        (
            f"WebIdentityToken={mint()}",
            f"RoleArn={role_arn('Admin')}",
            "Version=2011-06-15",
            "RoleSessionName=maya",
            "Action=AssumeRoleWithWebIdentity",
        )
    )
    for request in (post("", query), post("", query, kind=""), post(query, kind=""), post(query)):
        assert site.send(request).response.status == 200


def test_an_answer_is_xml_without_a_prolog_and_names_its_request(site):
    for answer in (site.assume(), site.assume(RoleSessionName="a:b")):
        assert answer.response.body.startswith(b"<")
        assert not answer.response.body.startswith(b"<?xml")
        assert header(answer, "Content-Type") == "text/xml"
        assert f"<RequestId>{header(answer, 'x-amzn-RequestId')}</RequestId>".encode() in answer.response.body


def test_a_refusal_has_the_very_form_of_awss_own(site):
    answer = site.assume(WebIdentityToken="an access token")
    identifier = header(answer, "x-amzn-RequestId")
    assert answer.response.body.decode() == (
        '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>'
        "<Code>InvalidIdentityToken</Code><Message>The ID Token provided is not a valid JWT. "
        "(You may see this error if you sent an Access Token)</Message></Error>"
        f"<RequestId>{identifier}</RequestId></ErrorResponse>"
    )


@given(
    st.dictionaries(st.sampled_from(["RoleArn", "RoleSessionName", "Policy", "PolicyArns.member.1.arn"]), st.text(max_size=99))
)
def test_no_text_breaks_the_check(form):
    assert _status(form) in (200, 400)


def _status(form):
    try:
        read_parameters("sts", "AssumeRoleWithWebIdentity", form)
    except AwsError as refused:
        return refused.status
    return 200


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=40))
def test_whatever_a_session_is_called_the_answer_is_well_formed(name):
    answer = new_site().assume(RoleSessionName=name or "x")
    assert refusal(answer)[1] == "ValidationError" if answer.error else answer.response.status == 200
